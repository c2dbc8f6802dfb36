"""The days of an agenda, by stretches on whose days everything stands as on their first."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from advisor.advice.api import Playbook
from advisor.advice.compare import ItemKey, key_of
from advisor.advice.decision import Decision
from advisor.advice.history import is_recorded
from advisor.advice.model import Advice, Recommendation
from advisor.advice.turning_advice import advice_turns
from advisor.engine.run import Run
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts.rows import Facts
from advisor.facts.state import State


class AgendaDay:
    """A day's advice, of which only what an entry needs is worked out and put into words."""

    def __init__(self, playbook: Playbook, number: int, run: Callable[[], Run]) -> None:
        """`number` is the ordinal of the day, `run` gives what follows on it."""
        self.number = number
        self._playbook, self._make = playbook, run

    @cached_property
    def run(self) -> Run:
        """What follows on the day."""
        return self._make()

    @cached_property
    def decision(self) -> Decision:
        """What is decided."""
        return Decision(self._playbook.program, self.run)

    @cached_property
    def advice(self) -> Advice:
        """The advice, which is put into words where it is read."""
        return self._playbook.advise(self.run, self.decision)

    @property
    def facts(self) -> Facts:
        """The facts of the day."""
        return self.run.facts

    @cached_property
    def outline(self) -> object:
        """Where everything stands, without words: equal on two days between which nothing moves."""
        deliberation = self.decision.deliberation
        chosen = {
            (candidate.action.id, candidate.row.path): (
                candidate.priority,
                candidate.deadline,
                [follower.action.id for follower in candidate.followers],
            )
            for candidate in deliberation.chosen
        }
        suppressed = {
            (one.candidate.action.id, one.candidate.row.path): (one.reason, one.by)
            for one in deliberation.suppressed
        }
        return chosen, suppressed

    @cached_property
    def items(self) -> Mapping[ItemKey, Recommendation]:
        """What is recommended."""
        return {key_of(item.action, item.subject): item for item in self.advice.recommendations}

    def is_recorded(self, key: ItemKey) -> bool:
        """Whether the history knows of that action for its subject."""
        action, entity, subject = key
        rows = (row for row in self.facts.rows[entity] if row.name == subject)
        return any(is_recorded(self.facts, action, row) for row in rows)

    @property
    def due(self) -> set[ItemKey]:
        """What is due on this very day."""
        chosen = self.decision.deliberation.chosen
        return {(c.action.id, c.row.entity, c.row.name) for c in chosen if c.deadline == self.number}


class Stretch:
    """Days from `first` to `last` (ordinals) on which everything stands alike, by the same deadlines."""

    def __init__(self, playbook: Playbook, ahead: RunsAhead, first: AgendaDay) -> None:
        self.first = self.last = first.number
        self._playbook, self._ahead = playbook, ahead
        self._reviewed = [first]
        self._moved: dict[int, AgendaDay] = {}

    def add(self, day: AgendaDay) -> None:
        """Note a day that was reviewed, of which other things may differ; from it on, days are like it."""
        self._reviewed.append(day)

    def at(self, number: int) -> AgendaDay:
        """A day of the stretch."""
        like = next(day for day in reversed(self._reviewed) if day.number <= number)
        if like.number == number:
            return like
        if number not in self._moved:
            moved = AgendaDay(self._playbook, number, lambda: self._ahead.moved(like.run, number))
            self._moved[number] = moved
        return self._moved[number]

    @property
    def outline(self) -> object:
        """Where everything stands on each of its days."""
        return self._reviewed[0].outline

    @property
    def due(self) -> set[int]:
        """The days of the stretch on which something is due."""
        chosen = self._reviewed[0].decision.deliberation.chosen
        return {
            c.deadline for c in chosen if c.deadline is not None and self.first <= c.deadline <= self.last
        }


def stretches(playbook: Playbook, state: State, start: int, last: int) -> Iterator[Stretch]:
    """The stretches from one day to another (ordinals).  Reviewed are the days alone that can turn something.

    Raises StateError with every problem in the state.
    """
    ahead = RunsAhead(playbook.program, state)
    day = _reviewed(playbook, ahead, start)
    stretch, decided = Stretch(playbook, ahead, day), day
    turns = advice_turns(ahead, day.run, day.decision)
    while (number := min(turns, ahead.turns)) <= last:
        stretch.last = number - 1
        day = _reviewed(playbook, ahead, number)
        if number == turns or ahead.anew or _fired(day) != _fired(decided):
            decided = day
            turns = advice_turns(ahead, day.run, day.decision)
            if day.outline != stretch.outline:
                yield stretch
                stretch = Stretch(playbook, ahead, day)
                continue
        stretch.add(day)
    stretch.last = last
    yield stretch


def _reviewed(playbook: Playbook, ahead: RunsAhead, number: int) -> AgendaDay:
    run = ahead.run(number)
    return AgendaDay(playbook, number, lambda: run)


def _fired(day: AgendaDay) -> list[tuple[str, str]]:
    return [(firing.rule.id, firing.row.path) for firing in day.run.firings]
