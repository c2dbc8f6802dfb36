"""Coverage of rules and conditions by scenarios of the toy playbook."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.scenarios.coverage import coverage_of
from advisor.scenarios.firings import firings_of
from tests.scenarios.toy import TOY, scenario, toy

EXPECT = "{not_asked: [profile.score]}"
MORE = """\
ruleset: more
rules:
  - {id: nested, for: client, when: {none: {contract: {angry: true, some: {event: {did: [talk, fix]}}}},
     count: {of: {contract: {due: known}}, is: ">= 2"}}, forbid: greet, because: So, claims: T1-01}
  - {id: later, for: profile, in_force: {from: 2027-01-01}, when: {not: {tired: unknown}}, forbid: rest,
     because: So, claims: T1-01}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def gaps(playbook: Playbook, *changes: str, as_of: str = "2026-11-21") -> list[str]:
    """What is not covered when Nora's state is run with each of these changes."""
    scenarios = [scenario(EXPECT, changes=change, as_of=as_of) for change in changes]
    coverage = coverage_of(playbook.content, firings_of(playbook, scenarios))
    silent = [f"{rule.location.line}: {rule.id}" for rule in coverage.silent]
    return silent + [
        f"{test.location.line}: {test.of}: {test.condition}: {test.lacks}" for test in coverage.untested
    ]


def test_gaps_are_rules_that_never_fire_and_answers_that_never_come() -> None:
    assert [gap.partition(": ")[2] for gap in gaps(toy(), "{}")] == [
        "no-hurry-when-tired",
        "calm-after-good-scores",
        "rest-when-tired",
        "fix-what-can-be: fixable: true: false",
        'hurry-when-due: days_left: "<= policy.soon": false',
        "no-hurry-when-tired: profile.tired: true: true",
        'calm-after-good-scores: profile.score: ">= 90": true',
        "rest-when-tired: tired: true: true",
    ]


def test_unknown_is_neither_true_nor_false() -> None:
    unknown = gaps(toy(), "{profile.tired: null, contracts.c-1.fixable: false}", "{profile.score: 95}")

    assert [gap.partition(": ")[2] for gap in unknown if "tired" in gap or "fixable" in gap] == [
        "no-hurry-when-tired",
        "rest-when-tired",
        "no-hurry-when-tired: profile.tired: true: true",
        "rest-when-tired: tired: true: true",
    ]


def test_enough_scenarios_leave_no_gap() -> None:
    changes = ("{}", "{profile.tired: true, profile.score: 90}", "{contracts.c-1.fixable: false}")

    assert gaps(toy(), *changes, "{contracts.c-2.due: 2026-12-25}") == []


def test_conditions_inside_blocks_are_asked_of_those_whom_the_block_ranges_over() -> None:
    Path("more.yaml").write_text(MORE)
    both = Playbook.load(TOY, "more.yaml")
    history = "{contracts.c-1.history: [{did: hurry, on: 2026-11-01}]}"

    assert [gap for gap in gaps(both, history) if "nested:" in gap] == [
        "3: nested: did: [talk, fix]: true",
        '4: nested: count: {contract: ...}, is: ">= 2": true',
    ]


def test_conditions_of_texts_are_asked_where_their_action_is_advised() -> None:
    Path("more.yaml").write_text(
        "actions:\n  wave:\n    {for: contract, effort: low, title: W,\n"
        "     steps: [{text: Hurry., when: {angry: false}}],\n"
        "     message: [{when: {some: {event: {did: wave}}}, text: Again.}, {text: Hello.}]}\n"
        "ruleset: more\nrules:\n  - {id: waves, for: contract, when: {fixable: true}, advise: wave,\n"
        "     priority: low, because: So, claims: T1-01}\n"
    )
    both = Playbook.load(TOY, "more.yaml")
    history = "{contracts.c-1.history: [{did: fix, on: 2026-11-01}]}"

    assert [gap for gap in gaps(both, history) if "wave:" in gap] == [
        "4: wave: angry: false: true",
        "5: wave: did: wave: true",
    ]
    assert [gap for gap in gaps(both, "{contracts.c-1.fixable: false}") if "wave:" in gap] == [
        "4: wave: angry: false: true or false",
        "5: wave: did: wave: true or false",
    ]


def test_conditions_of_an_exception_are_asked_as_well() -> None:
    rules = MORE.replace("for: profile, in_force: {from: 2027-01-01}, ", "for: profile, unless: {score: 5}, ")
    Path("more.yaml").write_text(rules)

    found = gaps(Playbook.load(TOY, "more.yaml"), "{profile.score: 5}")

    assert [gap for gap in found if "later:" in gap] == [
        "5: later: tired: unknown: true",
        "5: later: score: 5: false",
    ]


def test_a_rule_is_asked_only_while_it_is_in_force() -> None:
    Path("more.yaml").write_text(MORE)
    both = Playbook.load(TOY, "more.yaml")

    assert [gap for gap in gaps(both, "{}") if "later" in gap] == [
        "5: later",
        "5: later: tired: unknown: true or false",
    ]
    assert [gap for gap in gaps(both, "{}", as_of="2027-01-01") if "later" in gap] == [
        "5: later: tired: unknown: true"
    ]


def test_conditions_of_computed_fields_that_a_rule_reads_are_asked_of_everybody_who_has_the_field() -> None:
    Path("fields.yaml").write_text(
        "entities:\n  client:\n    computed:\n"
        "      troubles: {count: {contract: {angry: true, fixable: false}}}\n"
        "      unread: {count: {contract: {angry: true}}}\n"
        "  contract:\n    computed:\n"
        '      pace: {value: [{when: {angry: true}, is: "1 day"}, {when: {fixable: known}, is: "2 days"}]}\n'
        "ruleset: fields\ntitle: Fields\nrules:\n"
        '  - {id: troubled, for: client, when: {troubles: ">= 1"}, forbid: greet, because: So,\n'
        "     claims: T1-01}\n"
        '  - {id: slow, for: contract, when: {pace: "> 1 day"}, forbid: part, because: So, claims: T1-01}\n'
    )
    playbook = Playbook.load(TOY, "fields.yaml")

    def told(*changes: str) -> list[str]:
        return [gap for gap in gaps(playbook, *changes) if ".troubles" in gap or ".pace" in gap]

    assert told("{contracts.c-2.fixable: true}") == [
        "4: client.troubles: fixable: false: true",
        "8: contract.pace: fixable: known: false",
    ]
    assert told("{}", "{contracts.c-2.fixable: false}") == []
    assert not any("unread" in gap for gap in gaps(playbook, "{}"))
