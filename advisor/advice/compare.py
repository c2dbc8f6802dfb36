"""Two pieces of advice held against each other: what came, what went, what moved, and by which rules.

Whatever made them differ, another playbook, another day or other facts, is for the caller to know.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from advisor.advice.model import Advice, Question, Recommendation, SetAsideReason, Subject
from advisor.playbook.model import Priority
from advisor.source.record import record


class Place(StrEnum):
    """Where an action for a subject stands in advice."""

    RECOMMENDED = "recommended"
    NEXT = "next step"
    SET_ASIDE = "set aside"
    NOWHERE = "nowhere"


class ChangeKind(StrEnum):
    """What happened to an action for a subject; in order of what a reader wants to know first."""

    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    SET_ASIDE = "set aside"
    NO_LONGER_SET_ASIDE = "no longer set aside"
    NEXT_STEP = "next step"
    NO_LONGER_NEXT_STEP = "no longer next step"
    REWORDED = "reworded"


@record
class Outcome:
    """How an action for a subject stands, with the `rules` that advise it and those that raise or lower it.

    A recommendation has `rank`, `priority` and `deadline` (an ordinal); a next step comes `after` an action.
    """

    place: Place
    title: str = ""
    rules: tuple[str, ...] = ()
    moved_by: tuple[str, ...] = ()
    rank: int | None = None
    priority: Priority | None = None
    deadline: int | None = None
    after: str = ""
    reason: SetAsideReason | None = None
    by: str = ""
    because: str = ""

    @property
    def rests(self) -> bool:
        """Whether it is set aside because it was done, put off or dismissed."""
        return self.reason in _RESTING

    @property
    def urgency(self) -> tuple[Priority | None, int | None]:
        """What has to be the same before and after for a recommendation not to have moved."""
        return self.priority, self.deadline


_RESTING = (SetAsideReason.DONE, SetAsideReason.SNOOZED, SetAsideReason.DISMISSED)
NOWHERE = Outcome(Place.NOWHERE)


@record
class Change:
    """An action for a subject that stands otherwise than before, or is put in other words (`reworded`)."""

    kind: ChangeKind
    action: str
    subject: Subject
    before: Outcome
    after: Outcome
    reworded: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The action in a sentence, as it is put now."""
        return self.after.title or self.before.title

    @property
    def new_rules(self) -> tuple[str, ...]:
        """The rules that have a say in it now and had none before."""
        return tuple(rule for rule in self._rules(self.after) if rule not in self._rules(self.before))

    @property
    def old_rules(self) -> tuple[str, ...]:
        """The rules that had a say in it before and have none now."""
        return tuple(rule for rule in self._rules(self.before) if rule not in self._rules(self.after))

    @property
    def lasting_rules(self) -> tuple[str, ...]:
        """The rules that have a say in it before and after."""
        return tuple(rule for rule in self._rules(self.after) if rule in self._rules(self.before))

    def _rules(self, outcome: Outcome) -> dict[str, None]:
        """The rules that put it where it stands, each once; those that raise or lower it only move it."""
        forbidding = outcome.by.split(", ") if outcome.reason is SetAsideReason.FORBIDDEN else ()
        moving = outcome.moved_by if self.kind in (ChangeKind.MOVED, ChangeKind.REWORDED) else ()
        return dict.fromkeys((*outcome.rules, *moving, *forbidding))


@record
class Comparison:
    """What differs.  Changes are in order of `Kind`, then of rank, or of action and subject."""

    before: Advice
    after: Advice
    changes: tuple[Change, ...]

    @property
    def new_questions(self) -> tuple[Question, ...]:
        """What is asked now and was not; worked out when it is read, as questions take long."""
        return _missing_in(self.before, self.after)

    @property
    def old_questions(self) -> tuple[Question, ...]:
        """What was asked before and is no longer."""
        return _missing_in(self.after, self.before)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that a reader of the advice would see."""
        return not (self.changes or self.new_questions or self.old_questions)

    @property
    def is_wording(self) -> bool:
        """Whether something differs, and nothing but the words in which recommendations are put."""
        same = all(change.kind is ChangeKind.REWORDED for change in self.changes)
        return same and bool(self.changes) and not (self.new_questions or self.old_questions)


ItemKey = tuple[str, str, str]
_NOT_REWORDED: Mapping[ItemKey, tuple[str, ...]] = {}


def compare_advice(before: Advice, after: Advice, *, words: bool = True) -> Comparison:
    """What differs between two pieces of advice for one freelancer; without `words`, in places alone."""
    return Comparison(before, after, changes_between(before, after, words=words))


def _missing_in(one: Advice, other: Advice) -> tuple[Question, ...]:
    """The questions of the other that the one does not ask."""
    asked = {question.path for question in one.questions}
    return tuple(question for question in other.questions if question.path not in asked)


def changes_between(before: Advice, after: Advice, *, words: bool = False) -> tuple[Change, ...]:
    """The changes of a comparison, for which no questions are worked out.

    That a recommendation makes room for another is no change: only those that pass others, or whose priority
    or deadline differs, have moved.
    """
    subjects = _subjects(before) | _subjects(after)
    reworded = _reworded(before, after) if words else {}
    return changes_of(outcomes_of(before), outcomes_of(after), subjects, reworded)


def changes_of(
    old: Mapping[ItemKey, Outcome],
    new: Mapping[ItemKey, Outcome],
    subjects: Mapping[ItemKey, Subject],
    reworded: Mapping[ItemKey, tuple[str, ...]] = _NOT_REWORDED,
) -> tuple[Change, ...]:
    """The changes from how everything stood to how it stands; `reworded` is what else is otherwise."""
    passing = _passing(old, new)
    changes = []
    for key in {**old, **new}:
        was, now = old.get(key, NOWHERE), new.get(key, NOWHERE)
        kind = _kind(was, now, key in passing) or (ChangeKind.REWORDED if key in reworded else None)
        if kind is not None:
            changes.append(Change(kind, key[0], subjects[key], was, now, reworded.get(key, ())))
    return tuple(sorted(changes, key=_order))


def key_of(action: str, subject: Subject) -> ItemKey:
    """What tells an action for a subject from all others, however its subject is labelled."""
    return action, subject.entity, subject.id


def outcomes_of(advice: Advice) -> dict[ItemKey, Outcome]:
    """How everything in the advice stands; what is not in it stands `NOWHERE`."""
    outcomes: dict[ItemKey, Outcome] = {}
    for item in advice.recommendations:
        outcomes[key_of(item.action, item.subject)] = Outcome(
            Place.RECOMMENDED,
            item.title,
            item.rules,
            tuple(reason.rule for reason in item.moved_by),
            rank=item.rank,
            priority=item.priority,
            deadline=item.due,
        )
        for step in item.next_steps:
            outcome = Outcome(Place.NEXT, step.title, step.rules, after=item.action)
            outcomes[key_of(step.action, item.subject)] = outcome
    for aside in advice.set_aside:
        outcomes[key_of(aside.action, aside.subject)] = Outcome(
            Place.SET_ASIDE, aside.title, aside.rules, reason=aside.reason, by=aside.by, because=aside.because
        )
    return outcomes


def _subjects(advice: Advice) -> dict[ItemKey, Subject]:
    subjects = {key_of(aside.action, aside.subject): aside.subject for aside in advice.set_aside}
    for item in advice.recommendations:
        for action in (item.action, *(step.action for step in item.next_steps)):
            subjects[key_of(action, item.subject)] = item.subject
    return subjects


def _kind(was: Outcome, now: Outcome, passes: bool) -> ChangeKind | None:
    if now.place is Place.RECOMMENDED and was.place is not now.place:
        return ChangeKind.CAME
    if was.place is Place.RECOMMENDED and was.place is not now.place:
        return ChangeKind.WENT
    if now.place is Place.RECOMMENDED:
        return ChangeKind.MOVED if passes or was.urgency != now.urgency else None
    if now.place is Place.SET_ASIDE:
        return ChangeKind.SET_ASIDE if _aside(was) != _aside(now) else None
    if was.place is Place.SET_ASIDE:
        return ChangeKind.NO_LONGER_SET_ASIDE
    if now.place is Place.NEXT:
        return ChangeKind.NEXT_STEP if was.place is Place.NOWHERE else None
    return ChangeKind.NO_LONGER_NEXT_STEP


def _aside(outcome: Outcome) -> tuple[Place, SetAsideReason | None, str]:
    """Why something is set aside: by which rules, or by what the history says, wherever it says so."""
    by = outcome.by if outcome.reason is SetAsideReason.FORBIDDEN else ""
    return outcome.place, outcome.reason, outcome.because if outcome.rests else by


def _passing(old: Mapping[ItemKey, Outcome], new: Mapping[ItemKey, Outcome]) -> frozenset[ItemKey]:
    """Of the recommendations that are as urgent as before, the fewest that changed places with others."""
    kept = [
        key
        for key, now in new.items()
        if now.place is Place.RECOMMENDED
        and (was := old.get(key, NOWHERE)).place is now.place
        and was.urgency == now.urgency
    ]
    ranks = [old[key].rank or 0 for key in kept]
    return frozenset(kept) - {kept[number] for number in _longest_rise(ranks)}


def _longest_rise(numbers: list[int]) -> list[int]:
    """The places of a longest rising part of a list of different numbers."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        before = [rise for rise in best if numbers[rise[-1]] < number]
        best.append([*max(before, key=len, default=[]), place])
    return max(best, key=len, default=[])


_WORDS: Mapping[str, Callable[[Recommendation], object]] = {
    "title": lambda item: item.title,
    "reasons": lambda item: frozenset(
        reason.text for reason in (*item.reasons, *item.grounds, *item.moved_by)
    ),
    "steps": lambda item: item.steps,
    "draft": lambda item: item.message,
    "effort": lambda item: item.effort,
    "points at stake": lambda item: item.points,
    "money at stake": lambda item: item.money,
}


def _reworded(before: Advice, after: Advice) -> dict[ItemKey, tuple[str, ...]]:
    """What else is otherwise of what is recommended before and after, by name."""
    old = {key_of(item.action, item.subject): item for item in before.recommendations}
    new = {key_of(item.action, item.subject): item for item in after.recommendations}
    reworded = {
        key: tuple(name for name, part in _WORDS.items() if part(old[key]) != part(item))
        for key, item in new.items()
        if key in old
    }
    return {key: names for key, names in reworded.items() if names}


def _order(change: Change) -> tuple[int, int, str, str, str]:
    rank = change.after.rank or change.before.rank or 0
    subject = change.subject
    return list(ChangeKind).index(change.kind), rank, change.action, subject.entity, subject.id
