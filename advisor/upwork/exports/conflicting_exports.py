"""One value of a field out of all that exports have, or the values that contradict one another.

EXACT values hold where they are equal; of different ones the newest, if each has a day as of which it holds.
Of LATEST ones the latest holds.  An EXACT goes before a LATEST, unless that is of a later day: what happened
then happened, and the EXACT is older.  An EXACT amount goes before a PART that it has room for, and before
hours of a weekly summary, which may not be billed yet.  It gives way to a larger PART only if it is of an
earlier day than that covers, or is what that came to on an earlier day: then it is older.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from operator import attrgetter

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Assertion, ExportKind, MergedFact, Precedence
from advisor.upwork.exports.partial_sums import PartialSum

Resolved = MergedFact | tuple[Assertion, ...]
"""A fact; or values that contradict one another, ordered by value and place."""


def resolve(
    assertions: Sequence[Assertion], parts: Sequence[PartialSum] = (), returned: MergedFact | None = None
) -> Resolved:
    """What holds of one field, of which there is an assertion or a part at least.

    `parts` are the amounts that days sum up to, by kind of export, `returned` is what of it was refunded.
    """
    by_precedence = {precedence: list[Assertion]() for precedence in Precedence}
    for assertion in assertions:
        by_precedence[assertion.precedence].append(assertion)
    exact = _exact(by_precedence[Precedence.EXACT])
    latest, partial = (_largest(by_precedence[kind]) for kind in (Precedence.LATEST, Precedence.PART))
    sums = [*parts, PartialSum(partial)] if partial else parts
    largest_first = sorted(sums, key=lambda part: -_amount(part.fact.value))
    return _with_parts(_with_latest(exact, latest), largest_first, returned)


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _amount(value: str) -> Decimal:
    return _number(value) or Decimal(0)


def _exact(assertions: Sequence[Assertion]) -> Resolved | None:
    if not assertions:
        return None
    values: dict[object, list[Assertion]] = {}
    for assertion in assertions:
        number = _number(assertion.value)  # 12.5 is 12.50
        values.setdefault(assertion.value if number is None else number, []).append(assertion)
    days = {value: _newest(alike) for value, alike in values.items()}
    newest = max((day for day in days.values() if day is not None), default=None)
    first = [value for value, day in days.items() if day == newest]
    if len(values) == 1 or (None not in days.values() and len(first) == 1):
        return _fact(values[first[0]], newest)
    return _ordered(assertions)


def _newest(assertions: Iterable[Assertion]) -> int | None:
    return max((assertion.day for assertion in assertions if assertion.day is not None), default=None)


def _largest(assertions: Sequence[Assertion]) -> MergedFact | None:
    if not assertions:
        return None
    largest = max(_size(assertion.value) for assertion in assertions)
    holding = [assertion for assertion in assertions if _size(assertion.value) == largest]
    return _fact(holding, _newest(holding))


def _size(value: str) -> tuple[Decimal, str]:
    number = _number(value)
    return (Decimal(0), value) if number is None else (number, "")


def _fact(assertions: Sequence[Assertion], day: int | None) -> MergedFact:
    """The fact of one value, whose shortest writing stands for all."""
    ordered = _ordered(assertions)
    value = min((assertion.value for assertion in assertions), key=lambda text: (len(text), text))
    origins = tuple(dict.fromkeys(assertion.origin for assertion in ordered))
    return MergedFact(ordered[0].field, value, origins, ordered[0].precedence, day)


def _ordered(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    place = attrgetter("value", "origin.file", "origin.place")
    return tuple(sorted(set(assertions), key=lambda one: (*place(one), one.day or 0, one.precedence)))


def _with_latest(exact: Resolved | None, latest: MergedFact | None) -> Resolved | None:
    if exact is None or latest is None:
        return exact or latest
    values = [exact.value] if isinstance(exact, MergedFact) else [assertion.value for assertion in exact]
    return latest if latest.value > max(values) else exact


def _with_parts(exact: Resolved | None, parts: Sequence[PartialSum], returned: MergedFact | None) -> Resolved:
    if exact is None:
        return parts[0].fact
    if not isinstance(exact, MergedFact):
        return exact
    for part in parts:
        kept = _amount(part.fact.value) - (_amount(returned.value) if returned else 0)
        if kept <= _amount(exact.value):
            continue
        if _is_newer(part, exact):
            return part.fact
        if part.kind is not ExportKind.WEEKLY:
            totals = [_as_assertion(exact, origin) for origin in exact.origins]
            files = " and ".join(origin.file for origin in part.fact.origins)
            places = " and ".join(origin.place for origin in part.fact.origins)
            return _ordered([*totals, _as_assertion(part.fact, Origin(files, places))])
    return exact


def _is_newer(part: PartialSum, total: MergedFact) -> bool:
    if total.day is not None and part.fact.covers is not None:
        return total.day < part.fact.covers[1]
    return part.kind is not ExportKind.WEEKLY and _amount(total.value) * 100 in part.steps


def _as_assertion(fact: MergedFact, origin: Origin) -> Assertion:
    return Assertion(fact.field, fact.value, origin, fact.precedence, fact.day)
