"""Contracts of several exports, and of the state, that are taken for one."""

from collections.abc import Iterable, Iterator
from datetime import date

from advisor.facts.exports.model import Contract, Kind
from advisor.facts.exports.periods import Period
from advisor.facts.exports.picture_model import Listed
from advisor.facts.exports.sameness import Client, Clients, folded
from advisor.source.record import record


@record
class Member:
    """A contract of one export; `covers` are the first and the last day of the export."""

    file: str
    kind: Kind
    contract: Contract
    covers: Period | None = None


class Group:
    """What is taken for one contract, and all that it is known by.

    `number` orders groups.  `why` is "" for a group that stands, else a sentence that tells why it cannot be
    put to a contract.  `starts` are the days (ordinals) on which exports say that it started, `written` the
    day that the state says: a person may have written it roughly, so that it tells nothing apart.
    """

    __slots__ = ("clients", "id", "into", "listed", "members", "number", "starts", "titles", "why", "written")

    def __init__(self, number: int, identity: str = "") -> None:
        self.number = number
        self.id = identity
        self.listed: Listed | None = None
        self.members: list[Member] = []
        self.clients: set[Client] = set()
        self.titles: set[str] = set()
        self.starts: set[int] = set()
        self.written: set[int] = set()
        self.why = ""
        self.into: Group | None = None

    @property
    def whole(self) -> "Group":
        """The group that this one has become a part of; itself where it has not."""
        return self.into.whole if self.into else self

    def add(self, member: Member, clients: Clients) -> None:
        """Add a contract of an export."""
        self.members.append(member)
        self.clients |= clients.of(member.contract.key)
        if title := folded(member.contract.key.title):
            self.titles.add(title)
        self.starts |= set(starts_of(member.contract))

    def list_as(self, listed: Listed, clients: Clients) -> None:
        """Say which contract of the state it is."""
        self.listed = listed
        self.clients |= clients.of_listed(listed)
        self.titles |= {folded(title) for title in _titles(listed) if folded(title)}
        self.written |= set(days_of([listed.started]))

    def take(self, other: "Group") -> None:
        """Make one of the two; what only one of them can have, the other has not."""
        self.id = self.id or other.id
        self.listed = self.listed or other.listed
        self.members += other.members
        self.clients |= other.clients
        self.titles |= other.titles
        self.starts |= other.starts
        self.written |= other.written
        other.into = self

    def starts_with(self, other: "Group") -> bool:
        """Whether both are known to have started on one day."""
        return bool((self.starts | self.written) & (other.starts | other.written))

    def may_be(self, other: "Group") -> bool:
        """Whether nothing tells the two apart: a number, a place in the state, or the day they started."""
        two_numbers = bool(self.id and other.id)
        two_places = self.listed is not None and other.listed is not None
        return not (two_numbers or two_places or self.apart(other))

    def apart(self, other: "Group") -> bool:
        """Whether they started more than a day apart: one day lies between two clocks of the world."""
        return bool(self.starts and other.starts) and all(
            abs(one - two) > 1 for one in self.starts for two in other.starts
        )


class Standing:
    """Groups that stand so far, found by client and title, and by client."""

    def __init__(self) -> None:
        self._by_both: dict[tuple[Client, str], dict[int, Group]] = {}
        self._by_client: dict[Client, dict[int, Group]] = {}
        self._all: dict[int, Group] = {}

    def __iter__(self) -> Iterator[Group]:
        return (group for group in self._all.values() if group.into is None)

    def put(self, group: Group) -> None:
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

    def fitting(self, group: Group) -> list[Group]:
        """The groups of its client and title that may be the same contract."""
        pairs = [(client, title) for client in group.clients for title in group.titles]
        found = _united(self._by_both.get(pair, {}) for pair in pairs)
        return [each for each in found if each.may_be(group)]

    def of_clients(self, clients: Iterable[Client]) -> list[Group]:
        """The contracts of these clients."""
        return _united(self._by_client.get(client, {}) for client in clients)


def _titles(listed: Listed) -> tuple[str, ...]:
    return (listed.title, listed.noted_title, *listed.known_as)


def _united(found: Iterable[dict[int, Group]]) -> list[Group]:
    united: dict[int, Group] = {}
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
