"""Mutants tried on scenarios, quickly: only what a change can reach is worked out again.

A scenario is run once without any change, by the reference evaluator.  For a mutant the changed rule alone is
asked again about its rows; where it fires as before nothing else can differ but questions.  Else conclusions
are drawn anew if it draws any, and the advice is deliberated again, without its words.
"""

from collections.abc import Iterable, Mapping

from advisor.advice.deliberate import Deliberation, Suppressed, deliberate
from advisor.advice.model import Advice, NextStep, Question, Reason, Recommendation, SetAside, Subject
from advisor.advice.questions import MissingFact, missing_facts_of
from advisor.advice.ranking import Candidate
from advisor.engine.reference import reference_run, undecided
from advisor.engine.run import Firing, Program, Run
from advisor.facts.evaluate import Truths
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.dependencies import rules_by_conclusion
from advisor.playbook.model import Parameter, Rule, RuleBase, Verb
from advisor.playbook.strata import stratify
from advisor.scenarios.difference import compare
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import Mutant
from advisor.scenarios.mutation.rules import Readers, with_parameter
from advisor.source.record import record
from advisor.source.tree import Node


def advice_without_words(program: Program, run: Run, *, asking: bool) -> Advice:
    """The advice that follows from a run; its questions only where that is `asking` for them."""
    deliberation = deliberate(program, run)
    return Advice(
        as_of=run.facts.as_of,
        playbook=program.playbook.name,
        recommendations=tuple(
            _recommendation(rank, each) for rank, each in enumerate(deliberation.chosen, start=1)
        ),
        set_aside=tuple(_set_aside(each) for each in deliberation.suppressed),
        questions=_questions(program, run, deliberation) if asking else (),
    )


def _recommendation(rank: int, candidate: Candidate) -> Recommendation:
    action = candidate.action
    return Recommendation(
        rank=rank,
        action=action.id,
        subject=_subject(candidate.row),
        title="",
        priority=candidate.priority,
        deadline=candidate.deadline,
        points=candidate.points,
        effort=action.effort,
        reasons=tuple(map(_reason, candidate.rules)),
        grounds=(),
        moved_by=tuple(map(_reason, candidate.moved_by)),
        facts=(),
        steps=(),
        message=None,
        next_steps=tuple(NextStep(each.action.id, "", ()) for each in candidate.followers),
    )


def _set_aside(rested: Suppressed) -> SetAside:
    candidate = rested.candidate
    return SetAside(candidate.action.id, _subject(candidate.row), "", (), rested.reason, rested.by, "")


def _questions(program: Program, run: Run, deliberation: Deliberation) -> tuple[Question, ...]:
    return tuple(_question(wanted) for wanted in missing_facts_of(program, run, deliberation))


def _question(wanted: MissingFact) -> Question:
    return Question(f"{wanted.row.path}.{wanted.name}", "", "", _subject(wanted.row), ())


def _subject(row: Row) -> Subject:
    return Subject(row.entity, row.id, "")


def _reason(rule: Rule) -> Reason:
    return Reason(rule.id, "", (), ())


class ChangedProgram(Program):
    """The program of a playbook of which one rule is another, or missing; it shares what that leaves alone.

    It is for the reference evaluator and for deliberation: its facts are those of the program it is made of.
    """

    def __init__(self, base: Program, mutant: Mutant) -> None:
        self.playbook: RuleBase = mutant.applied(base.playbook)
        self.schema, self.builder, self.evaluator = base.schema, base.builder, base.evaluator
        self.rules = {rule.id: rule for rule in self.playbook.rules}
        self._truths = dict(base._truths)
        concludes = mutant.rule is not None and mutant.rule.verb is Verb.CONCLUDE
        self.strata = stratify(self.playbook.rules) if concludes else base.strata


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
    return frozenset(rule.id for rule in rules if rule.id in _reached(under, rule.id))


def _reached(under: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(under[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += under[name]
    return found


FiredRows = dict[str, frozenset[int]]


class Baseline:
    """A scenario as it runs without a change: its facts, what fires, and what unknown facts hold back."""

    def __init__(self, scenario: Scenario, program: Program) -> None:
        self.scenario, self.program = scenario, program
        self.facts = program.builder.build(scenario.state, scenario.as_of, scenario.as_of)
        self.asking = bool(scenario.expect.asked or scenario.expect.not_asked)
        self.view, self.fired = run_over(program, self.facts)
        self._wider: WorkingMemory | None = None

    @property
    def wider(self) -> WorkingMemory:
        """The view in which conclusions that may yet be drawn are unknown."""
        if self._wider is None:
            self._wider, _ = undecided(self.program, self.view)
        return self._wider


def run_over(program: Program, facts: Facts) -> tuple[WorkingMemory, FiredRows]:
    """What is concluded from facts, and which rules fire for which rows, without the engine."""
    view, pairs = reference_run(program, facts)
    fired: dict[str, set[int]] = {}
    for name, index in pairs:
        fired.setdefault(name, set()).add(index)
    return view, {name: frozenset(indexes) for name, indexes in fired.items()}


def run_of(program: Program, view: WorkingMemory, fired: FiredRows) -> Run:
    """The firings with the rules of a program, in the order in which the engine would give them."""
    firings = [
        Firing(program.rules[name], view.facts.rows[program.rules[name].entity][index])
        for name in sorted(fired)
        for index in sorted(fired[name])
    ]
    return Run(view, tuple(firings))


@record
class SuiteData:
    """A playbook and scenarios to try its mutants on; `variants` are what scenarios leave of it, by name.

    Values alone, so that another process can be given them.
    """

    playbook: RuleBase
    variants: Mapping[tuple[str, ...], RuleBase]
    scenarios: tuple[Scenario, ...]


class Suite:
    """Scenarios, run once, on which any number of mutants can be tried."""

    def __init__(self, material: SuiteData) -> None:
        programs = {names: Program(content) for names, content in material.variants.items()}
        self.bases = [Baseline(each, programs[each.without]) for each in material.scenarios]
        self.playbook = material.playbook
        self.readers = Readers(material.playbook)
        self.circular = draws_itself(material.playbook.rules)
        self.moved: dict[tuple[int, str, Node], Baseline | None] = {}
        self._recent: dict[str, list[int]] = {}

    def caught_by(self, mutant: Mutant) -> int | None:
        """The number of a scenario that notices the mutant; None where none does."""
        attempt = MutantRun(mutant, self.readers, self.circular)
        for number in self._order(mutant):
            if attempt.is_noticed(self.bases[number]):
                recent = self._recent.setdefault(mutant.name, [])
                if number not in recent:
                    recent.append(number)
                return number
        return None

    def _order(self, mutant: Mutant) -> Iterable[int]:
        """All scenarios, first those that noticed a change of the same rule, then those in which it fires."""
        recent = self._recent.get(mutant.name, [])
        rest = [number for number in range(len(self.bases)) if number not in recent]
        if mutant.rule is not None:
            name = mutant.rule.id
            rest.sort(key=lambda number: name not in self.bases[number].fired)
        return [*recent, *rest]


class MutantRun:
    """One mutant, to be held against scenarios."""

    def __init__(self, mutant: Mutant, readers: Readers, circular: frozenset[str]) -> None:
        self.mutant, self.readers, self.circular = mutant, readers, circular
        self._programs: dict[int, Program] = {}
        self._truth: Truths | None = None

    def is_noticed(self, base: Baseline) -> bool:
        """Whether the scenario's expectation contradicts the changed playbook."""
        found = self.changed(base)
        if found is None:
            return False
        program, view, fired = found
        advice = advice_without_words(program, run_of(program, view, fired), asking=base.asking)
        return bool(compare(base.scenario.expect, advice))

    def changed(self, base: Baseline) -> tuple[Program, WorkingMemory, FiredRows] | None:
        """The program, the view and the firings with the change; None where the advice cannot differ."""
        if self.mutant.parameter is not None:
            return self._with_parameter(base, self.mutant.parameter)
        rule = self.mutant.rule
        if rule is None or rule.id not in base.program.rules:
            return None
        return self._with_rule(base, rule, self.mutant.instead)

    def program(self, base: Baseline) -> Program:
        """The changed program for what the scenario leaves of the playbook."""
        key = id(base.program)
        if key not in self._programs:
            self._programs[key] = ChangedProgram(base.program, self.mutant)
        return self._programs[key]

    def _with_rule(
        self, base: Baseline, rule: Rule, instead: Rule | None
    ) -> tuple[Program, WorkingMemory, FiredRows] | None:
        before = base.fired.get(rule.id, frozenset())
        after = frozenset() if instead is None else self._rows(base.program, instead, base.view)
        same = before == after
        says_else = bool(before) and instead is not None and _speech(rule) != _speech(instead)
        settled = same and not says_else and rule.id not in self.circular
        if settled and not (base.asking and self._is_open(base, (rule, instead))):
            return None
        program = self.program(base)
        if rule.verb is Verb.CONCLUDE and (not same or says_else or rule.id in self.circular):
            return program, *run_over(program, base.facts)
        fired = {**base.fired, rule.id: after}
        return program, base.view, {name: rows for name, rows in fired.items() if rows}

    def _with_parameter(
        self, base: Baseline, parameter: Parameter
    ) -> tuple[Program, WorkingMemory, FiredRows] | None:
        if parameter.name in base.facts.policy_places:
            return None
        facts = with_parameter(base.scenario, base.program, base.facts, parameter, self.readers)
        view = WorkingMemory(facts, base.view.drawn)
        rules = [rule for rule in self.readers.rules(parameter.name) if rule.id in base.program.rules]
        after = {rule.id: self._rows(base.program, rule, view) for rule in rules}
        moved = [rule for rule in rules if after[rule.id] != base.fired.get(rule.id, frozenset())]
        if any(rule.verb is Verb.CONCLUDE for rule in moved):
            return base.program, *run_over(base.program, facts)
        dated = any(rule.deadline is not None and after[rule.id] for rule in rules)
        weighed = facts.rows is not base.facts.rows
        settled = not moved and not dated and not weighed
        if settled and not (base.asking and (self._is_open(base, rules) or self._is_open(base, rules, view))):
            return None
        fired = {**base.fired, **after}
        return base.program, view, {name: rows for name, rows in fired.items() if rows}

    def _rows(self, program: Program, rule: Rule, view: WorkingMemory) -> frozenset[int]:
        """For whom a rule fires."""
        if not rule.period.covers(view.facts.as_of):
            return frozenset()
        truth = self._truth_of(program, rule)
        return frozenset(row.index for row in view.facts.rows[rule.entity] if truth(view, row) is True)

    def _truth_of(self, program: Program, rule: Rule) -> Truths:
        """The truth of a rule's conditions; that of the changed rule is of use for this mutant alone."""
        if rule is not self.mutant.instead:
            return program.truth(rule.when)
        if self._truth is None:
            self._truth = program.evaluator.condition(rule.when)
        return self._truth

    def _is_open(
        self, base: Baseline, rules: Iterable[Rule | None], view: WorkingMemory | None = None
    ) -> bool:
        """Whether unknown facts hold one of the rules back."""
        wider = (
            base.wider if view is None else WorkingMemory(view.facts, base.wider.drawn, base.wider.possible)
        )
        for rule in rules:
            if rule is not None and rule.period.covers(wider.facts.as_of):
                truth = self._truth_of(base.program, rule)
                if any(truth(wider, row) is None for row in wider.facts.rows[rule.entity]):
                    return True
        return False


def _speech(rule: Rule) -> tuple[object, ...]:
    """What a rule does where it fires."""
    return rule.verb, rule.targets, rule.priority, rule.deadline
