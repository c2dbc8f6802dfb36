"""Where advice departs from what a scenario expects of it, as values and in words."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum

from advisor.advice.model import Advice, Question, Recommendation, SetAside, SetAsideReason, item_name
from advisor.playbook.types import iso_date
from advisor.scenarios.model import Expectation, ExpectedItem, ExpectedRecommendation, ExpectedSetAside
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
    NOT_SET_ASIDE = "not set aside"
    REASON = "reason"
    CAUSE = "cause"
    NOT_NEXT = "not a next step"
    ORDER = "order"
    NOT_ASKED = "not asked"
    ASKED = "asked"


@record
class Difference:
    """One departure: what was expected of an item (or a fact's path) and what the advice says instead."""

    kind: DifferenceKind
    item: str
    expected: str
    found: str
    location: Location = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.location}: {self.item}: {self.message}"

    @property
    def message(self) -> str:
        """What was expected, and what the advice says instead."""
        return f"expected {self.expected}, but {self.found}"


def compare(expect: Expectation, advice: Advice) -> tuple[Difference, ...]:
    """All differences, in the order in which the expectations were written."""
    comparison = Comparison(expect, advice)
    found = [
        *comparison.recommended(),
        *comparison.not_recommended(),
        *comparison.set_aside(),
        *comparison.next_steps(),
        *comparison.questions(),
    ]
    return tuple(sorted(found, key=lambda difference: difference.location))


def recommendation_lines(advice: Advice) -> tuple[str, ...]:
    """The recommendations, one line each: "1. check-in@c-101 (high, by 2026-11-28)"."""
    return tuple(
        f"{each.rank}. {item_name(each.action, each.subject)} ({_urgency(each)})"
        for each in advice.recommendations
    )


class Comparison:
    """Expectations beside advice, whose items are found by name.

    `after` has, for each next step, the recommendation that it follows and its number among those that do.
    """

    def __init__(self, expect: Expectation, advice: Advice) -> None:
        self.expect, self.advice = expect, advice
        self.chosen = {item_name(each.action, each.subject): each for each in advice.recommendations}
        self.aside = {item_name(each.action, each.subject): each for each in advice.set_aside}
        self.after: dict[str, tuple[str, int]] = {}
        for name, each in self.chosen.items():
            for number, step in enumerate(each.next_steps):
                self.after[item_name(step.action, each.subject)] = name, number

    def recommended(self) -> Iterator[Difference]:
        for wanted in self.expect.recommended:
            found = self.chosen.get(str(wanted.item))
            if found is None:
                yield self.differs(
                    DifferenceKind.NOT_RECOMMENDED, wanted.item, "to be recommended", self.ended(wanted.item)
                )
            else:
                yield from self.details(wanted, found)

    def details(self, wanted: ExpectedRecommendation, found: Recommendation) -> Iterator[Difference]:
        item = wanted.item
        if wanted.rank not in (None, found.rank):
            yield self.differs(DifferenceKind.RANK, item, f"rank {wanted.rank}", f"it has rank {found.rank}")
        if wanted.priority not in (None, found.priority):
            yield self.differs(
                DifferenceKind.PRIORITY, item, f"priority {wanted.priority}", f"it has {found.priority}"
            )
        if wanted.deadline not in (None, found.deadline):
            yield self.differs(
                DifferenceKind.DEADLINE,
                item,
                f"the deadline {_day(wanted.deadline)}",
                f"it has {_day(found.deadline)}",
            )
        silent = [rule for rule in wanted.by if rule not in found.all_rules]
        if silent:
            yield self.differs(
                DifferenceKind.RULES,
                item,
                f"{_listed(silent)} behind it",
                f"it rests on {_listed(found.all_rules)}",
            )

    def not_recommended(self) -> Iterator[Difference]:
        for item in self.expect.not_recommended:
            found = self.chosen.get(str(item))
            if found is not None:
                yield self.differs(
                    DifferenceKind.RECOMMENDED, item, "not to be recommended", _recommended(found)
                )
        if not self.expect.exact:
            return
        listed = {str(wanted.item) for wanted in self.expect.recommended}
        listed |= {str(item) for item in self.expect.not_recommended}
        for name, found in self.chosen.items():
            if name not in listed:
                yield Difference(
                    DifferenceKind.UNLISTED,
                    name,
                    "no recommendation beyond those listed",
                    _recommended(found),
                    self.expect.location,
                )

    def set_aside(self) -> Iterator[Difference]:
        for wanted in self.expect.set_aside:
            found = self.aside.get(str(wanted.item))
            if found is None:
                yield self.differs(
                    DifferenceKind.NOT_SET_ASIDE, wanted.item, "to be set aside", self.ended(wanted.item)
                )
            else:
                yield from self.cause(wanted, found)

    def cause(self, wanted: ExpectedSetAside, found: SetAside) -> Iterator[Difference]:
        if wanted.reason not in (None, found.reason):
            yield self.differs(
                DifferenceKind.REASON, wanted.item, f"the reason {wanted.reason}", _aside(found)
            )
        elif wanted.by is not None and wanted.by not in found.by.split(", "):
            yield self.differs(
                DifferenceKind.CAUSE, wanted.item, f"to be set aside by {wanted.by}", _aside(found)
            )

    def next_steps(self) -> Iterator[Difference]:
        last: dict[str, tuple[int, ExpectedItem]] = {}
        for item in self.expect.next_steps:
            place = self.after.get(str(item))
            if place is None:
                yield self.differs(DifferenceKind.NOT_NEXT, item, "to be a next step", self.ended(item))
                continue
            first, number = place
            before, earlier = last.get(first, (-1, item))
            if number < before:
                yield self.differs(DifferenceKind.ORDER, item, f"to follow {earlier}", "it comes before")
            last[first] = number, item

    def questions(self) -> Iterator[Difference]:
        asked = {question.path: question for question in self.advice.questions}
        for each in self.expect.asked:
            if each.path not in asked:
                found = "it is not asked"
                yield Difference(DifferenceKind.NOT_ASKED, each.path, "a question", found, each.location)
        for each in self.expect.not_asked:
            if each.path in asked:
                found = f'it is asked: "{asked[each.path].question}"'
                yield Difference(DifferenceKind.ASKED, each.path, "no question", found, each.location)

    def differs(self, kind: DifferenceKind, item: ExpectedItem, expected: str, found: str) -> Difference:
        return Difference(kind, str(item), expected, found, item.location)

    def ended(self, item: ExpectedItem) -> str:
        """What became of an action for a subject."""
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


def _could_bring(question: Question, item: ExpectedItem) -> bool:
    """Whether an answer could bring the item: a fact of its subject, or of what its subject belongs to."""
    mine = question.subject.entity != item.entity or question.subject.id == item.subject
    return mine and item.action in question.could_bring


def _recommended(found: Recommendation) -> str:
    return f"it is recommended at rank {found.rank} ({_urgency(found)}) by {_listed(found.rules)}"


def _aside(found: SetAside) -> str:
    if found.reason is SetAsideReason.FORBIDDEN:
        return f'it is forbidden by {found.by}: "{found.because}"'
    return f'it is set aside as {found.reason} by {found.by}: "{found.because}"'


def _urgency(each: Recommendation) -> str:
    return str(each.priority) if each.deadline is None else f"{each.priority}, by {iso_date(each.deadline)}"


def _day(ordinal: int | None) -> str:
    return "none" if ordinal is None else iso_date(ordinal)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
