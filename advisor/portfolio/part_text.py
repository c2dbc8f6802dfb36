"""What came of some people, as text and back: parts of a portfolio are kept so until the whole is written."""

import json
from typing import Any

from advisor.advice.model import AtStake, Subject
from advisor.advice.outline import OutlineItem
from advisor.playbook.model import Priority
from advisor.playbook.types import FieldType
from advisor.portfolio.model import Item, NotRead, Outcome, Reviewed
from advisor.source.diagnostic import Diagnostic, Location, Severity


def part_text(outcomes: list[Outcome]) -> str:
    """The outcomes as JSON in ASCII, without their pages; half a surrogate pair in a name is kept."""
    return json.dumps([_written(one) for one in outcomes], separators=(",", ":"))


def read_part(text: str) -> list[Outcome]:
    """The outcomes in such a text.  Raises ValueError where it is none."""
    try:
        return [_read(*values) for values in json.loads(text)]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise ValueError("no part of a portfolio") from error


def _written(one: Outcome) -> list[object]:
    if isinstance(one, NotRead):
        return [one.name, list(map(_problem, one.problems))]
    return [one.name, one.day, _place(one.place), [_what(item.what) for item in one.items]]


def _read(name: str, *values: Any) -> Outcome:
    if len(values) == 1:
        return NotRead(name, tuple(map(_read_problem, values[0])))
    day, place, items = values
    return Reviewed(name, day, tuple(Item(name, day, _read_what(what)) for what in items), Location(*place))


def _what(what: OutlineItem) -> list[object]:
    subject, stake = what.subject, what.stake
    return [
        what.rank,
        what.action,
        [subject.entity, subject.id, subject.label],
        what.title,
        what.priority.value,
        what.due,
        None if stake is None else [stake.kind.value, stake.amount],
        what.rules,
    ]


def _read_what(values: list[Any]) -> OutlineItem:
    rank, action, subject, title, priority, due, stake, rules = values
    return OutlineItem(
        rank=rank,
        action=action,
        subject=Subject(*subject),
        title=title,
        priority=Priority(priority),
        due=due,
        stake=None if stake is None else AtStake(FieldType(stake[0]), stake[1]),
        rules=tuple(rules),
    )


def _place(place: Location) -> list[object]:
    return [place.file, place.line, place.column]


def _problem(one: Diagnostic) -> list[object]:
    related = list(map(_place, one.related))
    return [one.code, _place(one.location), one.message, str(one.hint), one.severity.value, related]


def _read_problem(values: list[Any]) -> Diagnostic:
    code, place, message, hint, severity, related = values
    others = tuple(Location(*other) for other in related)
    return Diagnostic(code, Location(*place), message, hint, Severity(severity), others)
