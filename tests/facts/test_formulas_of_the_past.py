"""Days since a date that tells of the past: unknown before that date, for nobody can look back on it."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.facts.state import State

PLAYBOOK = """
playbook: {name: Visits}
entities:
  visit:
    key: id
    fields: {seen: {type: date, past: true}, due: {type: date}}
    computed:
      since_seen: {days_since: seen}
      busy_since: {business_days_since: seen}
      since_due: {days_since: due}
  person: {single: true, fields: {}}
actions:
  fresh: {for: visit, title: "It was seen today", effort: low, steps: ["Go."]}
  early: {for: visit, title: "It is not due yet", effort: low, steps: ["Wait."]}
  busy: {for: visit, title: "It was seen on a business day", effort: low, steps: ["Go."]}
ruleset: visits
rules:
  - {id: r-fresh, for: visit, when: {since_seen: "< 1 day"}, advise: fresh, priority: low, because: "So."}
  - {id: r-busy, for: visit, when: {busy_since: "< 1 day"}, advise: busy, priority: low, because: "So."}
  - {id: r-early, for: visit, when: {since_due: "< 1 day"}, advise: early, priority: low, because: "So."}
"""


@pytest.mark.parametrize(
    ("day", "fires"),
    [
        ("2026-11-17", ["r-early"]),
        ("2026-11-20", ["r-early"]),
        ("2026-11-21", ["r-busy", "r-early", "r-fresh"]),
        ("2026-11-24", []),
    ],
)
def test_what_is_still_to_come_is_no_time_ago(day: str, fires: list[str], tmp_path: Path) -> None:
    path = tmp_path / "visits.yaml"
    path.write_text(PLAYBOOK, encoding="utf-8")
    state = State.from_values({"visits": [{"id": "a", "seen": "2026-11-21", "due": "2026-11-21"}]})

    run = Playbook.load(str(path)).run(state, day)

    assert sorted(firing.rule.id for firing in run.firings) == fires
