"""Candidates for being one contract: who their clients are, what is known of them, and which may match.

A weekly summary has the platform's numbers and no clients, a transaction report clients and no numbers.
Where several contracts bear one title, those match that were paid the same: each sum of a fixed price on its
day, each week of hours on a day of the next week.  Only days that both files cover are compared, and a pair
is taken only where each of the two fits no other.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Union

from advisor.facts.periods import Period, covers_of
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, StateContract, with_days

NUMBER, NAME = "number", "name"
Client = tuple[str, str]
"""("number", the platform's number) or ("name", the name as `folded` gives it)."""

_BLANKS = re.compile(r"\s+")
EARLY = 7  # days before a start that an export has
_ROUGHLY = 31  # days before a start that stands in the state, as a person may have written it from memory
LATE = 60  # days after an end, by which bonuses and disputed payments have come
_BILLED = 16  # days after an end, by which the last hours are paid
_WEEK = 7  # days; ordinals that leave a rest of 1 are Mondays


def folded(name: str) -> str:
    """A name or title as it is compared: case, blanks and compatible signs make no difference.

    What a state cannot hold is a blank, as it is where the name was written into one.
    """
    normal = unicodedata.normalize("NFKC", without_forbidden(name))
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", normal.casefold())).strip()


def titles_of(key: Key) -> tuple[str, ...]:
    """What a contract may be called: where a report has several freelancers, with who works on it besides."""
    named = (f"{key.title} ({key.freelancer.title()})",) if key.title and key.freelancer else ()
    return (*named, key.title) if key.title else ()


class Clients:
    """Who is who among the clients of all exports and of the state."""

    def __init__(self, keys: Iterable[Key], listed: Iterable[StateContract]) -> None:
        self._numbers: dict[str, set[str]] = {}
        self._named: set[str] = set()  # numbers
        self._names: set[str] = set()  # in exports
        for key in keys:
            self.learn(key.client_id, key.client)
            self._names.add(folded(key.client))
        for contract in listed:
            for name in (contract.client_name, contract.noted_client, *contract.client_known_as):
                self.learn(contract.client_platform_id, name)

    def learn(self, number: str, name: str) -> None:
        """Take the number for that of whoever is called so; "" teaches nothing."""
        if number and folded(name):
            self._numbers.setdefault(folded(name), set()).add(number)
            self._named.add(number)

    def is_named(self, client: Client) -> bool:
        """Whether any export or the state has a name for a client."""
        kind, number = client
        return kind == NAME or number in self._named

    def of(self, key: Key) -> frozenset[Client]:
        """Whom a contract of an export may be for: nobody known, one client, or several of one name."""
        return frozenset({(NUMBER, key.client_id)}) if key.client_id else self._called(key.client)

    def of_listed(self, listed: StateContract) -> frozenset[Client]:
        """Whom a contract of the state is for: by the number, else by every name, else by the state's id."""
        if listed.client_platform_id:
            return frozenset({(NUMBER, listed.client_platform_id)})
        names = [name for name in (listed.client_name, listed.noted_client, *listed.client_known_as) if name]
        spaced = listed.client.replace("-", " ")  # a name as an id: "acme-tools"
        own = spaced if folded(spaced) in self._names else listed.client
        return frozenset[Client]().union(*(self._called(name) for name in names or [own]))

    def _called(self, name: str) -> frozenset[Client]:
        plain = folded(name)
        if plain in self._numbers:
            return frozenset((NUMBER, number) for number in self._numbers[plain])
        return frozenset({(NAME, plain)}) if plain else frozenset()


@record
class Candidate:
    """A contract of one export; `covers` are the days of the export."""

    file: str
    kind: ExportKind
    contract: Contract
    covers: Period | None = None

    def values(self, field: str) -> list[str]:
        return [fact.value for fact in self.contract.facts if fact.field == field]

    @property
    def paid(self) -> tuple[int, ...]:
        """The days of payments that a report has, in order: a summary has days of work beside them."""
        days = self.contract.days if self.kind is ExportKind.TRANSACTIONS else ()
        return tuple(sorted({money.day for money in days if money.earned}))

    def on_days(self, days: Collection[int]) -> "Candidate":
        """The part of a report's contract of these days."""
        money = tuple(one for one in self.contract.days if one.day in days)
        return replace(self, contract=with_days(self.contract, money))

    @property
    def starts(self) -> tuple[int, ...]:
        """The days (ordinals) on which the export has the contract start, in order."""
        return days_of(self.values("started"))


def candidates_of(exports: Iterable[Export]) -> list[Candidate]:
    """All contracts of all exports."""
    return [
        Candidate(export.file, export.kind, contract, export.period)
        for export in exports
        for contract in export.contracts
    ]


@dataclass(eq=False)
class Cluster:
    """What is taken for one contract, and all that it is known by; days are ordinals."""

    number: int  # orders clusters
    id: str = ""  # the platform's number
    listed: StateContract | None = None
    members: list[Candidate] = field(default_factory=list)
    clients: set[Client] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    freelancers: set[str] = field(default_factory=set)  # where reports have several
    starts: set[int] = field(default_factory=set)  # as exports have it
    state_starts: set[int] = field(default_factory=set)  # may be rough: they tell nothing apart
    ends: set[int] = field(default_factory=set)
    paid: set[int] = field(default_factory=set)  # the first and the last day of payments in reports
    why: str = ""  # a sentence on why it cannot be put to a contract
    into: Union["Cluster", None] = None  # what this one has become a part of
    rest_of: int | None = None  # what was shared out by days, and this is a part of

    @property
    def final(self) -> "Cluster":
        """The cluster that this one has become a part of; itself where it has not."""
        return self.into.final if self.into else self

    def add(self, member: Candidate, clients: Clients) -> None:
        self.members.append(member)
        self.clients |= clients.of(member.contract.key)
        self.titles |= {folded(title) for title in titles_of(member.contract.key)}
        self.freelancers |= {folded(member.contract.key.freelancer)} - {""}
        self.starts |= set(member.starts)
        self.kinds |= set(member.values("kind"))
        self.ends |= set(days_of(member.values("ended")))
        days = member.paid
        self.paid |= {*days[:1], *days[-1:]}

    def take(self, members: Sequence[Candidate], whole: int, clients: Clients) -> None:
        """Be a part of a whole with these members, and of what they tell of days no more than they do."""
        self.members, self.paid, self.rest_of = [], set(), whole
        for member in members:
            self.add(member, clients)

    def list_as(self, listed: StateContract, clients: Clients) -> None:
        self.listed = listed
        self.clients |= clients.of_listed(listed)
        titles = (listed.title, listed.noted_title, *listed.known_as)
        self.titles |= {folded(title) for title in titles} - {""}
        self.state_starts |= set(days_of([listed.started]))
        self.ends |= set(days_of([listed.ended]))
        if listed.noted_title:  # what an import wrote; a person may have erred, and still means this one
            self.kinds |= {listed.kind} - {""}
            self.paid |= set(days_of([listed.last_payment]))

    def absorb(self, other: "Cluster") -> None:
        """Make one of the two; what only one of them can have, the other has not."""
        self.id = self.id or other.id
        self.listed = self.listed or other.listed
        self.members += other.members
        for name in ("clients", "titles", "kinds", "freelancers", "starts", "state_starts", "ends", "paid"):
            getattr(self, name).update(getattr(other, name))
        other.into = self

    def values(self, field: str) -> set[str]:
        """What exports and the state have in a field."""
        values = {value for member in self.members for value in member.values(field)}
        return values | {getattr(self.listed, field) if self.listed else ""}

    def of_kind(self, kind: ExportKind) -> list[Candidate]:
        return [member for member in self.members if member.kind is kind]

    def starts_with(self, other: "Cluster") -> bool:
        return bool((self.starts | self.state_starts) & (other.starts | other.state_starts))

    @property
    def pays_from(self) -> int | None:
        """The first day on which it may have been paid; None where its start is not known."""
        starts = [start - EARLY for start in self.starts]
        return min(starts or [start - _ROUGHLY for start in self.state_starts], default=None)

    @property
    def pays_until(self) -> int | None:
        """The last day on which it may have been paid; None where it has not ended."""
        return max(self.ends) + LATE if self.ends else None

    @property
    def days(self) -> set[int]:
        """The days of payments in reports."""
        return self.paid.union(*(member.paid for member in self.members))

    def is_paid_early(self, contract: "Cluster") -> bool:
        """Whether payments are of a day before the contract began."""
        first = contract.pays_from
        return bool(self.paid) and first is not None and min(self.paid) < first

    def is_paid_late(self, contract: "Cluster") -> bool:
        """Whether payments are of a day long after the contract ended."""
        last = contract.pays_until
        return bool(self.paid) and last is not None and max(self.paid) > last

    def may_be(self, other: "Cluster", *, by_payments: bool = True) -> bool:
        """Whether nothing tells the two apart; every join asks it.

        What tells them apart: two numbers, two places in the state, two freelancers, an hourly contract and
        one of a fixed price, starts of which one is not the other in a different clock of the world, two
        parts of what was shared out by days; and payments before the one began, or long after it ended.
        """
        is_apart = (
            bool(self.id and other.id)
            or (self.listed is not None and other.listed is not None)
            or bool(self.freelancers and other.freelancers and not self.freelancers & other.freelancers)
            or (len(self.kinds) == len(other.kinds) == 1 and self.kinds != other.kinds)
            or min((abs(one - two) for one in self.starts for two in other.starts), default=0) > 1
            or (self.rest_of is not None and self.rest_of == other.rest_of)
        )
        return not is_apart and not (
            by_payments and (self._has_other_days(other) or other._has_other_days(self))
        )

    def _has_other_days(self, contract: "Cluster") -> bool:
        return self.is_paid_early(contract) or self.is_paid_late(contract)


def days_of(texts: Iterable[str]) -> tuple[int, ...]:
    """Days as ordinals, in order."""
    try:
        return tuple(sorted({date.fromisoformat(text).toordinal() for text in texts if text}))
    except ValueError:
        return ()


class ClusterIndex:
    """The clusters so far, found by client and title, and by client."""

    def __init__(self) -> None:
        self._by_both: dict[tuple[Client, str], dict[int, Cluster]] = {}
        self._by_client: dict[Client, dict[int, Cluster]] = {}
        self._all: dict[int, Cluster] = {}

    def __iter__(self) -> Iterator[Cluster]:
        return (cluster for cluster in self._all.values() if cluster.into is None)

    def put(self, cluster: Cluster) -> None:
        self._all[cluster.number] = cluster
        for client in cluster.clients:
            self._by_client.setdefault(client, {})[cluster.number] = cluster
            for title in cluster.titles:
                self._by_both.setdefault((client, title), {})[cluster.number] = cluster

    def rename(self, old: Client, new: Client) -> None:
        for cluster in self.of_clients([old]):
            cluster.clients = (cluster.clients - {old}) | {new}
            self.put(cluster)

    def matches(self, cluster: Cluster, *, by_payments: bool = True) -> list[Cluster]:
        """The clusters of its client and title that may be the same contract, for some payments at least."""
        pairs = [(client, title) for client in cluster.clients for title in cluster.titles]
        sharing = _united(self._by_both.get(pair, {}) for pair in pairs)
        alike = [other for other in sharing if other.may_be(cluster, by_payments=False)]
        return [other for other in alike if not by_payments or _fits_some_day(cluster, other)]

    def of_clients(self, clients: Iterable[Client]) -> list[Cluster]:
        return _united(self._by_client.get(client, {}) for client in clients)


def _united(parts: Iterable[dict[int, Cluster]]) -> list[Cluster]:
    united = {cluster.final.number: cluster.final for part in parts for cluster in part.values()}
    return [united[number] for number in sorted(united)]


def share_out(
    rows: Cluster, contracts: Sequence[Cluster], new: Callable[[], Cluster], clients: Clients
) -> list[tuple[Cluster, Cluster]]:
    """Rows of a report shared out among contracts of their name, day by day: each part, and whose it is.

    What comes long after all contracts stays in `rows`; so does all where a day could be of two, or is of an
    earlier contract.  What has neither dates nor number takes what is left.
    """
    dated = [one for one in contracts if one.id or one.pays_from is not None or one.pays_until is not None]
    parts: dict[int | None, list[Candidate]] = {}
    for member in rows.members:
        whose: dict[int | None, list[int]] = {}
        number: int | None = None
        for money in member.contract.days:
            if money.earned or not whose:
                running = [one.number for one in dated if _covers(one, money.day, _BILLED)]
                fitting = running or [one.number for one in dated if _covers(one, money.day)]
                if len(fitting) > 1 or (not fitting and not all(_is_over(one, money.day) for one in dated)):
                    return []
                number = fitting[0] if fitting else None
            whose.setdefault(number, []).append(money.day)  # what was returned is of what was paid before
        for number, days in whose.items():
            parts.setdefault(number, []).append(member.on_days(days))
    if len(parts) < 2:
        return []
    shared = []
    for one in dated:
        if one.number in parts:
            part = new()
            part.take(parts[one.number], rows.number, clients)
            shared.append((part, one))
    rows.take(parts.get(None, []), rows.number, clients)
    return shared


def _covers(contract: Cluster, day: int, late: int = LATE) -> bool:
    first, last = contract.pays_from, contract.pays_until
    return (first is None or day >= first) and (last is None or day <= last - LATE + late)


def _is_over(contract: Cluster, day: int) -> bool:
    return contract.pays_until is not None and day > contract.pays_until


def _fits_some_day(one: Cluster, other: Cluster) -> bool:
    sides = ((one, other), (other, one))
    return all(not rows.paid or any(_covers(each, day) for day in rows.days) for rows, each in sides)


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
    worked, billed = (
        covers_of(member.covers for member in members if member.covers) for members in (summary, report)
    )
    kinds = {kind for member in (*summary, *report) for kind in member.values("kind")}
    if len(kinds) != 1 or worked is None or billed is None:
        return False
    if kinds == {"fixed"}:
        both = max(worked[0], billed[0]), min(worked[1], billed[1])
        return _same(_by_day(summary), _by_day(report), both)
    first = max(_monday(worked[0] + _WEEK - 1), _monday(billed[0] + _WEEK - 1) - _WEEK)
    last = min(_monday(worked[1] + 1) - _WEEK, _monday(billed[1] + 1) - 2 * _WEEK)
    return _same(_by_week(_by_day(summary), 0), _by_week(_by_day(report), _WEEK), (first, last))


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
    return dict(paid)


def _by_week(paid: Paid, later: int) -> Paid:
    weeks: Paid = Counter()
    for day, cents in paid.items():
        weeks[_monday(day) - later] += cents
    return weeks


def _monday(day: int) -> int:
    return day - (day - 1) % _WEEK
