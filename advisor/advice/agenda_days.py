"""The days of an agenda, by stretches on whose days everything stands as on their first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial

from advisor.advice.advise import AdviceWriter
from advisor.advice.api import Playbook
from advisor.advice.compare import ItemKey, Outcome, Place
from advisor.advice.decision import Decision
from advisor.advice.deliberate import Suppressed
from advisor.advice.history import is_recorded
from advisor.advice.model import Advice, Recommendation, Subject
from advisor.advice.ranking import Candidate
from advisor.advice.turning_advice import advice_turns
from advisor.engine.run import Run
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts.rows import Facts
from advisor.facts.state import State
from advisor.playbook.model import Rule


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
    def standing(self) -> Mapping[ItemKey, tuple[Outcome, Candidate]]:
        """How everything stands, yet without ranks and words: they are no news, and take time."""
        standing: dict[ItemKey, tuple[Outcome, Candidate]] = {}
        for key, (_, candidate) in self.ranked.items():
            outcome = Outcome(
                Place.RECOMMENDED,
                rules=_ids(candidate.rules),
                moved_by=_ids(candidate.moved_by),
                priority=candidate.priority,
                deadline=candidate.deadline,
            )
            standing[key] = outcome, candidate
            for step in candidate.followers:
                outcome = Outcome(Place.NEXT, rules=_ids(step.rules), after=candidate.action.id)
                standing[_key(step)] = outcome, step
        for key, one in self._suppressed.items():
            because = one.held.because if one.held else ""
            rules = _ids(one.candidate.rules)
            outcome = Outcome(Place.SET_ASIDE, rules=rules, reason=one.reason, by=one.by, because=because)
            standing[key] = outcome, one.candidate
        return standing

    @cached_property
    def _suppressed(self) -> Mapping[ItemKey, Suppressed]:
        return {_key(one.candidate): one for one in self.decision.deliberation.suppressed}

    def outcome(self, key: ItemKey) -> Outcome:
        """How something stands that does, as `outcomes_of` the advice would say."""
        outcome, candidate = self.standing[key]
        names = self._writer.names
        because = names.because(self._suppressed[key]) if key in self._suppressed else ""
        rank, _ = self.ranked.get(key, (None, None))
        return replace(
            outcome, title=names.fill(candidate.action.title, candidate.row), rank=rank, because=because
        )

    def subject(self, key: ItemKey) -> Subject:
        """What something that stands somewhere is for."""
        _, candidate = self.standing[key]
        return self._writer.names.subject(candidate.row)

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


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple([rule.id for rule in rules])


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
