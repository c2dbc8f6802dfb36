"""What SQL and the engine say of the same people, held against each other."""

from collections.abc import Mapping
from typing import Any

from advisor.advice.deliberate import deliberate
from advisor.advice.model import SetAsideReason
from advisor.engine import Program, Run
from advisor.sqlplan.in_duckdb import make_table, run_plan
from advisor.sqlplan.plan import Plan
from tests.sqlplan.typed_tables import key_of, load_facts, overridden

Told = set[tuple[Any, ...]]


def by_engine(program: Program, runs: Mapping[int, Run]) -> dict[str, Told]:
    """Firings, what is chosen with its rank, and what is set aside, before an all-clear is looked at."""
    entities = program.schema.vocabulary.entities
    told: dict[str, Told] = {"firings": set(), "chosen": set(), "aside": set(), "follows": set()}
    for who, run in runs.items():
        for firing in run.firings:
            key = str(key_of(entities, firing.row))
            told["firings"].add((who, firing.rule.id, firing.row.entity, key))
        deliberation = deliberate(program, run)
        up = deliberation.something_up is not None
        aside = [(one.candidate, str(one.reason)) for one in deliberation.suppressed]
        chosen = list(deliberation.chosen)
        if up:
            aside += [(one, str(SetAsideReason.OTHER_ADVICE)) for one in chosen if one.action.all_clear]
            chosen = [one for one in chosen if not one.action.all_clear]
        for rank, one in enumerate(chosen, 1):
            rules = tuple(rule.id for rule in one.rules)
            stake = None if one.stake is None else one.stake.amount
            subject = one.row.entity, str(key_of(entities, one.row)), one.row.name
            is_sure = not any(other.action.all_clear for other in chosen)
            told["chosen"].add(
                (who, rank, *subject, one.action.id, one.priority.rank, one.deadline, stake, rules, is_sure)
            )
            for step in one.followers:
                told["follows"].add((who, *subject[:2], step.action.id))
        for one, reason in aside:
            key = str(key_of(entities, one.row))
            told["aside"].add((who, one.row.entity, key, one.action.id, reason))
    return told


def by_sql(connection: Any, plan: Plan, *, firings: bool = True) -> dict[str, Told]:
    """The same from the tables of a plan; `firings` only where its tables have them."""

    def told(sql: str) -> Told:
        return {
            tuple(tuple(value) if isinstance(value, list) else value for value in row)
            for row in connection.execute(sql).fetchall()
        }

    return {
        "firings": told(plan.firings()) if firings else set(),
        "chosen": told(
            "SELECT who, rank, entity, id, name, action, priority, deadline, coalesce(points, money), "
            "rules, is_sure FROM advice WHERE outcome = 'chosen'"
        ),
        "aside": told(
            "SELECT who, entity, id, action, outcome FROM advice WHERE outcome NOT IN ('chosen', 'follows')"
        ),
        "follows": told("SELECT who, entity, id, action FROM advice WHERE outcome = 'follows'"),
    }


class Held:
    """People whom the engine has reviewed, and whose facts are in the tables of a plan."""

    def __init__(self, connection: Any, program: Program, runs: Mapping[int, Run]) -> None:
        self.connection, self.program = connection, program
        facts = {who: run.facts for who, run in runs.items()}
        load_facts(connection, program, facts)
        self.overridden = overridden(facts)
        self.engine = by_engine(program, runs)
        self.has_run = False  # the right plan: of wrong ones that differ later, its tables are the same

    def differences(
        self, as_of: int | None = None, instead: tuple[str, str] | None = None
    ) -> dict[str, tuple[list[Any], list[Any]]]:
        """What only the engine says, and what only SQL says, by what it is about; {} where they agree.

        `instead` makes the plan wrong: a piece of its SQL, and what stands in its place.
        """
        plan = Plan(self.program.playbook, as_of, self.overridden, firings=True)
        assert plan.problems == [], plan.problems
        if instead is not None:
            _make_wrong(plan, *instead)
        if self.has_run and plan.entity_steps == []:
            for name, select in plan.advice_steps:
                make_table(self.connection, name, select)
        else:
            run_plan(self.connection, plan)
        self.has_run = instead is None or plan.entity_steps == []
        sql, apart = by_sql(self.connection, plan), {}
        for name, engine in self.engine.items():
            if engine != sql[name]:
                only = sorted(engine - sql[name], key=str), sorted(sql[name] - engine, key=str)
                apart[name] = only[0][:5], only[1][:5]
        return apart


def differences(
    connection: Any, program: Program, runs: Mapping[int, Run], as_of: int | None = None
) -> dict[str, tuple[list[Any], list[Any]]]:
    """How SQL and the engine differ about these people; {} where they agree."""
    return Held(connection, program, runs).differences(as_of)


def _make_wrong(plan: Plan, right: str, wrong: str) -> None:
    """Replace a piece of the SQL, wherever it stands; steps that stay the same up to the advice are none."""
    entities, advice = plan.entity_steps, plan.advice_steps
    is_early = any(right in sql for _, sql in entities)
    assert is_early or any(right in sql for _, sql in advice), f"no step says {right}"
    made: Any = plan
    made.entity_steps = [(name, sql.replace(right, wrong)) for name, sql in entities if is_early]
    made.advice_steps = [(name, sql.replace(right, wrong)) for name, sql in advice]
