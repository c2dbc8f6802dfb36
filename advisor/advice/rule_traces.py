"""Rules followed down for a subject: their conditions, what is found there, and the rules behind these."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.advice.evidence import EvidenceFinder
from advisor.advice.explain_model import (
    Cited,
    ConditionResult,
    Instance,
    RuleTrace,
    distance_of_results,
    distance_of_trace,
)
from advisor.advice.items import Item
from advisor.advice.names import ReviewWords
from advisor.engine.run import Firing, Program, drawn_by
from advisor.english.comparisons import plural
from advisor.english.conditions import ALL_HOLD, ANY_HOLDS, in_english
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import (
    DRAWN,
    All,
    AnyOf,
    Compare,
    Condition,
    ConditionFold,
    Count,
    FieldTest,
    Op,
    Quantifier,
    Some,
    Unless,
    negation_normal_form,
)
from advisor.playbook.dependencies import rules_by_conclusion
from advisor.playbook.expressions import Literal
from advisor.playbook.model import Consequence, Rule
from advisor.playbook.reading import a
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Template, spaced

NEAREST = 3  # of what is not so, shown at once
_DEEPEST = 60  # rules within one another, of a conclusion that goes from row to row
_DEEPEST_CONDITION = 150  # conditions within one another, those of the rules behind them included

RuleKey = tuple[str, str]  # by its id, and the path of the row
ConditionKey = tuple[int, str]  # by the number of the object, and the path of the row


class RuleTracer:
    """Traces rules in one view; `idle` and `failing` are the rules and conditions met that may yet come true.

    `days` has the first day of what time alone brings, once it is known; `certain` traces what holds, without
    what may yet be concluded.  `below` is what the explanation is about, whose title stands above it.
    """

    def __init__(
        self, program: Program, view: WorkingMemory, firings: Iterable[Firing], below: Item | None = None
    ) -> None:
        self.program, self.view, self.below = program, view, below
        self.names = ReviewWords(program, view)
        self.evidence = EvidenceFinder(self.names)
        self.idle: dict[RuleKey, Rule] = {}
        self.failing: dict[ConditionKey, Condition] = {}
        self.days: dict[ConditionKey | RuleKey, int] = {}
        self._drawing = rules_by_conclusion(program.playbook.rules)
        firings = tuple(firings)
        self._drawn = drawn_by(firings)
        self._fired = {(firing.rule.id, firing.row.path) for firing in firings}
        certain = EvidenceFinder(ReviewWords(program, view.certain))
        self._missing, self.certain = _ConditionTracer(self, self.evidence), _ConditionTracer(self, certain)
        self._conditions: dict[str, Condition] = {}
        self._results: dict[RuleKey, tuple[ConditionResult, ...]] = {}
        self._open: set[RuleKey] = set()
        self.depth = 0  # of the condition that is being traced

    def forget(self) -> None:
        """Trace everything anew, with the days that are known by now."""
        self._results.clear()

    def trace(self, rule: Rule, row: Row, consequence: Consequence | None = None) -> RuleTrace:
        """A rule for a subject, in full; within itself (conclusions may go in circles) by its name alone.

        It is told as far as one consequence goes: the first, where none is named.
        """
        consequence = consequence or rule.consequences[0]
        key = (rule.id, row.path)
        if key in self._open:
            return self._trace(rule, consequence, row, (), again=True)
        if key not in self._results:
            if len(self._open) >= _DEEPEST or self.depth >= _DEEPEST_CONDITION:
                return replace(self._trace(rule, consequence, row, ()), deeper=True)
            if rule.id not in self._conditions:
                self._conditions[rule.id] = negation_normal_form(rule.when)
            self._open.add(key)
            tracer = self.certain if key in self._fired else self._missing
            self._results[key] = tracer.of(self._conditions[rule.id], row)
            self._open.discard(key)
        return self._trace(rule, consequence, row, self._results[key])

    def nearest(self, rules: Iterable[tuple[Rule, Consequence, Row]]) -> list[RuleTrace]:
        """Rules that did not fire, those first that time alone makes fire, then those least far from it."""
        return sorted((self.trace(rule, row, consequence) for rule, consequence, row in rules), key=_order)

    def drawing(self, entity: str, name: str, row: Row) -> list[RuleTrace]:
        """The rules that drew a conclusion."""
        rules = self._drawn.get((entity, name, row.index), ())
        return [self.trace(rule, row, rule.drawing(name)) for rule in rules]

    def nearest_drawing(self, entity: str, name: str, row: Row) -> list[RuleTrace]:
        """The rules that could draw a conclusion that none drew, nearest first."""
        rules = [self.program.rules[rule] for rule in dict.fromkeys(self._drawing.get((entity, name), ()))]
        return self.nearest((rule, rule.drawing(name), row) for rule in rules)

    def first_day(self, condition: Condition, row: Row) -> int | None:
        """The day on which time alone makes a condition true, as far as it is known."""
        key = (id(condition), row.path)
        self.failing[key] = condition
        return self.days.get(key)

    def _trace(
        self,
        rule: Rule,
        consequence: Consequence,
        row: Row,
        conditions: tuple[ConditionResult, ...],
        again: bool = False,
    ) -> RuleTrace:
        key = (rule.id, row.path)
        fired = key in self._fired
        if not fired:
            self.idle[key] = rule
        return RuleTrace(
            rule=rule.id,
            verb=consequence.verb,
            targets=consequence.targets,
            subject=self.names.subject(row),
            fired=fired,
            text=self.names.fill(consequence.because, row, self._heading(row)) if fired else "",
            location=rule.location,
            conditions=conditions,
            claims=tuple(self._cited(claim) for claim in rule.claims),
            again=again,
            period=rule.period,
            in_force=rule.period.covers(self.view.facts.as_of),
            on=None if fired else self.days.get(key),
        )

    def _heading(self, row: Row) -> Template | None:
        """The title that stands above, where it is about the same subject."""
        return self.below.action.title if self.below is not None and self.below.row is row else None

    def _cited(self, name: str) -> Cited:
        claim = self.program.playbook.claims[name]
        document = self.program.playbook.documents[claim.document]
        return Cited(claim.id, claim.says, document.title, claim.section, document.authority)


def _order(trace: RuleTrace) -> tuple[bool, int, tuple[int, int], str, str]:
    return trace.on is None, trace.on or 0, distance_of_trace(trace), trace.rule, trace.subject.id


class _ConditionTracer(ConditionFold[Row, tuple[ConditionResult, ...]]):
    """Traces conditions without `not` (`negation_normal_form`): to results that all have to hold."""

    def __init__(self, rules: RuleTracer, evidence: EvidenceFinder) -> None:
        self.rules, self.evidence = rules, evidence
        self.program, self.view, self.names = evidence.program, evidence.view, evidence.names

    def of(self, condition: Condition, context: Row) -> tuple[ConditionResult, ...]:
        """The results for one condition, which knows how deep it lies."""
        self.rules.depth += 1
        results = super().of(condition, context)
        self.rules.depth -= 1
        return results

    def all_of(self, condition: All, row: Row) -> tuple[ConditionResult, ...]:
        return tuple(result for part in condition.parts for result in self.of(part, row))

    def any_of(self, condition: AnyOf, row: Row) -> tuple[ConditionResult, ...]:
        """The alternatives; where some hold, those alone."""
        truth = self._truth(condition, row)
        parts = [part for part in condition.parts if not truth or self._truth(part, row)]
        if len(parts) == 1:
            return self.of(parts[0], row)
        results = [self._one(part, row) for part in parts]
        if not truth:
            results.sort(key=lambda result: distance_of_results([result]))
        return (ConditionResult(ANY_HOLDS, truth, any_of=tuple(results)),)

    def test(self, condition: FieldTest, row: Row) -> tuple[ConditionResult, ...]:
        if condition.path.conclusion:
            return (self._conclusion(condition, row),)
        evidence, result = self.evidence.tested(condition, row), self._result(condition, row)
        found = self._found(condition, row) if result.truth is False else ""
        return (replace(result, evidence=evidence, found=found),)

    def _found(self, condition: FieldTest, row: Row) -> str:
        """The choice that a field holds, as a clause; "" where it holds none, or is of another kind."""
        path = condition.path
        value = self.program.evaluator.getter(path)(self.view, row) if path.kind is FieldType.CHOICE else None
        if not isinstance(value, str):
            return ""
        return self._text(replace(condition, test=Compare(Op.EQ, Literal(value, value))), row)

    def exception(self, condition: Unless, row: Row) -> tuple[ConditionResult, ...]:
        """What blocks a rule, or does not, with what is found of it."""
        return (replace(self._result(condition, row), unless=self.rules.certain.of(condition.part, row)),)

    def quantifier(self, condition: Quantifier, row: Row) -> tuple[ConditionResult, ...]:
        """What matches, or may; or all, nearest first, where none matches and one should."""
        result, rows = self._result(condition, row), self._related(condition, row)
        wanted = None if result.truth is None else True
        shown = [other for other in rows if self._truth(condition.block, other) is wanted]
        if isinstance(condition, Some):
            shown = shown if result.truth is not False else [*rows]
        elif result.truth:
            shown = []
        instances = [self._instance(condition.block, other) for other in shown]
        if isinstance(condition, Some) and not result.truth:
            instances = _nearest_first(instances)
        instances += self._unlinked(condition) if result.truth is None else []
        result = replace(
            result,
            instances=tuple(instances[:NEAREST]),
            others=len(instances[NEAREST:]),
            note="" if instances else self._none(condition.relation.entity, len(rows)),
        )
        return (result,)

    def count(self, condition: Count, row: Row) -> tuple[ConditionResult, ...]:
        rows = self._related(condition, row)
        truths = [self._truth(condition.block, other) for other in rows]
        unlinked = self._unlinked(condition)
        least, unknown = truths.count(True), truths.count(None) + len(unlinked)
        number = f"{least:,}" if not unknown else f"from {least:,} to {least + unknown:,}"
        counted = [other for other, holds in zip(rows, truths, strict=True) if holds]
        instances = [self._instance(condition.block, other) for other in counted[:NEAREST]]
        result = self._result(condition, row)
        asks_for_few = isinstance(condition.test, Compare) and condition.test.op in (Op.LT, Op.LE)
        if not result.truth and not asks_for_few:
            rest = [self._instance(condition.block, other) for other in rows if other not in counted]
            instances += _nearest_first(rest)[:NEAREST]
        instances += unlinked[:NEAREST] if result.truth is None else []
        result = replace(
            result,
            evidence=self.evidence.tested(condition, row),
            instances=tuple(instances),
            others=len(counted[NEAREST:]),
            note=f"there are {number}" if number != "1" else "there is 1",
        )
        return (result,)

    def _truth(self, condition: Condition, row: Row) -> bool | None:
        return self.program.truth(condition)(self.view, row)

    def _related(self, condition: Quantifier, row: Row) -> Sequence[Row]:
        return self.view.facts.related(condition.relation.entity, condition.relation.via, row)

    def _unlinked(self, condition: Quantifier) -> list[Instance]:
        """What may be related, were its link known."""
        instances = []
        for other, link in self.evidence.unlinked(condition.relation, condition.block):
            found = (self.evidence.member(other, link.name, other),)
            asked = ConditionResult(f"its {spaced(link.name)} is this one", None, evidence=found)
            instances.append(Instance(self.names.subject(other), other.path, other.place, (asked,)))
        return instances

    def _text(self, condition: Condition, row: Row) -> str:
        return str(in_english(self.names.words, condition, row.entity))

    def _result(self, condition: Condition, row: Row) -> ConditionResult:
        truth = self._truth(condition, row)
        day = None if truth else self.rules.first_day(condition, row)
        return ConditionResult(self._text(condition, row), truth, on=day)

    def _one(self, condition: Condition, row: Row) -> ConditionResult:
        results = self.of(condition, row)
        if len(results) == 1:
            return results[0]
        return ConditionResult(ALL_HOLD, self._truth(condition, row), all_of=results)

    def _instance(self, block: Condition, row: Row) -> Instance:
        return Instance(self.names.subject(row), row.path, row.place, self.of(block, row))

    def _conclusion(self, condition: FieldTest, row: Row) -> ConditionResult:
        path = condition.path
        owner = self.program.evaluator.row_at(path, self.view, row)
        if owner is None:
            link = self.evidence.missing_link(path, row)
            text, truth = self._text(condition, row), self._truth(condition, row)
            return ConditionResult(text, truth, (link,), note=f"no {link.name} is named")
        result, wanted = self._result(condition, row), condition.test == DRAWN
        rules: list[RuleTrace] = []
        others = 0
        if result.truth is wanted:
            rules = self.rules.drawing(path.entity, path.name, owner)
        elif not result.truth:
            able = self.rules.nearest_drawing(path.entity, path.name, owner)
            rules, others = able[:NEAREST], len(able[NEAREST:])
        note = "" if rules else "no rule says so"
        return replace(result, rules=tuple(rules), others=others, note=note)

    def _none(self, name: str, number: int) -> str:
        entity = self.names.entities[name]
        called = entity.called or name
        if entity.records_deeds:
            several = f"none of the {number:,} things recorded is that"
            return {0: "nothing is recorded", 1: "what is recorded is not that"}.get(number, several)
        several = f"there are {number:,} {plural(entity)}, and none is so"
        one = f"there is {a(called)}, and it is not so"
        return {0: f"there is no {called}", 1: one}.get(number, several)


def _nearest_first(instances: list[Instance]) -> list[Instance]:
    return sorted(instances, key=lambda instance: distance_of_results(instance.conditions))


class Once:
    """Goes through rules in the order in which they are read; one shown in full before is referred to."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, str]] = set()

    def traces(self, traces: Iterable[RuleTrace]) -> tuple[RuleTrace, ...]:
        """The rules, each in full at most once."""
        return tuple(self._trace(trace) for trace in traces)

    def _trace(self, trace: RuleTrace) -> RuleTrace:
        key = (trace.rule, trace.subject.entity, trace.subject.id)
        if trace.deeper:
            return trace
        if key in self._seen or trace.again:
            return replace(trace, conditions=(), again=True)
        self._seen.add(key)
        return replace(trace, conditions=self._results(trace.conditions))

    def _results(self, results: Iterable[ConditionResult]) -> tuple[ConditionResult, ...]:
        return tuple(
            replace(
                result,
                rules=self.traces(result.rules),
                instances=tuple(replace(i, conditions=self._results(i.conditions)) for i in result.instances),
                all_of=self._results(result.all_of),
                any_of=self._results(result.any_of),
                unless=self._results(result.unless),
            )
            for result in results
        )
