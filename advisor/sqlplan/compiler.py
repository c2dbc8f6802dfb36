"""The columns of a playbook: what its names read, its computed fields, its conclusions and its rules."""

from collections.abc import Collection, Iterator, Mapping

from advisor.playbook.components import components
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import CountOf, DayCount, StatisticOf, SumOf, ValueAt
from advisor.playbook.model import Rule, RuleBase, Validity
from advisor.playbook.strata import Conclusion
from advisor.playbook.types import LARGEST, LAST_DAY, MOST_DAYS, UPPER_BOUND, FieldType
from advisor.playbook.vocabulary import Computed
from advisor.source.diagnostic import Diagnostic, Location, Severity
from advisor.sqlplan.codes import NOT_IN_SQL
from advisor.sqlplan.columns import Scope, Tables
from advisor.sqlplan.conditions import ConditionSql, Wanted
from advisor.sqlplan.formulas import MOST_OF_SUM, MOST_RELATED, FormulaSql
from advisor.sqlplan.reader import Bounds
from advisor.sqlplan.sql_text import DAY, all_of, constant, either_of


class Compiler:
    """Makes the columns of a playbook for reviews on one day (an ordinal; None: each on its own).

    `overridden` are the parameters that the states of these reviews may set themselves.
    """

    def __init__(self, playbook: RuleBase, as_of: int | None, overridden: Collection[str]) -> None:
        self.playbook, self.as_of, self.overridden = playbook, as_of, frozenset(overridden)
        self.entities = playbook.vocabulary.entities
        self.tables = Tables(self.entities)
        self.problems: list[Diagnostic] = []
        self.conditions = ConditionSql(self)
        self.formulas = FormulaSql(self, self.conditions)
        self.circles = circles_of(playbook.rules)
        self._circle_of = {name: number for number, circle in enumerate(self.circles) for name in circle}
        self._drawing: dict[Conclusion, list[Rule]] = {}
        for rule in playbook.rules:
            for name in rule.conclusions:
                self._drawing.setdefault((rule.entity, name), []).append(rule)
        self.rule_columns: dict[str, str] = {}

    def refuse(self, location: Location, message: str) -> None:
        """Note what SQL cannot say."""
        hint = "the engine reviews with this playbook, and takes longer for many"
        problem = Diagnostic(NOT_IN_SQL, location, message, hint, Severity.WARNING)
        if problem not in self.problems:
            self.problems.append(problem)

    def scope(self, entity: str) -> Scope:
        """The scope of a row of an entity."""
        return Scope(self.tables, entity)

    def day(self, scope: Scope) -> str:
        """The day of the review."""
        if self.as_of is not None:
            return str(self.as_of)
        return scope.column(self.tables.review(scope.entity, DAY))

    def value(self, scope: Scope, path: Path) -> str:
        """The value at the end of a path."""
        if path.root is Root.POLICY:
            return self.parameter(scope, path.name)
        if path.single and path.single != scope.entity:
            there = self._end(path.single, path, path.hops, scope.circles)
            return scope.column(self.tables.fetched(scope.entity, "", path.single, there))
        return scope.column(self._end(scope.entity, path, path.hops, scope.circles))

    def parameter(self, scope: Scope, name: str) -> str:
        """A parameter: that of the state, else of the playbook on the day of the review."""
        parameter = self.playbook.policy[name]
        if parameter.dated and self.as_of is None:
            whens = (
                f"WHEN {self.day(scope)} < {later.day} THEN {constant(one.value)}"
                for one, later in zip(parameter.dated, parameter.dated[1:], strict=False)
            )
            last = constant(parameter.dated[-1].value)
            usual = f"(CASE {' '.join(whens)} ELSE {last} END)" if len(parameter.dated) > 1 else last
        else:
            usual = constant(parameter.value if self.as_of is None else parameter.on(self.as_of))
        if name not in self.overridden:
            return usual
        return f"coalesce({scope.column(self.tables.review(scope.entity, policy_column(name)))}, {usual})"

    def bounds(self, path: Path) -> Bounds:
        """What a number at the end of a path lies between."""
        if path.root is Root.POLICY:
            parameter = self.playbook.policy[path.name]
            if path.name not in self.overridden and not parameter.dated:
                return int(parameter.value), int(parameter.value)
            return _bounds_of_kind(parameter.kind)
        computed = self.entities[path.entity].computed.get(path.name)
        return _bounds_of_kind(path.kind) if computed is None else self._bounds_of(computed)

    def _bounds_of(self, computed: Computed) -> Bounds:
        formula = computed.formula
        if isinstance(formula, DayCount):
            return -LAST_DAY, LAST_DAY
        if isinstance(formula, CountOf):
            return 0, MOST_RELATED
        if isinstance(formula, SumOf):
            return -MOST_OF_SUM, MOST_OF_SUM
        if isinstance(formula, ValueAt | StatisticOf) and computed.kind is formula.of.kind:
            return self.bounds(formula.of)
        return -LARGEST, LARGEST

    def member(self, entity: str, name: str) -> str:
        """The column with a field, a link or a computed field."""
        computed = self.entities[entity].computed.get(name)
        if computed is None:
            return self.tables.raw(entity, name)
        if self.tables.has(entity, name):
            return name
        scope, formula, date, is_past = self.scope(entity), computed.formula, "", False
        if isinstance(formula, DayCount):
            date = scope.column(self.member(entity, formula.of))
            field = self.entities[entity].fields.get(formula.of)
            is_past = field is not None and field.past
        sql = self.formulas.value(computed, scope, date, is_past=is_past)
        return self.tables.expression(entity, name, sql, scope.reads)

    def conclusion(self, entity: str, name: str, circles: frozenset[int] = frozenset()) -> str:
        """The column with a conclusion, or with what is drawn of it so far inside its own circle."""
        if self._circle_of.get((entity, name)) in circles:
            return self.tables.seed(entity, seed_column(name))
        drawing = self._drawing.get((entity, name), ())
        if len(drawing) == 1 and (entity, name) not in self._circle_of:
            return self.rule(drawing[0])
        column = f"={name}"
        if not self.tables.has(entity, column):
            scope = self.scope(entity)
            rules = [scope.column(self.rule(rule)) for rule in drawing]
            self.tables.expression(entity, column, either_of(rules), scope.reads)
        return column

    def rule(self, rule: Rule) -> str:
        """The column that says whether a rule fires; never NULL."""
        if rule.id not in self.rule_columns:
            scope = self.scope(rule.entity)
            names = (self._circle_of.get((rule.entity, name)) for name in rule.conclusions)
            scope.circles = frozenset(number for number in names if number is not None)
            truth = self.conditions.truth(rule.when, scope, Wanted.TRUTH)
            sql = all_of([*self._in_force(scope, rule.period), f"coalesce({truth}, FALSE)"])
            self.rule_columns[rule.id] = self.tables.expression(
                rule.entity, f"!{rule.id}", sql, scope.reads, is_certain=True
            )
        return self.rule_columns[rule.id]

    def _in_force(self, scope: Scope, period: Validity) -> Iterator[str]:
        if period.start is not None:
            yield f"{self.day(scope)} >= {period.start}"
        if period.end is not None:
            yield f"{self.day(scope)} < {period.end}"

    def _end(self, entity: str, path: Path, hops: tuple[str, ...], circles: frozenset[int]) -> str:
        """The column on an entity with what a way of links leads to."""
        if not hops:
            name = path.name
            return self.conclusion(entity, name, circles) if path.conclusion else self.member(entity, name)
        there = self.entities[entity].hops[hops[0]]
        return self.tables.fetched(entity, hops[0], there, self._end(there, path, hops[1:], circles))


def seed_column(conclusion: str) -> str:
    """The column with what is drawn of a conclusion so far."""
    return f"?{conclusion}"


def policy_column(parameter: str) -> str:
    """The column of a review with the state's own value of a parameter."""
    return f"@policy.{parameter}"


def _bounds_of_kind(kind: FieldType) -> Bounds:
    if kind is FieldType.DATE:
        return 1, LAST_DAY
    return 0, MOST_DAYS if kind is FieldType.DAYS else UPPER_BOUND.get(kind, LARGEST)


def circles_of(rules: tuple[Rule, ...]) -> list[frozenset[Conclusion]]:
    """The conclusions that read one another in a circle, what others need first."""
    reads: dict[Conclusion, set[Conclusion]] = {}
    for rule in rules:
        read = {(path.entity, path.name) for path, _, _ in conclusions_read(rule.when)}
        for name in rule.conclusions:
            reads.setdefault((rule.entity, name), set()).update(read)
    graph: Mapping[Conclusion, list[Conclusion]] = {
        name: sorted(read & reads.keys()) for name, read in reads.items()
    }
    together = components(graph)
    return [frozenset(some) for some in together if len(some) > 1 or some[0] in graph[some[0]]]
