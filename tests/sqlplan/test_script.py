"""The script for DuckDB makes the tables of the plan; those of other warehouses are translated from it."""

import random
from dataclasses import replace

import pytest

from advisor.engine import Program
from advisor.source.errors import SelectionError
from advisor.sqlplan.dialects import DIALECTS
from advisor.sqlplan.plan import Plan
from advisor.sqlplan.script import sql_script
from tests.sqlplan.duckdb_here import connected
from tests.sqlplan.held_against import by_engine, by_sql
from tests.sqlplan.typed_tables import load_facts
from tests.sqlplan.workshop import random_state, workshop


def without_circles() -> Program:
    """The workshop without the rules that draw conclusions from one another."""
    playbook = workshop()
    kept = tuple(rule for rule in playbook.rules if rule.id not in ("unsure", "shared-trouble"))
    return Program(replace(playbook, rules=kept))


def test_the_script_comes_to_what_the_engine_says() -> None:
    connection, program, dice = connected(), without_circles(), random.Random(2)
    states = [random_state(dice) for _ in range(40)]
    runs = {who: program.run(program.builder.build(one, None, 0)) for who, one in enumerate(states)}
    runs = {who: run for who, run in runs.items() if not run.facts.policy_places}
    load_facts(connection, program, {who: run.facts for who, run in runs.items()})
    plan = Plan(program.playbook)

    connection.execute(sql_script(plan, "duckdb"))

    wanted = by_engine(program, runs)
    told = by_sql(connection, Plan(program.playbook, firings=True), firings=False)
    assert {name: told[name] for name in ("chosen", "aside", "follows")} == {
        name: wanted[name] for name in ("chosen", "aside", "follows")
    }


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_has_a_script(dialect: str) -> None:
    pytest.importorskip("sqlglot", reason='sqlglot is not installed: pip install "freelance-advisor[sql]"')
    script = sql_script(Plan(without_circles().playbook), dialect)

    assert script.startswith(f"-- Workshop, for {dialect}.\n")
    assert ("not tried" in script) is (dialect != "duckdb")
    assert script.rstrip().endswith(";")


def test_conclusions_in_a_circle_have_no_script() -> None:
    with pytest.raises(SelectionError, match="in a circle: unsure, troubled"):
        sql_script(Plan(workshop()), "duckdb")
