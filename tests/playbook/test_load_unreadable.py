"""Where one file of a playbook, or one of its rules, cannot be read, the others are not blamed for it."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook

VOCABULARY = """\
entities:
  bed: {key: id, fields: {plant: {type: text}, depth: {type: count}}}
policy: {deep: {type: count, value: 3}}
actions: {water: {for: bed, title: Water, effort: low}}
documents: {D: {title: A book, authority: document}}
claims: {D-1: {document: D, section: One, kind: rule, says: "Water."}}
"""
HEAD = "ruleset: {name}\nrules:\n"


def rule(name: str, when: str, does: str) -> str:
    return f"  - {{id: {name}, for: bed, when: {when}, {does}, because: So, claims: D-1}}\n"


DRAWN = rule("deep-is-wet", "{depth: '> policy.deep'}", "conclude: wet")
DRAWN_TOO = rule("a-fern-is-wet", "{plant: fern}", "conclude: wet")
NEEDS = rule("shallow-and-wet", "{wet: true, depth: 2}", "advise: water, priority: low")
DRY = rule("fern-and-dry", "{wet: false, plant: fern, depth: 1}", "forbid: water")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules").mkdir()


def codes(**files: str) -> list[str]:
    for name, text in ("vocabulary", VOCABULARY), *files.items():
        head = HEAD.format(name=name) if text.startswith("  - ") else ""
        Path("rules", f"{name}.yaml").write_text(head + text, encoding="utf-8")
    return [problem.code for problem in load_playbook(("rules",)).diagnostics]


def test_rules_that_can_be_read_are_checked_together() -> None:
    deep = DRAWN.replace("policy.deep", "3")

    assert codes(all=DRAWN + DRAWN_TOO + NEEDS) == []
    assert codes(all=deep + NEEDS, more=rule("reads", "{plant: known}", "forbid: water")) == [
        "never-fires",
        "unused-parameter",
    ]
    assert codes(all=deep + DRAWN_TOO + DRY, more=NEEDS) == ["never-fires", "unused-parameter"]


@pytest.mark.parametrize(
    "broken",
    [
        DRAWN_TOO.replace("{plant: fern}", "{plannt: fern}"),
        DRAWN_TOO.replace("because: So, ", ""),
        DRAWN_TOO.replace("for: bed", "for: bedd"),
    ],
    ids=["a field that is none", "a reason that is missing", "a subject that is none"],
)
def test_a_cause_that_is_broken_may_have_fired(broken: str) -> None:
    found = codes(all=DRAWN.replace("policy.deep", "3") + broken + NEEDS + DRY)

    assert len(found) == 1
    assert found[0] in ("unknown-field", "missing-key", "unknown-entity")


def test_a_cause_may_stand_in_a_file_that_cannot_be_read() -> None:
    found = codes(all=DRAWN.replace("policy.deep", "3") + NEEDS, more="rules: [")

    assert found == ["yaml-syntax"]


def test_what_clashes_by_itself_is_told_all_the_same() -> None:
    twice = rule("twice", "{all: [{depth: 1}, {depth: 2}]}", "forbid: water")

    assert codes(all=twice + NEEDS, more="rules: [") == ["never-fires", "yaml-syntax"]


def test_a_file_that_cannot_be_read_may_use_a_field_and_a_parameter() -> None:
    rules = rule("reads", "{plant: known}", "advise: water, priority: low")

    assert codes(rules=rules) == ["unused-field", "unused-parameter"]
    assert codes(rules=rules, more="rules: [") == ["yaml-syntax"]


def test_a_broken_rule_reads_what_stands_under_unless() -> None:
    broken = rule("broken", "{plannt: fern}\n   , unless: {wet: true}", "forbid: water")

    assert codes(all=DRAWN + broken + rule("w", "{depth: 1}", "advise: water, priority: low")) == [
        "unknown-field"
    ]
