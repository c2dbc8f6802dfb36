"""Overrides of words: rules, actions and choices of the layers below, written anew before anything is read.

What a layer sets stands in the tree of the file below as if it had been written there, with its own place: so
it is read, checked and told like everything else.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from advisor.playbook.added_words import AddedByField, AddedWords, with_added
from advisor.playbook.extends import Layer
from advisor.playbook.grammar import SET_IN_ACTION, SET_IN_RULE
from advisor.playbook.model import Rewritten
from advisor.playbook.overrides import Override
from advisor.playbook.parse_consequences import THEN
from advisor.playbook.parse_histories import STANDARD_CHOICES
from advisor.playbook.parse_keys import read_shape
from advisor.playbook.reading import Problems, read_keys, read_list
from advisor.playbook.shapes import ValueShape
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Sequence, entries_of, mappings_of, text_of

Change = Callable[[Mapping], Mapping]


def rewritten_layers(
    layers: Iterable[Layer], overrides: dict[str, list[Override]], problems: Problems
) -> tuple[tuple[Layer, ...], tuple[Rewritten, ...], AddedByField]:
    """The layers as they are with what overrides set in them, and what was changed, in order of place.

    Last come the words that are added to standard records, which stand in no file.
    """
    rewriter = _Rewriter(tuple(layers), problems)
    for override in overrides["actions"]:
        rewriter.action(override)
    for override in overrides["rules"]:
        if "set" in override.keys:
            rewriter.rule(override)
    for override in overrides["choices"]:
        rewriter.choice(override)
    changes = tuple(sorted(rewriter.changes, key=lambda change: change.location))
    return rewriter.layers, changes, rewriter.added


@record
class _Setting:
    """A key to set in something below, and how it was until then (None: not at all)."""

    key: str
    node: Node
    was: Node | None


class _Rewriter:
    def __init__(self, layers: tuple[Layer, ...], problems: Problems) -> None:
        self.layers, self.problems = layers, problems
        self.changes: list[Rewritten] = []
        self.added: dict[tuple[str, str], tuple[AddedWords, ...]] = {}

    def action(self, override: Override) -> None:
        """The keys of an action."""
        name = override.about.text
        node = next((found for tree in self._trees() if (found := _under(tree, "actions", name))), None)
        if node is None:
            return
        for key, value in self._settings(override, f'the override of the action "{name}"', SET_IN_ACTION):
            if self._note("action", override, _Setting(key, value, node.get(key))):
                self._everywhere(partial(_put, path=("actions", name, key), value=value))

    def rule(self, override: Override) -> None:
        """The priority and the reason of a rule, wherever they stand in it."""
        name = override.about.text
        what = f'the override of the rule "{name}"'
        rules = (rule for tree in self._trees() for rule in mappings_of(tree.get("rules")))
        node = next((rule for rule in rules if text_of(rule.get("id")) == name), None)
        if node is None:
            return
        for key, value in self._settings(override, what, SET_IN_RULE):
            places = [one for one in (node, *mappings_of(node.get(THEN))) if one.get(key) is not None]
            if len(places) > 1:
                message = f'{what}: the rule gives "{key}" in {len(places)} places'
                hint = "disable it, and write a rule of your own in its place"
                self.problems.add("wrong-value", value, message, hint)
                continue
            place = places[0] if places else node
            if self._note("rule", override, _Setting(key, value, place.get(key))):
                at = place.location
                self._everywhere(partial(_put_in_rules, name=name, at=at, key=key, value=value))

    def choice(self, override: Override) -> None:
        """More words for a choice."""
        entity, _, field = override.about.text.partition(".")
        what = f'the override of the choice "{override.about.text}", add'
        added = read_list(override.keys["add"], what, self.problems)
        if not added and isinstance(override.keys["add"], Sequence):
            self.problems.add("missing-key", override.keys["add"], f"{what}: there is no word", "name a word")
        if not added:
            return
        place = override.keys["says"].location if "says" in override.keys else None
        more = AddedWords(tuple(added), self._clauses(override, added), place)
        path = ("entities", entity, "fields", field)
        if any(_at(tree, (*path, "of")) is not None for tree in self._trees()):
            self._everywhere(partial(_extend, path=path, more=more))
        elif field in STANDARD_CHOICES:  # whose words stand in no file
            self.added[entity, field] = (*self.added.get((entity, field), ()), more)
        now = ", ".join(text_of(word) for word in added)
        change = Rewritten(
            "choice", override.about.text, "add", "", now, override.because, override.about.location
        )
        self.changes.append(change)

    def _clauses(self, override: Override, added: Iterable[Node]) -> tuple[Entry, ...]:
        """The clauses for words that are added to a choice, beside those that it has."""
        node, what = override.keys.get("says"), f'the override of the choice "{override.about.text}", says'
        if node is None:
            return ()
        clauses = read_keys(node, what, self.problems, optional=[text_of(word) for word in added])
        return tuple(entry for entry in entries_of(node) if clauses and entry.key.text in clauses)

    def _settings(self, override: Override, what: str, shape: ValueShape) -> list[tuple[str, Node]]:
        node = override.keys["set"]
        keys = read_shape(node, f"{what}, set", shape, self.problems)
        if keys is not None and not keys:
            self.problems.add("missing-key", node, f"{what}: nothing is set", "name what shall be otherwise")
        return list((keys or {}).items())

    def _note(self, kind: str, override: Override, setting: _Setting) -> bool:
        """Whether it is a change; it is noted then, and else reported."""
        about, key = override.about, setting.key
        if setting.node == setting.was:
            message = f'the {kind} "{about.text}" has this {key} without it'
            self.problems.warn("idle-override", setting.node, message, "remove it")
            return False
        was, now = text_of(setting.was), text_of(setting.node)
        place = setting.node.location
        self.changes.append(Rewritten(kind, about.text, key, was, now, override.because, place))
        return True

    def _trees(self) -> Iterator[Mapping]:
        return (file.tree for layer in self.layers for file in layer.files)

    def _everywhere(self, change: Change) -> None:
        """The change in every file that has what is to be changed."""
        self.layers = tuple(
            replace(layer, files=tuple(replace(file, tree=change(file.tree)) for file in layer.files))
            for layer in self.layers
        )


def _at(node: Node | None, path: tuple[str, ...]) -> Node | None:
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _under(tree: Mapping, *path: str) -> Mapping | None:
    node = _at(tree, path)
    return node if isinstance(node, Mapping) else None


def _put(tree: Mapping, path: tuple[str, ...], value: Node) -> Mapping:
    """The tree with a value at the end of a path; as it is where the path is not in it."""
    *above, key = path
    if not above:
        return tree.put(key, value, value.location)
    below = tree.get(above[0])
    if not isinstance(below, Mapping) or _at(tree, tuple(above)) is None:
        return tree
    return _with(tree, above[0], _put(below, (*above[1:], key), value))


def _with(mapping: Mapping, key: str, value: Node) -> Mapping:
    """The mapping with another value under a key that it has."""
    entries = (Entry(one.key, value) if one.key.text == key else one for one in mapping.entries)
    return Mapping(tuple(entries), mapping.location)


def _extend(tree: Mapping, path: tuple[str, ...], more: AddedWords) -> Mapping:
    """The tree with more words of the choice at a path; as it is where the path is not in it."""
    field = _at(tree, path)
    return _put(tree, path, with_added(field, more)) if isinstance(field, Mapping) else tree


def _put_in_rules(tree: Mapping, name: str, at: Location, key: str, value: Node) -> Mapping:
    """The tree with a key set in a rule, or in one of its consequences, which stands at a place."""

    def put(item: Node) -> Node:
        return (
            item.put(key, value, value.location)
            if isinstance(item, Mapping) and item.location == at
            else item
        )

    def changed(item: Node) -> Node:
        if not isinstance(item, Mapping) or text_of(item.get("id")) != name:
            return item
        if item.location == at:
            return put(item)
        then = item.get(THEN)
        if not isinstance(then, Sequence):
            return item
        return _with(item, THEN, Sequence(tuple(map(put, then.items)), then.location))

    rules = tree.get("rules")
    if not isinstance(rules, Sequence):
        return tree
    return _with(tree, "rules", Sequence(tuple(map(changed, rules.items)), rules.location))
