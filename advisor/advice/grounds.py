"""What the truth of conditions rests on: what makes them true, or for lack of what they are not known."""

from collections.abc import Iterable, Iterator

from advisor.engine.run import Firing, Program, Run, drawn_by
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import (
    All,
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    Not,
    Presence,
    Quantifier,
    Relation,
    Some,
    Unless,
    tested_paths,
)
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import Case, Cases
from advisor.playbook.model import Authority, Consequence, Rule, RuleBase
from advisor.playbook.types import FieldType
from advisor.source.record import record


@record
class Ground:
    """A fact (or conclusion) of a row; `row` None: a policy parameter."""

    row: Row | None
    path: Path


@record
class Drawing:
    """A firing that drew a conclusion, and the consequence by which it did."""

    firing: Firing
    consequence: Consequence


_Wanted = tuple[Row, bool]  # a row, and whether the condition is to be true or false of it
_Open = Iterator[tuple[FieldTest | Count, Row]]


class Supporter(ConditionFold[_Wanted, list[Ground]]):
    """Finds the grounds of what is so in a run: the parts of a condition that make it true, or false."""

    def __init__(self, program: Program, run: Run, backing: "Backing") -> None:
        self.program = program
        self.view = run.view
        self._backing = backing
        self._drawn = drawn_by(run.firings)
        self._grounds: dict[tuple[str, int], list[Ground]] = {}

    def facts(self, rules: Iterable[Rule], row: Row) -> list[Ground]:
        """The facts under the rules for a subject, conclusions followed down; each once, in order of path.

        Records that stand in a list come in the order of their values, not of their places in it.
        """
        facts: dict[tuple[str, int, str], Ground] = {}
        standing: dict[Row | None, tuple[str, int]] = {}
        seen: set[tuple[str, int]] = set()
        waiting = [Firing(rule, row) for rule in rules]
        while waiting:
            firing = waiting.pop()
            key = firing.rule.id, firing.row.index
            if key in seen:
                continue
            seen.add(key)
            for ground in self._under(firing.rule, firing.row):
                if ground.path.conclusion:
                    waiting += (drawing.firing for drawing in self._drawing(ground))
                else:
                    at = standing.get(ground.row)
                    if at is None:
                        at = standing[ground.row] = _standing(ground.row)
                    facts.setdefault((*at, ground.path.name), ground)
        return [facts[key] for key in sorted(facts)]

    def conclusions(self, rules: Iterable[Rule], row: Row) -> list[Drawing]:
        """What drew that from which the rules conclude, each once; what others build on comes first."""
        grounds = [one for rule in rules for one in self._under(rule, row) if one.path.conclusion]
        if not grounds:
            return []
        drawings: dict[tuple[int, str, int, int], Drawing] = {}
        for one in (drawing for ground in grounds for drawing in self._drawing(ground)):
            rule, index = one.firing.rule, one.firing.row.index
            position = rule.consequences.index(one.consequence)
            drawings[self.program.strata.of_rule[rule.id], rule.id, index, position] = one
        return [drawings[key] for key in sorted(drawings)]

    def _under(self, rule: Rule, row: Row) -> list[Ground]:
        """The grounds of a rule that fires for a row; facts and conclusions are both looked for there."""
        key = rule.id, row.index
        grounds = self._grounds.get(key)
        if grounds is None:
            paths = self._backing.paths(rule)
            grounds = self.of(rule.when, (row, True)) if paths is None else self._read(paths, row)
            self._grounds[key] = grounds
        return grounds

    def _drawing(self, ground: Ground) -> list[Drawing]:
        if ground.row is None or not ground.path.conclusion:
            return []
        rules = self._drawn.get((ground.path.entity, ground.path.name, ground.row.index), ())
        return [Drawing(Firing(rule, ground.row), rule.drawing(ground.path.name)) for rule in rules]

    def test(self, condition: FieldTest, context: _Wanted) -> list[Ground]:
        return self._read(tested_paths(condition), context[0])

    def connective(self, condition: Connective, context: _Wanted) -> list[Ground]:
        row, wanted = context
        everything = isinstance(condition, All) == wanted
        grounds: list[Ground] = []
        for part in condition.parts:
            if everything or self.program.truth(part)(self.view, row) is wanted:
                grounds += self.of(part, context)
        return grounds

    def negation(self, condition: Not, context: _Wanted) -> list[Ground]:
        return self.of(condition.part, (context[0], not context[1]))

    def exception(self, condition: Unless, context: _Wanted) -> list[Ground]:
        """What makes the block true, or false, or for lack of what it is not known."""
        row, wanted = context
        if self.program.truth(condition.part)(self.view, row) is not None:
            return self.of(condition.part, (row, not wanted))
        value = self.program.evaluator.getter
        grounds: list[Ground] = []
        for test, owner in OpenTests(self.program, self.view).of(condition.part, row):
            unknown = (path for path in tested_paths(test) if value(path)(self.view, owner) is None)
            grounds += self._read(unknown, owner)
        return grounds

    def quantifier(self, condition: Quantifier, context: _Wanted) -> list[Ground]:
        """What the block rests on for the rows that match; that none matches rests on no single fact."""
        row, wanted = context
        if not isinstance(condition, Count) and isinstance(condition, Some) != wanted:
            return []
        grounds: list[Ground] = []
        truth = self.program.truth(condition.block)
        for other in self.view.facts.related(condition.relation.entity, condition.relation.via, row):
            if truth(self.view, other):
                grounds += self.of(condition.block, (other, True))
        if isinstance(condition, Count):
            grounds += self._read(tested_paths(condition), row)
        return grounds

    def _read(self, paths: Iterable[Path], row: Row) -> list[Ground]:
        grounds = []
        for path in paths:
            if path.root is Root.POLICY:
                grounds.append(Ground(None, path))
            elif path.root is Root.SUBJECT and not path.hops:  # most of them
                grounds.append(Ground(row, path))
            elif (owner := self.program.evaluator.row_at(path, self.view, row)) is not None:
                grounds.append(Ground(owner, path))
        return grounds


class Backing:
    """What stands behind the rules of a playbook in any review, found at its first use."""

    def __init__(self, playbook: RuleBase) -> None:
        self._playbook = playbook
        self._authorities: dict[str, tuple[Authority, ...]] = {}
        self._paths: dict[str, tuple[Path, ...] | None] = {}

    def authorities(self, rule: Rule) -> tuple[Authority, ...]:
        """The authorities behind the claims of a rule."""
        known = self._authorities.get(rule.id)
        if known is None:
            known = self._authorities[rule.id] = self._playbook.authorities(rule)
        return known

    def paths(self, rule: Rule) -> tuple[Path, ...] | None:
        """What a rule rests on where it fires; None where that hangs on what makes it true."""
        if rule.id not in self._paths:
            self._paths[rule.id] = _always_read(rule.when)
        return self._paths[rule.id]


def _always_read(condition: Condition) -> tuple[Path, ...] | None:
    """The paths that a condition rests on wherever it is true; None where there are several ways."""
    inner = condition.part if isinstance(condition, Not) else condition
    if isinstance(inner, FieldTest):
        return tested_paths(inner)
    if not isinstance(condition, All):
        return None
    parts = [_always_read(part) for part in condition.parts]
    return None if None in parts else tuple(path for part in parts for path in part or ())


def _standing(row: Row | None) -> tuple[str, int]:
    """Where the facts of a row come among others: by its path, and within a list by its values."""
    if row is None:
        return "policy", -1
    owner, _, last = row.path.rpartition(".")
    return (owner, row.index) if last.isdecimal() and "." in owner else (row.path, -1)


class OpenTests(ConditionFold[Row, _Open]):
    """The tests for whose lack of an answer a condition is not known in a view, each with its row."""

    def __init__(self, program: Program, view: WorkingMemory) -> None:
        self.program, self.view = program, view

    def of(self, condition: Condition, context: Row) -> _Open:
        """The open tests under a condition for a row: none where its truth is known."""
        known = self.program.truth(condition)(self.view, context) is not None
        return iter(()) if known else super().of(condition, context)

    def test(self, condition: FieldTest, row: Row) -> _Open:
        yield condition, row

    def connective(self, condition: Connective, row: Row) -> _Open:
        for part in condition.parts:
            yield from self.of(part, row)

    def negation(self, condition: Not, row: Row) -> _Open:
        return self.of(condition.part, row)

    def exception(self, condition: Unless, row: Row) -> _Open:
        return iter(())  # it is never open

    def count(self, condition: Count, row: Row) -> _Open:
        yield from self.quantifier(condition, row)
        yield condition, row

    def quantifier(self, condition: Quantifier, row: Row) -> _Open:
        for other in self.view.facts.related(condition.relation.entity, condition.relation.via, row):
            yield from self.of(condition.block, other)
        for other, link in self.unlinked(condition.relation, condition.block):
            yield FieldTest(link, Presence(True), condition.location), other

    def unlinked(self, relation: Relation, block: Condition) -> Iterator[tuple[Row, Path]]:
        """The rows that may be related, unless the block is false of them, with the link that would tell."""
        entity, via = relation.entity, relation.via or ""
        link = Path(via, Root.SUBJECT, (), entity, via, FieldType.TEXT)
        truth = self.program.truth(block)
        unlinked = self.view.facts.unlinked(entity, relation.via)
        return ((row, link) for row in unlinked if truth(self.view, row) is not False)


def deciding_case(program: Program, formula: Cases, view: WorkingMemory, row: Row) -> Case | None:
    """The case that gives a computed field its value, or on which it hangs: the first that is not false."""
    holds = (
        case
        for case in formula.cases
        if case.when is None or program.truth(case.when)(view, row) is not False
    )
    return next(holds, None)
