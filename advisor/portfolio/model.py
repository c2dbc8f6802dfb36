"""A portfolio as values: who was reviewed, what each should do, and what could not be read."""

from dataclasses import field
from enum import StrEnum
from math import inf

from advisor.advice.outline import OutlineItem
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.record import record


class ItemChange(StrEnum):
    """How an item stands against an earlier portfolio; in order of what a reader wants to know first."""

    NEW = "new"
    MORE_URGENT = "more urgent"
    OTHER_DEADLINE = "other deadline"
    LESS_URGENT = "less urgent"
    GONE = "gone"


@record
class Person:
    """One whose state is in the file at `place`; it is the `text` of that line where the file holds many."""

    name: str
    place: Location
    text: str | None = field(default=None, repr=False)


@record
class Item:
    """One thing that one person should do on a `day`, which is an ordinal."""

    person: str
    day: int
    what: OutlineItem
    change: ItemChange | None = None

    @property
    def days_left(self) -> int | None:
        """Days to the deadline; fewer than 0 where it has passed, None where there is none."""
        return None if self.what.due is None else self.what.due - self.day

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same item in another portfolio."""
        subject = self.what.subject
        return self.person, self.what.action, subject.entity, subject.id

    @property
    def urgency(self) -> tuple[int, float]:
        """The most urgent least: by priority, then by days left."""
        return self.what.priority.rank, inf if self.days_left is None else self.days_left


@record
class Reviewed:
    """A person whose state at a `place` was read, and what to do on that `day`, in order of rank.

    `page` is the whole advice as a page, where one was asked for and is not yet kept.
    """

    name: str
    day: int
    items: tuple[Item, ...]
    place: Location
    page: str = field(default="", compare=False, repr=False)


@record
class NotRead:
    """A person whose state has problems, or is no state."""

    name: str
    problems: tuple[Diagnostic, ...]


Outcome = Reviewed | NotRead


@record
class Portfolio:
    """What came of all people of a source, in its order, reviewed with one playbook (`digest`).

    `person` is what the playbook calls them.

    Where it was held against an earlier one of the day `since`, `gone` are that one's items which it lacks.
    """

    playbook: str
    digest: str
    person: str
    reviewed: tuple[Reviewed, ...]
    not_read: tuple[NotRead, ...]
    gone: tuple[Item, ...] = ()
    since: int | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything to do, by person and rank."""
        return tuple(item for one in self.reviewed for item in one.items)

    @property
    def days(self) -> tuple[int, int] | None:
        """The first and the last day for which somebody was reviewed; None where nobody was."""
        days = [one.day for one in self.reviewed]
        return (min(days), max(days)) if days else None
