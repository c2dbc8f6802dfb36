"""Which contracts of the exports are one contract, and which of the state it is.

In this order: the platform's number; client and title; the title alone, where it leaves no choice; the client
alone, where it has one contract.  Contracts with two numbers are never one, nor are two of the state, nor two
that started more than a day apart.  Where a contract fits several, it is put to none of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, count

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
    folded,
    pairs_by_payments,
    share_out,
)
from advisor.upwork.exports.model import ExportKind, Note, StateContract

_ONE_EACH = (ExportKind.API, ExportKind.HISTORY)
"""Exports whose entries are contracts; a report's rows may be of several that look alike."""


@record
class Linkage:
    """Clusters that are a contract each, those that could not be put to one, and remarks."""

    clusters: tuple[Cluster, ...]
    unplaced: tuple[Cluster, ...]
    notes: tuple[Note, ...]


def link_records(candidates: Iterable[Candidate], listed: Iterable[StateContract]) -> Linkage:
    """Put contracts of exports together with one another and with those of a state, each in any order."""
    linker = _Linker(sorted(candidates, key=_place), sorted(listed, key=lambda contract: contract.id))
    linker.by_number()
    linker.by_client_and_title()
    linker.by_title()
    linker.by_client()
    clusters = [cluster for cluster in linker.index if cluster.members]
    return Linkage(
        tuple(cluster for cluster in clusters if not cluster.why),
        tuple(cluster for cluster in clusters if cluster.why),
        tuple(Note(text) for text in sorted(linker.notes)),
    )


def _place(candidate: Candidate) -> tuple[str, ...]:
    key, place = candidate.contract.key, candidate.contract.origin.place
    return (candidate.file, candidate.kind, key.id, key.client_id, key.client, key.title, place)


class _Linker:
    def __init__(self, candidates: Sequence[Candidate], listed: Sequence[StateContract]) -> None:
        self.candidates, self.listed = candidates, listed
        self.clients = Clients((candidate.contract.key for candidate in candidates), listed)
        self.index = ClusterIndex()
        self.notes: list[str] = []
        self._numbers = count()
        self._placed: set[int] = set()  # ids of candidates, under what may be their number

    def by_number(self) -> None:
        """One cluster for each of the platform's numbers."""
        numbers = {candidate.contract.key.id for candidate in self.candidates}
        numbers |= {contract.platform_id for contract in self.listed}
        clusters = {number: self._cluster(number) for number in sorted(numbers - {""})}
        for candidate in self.candidates:
            if candidate.contract.key.id:
                clusters[candidate.contract.key.id].add(candidate, self.clients)
        for candidate in self.candidates:
            known = clusters.get(candidate.contract.key.assignment)
            if known is not None and not candidate.contract.key.id and self._fits(candidate, known):
                known.add(candidate, self.clients)
                self._placed.add(id(candidate))
        for is_noted in (True, False):  # a number that was noted goes before an id that looks like one
            for contract in self.listed:
                number = contract.platform_id if is_noted else "" if contract.platform_id else contract.id
                if number in clusters and clusters[number].listed is None:
                    clusters[number].list_as(contract, self.clients)
        self._put(clusters.values())

    def _fits(self, candidate: Candidate, known: Cluster) -> bool:
        """Whether what may be a contract's number is that of this one."""
        rows = self._cluster()
        rows.add(candidate, self.clients)
        return known.may_be(rows)

    def by_client_and_title(self) -> None:
        """First the state's contracts, then entries that are contracts each, then what reports sum up."""
        taken = {cluster.listed.id for cluster in self.index if cluster.listed}
        rest = [self._cluster(listed=contract) for contract in self.listed if contract.id not in taken]
        self._attach(rest, words.fits_listed)
        left = self._without_number(has_title=True, has_client=True)
        for is_sum in (False, True):
            for has_start in (True, False):  # what is known better goes first
                layer = self._alike(
                    candidate
                    for candidate in left
                    if (candidate.kind not in _ONE_EACH) is is_sum and bool(candidate.starts) is has_start
                )
                layer = [part for cluster in layer for part in self._shared_out(cluster)] if is_sum else layer
                for is_one in (True, False):
                    clusters = [cluster for cluster in layer if (len(cluster.clients) == 1) is is_one]
                    self._attach(clusters, one_each=not is_sum)

    def _shared_out(self, cluster: Cluster) -> list[Cluster]:
        """Put payments of separate days to the contracts of that name; what is left over."""
        contracts = [one for one in self.index.matches(cluster, by_payments=False) if not one.why]
        parts = share_out(cluster, contracts, self._cluster, self.clients)
        for part, owner in parts:
            owner.absorb(part)
        return [cluster] if cluster.members else []

    def by_title(self) -> None:
        """Contracts of which no file has both client and number."""
        unkeyed = self._without_number(has_title=True, has_client=False)
        shared = self._share_by_title()
        first, _ = join_by_title(self.index, [], self.clients.is_named)
        self._learn_clients()
        self._by_client_and_title_again()
        second, notes = join_by_title(self.index, self._alike(unkeyed), self.clients.is_named)
        self._learn_clients()
        joined = sorted(shared + first + second)
        self.notes += [*notes, words.joined_by_title(joined)] if joined else notes

    def _share_by_title(self) -> list[str]:
        """Share payments out among contracts of their title: what those are called that got some."""
        joined = []
        for _, clusters in sorted(_by_title(self.index).items()):
            side = _distinct(clusters)
            rows = [cluster for cluster in side if cluster.paid and not (cluster.id or cluster.listed)]
            others = [cluster for cluster in side if cluster not in rows]
            if len(rows) == 1 and (
                _halves(side, self.clients.is_named)[0] or not any(c.clients for c in others)
            ):
                loose = [one for one in others if one.may_be(rows[0], by_payments=False)]
                for part, owner in share_out(rows[0], loose, self._cluster, self.clients):
                    joined.append(_join([owner, part]))
                    self.index.put(owner)
        return joined

    def _learn_clients(self) -> None:
        """Where a contract's client has a number and a name, know them as one, unless others show another."""
        pairs = {
            (number, name)
            for cluster in self.index
            for number in cluster.clients
            for name in cluster.clients
            if number[0] == NUMBER and name[0] == NAME
        }
        uses = Counter(client for pair in pairs for client in pair)
        for number, name in sorted(pairs):
            if uses[number] == uses[name] == 1:
                self.clients.learn(number[1], name[1])
                self.index.rename(name, number)

    def _by_client_and_title_again(self) -> None:
        """A contract that has got its client by one of its titles may have others that were left."""
        left = [cluster for cluster in self.index if not (cluster.id or cluster.listed or cluster.why)]
        for cluster in left:
            matches = [match for match in self.index.matches(cluster) if match is not cluster]
            if len(matches) == 1 and (matches[0].id or matches[0].listed) and not matches[0].why:
                matches[0].absorb(cluster)

    def by_client(self) -> None:
        """What names no contract, to the only one of its client."""
        clusters = self._alike(self._without_number(has_title=False))
        of_client = [self.index.of_clients(cluster.clients) for cluster in clusters]
        joined = []
        wished = Counter(others[0].number for others in of_client if len(others) == 1)
        for cluster, others in zip(clusters, of_client, strict=True):
            if not cluster.clients:
                cluster.why = "The file names neither a contract nor a client."
            elif len(others) == 1 and not others[0].why:
                is_one = wished[others[0].number] == 1
                cluster.why = words.misfit(cluster, others[0]) if is_one else words.of_several(cluster)
                if not cluster.why:
                    joined.append(words.cluster_title(others[0]))
                    others[0].absorb(cluster)
            else:
                cluster.why = words.no_only_one(cluster.members[0], others)
        self._put(clusters)
        self.notes += [words.put_to_only(sorted(joined))] if joined else []

    def _without_number(self, *, has_title: bool, has_client: bool | None = None) -> list[Candidate]:
        return [
            candidate
            for candidate in self.candidates
            if not (key := candidate.contract.key).id
            and id(candidate) not in self._placed
            and bool(folded(key.title)) is has_title
            and has_client in (None, bool(self.clients.of(key)))
        ]

    def _cluster(self, number: str = "", listed: StateContract | None = None) -> Cluster:
        cluster = Cluster(next(self._numbers), number)
        if listed is not None:
            cluster.list_as(listed, self.clients)
        return cluster

    def _alike(self, candidates: Iterable[Candidate]) -> list[Cluster]:
        """Clusters of what is called the same; entries that are contracts each, by their start too."""
        clusters: dict[tuple[object, ...], Cluster] = {}
        for candidate in candidates:
            key = candidate.contract.key
            starts = candidate.starts if candidate.kind in _ONE_EACH else ()
            called = (self.clients.of(key), folded(key.title), starts, folded(key.freelancer), key.assignment)
            if called not in clusters:
                clusters[called] = self._cluster()
            clusters[called].add(candidate, self.clients)
        return list(clusters.values())

    def _attach(
        self,
        layer: Sequence[Cluster],
        reason: Callable[[Cluster, Sequence[Cluster]], str] = words.fits_several,
        one_each: bool = True,
    ) -> None:
        """Put each cluster of a layer to the only one so far that it fits, if no other of the layer does.

        Clusters that are no contract each (`one_each`) may be one under several titles.
        """
        matches = {cluster.number: self.index.matches(cluster) for cluster in layer}
        _decide_by_start(layer, matches)

        def wishes(cluster: Cluster) -> list[tuple[int, str]]:
            titles = [""] if one_each else sorted(cluster.titles)
            return [(match.number, title) for match in matches[cluster.number] for title in titles]

        wished = Counter(wish for cluster in layer for wish in wishes(cluster))
        for cluster in layer:
            fitting = matches[cluster.number]
            if cluster.into is None and not fitting:
                cluster.why = self._too_early(cluster)
            if cluster.into is not None or not fitting:
                continue
            if len(fitting) == 1 and not fitting[0].why and all(wished[w] == 1 for w in wishes(cluster)):
                cluster.why = self._too_early(cluster)
                if not cluster.why:
                    fitting[0].absorb(cluster)
            elif cluster.listed is not None:
                self.notes.append(reason(cluster, fitting))
            else:
                cluster.why = reason(cluster, fitting)
        self._put(layer)

    def _too_early(self, cluster: Cluster) -> str:
        """Why a contract of that name is not it, where that began after payments; "" where there is none."""
        others = self.index.matches(cluster, by_payments=False)
        if not any(cluster.is_paid_early(other) for other in others):
            return ""
        one = others[0]
        return words.too_early(cluster, one) if len(others) == 1 else words.fits_several(cluster, others)

    def _put(self, clusters: Iterable[Cluster]) -> None:
        for cluster in clusters:
            self.index.put(cluster.final)


def _decide_by_start(layer: Sequence[Cluster], matches: dict[int, list[Cluster]]) -> None:
    """Join what fits one another and alone has that start, and leave the joined out of what others fit."""
    same = {
        cluster.number: [match for match in matches[cluster.number] if match.starts_with(cluster)]
        for cluster in layer
    }
    wished = Counter(match.number for starting in same.values() for match in starting)
    taken = set()
    for cluster in layer:
        starting = same[cluster.number]
        if len(starting) == 1 and wished[starting[0].number] == 1 and not starting[0].why:
            starting[0].absorb(cluster)
            taken.add(starting[0].number)
            matches[cluster.number] = []
    for cluster in layer:
        matches[cluster.number] = [match for match in matches[cluster.number] if match.number not in taken]


def join_by_title(
    index: ClusterIndex, unkeyed: Sequence[Cluster], is_named: Callable[[Client], bool]
) -> tuple[list[str], list[str]]:
    """Join clusters of one title: what they are called that were joined, and sentences on what was not.

    `unkeyed` have neither number nor client, and are not in the index yet.
    """
    by_title = _by_title((*index, *unkeyed))
    loose = {cluster.number for cluster in unkeyed}
    doubted = _with_two_names([_distinct(clusters) for clusters in by_title.values()], is_named)
    joined, notes = list[str](), list[str]()
    for title in sorted(by_title):
        _join_by_start(_distinct(by_title[title]), loose)
        for one, other in pairs_by_payments(_distinct(by_title[title])):
            if one.into is None and other.into is None:
                one.absorb(other)
        side = _distinct(by_title[title])
        side = [one for one in side if any(one.may_be(other) for other in side if other is not one)]
        if len(side) < 2 or not any(cluster.members for cluster in side):
            continue
        numbers = _halves(side, is_named)[0]
        if _is_one_contract(side, may_be_one_client=bool(numbers) and not numbers & doubted):
            joined.append(_join(side))
        elif all(cluster.clients for cluster in side):
            notes += _notes_on_clients(side)
        else:
            notes += _leave_apart(side, loose)
    for cluster in (*(cluster.final for cluster in unkeyed), *list(index)):
        index.put(cluster)
    return joined, notes


def _by_title(clusters: Iterable[Cluster]) -> dict[str, list[Cluster]]:
    by_title: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for title in cluster.titles:
            by_title.setdefault(title, []).append(cluster)
    return by_title


def _distinct(clusters: Sequence[Cluster]) -> list[Cluster]:
    final = {cluster.final.number: cluster.final for cluster in clusters if not cluster.final.why}
    return [final[number] for number in sorted(final)]


def _join_by_start(side: Sequence[Cluster], loose: set[int]) -> None:
    """What has neither number nor client is the contract that started on its day, if it is the only one."""
    known = [cluster for cluster in side if cluster.number not in loose]
    for cluster in side:
        if cluster.number in loose:
            matches = [other for other in known if other.may_be(cluster) and other.starts_with(cluster)]
            if len(matches) == 1:
                matches[0].absorb(cluster)


def _is_one_contract(side: Sequence[Cluster], *, may_be_one_client: bool) -> bool:
    is_one_client = may_be_one_client or sum(bool(cluster.clients) for cluster in side) <= 1
    return is_one_client and all(one.may_be(other) for one, other in combinations(side, 2))


def _halves(side: Sequence[Cluster], is_named: Callable[[Client], bool]) -> tuple[set[Client], set[Client]]:
    """Two clients of one title that may be one: known by a number alone, and by a name alone; else empty."""
    numbered = [cluster for cluster in side if cluster.clients and min(cluster.clients)[0] == NUMBER]
    called = [cluster for cluster in side if cluster.clients and cluster not in numbered]
    clients = set[Client]().union(*(cluster.clients for cluster in numbered))
    is_nobody = all(client[0] == NUMBER and not is_named(client) for client in clients)
    if len(called) != 1 or not numbered or not is_nobody or any(c.clients != clients for c in numbered):
        return set(), set()
    if any(kind == NUMBER for kind, _ in called[0].clients) or any(
        _share_a_kind(called[0], c) for c in numbered
    ):
        return set(), set()
    return clients, called[0].clients


def _share_a_kind(one: Cluster, other: Cluster) -> bool:
    kinds, others = ({member.kind for member in cluster.members} for cluster in (one, other))
    return bool(kinds & others)


def _with_two_names(sides: Sequence[Sequence[Cluster]], is_named: Callable[[Client], bool]) -> set[Client]:
    names: dict[Client, set[Client]] = {}
    for side in sides:
        numbers, called = _halves(side, is_named)
        for number in numbers:
            names.setdefault(number, set()).update(called)
    return {number for number, called in names.items() if len(called) > 1}


def _join(side: Sequence[Cluster]) -> str:
    for other in side[1:]:
        side[0].absorb(other)
    number = f" ({words.cluster_number(side[0])})" if side[0].id or side[0].listed else ""
    return words.cluster_title(side[0]) + number


def _leave_apart(side: Sequence[Cluster], loose: set[int]) -> list[str]:
    """Notes on those that may be one.

    What may be another is not written as a contract of its own, or a state would have it twice.
    """
    known = [cluster for cluster in side if cluster.number not in loose]
    for cluster in side:
        matches = [other for other in known if other.may_be(cluster)] if cluster.number in loose else []
        if matches:
            cluster.why = words.fits_several(cluster, matches)
    doubtful = [cluster for cluster in known if _has_double(cluster, known)]
    stands = any(cluster.id or cluster.listed for cluster in doubtful)
    imported = any(cluster.listed and cluster.listed.noted_title and not cluster.id for cluster in doubtful)
    for cluster in doubtful:
        if cluster.listed is None and (imported if cluster.id else stands):
            cluster.why = words.DOUBTFUL
    left = [cluster for cluster in doubtful if not cluster.why]
    return [words.not_joined(left)] if len(left) > 1 else []


def _has_double(cluster: Cluster, known: Sequence[Cluster]) -> bool:
    # Those with numbers stand first: there may be hundreds of one title, so begin where doubles are likely.
    return any(
        not (cluster.clients and other.clients) and cluster is not other and cluster.may_be(other)
        for other in (reversed(known) if cluster.id else known)
    )


def _notes_on_clients(side: Sequence[Cluster]) -> list[str]:
    """A note on two that may be one contract, whose client has two names: no kind of export has both."""
    if len(side) != 2 or not side[0].may_be(side[1]) or side[0].clients & side[1].clients:
        return []
    numbered = [cluster for cluster in side if cluster.id]
    others = [cluster for cluster in side if not cluster.id and cluster.members]
    if _share_a_kind(side[0], side[1]) or not numbered or not others:
        return []
    return [words.other_clients(numbered[0], others[0])]
