"""The constraints below the list of rules, and in its JSON: each once, in plain English, in their order."""

import json
from pathlib import Path

from advisor.playbook.load import load_playbook
from advisor.reports.rules.table import RuleList, rules_json, rules_text
from advisor.reports.terminal.style import TerminalStyle
from tests.playbook.sound import SOUND, usable

CONSTRAINTS = """\
constraints:
  - {for: contract, holds: {stars: ">= 1"}, says: "no stars at all are no rating", severity: error}
  - {for: client, holds: {not: {some: {contract: {issues: "> 9"}}}}, says: "nobody has so many issues"}
"""


def test_constraints_stand_below_all_rules_and_not_below_some(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(CONSTRAINTS, encoding="utf-8")
    listed = RuleList.of(usable(load_playbook((str(SOUND), str(path)))))

    lines = rules_text(listed, TerminalStyle(width=100)).splitlines()

    at = lines.index("What cannot be true of a state")
    assert lines[at + 1 : at + 6] == [
        "  contract: no stars at all are no rating, and the state is refused",
        "    it must hold that the stars is at least 1",
        "  client: nobody has so many issues",
        "    it must hold that there is no contract of this client such that the issues is more than 9",
        "",
    ]
    some = rules_text(listed.narrowed(lambda rule: True), TerminalStyle(width=100))
    assert "What cannot be true" not in some


def test_the_json_has_them_after_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(CONSTRAINTS, encoding="utf-8")
    listed = RuleList.of(usable(load_playbook((str(SOUND), str(path)))))

    told = json.loads(rules_json(listed))
    rules, constraints = told[:-2], told[-2:]

    assert [one["id"] for one in rules] == [
        rule.id for chapter in listed.chapters() for rule in chapter.rules
    ]
    assert [(one["id"], one["for"], one["verb"], one["says"], one["line"]) for one in constraints] == [
        (None, ["contract"], "refuse", "no stars at all are no rating", 2),
        (None, ["client"], "warn", "nobody has so many issues", 3),
    ]
    assert constraints[0]["english"] == (
        "For each contract, it must hold that the stars is at least 1; else no stars at all are no rating, "
        "and the state is refused."
    )
    assert json.loads(rules_json(listed.narrowed(lambda rule: True))) == rules
