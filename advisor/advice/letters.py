"""One letter a day: of what writes to one and the same addressee, the first by rank stands, the others wait.

What cannot wait, being critical or due soon, is never held.  An unknown link leads to nobody.
"""

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.advice.history import done_on_day
from advisor.advice.items import name_of
from advisor.advice.ranking import Candidate
from advisor.facts.rows import Facts, Row
from advisor.playbook.model import WRITES_TO_SUBJECT, Action, Priority
from advisor.source.record import record

AddresseeKey = tuple[str, int]


@record
class EarlierLetter:
    """What a letter waits for: another one that is to be written to its addressee, or an event of today.

    Of a later step of a group, `step` is the one before it, which waits.
    """

    to: Row
    first: Candidate | None = None
    event: Row | None = None
    step: Candidate | None = None

    @property
    def by(self) -> str:
        """The item that comes first, or the path of the event."""
        before = self.step or self.first
        if self.event is not None and self.step is None:
            return self.event.path
        return "" if before is None else name_of(before.action.id, before.row)


@record
class HeldLetter:
    """A candidate that waits, and for what."""

    candidate: Candidate
    earlier: EarlierLetter


def addressee(action: Action, row: Row) -> Row | None:
    """To whom an action for a row writes; None for nobody, or for somebody who is not known."""
    if not action.writes_to:
        return None
    return row if action.writes_to == WRITES_TO_SUBJECT else row.links.get(action.writes_to)


def cannot_wait(candidate: Candidate) -> bool:
    """Whether a letter goes out today, whoever was written to."""
    return candidate.priority is Priority.CRITICAL or candidate.is_due_soon


class Letters:
    """The letters of one day: those that were written, and of those that are to be written the first."""

    def __init__(self, facts: Facts, actions: Mapping[str, Action]) -> None:
        self._written: dict[AddresseeKey, Row] = {}
        self._first: dict[AddresseeKey, Candidate] = {}
        for event, action, owner in done_on_day(facts, actions):
            to = addressee(action, owner)
            if to is not None:
                self._written[addressee_key(to)] = event

    def before(self, candidate: Candidate) -> EarlierLetter | None:
        """What a candidate has to wait for; None where it may stand."""
        to = addressee(candidate.action, candidate.row)
        if to is None or cannot_wait(candidate):
            return None
        event, first = self._written.get(addressee_key(to)), self._first.get(addressee_key(to))
        return None if event is None and first is None else EarlierLetter(to, first, event)

    def was_written_to(self, to: Row) -> bool:
        """Whether a letter to somebody was done on the day."""
        return addressee_key(to) in self._written

    def add(self, candidate: Candidate) -> None:
        """Note that a candidate stands; the next ones come after it."""
        to = addressee(candidate.action, candidate.row)
        if to is not None:
            self._first.setdefault(addressee_key(to), candidate)


def one_letter_each(
    facts: Facts, actions: Mapping[str, Action], chosen: Iterable[Candidate]
) -> tuple[list[Candidate], list[HeldLetter]]:
    """The candidates that stand, in order of rank, and the letters that are held.

    The later steps of a group wait with one that is held, up to the first that cannot wait.
    """
    pending = sorted(chosen, key=_order)
    if not any(one.action.writes_to for candidate in pending for one in (candidate, *candidate.followers)):
        return pending, []
    letters = Letters(facts, actions)
    standing: list[Candidate] = []
    held: list[HeldLetter] = []
    while pending:
        candidate = pending.pop(0)
        earlier = letters.before(candidate)
        if earlier is None:
            letters.add(candidate)
            standing.append(candidate)
            continue
        held.append(HeldLetter(candidate, earlier))
        waiting, urgent = _later_steps(candidate)
        held += [HeldLetter(step, replace(earlier, step=candidate)) for step in waiting]
        if urgent is not None:
            insort(pending, urgent, key=_order)
    return sorted(standing, key=_order), held


def _later_steps(candidate: Candidate) -> tuple[list[Candidate], Candidate | None]:
    """The later steps that wait with a step, and the first that cannot wait with those behind it, if any."""
    later, candidate.followers = candidate.followers, []
    for number, step in enumerate(later):
        if cannot_wait(step):
            step.followers = later[number + 1 :]
            return later[:number], step
    return later, None


def _order(candidate: Candidate) -> tuple[float | str, ...]:
    return candidate.order


def by_addressee(candidates: Iterable[Candidate]) -> dict[AddresseeKey, list[Candidate]]:
    """Those that write to somebody, by whom they write to."""
    letters: dict[AddresseeKey, list[Candidate]] = {}
    for candidate in candidates:
        to = addressee(candidate.action, candidate.row)
        if to is not None:
            letters.setdefault(addressee_key(to), []).append(candidate)
    return letters


def addressee_key(to: Row) -> AddresseeKey:
    """What tells an addressee from all others."""
    return to.entity, to.index
