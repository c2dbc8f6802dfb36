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
    exact, latest, partial = ([one for one in assertions if one.precedence is each] for each in Precedence)
    holds = _newest(exact) if exact else None
    told = [holds.value] if isinstance(holds, MergedFact) else [one.value for one in exact]
    if latest and all(_largest(latest).value > value for value in told):
        holds = _largest(latest)
    sums = [*parts, PartialSum(_largest(partial))] if partial else parts
    sums = sorted(sums, key=lambda part: -_amount(part.fact.value))
    if not isinstance(holds, MergedFact):
        return holds or sums[0].fact
    kept = _amount(holds.value) + (_amount(returned.value) if returned else 0)
    for part in sums:
        if _amount(part.fact.value) <= kept:
            continue
        if _is_newer(part, holds):
            return part.fact
        if part.kind is not ExportKind.WEEKLY:
            files, places = (
                " and ".join(map(attrgetter(name), part.fact.origins)) for name in ("file", "place")
            )
            totals = [_as_assertion(holds, origin) for origin in holds.origins]
            return _ordered([*totals, _as_assertion(part.fact, Origin(files, places))])
    return holds


def _size(value: str) -> tuple[bool, Decimal, str]:
    """A value as it is compared: 12.5 is 12.50, and words are equal as they are written."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False, Decimal(0), value
    return (True, number, "") if number.is_finite() else (False, Decimal(0), value)


def _amount(value: str) -> Decimal:
    return _size(value)[1]


def _newest(assertions: Sequence[Assertion]) -> Resolved:
    values: dict[object, list[Assertion]] = {}
    for assertion in assertions:
        values.setdefault(_size(assertion.value), []).append(assertion)
    facts = [_fact(alike) for alike in values.values()]
    newest = max((fact.day for fact in facts if fact.day is not None), default=None)
    first = [fact for fact in facts if fact.day == newest]
    is_dated = all(fact.day is not None for fact in facts) and len(first) == 1
    return first[0] if len(facts) == 1 or is_dated else _ordered(assertions)


def _largest(assertions: Sequence[Assertion]) -> MergedFact:
    largest = max(_size(assertion.value) for assertion in assertions)
    return _fact([assertion for assertion in assertions if _size(assertion.value) == largest])


def _fact(assertions: Sequence[Assertion]) -> MergedFact:
    """The fact of one value, whose shortest writing stands for all, as of the newest day."""
    ordered = _ordered(assertions)
    value = min((assertion.value for assertion in assertions), key=lambda text: (len(text), text))
    origins = tuple(dict.fromkeys(assertion.origin for assertion in ordered))
    day = max((assertion.day for assertion in assertions if assertion.day is not None), default=None)
    return MergedFact(ordered[0].field, value, origins, ordered[0].precedence, day)


def _ordered(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    place = attrgetter("value", "origin.file", "origin.place")
    return tuple(sorted(set(assertions), key=lambda one: (*place(one), one.day or 0, one.precedence)))


def _is_newer(part: PartialSum, total: MergedFact) -> bool:
    if total.day is not None and part.fact.covers is not None:
        return total.day < part.fact.covers[1]
    return part.kind is not ExportKind.WEEKLY and _amount(total.value) * 100 in part.steps


def _as_assertion(fact: MergedFact, origin: Origin) -> Assertion:
    return Assertion(fact.field, fact.value, origin, fact.precedence, fact.day)
