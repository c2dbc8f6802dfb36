"""Which changes are made of tests, conditions, rules and parameters."""

from pathlib import Path

import pytest

from advisor.playbook.condition_text import value_text
from advisor.playbook.conditions import FieldTest
from advisor.playbook.durations import Duration
from advisor.playbook.load import load_playbook
from advisor.playbook.types import iso_date
from advisor.scenarios.mutation.conditions import ConditionMutator, mutate_test
from advisor.scenarios.mutation.model import Operator
from advisor.scenarios.mutation.rules import mutants_of
from tests.playbook.sound import SOUND, rule, sound, usable
from tests.scenarios.mutation.toys import mutants, toy_with
from tests.scenarios.toy import toy


def test_a_rule_that_advises_is_changed_in_all_of_these_ways() -> None:
    assert [f"{mutant.operator}: {mutant.words}" for mutant in mutants("hurry-when-due")] == [
        "rule removed: the rule removed",
        "condition dropped: `due: known` dropped",
        'condition dropped: `days_left: "<= policy.soon"` dropped',
        "all, any, not, some or none changed: `all` of 2 conditions with `any`",
        "test or verb turned: `due: known` with `unknown`",
        'test or verb turned: `days_left: "<= policy.soon"` with `">= policy.soon"`',
        "priority moved: `priority: medium` with `high`",
        "priority moved: `priority: medium` with `low`",
        "deadline moved: the deadline removed",
        "deadline moved: the deadline a day earlier",
        "deadline moved: the deadline a day later",
        'edge moved: `days_left: "<= policy.soon"` with `"< policy.soon"`',
    ]


def test_a_parameter_is_moved_by_one_step() -> None:
    assert [mutant.words for mutant in mutants("policy.soon")] == [
        "`7 days` with `6 days`",
        "`7 days` with `8 days`",
    ]


def test_a_rule_that_moves_a_priority_is_turned() -> None:
    assert "`lower` with `raise`" in [mutant.words for mutant in mutants("calm-after-good-scores")]


def test_worst_come_first_and_guards_before_all() -> None:
    tried = mutants_of(toy().content).tried

    assert tried[0].name == "no-hurry-when-tired"
    assert [mutant.order for mutant in tried] == sorted(mutant.order for mutant in tried)


def test_each_change_says_where_it_is_made() -> None:
    [dropped] = mutants("hurry-when-due", "`due: known` dropped")

    assert (dropped.location.line, dropped.location.column) == (64, 48)


def test_a_period_is_moved_as_its_words_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "for: contract, when: {angry: true}, forbid: talk, because: So, claims: T1-01"
    period = "in_force: {from: 2026-11-01, until: 2026-12-01}"
    content = toy_with(f"ruleset: more\nrules:\n  - {{id: timely, {text}, {period}}}\n").content
    moved = [
        (mutant.words, next(rule.period for rule in mutant.applied(content).rules if rule.id == "timely"))
        for mutant in mutants_of(content).tried
        if mutant.name == "timely" and mutant.operator is Operator.PERIOD
    ]

    assert [(words, iso_date(new.start or 0), iso_date(new.end or 0)) for words, new in moved] == [
        ("`from: 2026-11-01` with `2026-10-31`", "2026-10-31", "2026-12-01"),
        ("`from: 2026-11-01` with `2026-11-02`", "2026-11-02", "2026-12-01"),
        ("`until: 2026-12-01` with `2026-11-30`", "2026-11-01", "2026-11-30"),
        ("`until: 2026-12-01` with `2026-12-02`", "2026-11-01", "2026-12-02"),
    ]


@pytest.mark.parametrize(
    ("test", "changed"),
    [
        ("status: active", ['"!= active"']),
        ("status: [active, paused]", ["{not: [active, paused]}", "paused", "active"]),
        ("status: {not: ended}", ["ended"]),
        ("status: known", ["unknown"]),
        ("issues: 0", ['"!= 0"', "1"]),
        ('issues: "> 0"', ['"< 0"', '">= 0"', '"> 1"']),
        ('issues: "<= 5"', ['">= 5"', '"< 5"', '"<= 6"']),
        ('earned: "< $250"', ['"> $250"', '"<= $250"', '"< 249"', '"< 251"']),
        ('stars: "<= 4.5"', ['">= 4.5"', '"< 4.5"', '"<= 4.4"', '"<= 4.6"']),
        ('idle: ">= policy.idle_after"', ['"<= policy.idle_after"', '"> policy.idle_after"']),
        ("client.responsive: true", ["false"]),
        (
            "title: {contains: [bill, late fee]}",
            ["{not: {contains: [bill, late fee]}}", "{contains: late fee}", "{contains: bill}"],
        ),
        (
            'profile.job_success: "[80..90)"',
            [
                '{not: "[80..90)"}',
                '"(80..90)"',
                "80..90",
                '"[79..90)"',
                '"[81..90)"',
                '"[80..89)"',
                '"[80..91)"',
            ],
        ),
    ],
)
def test_a_test_is_changed_once_for_each_other_meaning(test: str, changed: list[str], tmp_path: Path) -> None:
    when = rule(f"{{{test}}}", tmp_path).when
    assert isinstance(when, FieldTest)

    mutations, _ = mutate_test(when.test, when.path, sound().vocabulary)

    assert [value_text(mutation.test) for mutation in mutations] == changed


@pytest.mark.parametrize(
    ("when", "same"),
    [
        # There are no more than five stars: 5.1 is not tried at all.
        ("{stars: 5}", 1),
        ('{all: [{issues: ">= 3"}, {issues: ">= 1"}]}', 3),
        ('{all: [{issues: ">= 3"}, {idle: ">= 1"}]}', 0),
    ],
)
def test_what_changes_nothing_is_counted_and_left_out(when: str, same: int, tmp_path: Path) -> None:
    mutator = ConditionMutator(sound().vocabulary)

    list(mutator.changes(rule(when, tmp_path).when))

    assert mutator.same == same


def test_an_exception_is_dropped_changed_inside_and_read_as_a_not(tmp_path: Path) -> None:
    when = "{status: ended, stars: 5}, unless: {issues: 1, mood: happy}"

    mutated = ConditionMutator(sound().vocabulary).changes(rule(when, tmp_path).when)

    words = [condition.words for condition in mutated]
    assert [text for text in words if "`!=" not in text and '"' not in text] == [
        "`all` of 3 conditions with `any`",
        "`status: ended` dropped",
        "`stars: 5` dropped",
        "`stars: 5` with `4.9`",
        "`unless` dropped",
        "`unless` in `when` under `not`, which what is not known blocks as well",
        "`all` of 2 conditions with `any`",
        "`issues: 1` dropped",
        "`issues: 1` with `0`",
        "`issues: 1` with `2`",
        "`mood: happy` dropped",
    ]


def test_blocks_and_quantifiers_are_changed(tmp_path: Path) -> None:
    when = "{not: {status: ended}, any: [{issues: 1}, {mood: happy}], some: {event: {reply: yes}}}"

    mutated = ConditionMutator(sound().vocabulary).changes(rule(when, tmp_path).when)

    words = [condition.words for condition in mutated]
    assert [text for text in words if "`!=" not in text and '"' not in text] == [
        "`all` of 3 conditions with `any`",
        "`not` dropped",
        "`not` without its not",
        "`any` of 2 conditions dropped",
        "`any` of 2 conditions with `all`",
        "`issues: 1` dropped",
        "`issues: 1` with `0`",
        "`issues: 1` with `2`",
        "`mood: happy` dropped",
        "`some: {event: ...}` dropped",
        "`some: {event: ...}` with `none: {event: ...}`",
        "`reply: yes` dropped",
    ]


def test_each_consequence_of_several_is_changed_at_its_own_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        """\
ruleset: mine
rules:
  - id: mine
    for: contract
    when: {stars: 1}
    then:
      - {raise: check-in}
      - {advise: close-contract, priority: low}
    because: "So"
    claims: D-1
"""
    )
    playbook = usable(load_playbook((str(SOUND), str(path))))
    changes = [mutant for mutant in mutants_of(playbook, {"mine"}).tried if mutant.location.line > 5]

    assert sorted(f"{mutant.location.line} {mutant.operator}: {mutant.words}" for mutant in changes) == [
        "7 one of a list removed: `raise check-in` removed",
        "7 test or verb turned: `raise` with `lower`",
        "8 one of a list removed: `advise close-contract` removed",
        "8 priority moved: `priority: low` with `medium`",
    ]
    instead = [mutant.instead for mutant in changes]
    assert [len(rule.consequences) for rule in instead if rule] == [2, 1, 1, 2]


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (
            "{field: last_activity, minus: 2 business days}",
            {"a business day earlier": 3, "a business day later": 1},
        ),
        ("{field: last_activity, plus: 1 year}", {"a month earlier": 11, "a month later": 13}),
        ("{field: last_activity, minus: policy.idle_after}", {"a day earlier": 184, "a day later": 182}),
        ("{field: last_activity, minus: idle}", {}),
    ],
)
def test_a_deadline_is_moved_by_one_of_its_unit(deadline: str, words: dict[str, int], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = f"{{id: mine, for: contract, when: {{stars: 1}}, advise: check-in, deadline: {deadline}, "
    path.write_text(f"ruleset: mine\nrules:\n  - {text}priority: low, because: So, claims: D-1}}\n")
    playbook = usable(load_playbook((str(SOUND), str(path))))

    moved = {
        mutant.words.removeprefix("the deadline "): mutant.instead.consequences[0].deadline
        for mutant in mutants_of(playbook, {"mine"}).tried
        if mutant.operator is Operator.DEADLINE and mutant.instead
    }

    spans = {name: at.span for name, at in moved.items() if at is not None}
    assert {name: span.number for name, span in spans.items() if isinstance(span, Duration)} == words
    assert moved["removed"] is None


def test_no_conclusion_is_made_to_hang_on_its_own_absence(
    tmp_path: Path,
) -> None:
    playbook = toy_with(
        "ruleset: more\ntitle: More\nrules:\n"
        "  - {id: glad-of-it, for: contract,\n"
        "     when: {any: [{angry: false}, {all: [{merry: true}, {fixable: true}]}]},\n"
        '     conclude: glad, because: "So.", claims: [T1-01]}\n'
        '  - {id: merry-of-it, for: contract, when: {glad: true}, conclude: merry, because: "So.",'
        " claims: [T1-01]}\n"
        "  - {id: talk-then, for: contract, when: {merry: true}, advise: talk, priority: low,"
        ' because: "So.", claims: [T1-01]}\n',
        str(tmp_path / "more.yaml"),
    )

    words = [m.words for m in mutants_of(playbook.content).tried if m.name in ("glad-of-it", "merry-of-it")]

    assert "`merry: true` dropped" in words
    assert "`fixable: true` with `false`" in words
    assert not [told for told in words if told in ("`merry: true` with `false`", "`glad: true` with `false`")]
