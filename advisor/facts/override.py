"""A state with some facts changed, for "what if": tree in, tree out, every place kept.

Not to be taken for reading a state: whether a field exists and a value fits is found where the changed
state is read; here only what a path leads to is looked at.

A path is `as_of`, `profile.FIELD`, `policy.NAME`, `contracts.ID.FIELD`, `contracts.ID.history` (a list) or
`contracts.ID.history.NUMBER.FIELD`, with the names of the playbook's own vocabulary; events are numbered
from 0 as they stand in the state. A null takes a fact back to unknown. A mapping at `contracts.ID` adds that
contract, or replaces it; one at `contracts.ID.history.NUMBER` does so with an event.
"""

from collections.abc import Iterable

from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.reading import Problems, describe
from advisor.playbook.vocabulary import POLICY, SOURCES, Entity
from advisor.source.diagnostic import Diagnostic, Location, suggest, suggest_key
from advisor.source.encoding import forbidden_in_value
from advisor.source.errors import StateError
from advisor.source.reader import parse_tree, read_tree
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence


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
        self.path, self.value = entry.key, entry.value
        self.parts = entry.key.text.split(".")
        self.at = entry.key.location
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
            return self.in_single(tree, section, entity, rest)
        elif entity is not None:
            return self.in_list(tree, entity, rest)
        else:
            known = ["as_of", POLICY, *self.schema.sections]
            hint = suggest_key(section, known) or "a path starts with " + ", ".join(known)
            self.problems.add("unknown-key", self.path, f'a state has no section "{section}"', hint)
        return tree

    def in_single(self, tree: Mapping, section: str, entity: Entity | None, rest: list[str]) -> Mapping:
        inside = tree.get(section)
        old = inside if isinstance(inside, Mapping) else Mapping((), self.at)
        return tree.put(section, self.in_row(old, entity, rest), self.at)

    def in_list(self, tree: Mapping, entity: Entity, rest: list[str]) -> Mapping:
        rewrite_state = tree.get(entity.section)
        items = rewrite_state.items if isinstance(rewrite_state, Sequence) else self.implied(tree, entity)
        if not rest:
            self.bad(
                f'"{self.path.text}" names all {entity.section}, not one fact', "name one of them by its id"
            )
            return tree
        place = next((n for n, item in enumerate(items) if _id(item, entity) == rest[0]), len(items))
        new: Node | None
        if len(rest) == 1:
            new = self.whole(entity, rest[0])
        elif place == len(items):
            self.unknown_id(entity, rest, [_id(item, entity) for item in items])
            return tree
        else:
            new = self.in_row(items[place], entity, rest[1:])
        if new is None:
            return tree
        listed = (*items[:place], new, *items[place + 1 :])
        where = rewrite_state.location if rewrite_state is not None else self.at
        return tree.put(entity.section, Sequence(listed, where), self.at)

    def in_row(self, row: Node, entity: Entity | None, rest: list[str]) -> Node:
        """A row with one of its fields, or one of its events, changed."""
        if not isinstance(row, Mapping):
            return row
        if not rest:
            self.bad(f'"{self.path.text}" names a whole section, not one fact', "add the name of a field")
            return row
        children = self.schema.children[entity.name] if entity else ()
        child = next((c for c in children if c.section == rest[0]), None)
        if child is None or len(rest) == 1:
            return row if self.too_long(rest, 1) else row.put(rest[0], self.value, self.at)
        rewrite_state = row.get(child.section)
        items = rewrite_state.items if isinstance(rewrite_state, Sequence) else ()
        numbers = {str(number): number for number in range(len(items) + 1)}  # "07" and "٧" are none
        number = numbers.get(rest[1], -1)
        may_add = len(rest) == 2 and isinstance(self.value, Mapping)
        if not 0 <= number < len(items) + may_add:
            self.no_such_number(child, rest[1], len(items))
            return row
        inside = self.whole(child, "") if len(rest) == 2 else self.in_row(items[number], child, rest[2:])
        if inside is None:
            return row
        where = rewrite_state.location if rewrite_state is not None else self.at
        listed = (*items[:number], inside, *items[number + 1 :])
        return row.put(child.section, Sequence(listed, where), self.at)

    def whole(self, entity: Entity, key: str) -> Mapping | None:
        """The value as a whole entity, with the id that the path gives it."""
        if not isinstance(self.value, Mapping):
            found = f'"{self.path.text}" names a whole {entity.name}, and the value is {describe(self.value)}'
            self.bad(found, "add the name of a field, or give a mapping")
            return None
        own = self.value.get(entity.key) if entity.key else None
        if not entity.key or (isinstance(own, Scalar) and own.text.strip() == key):
            return self.value
        without = tuple(e for e in self.value.entries if e.key.text != entity.key)
        if len(without) < len(self.value.entries):
            self.bad(
                f'"{self.path.text}" gives the {entity.key} already',
                f'leave "{entity.key}:" out of the value',
            )
            return None
        mine = Entry(self.scalar(entity.key), self.scalar(key))
        return Mapping((mine, *without), self.value.location)

    def implied(self, tree: Mapping, entity: Entity) -> tuple[Mapping, ...]:
        """Entities without a section of their own, known by the ids that others link to."""
        found: dict[str, Location] = {}
        for owner in self.schema.sections.values():
            links = [link for link, target in owner.links.items() if target == entity.name]
            for row in _rows(tree.get(owner.section)):
                for node in (row.get(link) for link in links):
                    if isinstance(node, Scalar) and not node.is_null:
                        found.setdefault(node.text.strip(), node.location)
        key = self.scalar(entity.key)
        return tuple(Mapping((Entry(key, Scalar(i, True, at)),), at) for i, at in found.items())

    def scalar(self, text: str) -> Scalar:
        return Scalar(text, False, self.at)

    def too_long(self, rest: list[str], most: int) -> bool:
        if len(rest) > most:
            known = ".".join(self.parts[: len(self.parts) - len(rest) + most])
            self.bad(f'"{self.path.text}" goes on after "{known}", which is one fact')
        return len(rest) > most

    def unknown_id(self, entity: Entity, rest: list[str], known: list[str]) -> None:
        dotted = next((i for i in known if "." in i and ".".join(rest).startswith(i + ".")), None)
        if dotted is not None:
            self.bad(
                f'the id "{dotted}" holds a dot, so that no path can name it', "give it an id without dots"
            )
            return
        hint = suggest(rest[0], known) or f"a mapping at {entity.section}.{rest[0]} adds it"
        self.problems.add("unknown-id", self.path, f'there is no {entity.name} "{rest[0]}"', hint)

    def no_such_number(self, child: Entity, number: str, count: int) -> None:
        have = (
            "there are none"
            if not count
            else "there is only 0"
            if count == 1
            else f"there are 0 to {count - 1}"
        )
        message = f'"{self.path.text}": no {child.name} is numbered {number}; {have}'
        self.problems.add("unknown-id", self.path, message, "they count from 0, as they stand in the state")

    def bad(self, message: str, hint: str = "") -> None:
        self.problems.add("bad-path", self.path, message, hint)


def _rows(node: Node | None) -> tuple[Mapping, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Mapping))


def _id(item: Node, entity: Entity) -> str:
    node = item.get(entity.key) if isinstance(item, Mapping) else None
    return node.text.strip() if isinstance(node, Scalar) else ""


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
            hint = "write PATH=VALUE, such as contracts.c-101.client_mood=unhappy"
            problems.append(Diagnostic("bad-path", where, f'"{text}" sets nothing', hint))
            continue
        node, found = _value(value.strip(), Location(called, line, len(path) + 2))
        problems += found
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


def _overlay(node: Node | None, found: list[Diagnostic], name: str) -> Mapping:
    if node is None and not found:
        return Mapping((), Location(name, 1, 1))
    if node is not None and not isinstance(node, Mapping) and not found:
        hint = 'write lines like "contracts.c-101.client_mood: unhappy"'
        message = "an overlay is a mapping of paths and values"
        found = [Diagnostic("wrong-shape", node.location, message, hint)]
    if found or not isinstance(node, Mapping):
        raise StateError(found)
    return node


def _value(text: str, where: Location) -> tuple[Node | None, list[Diagnostic]]:
    if not text:
        return Scalar("null", False, where), []
    if text[0] not in "{[\"'":
        wrong = forbidden_in_value(text)
        found = (
            [Diagnostic("wrong-value", where, f"the value holds {wrong}", "leave it out")] if wrong else []
        )
        return Scalar(text, False, where), found
    node, found = parse_tree(text, where.file)
    return node, [Diagnostic(each.code, where, each.message, each.hint) for each in found]
