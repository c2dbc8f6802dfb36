"""A playbook with triage, and a state, for the commands that write facts."""

import os
import re
from pathlib import Path

import pytest

_LEAD = re.compile(r"Error: (?:Invalid value for '\w+': )?")
PLAYBOOK = """\
playbook: {name: Visits}
entities:
  me: {single: true, called: host, first: [name], fields: {name: {type: text, ask: "Who are you?"}}}
  score:
    belongs_to: me
    as: scores
    fields: {on: {type: date, past: true, ask: "When?"}, value: {type: percent, ask: "How much?"}}
  guest:
    key: id
    label: "{name}"
    first: name
    fields: {name: {type: text, ask: "Who is it?", if_unknown: somebody}}
  visit:
    key: id
    called: visit
    label: "{title} ({guest.name})"
    links: {guest: {to: guest, ask: "Whose visit is it?"}}
    first: [title, guest]
    triage:
      ask: "Has anything happened?"
      recorded_in: looked_on
      every: 30 days
      when: {any: [{status: unknown}, {status: open}]}
      options:
        - {says: "no"}
        - {says: "late", set: {mood: bad}, ask: [due, paid]}
        - says: "trouble"
          which: {ask: "Which?", options: [{says: "a broken cup", ask: paid}, {says: "a lost key"}]}
    end: {on: ended, set: {status: closed}, ask: paid}
    fields:
      title: {type: text, ask: "What is it called?"}
      status: {type: choice, of: [open, closed], ask: "Is it open or closed?"}
      mood: {type: choice, of: [good, bad], ask: "How is the mood?"}
      due: {type: date, ask: "When is it due?"}
      paid: {type: money, default: 0, ask: "How much is paid?"}
      looked_on: {type: date, past: true}
      ended: {type: date, past: true, ask: "When did it end?"}
    computed: {overdue: {days_since: due, if_unknown: "some days"}}
documents: {D: {title: "A book"}}
claims: {D-1: {document: D, section: "One", kind: rule, says: "Call."}}
actions:
  call: {for: visit, effort: low, title: "Call about {title}"}
  relax: {for: visit, effort: low, title: "Leave {title} alone"}
ruleset: visits
title: Visits
rules:
  - id: late
    for: visit
    when: {mood: bad, overdue: "> 0", paid: "< 100", ended: unknown}
    advise: call
    priority: high
    because: "It is late."
    claims: D-1
  - id: over
    for: visit
    when: {status: closed}
    advise: relax
    priority: low
    because: "It is over."
    claims: D-1
"""
STATE = """\
# mine
as_of: 2026-11-21
me: {name: Ada}
guests:
  - {id: bo, name: Bo Diddley}   # the loud one
visits:
  - id: tea
    title: Tea time
    guest: bo
    looked_on: 2026-11-20

  - {id: tennis, title: Tennis}
"""


@pytest.fixture
def visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a project, a playbook and a state."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    os.mkdir("book")
    Path("book/visits.yaml").write_text(PLAYBOOK, encoding="utf-8")
    Path("advisor.yaml").write_text("state: s.yaml\nrules: book\n", encoding="utf-8")
    Path("s.yaml").write_text(STATE, encoding="utf-8")


def state() -> str:
    return Path("s.yaml").read_text(encoding="utf-8")


def wrong(stderr: str) -> str:
    """What an error says, in its last line, without what it is about."""
    return _LEAD.sub("", stderr.strip().splitlines()[-1])
