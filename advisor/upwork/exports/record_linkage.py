"""Which contracts of the exports are one contract, and which of the state it is.

In this order: the platform's number; client and title; the title alone, where it leaves no choice; the client
alone, where it has one contract.  A weekly summary has numbers and no clients, a transaction report clients
and no numbers.  Every join asks `may_be`; where a contract fits several, it is put to none of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, count

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
)
from advisor.upwork.exports.model import ExportKind, Note, StateContract
from advisor.upwork.exports.shared_payments import pairs_by_payments, share_out

_ONE_EACH = (ExportKind.API, ExportKind.HISTORY)
"""Exports whose entries are contracts; a report's rows may be of several that look alike."""


def link_records(
    candidates: Iterable[Candidate], listed: Iterable[StateContract]
) -> tuple[list[Cluster], list[Note]]:
    """Put contracts of exports together with one another and with those of a state, each in any order.

    Those that could not be put to a contract tell `why`.
    """
    linker = _Linker(sorted(candidates, key=_place), sorted(listed, key=lambda contract: contract.id))
    linker.by_number()
    linker.by_client_and_title()
    linker.by_title()
    linker.by_client()
    clusters = [cluster for cluster in linker.index.all() if cluster.members]
    return clusters, [Note(text) for text in sorted(linker.notes)]


def _place(candidate: Candidate) -> tuple[str, ...]:
    key, place = candidate.key, candidate.contract.origin.place
    return (candidate.file, candidate.kind, key.id, key.client_id, key.client, key.title, place)


class _Linker:
    def __init__(self, candidates: Sequence[Candidate], listed: Sequence[StateContract]) -> None:
        self.left, self.listed = candidates, listed  # what no join has taken yet
        self.clients = Clients([candidate.key for candidate in candidates], listed)
        self.index = ClusterIndex()
        self.notes: list[str] = []
        self._numbers = count()

    def _cluster(self, *members: Candidate, number: str = "") -> Cluster:
        cluster = Cluster(next(self._numbers), number)
        for member in members:
            cluster.add(member, self.clients)
        return cluster

    def _take(self, *, has_title: bool, has_client: bool | None = None) -> list[Candidate]:
        """Of what is left, that which has a title, or a client, or has none."""
        taken, rest = list[Candidate](), list[Candidate]()
        for candidate in self.left:
            is_client = has_client in (None, bool(self.clients.of(candidate.key)))
            is_meant = is_client and bool(folded(candidate.key.title)) is has_title
            (taken if is_meant else rest).append(candidate)
        self.left = rest
        return taken

    def _alike(self, candidates: Iterable[Candidate]) -> list[Cluster]:
        """Clusters of what is called the same; entries that are contracts each, by their start too."""
        alike: dict[object, list[Candidate]] = {}
        for candidate in candidates:
            key, clients = candidate.key, frozenset(self.clients.of(candidate.key))
            starts = frozenset(candidate.starts if candidate.kind in _ONE_EACH else ())
            called = (clients, folded(key.title), starts, folded(key.freelancer), key.assignment)
            alike.setdefault(called, []).append(candidate)
        return [self._cluster(*members) for members in alike.values()]

    def _put(self, clusters: Iterable[Cluster]) -> None:
        for cluster in clusters:
            self.index.put(cluster)

    def by_number(self) -> None:
        """One cluster for each of the platform's numbers; then what an assignment tells, and the state."""
        numbers = {candidate.key.id for candidate in self.left} | {one.platform_id for one in self.listed}
        clusters = {number: self._cluster(number=number) for number in sorted(numbers - {""})}
        for candidate in self.left:
            if candidate.key.id:
                clusters[candidate.key.id].add(candidate, self.clients)
        rest = []
        for candidate in self.left:
            known = clusters.get(candidate.key.assignment)
            if known is not None and not candidate.key.id and known.may_be(self._cluster(candidate)):
                known.add(candidate, self.clients)
            elif not candidate.key.id:
                rest.append(candidate)
        self.left = rest
        for contract in sorted(self.listed, key=lambda one: not one.platform_id):
            # A number that was noted goes before an id that looks like one.
            number = contract.platform_id or contract.id
            if number not in clusters or clusters[number].listed:
                number = f"id {contract.id}"
                clusters[number] = self._cluster()
            clusters[number].list_as(contract, self.clients)
        self._put(cluster for cluster in clusters.values() if cluster.id)
        self._attach([cluster for cluster in clusters.values() if not cluster.id])

    def by_client_and_title(self) -> None:
        """First entries that are contracts each, those with a start before others; then rows of reports."""
        layers: dict[int, list[Candidate]] = {0: [], 1: [], 2: []}
        for candidate in self._take(has_title=True, has_client=True):
            layers[2 if candidate.kind not in _ONE_EACH else 0 if candidate.starts else 1].append(candidate)
        for number, candidates in layers.items():
            layer = self._alike(candidates)
            if number == 2:
                layer = [rows for rows in layer if not self._is_shared_out(rows)]
            for is_one in (True, False):  # what is known better goes first
                self._attach([cluster for cluster in layer if (len(cluster.clients) == 1) is is_one])

    def _is_shared_out(self, rows: Cluster) -> bool:
        """Put payments of separate days to the contracts of that name; whether none are left over."""
        alike = self.index.alike(rows)
        owners = [one for one in alike if not one.why and one.may_be(rows, by_payments=False)]
        for part, owner in share_out(rows, owners, self._cluster):
            owner.absorb(part)
        return not rows.members

    def _attach(self, layer: Sequence[Cluster]) -> None:
        """Put each cluster of a layer to the only one so far that it fits, if no other of the layer does."""
        fitting = {cluster.number: self._fitting(cluster) for cluster in layer}
        _decide_by_start(layer, fitting)
        wished = Counter(wish for cluster in layer for wish in _wishes(cluster, fitting))
        for cluster in layer:
            found = fitting[cluster.number]
            if cluster.into is not None:
                continue
            is_only = len(found) == 1 and not found[0].why
            if not found or (is_only and all(wished[wish] == 1 for wish in _wishes(cluster, fitting))):
                cluster.why = self._too_early(cluster)
                if found and not cluster.why:
                    found[0].absorb(cluster)
            elif cluster.listed is not None:
                self.notes.append(words.fits_listed(cluster, found))
            else:
                cluster.why = words.fits_several(cluster, found)
        self._put(layer)

    def _fitting(self, cluster: Cluster) -> list[Cluster]:
        return [one for one in self.index.alike(cluster) if one.fits_some_days(cluster)]

    def _too_early(self, cluster: Cluster) -> str:
        """Why a contract of that name is not it, where that began after payments; "" where there is none."""
        others = [one for one in self.index.alike(cluster) if one.may_be(cluster, by_payments=False)]
        if not any(cluster.is_paid_early(other) for other in others):
            return ""
        one = others[0]
        return words.too_early(cluster, one) if len(others) == 1 else words.fits_several(cluster, others)

    def by_title(self) -> None:
        """Contracts of which no file has both client and number."""
        nameless = self._take(has_title=True, has_client=False)
        joined = self._share_by_title() + self._join_by_title(())[0]
        self._learn_clients()
        for cluster in self.index.all():
            # What has got its client by one of its titles may have others that were left.
            if not (cluster.id or cluster.listed or cluster.why):
                found = self._fitting(cluster)
                if len(found) == 1 and (found[0].id or found[0].listed) and not found[0].why:
                    found[0].absorb(cluster)
        again, notes = self._join_by_title(self._alike(nameless))
        self._learn_clients()
        joined = sorted(joined + again)
        self.notes += [*notes, words.joined_by_title(joined)] if joined else notes

    def _share_by_title(self) -> list[str]:
        """Share payments out among contracts of their title: what those are called that got some."""
        joined = []
        for title in self.index.titles():
            side = self._side(title)
            rows = [cluster for cluster in side if cluster.paid and not (cluster.id or cluster.listed)]
            others = [cluster for cluster in side if cluster not in rows]
            if len(rows) == 1 and (self._two_names(side) or not any(other.clients for other in others)):
                owners = [one for one in others if one.may_be(rows[0], by_payments=False)]
                for part, owner in share_out(rows[0], owners, self._cluster):
                    joined.append(self._join([owner, part]))
        return joined

    def _join_by_title(self, nameless: Sequence[Cluster]) -> tuple[list[str], list[str]]:
        """Join clusters of one title: what they are called that were joined, and sentences on what was not.

        `nameless` have neither number nor client.
        """
        self._put(nameless)
        loose = {cluster.number for cluster in nameless}
        named: dict[Client, set[Client]] = {}
        for title in self.index.titles():
            for number, name in self._two_names(self._side(title)):
                named.setdefault(number, set()).add(name)
        joined, notes = list[str](), list[str]()
        for title in self.index.titles():
            self._join_by_start(self._side(title), loose)
            for one, other in pairs_by_payments(self._side(title)):
                if one.into is None and other.into is None:
                    one.absorb(other)
            side = self._side(title)
            side = [one for one in side if any(one.may_be(other) for other in side if other is not one)]
            if len(side) < 2 or not any(cluster.members for cluster in side):
                continue
            pairs = self._two_names(side)
            is_one_client = pairs and all(len(named.get(number, ())) < 2 for number, _ in pairs)
            if (is_one_client or sum(bool(one.clients) for one in side) <= 1) and all(
                one.may_be(other) for one, other in combinations(side, 2)
            ):
                joined.append(self._join(side))
            elif all(cluster.clients for cluster in side):
                notes += _notes_on_clients(side)
            elif pair := _only_fit(side, loose):
                joined.append(self._join(pair))
            else:
                notes += _leave_apart(side, loose)
        self._put(self.index.all())
        return joined, notes

    def _side(self, title: str) -> list[Cluster]:
        return [cluster for cluster in self.index.find([title]) if not cluster.why]

    def _join(self, side: Sequence[Cluster]) -> str:
        for other in side[1:]:
            side[0].absorb(other)
        self.index.put(side[0])
        number = f" ({words.cluster_number(side[0])})" if side[0].id or side[0].listed else ""
        return words.cluster_title(side[0]) + number

    def _join_by_start(self, side: Sequence[Cluster], loose: set[int]) -> None:
        """What has neither number nor client is the only contract that started on its day."""
        known = [cluster for cluster in side if cluster.number not in loose]
        for cluster in side:
            if cluster.number in loose:
                found = [other for other in known if other.may_be(cluster) and other.starts_with(cluster)]
                if len(found) == 1:
                    found[0].absorb(cluster)

    def _two_names(self, side: Sequence[Cluster]) -> set[tuple[Client, Client]]:
        """The number and the name of the client of one title, where one export has each; else none."""
        called = [cluster for cluster in side if any(kind == NAME for kind, _ in cluster.clients)]
        numbered = [cluster for cluster in side if cluster.clients and cluster not in called]
        if len(called) != 1 or not numbered or any(kind == NUMBER for kind, _ in called[0].clients):
            return set()
        for cluster in numbered:
            is_other = cluster.clients != numbered[0].clients or _share_a_kind(called[0], cluster)
            if is_other or any(map(self.clients.is_named, cluster.clients)):
                return set()
        return {(number, name) for number in numbered[0].clients for name in called[0].clients}

    def _learn_clients(self) -> None:
        """Where a contract's client has a number and a name, know them as one, unless others show another."""
        pairs = {
            (number, name)
            for cluster in self.index.all()
            for number in cluster.clients
            for name in cluster.clients
            if number[0] == NUMBER and name[0] == NAME
        }
        uses = Counter(client for pair in pairs for client in pair)
        for number, name in sorted(pairs):
            if uses[number] == uses[name] == 1:
                self.clients.learn(number[1], name[1])
                for cluster in self.index.find([name]):
                    cluster.clients = (cluster.clients - {name}) | {number}
                    self.index.put(cluster)

    def by_client(self) -> None:
        """What names no contract, to the only one of its client."""
        clusters = self._alike(self._take(has_title=False))
        found = {cluster.number: self.index.find(cluster.clients) for cluster in clusters}
        wished = Counter(others[0].number for others in found.values() if len(others) == 1)
        joined = []
        for cluster in clusters:
            others = found[cluster.number]
            if not cluster.clients:
                cluster.why = "The file names neither a contract nor a client."
            elif len(others) != 1 or others[0].why:
                cluster.why = words.no_only_one(cluster, others)
            elif wished[others[0].number] > 1:
                cluster.why = words.of_several(cluster)
            elif not (why := words.misfit(cluster, others[0])):
                joined.append(words.cluster_title(others[0]))
                others[0].absorb(cluster)
            else:
                cluster.why = why
        self._put(clusters)
        self.notes += [words.put_to_only(sorted(joined))] if joined else []


def _wishes(cluster: Cluster, fitting: dict[int, list[Cluster]]) -> list[tuple[int, str]]:
    """The clusters that one fits; rows that are no contract each may be one under several titles."""
    is_one_each = cluster.listed or any(member.kind in _ONE_EACH for member in cluster.members)
    titles = [""] if is_one_each else sorted(cluster.titles)
    return [(found.number, title) for found in fitting[cluster.number] for title in titles]


def _decide_by_start(layer: Sequence[Cluster], fitting: dict[int, list[Cluster]]) -> None:
    """Join what fits one another and alone has that start, and leave the joined out of what others fit."""
    same = {
        cluster.number: [found for found in fitting[cluster.number] if found.starts_with(cluster)]
        for cluster in layer
    }
    wished = Counter(found.number for starting in same.values() for found in starting)
    taken = set()
    for cluster in layer:
        starting = same[cluster.number]
        if len(starting) == 1 and wished[starting[0].number] == 1 and not starting[0].why:
            starting[0].absorb(cluster)
            taken.add(starting[0].number)
            fitting[cluster.number] = []
    for number, found in fitting.items():
        fitting[number] = [one for one in found if one.number not in taken]


def _share_a_kind(one: Cluster, other: Cluster) -> bool:
    kinds, others = ({member.kind for member in cluster.members} for cluster in (one, other))
    return bool(kinds & others)


def _only_fit(side: Sequence[Cluster], loose: set[int]) -> list[Cluster]:
    """The only one of several clients' contracts that what has neither number nor client may be, and that."""
    known, nameless = list[Cluster](), list[Cluster]()
    for cluster in side:
        (nameless if cluster.number in loose else known).append(cluster)
    if len(nameless) != 1 or not all(cluster.clients for cluster in known):
        return []
    found = [cluster for cluster in known if cluster.may_be(nameless[0])]
    return [*found, *nameless] if len(found) == 1 else []


def _leave_apart(side: Sequence[Cluster], loose: set[int]) -> list[str]:
    """Notes on those that may be one.

    What may be another is not written as a contract of its own, or a state would have it twice.
    """
    known = [cluster for cluster in side if cluster.number not in loose]
    for cluster in side:
        found = [other for other in known if other.may_be(cluster)] if cluster.number in loose else []
        if found:
            cluster.why = words.fits_several(cluster, found)
    doubtful = [cluster for cluster in known if _has_double(cluster, known)]
    stands = any(cluster.id or cluster.listed for cluster in doubtful)
    imported = any(cluster.listed and cluster.listed.noted_titles and not cluster.id for cluster in doubtful)
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
    numbered = [cluster for cluster in side if cluster.id]
    others = [cluster for cluster in side if not cluster.id and cluster.members]
    if len(side) != 2 or len(numbered) != 1 or not others:
        return []
    one, other = numbered[0], others[0]
    is_known = one.clients & other.clients or _share_a_kind(one, other) or not one.may_be(other)
    return [] if is_known else [words.other_clients(one, other)]
