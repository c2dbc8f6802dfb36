"""A review on a day takes the policy of that day, and what waits for a new value is found."""

import datetime
from pathlib import Path

import pytest

from advisor import State
from advisor.advice.api import Playbook
from advisor.advice.explain import explain
from advisor.advice.items import find_item
from advisor.advice.why_not import why_not

BOOK = """\
entities:
  profile: {single: true, fields: {name: {type: text}}}
  job:
    key: id
    fields: {sent: {type: date}, size: {type: count}}
    computed:
      waited: {days_since: sent}
policy:
  wait: {type: days, values: {2026-01-01: 20 days, 2026-12-01: 5 days}}
  big: {type: count, values: {2026-01-01: 9, 2026-12-05: 3}}
actions:
  remind: {for: job, title: "Remind them", effort: low}
  split: {for: job, title: "Split it", effort: low}
documents: {D: {title: A document}}
claims: {C: {document: D, section: "1", kind: rule, says: "So it is."}}
ruleset: waiting
rules:
  - {id: too-long, for: job, when: {waited: "> policy.wait"}, advise: remind, priority: low,
     deadline: {field: sent, plus: policy.wait}, because: "They answer within {policy.wait}.", claims: C}
  - {id: too-big, for: job, when: {size: ">= policy.big"}, advise: split, priority: low,
     because: "It is big.", claims: C}
"""
STATE = "jobs: [{id: j, sent: 2026-11-20, size: 4}]\n"


@pytest.fixture(name="playbook")
def of_waiting(tmp_path: Path) -> Playbook:
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return Playbook.load(str(tmp_path))


@pytest.mark.parametrize(
    ("day", "more", "found"),
    [
        ("2020-01-01", "", []),
        ("2026-11-30", "", []),
        ("2026-12-01", "", [("remind", "They answer within 5 days.", "2026-11-25")]),
        ("2026-11-30", "policy: {wait: 9}\n", [("remind", "They answer within 9 days.", "2026-11-29")]),
        ("2026-12-01", "policy: {wait: 30}\n", []),
    ],
)
def test_a_review_takes_the_value_of_its_day_or_that_of_the_state(
    day: str, more: str, found: list[tuple[str, str, str]], playbook: Playbook
) -> None:
    advice = playbook.review(State.parse(STATE + more), as_of=datetime.date.fromisoformat(day))

    assert [(one.action, one.reasons[0].text, str(one.deadline)) for one in advice.recommendations] == found


def test_a_rule_that_waits_for_a_value_knows_its_day(playbook: Playbook) -> None:
    state, today = State.parse(STATE), datetime.date(2026, 11, 21)
    run = playbook.run(state, today)

    waiting = why_not(playbook, state, run, playbook.content.actions["split"], run.facts.rows["job"][0])

    [miss] = waiting.misses
    assert miss.trace.on == datetime.date(2026, 12, 5).toordinal()


def test_the_place_of_the_value_that_holds(playbook: Playbook) -> None:
    run = playbook.run(State.parse(STATE), datetime.date(2026, 12, 6))
    told = explain(playbook.program, run, find_item("split@j", playbook.content, run.facts))

    [condition] = told.advised[0].conditions
    found = {value.path: (value.value, value.location) for value in condition.evidence}
    value, place = found["policy.big"]
    assert (value, place and (place.line, place.column)) == ("3", (10, 58))
