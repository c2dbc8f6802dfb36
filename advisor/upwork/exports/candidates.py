"""Contracts of one title told apart by their payments.

A weekly summary has the platform's numbers and no clients, a transaction report clients and no numbers.
Where several contracts bear one title, those are one that were paid the same: each sum of a fixed price on
its day, each week of hours on a day of the next week.  Only days that both files cover are compared, and a
pair is taken only where each of the two fits no other.
"""

import re
import unicodedata
from collections import Counter, abc
from collections.abc import Iterable, Iterator
from datetime import date

from advisor.facts.periods import Period
from advisor.facts.provenance import ProvenanceNotes
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.source.tree import Mapping, Sequence, text_under
from advisor.upwork.exports.model import Contract, ExportKind, Key, StateContract

NUMBER, NAME = "number", "name"
Client = tuple[str, str]
"""("number", the platform's number) or ("name", the name as `folded` gives it)."""

_BLANKS = re.compile(r"\s+")


def folded(name: str) -> str:
    """A name or title as it is compared: case, runs of blanks and compatible signs make no difference.

    What a state cannot hold is a blank, as it is where the name was written into one.
    """
    written = unicodedata.normalize("NFKC", without_forbidden(name))
    plain = unicodedata.normalize("NFKC", written.casefold())
    return _BLANKS.sub(" ", plain).strip()


class Clients:
    """Who is who among the clients of all exports and of the state."""

    def __init__(self, keys: Iterable[Key], listed: Iterable[StateContract]) -> None:
        self._numbers: dict[str, set[str]] = {}
        self._named: set[str] = set()  # numbers
        for key in keys:
            self.learn(key.client_id, key.client)
        for each in listed:
            for name in (each.client_name, each.noted_client, *each.client_known_as):
                self.learn(each.client_platform_id, name)

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
        """Whom a contract of the state is for, by the number, else by every name that it has had."""
        if listed.client_platform_id:
            return frozenset({(NUMBER, listed.client_platform_id)})
        return frozenset[Client]().union(*(self._called(name) for name in _names(listed)))

    def _called(self, name: str) -> frozenset[Client]:
        plain = folded(name)
        numbers = self._numbers.get(plain)
        if numbers:
            return frozenset((NUMBER, number) for number in numbers)
        return frozenset({(NAME, plain)}) if plain else frozenset()


def _names(listed: StateContract) -> tuple[str, ...]:
    """The names of a listed contract's client; the state's own id of it where it has no name."""
    called = (listed.client_name, listed.noted_client, *listed.client_known_as)
    names = tuple(name for name in called if name)
    return names or ((listed.client,) if listed.client else ())


@record
class Candidate:
    """A contract of one export; `covers` are the first and the last day of the export."""

    file: str
    kind: ExportKind
    contract: Contract
    covers: Period | None = None


class Cluster:
    """What is taken for one contract, and all that it is known by.

    `number` orders groups.  `why` is "" for a group that stands, else a sentence that tells why it cannot be
    put to a contract.  `starts` are the days (ordinals) on which exports say that it started, `written` the
    day that the state says: a person may have written it roughly, so that it tells nothing apart.
    """

    __slots__ = ("clients", "id", "into", "listed", "members", "number", "starts", "titles", "why", "written")

    def __init__(self, number: int, identity: str = "") -> None:
        self.number = number
        self.id = identity
        self.listed: StateContract | None = None
        self.members: list[Candidate] = []
        self.clients: set[Client] = set()
        self.titles: set[str] = set()
        self.starts: set[int] = set()
        self.written: set[int] = set()
        self.why = ""
        self.into: Cluster | None = None

    @property
    def whole(self) -> "Cluster":
        """The group that this one has become a part of; itself where it has not."""
        return self.into.whole if self.into else self

    def add(self, member: Candidate, clients: Clients) -> None:
        """Add a contract of an export."""
        self.members.append(member)
        self.clients |= clients.of(member.contract.key)
        if title := folded(member.contract.key.title):
            self.titles.add(title)
        self.starts |= set(starts_of(member.contract))

    def list_as(self, listed: StateContract, clients: Clients) -> None:
        """Say which contract of the state it is."""
        self.listed = listed
        self.clients |= clients.of_listed(listed)
        self.titles |= {folded(title) for title in _titles(listed) if folded(title)}
        self.written |= set(days_of([listed.started]))

    def take(self, other: "Cluster") -> None:
        """Make one of the two; what only one of them can have, the other has not."""
        self.id = self.id or other.id
        self.listed = self.listed or other.listed
        self.members += other.members
        self.clients |= other.clients
        self.titles |= other.titles
        self.starts |= other.starts
        self.written |= other.written
        other.into = self

    def starts_with(self, other: "Cluster") -> bool:
        """Whether both are known to have started on one day."""
        return bool((self.starts | self.written) & (other.starts | other.written))

    def may_be(self, other: "Cluster") -> bool:
        """Whether nothing tells the two apart: a number, a place in the state, or the day they started."""
        two_numbers = bool(self.id and other.id)
        two_places = self.listed is not None and other.listed is not None
        return not (two_numbers or two_places or self.apart(other))

    def apart(self, other: "Cluster") -> bool:
        """Whether they started more than a day apart: one day lies between two clocks of the world."""
        return bool(self.starts and other.starts) and all(
            abs(one - two) > 1 for one in self.starts for two in other.starts
        )


class ClusterIndex:
    """Groups that stand so far, found by client and title, and by client."""

    def __init__(self) -> None:
        self._by_both: dict[tuple[Client, str], dict[int, Cluster]] = {}
        self._by_client: dict[Client, dict[int, Cluster]] = {}
        self._all: dict[int, Cluster] = {}

    def __iter__(self) -> Iterator[Cluster]:
        return (group for group in self._all.values() if group.into is None)

    def put(self, group: Cluster) -> None:
        """Let a group be found by what it is known by now."""
        self._all[group.number] = group
        for client in group.clients:
            self._by_client.setdefault(client, {})[group.number] = group
            for title in group.titles:
                self._by_both.setdefault((client, title), {})[group.number] = group

    def rename(self, old: Client, new: Client) -> None:
        """Know the contracts of one client as those of another."""
        for group in self.of_clients([old]):
            group.clients = (group.clients - {old}) | {new}
            self.put(group)

    def fitting(self, group: Cluster) -> list[Cluster]:
        """The groups of its client and title that may be the same contract."""
        pairs = [(client, title) for client in group.clients for title in group.titles]
        found = _united(self._by_both.get(pair, {}) for pair in pairs)
        return [each for each in found if each.may_be(group)]

    def of_clients(self, clients: Iterable[Client]) -> list[Cluster]:
        """The contracts of these clients."""
        return _united(self._by_client.get(client, {}) for client in clients)


def _titles(listed: StateContract) -> tuple[str, ...]:
    return (listed.title, listed.noted_title, *listed.known_as)


def _united(found: Iterable[dict[int, Cluster]]) -> list[Cluster]:
    united: dict[int, Cluster] = {}
    for groups in found:
        united.update((group.whole.number, group.whole) for group in groups.values())
    return [united[number] for number in sorted(united)]


def starts_of(contract: Contract) -> tuple[int, ...]:
    """The days (ordinals) on which an export says that a contract started, in order."""
    return days_of(each.value for each in contract.facts if each.field == "started")


def days_of(told: Iterable[str]) -> tuple[int, ...]:
    """Days as ordinals, in order."""
    try:
        return tuple(sorted({date.fromisoformat(text).toordinal() for text in told if text}))
    except ValueError:
        return ()


CONTRACT, CLIENT, PROFILE = "contract", "client", "profile"
TITLE = "title"
STARTED, ENDED, KIND = "started", "ended", "kind"


def listed(state: State, schema: Schema) -> tuple[StateContract, ...]:
    """The contracts of a state that is valid, in order, with what earlier imports noted of them."""
    contract, client = of_kind(schema, CONTRACT), of_kind(schema, CLIENT)
    if contract is None:
        return ()
    sources = ProvenanceNotes(state.tree.get(SOURCES))
    link = link_to(contract, client)
    clients = {id_of(row, client): row for row in rows_of(state.tree, client)} if client else {}
    found = []
    for row in rows_of(state.tree, contract):
        own, whose = id_of(row, contract), text_under(row, link)
        title = sources.of(contract.section, own, TITLE)
        name = sources.of(client.section, whose, NAME) if client and whose else None
        found.append(
            StateContract(
                id=own,
                client=whose,
                client_name=text_under(clients.get(whose), NAME),
                title=text_under(row, TITLE),
                platform_id=sources.platform_id(contract.section, own),
                client_platform_id=sources.platform_id(client.section, whose) if client and whose else "",
                noted_client=name.value if name else "",
                noted_title=title.value if title else "",
                started=text_under(row, STARTED),
                known_as=title.known_as if title else (),
                client_known_as=name.known_as if name else (),
                ended=text_under(row, ENDED),
                kind=text_under(row, KIND),
            )
        )
    return tuple(found)


def of_kind(schema: Schema, name: str) -> Entity | None:
    """The entity of a name, where a state lists entities of it; None for a vocabulary without it."""
    entity = schema.vocabulary.entities.get(name)
    return entity if entity is not None and not entity.belongs_to else None


def link_to(entity: Entity, target: Entity | None) -> str:
    """The name of the link to entities of another kind; "" for none."""
    links = [name for name, to in entity.links.items() if target is not None and to == target.name]
    return links[0] if links else ""


def rows_of(tree: Mapping, entity: Entity) -> tuple[Mapping, ...]:
    """What a state lists of an entity that is not single."""
    node = tree.get(entity.section)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(each for each in items if isinstance(each, Mapping))


def id_of(row: Mapping, entity: Entity) -> str:
    """The id of a row."""
    return text_under(row, entity.key)


_WEEK = 7  # days; ordinals that leave a rest of 1 are Mondays

Paid = dict[int, int]
"""Cents by day, or by the Monday of the week of work."""


def pairs_by_payments(side: abc.Sequence[Cluster]) -> list[tuple[Cluster, Cluster]]:
    """A numbered contract and one with a client, for each pair that payments show to be one."""
    numbered = [group for group in side if group.id and not group.clients]
    named = [group for group in side if group.clients and not group.id]
    fitting = [(one, other) for one in numbered for other in named if one.may_be(other) and _fit(one, other)]
    count = Counter(group.number for pair in fitting for group in pair)
    return [(one, other) for one, other in fitting if count[one.number] == count[other.number] == 1]


def _fit(one: Cluster, other: Cluster) -> bool:
    summary, report = _of(one, ExportKind.WEEKLY), _of(other, ExportKind.TRANSACTIONS)
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


def _of(group: Cluster, kind: ExportKind) -> list[Candidate]:
    return [each for each in group.members if each.kind is kind]


def _covers(members: abc.Sequence[Candidate]) -> Period | None:
    spans = [each.covers for each in members if each.covers is not None]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _by_day(members: abc.Sequence[Candidate]) -> Paid:
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
