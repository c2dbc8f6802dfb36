"""Where a person stands: the score with its past and its goal, and the money, as the playbook names them."""

import datetime
from pathlib import Path

import pytest

from advisor import Playbook, State
from advisor.advice.standing import MoneyStanding, ScoreStanding, Standing, standing

PLAYBOOK = """\
policy:
  good: {type: percent, value: 90}
entities:
  person:
    single: true
    score: mark
    goal: good
    fields:
      mark: {type: percent}
  mark_record:
    belongs_to: person
    as: marks
    score: value
    fields:
      on: {type: date}
      value: {type: percent}
  job:
    key: id
    label: "{id}"
    money: {held: held, unpaid: owed, dormant: asleep, due: due}
    fields:
      held: {type: money}
      owed: {type: money, default: 0}
      quiet_since: {type: date}
      due: {type: date}
    computed:
      asleep: {type: date, value: quiet_since + 90 days}
actions:
  call: {for: job, effort: low, title: "Call"}
documents:
  D: {title: "A document"}
claims:
  D-1: {document: D, section: "1", kind: rule, says: "Call."}
ruleset: calls
title: Calls
rules:
  - {id: call, for: job, when: {held: "> 1"}, advise: call, priority: low, because: "So.", claims: [D-1]}
"""


@pytest.fixture
def playbook(tmp_path: Path) -> Playbook:
    path = tmp_path / "book.yaml"
    path.write_text(PLAYBOOK, encoding="utf-8")
    return Playbook.load(str(path))


def stands(playbook: Playbook, text: str) -> Standing:
    return standing(playbook, playbook.run(State.parse(f"as_of: 2026-11-21\n{text}")))


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def test_the_score_has_a_goal_and_the_last_other_value_that_is_known(playbook: Playbook) -> None:
    marks = "marks: [{on: 2026-05-01, value: 91}, {on: 2026-09-01, value: 84}, {on: 2026-11-10, value: 78}]"

    score = stands(playbook, f"person: {{mark: 78, {marks}}}").score
    assert score == ScoreStanding(7800, 9000, 8400, day("2026-09-01"))


def test_a_score_without_a_past(playbook: Playbook) -> None:
    ahead = "marks: [{on: 2026-12-01, value: 91}, {on: 2026-11-10, value: 78}]"

    assert stands(playbook, f"person: {{mark: 78, {ahead}}}").score == ScoreStanding(7800, 9000, None, None)


def test_a_score_that_is_not_known_is_no_score(playbook: Playbook) -> None:
    past = "marks: [{on: 2026-11-10, value: 78}]"

    assert stands(playbook, f"person: {{{past}}}") == Standing(None, ())


def test_money_stands_with_its_days_the_most_first(playbook: Playbook) -> None:
    jobs = (
        "jobs: [{id: a, held: 100, owed: 20, quiet_since: 2026-09-01, due: 2026-12-01}, {id: b, held: 0}, "
        "{id: c}, {id: d, owed: 500, quiet_since: 2026-09-01}]"
    )

    d, a = stands(playbook, jobs).money
    assert d == MoneyStanding(d.subject, None, 50000, None, None)
    assert a == MoneyStanding(a.subject, 10000, 2000, day("2026-11-30"), day("2026-12-01"))
    assert [each.subject.label for each in (d, a)] == ["d", "a"]
