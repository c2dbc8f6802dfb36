"""Exports imported into the text of a state: what a person wrote stays to the byte."""

from collections import Counter
from collections.abc import Iterable, Sequence

from advisor.facts.periods import Period
from advisor.facts.provenance import Provenance, ProvenanceNotes
from advisor.facts.read_state import StateReader
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.reading import Problems, ordered
from advisor.playbook.types import FieldType, Mismatch, iso_date, read_value, speak
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.diagnostic import Location
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.errors import StateError
from advisor.source.files import MAX_BYTES
from advisor.source.reader import parse_tree
from advisor.source.rewriting import CannotRewrite, Lines, content_of, rewrite
from advisor.source.tree import Entry, Mapping, items_of, text_of
from advisor.source.yaml_writer import YamlStyle, YamlWriter
from advisor.upwork.exports.candidates import NAME
from advisor.upwork.exports.keep_or_overwrite import MergePolicy, Resolution
from advisor.upwork.exports.merged import NameOrigins, merge_exports
from advisor.upwork.exports.model import (
    Conflict,
    Export,
    ExportKind,
    ImportChange,
    ImportConflict,
    ImportOutcome,
    ImportResult,
    Key,
    MergedContract,
    MergedExport,
    MergedFact,
    NewRow,
    Note,
)
from advisor.upwork.exports.partial_sums import until
from advisor.upwork.exports.provenance_notes import ProvenanceWriter
from advisor.upwork.exports.state_draft import (
    CLIENT,
    CONTRACT,
    PROFILE,
    TITLE,
    StateClients,
    StateDraft,
    contract_id,
    entity_named,
    link_to,
    noted_for_others,
    state_contracts,
)

_BILLED = 14  # days after work, by which its hours are billed and paid
OPENING = """\
# What the platform's exports say about a freelancer; "sources" at the end tells where each value came from.
# Add what only you know, or change what is wrong: what you write stays when you import again.
"""


def update_state(
    text: str, name: str, exports: Sequence[Export], schema: Schema, day: int
) -> tuple[str, ImportResult]:
    """The text of a state with what exports say, read on a day (an ordinal), and what became of each fact.

    What a person wrote stays.  A new state, of a text without values, is JSON where its `name` ends so.
    Raises StateError where the text is no valid state, and CannotRewrite where it cannot be changed safely.
    """
    state = _read(text, name, schema)
    known = [until(export, day) for export in exports]
    merged = merge_exports(known, state_contracts(state, schema))
    update = _Update(state.tree, schema, known, day)
    update.put_profile(merged.profile)
    update.put_contracts(merged.contracts)
    tree = update.tree()
    new = rewrite(text, name, state.tree, tree) if state.tree.entries else _begun(text, name, tree)
    return new, update.result(merged)


class _Update:
    def __init__(self, tree: Mapping, schema: Schema, files: Sequence[Export], day: int) -> None:
        self._schema, self._files, self._day = schema, files, day
        self._units = schema.vocabulary.words.units
        self._draft, self._notes = StateDraft(tree, schema), ProvenanceWriter(tree)
        self._sources = ProvenanceNotes(tree.get(SOURCES))
        self._contracts, self._clients = entity_named(schema, CONTRACT), entity_named(schema, CLIENT)
        self._link = link_to(self._contracts, self._clients) if self._contracts else ""
        self._known = StateClients(self._draft, self._clients, self._sources) if self._clients else None
        self._names = NameOrigins(files)
        self._kinds: dict[str, set[str]] = {}
        for export in files:
            self._kinds.setdefault(export.file, set()).add(export.kind.value)
        self._read: dict[str, list[Period]] = {}  # the days of all files so far, by their kind
        of_files = ((export.kind.value, export.period) for export in files)
        for kind, period in (*self._sources.files(), *of_files):
            if period is not None:
                self._read.setdefault(kind, []).append(period)
        self._new_contracts: list[NewRow] = []
        self._new_clients: list[NewRow] = []
        self._changes: list[ImportChange] = []
        self._lacking: Counter[str] = Counter()
        self._remarks: dict[str, None] = {}
        self._ids: list[str] = []  # of the merged contracts, in their order
        self._named: set[str] = set()

    def put_profile(self, facts: Sequence[MergedFact]) -> None:
        entity = entity_named(self._schema, PROFILE)
        for fact in facts:
            self._put_fact(entity, "", fact)
            if entity is not None and entity.score == fact.field and fact.day is not None:
                told = {
                    (one.day or fact.day, one.value)
                    for export in self._files
                    for one in export.profile
                    if one.field == fact.field
                }
                for day, value in sorted(told):
                    if day < fact.day:
                        self._keep_reading(entity, value, day)

    def put_contracts(self, contracts: Sequence[MergedContract]) -> None:
        entity = self._contracts
        if entity is None:
            self._lacking.update(fact.field for contract in contracts for fact in contract.facts)
            return
        self._ids = [self._row(entity, contract) for contract in contracts]
        placed = list(zip(contracts, self._ids, strict=True))
        # A number tells clients of one name apart: those first.
        for contract, own in sorted(placed, key=lambda pair: not pair[0].key.client_id):
            self._put_client(entity, own, contract.key)
        for contract, own in placed:
            self._put_facts(entity, own, contract)

    def _row(self, entity: Entity, contract: MergedContract) -> str:
        """The id of a contract, which is added where the state does not have it."""
        own = contract.listed.id if contract.listed else self._new_contract(entity, contract.key)
        if contract.key.id and not self._sources.platform_id(entity.section, own):
            self._notes.note_number(entity.section, own, contract.key.id)
        return own

    def _new_contract(self, entity: Entity, key: Key) -> str:
        others = noted_for_others(self._sources, entity.section, key.id)
        own = contract_id(key.id, key.title, {*self._draft.ids(entity), *others})
        self._draft.add(entity, own)
        label = key.title or key.id or key.client
        self._new_contracts.append(NewRow(f"{entity.section}.{own}", label, key.client, key.id))
        return own

    def _put_facts(self, entity: Entity, own: str, contract: MergedContract) -> None:
        key = contract.key
        if key.title:
            self._put_fact(entity, own, MergedFact(TITLE, key.title, self._names.title(key)))
        refunded = next((fact.value for fact in contract.facts if fact.field == "refunded"), "0")
        cents = read_value(refunded, FieldType.MONEY, units=self._units)
        for fact in contract.facts:
            self._put_fact(entity, own, fact, 0 if isinstance(cents, Mismatch) else int(cents))

    def _put_client(self, entity: Entity, contract: str, key: Key) -> None:
        if not (key.client or key.client_id):
            return
        if self._known is None or self._clients is None or not self._link:
            self._lacking[self._link or CLIENT] += 1
            return
        own = self._draft.text(entity, contract, self._link)
        if not own and self._draft.value(entity, contract, self._link) is None:
            own = self._client_of(key, self._known, self._clients.section)
            if own:
                self._draft.put(entity, contract, self._link, own, quoted=True)
                path = f"{entity.section}.{contract}.{self._link}"
                origins = self._names.client(key.client) or self._names.title(key)
                self._changes.append(ImportChange(path, ImportOutcome.ADDED, "", own, origins))
        if own:
            self._known.identify(own, key)
            self._name_client(self._clients, own, key)

    def _client_of(self, key: Key, known: StateClients, section: str) -> str:
        """The id of a contract's client, which is added where nobody is it; "" where several may be."""
        clients = known.of(key)
        if len(clients) > 1:
            several = f'several clients are called "{key.client}" ({", ".join(clients)})'
            self._remarks[f"{several}, and no file tells which"] = None
            return ""
        if clients:
            return clients[0]
        own = known.add(key)
        self._new_clients.append(NewRow(f"{section}.{own}", key.client, platform_id=key.client_id))
        return own

    def _name_client(self, entity: Entity, own: str, key: Key) -> None:
        if key.client_id and not self._sources.platform_id(entity.section, own):
            self._notes.note_number(entity.section, own, key.client_id)
        if key.client and own not in self._named and self._draft.has(entity, own):
            self._named.add(own)
            self._put_fact(entity, own, MergedFact(NAME, key.client, self._names.client(key.client)))

    def _put_fact(self, entity: Entity | None, key: str, fact: MergedFact, refunded: int = 0) -> None:
        field = entity.fields.get(fact.field) if entity is not None else None
        if entity is None or field is None or field.name == entity.key:
            self._lacking[fact.field] += 1
            return
        node = self._draft.value(entity, key, field.name)
        if node is None and not fact.value:
            return  # there is none, and none is written
        noted = self._sources.of(entity.section, key, field.name)
        kinds = {kind for origin in fact.origins for kind in self._kinds.get(origin.file, {""})}
        policy = MergePolicy(
            field,
            self._day,
            node,
            noted,
            refunded,
            alike=noted is None or kinds == self._kinds_of(noted),
            read=tuple(period for kind in kinds for period in self._read.get(kind, ())),
            again=frozenset(self._kinds),
            unbilled=noted is not None and self._may_be_unbilled(kinds, fact, noted),
            units=self._units,
            is_name=field.name in (TITLE, NAME),
        )
        resolution = policy.resolve(fact)
        value = resolution.value
        if resolution.outcome in (ImportOutcome.ADDED, ImportOutcome.CHANGED):
            quoted = field.kind is FieldType.TEXT and bool(value)
            self._draft.put(entity, key, field.name, value or "null", quoted=quoted)
        if resolution.source is not None:
            self._notes.note(entity.section, key, field.name, resolution.source, field.kind)
        before = "" if node is None else text_of(node) or "null"
        if entity.single and field.name == entity.score and noted is not None:
            self._keep_earlier(entity, fact, resolution, before, noted)
        if resolution.gap:
            self._remarks[resolution.gap] = None
        path = ".".join(part for part in (entity.section, key, field.name) if part)
        change = ImportChange(path, resolution.outcome, before, value, fact.origins, resolution.why)
        self._changes.append(change)

    def _keep_earlier(
        self, entity: Entity, fact: MergedFact, resolution: Resolution, before: str, noted: Provenance
    ) -> None:
        """Keep a score that gives way, or one that comes late, with the day of which it was."""
        value, day = resolution.value, fact.day if resolution.outcome is ImportOutcome.KEPT else None
        if resolution.outcome is ImportOutcome.CHANGED and before != "null":
            value, day = before, noted.day or self._read_on(noted)
        if day is not None:
            self._keep_reading(entity, value, day)

    def _keep_reading(self, entity: Entity, value: str, day: int) -> None:
        if self._draft.keep_reading(entity, value, iso_date(day)):
            words = f"{entity.score.replace('_', ' ')} of {speak(day, FieldType.DATE)}, {value}%"
            self._remarks[f"the {words}, is kept among the earlier ones"] = None

    def _may_be_unbilled(self, kinds: set[str], fact: MergedFact, noted: Provenance) -> bool:
        """Whether hours of a weekly summary are all of the time until two weeks after an amount was read."""
        read = self._read_on(noted)
        if kinds - {ExportKind.API.value} != {ExportKind.WEEKLY.value} or read is None or fact.covers is None:
            return False
        return fact.covers[1] <= read + _BILLED

    def _read_on(self, noted: Provenance) -> int | None:
        days = [self._sources.read_on(origin.file) for origin in noted.origins]
        return max((day for day in days if day is not None), default=None)

    def _kinds_of(self, noted: Provenance) -> set[str]:
        return {kind for origin in noted.origins for kind in self._sources.kinds(origin.file)}

    def tree(self) -> Mapping:
        notes = self._notes.node(self._schema.sections, self._files, self._day)
        return self._draft.tree().put(SOURCES, notes)

    def result(self, merged: MergedExport) -> ImportResult:
        return ImportResult(
            clients=tuple(self._new_clients),
            contracts=tuple(self._new_contracts),
            changes=tuple(self._changes),
            conflicts=tuple(self._conflicts(merged.conflicts)),
            unplaced=merged.unplaced,
            notes=(*merged.notes, *(Note(text) for text in self._remarks)),
            lacking=tuple(sorted(self._lacking.items())),
        )

    def _conflicts(self, conflicts: Iterable[Conflict]) -> Iterable[ImportConflict]:
        for conflict in conflicts:
            key = conflict.contract
            if key is None:
                path = PROFILE
            elif self._contracts is None or conflict.number is None:
                path = f"{CONTRACT}.{key.id or key.title}"
            else:
                path = f"{self._contracts.section}.{self._ids[conflict.number]}"
            yield ImportConflict(f"{path}.{conflict.field}", conflict.values)


def _read(text: str, name: str, schema: Schema) -> State:
    node, diagnostics = parse_tree(text, name)
    if node is None and not diagnostics:
        return State(Mapping((), Location(name, 1, 1)), name)
    state = State(node, name) if isinstance(node, Mapping) and not diagnostics else State.parse(text, name)
    problems = Problems()
    StateReader(schema, problems).read(state.tree)
    if problems.errors:
        raise StateError(ordered(problems.found))
    return state


def _begun(text: str, name: str, tree: Mapping) -> str:
    """A text without values, such as comments alone, followed by a whole state."""
    if not tree.entries:
        return text
    if name.casefold().endswith(".json") and text in ("", OPENING):
        after = "\n".join(YamlWriter(YamlStyle(as_json=True)).broken(tree, "", "  ")) + "\n"
    else:
        newline = Lines(text).newline(len(text))
        gap = newline if text.removeprefix(BYTE_ORDER_MARK) and not text.endswith("\n") else ""
        lines = [line for entry in tree.entries for line in _section(entry)]
        after = text + gap + newline.join(lines) + newline
    node, problems = parse_tree(after, name)
    size = len(after.encode("utf-8", "replace"))
    if problems or size > MAX_BYTES:
        why = problems[0].message if problems else f"it has {size:,} bytes; at most {MAX_BYTES:,} are read"
        raise CannotRewrite(f"the state would be too large to be read again: {why}")
    if node is None or content_of(node) != content_of(tree):
        raise CannotRewrite("what the exports say cannot be written as text")
    return after


def _section(entry: Entry) -> list[str]:
    """The lines of a section, a blank one before it and between the rows of a list."""
    writer = YamlWriter(YamlStyle())
    items = items_of(entry.value)
    if not items:
        return ["", *writer.entry(entry, 0)]
    lines = ["", f"{writer.key(entry.key)}:"]
    for number, item in enumerate(items):
        lines += [""] if number else []
        lines += writer.item(item, writer.style.dash, short=False)
    return lines
