"""Candidates for being one contract: who their clients are, what is known of them, and which may match.

A weekly summary has the platform's numbers and no clients, a transaction report clients and no numbers.
Where several contracts bear one title, those match that were paid the same: each sum of a fixed price on its
day, each week of hours on a day of the next week.  Only days that both files cover are compared, and a pair
is taken only where each of the two fits no other.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Union

from advisor.facts.periods import Period, covers_of
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, StateContract

NUMBER, NAME = "number", "name"
Client = tuple[str, str]
"""("number", the platform's number) or ("name", the name as `folded` gives it)."""

_BLANKS = re.compile(r"\s+")
_WEEK = 7  # days; ordinals that leave a rest of 1 are Mondays


def folded(name: str) -> str:
    """A name or title as it is compared: case, blanks and compatible signs make no difference.

    What a state cannot hold is a blank, as it is where the name was written into one.
    """
    normal = unicodedata.normalize("NFKC", without_forbidden(name))
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", normal.casefold())).strip()


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
    starts: set[int] = field(default_factory=set)  # as exports have it
    state_starts: set[int] = field(default_factory=set)  # may be rough: they tell nothing apart
    why: str = ""  # a sentence on why it cannot be put to a contract
    into: Union["Cluster", None] = None  # what this one has become a part of

    @property
    def final(self) -> "Cluster":
        """The cluster that this one has become a part of; itself where it has not."""
        return self.into.final if self.into else self

    def add(self, member: Candidate, clients: Clients) -> None:
        self.members.append(member)
        self.clients |= clients.of(member.contract.key)
        self.titles |= {folded(member.contract.key.title)} - {""}
        self.starts |= set(member.starts)

    def list_as(self, listed: StateContract, clients: Clients) -> None:
        self.listed = listed
        self.clients |= clients.of_listed(listed)
        titles = (listed.title, listed.noted_title, *listed.known_as)
        self.titles |= {folded(title) for title in titles} - {""}
        self.state_starts |= set(days_of([listed.started]))

    def absorb(self, other: "Cluster") -> None:
        """Make one of the two; what only one of them can have, the other has not."""
        self.id = self.id or other.id
        self.listed = self.listed or other.listed
        self.members += other.members
        self.clients |= other.clients
        self.titles |= other.titles
        self.starts |= other.starts
        self.state_starts |= other.state_starts
        other.into = self

    def values(self, field: str) -> set[str]:
        """What exports and the state have in a field."""
        values = {value for member in self.members for value in member.values(field)}
        return values | {getattr(self.listed, field) if self.listed else ""}

    def of_kind(self, kind: ExportKind) -> list[Candidate]:
        return [member for member in self.members if member.kind is kind]

    def starts_with(self, other: "Cluster") -> bool:
        return bool((self.starts | self.state_starts) & (other.starts | other.state_starts))

    def may_be(self, other: "Cluster") -> bool:
        """Whether nothing tells the two apart: a number, a place in the state, or the day they started."""
        two_numbers = bool(self.id and other.id)
        two_places = self.listed is not None and other.listed is not None
        apart = [abs(one - two) for one in self.starts for two in other.starts]
        two_starts = min(apart, default=0) > 1  # a day lies between two clocks of the world
        return not (two_numbers or two_places or two_starts)


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

    def matches(self, cluster: Cluster) -> list[Cluster]:
        """The clusters of its client and title that may be the same contract."""
        pairs = [(client, title) for client in cluster.clients for title in cluster.titles]
        sharing = _united(self._by_both.get(pair, {}) for pair in pairs)
        return [other for other in sharing if other.may_be(cluster)]

    def of_clients(self, clients: Iterable[Client]) -> list[Cluster]:
        return _united(self._by_client.get(client, {}) for client in clients)


def _united(parts: Iterable[dict[int, Cluster]]) -> list[Cluster]:
    united = {cluster.final.number: cluster.final for part in parts for cluster in part.values()}
    return [united[number] for number in sorted(united)]


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
