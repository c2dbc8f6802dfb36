"""A state against a vocabulary: typed rows, or every problem in it at once."""

from advisor.facts.rows import Row
from advisor.facts.schema import Schema
from advisor.facts.typed_state import TypedState
from advisor.playbook.choices import joined
from advisor.playbook.ids import check_id
from advisor.playbook.reading import (
    Problems,
    a,
    describe,
    read_list,
    read_mapping,
    small_percent,
    swallowed_comment,
)
from advisor.playbook.types import ORDERED, Day, FieldType, Mismatch, Value, read_value, written_out
from advisor.playbook.vocabulary import POLICY, SOURCES, Entity, Field
from advisor.source.diagnostic import Location, nearest, suggest, suggest_key
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, entries_of, is_null, text_of


class StateReader:
    """Reads one state with care; afterwards `state` holds what can be read of it."""

    def __init__(self, schema: Schema, problems: Problems) -> None:
        self.schema = schema
        self.problems = problems
        self.state = TypedState.empty(schema)
        self.rows = self.state.rows
        self._linked: list[tuple[Row, str, str, Location]] = []
        self._listed: set[str] = set()
        self._acted_on = frozenset(schema.actions.values())

    def read(self, tree: Mapping) -> None:
        """Read the whole state."""
        sections = self.schema.sections
        for entry in tree.entries:
            key = entry.key.text
            if key == "as_of":
                self.state.as_of = self._date(entry.value)
            elif key == POLICY:
                self._policy(entry.value)
            elif key in sections:
                self._section(sections[key], entry)
            elif key == SOURCES:
                self._sources(entry.value)
            else:
                known = ["as_of", POLICY, *sections]
                hint = suggest_key(key, [*known, SOURCES]) or "a state holds " + ", ".join(known)
                self.problems.add("unknown-key", entry.key, f'a state has no section "{key}"', hint)
                meant = nearest(key, sections)
                if meant and tree.get(meant) is None:
                    self._section(sections[meant], entry)  # its problems come in the same run
        for entity in sections.values():
            if entity.single and not self.rows[entity.name]:
                self._row(entity, Mapping((), tree.location), entity.name, entity.name)
        self._connect()
        self._check_paths()
        self.state.sort()

    def _date(self, node: Node) -> Day | None:
        value = None if is_null(node) else self._value(node, "as_of", FieldType.DATE, ())
        return Day(value) if isinstance(value, int) else None

    def _policy(self, node: Node) -> None:
        mapping = None if is_null(node) else read_mapping(node, '"policy"', self.problems)
        for entry in entries_of(mapping):
            name = entry.key.text
            kind = self.schema.policy_kinds.get(name)
            if kind is None:
                hint = suggest(name, self.schema.policy) or "the playbook lists them under policy:"
                message = f'the policy has no parameter "{name}"'
                self.problems.add("unknown-policy", entry.key, message, hint)
            elif (value := self._value(entry.value, f"policy.{name}", kind, ())) is not None:
                self.state.policy[name] = value
                self.state.policy_places[name] = entry.value.location

    def _sources(self, node: Node) -> None:
        from advisor.facts.provenance import check_sources

        self.state.sources = node
        check_sources(node, self.schema.sections.values(), self.problems)

    def _section(self, entity: Entity, entry: Entry) -> None:
        if is_null(entry.value):
            return
        self._listed.add(entity.name)
        if entity.single:
            if mapping := read_mapping(entry.value, f'"{entity.section}"', self.problems):
                self._row(entity, mapping, entity.name, entity.name)
        else:
            self._list(entity, entry.value, "")

    def _list(self, entity: Entity, node: Node, owner: str) -> list[Row]:
        rows: list[Row] = []
        seen: dict[str, Location] = {}
        prefix = f"{owner}.{entity.section}" if owner else entity.section
        for number, item in enumerate(read_list(node, f'"{entity.section}"', self.problems)):
            mapping = read_mapping(item, f"one of {entity.section}", self.problems)
            key = self._key(entity, mapping, number, seen) if mapping else None
            if mapping is not None and key is not None:
                rows.append(self._row(entity, mapping, key, f"{prefix}.{key}"))
            elif mapping is not None:  # a bad id hides no other problem
                rest = tuple(entry for entry in mapping.entries if entry.key.text != entity.key)
                self._row(entity, Mapping(rest, mapping.location), str(number), f"{prefix}.{number}")
        return rows

    def _key(self, entity: Entity, mapping: Mapping, number: int, seen: dict[str, Location]) -> str | None:
        if not entity.key:
            return str(number)
        node = mapping.get(entity.key)
        key = text_of(node)
        if node is None or not key:
            message = f'one of {entity.section} lacks "{entity.key}"'
            self.problems.add("missing-key", node or mapping, message, "give it a short name of its own")
            return None
        if key in seen:
            message = f'the {entity.name} "{key}" is listed twice, first at {seen[key]}'
            self.problems.add("duplicate-id", node, message, "give one of them another id")
            return None
        seen[key] = node.location
        return key if check_id(key, node, f'"{entity.key}"', self.problems) else None

    def _row(self, entity: Entity, mapping: Mapping, key: str, path: str) -> Row:
        layout = self.schema.layouts[entity.name]
        is_numbered = entity.belongs_to and not entity.key and entity.name in self._acted_on
        name = path if is_numbered else key
        row = Row(entity.name, key, path, list(layout.defaults), mapping.location, name=name)
        self.rows[entity.name].append(row)
        children = {child.section: child for child in self.schema.children[entity.name]}
        for entry in mapping.entries:
            name = entry.key.text
            if name in children:
                listed = () if is_null(entry.value) else self._list(children[name], entry.value, path)
                for child in listed:
                    child.links[entity.name] = row
                    self._deed(child, children[name], entity)
            elif name in entity.links:
                self._link(row, entity, entry)
            elif name in entity.fields:
                self._field(row, entity.fields[name], entry)
            else:
                self._unknown(entity, entry, [*children])
        return row

    def _deed(self, record: Row, history: Entity, owner: Entity) -> None:
        """What was done about something is an action for its kind."""
        place = record.places.get("did") if history.records_deeds else None
        action = str(record.values[self.schema.layouts[history.name].slots["did"]]) if place else ""
        entity = self.schema.actions.get(action, owner.name)
        if place and entity != owner.name:
            whose = f"the {history.section} of {a(owner.name)}"
            message = f'"{action}" is an action for {a(entity)}, and this is {whose}'
            self.problems.add("wrong-subject", place, message, f"record it for the {entity} that it is about")

    def _field(self, row: Row, field: Field, entry: Entry) -> None:
        if _is_blank(entry.value):
            return
        value = self._value(entry.value, field.name, field.kind, field.choices)
        if value is not None:
            row.values[self.schema.layouts[row.entity].slots[field.name]] = value
            row.places[field.name] = entry.value.location

    def _value(self, node: Node, name: str, kind: FieldType, choices: tuple[str, ...]) -> Value | None:
        if kind is FieldType.CHOICES and isinstance(node, Sequence):
            return self._several(node, name, choices)
        value: Value | Mismatch = Mismatch("one value")
        if isinstance(node, Scalar):
            text = written_out(node.text) if kind in ORDERED and not node.quoted else node.text
            value = read_value(text, kind, choices, self.schema.vocabulary.words.units)
        if isinstance(value, Mismatch):
            hint = value.hint or (suggest(node.text, choices) if isinstance(node, Scalar) else "")
            message = f'"{name}": found {describe(node)}, expected {value.expected}'
            self.problems.add("wrong-value", node, message, hint)
            return None
        if kind is FieldType.ACTION and value not in self.schema.actions:
            hint = suggest(str(value), self.schema.actions) or "use the id of an action of the playbook"
            self.problems.add("unknown-action", node, f'"{name}": there is no action "{value}"', hint)
            return None
        if kind is FieldType.TEXT and isinstance(node, Scalar) and node.comment:
            self.state.doubts.append(swallowed_comment(node, f'"{name}"'))
        if isinstance(node, Scalar) and (doubt := small_percent(node.text, value, kind, f'"{name}"', node)):
            self.state.doubts.append(doubt)
        return value

    def _several(self, node: Sequence, name: str, choices: tuple[str, ...]) -> Value | None:
        """The choices in a list, each wrong one reported at its place; none of them is a value as well."""
        expected = f"one of {', '.join(choices)}"
        wrong = [item for item in node.items if text_of(item) not in choices]
        for item in wrong:
            message = f'"{name}": found {describe(item)}, expected {expected}'
            self.problems.add("wrong-value", item, message, suggest(text_of(item), choices))
        return None if wrong else joined([text_of(item) for item in node.items], choices)

    def _link(self, row: Row, entity: Entity, entry: Entry) -> None:
        name, node = entry.key.text, entry.value
        if _is_blank(node):
            return
        if not isinstance(node, Scalar):
            target = entity.links[name]
            message = f'"{name}": found {describe(node)}, expected the id of {a(target)}'
            section = self.schema.vocabulary.entities[target].section
            hint = f"list it under {section}: and write its id here"
            self.problems.add("wrong-value", node, message, hint)
            return
        row.values[self.schema.layouts[row.entity].slots[name]] = node.text.strip()
        row.places[name] = node.location
        self._linked.append((row, name, node.text.strip(), node.location))

    def _unknown(self, entity: Entity, entry: Entry, children: list[str]) -> None:
        name = entry.key.text
        if name in entity.computed:
            message = f'"{name}" of {a(entity.noun)} is computed and cannot be set'
            hint = "leave it out, and give the facts that it follows from"
            self.problems.add("computed-field", entry.key, message, hint)
            return
        known = [*entity.fields, *entity.links, *children]
        hint = self._owner(name) or suggest_key(name, known)
        hint = hint or f"the playbook's vocabulary tells what {a(entity.noun)} may hold"
        self.problems.add("unknown-field", entry.key, f'{a(entity.noun)} has no field "{name}"', hint)

    def _owner(self, name: str) -> str:
        """Where a field stands that was written elsewhere."""
        if name in self.schema.policy:
            return f'"{name}" stands under policy:'
        entities = self.schema.vocabulary.entities.values()
        owners = dict.fromkeys(a(entity.noun) for entity in entities if name in entity.fields)
        return f'"{name}" is a field of {" and ".join(owners)}' if owners else ""

    def _connect(self) -> None:
        """Resolve links by id; where the target has no section of its own, an id alone makes it known."""
        by_id = {name: {row.id: row for row in rows} for name, rows in self.rows.items()}
        for row, link, key, where in self._linked:
            entities = self.schema.vocabulary.entities
            target = entities[entities[row.entity].links[link]]
            rows = by_id[target.name]
            if key not in rows and target.name in self._listed:
                hint = suggest(key, rows) or f"list it under {target.section}:"
                self.problems.add("dangling-link", where, f'there is no {target.name} "{key}"', hint)
                continue
            if key not in rows:
                check_id(key, where, f'"{link}"', self.problems)
                rows[key] = self._row(target, Mapping((), where), key, f"{target.section}.{key}")
                rows[key].values[self.schema.layouts[target.name].slots[target.key]] = key
            row.links[link] = rows[key]

    def _check_paths(self) -> None:
        """No id reads like the path to what another entity lists: "c-1.history.0" beside "c-1"."""
        for entity in self.schema.sections.values():
            children = {child.section: child for child in self.schema.children[entity.name]}
            rows = {row.id: row for row in self.rows[entity.name]} if children else {}
            for row in rows.values():
                owner, _, end = row.id.rpartition(".")
                owner, _, section = owner.rpartition(".")
                place = row.places.get(entity.key, row.place)
                if place and owner in rows and section in children and end.isdecimal():
                    listed = f'{a(children[section].noun)} of the {entity.name} "{owner}"'
                    message = f'"{entity.key}": "{row.id}" would name {listed}'
                    hint = f'give it another id, such as "{row.id.replace(".", "-")}"'
                    self.problems.add("bad-id", place, message, hint)


def _is_blank(node: Node) -> bool:
    """Whether nothing was written; an export's empty text is nothing either."""
    return isinstance(node, Scalar) and not text_of(node)
