"""Which contracts of the exports are one contract, and which of the state it is.

In this order: the platform's number; client and title; the title alone, where it leaves no choice; the client
alone, where it has one contract.  Contracts with two numbers are never one, nor are two of the state, nor two
that started more than a day apart.  Where a contract fits several, it is put to none of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, count

from advisor.playbook.types import iso_date
from advisor.source.record import record
from advisor.upwork.exports import linkage_notes as words
from advisor.upwork.exports.candidates import (
    NAME,
    NUMBER,
    Candidate,
    Client,
    Clients,
    Cluster,
    ClusterIndex,
    days_of,
    folded,
    pairs_by_payments,
    starts_of,
)
from advisor.upwork.exports.model import ExportKind, Note, StateContract

_EARLY = 7  # days before a start that an export tells
_ROUGHLY = 31  # days before a start that stands in the state, as a person may have written it from memory
_LATE = 60  # days after an end, by which bonuses and disputed payments have come
_KINDS = {"hourly": "hourly contracts", "fixed": "contracts of a fixed price"}


def too_early(rows: Cluster, contract: Cluster) -> str:
    """Why rows of a client and a title are not the contract's; "" where they may be."""
    paid = _paid(rows)
    limits = [start - _EARLY for start in contract.starts] or [start - _ROUGHLY for start in contract.written]
    if not paid or not limits or paid[0] >= min(limits):
        return ""
    began, start = iso_date(paid[0]), iso_date(min(contract.starts or contract.written))
    name = contract.id or (contract.listed.id if contract.listed else "") or "the contract of that title"
    told = f"Payments of {words.titled(rows)} began on {began}, but {name} started on {start}"
    return f"{told}: some are of an earlier contract, and no file tells which."


def misfit(rows: Cluster, contract: Cluster) -> str:
    """Why rows without a title are not those of the only contract of their client; "" where they may be."""
    own, known = _kinds(rows), _kinds(contract)
    name = f"The file names no contract, and the only one that is known is {words.exactly(contract)}"
    if len(own) > 1:
        return f"{name}, but the rows are of hourly contracts and of contracts of a fixed price."
    if len(known) == 1 and own - known:
        return f"{name}, which is {_an(known)}, but the rows are of {_KINDS[min(own)]}."
    if too_early(rows, contract):
        start = min(contract.starts or contract.written)
        return (
            f"{name}, which started on {iso_date(start)}, but payments began on {iso_date(_paid(rows)[0])}."
        )
    ends, paid = _ends(contract), _paid(rows)
    if ends and paid and paid[-1] > max(ends) + _LATE:
        return (
            f"{name}, which ended on {iso_date(max(ends))}, but the last payment was on {iso_date(paid[-1])}."
        )
    return ""


def _an(kinds: Iterable[str]) -> str:
    return "an hourly contract" if "hourly" in kinds else "one of a fixed price"


def _paid(group: Cluster) -> list[int]:
    """The days of payments in reports, in order."""
    reports = (each.contract for each in group.members if each.kind is ExportKind.TRANSACTIONS)
    return sorted({money.day for contract in reports for money in contract.days if money.earned})


def _kinds(group: Cluster) -> set[str]:
    told = {fact.value for each in group.members for fact in each.contract.facts if fact.field == "kind"}
    return {kind for kind in (*told, group.listed.kind if group.listed else "") if kind in _KINDS}


def _ends(group: Cluster) -> list[int]:
    told = [fact.value for each in group.members for fact in each.contract.facts if fact.field == "ended"]
    return list(days_of((*told, group.listed.ended if group.listed else "")))


def join_by_title(
    standing: ClusterIndex, nobodys: Sequence[Cluster], is_named: Callable[[Client], bool]
) -> tuple[list[str], list[str]]:
    """Join groups of one title: what they are called that were joined, and sentences on what was not.

    `nobodys` have neither number nor client, and stand nowhere yet.  `is_named` tells of a client whether any
    file has a name for it.
    """
    by_title: dict[str, list[Cluster]] = {}
    for group in (*standing, *nobodys):
        for title in group.titles:
            by_title.setdefault(title, []).append(group)
    loose = {group.number for group in nobodys}
    doubted = _with_two_names([_distinct(groups) for groups in by_title.values()], is_named)
    joined, notes = list[str](), list[str]()
    for title in sorted(by_title):
        _joined_by_start(_distinct(by_title[title]), loose)
        for one, other in pairs_by_payments(_distinct(by_title[title])):
            if one.into is None and other.into is None:
                one.take(other)
        side = _distinct(by_title[title])
        if len(side) == 1 or not any(group.members for group in side):
            continue
        numbers = _halves(side, is_named)[0]
        if _one_contract(side, may_be_one_client=bool(numbers) and not numbers & doubted):
            joined.append(_joined(side))
        elif all(group.clients for group in side):
            notes += _told_of_clients(side)
        else:
            notes += _left_apart(side, loose)
    for group in nobodys:
        standing.put(group.whole)
    for group in list(standing):
        standing.put(group)
    return joined, notes


def _distinct(groups: Sequence[Cluster]) -> list[Cluster]:
    whole = {group.whole.number: group.whole for group in groups if not group.whole.why}
    return [whole[number] for number in sorted(whole)]


def _joined_by_start(side: Sequence[Cluster], loose: set[int]) -> None:
    """What has neither number nor client is the contract that started on its day, if it is the only one."""
    known = [group for group in side if group.number not in loose]
    for group in side:
        if group.number not in loose:
            continue
        found = [each for each in known if each.may_be(group) and each.starts_with(group)]
        if len(found) == 1:
            found[0].take(group)


def _one_contract(side: Sequence[Cluster], *, may_be_one_client: bool) -> bool:
    """Whether no two of them can be two contracts."""
    clients = sum(1 for group in side if group.clients)
    is_one = clients <= 1 or may_be_one_client
    return is_one and all(
        one.may_be(other) and not (too_early(one, other) or too_early(other, one))
        for one, other in combinations(side, 2)
    )


def _halves(side: Sequence[Cluster], is_named: Callable[[Client], bool]) -> tuple[set[Client], set[Client]]:
    """Two clients of one title that may be one: the one known by its number alone, and the one known by its
    name alone, from different kinds of exports; both empty where there is no such pair."""
    known = sorted(
        (group for group in side if group.clients), key=lambda group: min(group.clients)[0] == NUMBER
    )
    if len(known) == 2:
        called, counted = known
        names = all(kind != NUMBER for kind, _ in called.clients)
        numbers = all(each[0] == NUMBER and not is_named(each) for each in counted.clients)
        kinds = [{member.kind for member in group.members} for group in known]
        if names and numbers and not kinds[0] & kinds[1]:
            return counted.clients, called.clients
    return set(), set()


def _with_two_names(sides: Sequence[Sequence[Cluster]], is_named: Callable[[Client], bool]) -> set[Client]:
    """The numbers of clients that titles put to different names."""
    names: dict[Client, set[Client]] = {}
    for side in sides:
        numbers, called = _halves(side, is_named)
        for number in numbers:
            names.setdefault(number, set()).update(called)
    return {number for number, called in names.items() if len(called) > 1}


def _joined(side: Sequence[Cluster]) -> str:
    for other in side[1:]:
        side[0].take(other)
    number = f" ({words.numbered(side[0])})" if side[0].id or side[0].listed else ""
    return words.titled(side[0]) + number


def _left_apart(side: Sequence[Cluster], loose: set[int]) -> list[str]:
    """Tell of those that may be one.

    What may be another is not written as a contract of its own, or a state would have it twice: what has
    neither number nor client, what has no number beside others that have or that stand in the state, and what
    has one beside others that an earlier import wrote.
    """
    known = [group for group in side if group.number not in loose]
    for group in side:
        found = [each for each in known if each.may_be(group)] if group.number in loose else []
        if found:
            group.why = words.fits_several(group, found)
    doubtful = [group for group in known if _has_double(group, known)]
    stands = any(group.id or group.listed for group in doubtful)
    imported = any(group.listed and group.listed.noted_title and not group.id for group in doubtful)
    for group in doubtful:
        if group.listed is None and (imported if group.id else stands):
            group.why = words.DOUBTFUL
    left = [group for group in doubtful if not group.why]
    return [words.not_joined(left)] if len(left) > 1 else []


def _has_double(group: Cluster, known: Sequence[Cluster]) -> bool:
    """Whether one of them may be the same contract.

    Those with numbers stand first; each looks where its doubles are likely, as there may be hundreds of one
    title.
    """
    others = reversed(known) if group.id else known
    return any(
        not (group.clients and other.clients) and group is not other and group.may_be(other)
        for other in others
    )


def _told_of_clients(side: Sequence[Cluster]) -> list[str]:
    """Two contracts of one title may be one whose client has two names, if only one of them has a number and
    no kind of export tells of both."""
    if len(side) != 2 or not side[0].may_be(side[1]) or side[0].clients & side[1].clients:
        return []
    if {each.kind for each in side[0].members} & {each.kind for each in side[1].members}:
        return []
    numbered = [group for group in side if group.id]
    others = [group for group in side if not group.id and group.members]
    return [words.other_clients(numbered[0], others[0])] if numbered and others else []


_ONE_EACH = (ExportKind.API, ExportKind.HISTORY)
"""Exports whose entries are contracts; a report's rows may be of several that look alike."""


@record
class Linkage:
    """Groups that are a contract each, those that could not be put to one, and what is worth telling."""

    groups: tuple[Cluster, ...]
    strays: tuple[Cluster, ...]
    notes: tuple[Note, ...]


def link_records(members: Iterable[Candidate], listed: Iterable[StateContract]) -> Linkage:
    """Put contracts of exports together with one another and with those of a state.

    The order of both makes no difference.  Groups without a contract of an export are left out.
    """
    joiner = _Joiner(sorted(members, key=_place), sorted(listed, key=lambda each: each.id))
    joiner.by_number()
    joiner.by_client_and_title()
    joiner.by_title()
    joiner.by_client()
    told = [group for group in joiner.standing if group.members]
    groups = [group for group in told if not group.why]
    strays = [group for group in told if group.why]
    notes = sorted(joiner.notes)
    return Linkage(tuple(groups), tuple(strays), tuple(Note(text) for text in notes))


def _place(member: Candidate) -> tuple[str, ...]:
    key = member.contract.key
    origin = member.contract.origin
    return (member.file, member.kind, key.id, key.client_id, key.client, key.title, origin.place)


class _Joiner:
    def __init__(self, members: Sequence[Candidate], listed: Sequence[StateContract]) -> None:
        self.members, self.listed = members, listed
        self.clients = Clients((each.contract.key for each in members), listed)
        self.standing = ClusterIndex()
        self.notes: list[str] = []
        self._numbers = count()

    def by_number(self) -> None:
        """One group for each of the platform's numbers."""
        numbers = {each.contract.key.id for each in self.members if each.contract.key.id}
        numbers |= {each.platform_id for each in self.listed if each.platform_id}
        groups = {number: self._group(number) for number in sorted(numbers)}
        for member in self.members:
            if member.contract.key.id:
                groups[member.contract.key.id].add(member, self.clients)
        for exactly in (True, False):  # a number that was noted goes before an id that looks like one
            for each in self.listed:
                name = each.platform_id if exactly else "" if each.platform_id else each.id
                if name in groups and groups[name].listed is None:
                    groups[name].list_as(each, self.clients)
        for group in groups.values():
            self.standing.put(group)

    def by_client_and_title(self) -> None:
        """First the state's contracts, then entries that are contracts each, then what reports sum up."""
        taken = {group.listed.id for group in self.standing if group.listed}
        rest = [each for each in self.listed if each.id not in taken]
        self._attach([self._listed(each) for each in rest], words.fits_listed)
        left = self._unnumbered()
        for sums in (False, True):
            for started in (True, False):  # what tells more goes first
                alike = self._alike(
                    each
                    for each in left
                    if (each.kind not in _ONE_EACH) is sums and bool(starts_of(each.contract)) is started
                )
                self._attach([group for group in alike if len(group.clients) == 1], one_each=not sums)
                self._attach([group for group in alike if len(group.clients) > 1], one_each=not sums)

    def by_title(self) -> None:
        """Contracts of which no file tells both client and number."""
        nobodys = [each for each in self._without_number() if not self.clients.of(each.contract.key)]
        named = [each for each in nobodys if folded(each.contract.key.title)]
        first, _ = join_by_title(self.standing, [], self.clients.is_named)
        self._learn_clients()
        self._by_client_and_title_again()
        second, notes = join_by_title(self.standing, self._alike(named), self.clients.is_named)
        self._learn_clients()
        joined = sorted(first + second)
        self.notes += [*notes, words.joined_by_title(joined)] if joined else notes

    def _learn_clients(self) -> None:
        """A contract whose client has got a number and a name tells whose number it is, and that holds for
        the client's other contracts, unless one of them tells otherwise."""
        pairs = {
            (number, name)
            for group in self.standing
            for number in group.clients
            for name in group.clients
            if number[0] == NUMBER and name[0] == NAME
        }
        told = Counter(client for pair in pairs for client in pair)
        for number, name in sorted(pairs):
            if told[number] == told[name] == 1:
                self.clients.learn(number[1], name[1])
                self.standing.rename(name, number)

    def _by_client_and_title_again(self) -> None:
        """A contract that has got its client by one of its titles may have others, which were left for want
        of a client."""
        left = [group for group in self.standing if not (group.id or group.listed or group.why)]
        for group in left:
            found = [each for each in self.standing.fitting(group) if each is not group]
            if len(found) == 1 and (found[0].id or found[0].listed) and not found[0].why:
                found[0].take(group)

    def by_client(self) -> None:
        """What names no contract, to the only one of its client."""
        groups = self._alike([each for each in self._without_number() if not folded(each.contract.key.title)])
        found = {group.number: self.standing.of_clients(group.clients) for group in groups}
        joined = []
        for group in groups:
            only = found[group.number]
            if not group.clients:
                group.why = "The file names neither a contract nor a client."
            elif len(only) == 1 and not only[0].why:
                group.why = misfit(group, only[0])
                if group.why:
                    continue
                joined.append(f"{words.titled(only[0])}")
                only[0].take(group)
            else:
                group.why = words.no_only_one(group.members[0], only)
        self._put(groups)
        self.notes += [words.put_to_only(sorted(joined))] if joined else []

    def _without_number(self) -> list[Candidate]:
        return [each for each in self.members if not each.contract.key.id]

    def _unnumbered(self) -> list[Candidate]:
        """What is known by its client and title alone."""
        return [
            each
            for each in self._without_number()
            if folded(each.contract.key.title) and self.clients.of(each.contract.key)
        ]

    def _group(self, number: str = "") -> Cluster:
        return Cluster(next(self._numbers), number)

    def _listed(self, listed: StateContract) -> Cluster:
        group = self._group()
        group.list_as(listed, self.clients)
        return group

    def _alike(self, members: Iterable[Candidate]) -> list[Cluster]:
        """Groups of what is called the same; entries that are contracts each, by their start too."""
        groups: dict[tuple[object, ...], Cluster] = {}
        for member in members:
            key = member.contract.key
            starts = starts_of(member.contract) if member.kind in _ONE_EACH else ()
            called = (self.clients.of(key), folded(key.title), starts)
            if called not in groups:
                groups[called] = self._group()
            groups[called].add(member, self.clients)
        return list(groups.values())

    def _attach(
        self,
        layer: Sequence[Cluster],
        doubt: Callable[[Cluster, Sequence[Cluster]], str] = words.fits_several,
        one_each: bool = True,
    ) -> None:
        """Put each group of a layer to the one standing group that it fits, if no other of the layer does.

        Where several fit, a common start decides.  What fits none stands for itself.  Groups that are no
        contract each (`one_each`) may be one under several titles, as contracts get new ones.
        """
        fitting = {group.number: self.standing.fitting(group) for group in layer}
        _decide_by_start(layer, fitting)

        def wants(group: Cluster) -> list[tuple[int, str]]:
            titles = [""] if one_each else sorted(group.titles)
            return [(each.number, title) for each in fitting[group.number] for title in titles]

        wanted = Counter(want for group in layer for want in wants(group))
        for group in layer:
            found = fitting[group.number]
            if group.into is not None or not found:
                continue
            if len(found) == 1 and not found[0].why and all(wanted[want] == 1 for want in wants(group)):
                group.why = too_early(group, found[0])
                if not group.why:
                    found[0].take(group)
            elif group.listed is not None:
                self.notes.append(doubt(group, found))
            else:
                group.why = doubt(group, found)
        self._put(layer)

    def _put(self, layer: Iterable[Cluster]) -> None:
        for group in layer:
            self.standing.put(group.whole)


def _decide_by_start(layer: Sequence[Cluster], fitting: dict[int, list[Cluster]]) -> None:
    """Join what fits one another and alone has that start, and leave the joined out of what others fit."""
    same = {group.number: [e for e in fitting[group.number] if e.starts_with(group)] for group in layer}
    wanted = Counter(each.number for found in same.values() for each in found)
    taken = set()
    for group in layer:
        found = same[group.number]
        if len(found) == 1 and wanted[found[0].number] == 1 and not found[0].why:
            found[0].take(group)
            taken.add(found[0].number)
            fitting[group.number] = []
    for group in layer:
        fitting[group.number] = [each for each in fitting[group.number] if each.number not in taken]
