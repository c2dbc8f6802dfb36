"""Several exports put together into one picture, held against the contracts of a state."""

from collections.abc import Iterable, Mapping, Sequence

from advisor.facts.provenance import Origin
from advisor.upwork.exports import linkage_notes as words
from advisor.upwork.exports.amounts import Covers, PartialSum, amounts, covers_of, gaps, money_of
from advisor.upwork.exports.candidates import Candidate, Cluster, folded
from advisor.upwork.exports.conflicts import resolve
from advisor.upwork.exports.model import (
    Assertion,
    Conflict,
    Export,
    ExportKind,
    Key,
    MergedContract,
    MergedExport,
    MergedFact,
    Note,
    StateContract,
    UnplacedMoney,
)
from advisor.upwork.exports.record_linkage import link_records

_ORDER = (
    ExportKind.API,
    ExportKind.HISTORY,
    ExportKind.TRANSACTIONS,
    ExportKind.WEEKLY,
)  # the names of the first are the fullest


class NameOrigins:
    """The first place, in an order that does not hang on that of the files, that tells a name."""

    def __init__(self, exports: Iterable[Export]) -> None:
        self._titles: dict[tuple[str, str], Origin] = {}
        self._clients: dict[str, Origin] = {}
        for export in sorted(exports, key=lambda each: (_ORDER.index(each.kind), each.file)):
            for contract in export.contracts:
                key, title = contract.key, folded(contract.key.title)
                for own in {key.id, ""}:
                    self._titles.setdefault((own, title), contract.origin)
                self._clients.setdefault(folded(key.client), contract.origin)

    def title(self, key: Key) -> tuple[Origin, ...]:
        """Where the title of a contract stands: under its number, or else anywhere."""
        title = folded(key.title)
        found = self._titles.get((key.id, title)) or self._titles.get(("", title))
        return (found,) if found else ()

    def client(self, name: str) -> tuple[Origin, ...]:
        """Where the name of a client stands."""
        found = self._clients.get(folded(name))
        return (found,) if found else ()


_SPELLINGS = (ExportKind.API, ExportKind.TRANSACTIONS)
"""Whose spelling of names and titles goes first."""


def merge_exports(exports: Sequence[Export], listed: Sequence[StateContract]) -> MergedExport:
    """What all exports say together, each contract once.

    The order of the exports, and of their contracts, makes no difference; an export that is given twice
    counts once.  Contracts are ordered by client, title and number; conflicts as their contracts, those of
    the profile first.  A field on which exports contradict one another is no fact but a conflict; money that
    fits no contract, or several, is `unplaced`.
    """
    distinct = _distinct(exports)
    members = [member for each in distinct for member in _members(each)]
    joining = link_records(members, listed)
    covers = covers_of(distinct)
    profile, found = _facts([told for each in distinct for told in each.profile], {})
    against = [Conflict(None, *each) for each in found]
    contracts: list[MergedContract] = []
    for key, group in sorted(((_key(group), group) for group in joining.groups), key=_place):
        facts, found = _of_contract(group, covers)
        against += [Conflict(key, *each, len(contracts)) for each in found]
        contracts.append(MergedContract(key, facts, group.listed))
    unplaced, left_out = _strays(joining.strays)
    notes = (*joining.notes, *left_out, *gaps(distinct))
    return MergedExport(profile, tuple(contracts), tuple(against), unplaced, notes)


def _members(export: Export) -> list[Candidate]:
    covers = (export.first, export.last) if export.first is not None and export.last is not None else None
    return [Candidate(export.file, export.kind, contract, covers) for contract in export.contracts]


def _distinct(exports: Iterable[Export]) -> list[Export]:
    distinct: list[Export] = []
    for export in sorted(exports, key=lambda each: (each.file, each.kind)):
        if export not in distinct:
            distinct.append(export)
    return distinct


def _place(found: tuple[Key, Cluster]) -> tuple[str | int, ...]:
    key, group = found
    names = (key.client, key.title, key.id)
    return (*(folded(name) for name in names), *names, group.number)


Against = tuple[str, tuple[Assertion, ...]]
"""A field, and values of it that contradict one another."""


def _of_contract(group: Cluster, covers: Covers) -> tuple[tuple[MergedFact, ...], list[Against]]:
    told = [each for member in group.members for each in member.contract.facts]
    return _facts(told, amounts(group.members, covers))


def _facts(
    told: Iterable[Assertion], parts: Mapping[str, Sequence[PartialSum]]
) -> tuple[tuple[MergedFact, ...], list[Against]]:
    """The facts of a contract or of the profile, and what contradicts itself, both by name of field."""
    fields: dict[str, list[Assertion]] = {field: [] for field in parts}
    for each in told:
        fields.setdefault(each.field, []).append(each)
    facts, conflicts = [], []
    for field in sorted(fields):
        returned = parts["refunded"][0].fact if field == "earned" and "refunded" in parts else None
        found = resolve(fields[field], parts.get(field, ()), returned)
        if isinstance(found, MergedFact):
            facts.append(found)
        else:
            conflicts.append((field, found))
    return tuple(facts), conflicts


def _key(group: Cluster) -> Key:
    """What a contract is known by: the API's spelling, then the transaction report's, else the longest."""
    keys = [(member.kind, member.contract.key) for member in group.members]
    return Key(
        next((key.id for _, key in keys if key.id), ""),
        _spelled([(kind, key.client) for kind, key in keys]),
        _spelled([(kind, key.title) for kind, key in keys]),
        _spelled([(kind, key.client_id) for kind, key in keys]),
    )


def _spelled(found: Iterable[tuple[ExportKind, str]]) -> str:
    def rank(each: tuple[ExportKind, str]) -> tuple[int, int, str]:
        kind, text = each
        first = _SPELLINGS.index(kind) if kind in _SPELLINGS else len(_SPELLINGS)
        return first, -len(text), text

    return min((each for each in found if each[1]), key=rank, default=("", ""))[1]


def _strays(strays: Iterable[Cluster]) -> tuple[tuple[UnplacedMoney, ...], list[Note]]:
    """Money that fits no contract, by file and what it is known by; a word where other facts are left out."""
    unplaced, notes = [], []
    for group in strays:
        alike: dict[tuple[str, Key], list[Candidate]] = {}
        for member in group.members:
            alike.setdefault((member.file, member.contract.key), []).append(member)
        for (file, key), members in alike.items():
            total = money_of(members)
            if total is not None and (total.earned or total.refunded):
                money = (total.earned, total.refunded, total.rows)
                unplaced.append(UnplacedMoney(key, *money, file, group.why))
            elif any(member.contract.facts for member in members):
                place = members[0].contract.origin.place
                told = f"What {file} tells of {words.entitled(key)} is left out"
                notes.append(Note(f"{told}: {group.why[:1].lower()}{group.why[1:]}", place))
    unplaced.sort(key=lambda each: (each.file, each.key.client, each.key.title, each.key.id, each.why))
    return tuple(unplaced), sorted(notes, key=lambda note: (note.text, note.place))
