"""Chains of conclusions: fifty, one upon the other, are told; one more is refused, at its rule."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND

HINT = "    hint: draw it in fewer steps\n"


def errors(rules: Sequence[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:
    """What is wrong with rules of the form "WHEN -> CONCLUSION", one a line from line 3 on."""
    monkeypatch.chdir(folder)
    lines = []
    for number, written in enumerate(rules):
        when, _, name = written.partition(" -> ")
        verb = f"conclude: {name}" if name else "forbid: check-in"
        lines.append(
            f"  - {{id: r{number}, for: contract, when: {when}, {verb}, because: So, claims: D-1}}\n"
        )
    Path("mine.yaml").write_text("ruleset: mine\nrules:\n" + "".join(lines), encoding="utf-8")
    return "".join(f"{problem}\n" for problem in load_playbook((str(SOUND), "mine.yaml")).diagnostics)


def chain(length: int, test: str = "{{c{}: true}}") -> list[str]:
    """So many conclusions, one upon the other, and a rule that reads the last one."""
    links = [f"{test.format(number - 1)} -> c{number}" for number in range(1, length)]
    return ["{issues: 1} -> c0", *links, f"{test.format(length - 1)} -> "]


@pytest.mark.parametrize(
    "test", ["{{c{}: true}}", "{{c{}: false}}", "{{some: {{event: {{contract.c{}: true}}}}}}"]
)
def test_fifty_are_told(test: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert errors(chain(50, test), monkeypatch, tmp_path) == ""


@pytest.mark.parametrize(
    "test", ["{{c{}: true}}", "{{c{}: false}}", "{{some: {{event: {{contract.c{}: true}}}}}}"]
)
def test_one_more_is_refused_at_its_rule(test: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    message = 'error[conclusion-chain]: "c50" rests on 50 conclusions or more, one upon the other'
    assert errors(chain(1000, test), monkeypatch, tmp_path) == f"mine.yaml:53:10: {message}\n{HINT}"


def test_a_circle_counts_as_a_chain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rules = [*chain(60), "{c59: true} -> c0"]
    message = 'error[conclusion-chain]: "c0" rests on 50 conclusions or more, one upon the other'
    assert errors(rules, monkeypatch, tmp_path) == f"mine.yaml:3:10: {message}\n{HINT}"


def test_what_is_drawn_side_by_side_is_no_chain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(200)]
    reads = ", ".join(f"{{{name}: true}}" for name in names)
    rules = [f"{{issues: 1}} -> [{', '.join(names)}]", f"{{any: [{reads}]}} -> "]
    assert errors(rules, monkeypatch, tmp_path) == ""
