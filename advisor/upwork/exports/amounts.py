"""What was earned and refunded on one contract, as far as the exports' days tell it.

Reports overlap: of one kind of export, each day is taken from one file, the one that tells most of it.  The
kinds count one payment on different days (the day of work, the day of the bill), so they are not mixed: the
kind with the larger sum is taken, as each is the least that it can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from advisor.facts import periods
from advisor.facts.periods import Period
from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.source.record import record
from advisor.upwork.exports.candidates import Candidate
from advisor.upwork.exports.cells import dollars
from advisor.upwork.exports.model import Export, ExportKind, MergedFact, Money, Note, Precedence

Covers = Mapping[ExportKind, Sequence[Period]]
"""The days of all exports of a kind, as stretches apart from one another."""

_GAP = 31
"""Days without a row between two exports that are worth a word: fewer may be days without any payment."""


def covers_of(exports: Iterable[Export]) -> dict[ExportKind, Sequence[Period]]:
    """The days of all exports of a kind, where they have days."""
    covers: dict[ExportKind, list[Period]] = {}
    for export in exports:
        if export.first is not None and export.last is not None:
            covers.setdefault(export.kind, []).append((export.first, export.last))
    return {kind: periods.joined(found) for kind, found in covers.items()}


def gaps(exports: Sequence[Export]) -> list[Note]:
    """Weeks between exports of one kind that none of them covers."""
    notes = []
    for kind in ExportKind:
        spans = [
            (each.first, each.last)
            for each in exports
            if each.kind is kind and each.first is not None and each.last is not None
        ]
        reached: int | None = None
        for first, last in sorted(spans):
            if reached is not None and first - reached > _GAP:
                start, end = iso_date(reached + 1), iso_date(first - 1)
                what = f"No {kind.value} covers {start} to {end}"
                notes.append(Note(f"{what}: if money was paid in between, it is missing."))
            reached = last if reached is None else max(reached, last)
    return notes


@record
class PartialSum:
    """What the exports of one kind sum up to.

    `steps` are the sums, in cents, as they stood before each day and at its end, with and without what went
    back until then: a total that was told on an earlier day is one of them.
    """

    fact: MergedFact
    kind: ExportKind | None = None
    steps: frozenset[int] = frozenset()


def amounts(members: Iterable[Candidate], covers: Covers) -> dict[str, tuple[PartialSum, ...]]:
    """ "earned" and "refunded" of one contract by kind of export, the largest first; 0 is not told."""
    kinds = {kind: _chosen(days) for kind, days in _by_kind(members).items()}
    found = {}
    for field in ("earned", "refunded"):
        parts = [
            _part(field, kind, kinds[kind], covers.get(kind, ())) for kind in ExportKind if kind in kinds
        ]
        told = [(cents, part) for cents, part in parts if cents]
        if told:
            found[field] = tuple(part for _, part in sorted(told, key=lambda each: -each[0]))
    return found


def money_of(members: Iterable[Candidate]) -> Money | None:
    """All money of contracts of one file; None where they tell of no day."""
    days = [day for member in members for day in member.contract.days]
    return reduce(_sum, days) if days else None


def _by_kind(members: Iterable[Candidate]) -> dict[ExportKind, dict[int, dict[str, Money]]]:
    kinds: dict[ExportKind, dict[int, dict[str, Money]]] = {}
    for member in members:
        days = kinds.setdefault(member.kind, {}) if member.contract.days else {}
        for money in member.contract.days:
            files = days.setdefault(money.day, {})
            before = files.get(member.file)
            files[member.file] = money if before is None else _sum(before, money)
    return kinds


def _sum(one: Money, other: Money) -> Money:
    """The money of several days, or of one, with the last of them."""
    return Money(
        max(one.day, other.day),
        one.earned + other.earned,
        one.refunded + other.refunded,
        one.rows + other.rows,
        max(one.last_row, other.last_row),
    )


def _chosen(days: Mapping[int, Mapping[str, Money]]) -> dict[str, list[Money]]:
    """Each day from the file that tells most of it, by file."""
    chosen: dict[str, list[Money]] = {}
    for files in days.values():
        only = next(iter(files)) if len(files) == 1 else ""
        file = only or min(files, key=lambda name: _fullness(files[name], name))
        chosen.setdefault(file, []).append(files[file])
    return chosen


def _fullness(money: Money, file: str) -> tuple[int, str]:
    return -money.earned - money.refunded, file


def _part(
    field: str, kind: ExportKind, chosen: Mapping[str, Sequence[Money]], days: Sequence[Period]
) -> tuple[int, PartialSum]:
    """The sum of one field in cents, and as a fact with the files that have a share in it."""
    shares = {file: [(getattr(each, field), each) for each in found] for file, found in chosen.items()}
    telling = {file: [each for amount, each in found if amount] for file, found in shares.items()}
    total = sum(amount for found in shares.values() for amount, _ in found)
    origins = tuple(Origin(file, _place(telling[file])) for file in sorted(telling) if telling[file])
    covers, lacks = periods.covers_of(days), periods.gaps(days)
    fact = MergedFact(field, dollars(total), origins, Precedence.PART, None, covers, lacks)
    return total, PartialSum(fact, kind, _steps(each for found in chosen.values() for each in found))


def _steps(days: Iterable[Money]) -> frozenset[int]:
    earned, returned, steps = 0, 0, {0}
    for money in sorted(days, key=lambda each: each.day):
        earned, returned = earned + money.earned, returned + money.refunded
        steps |= {earned, earned - returned}
    return frozenset(steps)


def _place(days: Sequence[Money]) -> str:
    rows, last = sum(day.rows for day in days), max(day.last_row for day in days)
    return f"{rows} rows, the last is row {last}" if rows > 1 else f"row {last}"
