"""States one fact away from those of scenarios, at the values on which a rule turns."""

from collections.abc import Iterable, Iterator

from advisor.facts.evaluate import OPERATORS
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    Condition,
    Count,
    FieldTest,
    Literal,
    NoneOf,
    Not,
    OneOf,
    Path,
    Presence,
    Root,
    Some,
    Test,
    right_paths,
    walk,
)
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType, Value, iso_date, plain
from advisor.playbook.vocabulary import DaysSince, DaysUntil, Entity
from advisor.scenarios.mutation.conditions import is_writable, stepped
from advisor.scenarios.mutation.trial import Baseline
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence

_HERE = Location("<change>", 1, 1)


@record
class Place:
    """A test and a row for which it may be asked."""

    test: FieldTest
    row: Row


def changes_near(playbook: RuleBase, rule: Rule, base: Baseline, first: Location) -> list[Entry]:
    """Single changes of the state on which the rule may turn, those of the test at `first` before others."""
    finder = _Finder(playbook, base)
    found: dict[str, tuple[bool, Entry]] = {}
    for place in finder.places(rule, 2):
        for entry in finder.at(place):
            text = f"{entry.key.text}: {entry.value!r}"
            found.setdefault(text, (place.test.location != first, entry))
    for entry in finder.added(rule):
        found.setdefault(f"{entry.key.text}: {entry.value!r}", (False, entry))
    return [entry for _, entry in sorted(found.values(), key=lambda each: each[0])]


class _Finder:
    def __init__(self, playbook: RuleBase, base: Baseline) -> None:
        self.playbook, self.base = playbook, base
        self.entities = playbook.vocabulary.entities
        self.view: WorkingMemory = base.view

    def places(self, rule: Rule, depth: int) -> Iterator[Place]:
        """The tests of a rule, and of those that draw the conclusions which it reads, with their rows."""
        fires = self.base.fired.get(rule.id, frozenset())
        for row in sorted(self.base.facts.rows[rule.entity], key=lambda row: row.index not in fires):
            yield from self._places(rule.when, row, depth)

    def _places(self, condition: Condition, row: Row, depth: int) -> Iterator[Place]:
        if isinstance(condition, FieldTest):
            yield Place(condition, row)
            if condition.path.conclusion and depth:
                for rule in self._drawing(condition.path):
                    owner = self.base.program.evaluator.row_at(condition.path, self.view, row)
                    if owner is not None:
                        yield from self._places(rule.when, owner, depth - 1)
        elif isinstance(condition, All | AnyOf):
            for part in condition.parts:
                yield from self._places(part, row, depth)
        elif isinstance(condition, Not):
            yield from self._places(condition.part, row, depth)
        else:
            for other in self.view.facts.related(condition.relation.entity, condition.relation.via, row):
                yield from self._places(condition.block, other, depth)

    def _drawing(self, path: Path) -> Iterator[Rule]:
        for rule in self.playbook.rules:
            if rule.verb is Verb.CONCLUDE and rule.entity == path.entity and path.name in rule.targets:
                yield rule

    def at(self, place: Place) -> Iterator[Entry]:
        """Changes of the field that a test reads, and of the parameter that it is held against."""
        path, test = place.test.path, place.test.test
        row = self.base.program.evaluator.row_at(path, self.view, place.row)
        if row is None or path.conclusion or path.root is Root.POLICY:
            return
        stem = self.stem(row)
        if stem:
            for name, value in self.written(row.entity, path, self.values(test, path, place.row)):
                yield _entry(f"{stem}.{name}", value)
        known = self.view.facts.value(row, path.name)
        for right in (each.name for each in right_paths(test) if each.root is Root.POLICY):
            values = {int(self.view.facts.policy[right])}
            values |= {int(known)} if isinstance(known, int) and path.kind in ORDERED else set()
            for edge in sorted(values):
                for steps in (-1, 0, 1):
                    moved = stepped(edge, path.kind, steps)
                    if is_writable(moved, path.kind):
                        yield _entry(f"policy.{right}", plain(moved, path.kind))

    def stem(self, row: Row) -> str:
        """How a change names a row; events by where they stand in the state."""
        entity = self.entities[row.entity]
        if not entity.belongs_to:
            return row.path
        owner = row.links[entity.belongs_to]
        section = self.base.scenario.state.tree.get(self.entities[owner.entity].section)
        for each in section.items if isinstance(section, Sequence) else ():
            listed = each.get(entity.section) if isinstance(each, Mapping) else None
            for number, item in enumerate(listed.items if isinstance(listed, Sequence) else ()):
                if item.location == row.place:
                    return f"{owner.path}.{entity.section}.{number}"
        return ""

    def written(
        self, entity: str, path: Path, values: Iterable[Value | None]
    ) -> Iterator[tuple[str, str | None]]:
        """Field and text for each value of a path; a computed count of days by its date."""
        computed = self.entities[entity].computed.get(path.name)
        today = self.base.facts.as_of
        for value in values:
            if computed is None:
                yield path.name, None if value is None else plain(value, path.kind)
            elif isinstance(computed.formula, DaysSince | DaysUntil):
                sign = -1 if isinstance(computed.formula, DaysSince) else 1
                day = None if value is None else iso_date(max(1, today + sign * int(value)))
                yield computed.formula.of, day

    def values(self, test: Test, path: Path, row: Row) -> list[Value | None]:
        """The values on which a test turns, and none at all."""
        field = self.entities[path.entity].fields.get(path.name)
        if path.kind is FieldType.FLAG:
            return [True, False, None]
        if path.kind is FieldType.CHOICE and field is not None:
            return [*field.choices, None]
        edges = self.edges(test, path, row)
        if path.kind not in ORDERED:
            return [*edges, None]
        if not edges:
            edges = [self.base.facts.as_of - 3 if path.kind is FieldType.DATE else 100]
        moved = {stepped(edge, path.kind, steps) for edge in edges for steps in (-1, 0, 1)}
        top = UPPER_BOUND.get(path.kind)
        least = None if path.kind is FieldType.DAYS else 0
        return [
            *(
                each
                for each in sorted(moved)
                if (top is None or each <= top) and (least is None or each >= 0)
            ),
            None,
        ]

    def edges(self, test: Test, path: Path, row: Row) -> list[Value]:
        """The values that a test names."""
        if isinstance(test, Compare):
            if isinstance(test.right, Literal):
                return [test.right.value]
            value = self.base.program.evaluator.getter(test.right)(self.view, row)
            return [] if value is None else [value]
        if isinstance(test, Between):
            return [test.low.value, test.high.value]
        if isinstance(test, OneOf):
            return [value for each in test.tests for value in self.edges(each, path, row)]
        return self.edges(test.test, path, row) if isinstance(test, Complement) else []

    def added(self, rule: Rule) -> Iterator[Entry]:
        """New rows of what a rule ranges over: one that passes all tests of a block, others that fail one."""
        for row in self.base.facts.rows[rule.entity]:
            for node in walk(rule.when):
                if isinstance(node, Some | NoneOf | Count):
                    entity = self.entities[node.relation.entity]
                    if entity.belongs_to == row.entity and node.relation.via == row.entity:
                        yield from self._events(entity, node.block, row)

    def _events(self, entity: Entity, block: Condition, owner: Row) -> Iterator[Entry]:
        tests = [each for each in _always(block) if each.path.entity == entity.name and not each.path.hops]
        count = len(owner.inverse.get((entity.name, owner.entity), ()))
        stem = f"{owner.path}.{entity.section}.{count}"
        choices = [self._texts(entity, each, owner) for each in tests]
        names = [self._name(entity, each.path) for each in tests]
        if not all(choices):
            return
        good = [passing[0] for passing in choices]
        for number, each in enumerate([None, *tests]):
            options = choices[number - 1] if each is not None else [good[0]] if good else []
            for text in options:
                picked = list(good)
                if each is not None:
                    picked[number - 1] = text
                yield Entry(
                    _scalar(stem), _mapping(dict(zip(names, picked, strict=True)), self._filled(entity))
                )

    def _texts(self, entity: Entity, test: FieldTest, row: Row) -> list[str | None]:
        """Texts for the field of a test: those that pass it first."""
        values = self.values(test.test, test.path, row)
        if test.path.kind is FieldType.ACTION:
            values = [*values, next(iter(sorted(self.playbook.actions)))]
        if isinstance(test.test, Presence) and test.test.known is False:
            values = [None, *values]
        passes = _Passing(self, test, row)
        ordered = sorted(values, key=lambda value: not passes(value))
        return [text for _, text in self.written(entity.name, test.path, ordered)]

    def _name(self, entity: Entity, path: Path) -> str:
        computed = entity.computed.get(path.name)
        return (
            computed.formula.of
            if computed and isinstance(computed.formula, DaysSince | DaysUntil)
            else path.name
        )

    def _filled(self, entity: Entity) -> dict[str, str]:
        """A date for what has one: the week before."""
        return {"on": iso_date(self.base.facts.as_of - 3)} if "on" in entity.fields else {}


class _Passing:
    """Whether a value passes a test, where only the value itself is looked at."""

    def __init__(self, finder: _Finder, test: FieldTest, row: Row) -> None:
        self.finder, self.test, self.row = finder, test, row

    def __call__(self, value: Value | None) -> bool:
        return self._passes(self.test.test, value)

    def _passes(self, test: Test, value: Value | None) -> bool:
        if isinstance(test, Presence):
            return (value is not None) is test.known
        if value is None:
            return False
        if isinstance(test, OneOf):
            return any(self._passes(each, value) for each in test.tests)
        if isinstance(test, Complement):
            return not self._passes(test.test, value)
        if isinstance(test, Between):
            low, high = int(test.low.value) + test.low_open, int(test.high.value) - test.high_open
            return low <= int(value) <= high
        edges = self.finder.edges(test, self.test.path, self.row)
        return bool(edges) and bool(OPERATORS[test.op](value, edges[0]))


def _always(block: Condition) -> Iterator[FieldTest]:
    """The tests of a block that must all hold."""
    if isinstance(block, FieldTest):
        yield block
    elif isinstance(block, All):
        for part in block.parts:
            yield from _always(part)


def _scalar(text: str | None) -> Scalar:
    return Scalar("null" if text is None else text, False, _HERE)


def _entry(path: str, text: str | None) -> Entry:
    return Entry(_scalar(path), _scalar(text))


def _mapping(fields: dict[str, str | None], usual: dict[str, str]) -> Node:
    whole: dict[str, str | None] = {**usual, **fields}
    entries = tuple(_entry(name, text) for name, text in whole.items() if text is not None)
    return Mapping(entries, _HERE)
