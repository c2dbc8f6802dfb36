"""Several exports merged into one and held against the contracts of a state."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from advisor.facts.provenance import Origin
from advisor.upwork.exports import linkage_notes as words
from advisor.upwork.exports.candidates import Candidate, Cluster, candidates_of, folded, titles_of
from advisor.upwork.exports.cells import iso
from advisor.upwork.exports.conflicting_exports import resolve
from advisor.upwork.exports.model import (
    Assertion,
    Export,
    ExportKind,
    Key,
    MergedContract,
    MergedExport,
    MergedFact,
    Note,
    Precedence,
    StateContract,
    UnplacedMoney,
)
from advisor.upwork.exports.partial_sums import PartialSum, covered_days, gap_notes, partial_sums, total_money
from advisor.upwork.exports.record_linkage import link_records

_ORDER = (ExportKind.API, ExportKind.HISTORY, ExportKind.TRANSACTIONS, ExportKind.WEEKLY)
"""The names of the first are the fullest."""

_SPELLINGS = {ExportKind.API: 0, ExportKind.TRANSACTIONS: 1}
"""Whose spelling of names and titles goes first."""

_PAID_FROM, _PAID_BY = 10, 16  # days after work, of a Sunday and of a Monday, on which its week is paid


class NameOrigins:
    """The first place that has a name, in an order that does not hang on that of the files."""

    def __init__(self, exports: Iterable[Export]) -> None:
        self._first: dict[tuple[str, str], tuple[Origin, ...]] = {}
        for export in sorted(exports, key=lambda export: (_ORDER.index(export.kind), export.file)):
            for contract in export.contracts:
                key = contract.key
                titles = product(_known_by(key), map(folded, titles_of(key)))
                for name in (*titles, (folded(key.client), "")):
                    self._first.setdefault(name, (contract.origin,))

    def title(self, key: Key) -> tuple[Origin, ...]:
        """Where the title of a contract stands: under its number, under its client, or else anywhere."""
        places = (self._first.get((known_by, folded(key.title))) for known_by in _known_by(key))
        return next(filter(None, places), ())

    def client(self, name: str) -> tuple[Origin, ...]:
        return self._first.get((folded(name), ""), ())


def _known_by(key: Key) -> list[str]:
    """What tells contracts of one title apart, the surest first, and then nothing."""
    return [*filter(None, (f"number {key.id}" if key.id else "", folded(key.client))), ""]


def merge_exports(exports: Sequence[Export], listed: Sequence[StateContract]) -> MergedExport:
    """All exports together, each contract once, ordered by client, title and number.

    The order of exports makes no difference; one that is given twice counts once.  A field on which they
    contradict one another is no fact but a conflict; money that fits no contract, or several, is `unplaced`.
    """
    distinct = list[Export]()
    for export in sorted(exports, key=lambda export: (export.file, export.kind)):
        distinct += [] if export in distinct else [export]
    clusters, remarks = link_records(candidates_of(distinct), listed)
    covers = covered_days(distinct)
    profile, conflicts = _resolved((fact for export in distinct for fact in export.profile), {})
    contracts = []
    placed = ((_key(cluster), cluster) for cluster in clusters if not cluster.why)
    for key, cluster in sorted(placed, key=_place):
        told = (fact for member in cluster.members for fact in member.contract.facts)
        facts, contradicted = _resolved(told, partial_sums(cluster.members, covers))
        facts = _with_payment(facts, cluster)
        contracts.append(MergedContract(key, facts, cluster.listed, contradicted))
    unplaced, left_out = _unplaced(cluster for cluster in clusters if cluster.why)
    notes = (*remarks, *left_out, *gap_notes(distinct))
    return MergedExport(profile, tuple(contracts), conflicts, unplaced, notes)


def _place(keyed: tuple[Key, Cluster]) -> tuple[str | int, ...]:
    key, cluster = keyed
    names = (key.client, key.title, key.id)
    return (*map(folded, names), *names, cluster.number)


def _resolved(
    assertions: Iterable[Assertion], sums: Mapping[str, Sequence[PartialSum]]
) -> tuple[tuple[MergedFact, ...], tuple[tuple[Assertion, ...], ...]]:
    """Facts, and values that contradict one another, each ordered by field."""
    fields: dict[str, list[Assertion]] = {field: [] for field in sums}
    for assertion in assertions:
        fields.setdefault(assertion.field, []).append(assertion)
    facts, conflicts = [], []
    for field in sorted(fields):
        returned = sums["refunded"][0].fact if field == "earned" and "refunded" in sums else None
        resolved = resolve(fields[field], sums.get(field, ()), returned)
        if isinstance(resolved, MergedFact):
            facts.append(resolved)
        else:
            conflicts.append(resolved)
    return tuple(facts), tuple(conflicts)


def _with_payment(facts: tuple[MergedFact, ...], cluster: Cluster) -> tuple[MergedFact, ...]:
    """The facts without a last payment that hours were billed, or will be, after.

    A weekly summary has hours on the days of work, and of payments only bonuses and the like; another file
    may end before hours were paid that a summary has.
    """
    if "hourly" not in cluster.values("kind"):
        return facts
    summaries = cluster.of_kind(ExportKind.WEEKLY)
    files = {member.file for member in summaries}
    since, worked = _paid_since(summaries), max(cluster.values("last_activity"), default="")
    rest = tuple(fact for fact in facts if fact.field != "last_payment")
    for paid in facts:
        told_by_others = any(origin.file not in files for origin in paid.origins) or worked <= paid.value
        if paid.field == "last_payment" and paid.value >= iso(since) and told_by_others:
            return facts
    if since is None:
        return rest
    origins = tuple(member.contract.origin for member in summaries[:1])
    return (*rest, MergedFact("last_payment", "", origins, Precedence.LATEST, since))


def _paid_since(summaries: Iterable[Candidate]) -> int | None:
    """A day since which hours of weekly summaries must have been paid: behind its last payment are hours."""
    days = [
        money.day + _PAID_FROM
        for member in summaries
        for money in member.contract.days
        if member.covers and money.earned and money.day + _PAID_BY <= member.covers[1]
        if iso(money.day) > max(member.values("last_payment"), default="")
    ]
    return max(days, default=None)


def _key(cluster: Cluster) -> Key:
    """What a contract is known by: the API's spelling, then the transaction report's, else the longest."""
    keys = [(_SPELLINGS.get(member.kind, len(_SPELLINGS)), member.key) for member in cluster.members]
    own = next((key.id for _, key in keys if key.id), "")

    def spelled(spellings: Iterable[tuple[int, str]]) -> str:
        found = sorted((rank, -len(text), text) for rank, text in spellings if text)
        return found[0][2] if found else ""

    return Key(
        own,
        spelled((rank, key.client) for rank, key in keys),
        # Where it has no number, nothing but who works on it may tell it from others.
        spelled((rank, key.title if own else next(iter(titles_of(key)), "")) for rank, key in keys),
        spelled((rank, key.client_id) for rank, key in keys),
    )


def _unplaced(clusters: Iterable[Cluster]) -> tuple[tuple[UnplacedMoney, ...], list[Note]]:
    """Money that fits no contract, by file and what it is known by; notes where other facts are left out."""
    unplaced, notes = [], []
    for cluster in clusters:
        alike: dict[tuple[str, Key], list[Candidate]] = {}
        for member in cluster.members:
            alike.setdefault((member.file, member.key), []).append(member)
        for (file, key), members in alike.items():
            total = total_money(members)
            if total is not None and (total.earned or total.refunded):
                unplaced.append(
                    UnplacedMoney(key, total.earned, total.refunded, total.rows, file, cluster.why)
                )
            elif any(member.contract.facts for member in members):
                what = f"What {file} tells of {words.key_title(key)} is left out"
                why = f"{cluster.why[:1].lower()}{cluster.why[1:]}"
                notes.append(Note(f"{what}: {why}", members[0].contract.origin.place))
    unplaced.sort(key=lambda money: (money.file, money.key.client, money.key.title, money.key.id, money.why))
    return tuple(unplaced), sorted(notes, key=lambda note: (note.text, note.place))
