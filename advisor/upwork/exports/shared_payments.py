"""What payments tell of contracts that bear one title.

Rows of a report may be of several, each of which gets the days that no other could have been paid on.  And
those match that were paid the same: each sum of a fixed price on its day, each week of hours on a day of the
next week.  Only days that both files cover are compared, and a pair is taken only where each fits no other.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from advisor.facts.periods import Period, covers_of
from advisor.upwork.exports.candidates import Candidate, Cluster
from advisor.upwork.exports.model import ExportKind, with_days

_BILLED = 16  # days after an end, by which the last hours are paid
_WEEK = 7  # days; ordinals that leave a rest of 1 are Mondays


def share_out(
    rows: Cluster, contracts: Sequence[Cluster], new: Callable[..., Cluster]
) -> list[tuple[Cluster, Cluster]]:
    """Rows of a report shared out among contracts of their name, day by day: each part, and whose it is.

    What comes long after all contracts is a part without an owner: `rows` then have it alone.  Nothing is
    shared where a day could be of two, or is of an earlier contract.  What has neither dates nor number takes
    what is left.  `new` makes a cluster of members.
    """
    dated = [one for one in contracts if one.id or one.starts or one.rough_starts or one.ends]
    parts: dict[int | None, list[Candidate]] = {}
    for member in rows.members:
        whose: dict[int | None, list[int]] = {}
        number: int | None = None
        for money in member.contract.days:
            if money.earned or not whose:
                running = [one.number for one in dated if one.may_be_paid(money.day, _BILLED)]
                fitting = running or [one.number for one in dated if one.may_be_paid(money.day)]
                is_over = all(money.day > one.pays_until for one in dated)
                if len(fitting) > 1 or not (fitting or is_over):
                    return []
                number = fitting[0] if fitting else None
            whose.setdefault(number, []).append(money.day)  # what was returned is of what was paid before
        for number, days in whose.items():
            parts.setdefault(number, []).append(_on_days(member, days))
    if len(parts) < 2:
        return []
    shared = [(new(*parts[one.number]), one) for one in dated if one.number in parts]
    rest = new(*parts.get(None, []))
    rows.members, rows.paid = rest.members, rest.paid
    for part in (rows, *(part for part, _ in shared)):
        part.rest_of = rows.number
    return shared


def _on_days(member: Candidate, days: Sequence[int]) -> Candidate:
    money = tuple(one for one in member.contract.days if one.day in days)
    return replace(member, contract=with_days(member.contract, money))


Paid = dict[int, int]
"""Cents by day, or by the Monday of the week of work."""


def pairs_by_payments(side: Sequence[Cluster]) -> list[tuple[Cluster, Cluster]]:
    """A numbered contract and one with a client, for each pair that payments show to be one."""
    numbered = [cluster for cluster in side if cluster.id and not cluster.clients]
    named = [cluster for cluster in side if cluster.clients and not cluster.id]
    pairs = [
        (one, other) for one in numbered for other in named if one.may_be(other) and _paid_alike(one, other)
    ]
    count = Counter(cluster.number for pair in pairs for cluster in pair)
    return [(one, other) for one, other in pairs if count[one.number] == count[other.number] == 1]


def _paid_alike(one: Cluster, other: Cluster) -> bool:
    summary, report = one.of_kind(ExportKind.WEEKLY), other.of_kind(ExportKind.TRANSACTIONS)
    worked, billed = (covers_of(each.covers for each in side if each.covers) for side in (summary, report))
    kinds = {kind for member in (*summary, *report) for kind in member.values("kind")}
    if len(kinds) != 1 or worked is None or billed is None:
        return False
    if kinds == {"fixed"}:
        both = max(worked[0], billed[0]), min(worked[1], billed[1])
        return _same(_by_day(summary), _by_day(report), both)
    first = max(_monday(worked[0] + _WEEK - 1), _monday(billed[0] + _WEEK - 1) - _WEEK)
    last = min(_monday(worked[1] + 1) - _WEEK, _monday(billed[1] + 1) - 2 * _WEEK)
    return _same(_by_week(summary), _by_week(report, later=_WEEK), (first, last))


def _same(one: Paid, other: Paid, both: Period) -> bool:
    """Whether the same was paid in these days, and something was."""
    first, second = (
        {day: cents for day, cents in paid.items() if both[0] <= day <= both[1]} for paid in (one, other)
    )
    return bool(first) and first == second


def _by_day(members: Sequence[Candidate]) -> Paid:
    files: dict[str, Counter[int]] = {}
    for member in members:
        for money in member.contract.days:
            files.setdefault(member.file, Counter())[money.day] += money.earned
    paid: Counter[int] = Counter()
    for days in files.values():
        paid |= days
    return paid


def _by_week(members: Sequence[Candidate], later: int = 0) -> Paid:
    weeks: Counter[int] = Counter()
    for day, cents in _by_day(members).items():
        weeks[_monday(day) - later] += cents
    return weeks


def _monday(day: int) -> int:
    return day - (day - 1) % _WEEK
