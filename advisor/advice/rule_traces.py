"""Rules told for a subject: those that fired, with what they rest on, and those that did not."""

from collections.abc import Iterable
from dataclasses import replace

from advisor.advice import explain_model as distance
from advisor.advice.condition_results import NEAREST, ConditionTracer
from advisor.advice.evidence import EvidenceFinder
from advisor.advice.explain_model import Cited, ConditionResult, RuleTrace
from advisor.advice.wording import ReviewWords
from advisor.engine.run import Firing, Program, drawn_by
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import Condition, negation_normal_form
from advisor.playbook.model import Rule, Verb
from advisor.source.record import record

Key = tuple[str, str]


@record
class Looked:
    """Everything that a look at rules touched: conditions that do not hold, rules that did not fire."""

    conditions: dict[tuple[int, str], tuple[Condition, Row]]
    rules: dict[Key, tuple[Rule, Row]]

    @property
    def names(self) -> set[str]:
        """The ids of the rules, each once."""
        return {rule for rule, _ in self.rules}


class RuleTracer:
    """Tells rules in one view.  `days` has the first day of what time alone brings, once it is known."""

    def __init__(self, program: Program, view: WorkingMemory, firings: Iterable[Firing]) -> None:
        self.program, self.view = program, view
        self.naming = ReviewWords(program, view)
        self.findings = EvidenceFinder(self.naming)
        self.looked = Looked({}, {})
        self.days: dict[Key | tuple[int, str], int] = {}
        firings = tuple(firings)
        self._drawn = drawn_by(firings)
        self._fired = {(firing.rule.id, firing.row.path) for firing in firings}
        certain = EvidenceFinder(ReviewWords(program, WorkingMemory(view.facts, view.drawn)))
        self._missing = ConditionTracer(self.findings, self._drawing, self._day)
        self._holding = ConditionTracer(certain, self._drawing, self._day)
        self._wanted: dict[str, Condition] = {}
        self._known: dict[Key, RuleTrace] = {}
        self._open: set[Key] = set()

    def forget(self) -> None:
        """Tell everything anew, with the days that are known by now."""
        self._known.clear()

    def voice(self, rule: Rule, row: Row) -> RuleTrace:
        """A rule for a subject, in full; within itself (conclusions may go in circles) by its name alone."""
        key = (rule.id, row.path)
        if key in self._open:
            return self._told(rule, row, (), again=True)
        if key not in self._known:
            self._open.add(key)
            told = self._holding if key in self._fired else self._missing
            points = told.of(self._when(rule), row)
            self._open.discard(key)
            self._known[key] = self._told(rule, row, points)
        return self._known[key]

    def nearest(self, rules: Iterable[tuple[Rule, Row]]) -> list[RuleTrace]:
        """Rules that did not fire, those first that time alone makes fire, then those least far from it."""
        return sorted((self.voice(rule, row) for rule, row in rules), key=_order)

    def _told(
        self, rule: Rule, row: Row, points: tuple[ConditionResult, ...], again: bool = False
    ) -> RuleTrace:
        key = (rule.id, row.path)
        fired = key in self._fired
        if not fired:
            self.looked.rules[key] = (rule, row)
        return RuleTrace(
            rule=rule.id,
            verb=rule.verb,
            targets=rule.targets,
            subject=self.naming.subject(row),
            fired=fired,
            text=self.naming.fill(rule.because, row) if fired else "",
            location=rule.location,
            points=points,
            claims=tuple(self._cited(claim) for claim in rule.claims),
            again=again,
            period=rule.period,
            in_force=rule.period.covers(self.view.facts.as_of),
            on=None if fired else self.days.get(key),
        )

    def _when(self, rule: Rule) -> Condition:
        if rule.id not in self._wanted:
            self._wanted[rule.id] = negation_normal_form(rule.when)
        return self._wanted[rule.id]

    def _cited(self, claim: str) -> Cited:
        found = self.program.playbook.claims[claim]
        document = self.program.playbook.documents[found.document]
        return Cited(found.id, found.says, document.title, found.section, document.authority)

    def _drawing(self, entity: str, name: str, row: Row, drawn: bool) -> tuple[tuple[RuleTrace, ...], int]:
        """The rules that draw a conclusion; where none does, those that are nearest to it."""
        if drawn:
            rules = self._drawn.get((entity, name, row.index), ())
            return tuple(self.voice(rule, row) for rule in rules), 0
        able = [
            (rule, row)
            for rule in self.program.playbook.rules
            if rule.verb is Verb.CONCLUDE and rule.entity == entity and name in rule.targets
        ]
        found = self.nearest(able)
        return tuple(found[:NEAREST]), len(found[NEAREST:])

    def _day(self, condition: Condition, row: Row) -> int | None:
        key = (id(condition), row.path)
        self.looked.conditions[key] = (condition, row)
        return self.days.get(key)


def _order(voice: RuleTrace) -> tuple[bool, int, tuple[int, int], str, str]:
    return voice.on is None, voice.on or 0, distance.distance_of_trace(voice), voice.rule, voice.subject.id


class Once:
    """Goes through voices in the order in which they are read; one told before is referred to."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, str]] = set()

    def voices(self, voices: Iterable[RuleTrace]) -> tuple[RuleTrace, ...]:
        """The voices, each told in full at most once."""
        return tuple(self._voice(voice) for voice in voices)

    def _voice(self, voice: RuleTrace) -> RuleTrace:
        key = (voice.rule, voice.subject.entity, voice.subject.id)
        if key in self._seen or voice.again:
            return replace(voice, points=(), again=True)
        self._seen.add(key)
        return replace(voice, points=self._points(voice.points))

    def _points(self, points: Iterable[ConditionResult]) -> tuple[ConditionResult, ...]:
        return tuple(self._point(point) for point in points)

    def _point(self, point: ConditionResult) -> ConditionResult:
        return replace(
            point,
            voices=self.voices(point.voices),
            cases=tuple(replace(case, points=self._points(case.points)) for case in point.cases),
            all_of=self._points(point.all_of),
            any_of=self._points(point.any_of),
        )
