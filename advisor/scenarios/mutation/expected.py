"""What tells two pieces of advice apart, as expectations that the first one meets and the second does not."""

from collections.abc import Iterator

from advisor.advice.model import Advice, Recommendation, SetAside, item_name
from advisor.playbook.quantities import iso_date

Expected = tuple[str, str]


def telling(own: Advice, other: Advice) -> list[Expected]:
    """Expectations (a key, and an item under it), the plainest first; none where nothing can be expected."""
    return [*_Sides(own, other).all()]


class _Sides:
    def __init__(self, own: Advice, other: Advice) -> None:
        self.own, self.other = _Ended(own), _Ended(other)
        self.asked = {each.path for each in own.questions}, {each.path for each in other.questions}

    def all(self) -> Iterator[Expected]:
        yield from self._ends()
        mine, yours = self.own.chosen, self.other.chosen
        for name in sorted(mine.keys() & yours.keys()):
            yield from self._details(name, mine[name], yours[name])
        for path in sorted(self.asked[0] - self.asked[1]):
            yield "asked", path
        for path in sorted(self.asked[1] - self.asked[0]):
            yield "not_asked", path
        for name, found in mine.items():
            if name in yours and yours[name].rank != found.rank:
                yield "recommended", _item(name, rank=str(found.rank))

    def _ends(self) -> Iterator[Expected]:
        """Where candidates end."""
        mine, yours = self.own, self.other
        for name in mine.chosen:
            if name not in yours.chosen:
                yield "recommended", name
        for name in yours.chosen:
            if name not in mine.chosen and name not in mine.aside:
                yield "not_recommended", name
        for name, aside in mine.aside.items():
            yield from self._aside(name, aside)
        for name in mine.steps:
            if name not in yours.steps:
                yield "next_steps", name

    def _aside(self, name: str, aside: SetAside) -> Iterator[Expected]:
        other = self.other.aside.get(name)
        causes = aside.by.split(", ")
        if other is not None and other.reason is aside.reason:
            causes = [each for each in causes if each not in other.by.split(", ")]
        if causes:
            yield "set_aside", _item(name, reason=str(aside.reason), by=causes[0])
        elif other is None:
            yield "set_aside", _item(name, reason=str(aside.reason))

    def _details(self, name: str, found: Recommendation, other: Recommendation) -> Iterator[Expected]:
        if found.priority is not other.priority:
            yield "recommended", _item(name, priority=str(found.priority))
        if found.deadline != other.deadline and found.deadline is not None:
            yield "recommended", _item(name, deadline=iso_date(found.deadline))
        behind = [rule for rule in found.voices if rule not in other.voices]
        if behind:
            yield "recommended", _item(name, by=behind[0])


class _Ended:
    """Where every candidate ended, by the name that scenarios give it."""

    def __init__(self, advice: Advice) -> None:
        self.chosen = {item_name(each.action, each.subject): each for each in advice.recommendations}
        self.aside = {item_name(each.action, each.subject): each for each in advice.set_aside}
        self.steps = {
            item_name(step.action, each.subject): None
            for each in advice.recommendations
            for step in each.next_steps
        }


def _item(name: str, **details: str) -> str:
    action, at, subject = name.partition("@")
    parts = [f"action: {action}"] + ([f"subject: {subject}"] if at else [])
    return f"{{{', '.join([*parts, *(f'{key}: {value}' for key, value in details.items())])}}}"
