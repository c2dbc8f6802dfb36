"""Which contracts of the exports are one contract, and which of the state it is.

In this order: the platform's number; client and title; the title alone, where it leaves no choice; the client
alone, where it has one contract.  Contracts with two numbers are never one, nor are two of the state, nor two
that started more than a day apart.  Where a contract fits several, it is put to none of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from advisor.facts.exports import joining_words as words
from advisor.facts.exports.groups import Group, Member, Standing, starts_of
from advisor.facts.exports.misfits import misfit, too_early
from advisor.facts.exports.model import Kind, Note
from advisor.facts.exports.picture_model import Listed
from advisor.facts.exports.sameness import NAME, NUMBER, Clients, folded
from advisor.facts.exports.title_alone import join_by_title
from advisor.source.record import record

_ONE_EACH = (Kind.API, Kind.HISTORY)
"""Exports whose entries are contracts; a report's rows may be of several that look alike."""


@record
class Joining:
    """Groups that are a contract each, those that could not be put to one, and what is worth telling."""

    groups: tuple[Group, ...]
    strays: tuple[Group, ...]
    notes: tuple[Note, ...]


def join(members: Iterable[Member], listed: Iterable[Listed]) -> Joining:
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
    return Joining(tuple(groups), tuple(strays), tuple(Note(text) for text in notes))


def _place(member: Member) -> tuple[str, ...]:
    key = member.contract.key
    origin = member.contract.origin
    return (member.file, member.kind, key.id, key.client_id, key.client, key.title, origin.place)


class _Joiner:
    def __init__(self, members: Sequence[Member], listed: Sequence[Listed]) -> None:
        self.members, self.listed = members, listed
        self.clients = Clients((each.contract.key for each in members), listed)
        self.standing = Standing()
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

    def _without_number(self) -> list[Member]:
        return [each for each in self.members if not each.contract.key.id]

    def _unnumbered(self) -> list[Member]:
        """What is known by its client and title alone."""
        return [
            each
            for each in self._without_number()
            if folded(each.contract.key.title) and self.clients.of(each.contract.key)
        ]

    def _group(self, number: str = "") -> Group:
        return Group(next(self._numbers), number)

    def _listed(self, listed: Listed) -> Group:
        group = self._group()
        group.list_as(listed, self.clients)
        return group

    def _alike(self, members: Iterable[Member]) -> list[Group]:
        """Groups of what is called the same; entries that are contracts each, by their start too."""
        groups: dict[tuple[object, ...], Group] = {}
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
        layer: Sequence[Group],
        doubt: Callable[[Group, Sequence[Group]], str] = words.fits_several,
        one_each: bool = True,
    ) -> None:
        """Put each group of a layer to the one standing group that it fits, if no other of the layer does.

        Where several fit, a common start decides.  What fits none stands for itself.  Groups that are no
        contract each (`one_each`) may be one under several titles, as contracts get new ones.
        """
        fitting = {group.number: self.standing.fitting(group) for group in layer}
        _decide_by_start(layer, fitting)

        def wants(group: Group) -> list[tuple[int, str]]:
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

    def _put(self, layer: Iterable[Group]) -> None:
        for group in layer:
            self.standing.put(group.whole)


def _decide_by_start(layer: Sequence[Group], fitting: dict[int, list[Group]]) -> None:
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
