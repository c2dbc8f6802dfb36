"""From firings to candidates, and from candidates to what is recommended, next, or set aside.

Nothing disappears: every candidate ends in one of the three.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from advisor.advice.history import Hold, hold
from advisor.advice.model import SetAsideReason
from advisor.engine.run import Firing, Program, Run
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.model import Action, Priority, Rule, Verb
from advisor.source.record import record

Key = tuple[str, str, int]


@dataclass(slots=True)
class Candidate:
    """An action for a subject, with the rules that speak for it and how urgent they make it.

    `deadline` is an ordinal, `points` hundredths of a point; None where there is none.
    """

    action: Action
    row: Row
    rules: list[Rule] = field(default_factory=list)
    moved_by: list[Rule] = field(default_factory=list)
    priority: Priority = Priority.LOW
    deadline: int | None = None
    points: int | None = None
    followers: list["Candidate"] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, float, int, int, str, int]:
        """The total order of advice: least first."""
        return (
            self.priority.rank,
            float("inf") if self.deadline is None else self.deadline,
            1 if self.points is None else -self.points,
            self.action.effort.rank,
            self.action.id,
            self.row.index,
        )


@record
class Suppressed:
    """A candidate that is set aside: by forbidding rules, or by what its history says."""

    candidate: Candidate
    reason: SetAsideReason
    forbidden_by: tuple[Rule, ...] = ()
    held: Hold | None = None

    @property
    def by(self) -> str:
        """The path of the event, or the ids of the rules."""
        return self.held.event if self.held else ", ".join(rule.id for rule in self.forbidden_by)


@record
class Deliberation:
    """Candidates in order of rank, each with its followers, and those set aside."""

    chosen: tuple[Candidate, ...]
    rested: tuple[Suppressed, ...]
    keys: frozenset[Key]


def deliberate(program: Program, run: Run) -> Deliberation:
    """Merge, rest what was done or is forbidden, move priorities, choose within groups, and rank."""
    candidates: dict[Key, Candidate] = {}
    spoken: dict[Verb, dict[Key, list[Rule]]] = {Verb.FORBID: {}, Verb.RAISE: {}, Verb.LOWER: {}}
    for firing in run.firings:
        if firing.rule.verb is Verb.ADVISE:
            _merge(program, run.view, firing, candidates)
        elif firing.rule.verb is not Verb.CONCLUDE:
            for target in firing.rule.targets:
                key = (target, firing.row.entity, firing.row.index)
                spoken[firing.rule.verb].setdefault(key, []).append(firing.rule)
    rested, free = _rest(run, candidates, spoken[Verb.FORBID])
    for key, candidate in free.items():
        _move(candidate, spoken[Verb.RAISE].get(key, []), spoken[Verb.LOWER].get(key, []))
    chosen = tuple(sorted(_choose(free.values()), key=lambda candidate: candidate.order))
    rested.sort(key=lambda each: (each.candidate.action.id, each.candidate.row.index))
    return Deliberation(chosen, tuple(rested), frozenset(candidates))


def _merge(program: Program, view: WorkingMemory, firing: Firing, candidates: dict[Key, Candidate]) -> None:
    rule, row = firing.rule, firing.row
    for target in rule.targets:
        key = (target, row.entity, row.index)
        candidate = candidates.get(key)
        if candidate is None:
            points = program.points(row)
            candidate = candidates[key] = Candidate(program.playbook.actions[target], row, points=points)
        candidate.rules.append(rule)
        if rule.priority.rank < candidate.priority.rank:
            candidate.priority = rule.priority
        deadline = program.deadline(view, rule, row)
        if deadline is not None and (candidate.deadline is None or deadline < candidate.deadline):
            candidate.deadline = deadline


def _rest(
    run: Run, candidates: dict[Key, Candidate], forbidden: dict[Key, list[Rule]]
) -> tuple[list[Suppressed], dict[Key, Candidate]]:
    rested: list[Suppressed] = []
    free: dict[Key, Candidate] = {}
    for key, candidate in candidates.items():
        held = hold(run.facts, candidate.action, candidate.row)
        if held is not None:
            rested.append(Suppressed(candidate, held.reason, held=held))
        elif key in forbidden:
            rested.append(Suppressed(candidate, SetAsideReason.FORBIDDEN, tuple(forbidden[key])))
        else:
            free[key] = candidate
    _wait(rested, free)
    return rested, free


def _wait(rested: list[Suppressed], free: dict[Key, Candidate]) -> None:
    """A step that is put off holds the later steps of its group: nobody is hurried past it."""
    put_off: dict[Key, tuple[int, Hold]] = {}
    for each in rested:
        snooze, action = each.held.snooze if each.held else None, each.candidate.action
        if snooze is not None and action.group:
            rung, _ = put_off.setdefault(_group(each.candidate), (action.rung, snooze))
            if action.rung < rung:
                put_off[_group(each.candidate)] = (action.rung, snooze)
    for key, candidate in list(free.items()):
        before = put_off.get(_group(candidate)) if put_off and candidate.action.group else None
        if before is None or candidate.action.rung <= before[0]:
            continue
        _, snooze = before
        held = Hold(SetAsideReason.SNOOZED, snooze.event, f"The step before it rests. {snooze.because}")
        rested.append(Suppressed(free.pop(key), SetAsideReason.SNOOZED, held=held))


def _group(candidate: Candidate) -> Key:
    return candidate.action.group, candidate.row.entity, candidate.row.index


def _move(candidate: Candidate, raised: list[Rule], lowered: list[Rule]) -> None:
    candidate.moved_by = [*raised, *lowered]
    candidate.priority = candidate.priority.moved(bool(raised) - bool(lowered))


def _choose(free: Iterable[Candidate]) -> list[Candidate]:
    """Those outside any group, and of each group and subject the lowest rung, with the others behind it."""
    chosen: list[Candidate] = []
    groups: dict[Key, list[Candidate]] = {}
    for candidate in free:
        if candidate.action.group:
            groups.setdefault(_group(candidate), []).append(candidate)
        else:
            chosen.append(candidate)
    for members in groups.values():
        members.sort(key=lambda member: (member.action.rung, member.order))
        members[0].followers = members[1:]
        chosen.append(members[0])
    return chosen
