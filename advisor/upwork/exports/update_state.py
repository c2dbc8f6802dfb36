"""Exports imported into the text of a state: what a person wrote stays to the byte."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from advisor.facts.periods import Period
from advisor.facts.provenance import Origin, Provenance, ProvenanceNotes
from advisor.facts.read_state import StateReader
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.reading import Problems, ordered
from advisor.playbook.types import FieldType, Mismatch, read_value
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.reader import parse_tree
from advisor.source.rewriting import CannotRewrite, Lines, content_of, rewrite
from advisor.source.tree import Entry, Mapping, Node, text_of
from advisor.source.tree import Sequence as Listing
from advisor.source.yaml_writer import YamlStyle, YamlWriter
from advisor.upwork.exports.candidates import CLIENT, CONTRACT, NAME, PROFILE, TITLE, link_to, listed, of_kind
from advisor.upwork.exports.merge_policy import (
    ImportChange,
    ImportConflict,
    ImportOutcome,
    ImportResult,
    MergePolicy,
    NewRow,
)
from advisor.upwork.exports.merged import NameOrigins, merge_exports
from advisor.upwork.exports.model import (
    Conflict,
    Export,
    ExportKind,
    Key,
    MergedContract,
    MergedExport,
    MergedFact,
    Note,
)
from advisor.upwork.exports.new_entries import StateClients, StateDraft, contract_id
from advisor.upwork.exports.provenance_notes import Notes

_BILLED = 14  # days after work, by which its hours are billed and paid


def updated(
    state: State, picture: MergedExport, schema: Schema, files: Sequence[Export], day: int
) -> tuple[Mapping, ImportResult]:
    """The tree of a valid state with what the picture of these files says, read on a day (an ordinal).

    A value that a person wrote stays, a null too; nothing is ever taken out.
    """
    updating = _Updating(state.tree, schema, files, day)
    updating.profile(picture.profile)
    updating.put(picture.contracts)
    return updating.tree(), updating.account(picture)


class _Updating:
    """One import into one state."""

    def __init__(self, tree: Mapping, schema: Schema, files: Sequence[Export], day: int) -> None:
        self.schema, self.files, self.day = schema, files, day
        self.draft, self.notes = StateDraft(tree, schema), Notes(tree)
        self.sources = ProvenanceNotes(tree.get(SOURCES))
        self.contracts, self.clients = of_kind(schema, CONTRACT), of_kind(schema, CLIENT)
        self.link = link_to(self.contracts, self.clients) if self.contracts else ""
        self.who = StateClients(self.draft, self.clients, self.sources) if self.clients else None
        self.names = NameOrigins(files)
        self.kinds = {each.file: each.kind.value for each in files}
        self.again = frozenset(each.file for each in files)
        self.read = self._read()
        self.new_contracts: list[NewRow] = []
        self.new_clients: list[NewRow] = []
        self.changes: list[ImportChange] = []
        self.lacking: Counter[str] = Counter()
        self.told: dict[str, None] = {}
        self.ids: list[str] = []  # of the picture's contracts, in their order
        self.named: set[str] = set()

    def _read(self) -> dict[str, tuple[Period, ...]]:
        """The days of all files, those of earlier imports included, by their kind."""
        found: dict[str, list[Period]] = {}
        for kind, period in self.sources.files():
            found.setdefault(kind, []).append(period)
        for each in self.files:
            if each.first is not None and each.last is not None:
                found.setdefault(each.kind.value, []).append((each.first, each.last))
        return {kind: tuple(periods) for kind, periods in found.items()}

    def profile(self, facts: Sequence[MergedFact]) -> None:
        """Put the facts of the profile into the state."""
        for fact in facts:
            self.fact(of_kind(self.schema, PROFILE), "", fact)

    def put(self, contracts: Sequence[MergedContract]) -> None:
        """Put contracts, their clients and their facts into the state."""
        entity = self.contracts
        if entity is None:
            self.lacking.update(fact.field for known in contracts for fact in known.facts)
            return
        placed = [(known, self._row(entity, known)) for known in contracts]
        for known, own in sorted(placed, key=lambda each: not each[0].key.client_id):
            self._client(entity, own, known)  # a number tells clients of one name apart: those first
        for known, own in placed:
            self._facts(entity, own, known)

    def _row(self, entity: Entity, known: MergedContract) -> str:
        """The id of a contract, which is added where the state does not have it."""
        own = known.listed.id if known.listed else self._new_contract(entity, known.key)
        self.ids.append(own)
        if known.key.id and not self.sources.platform_id(entity.section, own):
            self.notes.number(entity.section, own, known.key.id)
        return own

    def _facts(self, entity: Entity, own: str, known: MergedContract) -> None:
        if known.key.title:
            self.fact(entity, own, MergedFact(TITLE, known.key.title, self.names.title(known.key)))
        refunded = next((fact for fact in known.facts if fact.field == "refunded"), None)
        cents = read_value(refunded.value, FieldType.MONEY) if refunded else 0
        for fact in known.facts:
            self.fact(entity, own, fact, 0 if isinstance(cents, Mismatch) else int(cents))

    def _new_contract(self, entity: Entity, key: Key) -> str:
        stood = {
            each
            for each in self.sources.keys(entity.section)
            if self.sources.platform_id(entity.section, each) not in ("", key.id)
        }
        own = contract_id(key.id, key.title, {*self.draft.ids(entity), *stood})
        self.draft.add(entity, own)
        label = key.title or key.id or key.client
        self.new_contracts.append(NewRow(f"{entity.section}.{own}", label, key.client, key.id))
        return own

    # Clients

    def _client(self, entity: Entity, contract: str, known: MergedContract) -> None:
        """Link a contract to its client, and name the client."""
        key = known.key
        if not (key.client or key.client_id):
            return
        if self.who is None or self.clients is None or not self.link:
            self.lacking[self.link or CLIENT] += 1
            return
        own = self.draft.text(entity, contract, self.link)
        if not own and self.draft.value(entity, contract, self.link) is None:
            own = self._found_client(key)
            if own:
                self.draft.put(entity, contract, self.link, own, quoted=True)
                path = f"{entity.section}.{contract}.{self.link}"
                origins = self.names.client(key.client) or self.names.title(key)
                self.changes.append(ImportChange(path, ImportOutcome.ADDED, "", own, origins))
        if own:
            self._name(own, key)

    def _found_client(self, key: Key) -> str:
        assert self.who is not None
        assert self.clients is not None
        found = self.who.of(key)
        if len(found) > 1:
            ids = ", ".join(found)
            self.told[f'several clients are called "{key.client}" ({ids}), and no file tells which'] = None
            return ""
        if found:
            return found[0]
        own = self.who.add(key)
        path = f"{self.clients.section}.{own}"
        self.new_clients.append(NewRow(path, key.client, platform_id=key.client_id))
        return own

    def _name(self, own: str, key: Key) -> None:
        assert self.who is not None
        assert self.clients is not None
        self.who.met(own, key)
        section = self.clients.section
        if key.client_id and not self.sources.platform_id(section, own):
            self.notes.number(section, own, key.client_id)
        if key.client and own not in self.named and self.draft.has(self.clients, own):
            self.named.add(own)
            self.fact(self.clients, own, MergedFact(NAME, key.client, self.names.client(key.client)))

    # Facts

    def fact(self, entity: Entity | None, key: str, fact: MergedFact, refunded: int = 0) -> None:
        """Weigh one fact, and write what follows."""
        field = entity.fields.get(fact.field) if entity is not None else None
        if entity is None or field is None or field.name == entity.key:
            self.lacking[fact.field] += 1
            return
        node = self.draft.value(entity, key, field.name)
        if node is None and not fact.value:
            return  # there is none, and none is written
        noted = self.sources.of(entity.section, key, field.name)
        new = self._kinds(fact.origins)
        alike = noted is None or self._kinds_of(noted) == new
        read = tuple(period for kind in new for period in self.read.get(kind, ()))
        unbilled = noted is not None and self._may_be_unbilled(new, fact, noted)
        is_name = field.name in (TITLE, NAME)
        weighing = MergePolicy(
            field, self.day, node, noted, refunded, alike, read, self.again, unbilled, is_name
        )
        verdict = weighing.of(fact)
        if verdict.outcome in (ImportOutcome.ADDED, ImportOutcome.CHANGED):
            quoted = field.kind is FieldType.TEXT and bool(verdict.value)
            self.draft.put(entity, key, field.name, verdict.value or "null", quoted=quoted)
        if verdict.source is not None:
            self.notes.put(entity.section, key, field.name, verdict.source, field.kind)
        if verdict.gap:
            self.told[verdict.gap] = None
        path = ".".join(each for each in (entity.section, key, field.name) if each)
        before = _written(node)
        self.changes.append(
            ImportChange(path, verdict.outcome, before, verdict.value, fact.origins, verdict.why)
        )

    def _may_be_unbilled(self, kinds: set[str], fact: MergedFact, noted: Provenance) -> bool:
        """Whether hours of a weekly summary are all of the time until two weeks after an amount was read."""
        days = [self.sources.read_on(each.file) for each in noted.origins]
        read = max((day for day in days if day is not None), default=None)
        if kinds != {ExportKind.WEEKLY.value} or read is None or fact.covers is None:
            return False
        return fact.covers[1] <= read + _BILLED

    def _kinds(self, origins: Sequence[Origin]) -> set[str]:
        return {self.kinds.get(each.file, "") for each in origins}

    def _kinds_of(self, noted: Provenance) -> set[str]:
        return {kind for each in noted.origins for kind in self.sources.kinds(each.file)}

    # What comes of it

    def tree(self) -> Mapping:
        """The new tree; the notes stand at its end."""
        tree = self.draft.tree()
        return tree.put(SOURCES, self.notes.node(self.schema.sections, self.files, self.day))

    def account(self, picture: MergedExport) -> ImportResult:
        """What became of everything that the picture says."""
        return ImportResult(
            clients=tuple(self.new_clients),
            contracts=tuple(self.new_contracts),
            changes=tuple(self.changes),
            clashes=tuple(ImportConflict(self._path(each), each.values) for each in picture.conflicts),
            unplaced=picture.unplaced,
            notes=(*picture.notes, *(Note(text) for text in self.told)),
            lacking=tuple(sorted(self.lacking.items())),
        )

    def _path(self, against: Conflict) -> str:
        if against.contract is None:
            return f"{PROFILE}.{against.field}"
        if self.contracts is None or against.number is None:
            return f"{CONTRACT}.{against.contract.id or against.contract.title}.{against.field}"
        return f"{self.contracts.section}.{self.ids[against.number]}.{against.field}"


def _written(node: Node | None) -> str:
    """A value as it stands in a state: "" for none, "null" for an unknown that a person wrote."""
    return "" if node is None else text_of(node) or "null"


OPENING = """\
# What the platform's exports say about a freelancer; "sources" at the end tells where each value came from.
# Add what only you know, or change what is wrong: what you write stays when you import again.
"""


def imported(
    text: str, name: str, exports: Sequence[Export], schema: Schema, day: int
) -> tuple[str, ImportResult]:
    """The text of a state with what exports say, read on a day (an ordinal), and what became of each fact.

    The text may be empty, or comments alone, such as OPENING.  Diagnostics call it `name`; a new state whose
    name ends in ".json" is JSON.  Raises StateError where the text is no valid state, and CannotRewrite where
    the new text would not read as it should.
    """
    state = _read(text, name, schema)
    known = [_until(each, day) for each in exports]
    picture = merge_exports(known, listed(state, schema))
    tree, account = updated(state, picture, schema, known, day)
    if state.tree.entries:
        return rewrite(text, name, state.tree, tree), account
    return _begun(text, name, tree), account


def _until(export: Export, day: int) -> Export:
    """An export without money of days that have not come yet."""
    if export.last is None or export.last <= day:
        return export
    contracts = tuple(
        replace(each, days=tuple(money for money in each.days if money.day <= day))
        for each in export.contracts
    )
    first, last = (export.first, day) if export.first is not None and export.first <= day else (None, None)
    return replace(export, contracts=contracts, first=first, last=last)


def _read(text: str, name: str, schema: Schema) -> State:
    node, found = parse_tree(text, name)
    if node is None and not found:
        return State(Mapping((), Location(name, 1, 1)), name)
    state = State(node, name) if isinstance(node, Mapping) and not found else State.parse(text, name)
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
        gap = newline if text.removeprefix("\ufeff") and not text.endswith("\n") else ""
        after = (
            text + gap + newline.join(line for entry in tree.entries for line in _section(entry)) + newline
        )
    node, problems = parse_tree(after, name)
    if problems or node is None or content_of(node) != content_of(tree):
        raise CannotRewrite("what the exports say cannot be written as text")
    return after


def _section(entry: Entry) -> list[str]:
    """The lines of a section, a blank one before it and between the rows of a list."""
    writer = YamlWriter(YamlStyle())
    if not isinstance(entry.value, Listing) or not entry.value.items:
        return ["", *writer.entry(entry, 0)]
    lines = ["", f"{writer.key(entry.key)}:"]
    for number, item in enumerate(entry.value.items):
        lines += [""] if number else []
        lines += writer.item(item, writer.style.dash, short=False)
    return lines
