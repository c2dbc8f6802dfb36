"""Plain values straight to typed rows, by a reader made once of a vocabulary: no tree is made on the way.

It reads what is as it should be.  Whatever it does not know by heart makes it give up, and the careful reader
(`read_state.py`) reads the state anew, from its tree: what that one makes of it, values or problems, is the
only meaning, and here are the same.
"""

from collections.abc import Mapping
from datetime import date

from advisor.facts.rows import Row
from advisor.facts.schema import Schema
from advisor.facts.typed_state import TypedState
from advisor.playbook.choices import joined
from advisor.playbook.ids import is_id
from advisor.playbook.reading import Problems
from advisor.playbook.types import (
    ORDERED,
    Day,
    FieldType,
    Mismatch,
    Value,
    read_value,
    two_readings,
    written_out,
)
from advisor.playbook.vocabulary import POLICY, SOURCES, Entity
from advisor.source.diagnostic import Location
from advisor.source.plain_values import PlainValues, as_written
from advisor.source.plain_yaml import PlainMapping, place_in

_MOST_KNOWN = 5_000  # texts of one field whose values are kept


class _Odd(Exception):
    """There is something for the careful reader."""


class _ValueReader:
    """Reads the values of a type; `known` are the texts read before (None: one that says nothing)."""

    def __init__(self, schema: Schema, kind: FieldType, choices: tuple[str, ...]) -> None:
        self.schema, self.kind, self.choices = schema, kind, choices
        self.known: dict[str, Value | None] = {}

    def learn(self, text: str) -> Value | None:
        """The value of a text that is not known yet."""
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        value = self.known[text] = self.of_text(text) if text.strip() else None
        return value

    def of_text(self, text: str) -> Value:
        value = read_value(text, self.kind, self.choices, self.schema.vocabulary.words.units)
        if isinstance(value, Mismatch) or two_readings(text, value, self.kind):
            raise _Odd
        if self.kind is FieldType.ACTION and value not in self.schema.actions:
            raise _Odd
        return value

    def of_other(self, written: object) -> Value:
        """The value of what is no text, and not None."""
        if type(written) is bool and self.kind is FieldType.FLAG:
            return written
        if type(written) is date and self.kind is FieldType.DATE:
            return written.toordinal()
        if self.kind is FieldType.CHOICES and isinstance(written, list):
            if any(type(word) is not str or word not in self.choices for word in written):
                raise _Odd
            return joined(written, self.choices)
        text = _text_of(written)
        if self.kind in ORDERED and ("e" in text or "E" in text):
            return self.of_text(written_out(text))
        value = self.known[text] if text in self.known else self.learn(text)
        assert value is not None
        return value


def _text_of(written: object) -> str:
    """A scalar as a file would have it."""
    text = as_written(written)
    if text is None:
        raise _Odd
    return text


# What a key of an entity is: its slot, and the reader of a field, or the shape of children (a link: neither).
_Entry = tuple[int, _ValueReader | None, "_Shape | None"]


class _Shape:
    """What the mappings of one entity may hold."""

    def __init__(self, entity: Entity, schema: Schema) -> None:
        self.entity, self.name, self.key = entity, entity.name, entity.key
        layout = schema.layouts[entity.name]
        self.defaults = layout.defaults
        acted_on = entity.name in frozenset(schema.actions.values())
        self.is_numbered = bool(entity.belongs_to) and not entity.key and acted_on
        self.key_slot = layout.slots[entity.key] if entity.key else -1
        self.did_slot = layout.slots["did"] if entity.records_deeds else -1
        self.entries: dict[str, _Entry] = {}
        for field in entity.fields.values():
            reader = _ValueReader(schema, field.kind, field.choices)
            self.entries[field.name] = (layout.slots[field.name], reader, None)
        self.entries |= {link: (layout.slots[link], None, None) for link in entity.links}


class PlainReader:
    """Reads states of one schema; keep it as long as the playbook."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        entities = schema.vocabulary.entities
        self.shapes = {entity.name: _Shape(entity, schema) for entity in entities.values()}
        for name, shape in self.shapes.items():
            shape.entries |= {
                child.section: (-1, None, self.shapes[child.name]) for child in schema.children[name]
            }
        self.policy = {name: _ValueReader(schema, kind, ()) for name, kind in schema.policy_kinds.items()}
        self.as_of = _ValueReader(schema, FieldType.DATE, ())

    def read(self, plain: PlainValues) -> TypedState | None:
        """The typed state; None where the careful reader has to read it."""
        try:
            return _Reading(self, plain).state
        except _Odd:
            return None


class _Reading:
    """One state, while it is read."""

    def __init__(self, reader: PlainReader, plain: PlainValues) -> None:
        self.reader, self.plain = reader, plain
        self.state = TypedState.empty(reader.schema)
        self.at = plain.at or Location(plain.file, 1, 1)
        self._linked: list[tuple[Row, str, str, Location]] = []
        self._listed: set[str] = set()
        sections = reader.schema.sections
        begins = self._begins(plain.values)
        for key, value in plain.values.items():
            if key == "as_of":
                self.state.as_of = None if value is None else Day(int(self._value(reader.as_of, value)))
            elif key == POLICY:
                self._policy(value)
            elif key in sections:
                self._section(reader.shapes[sections[key].name], value)
            elif key == SOURCES:
                self._sources()
            else:
                raise _Odd
        for entity in sections.values():
            if entity.single and not self.state.rows[entity.name]:
                self._row(reader.shapes[entity.name], {}, entity.name, entity.name, begins)
        self._connect()
        self.state.sort()

    def _begins(self, mapping: object) -> Location:
        return place_in(self.plain.file, mapping.begins) if type(mapping) is PlainMapping else self.at

    def _value(self, reader: _ValueReader, written: object) -> Value:
        """A value that has to be there."""
        value = reader.learn(written) if type(written) is str else None
        if value is None:
            if written is None or type(written) is str:
                raise _Odd
            value = reader.of_other(written)
        return value

    def _policy(self, mapping: object) -> None:
        if mapping is None:
            return
        for name, written in _mapping(mapping).items():
            if name not in self.reader.policy:
                raise _Odd
            self.state.policy[name] = self._value(self.reader.policy[name], written)
            self.state.policy_places[name] = self._place_under(mapping, name)

    def _place_under(self, mapping: object, name: str) -> Location:
        if isinstance(mapping, PlainMapping):
            return place_in(self.plain.file, mapping.places[name])
        return self.at

    def _sources(self) -> None:
        from advisor.facts.provenance import check_sources  # most states were written by hand

        node, problems = self.plain.node(SOURCES), Problems()
        check_sources(node, self.reader.schema.sections.values(), problems)
        if problems.found:
            raise _Odd
        self.state.sources = node

    def _section(self, shape: _Shape, value: object) -> None:
        if value is None:
            return
        self._listed.add(shape.name)
        if shape.entity.single:
            self._row(shape, _mapping(value), shape.name, shape.name, self._begins(value))
        else:
            self._list(shape, value, shape.entity.section, None)

    def _list(self, shape: _Shape, items: object, prefix: str, owner: Row | None) -> None:
        if not isinstance(items, list):
            raise _Odd
        seen: set[str] = set()
        for number, item in enumerate(items):
            mapping = _mapping(item)
            key = str(number)
            if shape.key:
                key = _text_of(mapping.get(shape.key)).strip()
                if key in seen or not is_id(key) or "." in key:  # which may read like the path of an event
                    raise _Odd
                seen.add(key)
            row = self._row(shape, mapping, key, f"{prefix}.{key}", self._begins(item))
            if owner is not None:
                row.links[owner.entity] = owner
                self._check_deed(shape, row, owner)

    def _check_deed(self, shape: _Shape, row: Row, owner: Row) -> None:
        if shape.did_slot >= 0 and "did" in row.places:
            action = row.values[shape.did_slot]
            if self.reader.schema.actions.get(str(action), owner.entity) != owner.entity:
                raise _Odd

    def _row(
        self, shape: _Shape, mapping: Mapping[str, object], key: str, path: str, begins: Location
    ) -> Row:
        values = list(shape.defaults)
        row = Row(shape.name, key, path, values, begins, name=path if shape.is_numbered else key)
        self.state.rows[shape.name].append(row)
        entries, told = shape.entries, []
        for name, written in mapping.items():
            entry = entries.get(name)
            if entry is None:
                raise _Odd
            if written is None:
                continue
            slot, reader, children = entry
            if reader is not None:
                if type(written) is str:
                    known = reader.known
                    value = known[written] if written in known else reader.learn(written)
                    if value is None:
                        continue
                else:
                    value = reader.of_other(written)
                values[slot] = value
                told.append(name)
            elif children is not None:
                self._list(children, written, f"{path}.{name}", row)
            else:
                text = _text_of(written).strip()
                if text:
                    values[slot] = text
                    told.append(name)
                    self._linked.append((row, name, text, self._place_under(mapping, name)))
        if type(mapping) is PlainMapping:
            file, places = self.plain.file, mapping.places
            row.places = {name: place_in(file, places[name]) for name in told}
        else:
            row.places = dict.fromkeys(told, self.at)
        return row

    def _connect(self) -> None:
        """Links by id; where the target has no section of its own, an id alone makes it known."""
        by_id: dict[str, dict[str, Row]] = {}
        shapes, rows = self.reader.shapes, self.state.rows
        for row, link, key, where in self._linked:
            target = shapes[shapes[row.entity].entity.links[link]]
            known = by_id.get(target.name)
            if known is None:
                known = by_id[target.name] = {one.id: one for one in rows[target.name]}
            if key not in known:
                if target.name in self._listed or not is_id(key) or "." in key:
                    raise _Odd
                path = f"{target.entity.section}.{key}"
                known[key] = self._row(target, {}, key, path, where)
                known[key].values[target.key_slot] = key
            row.links[link] = known[key]


def _mapping(value: object) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise _Odd
