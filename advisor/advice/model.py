"""Advice as values: what to do, what was set aside and why, and what we would need to know."""

from collections.abc import Callable
from dataclasses import field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from advisor.playbook.follow import Follow
from advisor.playbook.model import Authority, Effort, Priority
from advisor.playbook.terms import NEUTRAL, Terms
from advisor.playbook.types import FieldType, date_of
from advisor.source.diagnostic import Location
from advisor.source.record import record


class SetAsideReason(StrEnum):
    """Why a candidate is not recommended."""

    FORBIDDEN = "forbidden"
    DONE = "done"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    # Of an action that says that nothing needs doing.
    OTHER_ADVICE = "other_advice"
    OPEN_QUESTIONS = "open_questions"
    # Of an action that writes to somebody who gets another letter today.
    ONE_LETTER = "one_letter"


@record
class Subject:
    """Whom or what an action concerns.  The profile has the id "profile"; `label` is for people."""

    entity: str
    id: str
    label: str

    @property
    def is_single(self) -> bool:
        """Whether there is one of its kind, as of the profile: then its label and its id say nothing new."""
        return self.id == self.entity


def item_name(action: str, subject: Subject) -> str:
    """An action for a subject as states and scenarios write it: "check-in@c-101", or "keep-it-up"."""
    return action if subject.is_single else f"{action}@{subject.id}"


@record
class Known:
    """One fact that a rule rests on, as it is spoken, and where it was written (None: computed)."""

    path: str
    value: str
    location: Location | None = field(default=None, compare=False)


@record
class Reason:
    """A rule that fired, its sentence filled from the state, its claims and who stands behind them."""

    rule: str
    text: str
    claims: tuple[str, ...]
    authorities: tuple[Authority, ...]


@record
class NextStep:
    """A candidate on a higher rung of the same group: what follows if the recommended one fails."""

    action: str
    title: str
    rules: tuple[str, ...]


@record
class AtStake:
    """What is lost if an action is not taken: points in hundredths or money in cents, None: not known."""

    kind: FieldType
    amount: int | None


def amount_of(stake: AtStake | None, kind: FieldType) -> int | None:
    """How much is at stake of one kind, points or money; None where that is nothing, or not known."""
    return stake.amount if stake is not None and stake.kind is kind else None


class HasStake:
    """What candidates and recommendations have in common: a stake, or None."""

    __slots__ = ()
    stake: AtStake | None

    @property
    def points(self) -> int | None:
        """The points at stake in hundredths; None where there are none, or not known."""
        return amount_of(self.stake, FieldType.POINTS)

    @property
    def money(self) -> int | None:
        """The money at stake in cents; None where there is none, or not known."""
        return amount_of(self.stake, FieldType.MONEY)


@record
class Recommendation(HasStake):
    """One action to take.  `rank` is from 1; `due` is an ordinal; `stake` is None where none is told.

    `reasons` are the rules that advise it, `grounds` those that drew the conclusions which these read,
    `moved_by` those that raised or lowered its priority.
    `message` is None where the action needs none; `then` is when the next steps come.
    `pressing` are the rules of `moved_by` that alone make it critical.
    """

    rank: int
    action: str
    subject: Subject
    title: str
    priority: Priority
    due: int | None
    stake: AtStake | None
    effort: Effort
    reasons: tuple[Reason, ...]
    grounds: tuple[Reason, ...]
    moved_by: tuple[Reason, ...]
    facts: tuple[Known, ...]
    steps: tuple[str, ...]
    message: str | None
    next_steps: tuple[NextStep, ...]
    then: Follow = Follow.IF_IT_FAILS
    pressing: tuple[str, ...] = ()

    @property
    def deadline(self) -> date | None:
        """The last day for it; None where there is none."""
        return None if self.due is None else date_of(self.due)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that advise it."""
        return tuple(reason.rule for reason in self.reasons)

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The ids of the rules that advise it or move its priority."""
        return (*self.rules, *(reason.rule for reason in self.moved_by))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind it, each once."""
        return tuple(dict.fromkeys(claim for reason in self.reasons for claim in reason.claims))


@record
class SetAside:
    """A candidate that is not recommended, by which rule or event (or advice or question), and why."""

    action: str
    subject: Subject
    title: str
    rules: tuple[str, ...]
    reason: SetAsideReason
    by: str
    because: str


@record
class Prospect:
    """Advice that an answer could bring, rule out or move, as urgent as it would be at most."""

    action: str
    subject: Subject
    title: str
    priority: Priority


@record
class Question:
    """A fact that we lack.  `could_bring`: the actions that its answer could bring, best first.

    `could_move` are recommended ones that it could make more or less urgent.  `brings`, `forbids` and `moves`
    tell the same as advice: for whom, in a sentence, and how urgent.
    """

    path: str
    question: str
    find: str
    subject: Subject
    could_bring: tuple[str, ...]
    could_forbid: tuple[str, ...] = ()
    could_move: tuple[str, ...] = ()
    brings: tuple[Prospect, ...] = ()
    forbids: tuple[Prospect, ...] = ()
    moves: tuple[Prospect, ...] = ()


class Advice:
    """The result of one review on a day (`day` as an ordinal, `as_of` as a date).

    What is recommended is settled when a review returns; its words (titles, reasons, drafts) and the
    questions are worked out when they are first read.  Equal advice says the same.  `without` names what was
    left out of the playbook, and `words` are the playbook's.  `is_blank` is advice on a state that says
    nothing to advise on, and `listing` the section to begin with: it lists what most rules are about.
    """

    __slots__ = ("_digest", "_parts", "day", "is_blank", "listing", "playbook", "without", "words")

    def __init__(
        self,
        day: int,
        playbook: str,
        *,
        recommendations: "_Part[Recommendation]" = (),
        set_aside: "_Part[SetAside]" = (),
        questions: "_Part[Question]" = (),
        digest: str | Callable[[], str] = "",
        without: tuple[str, ...] = (),
        is_blank: bool = False,
        listing: str = "",
        words: Terms = NEUTRAL,
    ) -> None:
        self.day = day
        self.playbook = playbook
        self.without = without
        self.is_blank = is_blank
        self.listing = listing
        self.words = words
        self._parts: dict[str, _Part[Any]] = {
            "recommendations": recommendations,
            "set_aside": set_aside,
            "questions": questions,
        }
        self._digest = digest

    @property
    def as_of(self) -> date:
        """The day of the review."""
        return date_of(self.day)

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """What to do, in order of rank."""
        return self._read("recommendations")

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What was considered and not recommended, in order of action and subject."""
        return self._read("set_aside")

    @property
    def questions(self) -> tuple[Question, ...]:
        """Questions that would sharpen the advice, the most useful first."""
        return self._read("questions")

    @property
    def digest(self) -> str:
        """The digest of the playbook, "sha256:..."; it stays the same however its files are arranged."""
        if not isinstance(self._digest, str):
            self._digest = self._digest()
        return self._digest

    def __reduce__(self) -> tuple[object, ...]:
        """What is pickled or copied is whole: nothing in it is still to be worked out."""
        whole = partial(
            Advice,
            self.day,
            self.playbook,
            recommendations=self.recommendations,
            set_aside=self.set_aside,
            questions=self.questions,
            digest=self.digest,
            without=self.without,
            is_blank=self.is_blank,
            listing=self.listing,
            words=self.words,
        )
        return whole, ()

    def _read(self, name: str) -> tuple[Any, ...]:
        part = self._parts[name]
        if not isinstance(part, tuple):
            part = self._parts[name] = part()
        return part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Advice) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return f"Advice{self._all!r}"

    @property
    def _all(self) -> tuple[object, ...]:
        return self.day, self.playbook, self.without, self.recommendations, self.set_aside, self.questions


_T = TypeVar("_T")
_Part = tuple[_T, ...] | Callable[[], tuple[_T, ...]]
