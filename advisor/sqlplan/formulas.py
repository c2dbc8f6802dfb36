"""The values of computed fields as SQL: the same as in `facts/formulas.py`."""

from advisor.playbook.formulas import (
    BusinessDaysSince,
    Cases,
    CountOf,
    DayCount,
    DaysSince,
    DaysUntil,
    Formula,
    Function,
    ListOf,
    Moment,
    OverRelated,
    Statistic,
    StatisticOf,
    SumOf,
    ValueAt,
)
from advisor.playbook.types import scale_of
from advisor.playbook.vocabulary import Computed
from advisor.sqlplan.arithmetic import Amount, Whole, rounded_sql
from advisor.sqlplan.columns import Scope
from advisor.sqlplan.conditions import ConditionSql, Wanted
from advisor.sqlplan.reader import Reader
from advisor.sqlplan.related import RelatedRows

MOST_RELATED = 10**9
"""More rows than one person has of a kind."""
MOST_OF_SUM = 10**18

_Members = tuple[Scope, RelatedRows]


class FormulaSql:
    """Formulas for the row of a scope."""

    def __init__(self, reader: Reader, conditions: ConditionSql) -> None:
        self.reader, self.conditions = reader, conditions

    def value(self, computed: Computed, scope: Scope, date: str = "", *, is_past: bool = False) -> str:
        """The value of a computed field.

        Of one that counts days, `date` is the date; `is_past` is whether it tells of what has happened.
        """
        formula: Formula = computed.formula
        if isinstance(formula, DayCount):
            return self._days(formula, scope, date, is_past=is_past)
        if isinstance(formula, ListOf):
            return "NULL"  # for sentences alone
        if isinstance(formula, Function):
            message = f'"{computed.name}" is worked out in Python, by the function "{formula.name}"'
            self.reader.refuse(computed.location, message)
            return "NULL"
        if isinstance(formula, Cases):
            return self._first_case(formula, scope)
        return self._over_related(formula, computed, scope)

    def _days(self, formula: DayCount, scope: Scope, date: str, *, is_past: bool) -> str:
        today, since = self.reader.day(scope), isinstance(formula, DaysSince | BusinessDaysSince)
        first, last = (date, today) if since else (today, date)
        if not isinstance(formula, DaysSince | DaysUntil):
            first, last = business_days_until(first), business_days_until(last)
        days = f"({last} - {first})"
        return f"(CASE WHEN {date} <= {today} THEN {days} END)" if since and is_past else days

    def _first_case(self, formula: Cases, scope: Scope) -> str:
        whens: list[str] = []
        for case in formula.cases:
            value = self.conditions.operand(scope, case.value)
            if case.when is None:
                return f"(CASE {' '.join(whens)} ELSE {value} END)" if whens else value
            truth = self.conditions.truth(case.when, scope)
            truth = scope.named(truth) if len(truth) > 60 else truth
            whens += [f"WHEN {truth} THEN {value}", f"WHEN ({truth}) IS NULL THEN NULL"]
        return f"(CASE {' '.join(whens)} END)"

    def _over_related(self, formula: OverRelated, computed: Computed, scope: Scope) -> str:
        inner = scope.inner(formula.relation.entity)
        truth = self.conditions.truth(formula.block, inner, Wanted.BOTH)
        rows = RelatedRows(scope, formula.relation, inner, truth)
        if isinstance(formula, CountOf):
            return f"(CASE WHEN NOT {rows.any_undecided()} THEN {rows.least()} END)"
        of = self.reader.value(inner, formula.of)
        if isinstance(formula, SumOf):
            total = rows.true_rows(f"CAST(sum(CASE WHEN {{}} THEN {of} END) AS BIGINT)")
            return f"(CASE WHEN NOT {_any_missing(rows, truth, of)} THEN coalesce({total}, 0) END)"
        if isinstance(formula, ValueAt):
            return self._value_at(formula, (inner, rows), of)
        if isinstance(formula, StatisticOf) and formula.statistic is Statistic.AVERAGE:
            return self._average(formula, computed, scope, rows, of)
        return self._extreme(formula, rows, of) if isinstance(formula, StatisticOf) else "NULL"

    def _average(
        self, formula: StatisticOf, computed: Computed, scope: Scope, rows: RelatedRows, of: str
    ) -> str:
        total = rows.true_rows(f"CAST(sum(CASE WHEN {{}} THEN {of} END) AS BIGINT)")
        number = rows.true_rows("nullif(count(CASE WHEN {} THEN 1 END), 0)")
        scale = scale_of(formula.of.kind)
        below = f"({scale} * {number})"
        exact = Amount(Whole(total, (-MOST_OF_SUM, MOST_OF_SUM)), Whole(below, (scale, scale * MOST_RELATED)))
        value = rounded_sql(exact, computed.kind, scope)
        return f"(CASE WHEN NOT {_any_missing(rows, rows.truth, of)} THEN {value} END)"

    def _extreme(self, formula: StatisticOf, rows: RelatedRows, of: str) -> str:
        word, sign = ("max", ">") if formula.statistic is Statistic.MAX else ("min", "<")
        certain = rows.true_rows(f"{word}(CASE WHEN {{}} THEN {of} END)")
        undecided = rows.gathered(f"{word}(CASE WHEN ({rows.truth}) IS NULL THEN {of} END)")
        possible = rows.possible_rows(f"{word}(CASE WHEN {{}} THEN {of} END)")[1:]
        lacking = rows.possible_rows(f"bool_or({{}} AND {of} IS NULL)")
        better = [f"coalesce({one} {sign} {certain}, FALSE)" for one in (undecided, *possible)]
        missing = [f"coalesce({one}, FALSE)" for one in lacking]
        return f"(CASE WHEN NOT ({' OR '.join([*missing, *better])}) THEN {certain} END)"

    def _value_at(self, formula: ValueAt, members: _Members, of: str) -> str:
        inner, rows = members
        by = self.reader.value(inner, formula.by)
        word, sign = ("max", ">=") if formula.moment is Moment.LATEST else ("min", "<=")
        not_beyond = "<=" if sign == ">=" else ">="
        deciding = rows.true_rows(f"{word}(CASE WHEN {{}} THEN {by} END)")
        undated = rows.possible_rows(f"bool_or({{}} AND {by} IS NULL)")
        missing = " OR ".join(f"coalesce({one}, FALSE)" for one in undated)
        if formula.of == formula.by:  # the date itself: no list is needed to see that all say the same
            furthest = rows.possible_rows(f"{word}(CASE WHEN {{}} THEN {by} END)")
            same = " AND ".join(f"coalesce({one} {not_beyond} {deciding}, TRUE)" for one in furthest)
            return f"(CASE WHEN NOT ({missing}) AND {same} THEN {deciding} END)"
        listed = rows.possible_rows(f"list(struct_pack(d := {by}, v := {of})) FILTER (WHERE {{}})")
        all_of_them = rows.scope.named(listed[0] if len(listed) == 1 else f"list_concat({', '.join(listed)})")
        last = f"list_filter({all_of_them}, lambda x: x.d {sign} {deciding})"
        values = rows.scope.named(f"list_transform({last}, lambda x: x.v)")
        same = f"len(list_distinct({values})) = 1 AND list_count({values}) = len({values})"
        return f"(CASE WHEN NOT ({missing}) AND {same} THEN {values}[1] END)"


def _any_missing(rows: RelatedRows, truth: str, of: str) -> str:
    """Whether a row is undecided, or the value of one that matches is not known."""
    linked = rows.gathered(f"bool_or(({truth}) IS NULL OR (({truth}) AND {of} IS NULL))")
    return f"(coalesce({linked}, FALSE) OR {rows.any_unlinked()})"


def business_days_until(day: str) -> str:
    """The business days up to a day (an ordinal), it included: see `playbook/business_days.py`."""
    return f"(({day}) // 7 * 5 + CASE WHEN ({day}) % 7 > 5 THEN 5 ELSE ({day}) % 7 END)"
