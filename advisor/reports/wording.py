"""Days, what is at stake, counts and names in words."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from advisor.playbook.terms import Terms
from advisor.playbook.types import MONTHS, FieldType, date_of, least_points, speak

if TYPE_CHECKING:
    from advisor.advice.model import Advice, Subject


def short_day(ordinal: int) -> str:
    """A day with its month cut short: "28 Nov 2026"."""
    day = date_of(ordinal)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_day(ordinal: int) -> str:
    """A day in full: "28 November 2026"."""
    day = date_of(ordinal)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def iso_day(ordinal: int) -> str:
    """A day as YYYY-MM-DD."""
    return date_of(ordinal).isoformat()


def due(deadline: int, today: int) -> str:
    """A deadline seen from today, both ordinals: "by 28 Nov 2026, in 7 days"."""
    left = deadline - today
    if left < 0:
        return f"overdue by {count(-left, 'day')}, since {short_day(deadline)}"
    if left == 0:
        return "due today"
    return f"by {short_day(deadline)}, " + ("tomorrow" if left == 1 else f"in {left:,} days")


def capitalized(text: str) -> str:
    """The text with its first letter as that of a sentence."""
    return text[:1].upper() + text[1:]


def at_stake(amount: int, kind: FieldType, terms: Terms) -> str:
    """Points of the score as an estimate, or money: "at least 4 points of your trust", "$1,200"."""
    if kind is FieldType.POINTS:
        return f"{least_points(amount, terms.units)} of your {terms.score}"
    return speak(amount, kind, terms.units)


def playbook_named(advice: "Advice", clean: Callable[[str], str]) -> str:
    """The playbook behind a piece of advice, with what was left out of it; names are made `clean`."""
    name = clean(advice.playbook)
    return f"{name}, without {listed(list(map(clean, advice.without)))}" if advice.without else name


def subject_label(subject: "Subject") -> str:
    """Whom or what an action concerns; "" for what there is one of, as the profile."""
    return "" if subject.is_single else subject.label


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 day", "1,200 days"; `plural` where an s is not enough."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent_in_words(percent: float) -> str:
    """A percentage with one decimal, never rounded up: "99.9%", "100%"."""
    return f"{floored(percent):g}%"


def floored(percent: float) -> float:
    """One decimal, rounded down, so that what is not yet enough never reads as if it were."""
    return math.floor(percent * 10 + 1e-9) / 10


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names one after the other: "a", "a and b", "a, b and c"; behind the first `most` how many more."""
    if most is not None and len(names) > most:
        names = [*names[:most], f"{len(names) - most:,} more"]
    return " and ".join([", ".join(names[:-1]), *names[-1:]] if len(names) > 1 else names)


def action_words(action: str) -> str:
    """An action's id as words, where its title is not at hand: "offer partial refund"."""
    return action.replace("-", " ").replace("_", " ")
