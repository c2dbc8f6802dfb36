"""What a firing rests on: the facts and conclusions that make its conditions true."""

from collections.abc import Iterable, Iterator

from advisor.engine.run import Firing, Program, Run, drawn_by
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Condition,
    Count,
    FieldTest,
    NoneOf,
    Not,
    Path,
    Root,
    Some,
    right_paths,
)
from advisor.playbook.model import Rule
from advisor.source.record import record


@record
class Ground:
    """A fact (or conclusion) of a row; `row` None: a policy parameter."""

    row: Row | None
    path: Path


class Supporter:
    """Finds the grounds of truths in a run."""

    def __init__(self, program: Program, run: Run) -> None:
        self.program = program
        self.view: WorkingMemory = run.view
        self._concluded = drawn_by(run.firings)

    def facts(self, rules: Iterable[Rule], row: Row) -> list[Ground]:
        """The facts under the rules for a subject, conclusions followed down; each once, in order of path."""
        found: dict[tuple[str, str], Ground] = {}
        seen: set[tuple[str, int]] = set()
        for rule in rules:
            self._under(rule, row, found, seen)
        return [found[key] for key in sorted(found)]

    def conclusions(self, rules: Iterable[Rule], row: Row) -> list[Firing]:
        """What the rules conclude from: the firings that drew the conclusions which they read, each once.

        In order of their strata, so that what others build on comes first, whatever the order of keys.
        """
        found: dict[tuple[str, int], Firing] = {}
        for rule in rules:
            for ground in self.grounds(rule.when, row, True):
                if ground.row is not None and ground.path.conclusion:
                    key = (ground.path.entity, ground.path.name, ground.row.index)
                    for under in self._concluded.get(key, ()):
                        found.setdefault((under.id, ground.row.index), Firing(under, ground.row))
        level = self.program.strata.of_rule
        return sorted(found.values(), key=lambda each: (level[each.rule.id], each.rule.id, each.row.index))

    def _under(
        self, rule: Rule, row: Row, found: dict[tuple[str, str], Ground], seen: set[tuple[str, int]]
    ) -> None:
        if (rule.id, row.index) in seen:
            return
        seen.add((rule.id, row.index))
        for ground in self.grounds(rule.when, row, True):
            if not ground.path.conclusion:
                key = ("policy" if ground.row is None else ground.row.path, ground.path.name)
                found.setdefault(key, ground)
            elif ground.row is not None:
                key3 = (ground.path.entity, ground.path.name, ground.row.index)
                for under in self._concluded.get(key3, ()):
                    self._under(under, ground.row, found, seen)

    def grounds(self, condition: Condition, row: Row, wanted: bool) -> Iterator[Ground]:
        """The parts of a condition that make it true (or false, as wanted)."""
        if isinstance(condition, FieldTest):
            yield from self._read((condition.path, *right_paths(condition.test)), row)
        elif isinstance(condition, All | AnyOf):
            everything = isinstance(condition, All) == wanted
            for part in condition.parts:
                if everything or self.program.truth(part)(self.view, row) is wanted:
                    yield from self.grounds(part, row, wanted)
        elif isinstance(condition, Not):
            yield from self.grounds(condition.part, row, not wanted)
        elif isinstance(condition, Some | NoneOf | Count):
            yield from self._related(condition, row, wanted)

    def _read(self, paths: Iterable[Path], row: Row) -> Iterator[Ground]:
        for path in paths:
            if path.root is Root.POLICY:
                yield Ground(None, path)
                continue
            found = self.program.evaluator.row_at(path, self.view, row)
            if found is not None:
                yield Ground(found, path)

    def _related(self, condition: Some | NoneOf | Count, row: Row, wanted: bool) -> Iterator[Ground]:
        """The related entities that decide: those that match; that none does rests on no single fact."""
        if isinstance(condition, NoneOf) == wanted and not isinstance(condition, Count):
            return
        truth = self.program.truth(condition.block)
        for other in self.view.facts.related(condition.relation.entity, condition.relation.via, row):
            if truth(self.view, other):
                yield from self.grounds(condition.block, other, True)
        if isinstance(condition, Count):
            yield from self._read(right_paths(condition.test), row)
