"""Where advice departs from what a scenario expects of it, as values and in words."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum

from advisor.advice.model import Advice, Question, Recommendation, SetAside, SetAsideReason, item_name
from advisor.playbook.types import iso_date
from advisor.scenarios.model import (
    Expectation,
    ExpectedItem,
    ExpectedQuestion,
    ExpectedRecommendation,
    ExpectedSetAside,
)
from advisor.scenarios.phrases import nearest_sentence, says, texts_of
from advisor.source.diagnostic import Location
from advisor.source.record import record


class DifferenceKind(StrEnum):
    """What differs."""

    NOT_RECOMMENDED = "not recommended"
    RECOMMENDED = "recommended"
    UNLISTED = "unlisted"
    RANK = "rank"
    PRIORITY = "priority"
    DEADLINE = "deadline"
    RULES = "rules"
    WORDS = "words"
    NOT_SET_ASIDE = "not set aside"
    REASON = "reason"
    CAUSE = "cause"
    NOT_NEXT = "not a next step"
    ORDER = "order"
    NOT_ASKED = "not asked"
    ASKED = "asked"
    NOT_WARNED = "not warned of"
    WARNED = "warned of"


@record
class Difference:
    """One departure: what was expected of an item (or a fact's path) and what the advice says instead."""

    kind: DifferenceKind
    item: str
    expected: str
    actual: str
    location: Location = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.location}: {self.item}: {self.message}"

    @property
    def message(self) -> str:
        """What was expected, and what the advice says instead."""
        return f"expected {self.expected}, but {self.actual}"


def compare(expect: Expectation, advice: Advice) -> tuple[Difference, ...]:
    """All differences, in the order in which the expectations were written."""
    return tuple(sorted(_Comparison(expect, advice).all(), key=lambda difference: difference.location))


def recommendation_lines(advice: Advice) -> tuple[str, ...]:
    """The recommendations, one line each: "1. check-in@c-101 (high, by 2026-11-28)"."""
    return tuple(
        f"{chosen.rank}. {item_name(chosen.action, chosen.subject)} ({_urgency(chosen)})"
        for chosen in advice.recommendations
    )


class AdviceItems:
    """Advice by names of items; `after` has what a next step follows, and its number among those that do."""

    def __init__(self, advice: Advice) -> None:
        self.chosen = {item_name(chosen.action, chosen.subject): chosen for chosen in advice.recommendations}
        self.aside = {item_name(aside.action, aside.subject): aside for aside in advice.set_aside}
        self.after: dict[str, tuple[str, int]] = {}
        for name, chosen in self.chosen.items():
            for number, step in enumerate(chosen.next_steps):
                self.after[item_name(step.action, chosen.subject)] = name, number


class _Comparison(AdviceItems):
    def __init__(self, expect: Expectation, advice: Advice) -> None:
        super().__init__(advice)
        self.expect, self.advice = expect, advice

    def all(self) -> Iterator[Difference]:
        yield from self.recommended()
        yield from self.not_recommended()
        yield from self.set_aside()
        yield from self.next_steps()
        yield from self.questions()

    def recommended(self) -> Iterator[Difference]:
        for wanted in self.expect.recommended:
            chosen = self.chosen.get(str(wanted))
            if chosen is None:
                yield self.misplaced(DifferenceKind.NOT_RECOMMENDED, wanted.item, "to be recommended")
            else:
                yield from self.details(wanted, chosen)

    def details(self, wanted: ExpectedRecommendation, chosen: Recommendation) -> Iterator[Difference]:
        item, deadline = wanted.item, wanted.deadline
        if wanted.rank not in (None, chosen.rank):
            actual = f"it has rank {chosen.rank}"
            yield _difference(DifferenceKind.RANK, item, f"rank {wanted.rank}", actual)
        if wanted.priority not in (None, chosen.priority):
            actual = f"it has {chosen.priority}"
            yield _difference(DifferenceKind.PRIORITY, item, f"priority {wanted.priority}", actual)
        if deadline is not None and deadline != chosen.due:
            actual = f"it has {'none' if chosen.due is None else iso_date(chosen.due)}"
            yield _difference(DifferenceKind.DEADLINE, item, f"the deadline {iso_date(deadline)}", actual)
        silent = [rule for rule in wanted.by if rule not in chosen.all_rules]
        if silent:
            actual = f"it rests on {_listed(chosen.all_rules)}"
            yield _difference(DifferenceKind.RULES, item, f"{_listed(silent)} behind it", actual)
        yield from self.words(wanted, chosen)

    def words(
        self, wanted: ExpectedRecommendation | ExpectedSetAside, item: Recommendation | SetAside
    ) -> Iterator[Difference]:
        texts = tuple(texts_of(item)) if wanted.says else ()
        for piece in wanted.says:
            if not says(piece, texts):
                actual = f'the nearest that it says is "{nearest_sentence(piece, texts)}"'
                yield _difference(DifferenceKind.WORDS, wanted.item, f'it to say "{piece}"', actual)

    def not_recommended(self) -> Iterator[Difference]:
        for item in self.expect.not_recommended:
            if str(item) in self.chosen:
                yield self.misplaced(DifferenceKind.RECOMMENDED, item, "not to be recommended")
        if not self.expect.exact:
            return
        listed = {str(wanted) for wanted in (*self.expect.recommended, *self.expect.not_recommended)}
        expected, where = "no recommendation beyond those listed", self.expect.location
        for name, chosen in self.chosen.items():
            if name not in listed:
                actual = _recommended(chosen)
                yield Difference(DifferenceKind.UNLISTED, name, expected, actual, where)

    def set_aside(self) -> Iterator[Difference]:
        for wanted in self.expect.set_aside:
            aside = self.aside.get(str(wanted))
            if aside is None:
                yield self.misplaced(DifferenceKind.NOT_SET_ASIDE, wanted.item, "to be set aside")
            elif wanted.reason not in (None, aside.reason):
                expected = f"the reason {wanted.reason}"
                yield _difference(DifferenceKind.REASON, wanted.item, expected, _aside(aside))
            elif wanted.by is not None and wanted.by not in aside.by.split(", "):
                expected = f"to be set aside by {wanted.by}"
                yield _difference(DifferenceKind.CAUSE, wanted.item, expected, _aside(aside))
            if aside is not None:
                yield from self.words(wanted, aside)

    def next_steps(self) -> Iterator[Difference]:
        last: dict[str, tuple[int, ExpectedItem]] = {}
        for item in self.expect.next_steps:
            place = self.after.get(str(item))
            if place is None:
                yield self.misplaced(DifferenceKind.NOT_NEXT, item, "to be a next step")
                continue
            first, number = place
            before, earlier = last.get(first, (-1, item))
            if number < before:
                yield _difference(DifferenceKind.ORDER, item, f"to follow {earlier}", "it comes before")
            last[first] = number, item

    def questions(self) -> Iterator[Difference]:
        if not self.expect.is_about_questions:
            return  # to find the questions takes longer than all the rest of a review
        asked = {question.path: question.question for question in self.advice.questions}
        for wanted in self.expect.asked:
            if wanted.path not in asked:
                yield _difference(DifferenceKind.NOT_ASKED, wanted, "a question", "it is not asked")
        for unwanted in self.expect.not_asked:
            if unwanted.path in asked:
                actual = f'it is asked: "{asked[unwanted.path]}"'
                yield _difference(DifferenceKind.ASKED, unwanted, "no question", actual)

    def misplaced(self, kind: DifferenceKind, item: ExpectedItem, expected: str) -> Difference:
        return _difference(kind, item, expected, self.ended(item))

    def ended(self, item: ExpectedItem) -> str:
        name = str(item)
        if name in self.chosen:
            return _recommended(self.chosen[name])
        if name in self.aside:
            return _aside(self.aside[name])
        if name in self.after:
            return f"it is a next step of {self.after[name][0]}"
        missing = [question.path for question in self.advice.questions if _could_bring(question, item)]
        if missing:
            return f"no rule advises it while this is unknown: {_listed(missing)}"
        return "no rule advises it"


def _difference(
    kind: DifferenceKind, item: ExpectedItem | ExpectedQuestion, expected: str, actual: str
) -> Difference:
    return Difference(kind, str(item), expected, actual, item.location)


def _could_bring(question: Question, item: ExpectedItem) -> bool:
    """Whether an answer could bring the item: a fact of its subject, or of what its subject belongs to."""
    mine = question.subject.entity != item.entity or question.subject.id == item.subject
    return mine and item.action in question.could_bring


def _recommended(chosen: Recommendation) -> str:
    return f"it is recommended at rank {chosen.rank} ({_urgency(chosen)}) by {_listed(chosen.rules)}"


def _aside(aside: SetAside) -> str:
    if aside.reason is SetAsideReason.FORBIDDEN:
        return f'it is forbidden by {aside.by}: "{aside.because}"'
    return f'it is set aside as {aside.reason} by {aside.by}: "{aside.because}"'


def _urgency(chosen: Recommendation) -> str:
    deadline = "" if chosen.due is None else f", by {iso_date(chosen.due)}"
    return f"{chosen.priority}{deadline}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
