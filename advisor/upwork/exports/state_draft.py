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
from advisor.source.tree import Mapping, Node, Scalar, Sequence, items_of, mappings_of, text_of, text_under
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
    sources, link = ProvenanceNotes(state.tree.get(SOURCES)), link_to(contract, client)
    clients = {text_under(row, client.key): row for row in _rows_of(state.tree, client)} if client else {}
    contracts = []
    for row in _rows_of(state.tree, contract):
        own, whose = text_under(row, contract.key), text_under(row, link)
        title, name, number = sources.of(contract.section, own, TITLE), None, ""
        if client and whose:
            name = sources.of(client.section, whose, NAME)
            number = sources.platform_id(client.section, whose)
        texts = ("title", "started", "ended", "kind", "last_activity", "last_payment")
        contracts.append(
            StateContract(
                id=own,
                client=whose,
                client_name=text_under(clients.get(whose), NAME),
                platform_id=sources.platform_id(contract.section, own),
                client_platform_id=number,
                noted_clients=tuple(filter(None, name.names)) if name else (),
                noted_titles=tuple(filter(None, title.names)) if title else (),
                **{text: text_under(row, text) for text in texts},
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


def new_id(number: str, name: str, called: str, taken: Collection[str]) -> str:
    """An id that is not taken: a number of the platform, else a name in short, else what all are called."""
    wanted = free = _fit(number) or slug(name) or called
    count = 1
    while free in taken:
        count += 1
        free = f"{wanted}-{count}"
    return free


def slug(name: str) -> str:
    """A name as an id: letters of every script and digits, in small letters, and dashes; "" for neither."""
    plain = _fit(unicodedata.normalize("NFKC", name).casefold().replace("_", "-"))
    if len(plain) <= _LONGEST:
        return plain
    whole = plain[: _LONGEST + 1].rpartition("-")[0]
    return (whole if len(whole) > _LONGEST // 2 else plain[:_LONGEST]).strip("-")


def _fit(text: str) -> str:
    return _UNFIT.sub("-", unicodedata.normalize("NFC", text)).strip("-")


class StateDraft:
    """One state as it changes; `key` is the id of a row, "" where its entity is single."""

    def __init__(self, tree: Mapping, schema: Schema, sources: ProvenanceNotes) -> None:
        self._tree, self._schema, self._sources = tree, schema, sources
        self._at = Location(tree.location.file, 1, 1)
        self._rows: dict[str, dict[str, Mapping]] = {}  # by entity and id, as they stand in the state
        self._values: dict[str, dict[str, dict[str, Node]]] = {}  # what is new in them, by name
        for entity in schema.sections.values():
            section = tree.get(entity.section)
            if entity.single:
                row = section if isinstance(section, Mapping) else Mapping((), self._at)
                self._rows[entity.name] = {"": row}
            else:
                rows = mappings_of(section) if isinstance(section, Sequence) else self._implied(entity)
                self._rows[entity.name] = {text_under(row, entity.key): row for row in rows}

    def ids(self, entity: Entity) -> Collection[str]:
        return self._rows[entity.name].keys()

    def value(self, entity: Entity, key: str, name: str) -> Node | None:
        """What stands under a name of a row; None where nothing does."""
        new = self._values.get(entity.name, {}).get(key, {}).get(name)
        return self._rows[entity.name][key].get(name) if new is None else new

    def add(self, entity: Entity, name: str, platform_id: str, *, by_number: bool = True) -> str:
        """The id of a new row: none that is there, or was noted for another of the platform's numbers."""
        noted = {
            own: self._sources.platform_id(entity.section, own) for own in self._sources.keys(entity.section)
        }
        others = {own for own, number in noted.items() if number not in ("", platform_id)}
        key = new_id(platform_id if by_number else "", name, entity.name, {*others, *self.ids(entity)})
        self._rows[entity.name][key] = self._row_with_id(entity, key)
        self._changed(entity, key)
        return key

    def put(self, entity: Entity, key: str, name: str, value: str, *, quoted: bool) -> None:
        self._changed(entity, key)[name] = Scalar(value, quoted, self._at)

    def _changed(self, entity: Entity, key: str) -> dict[str, Node]:
        return self._values.setdefault(entity.name, {}).setdefault(key, {})

    def keep_reading(self, entity: Entity, value: str, on: str) -> bool:
        """Put what the score of an entity was on a day among its earlier ones; whether it is new there."""
        children = self._schema.children.get(entity.name, ())
        child = next((one for one in children if one.score and one.records_days), None)
        old = self.value(entity, "", child.section) if child else None
        if child is None or any(text_under(item, _ON) == on for item in items_of(old)):
            return False
        reading = Mapping((), self._at).put(_ON, Scalar(on, False, self._at))
        reading = reading.put(child.score, Scalar(value, False, self._at))
        items = (*items_of(old), FlowMapping(reading.entries, self._at))
        place = old.location if isinstance(old, Sequence) else self._at
        self._changed(entity, "")[child.section] = Sequence(items, place)
        return True

    def tree(self) -> Mapping:
        tree = self._tree
        for section, entity in self._schema.sections.items():
            if entity.name in self._values:
                tree = tree.put(section, self._row(entity, "") if entity.single else self._list(entity))
        return tree

    def _list(self, entity: Entity) -> Sequence:
        old = self._tree.get(entity.section)
        ids = dict.fromkeys(text_under(item, entity.key) for item in items_of(old))
        items = [
            self._row(entity, text_under(item, entity.key)) if isinstance(item, Mapping) else item
            for item in items_of(old)
        ]
        items += [self._row(entity, key) for key in self.ids(entity) if key not in ids]
        return Sequence(tuple(items), self._at if old is None else old.location)

    def _row(self, entity: Entity, key: str) -> Mapping:
        row, values = self._rows[entity.name][key], self._values[entity.name].get(key, {})
        first = [name for name in _FIRST if name in entity.fields]
        for name in dict.fromkeys((*entity.links, *first, *entity.fields, *values)):
            row = row.put(name, values[name]) if name in values else row
        return row

    def _implied(self, entity: Entity) -> list[Mapping]:
        """Rows that have no section, and are known by the ids that others link to."""
        owners = [owner for owner in self._schema.sections.values() if not owner.single]
        links = ((link_to(owner, entity), row) for owner in owners for row in _rows_of(self._tree, owner))
        ids = dict.fromkeys(text_under(row, link) for link, row in links)
        return [self._row_with_id(entity, key) for key in ids if key]

    def _row_with_id(self, entity: Entity, key: str) -> Mapping:
        return Mapping((), self._at).put(entity.key, Scalar(key, True, self._at))


class StateClients:
    """The clients of a state, and those that an import adds: found by number, by name, by id."""

    def __init__(self, draft: StateDraft, entity: Entity, sources: ProvenanceNotes) -> None:
        self._numbers: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}  # by name: ids, each with the platform's number
        self._nameless: set[str] = set()
        for key in draft.ids(entity):
            noted = sources.of(entity.section, key, NAME)
            names = (text_of(draft.value(entity, key, NAME)), *(noted.names if noted else ()))
            self.learn(key, sources.platform_id(entity.section, key), names)

    def learn(self, own: str, number: str, names: Several[str]) -> None:
        """Take an id for that of whom the platform knows by a number and by names; "" teaches nothing."""
        if number:
            self._numbers.setdefault(number, own)
        for name in filter(None, names):
            self._names.setdefault(folded(name), {})[own] = number
        if any(names):
            self._nameless.discard(own)
        else:
            self._nameless.add(own)

    def of(self, key: Key) -> tuple[str, ...]:
        """The ids of the clients that it may be: none where there is no such client yet."""
        if key.client_id in self._numbers:
            return (self._numbers[key.client_id],)
        named = self._names.get(folded(key.client), {}) if key.client else {}
        fitting = tuple(own for own, number in named.items() if not (key.client_id and number))
        own = slug(key.client)
        return fitting or ((own,) if key.client and own in self._nameless else ())
