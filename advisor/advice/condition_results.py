"""The conditions of a rule for a subject, told one by one with what is found there."""

from collections.abc import Callable, Sequence

from advisor.advice import explain_model as distance
from advisor.advice.evidence import EvidenceFinder
from advisor.advice.explain_model import ConditionResult, Evidence, Instance, RuleTrace
from advisor.english.conditions import in_english
from advisor.english.tests import plural
from advisor.facts.evaluate import Truth
from advisor.facts.rows import Row
from advisor.playbook.conditions import (
    DRAWN,
    All,
    AnyOf,
    Compare,
    Condition,
    Count,
    FieldTest,
    NoneOf,
    Op,
    Some,
    Test,
    right_paths,
)
from advisor.playbook.reading import a

ALL, ANY = "all of these hold", "at least one of these holds"
NEAREST = 3  # of what is not so, told at once

# The rules that draw a conclusion for a row, or are nearest to it, and how many more there are.
Drawing = Callable[[str, str, Row, bool], tuple[tuple[RuleTrace, ...], int]]
Days = Callable[[Condition, Row], int | None]


class ConditionTracer:
    """Tells conditions without negation around blocks (`playbook/conditions.py`)."""

    def __init__(self, findings: EvidenceFinder, drawing: Drawing, days: Days) -> None:
        self.findings = findings
        self.program, self.view, self.naming = findings.program, findings.view, findings.naming
        self._drawing, self._days = drawing, days

    def of(self, condition: Condition, row: Row) -> tuple[ConditionResult, ...]:
        """The conditions that all have to hold; of alternatives, where some hold, those alone."""
        if isinstance(condition, All):
            return tuple(point for part in condition.parts for point in self.of(part, row))
        if isinstance(condition, AnyOf):
            return self._any(condition, row)
        if isinstance(condition, FieldTest):
            if condition.path.conclusion:
                return (self._conclusion(condition, row),)
            return (self._field(condition, row),)
        if isinstance(condition, Count):
            return (self._count(condition, row),)
        if isinstance(condition, Some | NoneOf):
            return (self._related(condition, row),)
        raise TypeError(f"not moved inwards: {condition!r}")

    def _truth(self, condition: Condition, row: Row) -> Truth:
        return self.program.truth(condition)(self.view, row)

    def _on(self, condition: Condition, row: Row) -> int | None:
        return None if self._truth(condition, row) else self._days(condition, row)

    def _text(self, condition: Condition, row: Row) -> str:
        return str(in_english(self.naming.words, condition, row.entity))

    def _any(self, condition: AnyOf, row: Row) -> tuple[ConditionResult, ...]:
        truth = self._truth(condition, row)
        parts = [part for part in condition.parts if not truth or self._truth(part, row)]
        if len(parts) == 1:
            return self.of(parts[0], row)
        if not parts:
            return (ConditionResult("this can never be", truth),)
        told = [self._one(part, row) for part in parts]
        if not truth:
            told.sort(key=lambda point: distance.distance_of_results([point]))
        return (ConditionResult(ANY, truth, any_of=tuple(told)),)

    def _one(self, condition: Condition, row: Row) -> ConditionResult:
        points = self.of(condition, row)
        return (
            points[0]
            if len(points) == 1
            else ConditionResult(ALL, self._truth(condition, row), all_of=points)
        )

    def _field(self, condition: FieldTest, row: Row) -> ConditionResult:
        found = self.findings.read((condition.path, *right_paths(condition.test)), row)
        on = self._on(condition, row)
        return ConditionResult(self._text(condition, row), self._truth(condition, row), found, on=on)

    def _conclusion(self, condition: FieldTest, row: Row) -> ConditionResult:
        path, text, truth = condition.path, self._text(condition, row), self._truth(condition, row)
        owner = self.program.evaluator.row_at(path, self.view, row)
        if owner is None:
            link = self.findings.missing_link(path, row)
            return ConditionResult(text, truth, (link,), note=f"no {link.name} is named")
        wanted = condition.test == DRAWN
        drawn = truth is not None and truth == wanted
        on = self._on(condition, row)
        if truth and not wanted:
            return ConditionResult(text, truth, note="no rule says so")
        voices, others = self._drawing(path.entity, path.name, owner, drawn)
        return ConditionResult(
            text, truth, voices=voices, others=others, note="" if voices else "no rule says so", on=on
        )

    def _related(self, condition: Some | NoneOf, row: Row) -> ConditionResult:
        relation, truth = condition.relation, self._truth(condition, row)
        rows = self.view.facts.related(relation.entity, relation.via, row)
        missing = isinstance(condition, Some) and not truth
        cases = [self._case(condition.block, other) for other in self._shown(condition, rows, truth)]
        if missing:
            cases.sort(key=lambda case: distance.distance_of_results(case.points))
        kept = cases[:NEAREST]
        return ConditionResult(
            self._text(condition, row),
            truth,
            cases=tuple(kept),
            others=len(cases) - len(kept),
            note="" if cases else self._none(relation.entity, len(rows)),
            on=self._on(condition, row),
        )

    def _shown(self, condition: Some | NoneOf, rows: Sequence[Row], truth: Truth) -> list[Row]:
        """What shows it: those that match, those that may; or all, where none matches and one should."""
        if truth is False and isinstance(condition, Some):
            return list(rows)
        if truth and isinstance(condition, NoneOf):
            return []
        wanted = None if truth is None else True
        return [other for other in rows if self._truth(condition.block, other) is wanted]

    def _none(self, entity: str, number: int) -> str:
        called = self.naming.entities[entity].called or entity
        if self.naming.entities[entity].records_deeds:
            return _none_recorded(number)
        if not number:
            return f"there is no {called}"
        if number == 1:
            return f"there is {a(called)}, and it is not so"
        return f"there are {number:,} {plural(self.naming.entities[entity])}, and none is so"

    def _case(self, block: Condition, other: Row) -> Instance:
        return Instance(self.naming.subject(other), other.path, other.place, self.of(block, other))

    def _count(self, condition: Count, row: Row) -> ConditionResult:
        relation = condition.relation
        rows = self.view.facts.related(relation.entity, relation.via, row)
        truths = [self._truth(condition.block, other) for other in rows]
        least, open_ = truths.count(True), truths.count(None)
        number = f"{least:,}" if not open_ else f"from {least:,} to {least + open_:,}"
        counted = [row for row, holds in zip(rows, truths, strict=True) if holds]
        cases = [self._case(condition.block, row) for row in counted[:NEAREST]]
        truth = self._truth(condition, row)
        if not truth and not _asks_for_few(condition.test):
            rest = [self._case(condition.block, other) for other in rows if other not in counted]
            cases += sorted(rest, key=lambda case: distance.distance_of_results(case.points))[:NEAREST]
        return ConditionResult(
            self._text(condition, row),
            truth,
            self.findings.read(right_paths(condition.test), row),
            cases=tuple(cases),
            others=len(counted[NEAREST:]),
            note=f"there are {number}" if number != "1" else "there is 1",
            on=self._on(condition, row),
        )


def _none_recorded(number: int) -> str:
    if number == 0:
        return "nothing is recorded"
    return (
        "what is recorded is not that" if number == 1 else f"none of the {number:,} things recorded is that"
    )


def _asks_for_few(test: Test) -> bool:
    """Whether a test of a number asks for no more than so many."""
    return isinstance(test, Compare) and test.op in (Op.LT, Op.LE)


def unread(points: Sequence[ConditionResult]) -> tuple[Evidence, ...]:
    """The facts to ask for under conditions, each once."""
    found: dict[str, Evidence] = {}
    for point in points:
        below = [*point.parts, *(inner for case in point.cases for inner in case.points)]
        below += [inner for voice in point.voices if not voice.fired for inner in voice.points]
        for each in (*point.missing, *(unread(below) if point.truth is None else ())):
            found.setdefault(each.path, each)
    return tuple(found.values())
