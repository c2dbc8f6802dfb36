"""A state as an import sees it and adds to it: its contracts, its rows and their ids, its clients."""

import re
import unicodedata
from collections.abc import Collection
from collections.abc import Sequence as Several

from advisor.facts.provenance import ProvenanceNotes
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.diagnostic import Location
from advisor.source.tree import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    items_of,
    mappings_of,
    text_of,
    text_under,
)
from advisor.source.yaml_writer import FlowMapping
from advisor.upwork.exports.candidates import NAME, folded
from advisor.upwork.exports.model import Key, StateContract

CONTRACT, CLIENT, PROFILE = "contract", "client", "profile"
TITLE = "title"
_FIRST = ("title", "kind", "status")  # behind the id and the links of a new row
_ON = "on"  # of a record, the day that it tells of
_LONGEST = 40  # characters of an id
_UNFIT = re.compile(r"[^\w]+")


def state_contracts(state: State, schema: Schema) -> tuple[StateContract, ...]:
    """The contracts of a state that is valid, in order, with what earlier imports noted of them."""
    contract, client = entity_named(schema, CONTRACT), entity_named(schema, CLIENT)
    if contract is None:
        return ()
    sources = ProvenanceNotes(state.tree.get(SOURCES))
    link = link_to(contract, client)
    clients = {text_under(row, client.key): row for row in _rows_of(state.tree, client)} if client else {}
    contracts = []
    for row in _rows_of(state.tree, contract):
        own, whose = text_under(row, contract.key), text_under(row, link)
        title = sources.of(contract.section, own, TITLE)
        name = sources.of(client.section, whose, NAME) if client and whose else None
        contracts.append(
            StateContract(
                id=own,
                client=whose,
                client_name=text_under(clients.get(whose), NAME),
                title=text_under(row, TITLE),
                platform_id=sources.platform_id(contract.section, own),
                client_platform_id=sources.platform_id(client.section, whose) if client and whose else "",
                noted_client=name.value if name else "",
                noted_title=title.value if title else "",
                started=text_under(row, "started"),
                known_as=title.known_as if title else (),
                client_known_as=name.known_as if name else (),
                ended=text_under(row, "ended"),
                kind=text_under(row, "kind"),
                last_activity=text_under(row, "last_activity"),
                last_payment=text_under(row, "last_payment"),
            )
        )
    return tuple(contracts)


def entity_named(schema: Schema, name: str) -> Entity | None:
    """The entity of a name, where a state lists entities of it; None for a vocabulary without it."""
    entity = schema.vocabulary.entities.get(name)
    return entity if entity is not None and not entity.belongs_to else None


def link_to(entity: Entity, target: Entity | None) -> str:
    """The name of the link to entities of another kind; "" for none."""
    return next((name for name, to in entity.links.items() if target is not None and to == target.name), "")


def _rows_of(tree: Mapping, entity: Entity) -> tuple[Mapping, ...]:
    return mappings_of(tree.get(entity.section))


def contract_id(platform_id: str, title: str, taken: Collection[str]) -> str:
    """An id for a contract: the platform's number of it, else its title in short."""
    return _free(_fit(platform_id) or slug(title) or "contract", taken)


def client_id(name: str, taken: Collection[str]) -> str:
    """An id for a client: its name in short."""
    return _free(slug(name) or "client", taken)


def noted_for_others(sources: ProvenanceNotes, section: str, platform_id: str) -> set[str]:
    """The ids in a section under which imports noted another of the platform's numbers."""
    numbers = {own: sources.platform_id(section, own) for own in sources.keys(section)}
    return {own for own, number in numbers.items() if number not in ("", platform_id)}


def slug(name: str) -> str:
    """A name as an id: letters of every script and digits, in small letters, and dashes; "" for neither."""
    plain = _fit(unicodedata.normalize("NFKC", name).casefold().replace("_", "-"))
    if len(plain) <= _LONGEST:
        return plain
    whole = plain[: _LONGEST + 1].rpartition("-")[0]
    return (whole if len(whole) > _LONGEST // 2 else plain[:_LONGEST]).strip("-")


def _fit(text: str) -> str:
    return _UNFIT.sub("-", text).strip("-")


def _free(wanted: str, taken: Collection[str]) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


class StateDraft:
    """One state as it changes; `key` is the id of a row, "" where its entity is single."""

    def __init__(self, tree: Mapping, schema: Schema) -> None:
        self._tree, self._schema = tree, schema
        self._at = Location(tree.location.file, 1, 1)
        self._values: dict[tuple[str, str], dict[str, Node]] = {}
        self._rows: dict[tuple[str, str], Mapping] = {}
        self._new: dict[str, list[str]] = {}
        for entity in schema.sections.values():
            section = tree.get(entity.section)
            if entity.single:
                row = section if isinstance(section, Mapping) else Mapping((), self._at)
                self._rows[entity.name, ""] = row
            else:
                rows = mappings_of(section) if isinstance(section, Sequence) else self._implied(entity)
                self._rows.update(((entity.name, text_under(row, entity.key)), row) for row in rows)

    def ids(self, entity: Entity) -> list[str]:
        return [key for name, key in self._rows if name == entity.name]

    def has(self, entity: Entity, key: str) -> bool:
        return (entity.name, key) in self._rows

    def value(self, entity: Entity, key: str, name: str) -> Node | None:
        """What stands under a name of a row; None where nothing does."""
        new = self._values.get((entity.name, key), {}).get(name)
        return self._rows[entity.name, key].get(name) if new is None else new

    def text(self, entity: Entity, key: str, name: str) -> str:
        return text_of(self.value(entity, key, name))

    def add(self, entity: Entity, key: str) -> None:
        self._rows[entity.name, key] = self._row_with_id(entity, key)
        self._new.setdefault(entity.name, []).append(key)

    def put(self, entity: Entity, key: str, name: str, value: str, *, quoted: bool) -> None:
        self._values.setdefault((entity.name, key), {})[name] = Scalar(value, quoted, self._at)

    def keep_reading(self, entity: Entity, value: str, on: str) -> bool:
        """Put what the score of an entity was on a day among its earlier ones; whether it is new there."""
        children = self._schema.children.get(entity.name, ())
        child = next((one for one in children if one.score and one.records_days), None)
        old = self.value(entity, "", child.section) if child else None
        items = items_of(old)
        if child is None or any(text_under(item, _ON) == on for item in items):
            return False
        entries = ((_ON, on), (child.score, value))
        reading = FlowMapping(
            tuple(Entry(*(Scalar(text, False, self._at) for text in pair)) for pair in entries), self._at
        )
        place = old.location if isinstance(old, Sequence) else self._at
        self._values.setdefault((entity.name, ""), {})[child.section] = Sequence((*items, reading), place)
        return True

    def tree(self) -> Mapping:
        changed = {name for name, _ in self._values} | set(self._new)
        tree = self._tree
        for section, entity in self._schema.sections.items():
            if entity.name in changed:
                tree = tree.put(section, self._section(entity))
        return tree

    def _section(self, entity: Entity) -> Node:
        if entity.single:
            return self._row(entity, "", self._rows[entity.name, ""])
        new = self._new.get(entity.name, [])
        section = self._tree.get(entity.section)
        items: list[Node] = []
        if isinstance(section, Sequence):
            for item in section.items:
                own = text_under(item, entity.key)
                items.append(self._row(entity, own, item) if isinstance(item, Mapping) else item)
        else:
            new = self.ids(entity)  # those of rows that had no section come first
        items += [self._row(entity, key, self._rows[entity.name, key]) for key in new]
        return Sequence(tuple(items), section.location if section is not None else self._at)

    def _row(self, entity: Entity, key: str, row: Mapping) -> Mapping:
        values = self._values.get((entity.name, key), {})
        order = _order(entity)
        for name in sorted(values, key=lambda name: order.index(name) if name in order else len(order)):
            row = row.put(name, values[name])
        return row

    def _implied(self, entity: Entity) -> list[Mapping]:
        """Rows that have no section, and are known by the ids that others link to."""
        ids: dict[str, None] = {}
        for owner in self._schema.sections.values():
            link = "" if owner.single else link_to(owner, entity)
            for row in _rows_of(self._tree, owner) if link else ():
                ids |= dict.fromkeys([text_under(row, link)])
        return [self._row_with_id(entity, key) for key in ids if key]

    def _row_with_id(self, entity: Entity, key: str) -> Mapping:
        return Mapping((), self._at).put(entity.key, Scalar(key, True, self._at))


def _order(entity: Entity) -> Several[str]:
    first = [name for name in _FIRST if name in entity.fields]
    return list(dict.fromkeys((*entity.links, *first, *entity.fields)))


class StateClients:
    """The clients of a state, and those that an import adds: found by number, by name, by id."""

    def __init__(self, draft: StateDraft, entity: Entity, sources: ProvenanceNotes) -> None:
        self._draft, self._entity, self._sources = draft, entity, sources
        self._numbers: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}  # by name: ids, each with the platform's number
        self._nameless: set[str] = set()
        for key in draft.ids(entity):
            noted = sources.of(entity.section, key, NAME)
            names = {draft.text(entity, key, NAME), *(noted.names if noted else ())} - {""}
            self._learn(key, sources.platform_id(entity.section, key), names)

    def _learn(self, key: str, number: str, names: set[str]) -> None:
        if number:
            self._numbers.setdefault(number, key)
        for name in names:
            self._names.setdefault(folded(name), {})[key] = number
        if not names:
            self._nameless.add(key)

    def of(self, key: Key) -> tuple[str, ...]:
        """The ids of the clients that it may be: none where there is no such client yet."""
        if key.client_id in self._numbers:
            return (self._numbers[key.client_id],)
        named = self._names.get(folded(key.client), {}) if key.client else {}
        fitting = tuple(own for own, number in named.items() if not (key.client_id and number))
        if fitting or not key.client:
            return fitting
        own = slug(key.client)
        return (own,) if own in self._nameless else ()

    def identify(self, own: str, key: Key) -> None:
        self._nameless.discard(own)
        self._learn(own, key.client_id, {key.client} - {""})

    def add(self, key: Key) -> str:
        """The id of a new client, whose number or name is known; no id that was noted for another one."""
        others = noted_for_others(self._sources, self._entity.section, key.client_id)
        name = key.client or f"client {key.client_id}"
        own = client_id(name, {*self._draft.ids(self._entity), *others})
        self._draft.add(self._entity, own)
        self.identify(own, key)
        return own
