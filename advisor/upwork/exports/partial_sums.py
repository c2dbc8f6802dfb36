"""What was earned and refunded on one contract, as far as the days of exports go.

Reports overlap: of one kind of export, each day is taken from one file, the one that has most of it.  The
kinds count one payment on different days (the day of work, the day of the bill), so they are not mixed: the
kind with the larger sum is taken, as each is the least that it can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from advisor.facts import periods
from advisor.facts.periods import Period
from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.source.record import record
from advisor.upwork.exports.candidates import Candidate
from advisor.upwork.exports.cells import dollars, spoken_dollars
from advisor.upwork.exports.model import Export, ExportKind, MergedFact, Money, Note, Precedence, with_days

Covers = Mapping[ExportKind, Sequence[Period]]
"""The days of all exports of a kind, as stretches apart from one another."""

_GAP = 31
"""Days without a row between two exports that are worth a note: fewer may be days without any payment."""


@record
class PartialSum:
    """What the exports of one kind sum up to.

    `steps` are the sums at each day's end in cents, with and without refunds: an earlier total is one.
    """

    fact: MergedFact
    kind: ExportKind | None = None
    steps: frozenset[int] = frozenset()


def until(export: Export, day: int) -> Export:
    """An export without the money of days that have not come yet, and with a note on it."""
    if export.last is None or export.last <= day:
        return export
    late = [money for contract in export.contracts for money in contract.days if money.day > day]
    contracts = tuple(
        with_days(contract, tuple(money for money in contract.days if money.day <= day))
        for contract in export.contracts
    )
    is_all = export.first is not None and export.first > day
    first, last = (None, None) if is_all else (export.first, day)
    notes = (*export.notes, *_of_late(late))
    return replace(export, contracts=contracts, notes=notes, first=first, last=last)


def _of_late(late: Sequence[Money]) -> list[Note]:
    rows = sum(money.rows for money in late)
    if not rows:
        return []
    total = spoken_dollars(sum(money.earned - money.refunded for money in late))
    on = iso_date(min(money.day for money in late))
    verb = "row is" if rows == 1 else "rows are"
    text = f"{rows:,} {verb} of days to come, from {on} on, with {total} in all: left out until then."
    last = max(late, key=lambda money: money.last_row)
    return [Note(text, last.place_of(last.last_row))]


def covered_days(exports: Iterable[Export]) -> dict[ExportKind, Sequence[Period]]:
    """The days of all exports of a kind, where they have days."""
    covers: dict[ExportKind, list[Period]] = {}
    for export in exports:
        if export.period is not None:
            covers.setdefault(export.kind, []).append(export.period)
    return {kind: periods.joined(stretches) for kind, stretches in covers.items()}


def gap_notes(exports: Sequence[Export]) -> list[Note]:
    """Notes on weeks between exports of one kind that none of them covers."""
    covers, notes = covered_days(exports), []
    for kind in ExportKind:
        for first, last in periods.gaps(covers.get(kind, ())):
            if last - first + 1 >= _GAP:
                what = f"No {kind.value} covers {iso_date(first)} to {iso_date(last)}"
                notes.append(Note(f"{what}: if money was paid in between, it is missing."))
    return notes


def partial_sums(members: Iterable[Candidate], covers: Covers) -> dict[str, tuple[PartialSum, ...]]:
    """ "earned" and "refunded" of one contract by kind of export, the largest first; 0 is left out."""
    kinds = {kind: _chosen(days) for kind, days in _by_kind(members).items()}
    sums = {}
    for field in ("earned", "refunded"):
        of_field = [
            _sum_of(field, kind, kinds[kind], covers.get(kind, ())) for kind in ExportKind if kind in kinds
        ]
        largest = sorted((pair for pair in of_field if pair[0]), key=lambda pair: -pair[0])
        if largest:
            sums[field] = tuple(part for _, part in largest)
    return sums


def total_money(members: Iterable[Candidate]) -> Money | None:
    """All money of contracts of one file; None where they have no days."""
    days = [day for member in members for day in member.contract.days]
    return reduce(_together, days) if days else None


def _by_kind(members: Iterable[Candidate]) -> dict[ExportKind, dict[int, dict[str, Money]]]:
    kinds: dict[ExportKind, dict[int, dict[str, Money]]] = {}
    for member in members:
        for money in member.contract.days:
            files = kinds.setdefault(member.kind, {}).setdefault(money.day, {})
            before = files.get(member.file)
            files[member.file] = money if before is None else _together(before, money)
    return kinds


def _together(one: Money, other: Money) -> Money:
    return Money(
        max(one.day, other.day),
        one.earned + other.earned,
        one.refunded + other.refunded,
        one.rows + other.rows,
        max(one.last_row, other.last_row),
    )


def _chosen(days: Mapping[int, Mapping[str, Money]]) -> dict[str, list[Money]]:
    """Each day from the file that has most of it, by file."""
    chosen: dict[str, list[Money]] = {}
    for files in days.values():
        file = min(files, key=lambda name: (-files[name].earned - files[name].refunded, name))
        chosen.setdefault(file, []).append(files[file])
    return chosen


def _sum_of(
    field: str, kind: ExportKind, chosen: Mapping[str, Sequence[Money]], days: Sequence[Period]
) -> tuple[int, PartialSum]:
    shares = {file: [money for money in chosen[file] if getattr(money, field)] for file in sorted(chosen)}
    total = sum(getattr(money, field) for share in shares.values() for money in share)
    origins = tuple(Origin(file, _place(share)) for file, share in shares.items() if share)
    covers, lacks = periods.covers_of(days), periods.gaps(days)
    fact = MergedFact(field, dollars(total), origins, Precedence.PART, None, covers, lacks)
    return total, PartialSum(fact, kind, _steps(money for share in chosen.values() for money in share))


def _steps(days: Iterable[Money]) -> frozenset[int]:
    earned, returned, steps = 0, 0, {0}
    for money in sorted(days, key=lambda money: money.day):
        earned, returned = earned + money.earned, returned + money.refunded
        steps |= {earned, earned - returned}
    return frozenset(steps)


def _place(days: Sequence[Money]) -> str:
    rows, last = sum(day.rows for day in days), max(days, key=lambda day: day.last_row)
    if last.place or rows == 1:
        return last.place_of(last.last_row)
    return f"{rows} rows, the last is row {last.last_row}"
