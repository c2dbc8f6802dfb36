"""Text that comes from a state or a playbook is shown and never acts, in any form that advice takes."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from advisor.reports.terminal.printable import one_line
from tests.cli.command import run

FORMATS = ("text", "json", "markdown", "html")
# As it would be if anything computed, looked up, coloured, moved or ran it.
TRICKS = {
    "sum": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "reach": "{profile.__class__} {0.__class__.__mro__} {{profile.__class__}} %(name)s %s",
    "jinja": "{% include 'style.css' %} {{ ().__class__.__base__.__subclasses__() }} {# c #}",
    "html": "<script>document.title='x'</script>\"><img src=x onerror=alert(1)>",
    "directions": "\u202egnp.exe\u202c \u2066in\u2069 \u200fx\u200e \u2028 \u2029 \x85 \r\n end",
}
ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
PLAYBOOK: dict[str, Any] = {
    "playbook": {"name": "P {trick}"},
    "entities": {
        "profile": {
            "single": "true",
            "label": "your profile",
            "fields": {"name": {"type": "text", "ask": "Name?"}},
        },
        "contract": {
            "key": "id",
            "label": "{{title}} {trick}",
            "fields": {
                "title": {"type": "text", "ask": "Title {trick}?", "if_unknown": "u {trick}"},
                "idle": {"type": "count", "ask": "Idle {trick}?", "find": "F {trick}"},
            },
        },
    },
    "actions": {
        "act": {
            "for": "contract",
            "title": "T {{title}} {trick}",
            "effort": "low",
            "steps": ["S {{title}} {trick}"],
            "message": "M {{title}} {trick}",
        },
        "not-now": {"for": "contract", "title": "N {{title}} {trick}", "effort": "low"},
    },
    "documents": {"D": {"title": "D {trick}", "authority": "document"}},
    "claims": {"D-1": {"document": "D", "section": "{trick}", "kind": "rule", "says": "C {trick}"}},
    "ruleset": "r",
    "title": "R {trick}",
    "rules": [
        {"id": "a", "advise": ["act", "not-now"], "priority": "high"},
        {"id": "f", "forbid": "not-now"},
        {"id": "u", "raise": "act"},
    ],
}


def filled(value: object, trick: str) -> object:
    """The playbook with a trick in its texts; braces doubled, as an author writes them for braces."""
    if isinstance(value, str):
        doubled = trick.replace("{", "{{").replace("}", "}}")
        templates = {"T", "S", "M", "N", "B", "{{title}}"}
        is_template = value.split(" ")[0] in templates
        return value.replace("{{title}}", "{title}").replace("{trick}", doubled if is_template else trick)
    if isinstance(value, dict):
        return {key: filled(each, trick) for key, each in value.items()}
    return [filled(each, trick) for each in value] if isinstance(value, list) else value


@pytest.fixture(params=list(TRICKS.values()), ids=list(TRICKS))
def trick(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def advised(trick: str, tmp_path: Path) -> dict[str, str]:
    """What each format says of a state and a playbook full of the trick."""
    rules = [
        {
            "for": "contract",
            "when": {"idle": "> 1"},
            "because": "B {{title}} {trick}",
            "claims": ["D-1"],
            **rule,
        }
        for rule in PLAYBOOK["rules"]
    ]
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "all.yaml").write_text(json.dumps(filled({**PLAYBOOK, "rules": rules}, trick)))
    contracts = [
        {"id": "c", "title": trick, "idle": 5},
        {"id": "d", "title": trick},
        {"id": "e", "idle": 9},
    ]
    state = {"as_of": "2026-11-21", "profile": {"name": trick}, "contracts": contracts}
    (tmp_path / "state.json").write_text(json.dumps(state))
    found = {}
    for form in FORMATS:
        result = run("advise", f"{tmp_path}/state.json", "--rules", f"{tmp_path}/rules", "--format", form)
        assert (result.exit_code, result.stderr) == (0, "")
        found[form] = result.stdout
    return found


def test_nothing_acts(advised: dict[str, str], trick: str) -> None:
    plain = {
        "text": " ".join(advised["text"].split()),
        "json": advised["json"],
        "markdown": re.sub(r"\\(.)", r"\1", advised["markdown"]),
        "html": html.unescape(advised["html"]),
    }
    for form, text in advised.items():
        assert ACTING.findall(text) == [], form
        assert "<class" not in text
        assert not re.search(r"\b49\b", text)
    shown = one_line(trick)
    for form in ("text", "markdown", "html"):
        assert plain[form].count(shown) > 10, form
    assert "<script>document" not in advised["html"]
    for item in json.loads(advised["json"])["recommendations"][:1]:
        assert item["title"] == f"T {trick} {trick}"
        assert item["message"] == f"M {trick} {trick}"
        assert item["because"] == [f"B {trick} {trick}"]


@pytest.mark.parametrize("control", ["\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x00", "\x08", "\x7f"])
def test_what_would_move_a_terminal_is_not_even_read(control: str) -> None:
    state = json.dumps({"profile": {"name": f"Laura {control}"}})

    for form in FORMATS:
        result = run("advise", "-", "--format", form, given=state)

        assert (result.exit_code, result.stdout) == (5, "")
        assert ACTING.findall(result.stderr) == []


@pytest.mark.parametrize(
    "template",
    [
        "{profile.__class__}",
        "{title.__class__.__mro__}",
        "{title!r}",
        "{title:>10}",
        "{title[0]}",
        "{title()}",
        "{0}",
        "{}",
        "{% if 1 %}",
        "{7*7}",
        "{__import__('os').system('true')}",
    ],
)
@pytest.mark.parametrize("where", ["because", "title", "message"])
def test_a_template_that_is_more_than_names_is_refused(template: str, where: str, tmp_path: Path) -> None:
    whole: dict[str, str] = {"because": "B", "title": "T", "message": "M"} | {where: f"See {template}."}
    playbook = filled({**PLAYBOOK, "rules": []}, "x")
    assert isinstance(playbook, dict)
    playbook["actions"] = {
        "act": {"for": "contract", "title": whole["title"], "effort": "low", "message": whole["message"]}
    }
    rule = {"id": "a", "for": "contract", "when": {"idle": "> 1"}, "advise": "act", "priority": "high"}
    playbook["rules"] = [{**rule, "because": whole["because"], "claims": ["D-1"]}]
    (tmp_path / "all.yaml").write_text(json.dumps(playbook))

    result = run("advise", "-", "--rules", str(tmp_path), given="contracts: [{id: c, title: t, idle: 5}]")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.count("error[") == 1
    assert "all.yaml:1:" in result.stderr
