"""What a consequence says itself, and what it takes over from its rule."""

from pathlib import Path

from advisor.playbook.digest import playbook_digest
from advisor.playbook.durations import Duration
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Priority, Rule, RuleBase, Verb
from tests.playbook.sound import SOUND, usable

HEAD = "ruleset: mine\nrules:\n  - id: mine\n    for: contract\n    when: {stars: 1}\n    claims: D-1\n"


def playbook_with(lines: str, folder: Path) -> RuleBase:
    path = folder / "mine.yaml"
    path.write_text(HEAD + lines, encoding="utf-8")
    return usable(load_playbook((str(SOUND), str(path))))


def rule_with(lines: str, folder: Path) -> Rule:
    return next(rule for rule in playbook_with(lines, folder).rules if rule.id == "mine")


def test_a_consequence_says_itself_what_it_need_not_take_over(tmp_path: Path) -> None:
    mine = rule_with(
        """\
    because: "The rule says so"
    priority: low
    deadline: {field: last_activity, plus: 3 days}
    then:
      - advise: check-in
      - advise: close-contract
        because: "The item says so"
        priority: critical
        deadline: {field: last_activity}
""",
        tmp_path,
    )
    first, second = mine.consequences
    assert first.deadline is not None
    assert second.deadline is not None

    assert (first.because.text, first.priority, first.deadline.span) == (
        *("The rule says so", Priority.LOW),
        Duration(3),
    )
    assert (second.because.text, second.priority) == ("The item says so", Priority.CRITICAL)
    assert (second.deadline.span, second.location.line) == (Duration(0), 12)


def test_what_belongs_to_advice_passes_by_what_advises_nothing(tmp_path: Path) -> None:
    lines = """\
    because: "So"
    priority: high
    then:
      - forbid: close-contract
      - advise: check-in
"""
    mine = rule_with(lines, tmp_path)

    assert [(one.verb, one.priority, one.deadline) for one in mine.consequences] == [
        (Verb.FORBID, Priority.MEDIUM, None),
        (Verb.ADVISE, Priority.HIGH, None),
    ]


def test_a_rule_whose_consequences_all_give_reasons_needs_none(tmp_path: Path) -> None:
    lines = '    then: [{raise: check-in, because: "One"}, {lower: close-contract, because: "Two"}]\n'

    assert [one.because.text for one in rule_with(lines, tmp_path).consequences] == ["One", "Two"]


def test_what_a_rule_is_about_by_verb(tmp_path: Path) -> None:
    lines = (
        "    because: So\n    then: [{forbid: close-contract}, {advise: check-in, priority: low}, "
        "{conclude: quiet}]\n"
    )
    mine = rule_with(lines, tmp_path)

    assert (mine.conclusions, mine.actions) == (("quiet",), ("close-contract", "check-in"))
    assert mine.on_action("check-in").verb is Verb.ADVISE
    assert mine.drawing("quiet").targets == ("quiet",)


def test_one_consequence_is_the_same_in_a_list_of_one(tmp_path: Path) -> None:
    beside = playbook_with("    because: So\n    advise: check-in\n    priority: low\n", tmp_path)
    under_then = playbook_with("    because: So\n    then: [{advise: check-in, priority: low}]\n", tmp_path)
    other_order = [
        playbook_with(f"    because: So\n    then: [{first}, {second}]\n", tmp_path)
        for first, second in (
            ("{raise: check-in}", "{lower: close-contract}"),
            ("{lower: close-contract}", "{raise: check-in}"),
        )
    ]

    assert playbook_digest(beside) == playbook_digest(under_then)
    assert playbook_digest(other_order[0]) == playbook_digest(other_order[1])
    assert playbook_digest(beside) != playbook_digest(other_order[0])
