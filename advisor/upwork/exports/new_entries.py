"""Which client of a state a contract of a picture is for, and clients that the state does not have yet."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from collections.abc import Sequence as Several

from advisor.facts.provenance import ProvenanceNotes
from advisor.facts.schema import Schema
from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, text_of, text_under
from advisor.upwork.exports.candidates import NAME, folded, id_of, link_to, rows_of
from advisor.upwork.exports.model import Key

_LONGEST = 40  # characters
_UNFIT = re.compile(r"[^\w~]+")


def contract_id(platform_id: str, title: str, taken: Collection[str]) -> str:
    """An id for a contract: the platform's number of it, else its title in short."""
    return _free(_fit(platform_id) or slug(title) or "contract", taken)


def client_id(name: str, taken: Collection[str]) -> str:
    """An id for a client: its name in short."""
    return _free(slug(name) or "client", taken)


def slug(name: str) -> str:
    """A name as an id: letters of every script and digits, in small letters, and dashes; "" for neither."""
    plain = _fit(unicodedata.normalize("NFKC", name).casefold().replace("_", "-").replace("~", "-"))
    if len(plain) <= _LONGEST:
        return plain
    whole = plain[: _LONGEST + 1].rpartition("-")[0]
    return (whole if len(whole) > _LONGEST // 2 else plain[:_LONGEST]).strip("-")


def _fit(text: str) -> str:
    return _UNFIT.sub("-", text).strip("-")


def _free(wanted: str, taken: Collection[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


_FIRST = ("title", "kind", "status")  # behind the id and the links of a new row


class StateDraft:
    """One state; `key` is the id of a row, "" where its entity is single."""

    def __init__(self, tree: Mapping, schema: Schema) -> None:
        self._tree, self._schema = tree, schema
        self._at = Location(tree.location.file, 1, 1)
        self._values: dict[tuple[str, str], dict[str, Node]] = {}
        self._rows: dict[tuple[str, str], Mapping] = {}
        self._new: dict[str, list[str]] = {}
        for entity in schema.sections.values():
            if entity.single:
                row = tree.get(entity.section)
                self._rows[entity.name, ""] = row if isinstance(row, Mapping) else Mapping((), self._at)
            else:
                rows = rows_of(tree, entity) if _stands(tree, entity) else tuple(self._implied(entity))
                self._rows.update(((entity.name, id_of(row, entity)), row) for row in rows)

    def ids(self, entity: Entity) -> list[str]:
        """The ids of all rows of an entity, those of new ones included."""
        return [key for name, key in self._rows if name == entity.name]

    def has(self, entity: Entity, key: str) -> bool:
        """Whether there is such a row."""
        return (entity.name, key) in self._rows

    def value(self, entity: Entity, key: str, name: str) -> Node | None:
        """What stands under a name of a row; None where nothing does."""
        new = self._values.get((entity.name, key), {}).get(name)
        return self._rows[entity.name, key].get(name) if new is None else new

    def text(self, entity: Entity, key: str, name: str) -> str:
        """The text of a value; "" where there is none."""
        return text_of(self.value(entity, key, name))

    def add(self, entity: Entity, key: str) -> None:
        """Add a row."""
        named = Entry(Scalar(entity.key, False, self._at), Scalar(key, True, self._at))
        self._rows[entity.name, key] = Mapping((named,), self._at)
        self._new.setdefault(entity.name, []).append(key)

    def put(self, entity: Entity, key: str, name: str, value: str, *, quoted: bool) -> None:
        """Write a value into a row."""
        self._values.setdefault((entity.name, key), {})[name] = Scalar(value, quoted, self._at)

    def tree(self) -> Mapping:
        """The tree with all of it."""
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
        written = self._tree.get(entity.section)
        items: list[Node] = []
        if isinstance(written, Sequence):
            for item in written.items:
                is_row = isinstance(item, Mapping)
                items.append(self._row(entity, id_of(item, entity), item) if is_row else item)  # type: ignore[arg-type]
        else:
            kept = [key for key in self.ids(entity) if key not in new]
            items += [self._row(entity, key, self._rows[entity.name, key]) for key in kept]
        items += [self._row(entity, key, self._rows[entity.name, key]) for key in new]
        return Sequence(tuple(items), written.location if written is not None else self._at)

    def _row(self, entity: Entity, key: str, row: Mapping) -> Mapping:
        values = self._values.get((entity.name, key), {})
        for name in sorted(values, key=_order(entity).index):
            row = row.put(name, values[name])
        return row

    def _implied(self, entity: Entity) -> Iterator[Mapping]:
        """Rows that have no section, and are known by the ids that others link to."""
        found: dict[str, Node] = {}
        for owner in self._schema.sections.values():
            link = "" if owner.single else link_to(owner, entity)
            for row in rows_of(self._tree, owner) if link else ():
                if own := text_under(row, link):
                    found.setdefault(own, Scalar(own, True, self._at))
        key = Scalar(entity.key, False, self._at)
        return (Mapping((Entry(key, node),), self._at) for node in found.values())


def _order(entity: Entity) -> Several[str]:
    first = [name for name in _FIRST if name in entity.fields]
    return list(dict.fromkeys((*entity.links, *first, *entity.fields)))


def _stands(tree: Mapping, entity: Entity) -> bool:
    return isinstance(tree.get(entity.section), Sequence)


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

    def met(self, own: str, key: Key) -> None:
        """Know that a client of the state is the one of a contract."""
        self._nameless.discard(own)
        self._learn(own, key.client_id, {key.client} - {""})

    def add(self, key: Key) -> str:
        """The id of a new client, whose number or name is known."""
        section, number = self._entity.section, key.client_id
        used = set(self._draft.ids(self._entity))
        base = client_id(key.client or f"client {number}", ())
        candidates = (base if count == 1 else f"{base}-{count}" for count in range(1, len(used) + 1000))
        own = next(each for each in candidates if each not in used and self._is_free(section, each, number))
        self._draft.add(self._entity, own)
        self.met(own, key)
        return own

    def _is_free(self, section: str, own: str, number: str) -> bool:
        """Whether nothing is noted of another client that stood under an id before."""
        return self._sources.platform_id(section, own) in ("", number)
