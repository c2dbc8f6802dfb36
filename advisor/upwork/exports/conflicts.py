"""One value of a field out of all that exports tell of it, or the values that contradict one another.

EXACT values hold where they are equal; of different ones the newest, if each says of which day it is told.
Of LATEST ones the latest holds.  An EXACT goes before a LATEST, unless that is of a later day: what happened
then happened, and the EXACT was told before.  An EXACT amount goes before a PART that it has room for, and
before hours of a weekly summary, which may not be billed yet.  It gives way to a larger PART only if it is
told of an earlier day than that covers, or is what that came to on an earlier day: then it was told before.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from advisor.facts.provenance import Origin
from advisor.upwork.exports.amounts import PartialSum
from advisor.upwork.exports.model import Assertion, ExportKind, MergedFact, Precedence

Resolved = MergedFact | tuple[Assertion, ...]
"""A fact; or values that contradict one another, ordered by value and place."""


def resolve(
    told: Sequence[Assertion], parts: Sequence[PartialSum] = (), returned: MergedFact | None = None
) -> Resolved:
    """What holds of one field.  `parts` are the amounts that days sum up to, by kind of export, `returned` is
    what of it was refunded.

    `told` may be empty only if there are `parts`.
    """
    exact = _exact([each for each in told if each.precedence is Precedence.EXACT])
    latest = _largest([each for each in told if each.precedence is Precedence.LATEST])
    partial = _largest([each for each in told if each.precedence is Precedence.PART])
    sums = [*parts, PartialSum(partial)] if partial else parts
    found = _with_latest(exact, latest)
    return _with_parts(found, sorted(sums, key=_least), returned)


def _least(part: PartialSum) -> Decimal:
    return -_amount(part.fact.value)


def typed(value: str) -> object:
    """A value as it is compared: 12.5 is 12.50."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return number if number.is_finite() else value


def _exact(told: Sequence[Assertion]) -> Resolved | None:
    if not told:
        return None
    values: dict[object, list[Assertion]] = {}
    for each in told:
        values.setdefault(typed(each.value), []).append(each)
    days = {value: _newest(each) for value, each in values.items()}
    newest = max((day for day in days.values() if day is not None), default=None)
    first = [value for value, day in days.items() if day == newest]
    if len(values) == 1 or (None not in days.values() and len(first) == 1):
        return _fact(values[first[0]], newest)
    return _ordered(told)


def _newest(told: Iterable[Assertion]) -> int | None:
    return max((each.day for each in told if each.day is not None), default=None)


def _largest(told: Sequence[Assertion]) -> MergedFact | None:
    """The latest day, or the largest amount."""
    if not told:
        return None
    largest = max(_size(each.value) for each in told)
    holding = [each for each in told if _size(each.value) == largest]
    return _fact(holding, _newest(holding))


def _size(value: str) -> tuple[Decimal, str]:
    number = typed(value)
    return (number, "") if isinstance(number, Decimal) else (Decimal(0), value)


def _fact(told: Sequence[Assertion], day: int | None) -> MergedFact:
    """Told of one value, whose shortest writing stands for all."""
    ordered = _ordered(told)
    value = min((each.value for each in told), key=lambda text: (len(text), text))
    origins = tuple(dict.fromkeys(each.origin for each in ordered))
    return MergedFact(ordered[0].field, value, origins, ordered[0].precedence, day)


def _ordered(told: Iterable[Assertion]) -> tuple[Assertion, ...]:
    def place(each: Assertion) -> tuple[str | int, ...]:
        return (each.value, each.origin.file, each.origin.place, each.day or 0, each.precedence)

    return tuple(sorted(set(told), key=place))


def _amount(value: str) -> Decimal:
    return _size(value)[0]


def _with_latest(exact: Resolved | None, latest: MergedFact | None) -> Resolved | None:
    if exact is None or latest is None:
        return exact or latest
    values = [exact.value] if isinstance(exact, MergedFact) else [each.value for each in exact]
    return latest if latest.value > max(values) else exact


def _with_parts(found: Resolved | None, parts: Sequence[PartialSum], returned: MergedFact | None) -> Resolved:
    """An amount against sums, the largest first."""
    if found is None:
        return parts[0].fact
    if not isinstance(found, MergedFact):
        return found
    for part in parts:
        kept = _amount(part.fact.value) - (_amount(returned.value) if returned else 0)
        if kept <= _amount(found.value):
            continue
        if _is_newer(part, found):
            return part.fact
        if part.kind is not ExportKind.WEEKLY:
            values = (
                Assertion(found.field, found.value, each, found.precedence, found.day)
                for each in found.origins
            )
            return _ordered([*values, _as_told(part.fact)])
    return found


def _is_newer(part: PartialSum, found: MergedFact) -> bool:
    """Whether a sum goes on after the day of which a total is told."""
    if found.day is not None and part.fact.covers is not None:
        return found.day < part.fact.covers[1]
    return part.kind is not ExportKind.WEEKLY and _amount(found.value) * 100 in part.steps


def _as_told(part: MergedFact) -> Assertion:
    """A sum as one value, whose place may be in several files."""
    files = " and ".join(origin.file for origin in part.origins)
    places = " and ".join(origin.place for origin in part.origins)
    return Assertion(part.field, part.value, Origin(files, places), part.precedence, part.day)
