"""Candidates for being one contract: who their clients are, what is known of them, and which may match."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Union

from advisor.facts.periods import Period
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, StateContract

NUMBER, NAME = "number", "name"
Client = tuple[str, str]
"""("number", the platform's number) or ("name", the name as `folded` gives it)."""

_BLANKS = re.compile(r"\s+")
EARLY = 7  # days before a start that an export has
_ROUGHLY = 31  # days before a start that stands in the state, as a person may have written it from memory
LATE = 60  # days after an end, by which bonuses and disputed payments have come


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

    def __init__(self, keys: Sequence[Key], listed: Iterable[StateContract]) -> None:
        self._numbers: dict[str, set[str]] = {}
        self._named: set[str] = set()  # numbers
        self._names = {folded(key.client) for key in keys}
        for key in keys:
            self.learn(key.client_id, key.client)
        for contract in listed:
            for name in (contract.client_name, *contract.noted_clients):
                self.learn(contract.client_platform_id, name)

    def learn(self, number: str, name: str) -> None:
        """Take the number for that of whoever is called so; "" teaches nothing."""
        if number and folded(name):
            self._numbers.setdefault(folded(name), set()).add(number)
            self._named.add(number)

    def is_named(self, client: Client) -> bool:
        """Whether any export or the state has a name for a client."""
        return client[0] == NAME or client[1] in self._named

    def of(self, key: Key) -> set[Client]:
        """Whom a contract of an export may be for: nobody known, one client, or several of one name."""
        return {(NUMBER, key.client_id)} if key.client_id else self._called(key.client)

    def of_listed(self, listed: StateContract) -> set[Client]:
        """Whom a contract of the state is for: by the number, else by every name, else by the state's id."""
        if listed.client_platform_id:
            return {(NUMBER, listed.client_platform_id)}
        spaced = listed.client.replace("-", " ")  # a name as an id: "acme-tools"
        own = spaced if folded(spaced) in self._names else listed.client
        names = list(filter(None, (listed.client_name, *listed.noted_clients)))
        return set[Client]().union(*map(self._called, names or [own]))

    def _called(self, name: str) -> set[Client]:
        plain = folded(name)
        if plain in self._numbers:
            return {(NUMBER, number) for number in self._numbers[plain]}
        return {(NAME, plain)} if plain else set()


@record
class Candidate:
    """A contract of one export; `covers` are the days of the export."""

    file: str
    kind: ExportKind
    contract: Contract
    covers: Period | None = None

    @property
    def key(self) -> Key:
        return self.contract.key

    def values(self, field: str) -> list[str]:
        return [fact.value for fact in self.contract.facts if fact.field == field]

    @property
    def paid(self) -> list[int]:
        """The days of payments that a report has: a summary has days of work beside them."""
        days = self.contract.days if self.kind is ExportKind.TRANSACTIONS else ()
        return [money.day for money in days if money.earned]

    @property
    def starts(self) -> set[int]:
        """The days (ordinals) on which the export has the contract start."""
        return _days_of(*self.values("started"))


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
    rough_starts: set[int] = field(default_factory=set)  # as the state has it: they tell nothing apart
    ends: set[int] = field(default_factory=set)
    paid: set[int] = field(default_factory=set)  # days of payments in reports
    why: str = ""  # a sentence on why it cannot be put to a contract
    into: Union["Cluster", None] = None  # what this one has become a part of
    rest_of: int | None = None  # what was shared out by days, and this is a part of

    @property
    def final(self) -> "Cluster":
        """The cluster that this one has become a part of; itself where it has not."""
        return self.into.final if self.into else self

    def add(self, member: Candidate, clients: Clients) -> None:
        self.members.append(member)
        self.clients |= clients.of(member.key)
        self.titles |= {folded(title) for title in titles_of(member.key)}
        self.freelancers |= {folded(member.key.freelancer)} - {""}
        self.starts |= member.starts
        self.kinds |= set(member.values("kind"))
        self.ends |= _days_of(*member.values("ended"))
        self.paid |= set(member.paid)

    def list_as(self, listed: StateContract, clients: Clients) -> None:
        self.listed = listed
        self.clients |= clients.of_listed(listed)
        self.titles |= {folded(title) for title in (listed.title, *listed.noted_titles) if title}
        self.rough_starts |= _days_of(listed.started)
        self.ends |= _days_of(listed.ended)
        if listed.noted_titles:  # what an import wrote; a person may have erred, and still means this one
            self.kinds |= {listed.kind} - {""}
            self.paid |= _days_of(listed.last_payment)

    def absorb(self, other: "Cluster") -> None:
        """Make one of the two; what only one of them can have, the other has not."""
        self.id = self.id or other.id
        self.listed = self.listed or other.listed
        self.members += other.members
        for name in ("clients", "titles", "kinds", "freelancers", "starts", "rough_starts", "ends", "paid"):
            getattr(self, name).update(getattr(other, name))
        other.into = self

    def values(self, field: str) -> set[str]:
        """What exports and the state have in a field."""
        values = {value for member in self.members for value in member.values(field)}
        return values | {getattr(self.listed, field) if self.listed else ""}

    def of_kind(self, kind: ExportKind) -> list[Candidate]:
        return [member for member in self.members if member.kind is kind]

    def starts_with(self, other: "Cluster") -> bool:
        return bool((self.starts | self.rough_starts) & (other.starts | other.rough_starts))

    @property
    def pays_from(self) -> int:
        """The first day on which it may have been paid."""
        starts = [start - EARLY for start in self.starts]
        return min(starts or [start - _ROUGHLY for start in self.rough_starts], default=0)

    @property
    def pays_until(self) -> int:
        """The last day on which it may have been paid."""
        return max(self.ends, default=date.max.toordinal()) + LATE

    def may_be_paid(self, day: int, late: int = LATE) -> bool:
        """Whether a payment of a day may be its own, being `late` days behind its end at most."""
        return self.pays_from <= day <= self.pays_until - LATE + late

    def is_paid_early(self, contract: "Cluster") -> bool:
        """Whether payments are of a day before the contract began."""
        return min(self.paid, default=contract.pays_from) < contract.pays_from

    def is_paid_late(self, contract: "Cluster") -> bool:
        """Whether payments are of a day long after the contract ended."""
        return max(self.paid, default=0) > contract.pays_until

    def may_be(self, other: "Cluster", *, by_payments: bool = True) -> bool:
        """Whether nothing tells the two apart; every join asks it.

        What tells them apart: two numbers, two places in the state, two freelancers, an hourly contract and
        one of a fixed price, starts of which one is not the other in a different clock of the world, two
        parts of what was shared out by days; and payments before the one began, or long after it ended.
        """
        return not (
            (self.id and other.id)
            or (self.listed and other.listed)
            or (self.freelancers and other.freelancers and not self.freelancers & other.freelancers)
            or (len(self.kinds) == len(other.kinds) == 1 and self.kinds != other.kinds)
            or min((abs(one - two) for one in self.starts for two in other.starts), default=0) > 1
            or (self.rest_of is not None and self.rest_of == other.rest_of)
            or (by_payments and (self._has_other_days(other) or other._has_other_days(self)))
        )

    def _has_other_days(self, contract: "Cluster") -> bool:
        return self.is_paid_early(contract) or self.is_paid_late(contract)

    def fits_some_days(self, other: "Cluster") -> bool:
        """As `may_be`, where payments of other days than one may be shared out."""
        sides = ((self, other), (other, self))
        return self.may_be(other, by_payments=False) and all(
            not rows.paid or any(map(contract.may_be_paid, rows.paid)) for rows, contract in sides
        )


def _days_of(*texts: str) -> set[int]:
    try:
        return {date.fromisoformat(text).toordinal() for text in texts if text}
    except ValueError:
        return set()


class ClusterIndex:
    """The clusters so far, found by a title, by a client, and by both."""

    def __init__(self) -> None:
        self._found: dict[Hashable, dict[int, Cluster]] = {}

    def put(self, cluster: Cluster) -> None:
        one = cluster.final
        for key in (None, *one.titles, *one.clients, *product(one.clients, one.titles)):
            self._found.setdefault(key, {})[one.number] = one

    def all(self) -> list[Cluster]:
        return self.find([None])

    def titles(self) -> list[str]:
        return sorted(key for key in self._found if isinstance(key, str))

    def find(self, keys: Iterable[Hashable]) -> list[Cluster]:
        """What is known under one of these keys: a title, a client, or a client and a title; in order."""
        found = (cluster.final for key in keys for cluster in self._found.get(key, {}).values())
        return sorted({cluster.number: cluster for cluster in found}.values(), key=lambda one: one.number)

    def alike(self, cluster: Cluster) -> list[Cluster]:
        """The others of its client and title."""
        alike = self.find(product(cluster.clients, cluster.titles))
        return [one for one in alike if one is not cluster.final]
