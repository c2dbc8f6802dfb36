"""A state with some facts changed, for "what if": tree in, tree out, every place kept.

Not to be taken for reading a state: whether a field exists and a value fits is found where the changed
state is read; here only what a path leads to is looked at.

A path is `as_of`, `profile.FIELD`, `policy.NAME`, `contracts.ID.FIELD`, `contracts.ID.history` (a list) or
`contracts.ID.history.NUMBER.FIELD`, with the names of the playbook's own vocabulary; events are numbered
from 0 as they stand in the state. An id may hold dots: of the ids that a path could mean, the longest counts.
A null takes a fact back to unknown. A mapping at `contracts.ID` adds that contract, or replaces it, but where
the path begins with the id of another one: what follows that is a field, maybe a misspelt one. A mapping at
`contracts.ID.history.NUMBER` does so with an event.
"""

from collections.abc import Iterable

from advisor.facts.rows import id_of
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.ids import split_id
from advisor.playbook.reading import Problems, describe
from advisor.playbook.vocabulary import POLICY, SOURCES, Entity
from advisor.source.diagnostic import Diagnostic, Location, suggest, suggest_key
from advisor.source.encoding import forbidden_in_value
from advisor.source.errors import StateError
from advisor.source.reader import parse_tree, read_tree
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, items_of, mappings_of


def override(state: State, changes: Mapping, schema: Schema) -> State:
    """The state with each entry of `changes` (a path and its value) applied, in order.

    Raises StateError with every path that leads nowhere.
    """
    problems = Problems()
    tree = state.tree
    for entry in changes.entries:
        tree = _Change(entry, schema, problems).applied(tree)
    if problems.errors:
        raise StateError(problems.errors)
    return State(tree, state.name)


class _Change:
    """One path and its value."""

    def __init__(self, entry: Entry, schema: Schema, problems: Problems) -> None:
        self.path, self.value, self.at = entry.key, entry.value, entry.key.location
        self.parts = entry.key.text.split(".")
        self.schema, self.problems = schema, problems

    def applied(self, tree: Mapping) -> Mapping:
        section, rest = self.parts[0], self.parts[1:]
        entity = self.schema.sections.get(section)
        if not all(self.parts):
            self.bad(f'"{self.path.text}" is no path: a name is missing between its dots')
        elif section == SOURCES:
            hint = "change the value itself: it counts as yours as soon as it differs from what was imported"
            self.bad(f'"{self.path.text}": "{SOURCES}" tells where values came from, and is no fact', hint)
        elif section == "as_of":
            return tree if self.too_long(rest, 0) else tree.put(section, self.value, self.at)
        elif section == POLICY or (entity is not None and entity.single):
            inside = tree.get(section)
            row = inside if isinstance(inside, Mapping) else Mapping((), self.at)
            return tree.put(section, self.in_row(row, entity, rest), self.at)
        elif entity is not None:
            return self.in_list(tree, entity, rest)
        else:
            known = ["as_of", POLICY, *self.schema.sections]
            hint = suggest_key(section, known) or "a path starts with " + ", ".join(known)
            self.problems.add("unknown-key", self.path, f'a state has no section "{section}"', hint)
        return tree

    def in_list(self, tree: Mapping, entity: Entity, rest: list[str]) -> Mapping:
        section = tree.get(entity.section)
        rows = section.items if isinstance(section, Sequence) else self.implied(tree, entity)
        if not rest:
            message = f'"{self.path.text}" names all {entity.section}, not one fact'
            self.bad(message, "name one of them by its id")
            return tree
        ids = [id_of(row, entity) for row in rows]
        found = split_id(rest, ids)
        number = len(ids) if found is None else ids.index(found[0])
        new: Node | None = None
        if found is None and (len(rest) == 1 or isinstance(self.value, Mapping)):
            new = self.whole(entity, ".".join(rest))
        elif found is None:
            self.unknown_id(entity, rest, ids)
        elif not found[1]:
            new = self.whole(entity, found[0])
        else:
            new = self.in_row(rows[number], entity, found[1])
        return tree if new is None else self.with_item(tree, entity.section, rows, number, new)

    def in_row(self, row: Node, entity: Entity | None, rest: list[str]) -> Node:
        """A row with one of its fields, or one of its events, changed."""
        if not isinstance(row, Mapping):
            return row
        if not rest:
            self.bad(f'"{self.path.text}" names a whole section, not one fact', "add the name of a field")
            return row
        children = self.schema.children[entity.name] if entity else ()
        child = next((child for child in children if child.section == rest[0]), None)
        if child is None or len(rest) == 1:
            return row if self.too_long(rest, 1) else row.put(rest[0], self.value, self.at)
        events = items_of(row.get(child.section))
        numbers = {str(number): number for number in range(len(events) + 1)}  # "07" and "٧" are none
        number = numbers.get(rest[1], -1)
        may_add = len(rest) == 2 and isinstance(self.value, Mapping)
        if not 0 <= number < len(events) + may_add:
            self.no_such_number(child, rest[1], len(events))
            return row
        new = self.whole(child, "") if len(rest) == 2 else self.in_row(events[number], child, rest[2:])
        return row if new is None else self.with_item(row, child.section, events, number, new)

    def with_item(
        self, mapping: Mapping, section: str, items: tuple[Node, ...], number: int, new: Node
    ) -> Mapping:
        """The mapping with one item of a list replaced, or added to it."""
        old = mapping.get(section)
        listed = Sequence((*items[:number], new, *items[number + 1 :]), old.location if old else self.at)
        return mapping.put(section, listed, self.at)

    def whole(self, entity: Entity, key: str) -> Mapping | None:
        """The value as a whole entity, with the id that the path gives it."""
        if not isinstance(self.value, Mapping):
            message = f'"{self.path.text}" names a whole {entity.name}, and the value is'
            self.bad(f"{message} {describe(self.value)}", "add the name of a field, or give a mapping")
            return None
        own = self.value.get(entity.key) if entity.key else None
        if not entity.key or (isinstance(own, Scalar) and own.text.strip() == key):
            return self.value
        if own is not None:
            message = f'"{self.path.text}" gives the {entity.key} already'
            self.bad(message, f'leave "{entity.key}:" out of the value')
            return None
        named = Entry(self.scalar(entity.key), self.scalar(key))
        return Mapping((named, *self.value.entries), self.value.location)

    def implied(self, tree: Mapping, entity: Entity) -> tuple[Mapping, ...]:
        """Entities without a section of their own, known by the ids that others link to."""
        places: dict[str, Location] = {}
        for owner in self.schema.sections.values():
            links = [link for link, target in owner.links.items() if target == entity.name]
            for row in mappings_of(tree.get(owner.section)):
                for node in map(row.get, links):
                    if isinstance(node, Scalar) and not node.is_null:
                        places.setdefault(node.text.strip(), node.location)
        key = self.scalar(entity.key)
        return tuple(Mapping((Entry(key, Scalar(name, True, at)),), at) for name, at in places.items())

    def scalar(self, text: str) -> Scalar:
        return Scalar(text, False, self.at)

    def too_long(self, rest: list[str], most: int) -> bool:
        if len(rest) > most:
            known = ".".join(self.parts[: len(self.parts) - len(rest) + most])
            self.bad(f'"{self.path.text}" goes on after "{known}", which is one fact')
        return len(rest) > most

    def unknown_id(self, entity: Entity, rest: list[str], known: list[str]) -> None:
        hint = suggest(rest[0], known) or f"a mapping at {entity.section}.{rest[0]} adds it"
        self.problems.add("unknown-id", self.path, f'there is no {entity.name} "{rest[0]}"', hint)

    def no_such_number(self, child: Entity, number: str, count: int) -> None:
        there = {0: "there are none", 1: "there is only 0"}.get(count, f"there are 0 to {count - 1}")
        message = f'"{self.path.text}": no {child.name} is numbered {number}; {there}'
        self.problems.add("unknown-id", self.path, message, "they count from 0, as they stand in the state")

    def bad(self, message: str, hint: str = "") -> None:
        self.problems.add("bad-path", self.path, message, hint)


def changes_of(texts: Iterable[str], called: str) -> Mapping:
    """Texts like "contracts.c-101.client_mood=unhappy" as paths and values, in order.

    Diagnostics call them `called`, the line being the number of the text.  A value is taken as it stands,
    without quotes; in braces, brackets or quotes it is read as YAML; nothing at all means unknown.
    Raises StateError.
    """
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    for line, text in enumerate(texts, start=1):
        path, equals, value = text.partition("=")
        where = Location(called, line, 1)
        if not equals or not path.strip():
            hint = "write PATH=VALUE, such as SECTION.ID.FIELD=VALUE, or SECTION.FIELD=VALUE"
            problems.append(Diagnostic("bad-path", where, f'"{text}" sets nothing', hint))
            continue
        node, wrong = _value(value.strip(), Location(called, line, len(path) + 2))
        problems += wrong
        if node is not None:
            entries.append(Entry(Scalar(path.strip(), False, where), node))
    if problems:
        raise StateError(problems)
    return Mapping(tuple(entries), Location(called, 1, 1))


def read_overlay(path: str) -> Mapping:
    """The paths and values in a YAML file that is one mapping; an empty file has none.  Raises StateError."""
    return _overlay(*read_tree(path), path)


def parse_overlay(text: str, name: str) -> Mapping:
    """The paths and values in a text that diagnostics call `name`, as `read_overlay`.  Raises StateError."""
    return _overlay(*parse_tree(text, name), name)


def _overlay(node: Node | None, problems: list[Diagnostic], name: str) -> Mapping:
    if problems:
        raise StateError(problems)
    if node is None:
        return Mapping((), Location(name, 1, 1))
    if not isinstance(node, Mapping):
        hint = 'write lines like "SECTION.ID.FIELD: value", or "SECTION.FIELD: value" where there is one'
        message = "an overlay is a mapping of paths and values"
        raise StateError([Diagnostic("wrong-shape", node.location, message, hint)])
    return node


def _value(text: str, where: Location) -> tuple[Node | None, list[Diagnostic]]:
    if not text:
        return Scalar("null", False, where), []
    if text[0] in "{[\"'":
        node, problems = parse_tree(text, where.file)
        return node, [Diagnostic(problem.code, where, problem.message, problem.hint) for problem in problems]
    character = forbidden_in_value(text)
    message = f"the value holds {character}"
    problems = [Diagnostic("wrong-value", where, message, "leave it out")] if character else []
    return Scalar(text, False, where), problems
