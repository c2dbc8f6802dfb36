"""Mutants tried on scenarios, quickly: only what a change can reach is worked out again.

A scenario is run once without any change, by the reference evaluator: its baseline.  For a mutant the
changed rule alone is asked again about its rows; where it fires as before nothing else can differ but
questions.  Else conclusions are drawn anew if it draws any, and the advice is deliberated again, without
its words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from advisor.advice.advise import Adviser
from advisor.advice.decision import Decision
from advisor.advice.model import Advice, NextStep, Question, Reason, Recommendation, SetAside, Subject
from advisor.advice.ranking import Candidate
from advisor.engine.reference import reference_run, undecided
from advisor.engine.run import Firing, Program, Run
from advisor.facts.evaluate import Evaluator, Truths
from advisor.facts.override import override
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.dependencies import closure, rules_by_conclusion
from advisor.playbook.model import Parameter, Rule, RuleBase, Verb
from advisor.playbook.strata import stratify
from advisor.playbook.types import plain
from advisor.playbook.vocabulary import POLICY
from advisor.scenarios.difference import compare
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import Mutant
from advisor.scenarios.mutation.rules import Readers
from advisor.scenarios.warned import compare_warnings, warned_of
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.record import record
from advisor.source.tree import Entry, Scalar
from advisor.source.tree import Mapping as Tree

_HERE = Location("<policy>", 1, 1)


def advice_without_words(program: Program, run: Run, *, asking: bool) -> Advice:
    """The advice that follows from a run; its questions only where that is `asking` for them."""
    decision = Decision(program, run)
    deliberation = decision.deliberation
    set_aside = (
        SetAside(rest.candidate.action.id, _subject(rest.candidate.row), "", (), rest.reason, rest.by, "")
        for rest in deliberation.suppressed
    )
    missing = decision.missing if asking else ()
    return Advice(
        day=run.facts.as_of,
        playbook=program.playbook.name,
        recommendations=tuple(
            _recommendation(rank, candidate) for rank, candidate in enumerate(deliberation.chosen, start=1)
        ),
        set_aside=tuple(set_aside),
        questions=tuple(
            Question(f"{fact.row.path}.{fact.name}", "", "", _subject(fact.row), ()) for fact in missing
        ),
    )


def _recommendation(rank: int, candidate: Candidate) -> Recommendation:
    action = candidate.action
    return Recommendation(
        rank=rank,
        action=action.id,
        subject=_subject(candidate.row),
        title="",
        priority=candidate.priority,
        due=candidate.deadline,
        stake=candidate.stake,
        effort=action.effort,
        reasons=_reasons(candidate.rules),
        grounds=(),
        moved_by=_reasons(candidate.moved_by),
        facts=(),
        steps=(),
        message=None,
        next_steps=tuple(NextStep(follower.action.id, "", ()) for follower in candidate.followers),
    )


def _subject(row: Row) -> Subject:
    return Subject(row.entity, row.name, "")


def _reasons(rules: Iterable[Rule]) -> tuple[Reason, ...]:
    return tuple(Reason(rule.id, "", (), ()) for rule in rules)


FiredRows = dict[str, frozenset[int]]


@record
class RuleFirings:
    """What is concluded from facts, and which rules of a program fire for which rows, by their numbers."""

    program: Program
    view: WorkingMemory
    rows: FiredRows

    def advice(self, *, asking: bool, wording: bool = False) -> Advice:
        """The advice that follows, from the firings in the order in which the engine would give them.

        Its questions and its words are there only where it is asking for the first, wording for the second.
        """
        rules, rows = self.program.rules, self.view.facts.rows
        firings = (
            Firing(rules[name], rows[rules[name].entity][index])
            for name in sorted(self.rows)
            for index in sorted(self.rows[name])
        )
        run = Run(self.view, tuple(firings))
        if wording:
            return Adviser(self.program).advise(run)
        return advice_without_words(self.program, run, asking=asking)


def firings_from(program: Program, facts: Facts) -> RuleFirings:
    """What follows from facts, without the engine."""
    view, pairs = reference_run(program, facts)
    rows: dict[str, set[int]] = {}
    for name, index in pairs:
        rows.setdefault(name, set()).add(index)
    return RuleFirings(program, view, {name: frozenset(indexes) for name, indexes in rows.items()})


class ChangedProgram(Program):
    """A program with one change, for the reference evaluator, for deliberation, and for its words."""

    def __init__(self, base: Program, mutant: Mutant) -> None:
        self.playbook: RuleBase = mutant.applied(base.playbook)
        self.schema, self.builder = base.schema, base.builder
        self.evaluator = Evaluator(base.schema, base.evaluator.prepared)
        self.rules = {rule.id: rule for rule in self.playbook.rules}
        concludes = mutant.rule is not None and bool(mutant.rule.conclusions)
        self.strata = stratify(self.playbook.rules) if concludes else base.strata

    def waiting(self, run: Run) -> None:
        """None: it is never compiled."""


def draws_itself(rules: tuple[Rule, ...]) -> frozenset[str]:
    """The rules whose conclusions lead back to themselves: with these a fixed point may not be the least."""
    drawn = rules_by_conclusion(rules)
    under = {
        rule.id: {
            name
            for path, _, _ in conclusions_read(rule.when)
            for name in drawn.get((path.entity, path.name), ())
        }
        for rule in rules
    }
    return frozenset(name for name in under if name in closure(under[name], under.__getitem__))


class Baseline:
    """A scenario as it runs without a change: its facts, what fires, and what unknown facts hold back.

    It is asking where questions matter, and wording where it matters what is said.
    """

    def __init__(
        self, scenario: Scenario, program: Program, *, asking: bool = False, wording: bool = False
    ) -> None:
        self.scenario, self.program = scenario, program
        self.facts = program.builder.build(scenario.state, scenario.as_of, scenario.as_of)
        self.wording = wording or scenario.expect.is_about_words
        self.firings = firings_from(program, self.facts)
        self.view, self.fired = self.firings.view, self.firings.rows
        self.asking = asking or scenario.expect.is_about_questions or self._is_clear()

    def _is_clear(self) -> bool:
        """Whether a rule gives an all-clear, which is none while questions are open."""
        actions = self.program.playbook.actions
        advised = (name for rule in self.fired for name in self.program.rules[rule].targets(Verb.ADVISE))
        return any(actions[name].all_clear for name in advised)

    @cached_property
    def warned(self) -> tuple[str, ...]:
        """What the state is warned of."""
        return warned_of(self.facts)

    @cached_property
    def wider(self) -> WorkingMemory:
        """The view in which conclusions that may yet be drawn are unknown."""
        view, _ = undecided(self.program, self.view)
        return view


@record
class SuiteData:
    """A playbook, what scenarios leave of it by `without`, and these: values, for another process, too."""

    playbook: RuleBase
    variants: Mapping[tuple[str, ...], RuleBase]
    scenarios: tuple[Scenario, ...]


class Suite:
    """Scenarios, run once, on which any number of mutants can be tried."""

    def __init__(self, data: SuiteData) -> None:
        programs = {names: Program(content) for names, content in data.variants.items()}
        self.baselines = [Baseline(scenario, programs[scenario.without]) for scenario in data.scenarios]
        self.playbook = data.playbook
        self.readers = Readers(data.playbook)
        self.circular = draws_itself(data.playbook.rules)
        self.moved: dict[tuple[int, bool, tuple[Entry, ...]], Baseline | None] = {}
        self._recent: dict[str, list[int]] = {}

    def killer(self, mutant: Mutant) -> int | None:
        """The number of a scenario that kills the mutant; None where none does."""
        run = MutantRun(mutant, self)
        recent = self._recent.setdefault(mutant.name, [])
        for number in self._order(mutant, recent):
            if run.is_killed(self.baselines[number]):
                if number not in recent:
                    recent.append(number)
                return number
        return None

    def _order(self, mutant: Mutant, recent: list[int]) -> Iterable[int]:
        """All scenarios, first those that killed a mutant of the same rule, then those in which it fires."""
        rest = [number for number in range(len(self.baselines)) if number not in recent]
        if mutant.rule is not None:
            rest.sort(key=lambda number: mutant.name not in self.baselines[number].fired)
        return [*recent, *rest]


class MutantRun:
    """One mutant, to be held against the scenarios of a suite."""

    def __init__(self, mutant: Mutant, suite: Suite) -> None:
        self.mutant, self.readers, self.circular = mutant, suite.readers, suite.circular
        self._programs: dict[int, Program] = {}
        self._truth: Truths | None = None

    def is_killed(self, baseline: Baseline) -> bool:
        """Whether the scenario's expectation contradicts the changed playbook, or its state is refused."""
        expect = baseline.scenario.expect
        try:
            changed = self.changed(baseline)
            warned = self.warned(baseline) if expect.is_about_warnings else None
        except StateError:
            return True
        if warned is not None and compare_warnings(expect, warned):
            return True
        if changed is None:
            return False
        advice = changed.advice(asking=baseline.asking, wording=baseline.wording)
        return bool(compare(expect, advice))

    def warned(self, baseline: Baseline) -> tuple[str, ...] | None:
        """What its state is warned of with the change; None where that cannot differ.

        Raises StateError where the state is then refused.
        """
        mutant, facts, parameter = self.mutant, baseline.facts, self.mutant.parameter
        if mutant.constraint is not None:
            constraints = mutant.constraint.applied(facts.schema.constraints)
            return warned_of(replace(facts, schema=replace(facts.schema, constraints=constraints)))
        if mutant.computed is not None:
            return warned_of(self._with_computed(baseline))
        if parameter is None or parameter.name in facts.policy_places:
            return None
        if parameter.name in self.readers.computed | self.readers.constrained:
            return warned_of(with_parameter(baseline, parameter, self.readers))
        return None

    def changed(self, baseline: Baseline) -> RuleFirings | None:
        """What fires with the change; None where the advice cannot differ.

        Raises StateError where the state is then refused.
        """
        if self.mutant.parameter is not None:
            return self._with_parameter(baseline, self.mutant.parameter)
        if self.mutant.says_instead is not None:
            if not baseline.wording:
                return None
            return RuleFirings(self._changed_program(baseline), baseline.view, baseline.fired)
        if self.mutant.computed is not None:
            return self._with_formula(baseline)
        rule = self.mutant.rule
        if rule is None or rule.id not in baseline.program.rules:
            return None
        return self._with_rule(baseline, rule, self.mutant.instead)

    def _with_rule(self, baseline: Baseline, rule: Rule, instead: Rule | None) -> RuleFirings | None:
        before = baseline.fired.get(rule.id, frozenset())
        after = frozenset() if instead is None else self._rows(baseline.program, instead, baseline.view)
        acts_else = bool(before) and instead is not None and rule.consequences != instead.consequences
        differs = before != after or acts_else or rule.id in self.circular
        if not differs and not (baseline.asking and self._is_open(baseline, (rule, instead))):
            return None
        program = self._changed_program(baseline)
        if rule.conclusions and differs:
            return firings_from(program, baseline.facts)
        return RuleFirings(program, baseline.view, _with_rows(baseline.fired, {rule.id: after}))

    def _with_formula(self, baseline: Baseline) -> RuleFirings | None:
        """With another computed field the facts differ, or else nothing does but what is asked."""
        facts = self._with_computed(baseline)
        if not baseline.asking and not have_moved(baseline.facts, facts):
            return None
        return firings_from(self._programs[id(baseline.program)], facts)

    def _with_computed(self, baseline: Baseline) -> Facts:
        key, scenario = id(baseline.program), baseline.scenario
        if key not in self._programs:
            self._programs[key] = Program(self.mutant.applied(baseline.program.playbook))
        return self._programs[key].builder.build(scenario.state, scenario.as_of, scenario.as_of)

    def _changed_program(self, baseline: Baseline) -> Program:
        key = id(baseline.program)
        if key not in self._programs:
            self._programs[key] = ChangedProgram(baseline.program, self.mutant)
        return self._programs[key]

    def _with_parameter(self, baseline: Baseline, parameter: Parameter) -> RuleFirings | None:
        if parameter.name in baseline.facts.policy_places:
            return None
        program = baseline.program
        facts = with_parameter(baseline, parameter, self.readers)
        view = WorkingMemory(facts, baseline.view.drawn)
        rules = [rule for rule in self.readers.rules(parameter.name) if rule.id in program.rules]
        after = {rule.id: self._rows(program, rule, view) for rule in rules}
        moved = [rule for rule in rules if after[rule.id] != baseline.fired.get(rule.id, frozenset())]
        if any(rule.conclusions for rule in moved):
            return firings_from(program, facts)
        dated = any(
            after[rule.id] and any(one.deadline is not None for one in rule.consequences) for rule in rules
        )
        # What is said may name the parameter.
        differs = moved or dated or baseline.wording or facts.rows is not baseline.facts.rows
        if not differs and not (
            baseline.asking and (self._is_open(baseline, rules) or self._is_open(baseline, rules, view))
        ):
            return None
        return RuleFirings(program, view, _with_rows(baseline.fired, after))

    def _rows(self, program: Program, rule: Rule, view: WorkingMemory) -> frozenset[int]:
        if not rule.period.covers(view.facts.as_of):
            return frozenset()
        truth = self._truth_of(program, rule)
        return frozenset(row.index for row in view.facts.rows[rule.entity] if truth(view, row) is True)

    def _truth_of(self, program: Program, rule: Rule) -> Truths:
        """The truth of a rule's conditions; that of the changed rule is of use for this mutant alone."""
        if rule is not self.mutant.instead:
            return program.truth(rule.when)
        if self._truth is None:
            own = Evaluator(program.schema, program.evaluator.prepared)
            self._truth = own.condition(rule.when)
        return self._truth

    def _is_open(
        self, baseline: Baseline, rules: Iterable[Rule | None], view: WorkingMemory | None = None
    ) -> bool:
        """Whether unknown facts hold one of the rules back."""
        wider = baseline.wider
        if view is not None:
            wider = WorkingMemory(view.facts, wider.drawn, wider.possible)
        return any(
            self._truth_of(baseline.program, rule)(wider, row) is None
            for rule in rules
            if rule is not None and rule.period.covers(wider.facts.as_of)
            for row in wider.facts.rows[rule.entity]
        )


def have_moved(before: Facts, after: Facts) -> bool:
    """Whether a value of any row of a state differs."""
    return any(
        row.values != after.rows[entity][row.index].values
        for entity, rows in before.rows.items()
        for row in rows
    )


def with_parameter(baseline: Baseline, parameter: Parameter, readers: Readers) -> Facts:
    """The facts of a scenario under another value; their rows are the same where no value of them moves."""
    scenario, program, facts = baseline.scenario, baseline.program, baseline.facts
    name = parameter.name
    if name in readers.computed | readers.constrained:
        value = Scalar(plain(parameter.on(facts.as_of), parameter.kind), False, _HERE)
        change = Tree((Entry(Scalar(f"{POLICY}.{name}", False, _HERE), value),), _HERE)
        state = override(scenario.state, change, program.schema)
        moved = program.builder.build(state, scenario.as_of, scenario.as_of)
        if have_moved(facts, moved):
            return moved
    policy = {**facts.policy, name: parameter.on(facts.as_of)}
    return replace(facts, policy=policy)


def _with_rows(fired: FiredRows, after: FiredRows) -> FiredRows:
    return {name: rows for name, rows in {**fired, **after}.items() if rows}
