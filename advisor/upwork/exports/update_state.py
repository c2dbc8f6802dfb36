"""Exports imported into the text of a state: what a person wrote stays to the byte."""

from collections import Counter
from collections.abc import Sequence

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
from advisor.upwork.exports.files_read import FilesRead
from advisor.upwork.exports.keep_or_overwrite import MergePolicy, Resolution
from advisor.upwork.exports.merged import NameOrigins, merge_exports
from advisor.upwork.exports.model import (
    Assertion,
    Export,
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
    entity_named,
    link_to,
    state_contracts,
)

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
    state, exports = _read(text, name, schema), [until(export, day) for export in exports]
    merged = merge_exports(exports, state_contracts(state, schema))
    update = _Update(state.tree, schema, exports, day)
    account = update.put(merged)
    tree = update.tree()
    new = rewrite(text, name, state.tree, tree) if state.tree.entries else _begun(text, name, tree)
    return new, account


class _Update:
    def __init__(self, tree: Mapping, schema: Schema, exports: Sequence[Export], day: int) -> None:
        self._schema, self._units = schema, schema.vocabulary.words.units
        self._sources = ProvenanceNotes(tree.get(SOURCES))
        self._files = FilesRead(exports, self._sources, day)
        self._draft, self._notes = StateDraft(tree, schema, self._sources), ProvenanceWriter(tree)
        self._names = NameOrigins(exports)
        self._contracts: list[NewRow] = []
        self._clients: list[NewRow] = []
        self._changes: list[ImportChange] = []
        self._conflicts: list[ImportConflict] = []
        self._lacking: Counter[str] = Counter()
        self._remarks: dict[str, None] = {}

    def tree(self) -> Mapping:
        notes = self._notes.node(self._schema.sections, self._files.exports, self._files.day)
        return self._draft.tree().put(SOURCES, notes)

    def put(self, merged: MergedExport) -> ImportResult:
        profile = entity_named(self._schema, PROFILE)
        for fact in merged.profile:
            self._put_fact(profile, "", fact)
        self._put_conflicts(PROFILE, merged.conflicts)
        self._put_contracts(entity_named(self._schema, CONTRACT), merged.contracts)
        return ImportResult(
            clients=tuple(self._clients),
            contracts=tuple(self._contracts),
            changes=tuple(self._changes),
            conflicts=tuple(self._conflicts),
            unplaced=merged.unplaced,
            notes=(*merged.notes, *map(Note, self._remarks)),
            lacking=tuple(sorted(self._lacking.items())),
        )

    def _put_conflicts(self, path: str, conflicts: Sequence[tuple[Assertion, ...]]) -> None:
        self._conflicts += [ImportConflict(f"{path}.{values[0].field}", values) for values in conflicts]

    def _put_contracts(self, entity: Entity | None, contracts: Sequence[MergedContract]) -> None:
        placed = [
            (self._id_of(entity, one) if entity else one.key.id or one.key.title, one) for one in contracts
        ]
        for own, contract in placed:
            self._put_conflicts(f"{entity.section if entity else CONTRACT}.{own}", contract.conflicts)
            if entity is None:
                self._lacking.update(fact.field for fact in contract.facts)
        if entity is None:
            return
        self._put_clients(entity, placed)
        for own, contract in placed:
            if contract.key.title:
                title = MergedFact(TITLE, contract.key.title, self._names.title(contract.key))
                self._put_fact(entity, own, title)
            refunded = next((fact.value for fact in contract.facts if fact.field == "refunded"), "0")
            cents = read_value(refunded, FieldType.MONEY, units=self._units)
            for fact in contract.facts:
                self._put_fact(entity, own, fact, 0 if isinstance(cents, Mismatch) else int(cents))

    def _id_of(self, entity: Entity, contract: MergedContract) -> str:
        """The id of a contract, which is added where the state does not have it."""
        key = contract.key
        own = contract.listed.id if contract.listed else self._draft.add(entity, key.title, key.id)
        if contract.listed is None:
            label = key.title or key.id or key.client
            self._contracts.append(NewRow(f"{entity.section}.{own}", label, key.client, key.id))
        self._note_number(entity, own, key.id)
        return own

    def _note_number(self, entity: Entity, own: str, number: str) -> None:
        if number and not self._sources.platform_id(entity.section, own):
            self._notes.note_number(entity.section, own, number)

    def _put_clients(self, entity: Entity, placed: Sequence[tuple[str, MergedContract]]) -> None:
        """Link contracts to their clients, and name those: a number tells clients of one name apart."""
        clients = entity_named(self._schema, CLIENT)
        link, named = link_to(entity, clients), set[str]()
        known = StateClients(self._draft, clients, self._sources) if clients else None
        for contract, merged in sorted(placed, key=lambda pair: not pair[1].key.client_id):
            key = merged.key
            if not (key.client or key.client_id):
                continue
            if known is None or clients is None or not link:
                self._lacking[link or CLIENT] += 1
                continue
            own = text_of(self._draft.value(entity, contract, link))
            if self._draft.value(entity, contract, link) is None and (
                own := self._client(clients, known, key)
            ):
                self._draft.put(entity, contract, link, own, quoted=True)
                path = f"{entity.section}.{contract}.{link}"
                origins = self._names.client(key.client) or self._names.title(key)
                self._changes.append(ImportChange(path, ImportOutcome.ADDED, "", own, origins))
            if own:
                known.learn(own, key.client_id, [key.client])
                self._note_number(clients, own, key.client_id)
            if key.client and own not in named and own in self._draft.ids(clients):
                named.add(own)
                self._put_fact(clients, own, MergedFact(NAME, key.client, self._names.client(key.client)))

    def _client(self, entity: Entity, known: StateClients, key: Key) -> str:
        """The id of a contract's client, who is added where nobody is it; "" where several may be."""
        clients = known.of(key)
        if len(clients) > 1:
            several = f'several clients are called "{key.client}" ({", ".join(clients)})'
            self._remarks[f"{several}, and no file tells which"] = None
        if clients:
            return clients[0] if len(clients) == 1 else ""
        own = self._draft.add(entity, key.client or f"client {key.client_id}", key.client_id, by_number=False)
        self._clients.append(NewRow(f"{entity.section}.{own}", key.client, platform_id=key.client_id))
        return own

    def _put_fact(self, entity: Entity | None, key: str, fact: MergedFact, refunded: int = 0) -> None:
        field = entity.fields.get(fact.field) if entity is not None else None
        if entity is None or field is None or field.name == entity.key:
            self._lacking[fact.field] += 1
            return
        node = self._draft.value(entity, key, field.name)
        if node is None and not fact.value:
            return  # there is none, and none is written
        noted = self._sources.of(entity.section, key, field.name)
        is_name = field.name in (TITLE, NAME)
        policy = MergePolicy(field, node, noted, self._files, self._units, refunded, is_name)
        done = policy.resolve(fact)
        if done.outcome in (ImportOutcome.ADDED, ImportOutcome.CHANGED):
            quoted = field.kind is FieldType.TEXT and bool(done.value)
            self._draft.put(entity, key, field.name, done.value or "null", quoted=quoted)
        if done.source is not None:
            self._notes.note(entity.section, key, field.name, done.source, field.kind)
        before = "" if node is None else text_of(node) or "null"
        if entity.single and field.name == entity.score:
            self._keep_scores(entity, fact, done, before, noted)
        if done.gap:
            self._remarks[done.gap] = None
        path = ".".join(part for part in (entity.section, key, field.name) if part)
        change = ImportChange(path, done.outcome, before, done.value, fact.origins, done.why)
        self._changes.append(change)

    def _keep_scores(
        self, entity: Entity, fact: MergedFact, done: Resolution, before: str, noted: Provenance | None
    ) -> None:
        """Keep a score that gives way, one that comes late, and older ones, each with its day."""
        readings: list[tuple[int | None, str]] = []
        if noted and done.outcome is ImportOutcome.KEPT:
            readings.append((fact.day, done.value))
        if noted and done.outcome is ImportOutcome.CHANGED and before != "null":
            readings.append((noted.day or self._files.read_on(noted), before))
        profiles = (one for export in self._files.exports for one in export.profile)
        told = {(one.day or fact.day or 0, one.value) for one in profiles if one.field == fact.field}
        readings += [(day, value) for day, value in sorted(told) if day < (fact.day or 0)]
        for day, value in readings:
            if day is not None and self._draft.keep_reading(entity, value, iso_date(day)):
                words = f"{entity.score.replace('_', ' ')} of {speak(day, FieldType.DATE)}, {value}%"
                self._remarks[f"the {words}, is kept among the earlier ones"] = None


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
    lines = [f"{writer.key(entry.key)}:"]
    for item in items:
        lines += ["", *writer.item(item, writer.style.dash, short=False)]
    return ["", lines[0], *lines[2:]]
