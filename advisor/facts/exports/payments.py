"""Contracts of one title told apart by their payments.

A weekly summary has the platform's numbers and no clients, a transaction report clients and no numbers.
Where several contracts bear one title, those are one that were paid the same: each sum of a fixed price on
its day, each week of hours on a day of the next week.  Only days that both files cover are compared, and a
pair is taken only where each of the two fits no other.
"""

from collections import Counter
from collections.abc import Sequence

from advisor.facts.exports.groups import Group, Member
from advisor.facts.exports.model import Kind
from advisor.facts.exports.periods import Period

_WEEK = 7  # days; ordinals that leave a rest of 1 are Mondays

Paid = dict[int, int]
"""Cents by day, or by the Monday of the week of work."""


def pairs_by_payments(side: Sequence[Group]) -> list[tuple[Group, Group]]:
    """A numbered contract and one with a client, for each pair that payments show to be one."""
    numbered = [group for group in side if group.id and not group.clients]
    named = [group for group in side if group.clients and not group.id]
    fitting = [(one, other) for one in numbered for other in named if one.may_be(other) and _fit(one, other)]
    count = Counter(group.number for pair in fitting for group in pair)
    return [(one, other) for one, other in fitting if count[one.number] == count[other.number] == 1]


def _fit(one: Group, other: Group) -> bool:
    summary, report = _of(one, Kind.WEEKLY), _of(other, Kind.TRANSACTIONS)
    covers = _covers(summary), _covers(report)
    kinds = {
        fact.value for each in (*summary, *report) for fact in each.contract.facts if fact.field == "kind"
    }
    if len(kinds) != 1 or covers[0] is None or covers[1] is None:
        return False
    if kinds == {"fixed"}:
        both = max(covers[0][0], covers[1][0]), min(covers[0][1], covers[1][1])
        return _alike(_by_day(summary), _by_day(report), both)
    first = max(_monday(covers[0][0] + _WEEK - 1), _monday(covers[1][0] + _WEEK - 1) - _WEEK)
    last = min(_monday(covers[0][1] + 1) - _WEEK, _monday(covers[1][1] + 1) - 2 * _WEEK)
    worked = _by_week(_by_day(summary), 0)
    return _alike(worked, _by_week(_by_day(report), _WEEK), (first, last))


def _alike(one: Paid, other: Paid, both: Period) -> bool:
    """Whether the same was paid in these days, and something was."""
    found = [
        {day: cents for day, cents in each.items() if both[0] <= day <= both[1]} for each in (one, other)
    ]
    return bool(found[0]) and found[0] == found[1]


def _of(group: Group, kind: Kind) -> list[Member]:
    return [each for each in group.members if each.kind is kind]


def _covers(members: Sequence[Member]) -> Period | None:
    spans = [each.covers for each in members if each.covers is not None]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _by_day(members: Sequence[Member]) -> Paid:
    """What was paid; of a day that several files tell, the largest sum."""
    files: dict[str, Counter[int]] = {}
    for each in members:
        for money in each.contract.days:
            files.setdefault(each.file, Counter())[money.day] += money.earned
    paid: Paid = {}
    for days in files.values():
        for day, cents in days.items():
            paid[day] = max(cents, paid.get(day, 0))
    return {day: cents for day, cents in paid.items() if cents}


def _by_week(paid: Paid, later: int) -> Paid:
    weeks: Counter[int] = Counter()
    for day, cents in paid.items():
        weeks[_monday(day) - later] += cents
    return dict(weeks)


def _monday(day: int) -> int:
    return day - (day - 1) % _WEEK
