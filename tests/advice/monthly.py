"""A playbook of the calendar, and states that live by it."""

import datetime
from functools import cache
from pathlib import Path

from advisor import Playbook, State
from advisor.advice.agenda import agenda_of
from advisor.advice.agenda_model import Agenda, Entry
from advisor.advice.model import item_name

RULES = str(Path(__file__).parent / "months")
TODAY = datetime.date(2026, 11, 21)
STATE = """\
as_of: 2026-11-21
profile: {name: Laura, review_on: 2026-11-30}
contracts:
  - {id: a, title: Menu, ended: 2026-11-18, calm: true}
  - {id: b, title: Poster, moved: 2026-11-01, history: [{did: ask, on: 2026-11-15}]}
  - {id: c, title: Flyer, moved: 2026-11-20, due: 2026-11-28}
"""


@cache
def months() -> Playbook:
    """The playbook in the folder `months`."""
    return Playbook.load(RULES)


def agenda(text: str = STATE, days: int = 20) -> Agenda:
    """The agenda of a state."""
    return agenda_of(months(), State.parse(text), days=days)


def contract(**facts: object) -> str:
    """A state of one contract, Menu, with the facts as YAML in flow style."""
    more = "".join(f", {name}: {value}" for name, value in facts.items())
    return f"as_of: 2026-11-21\ncontracts:\n  - {{id: a, title: Menu{more}}}\n"


def occasions(upcoming: Agenda) -> list[tuple[str, str, str]]:
    """Day, occasion, and what it is about."""
    return [(str(day(entry)), entry.occasion.value, name(entry)) for entry in upcoming.entries]


def day(entry: Entry) -> datetime.date:
    """The day of an entry."""
    return datetime.date.fromordinal(entry.day)


def name(entry: Entry) -> str:
    """What an entry is about: "ask@a", or the path of a date."""
    if entry.noted is not None:
        return entry.noted.path
    assert entry.item is not None
    return item_name(entry.item.action, entry.subject)
