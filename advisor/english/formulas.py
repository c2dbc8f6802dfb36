"""The formulas of computed fields in plain English: "the days since the last activity"."""

from advisor.english.comparisons import Words, plural
from advisor.english.conditions import in_english, owner_in_english
from advisor.english.expressions import expression_in_english
from advisor.playbook.conditions import All
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import (
    BusinessDaysSince,
    BusinessDaysUntil,
    Case,
    Cases,
    CountOf,
    DayCount,
    DaysSince,
    DaysUntil,
    Function,
    ListOf,
    OverRelated,
    Statistic,
    StatisticOf,
    SumOf,
)
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.vocabulary import Computed

_DAYS: dict[type[DayCount], str] = {
    DaysSince: "the days since",
    DaysUntil: "the days until",
    BusinessDaysSince: "the business days since",
    BusinessDaysUntil: "the business days until",
}
_STATISTICS = {
    Statistic.MAX: "the greatest of",
    Statistic.MIN: "the least of",
    Statistic.AVERAGE: "the average of",
}


def computed_in_english(words: Words, computed: Computed, entity: str) -> str:
    """How the value of a computed field of an entity is got, as a noun."""
    formula = computed.formula
    if isinstance(formula, DayCount):
        path = Path(formula.of, Root.SUBJECT, (), entity, formula.of, FieldType.DATE)
        return f"{_DAYS[type(formula)]} {words.noun(path)}"
    if isinstance(formula, Function):
        return f'what the function "{formula.name}" computes'
    if isinstance(formula, Cases):
        return f"{NOUNS[computed.kind]}: {_cases(words, formula, entity)}"
    return f"{_value(words, formula)}{_over(words, formula, entity)}"


def _cases(words: Words, formula: Cases, entity: str) -> str:
    return "; otherwise ".join(_case(words, case, entity) for case in formula.cases)


def _case(words: Words, case: Case, entity: str) -> str:
    value = str(expression_in_english(case.value, words.operand, words.units))
    return value if case.when is None else f"{value} where {in_english(words, case.when, entity)}"


def _value(words: Words, formula: OverRelated) -> str:
    """What is got of the related ones, up to the noun for them."""
    if isinstance(formula, CountOf):
        return "the number of"
    if isinstance(formula, SumOf):
        return f"the sum of {words.noun(formula.of)} over the"
    if isinstance(formula, StatisticOf):
        return f"{_STATISTICS[formula.statistic]} {words.noun(formula.of)} over the"
    if isinstance(formula, ListOf):
        first = "" if formula.first is None else f", the first {formula.first}"
        order = "" if formula.by is None else f" (most first, by {words.noun(formula.by)}{first})"
        return f"a list of {words.noun(formula.of)}{order} of the"
    return f"{words.noun(formula.of)} of the {formula.moment} (by {words.noun(formula.by)}) of the"


def _over(words: Words, formula: OverRelated, entity: str) -> str:
    """The related ones that count: " contracts of this client such that the contract is active"."""
    related = words.entities[formula.relation.entity]
    named = f" {plural(related)}{owner_in_english(words, formula.relation, entity)}"
    if isinstance(formula.block, All) and not formula.block.parts:
        return named
    return f"{named} such that {in_english(words, formula.block, related.name)}"
