"""What an answer could change of what is recommended: the use of the rules that wait for it.

A rule that waits, or fires only as long as nothing more is known, is of use where the reader would see the
difference: something recommended comes, goes, is to be done sooner, or changes its place.  What would be set
aside at once, or stand as a next step behind a step that stays, is no such difference.  Nor is a rule that
moves a priority, unless something urgent changes its place by it.
"""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import cached_property
from math import inf

from advisor.advice.deliberate import Deliberation, candidate_of
from advisor.advice.history import hold
from advisor.advice.letters import AddresseeKey, Letters, addressee, addressee_key, by_addressee, cannot_wait
from advisor.advice.ranking import Candidate, CandidateKey
from advisor.engine.run import Firing, Program, Run
from advisor.facts.rows import Row
from advisor.playbook.conditions import Count, FieldTest
from advisor.playbook.model import Consequence, Priority, Verb
from advisor.source.record import draft, record

MissingRow = tuple[Row, str]
Tests = frozenset[tuple[FieldTest | Count, str]]  # each with the path of the row that it is about
# Of advice: the rank of its priority, and its deadline (an ordinal; infinite where there is none).
Worth = tuple[int, float]
Worths = dict[CandidateKey, Worth]
NOTHING: Worth = (9, inf)


@draft
class Effects:
    """What an answer could bring (or let through), rule out, or make more or less urgent; with its worth."""

    brings: Worths = field(default_factory=dict)
    forbids: Worths = field(default_factory=dict)
    moves: Worths = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.brings or self.forbids or self.moves)

    def add(self, other: "Effects") -> None:
        """Take in what another rule could change."""
        for own, more in zip(self._all, other._all, strict=True):
            for key, worth in more.items():
                own[key] = min(worth, own.get(key, NOTHING))

    @property
    def best(self) -> Worth:
        """The worth of the most urgent advice that hangs on it."""
        return min((worth for worths in self._all for worth in worths.values()), default=NOTHING)

    @property
    def only_moves(self) -> bool:
        """Whether nothing would come or go."""
        return not (self.brings or self.forbids)

    @property
    def _all(self) -> tuple[Worths, Worths, Worths]:
        return self.brings, self.forbids, self.moves


@record
class _Said:
    """That a rule says something of an action; it `fires` now or waits, for good or only perhaps."""

    firing: Firing
    verb: Verb
    fires: bool
    for_good: bool
    priority: Priority  # of advice
    deadline: float


class _Opinions(list[_Said]):
    """What all rules say of one action for one subject."""

    __slots__ = ()

    def of(self, verb: Verb, *, for_good: bool = False) -> list[_Said]:
        """What rules with that verb say, now or perhaps; or what stands whatever is answered."""
        return [one for one in self if one.verb is verb and (one.for_good or not for_good)]

    def now(self, verb: Verb) -> list[_Said]:
        """What rules say that fire now."""
        return [one for one in self if one.verb is verb and one.fires]

    def steps(self) -> int:
        """How far the priority is moved now: up, down, or not at all."""
        return bool(self.now(Verb.RAISE)) - bool(self.now(Verb.LOWER))


class AnswerEffects:
    """What would change if a rule that waits for an answer fired, or if one that fires no longer did.

    `gaps` tells which facts such a rule lacks, and `open_tests` which of its tests are open.
    """

    def __init__(
        self,
        program: Program,
        run: Run,
        deliberation: Deliberation,
        waiting: tuple[Firing, ...],
        *,
        gaps: Callable[[Firing], list[MissingRow]],
        open_tests: Callable[[Firing], Tests],
    ) -> None:
        self.program, self.view = program, run.view
        self.gaps, self.open_tests = gaps, open_tests
        self._waiting = waiting
        self.chosen = {candidate.key: candidate for candidate in deliberation.chosen}
        letters = [one for one in deliberation.suppressed if one.letter is not None]
        self._held_letters = {one.candidate.key: one.candidate for one in letters}
        # Of a step that is held, the first of those behind it; they are in order of rungs once sorted.
        self._held_behind: dict[CandidateKey, Candidate] = {}
        self._held_steps: dict[CandidateKey, Candidate] = {}
        for one in sorted(letters, key=lambda one: one.candidate.action.rung, reverse=True):
            if one.letter is not None and one.letter.step is not None:
                self._held_behind[one.letter.step.key] = one.candidate
            elif one.candidate.action.group:
                self._held_steps[one.candidate.group_key] = one.candidate
        self._letters = Letters(run.facts, program.playbook.actions)
        self._in_groups = {one.group_key: one for one in deliberation.chosen if one.action.group}
        self._opinions: dict[CandidateKey, _Opinions] = {}
        self._fired = {_id(firing) for firing in run.firings}
        open_ids = {_id(firing) for firing in waiting}
        for firing in run.firings:
            if _id(firing) not in open_ids:
                self._note(firing, fires=True, for_good=True)
        for firing in waiting:
            self._note(firing, fires=_id(firing) in self._fired, for_good=False)
        self._is_something_up = deliberation.something_up is not None
        self._put_off = self._steps_put_off(deliberation)
        self._waiting_steps = _steps_that_wait(run, deliberation)

    def all(self) -> list[tuple[Firing, Effects]]:
        """What hangs on each rule that waits, or that fires and may cease to; without those of no use."""
        found = ((firing, self._of(firing)) for firing in self._waiting)
        changes = [(firing, effects) for firing, effects in found if effects]
        self._leave_out_later_steps(changes)
        return [(firing, effects) for firing, effects in changes if effects]

    def _leave_out_later_steps(self, changes: list[tuple[Firing, Effects]]) -> None:
        """A step that comes no sooner than an earlier one of its group is asked about after that."""
        coming = [
            (firing, effects)
            for firing, effects in changes
            if effects.brings and _id(firing) not in self._fired
        ]
        steps: dict[CandidateKey, list[tuple[int, Worth, Firing]]] = {}
        for firing, effects in coming:
            for key, worth in effects.brings.items():
                action = self.program.playbook.actions[key[0]]
                if action.group:
                    steps.setdefault((action.group, *key[1:]), []).append((action.rung, worth, firing))
        for firing, effects in coming if steps else ():
            for key, worth in list(effects.brings.items()):
                action = self.program.playbook.actions[key[0]]
                own = action.rung, worth
                before = steps.get((action.group, *key[1:]), ())
                earlier = [one for rung, other, one in before if (rung, other) < own]
                if earlier and any(self.open_tests(one) <= self.open_tests(firing) for one in earlier):
                    del effects.brings[key]

    def _of(self, firing: Firing) -> Effects | None:
        """What hangs on a rule; None where it concludes alone."""
        consequences = [one for one in firing.rule.consequences if one.verb is not Verb.CONCLUDE]
        if not consequences:
            return None
        effects = Effects()
        fires = _id(firing) in self._fired
        for one in consequences:
            for key in _keys(one, firing.row):
                if one.verb is Verb.ADVISE:
                    change = self._ceases if fires else self._comes
                    change(effects, self._said(firing, one, fires), key)
                elif one.verb is Verb.FORBID and fires:
                    self._let_through(effects, firing, key)
                elif one.verb is Verb.FORBID and key in self._held_behind:
                    self._frees(effects, firing, key)
                elif one.verb is Verb.FORBID and key in self.chosen:
                    effects.forbids[key] = _worth(self.chosen[key])
                elif one.verb in (Verb.RAISE, Verb.LOWER):
                    self._moves(effects, one.verb, key, firing)
        return effects

    def _note(self, firing: Firing, *, fires: bool, for_good: bool) -> None:
        for one in firing.rule.consequences:
            if one.verb is not Verb.CONCLUDE:
                said = self._said(firing, one, fires, for_good)
                for key in _keys(one, firing.row):
                    opinions = self._opinions.get(key)
                    if opinions is None:
                        opinions = self._opinions[key] = _Opinions()
                    opinions.append(said)

    def _said(self, firing: Firing, one: Consequence, fires: bool, for_good: bool = False) -> _Said:
        deadline = inf
        if one.deadline is not None:
            day = self.program.deadline(self.view, one, firing.row)
            if day is not None:
                deadline = day
            elif not fires:  # the day that it waits for may bring one, which could be today's
                deadline = self.view.facts.as_of
        return _Said(firing, one.verb, fires, for_good, one.priority, deadline)

    def _comes(self, effects: Effects, said: _Said, key: CandidateKey) -> None:
        """Advice that waits: it may come, or make what is recommended more urgent."""
        opinions, row = self._opinions[key], said.firing.row
        if not self._is_free(key, row):
            effects.forbids |= {later.key: _worth(later) for later in self._held_up(key, self._in_groups)}
            return
        rank = said.priority.moved(opinions.steps()).rank
        standing = self.chosen.get(key)
        if standing is not None:
            priority, deadline = _worth(standing)
            if rank < priority or said.deadline < deadline:
                effects.moves[key] = min(rank, priority), min(said.deadline, deadline)
        elif not self._stays_behind(said.firing, key, (rank, said.deadline)):
            self._brings(effects, said.firing, key, (rank, said.deadline))

    def _ceases(self, effects: Effects, said: _Said, key: CandidateKey) -> None:
        """Advice that may end: what is recommended goes, or is less urgent by what the others say."""
        standing = self.chosen.get(key)
        if standing is None:
            if not self._opinions[key].of(Verb.ADVISE, for_good=True):
                self._frees(effects, said.firing, key)
                effects.brings |= {
                    later.key: _worth(later) for later in self._held_up(key, self._waiting_steps)
                }
            return
        others, steps = self._opinions[key].of(Verb.ADVISE, for_good=True), self._opinions[key].steps()
        if not others:
            effects.forbids[key] = _worth(standing)
            return
        priority = min(other.priority.moved(steps).rank for other in others)
        deadline = min(other.deadline for other in others)
        if said.priority.moved(steps).rank < priority or said.deadline < deadline:
            effects.moves[key] = _worth(standing)

    def _let_through(self, effects: Effects, firing: Firing, key: CandidateKey) -> None:
        """A guard that may be lifted: it lets through what rules advise, or wait to advise."""
        opinions = self._opinions[key]
        advice = opinions.of(Verb.ADVISE)
        if not advice or not self._is_free(key, firing.row):
            return
        steps = opinions.steps()
        worth = min((one.priority.moved(steps).rank, one.deadline) for one in advice)
        if not self._stays_behind(firing, key, worth):
            self._brings(effects, firing, key, worth)

    def _frees(self, effects: Effects, firing: Firing, key: CandidateKey) -> None:
        """A step that is held may go: the one behind it stands, unless it is a letter that would wait."""
        following = self._held_behind.get(key)
        if following is not None and not self._waits_for_letter(firing, following.key, _worth(following)):
            effects.brings[following.key] = _worth(following)

    def _brings(self, effects: Effects, firing: Firing, key: CandidateKey, worth: Worth) -> None:
        """Advice that would come, unless it is a letter that would wait."""
        if not self._waits_for_letter(firing, key, worth):
            effects.brings[key] = worth

    def _waits_for_letter(self, firing: Firing, key: CandidateKey, worth: Worth) -> bool:
        """Whether advice would wait for a letter that stands, and would stay, or that was written today."""
        action, row = self.program.playbook.actions[key[0]], firing.row
        to = addressee(action, row)
        if to is None:
            return False
        if key in self._held_letters:
            worth = _more_urgent(worth, _worth(self._held_letters[key]))
        candidate = _as_urgent(candidate_of(self.program, self.view, action.id, row), worth)
        if cannot_wait(candidate):
            return False
        if self._letters.was_written_to(to):
            return True
        group = candidate.group_key
        before = [
            one
            for one in self._standing_letters.get(addressee_key(to), ())
            if one.order < candidate.order and not (action.group and one.group_key == group)
        ]
        missing = set(map(_gap_id, self.gaps(firing))) if before else set()
        return any(missing.isdisjoint(self._ending(one)) for one in before)

    @cached_property
    def _standing_letters(self) -> dict[AddresseeKey, list[Candidate]]:
        return by_addressee(self.chosen.values())

    @cached_property
    def _waiting_letters(self) -> dict[AddresseeKey, list[Candidate]]:
        return by_addressee(self._held_letters.values())

    def _moves(self, effects: Effects, verb: Verb, key: CandidateKey, firing: Firing) -> None:
        """A raise or a lower that may come, or end: of use where something urgent changes its place by it."""
        opinions, standing = self._opinions[key], self._in_contention(key)
        if standing is None:
            return
        fires = _id(firing) in self._fired
        holds = bool(opinions.of(verb, for_good=True)) if fires else True
        other = bool(opinions.now(Verb.LOWER if verb is Verb.RAISE else Verb.RAISE))
        steps = holds - other if verb is Verb.RAISE else other - holds
        base = min((one.priority for one in opinions.now(Verb.ADVISE)), key=lambda priority: priority.rank)
        moved = base.moved(steps)
        if moved is standing.priority:
            return
        priority, deadline = _worth(standing)
        worth, after = (min(priority, moved.rank), deadline), replace(standing, priority=moved)
        if key not in self.chosen:
            if not self._is_held(firing, key, _worth(after)):
                effects.brings[key] = worth
        elif self._waits_for_letter(firing, key, _worth(after)):
            effects.forbids[key] = worth
        elif self._lets_letters_pass(standing, after) or (
            worth[0] <= Priority.HIGH.rank and self._place(standing) != self._place(after)
        ):
            effects.moves[key] = worth

    def _is_held(self, firing: Firing, key: CandidateKey, worth: Worth) -> bool:
        """Whether advice would wait for a letter, or behind a step that does."""
        if self._waits_for_letter(firing, key, worth):
            return True
        return key in self._held_letters and self._stays_behind(firing, key, worth)

    def _lets_letters_pass(self, standing: Candidate, after: Candidate) -> bool:
        """Whether a letter that waits would come before this one, once it is less urgent."""
        to = addressee(standing.action, standing.row)
        waiting = () if to is None else self._waiting_letters.get(addressee_key(to), ())
        return any(held.order < after.order for held in waiting)

    def _place(self, candidate: Candidate) -> int:
        """How many others come before it."""
        own = candidate.order
        return sum(order < own for key, order in self._orders.items() if key != candidate.key)

    @cached_property
    def _orders(self) -> dict[CandidateKey, tuple[float | str, ...]]:
        return {candidate.key: candidate.order for candidate in self.chosen.values()}

    def _in_contention(self, key: CandidateKey) -> Candidate | None:
        """What is recommended, or would be were it more urgent: a letter, or another step on its rung."""
        if key in self.chosen:
            return self.chosen[key]
        if key in self._held_letters:
            return self._held_letters[key]
        action = self.program.playbook.actions[key[0]]
        leader = self._in_groups.get((action.group, *key[1:]))
        if leader is None or leader.action.rung != action.rung:
            return None
        return next((follower for follower in leader.followers if follower.key == key), None)

    def _is_free(self, key: CandidateKey, row: Row) -> bool:
        """Whether nothing keeps an action away for good: no guard, no record, no earlier step put off."""
        action = self.program.playbook.actions[key[0]]
        if self._opinions[key].of(Verb.FORBID, for_good=True) or (action.all_clear and self._is_something_up):
            return False
        before = self._put_off.get((action.group, *key[1:]), inf)
        return action.rung <= before and hold(self.view.facts, action, row) is None

    def _stays_behind(self, firing: Firing, key: CandidateKey, worth: Worth) -> bool:
        """Whether an action would be no more than a next step: a step before it stands, and would stay.

        One that the same answer may end does not stay.
        """
        action = self.program.playbook.actions[key[0]]
        leader = self._in_groups.get((action.group, *key[1:]))
        held = self._held_steps.get((action.group, *key[1:]))
        steps = [] if leader is None else [leader, *leader.followers]
        if held is not None and held.key != key:
            candidate = candidate_of(self.program, self.view, key[0], firing.row)
            steps += [] if cannot_wait(_as_urgent(candidate, worth)) else [held]
        own = action.rung, *worth
        before = [one for one in steps if (one.action.rung, *_worth(one)) < own]
        if not before:
            return False
        missing = set(map(_gap_id, self.gaps(firing)))
        return any(missing.isdisjoint(self._ending(one)) for one in before)

    def _ending(self, candidate: Candidate) -> set[tuple[str, str]]:
        """The facts that may end what is recommended, or stands next."""
        opinions = self._opinions[candidate.key]
        ends = [one.firing for one in opinions.of(Verb.FORBID)]
        if not opinions.of(Verb.ADVISE, for_good=True):
            ends += [one.firing for one in opinions.now(Verb.ADVISE)]
        return {_gap_id(gap) for firing in ends for gap in self.gaps(firing)}

    def _held_up(self, key: CandidateKey, steps: Mapping[CandidateKey, Candidate]) -> list[Candidate]:
        """Which of the steps, by group and subject, an earlier one holds up that is put off, once advised."""
        action = self.program.playbook.actions[key[0]]
        later = steps.get((action.group, *key[1:]))
        if later is None or later.action.rung <= action.rung:
            return []
        held = hold(self.view.facts, action, later.row)
        return [later] if held is not None and held.snooze is not None else []

    def _steps_put_off(self, deliberation: Deliberation) -> dict[CandidateKey, int]:
        """The lowest rung that is put off, by group and subject: it holds the later ones."""
        put_off: dict[CandidateKey, int] = {}
        for one in deliberation.suppressed:
            candidate = one.candidate
            stays = self._opinions[candidate.key].of(Verb.ADVISE, for_good=True)
            if candidate.action.group and one.held and one.held.snooze and stays:
                group = candidate.group_key
                put_off[group] = min(candidate.action.rung, put_off.get(group, candidate.action.rung))
        return put_off


def _steps_that_wait(run: Run, deliberation: Deliberation) -> dict[CandidateKey, Candidate]:
    """By group and subject: the first step that is held up by an earlier one alone."""
    waiting: dict[CandidateKey, Candidate] = {}
    for one in deliberation.suppressed:
        candidate = one.candidate
        if candidate.action.group and one.held and hold(run.facts, candidate.action, candidate.row) is None:
            group = candidate.group_key
            first = waiting.get(group)
            if first is None or candidate.action.rung < first.action.rung:
                waiting[group] = candidate
    return waiting


def _id(firing: Firing) -> tuple[str, int]:
    return firing.rule.id, firing.row.index


def _gap_id(gap: MissingRow) -> tuple[str, str]:
    return gap[0].path, gap[1]


def _keys(consequence: Consequence, row: Row) -> list[CandidateKey]:
    return [(name, row.entity, row.index) for name in consequence.targets]


def _more_urgent(one: Worth, other: Worth) -> Worth:
    return min(one[0], other[0]), min(one[1], other[1])


def _as_urgent(candidate: Candidate, worth: Worth) -> Candidate:
    deadline = None if worth[1] == inf else int(worth[1])
    return replace(candidate, priority=tuple(Priority)[worth[0]], deadline=deadline)


def _worth(candidate: Candidate) -> Worth:
    return candidate.priority.rank, inf if candidate.deadline is None else candidate.deadline
