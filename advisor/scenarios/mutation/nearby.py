"""States one fact away from those of scenarios, at the values on which a rule turns."""

from collections.abc import Iterable, Iterator

from advisor.facts.evaluate import OPERATORS
from advisor.facts.rows import Row
from advisor.playbook.business_days import business_day_after
from advisor.playbook.conditions import (
    All,
    Between,
    Complement,
    Condition,
    ConditionFold,
    Connective,
    FieldTest,
    Membership,
    Not,
    OneOf,
    Presence,
    Quantifier,
    Test,
    Unless,
    operands_of,
    right_paths,
    walk,
)
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import BusinessDaysSince, DayCount, DaysSince, DaysUntil
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType, Value, date_of, iso_date, plain
from advisor.playbook.vocabulary import Entity
from advisor.scenarios.mutation.conditions import is_writable, stepped
from advisor.scenarios.mutation.suite import Baseline
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Scalar, items_of, mappings_of

_HERE = Location("<change>", 1, 1)


def changes_near(playbook: RuleBase, rule: Rule, baseline: Baseline, first: Location) -> list[Entry]:
    """Single changes of the state on which the rule may turn, those of the test at `first` before others."""
    finder = ChangeFinder(playbook, baseline)
    changes: dict[str, tuple[bool, Entry]] = {}
    for place in finder.places(rule):
        for entry in finder.changes_at(place):
            text = f"{entry.key.text}: {entry.value!r}"
            changes.setdefault(text, (place.test.location != first, entry))
    for entry in finder.new_rows(rule):
        changes.setdefault(f"{entry.key.text}: {entry.value!r}", (False, entry))
    return [entry for _, entry in sorted(changes.values(), key=lambda change: change[0])]


@record
class TestOfRow:
    """A test and a row for which it may be asked."""

    test: FieldTest
    row: Row


class ChangeFinder(ConditionFold[tuple[Row, int], Iterator[TestOfRow]]):
    """As a fold it gives the tests of a condition for a row, and those of conclusions to the depth left."""

    def __init__(self, playbook: RuleBase, baseline: Baseline) -> None:
        self.playbook, self.baseline = playbook, baseline
        self.entities = playbook.vocabulary.entities
        self.facts, self.view = baseline.facts, baseline.view
        self.evaluator = baseline.program.evaluator

    def test(self, condition: FieldTest, context: tuple[Row, int]) -> Iterator[TestOfRow]:
        row, depth = context
        path = condition.path
        yield TestOfRow(condition, row)
        owner = self.evaluator.row_at(path, self.view, row) if path.conclusion and depth else None
        if owner is None:
            return
        for rule in self.drawing(path):
            yield from self.of(rule.when, (owner, depth - 1))

    def drawing(self, path: Path) -> Iterator[Rule]:
        """The rules that draw the conclusion at a path."""
        return (
            rule
            for rule in self.playbook.rules
            if rule.entity == path.entity and path.name in rule.conclusions
        )

    def connective(self, condition: Connective, context: tuple[Row, int]) -> Iterator[TestOfRow]:
        for part in condition.parts:
            yield from self.of(part, context)

    def negation(self, condition: Not, context: tuple[Row, int]) -> Iterator[TestOfRow]:
        return self.of(condition.part, context)

    def exception(self, condition: Unless, context: tuple[Row, int]) -> Iterator[TestOfRow]:
        return self.of(condition.part, context)

    def quantifier(self, condition: Quantifier, context: tuple[Row, int]) -> Iterator[TestOfRow]:
        row, depth = context
        for other in self.view.facts.related(condition.relation.entity, condition.relation.via, row):
            yield from self.of(condition.block, (other, depth))

    def places(self, rule: Rule) -> Iterator[TestOfRow]:
        """The tests of a rule, and of those that draw the conclusions which it reads, with their rows."""
        fires = self.baseline.fired.get(rule.id, frozenset())
        for row in sorted(self.facts.rows[rule.entity], key=lambda row: row.index not in fires):
            yield from self.of(rule.when, (row, 2))

    def changes_at(self, place: TestOfRow) -> Iterator[Entry]:
        """Changes of the field that a test reads, and of the parameter that it is held against."""
        path, test = place.test.path, place.test.test
        row = self.evaluator.row_at(path, self.view, place.row)
        if row is None or path.conclusion or path.root is Root.POLICY:
            return
        stem = self.stem(row)
        if stem:
            for name, text in self.texts(row.entity, path, self.values(test, path, place.row)):
                yield _entry(f"{stem}.{name}", text)
        known = self.facts.value(row, path.name)
        for parameter in (right.name for right in right_paths(test) if right.root is Root.POLICY):
            edges = {int(self.facts.policy[parameter])}
            edges |= {int(known)} if isinstance(known, int) and path.kind in ORDERED else set()
            for edge in sorted(edges):
                for steps in (-1, 0, 1):
                    moved = stepped(edge, path.kind, steps)
                    if is_writable(moved, path.kind):
                        yield _entry(f"policy.{parameter}", plain(moved, path.kind))

    def stem(self, row: Row) -> str:
        """How a change names a row; events by where they stand in the state."""
        entity = self.entities[row.entity]
        if not entity.belongs_to:
            return row.path
        owner = row.links[entity.belongs_to]
        section = self.baseline.scenario.state.tree.get(self.entities[owner.entity].section)
        for item in mappings_of(section):
            for number, event in enumerate(items_of(item.get(entity.section))):
                if event.location == row.place:
                    return f"{owner.path}.{entity.section}.{number}"
        return ""

    def texts(
        self, entity: str, path: Path, values: Iterable[Value | None]
    ) -> Iterator[tuple[str, str | None]]:
        """Field and text for each value of a path; a computed count of days by its date."""
        computed = self.entities[entity].computed.get(path.name)
        for value in values:
            if computed is None:
                yield path.name, None if value is None else plain(value, path.kind)
            elif (
                isinstance(computed.formula, DayCount) and computed.formula.of in self.entities[entity].fields
            ):
                day = None if value is None else self._day(computed.formula, int(value))
                yield computed.formula.of, day

    def _day(self, formula: DayCount, number: int) -> str:
        """The day that lies so many days before the review, or after it, as the formula counts them."""
        number = -number if isinstance(formula, DaysSince | BusinessDaysSince) else number
        if isinstance(formula, DaysSince | DaysUntil):
            return date_of(self.facts.as_of + number).isoformat()
        return date_of(business_day_after(self.facts.as_of, number)).isoformat()

    def values(self, test: Test, path: Path, row: Row) -> list[Value | None]:
        """The values on which a test turns, and none at all."""
        field = self.entities[path.entity].fields.get(path.name)
        if path.kind is FieldType.FLAG:
            return [True, False, None]
        if path.kind in (FieldType.CHOICE, FieldType.CHOICES) and field is not None:
            return [*field.choices, None]
        edges = self.edges(test, row)
        if path.kind not in ORDERED:
            return [*edges, None]
        if not edges:
            edges = [self.facts.as_of - 3 if path.kind is FieldType.DATE else 100]
        moved = {stepped(edge, path.kind, steps) for edge in edges for steps in (-1, 0, 1)}
        least = min(moved) if path.kind is FieldType.DAYS else 0
        top = UPPER_BOUND.get(path.kind, max(moved))
        return [*(value for value in sorted(moved) if least <= value <= top), None]

    def edges(self, test: Test, row: Row) -> list[Value]:
        """What a test holds a value against, as far as it is known."""
        values = (self.evaluator.operand(operand)(self.view, row) for operand in operands_of(test))
        return [value for value in values if value is not None]

    def new_rows(self, rule: Rule) -> Iterator[Entry]:
        """New rows of what a rule ranges over: one that passes all tests of a block, others that fail one."""
        for row in self.facts.rows[rule.entity]:
            for condition in walk(rule.when):
                if isinstance(condition, Quantifier):
                    entity = self.entities[condition.relation.entity]
                    if entity.belongs_to == row.entity and condition.relation.via == row.entity:
                        yield from self.events(entity, condition.block, row)

    def change(self, path: str, text: str | None) -> Entry:
        """A path with its new value; None for none."""
        return _entry(path, text)

    def events(self, entity: Entity, block: Condition, owner: Row) -> Iterator[Entry]:
        tests = [test for test in _required(block) if test.path.entity == entity.name and not test.path.hops]
        choices = [self._texts_of(entity, test, owner) for test in tests]
        if not all(choices):
            return
        passing = [of_test[0] for of_test in choices]
        variants = [passing] if tests else []
        for number, of_test in enumerate(choices):
            variants += [[*passing[:number], choice, *passing[number + 1 :]] for choice in of_test]
        count = len(owner.inverse.get((entity.name, owner.entity), ()))
        path = _scalar(f"{owner.path}.{entity.section}.{count}")
        # What has a date happened in the week before.
        dated = {"on": iso_date(self.facts.as_of - 3)} if "on" in entity.fields else {}
        for variant in variants:
            fields: dict[str, str | None] = {**dated, **dict(variant)}
            entries = tuple(_entry(name, text) for name, text in fields.items() if text is not None)
            yield Entry(path, Mapping(entries, _HERE))

    def _texts_of(self, entity: Entity, test: FieldTest, row: Row) -> list[tuple[str, str | None]]:
        """The field of a test with texts for it: those that pass it first."""
        values = self.values(test.test, test.path, row)
        if test.path.kind is FieldType.ACTION:
            values = [*values, min(self.playbook.actions)]
        if test.test == Presence(False):
            values = [None, *values]
        ordered = sorted(values, key=lambda value: not self.passes(test.test, test.path, row, value))
        return list(self.texts(entity.name, test.path, ordered))

    def passes(self, test: Test, path: Path, row: Row, value: Value | None) -> bool:
        """Whether a value passes a test, where only the value itself is looked at."""
        if isinstance(test, Presence):
            return (value is not None) is test.known
        if value is None:
            return False
        if isinstance(test, OneOf):
            return any(self.passes(listed, path, row, value) for listed in test.tests)
        if isinstance(test, Complement):
            return not self.passes(test.test, path, row, value)
        if isinstance(test, Membership):
            return value in [word.value for word in test.words]
        edges = self.edges(test, row)
        if isinstance(test, Between):
            low, high = edges if len(edges) == 2 else (value, value)
            return int(low) + test.low_open <= int(value) <= int(high) - test.high_open
        return bool(edges) and bool(OPERATORS[test.op](value, edges[0]))


def _required(block: Condition) -> Iterator[FieldTest]:
    if isinstance(block, FieldTest):
        yield block
    elif isinstance(block, All):
        for part in block.parts:
            yield from _required(part)


def _scalar(text: str | None) -> Scalar:
    return Scalar("null" if text is None else text, False, _HERE)


def _entry(path: str, text: str | None) -> Entry:
    return Entry(_scalar(path), _scalar(text))
