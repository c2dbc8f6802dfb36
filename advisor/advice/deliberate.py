"""From firings to candidates, and from candidates to what is recommended, next, or set aside.

Nothing disappears: every candidate ends in one of the three.
"""

from collections.abc import Iterable
from math import inf

from advisor.advice.history import Hold, hold
from advisor.advice.letters import EarlierLetter, one_letter_each
from advisor.advice.model import AtStake, SetAsideReason
from advisor.advice.ranking import Candidate, CandidateKey
from advisor.engine.run import Firing, Program, Run
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.model import Consequence, Priority, Rule, Verb
from advisor.source.record import record


@record
class Suppressed:
    """A candidate that is set aside: by forbidding rules, its history, what is open, or another letter."""

    candidate: Candidate
    reason: SetAsideReason
    forbidden_by: tuple[Rule, ...] = ()
    held: Hold | None = None
    letter: EarlierLetter | None = None

    @property
    def by(self) -> str:
        """The path of the event, the item that comes first, or the ids of the rules."""
        if self.letter is not None:
            return self.letter.by
        return self.held.event if self.held else ", ".join(rule.id for rule in self.forbidden_by)

    @property
    def order(self) -> tuple[str, int]:
        """By action and subject."""
        return self.candidate.action.id, self.candidate.row.index


@record
class Deliberation:
    """Candidates in order of rank, each with its followers, and those set aside."""

    chosen: tuple[Candidate, ...]
    suppressed: tuple[Suppressed, ...]

    @property
    def something_up(self) -> Candidate | None:
        """The first advice beside which nobody can be told that nothing needs doing, a held letter last."""
        held = (one.candidate for one in self.suppressed if one.letter is not None)
        counts = (
            one
            for one in (*self.chosen, *held)
            if not one.action.all_clear and one.priority is not Priority.LOW
        )
        return next(counts, None)


def deliberate(program: Program, run: Run) -> Deliberation:
    """Merge, rest what was done or is forbidden, move priorities, choose in groups, rank, hold letters."""
    candidates: dict[CandidateKey, Candidate] = {}
    rules: dict[Verb, dict[CandidateKey, list[Rule]]] = {Verb.FORBID: {}, Verb.RAISE: {}, Verb.LOWER: {}}
    for firing in run.firings:
        for consequence in firing.rule.consequences:
            if consequence.verb is Verb.ADVISE:
                _merge(program, run.view, firing, consequence, candidates)
            elif consequence.verb is not Verb.CONCLUDE:
                for target in consequence.targets:
                    key = (target, firing.row.entity, firing.row.index)
                    rules[consequence.verb].setdefault(key, []).append(firing.rule)
    suppressed, free = _suppress(run, candidates, rules[Verb.FORBID])
    for key, candidate in free.items():
        raised, lowered = rules[Verb.RAISE].get(key, []), rules[Verb.LOWER].get(key, [])
        if raised or lowered:
            candidate.moved_by = [*raised, *lowered]
            candidate.priority = candidate.priority.moved(bool(raised) - bool(lowered))
    chosen, letters = one_letter_each(run.facts, program.playbook.actions, _choose(free.values()))
    suppressed += [
        Suppressed(one.candidate, SetAsideReason.ONE_LETTER, letter=one.earlier) for one in letters
    ]
    suppressed.sort(key=lambda one: one.order)
    return Deliberation(tuple(chosen), tuple(suppressed))


def _merge(
    program: Program,
    view: WorkingMemory,
    firing: Firing,
    advising: Consequence,
    candidates: dict[CandidateKey, Candidate],
) -> None:
    row = firing.row
    deadline = program.deadline(view, advising, row)
    for target in advising.targets:
        key = (target, row.entity, row.index)
        candidate = candidates.get(key)
        if candidate is None:
            candidate = candidates[key] = candidate_of(program, view, target, row)
        candidate.rules.append(firing.rule)
        if advising.priority.rank < candidate.priority.rank:
            candidate.priority = advising.priority
        if deadline is not None and (candidate.deadline is None or deadline < candidate.deadline):
            candidate.deadline = deadline


def candidate_of(program: Program, view: WorkingMemory, target: str, row: Row) -> Candidate:
    """An action for a subject, before any rule speaks of it."""
    action = program.playbook.actions[target]
    stake = AtStake(action.stake.kind, program.stake(view, action, row)) if action.stake else None
    return Candidate(action, row, stake=stake, soon_until=_soon_until(program, view))


def _soon_until(program: Program, view: WorkingMemory) -> float:
    """The last day on which a deadline is soon (an ordinal); infinite where a playbook does not say."""
    soon = program.playbook.soon
    return inf if soon is None else view.facts.as_of + int(view.facts.policy[soon.name])


def _suppress(
    run: Run, candidates: dict[CandidateKey, Candidate], forbidden: dict[CandidateKey, list[Rule]]
) -> tuple[list[Suppressed], dict[CandidateKey, Candidate]]:
    suppressed: list[Suppressed] = []
    free: dict[CandidateKey, Candidate] = {}
    for key, candidate in candidates.items():
        held = hold(run.facts, candidate.action, candidate.row)
        if held is not None:
            suppressed.append(Suppressed(candidate, held.reason, held=held))
        elif key in forbidden:
            suppressed.append(Suppressed(candidate, SetAsideReason.FORBIDDEN, tuple(forbidden[key])))
        else:
            free[key] = candidate
    _wait(suppressed, free)
    return suppressed, free


def _wait(suppressed: list[Suppressed], free: dict[CandidateKey, Candidate]) -> None:
    """A step that is put off holds the later steps of its group: nobody is hurried past it."""
    put_off: dict[CandidateKey, tuple[int, Hold]] = {}
    for one in suppressed:
        snooze, rung = one.held.snooze if one.held else None, one.candidate.action.rung
        if snooze is not None and one.candidate.action.group:
            first = put_off.get(one.candidate.group_key)
            if first is None or rung < first[0]:
                put_off[one.candidate.group_key] = (rung, snooze)
    for key, candidate in list(free.items()):
        before = put_off.get(candidate.group_key)
        if before is not None and candidate.action.rung > before[0]:
            because = f"The step before it is on hold. {before[1].because}"
            held = Hold(SetAsideReason.SNOOZED, before[1].event, because)
            suppressed.append(Suppressed(free.pop(key), held.reason, held=held))


def _choose(free: Iterable[Candidate]) -> list[Candidate]:
    """Those outside any group, and of each group and subject the lowest rung, with the others behind it."""
    chosen: list[Candidate] = []
    groups: dict[CandidateKey, list[Candidate]] = {}
    for candidate in free:
        if candidate.action.group:
            groups.setdefault(candidate.group_key, []).append(candidate)
        else:
            chosen.append(candidate)
    for members in groups.values():
        members.sort(key=lambda member: (member.action.rung, member.order))
        members[0].followers = members[1:]
        chosen.append(members[0])
    return chosen
