"""The days of an agenda, by stretches on whose days everything stands as on their first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial

from advisor.advice.advise import AdviceWriter
from advisor.advice.api import Playbook
from advisor.advice.compare import ItemKey, Outcome, Place
from advisor.advice.decision import Decision
from advisor.advice.history import is_recorded
from advisor.advice.model import Advice, Recommendation, Subject
from advisor.advice.ranking import Candidate
from advisor.advice.turning_advice import advice_turns
from advisor.engine.run import Run
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts.rows import Facts
from advisor.facts.state import State


class AgendaDay:
    """A day's advice, of which only what an entry needs is worked out and put into words."""

    def __init__(self, playbook: Playbook, number: int, run_on: Callable[[int], Run]) -> None:
        """`number` is the ordinal of the day, `run_on` gives what follows on it and on later days like it."""
        self.number, self.run_on = number, run_on
        self._playbook = playbook
        self._items: dict[ItemKey, Recommendation] = {}

    @cached_property
    def run(self) -> Run:
        """What follows on the day."""
        return self.run_on(self.number)

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
    def _writer(self) -> AdviceWriter:
        return self._playbook.writer(self.run)

    @cached_property
    def ranked(self) -> Mapping[ItemKey, tuple[int, Candidate]]:
        """What is recommended, with its rank."""
        chosen = enumerate(self.decision.deliberation.chosen, start=1)
        return {_key(candidate): (rank, candidate) for rank, candidate in chosen}

    def item(self, key: ItemKey) -> Recommendation:
        """Something that is recommended, in words."""
        if key not in self._items:
            self._items[key] = self._writer.recommendation(*self.ranked[key])
        return self._items[key]

    @cached_property
    def outcomes(self) -> Mapping[ItemKey, Outcome]:
        """How everything stands, as `outcomes_of` the advice would say."""
        outcomes: dict[ItemKey, Outcome] = {}
        for key, (rank, candidate) in self.ranked.items():
            outcomes[key] = replace(
                self._outcome(Place.RECOMMENDED, candidate),
                moved_by=tuple(rule.id for rule in candidate.moved_by),
                rank=rank,
                priority=candidate.priority,
                deadline=candidate.deadline,
            )
            for step in candidate.followers:
                outcomes[_key(step)] = replace(self._outcome(Place.NEXT, step), after=candidate.action.id)
        for one in self.decision.deliberation.suppressed:
            outcome = self._outcome(Place.SET_ASIDE, one.candidate)
            because = self._writer.names.because(one)
            outcomes[_key(one.candidate)] = replace(outcome, reason=one.reason, by=one.by, because=because)
        return outcomes

    def _outcome(self, place: Place, candidate: Candidate) -> Outcome:
        title = self._writer.names.fill(candidate.action.title, candidate.row)
        return Outcome(place, title, tuple(rule.id for rule in candidate.rules))

    @property
    def subjects(self) -> dict[ItemKey, Subject]:
        """What everything that stands somewhere is for."""
        deliberation = self.decision.deliberation
        candidates = (
            *(one for chosen in deliberation.chosen for one in (chosen, *chosen.followers)),
            *(one.candidate for one in deliberation.suppressed),
        )
        return {_key(one): self._writer.names.subject(one.row) for one in candidates}

    def is_recorded(self, key: ItemKey) -> bool:
        """Whether the history knows of that action for its subject."""
        action, entity, subject = key
        rows = (row for row in self.facts.rows[entity] if row.name == subject)
        return any(is_recorded(self.facts, action, row) for row in rows)

    @property
    def due(self) -> set[ItemKey]:
        """What is due on this very day."""
        return {key for key, (_, candidate) in self.ranked.items() if candidate.deadline == self.number}


def _key(candidate: Candidate) -> ItemKey:
    return candidate.action.id, candidate.row.entity, candidate.row.name


class Stretch:
    """Days from `first` to `last` (ordinals) on which everything stands alike, by the same deadlines."""

    def __init__(self, playbook: Playbook, first: AgendaDay) -> None:
        self.first = self.last = first.number
        self._playbook = playbook
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
            moved = AgendaDay(self._playbook, number, like.run_on)
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
    stretch = Stretch(playbook, day)
    turns = advice_turns(ahead, day.run, day.decision)
    while (number := min(turns, ahead.turns)) <= last:
        stretch.last = number - 1
        day = _reviewed(playbook, ahead, number)
        if number == turns or ahead.moved:
            turns = advice_turns(ahead, day.run, day.decision)
            if day.outline != stretch.outline:
                yield stretch
                stretch = Stretch(playbook, day)
                continue
        stretch.add(day)
    stretch.last = last
    yield stretch


def _reviewed(playbook: Playbook, ahead: RunsAhead, number: int) -> AgendaDay:
    return AgendaDay(playbook, number, partial(ahead.run, ahead.look(number)))
