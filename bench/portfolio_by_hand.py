"""`python -m bench.portfolio_by_hand`: the SQL plan of the 24 rules beside SQL that an analyst would write.

Both go from one Parquet file, a freelancer in each row, to ranked items: into a table without titles, and
into Python with them. All items of all freelancers have to be equal before anything is timed.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor import Playbook
from advisor.playbook.model import Priority
from advisor.portfolio.review_by_sql import BATCH
from advisor.sqlplan.database import memory_database
from advisor.sqlplan.in_duckdb import make_table, run_plan
from advisor.sqlplan.many_reviews import ManyReviews
from advisor.sqlplan.nested_states import STATES_TABLE, NestedStates, shape_of
from advisor.sqlplan.parquet_files import number_of_rows, rows_of_parquet
from advisor.sqlplan.plan import Plan
from bench.measure import calls, options, ready
from bench.portfolio import CONTRACTS, DAY, KINDS, write_states
from bench.side_by_side.ours import RULES
from bench.side_by_side.states import TODAY, made_up

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCRIPT = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
WRONG = SCRIPT.replace("over BETWEEN 0 AND 14", "over BETWEEN 0 AND 13")
WITHOUT_TITLES = "who, rank, action, id, priority, deadline, rules"
Work = Callable[[], object]
Items = list[tuple[Any, ...]]
"""Who, rank, action, subject, title, priority (0 is critical), deadline (an ordinal) and rules of each."""


def main() -> None:
    """Print the table."""
    parser = options("portfolio_by_hand", __doc__, rounds=5)
    parser.add_argument("--people", type=int, default=10_000)
    given = parser.parse_args()
    playbook = Playbook.load(RULES)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "states.parquet")
        write_states([made_up(CONTRACTS, seed) for seed in range(KINDS)], file, given.people)
        hold_to_account(playbook, file, given.people)
        works: dict[str, Work] = {
            "by hand, into a table": lambda: by_hand(SCRIPT, file),
            "the plan, into a table": lambda: by_plan(playbook, file),
            "by hand, with titles, into Python": lambda: titled_by_hand(SCRIPT, file),
            "the plan, with titles, into Python": lambda: titled_by_plan(playbook, file),
        }
        spent = calls(ready(works), given.rounds)
    print(f"{given.people:,} freelancers of {CONTRACTS} contracts, from Parquet to ranked items, one thread:")
    print(f"medians of {given.rounds} interleaved runs, processor time of one freelancer\n")
    print(f"{'':36}{'µs':>8}{'ratio':>8}")
    costs = {name: one.busy * 1000 / given.people for name, one in spent.items()}
    for name, cost in costs.items():
        print(f"{name:36}{cost:8.1f}{cost / costs[name.replace('the plan', 'by hand')]:8.2f}")


def hold_to_account(playbook: Playbook, file: str, people: int) -> None:
    """The same of everybody, however it is made; a script made wrong is noticed.  Raises AssertionError."""
    right = titled_by_hand(SCRIPT, file)
    assert {one[0] for one in right} == set(range(people)), "somebody is not told of"
    assert titled_by_plan(playbook, file) == right, "with titles"
    short = [(*one[:4], *one[5:]) for one in right]
    for connection in by_hand(SCRIPT, file), by_plan(playbook, file):
        assert _listed(connection) == short, "without titles"
    wrong = titled_by_hand(WRONG, file)
    assert wrong != right, "a script that is wrong on purpose was not noticed"


def _listed(connection: "DuckDBPyConnection") -> Items:
    rows = connection.execute(f"SELECT {WITHOUT_TITLES} FROM items ORDER BY who, rank").fetchall()
    return [(*row[:5], _ordinal(row[5]), tuple(row[6])) for row in rows]


def _ordinal(day: Any) -> int | None:
    return day if day is None or isinstance(day, int) else day.toordinal()


def by_hand(script: str, file: str) -> "DuckDBPyConnection":
    """A connection with the table `items`."""
    connection = memory_database()
    connection.execute(
        f"CREATE TEMP TABLE items AS SELECT {WITHOUT_TITLES} FROM ({script})", {"file": file, "day": TODAY}
    )
    return connection


def by_plan(playbook: Playbook, file: str) -> "DuckDBPyConnection":
    """A connection with the table `items`, its deadlines as ordinals; the plan is made anew."""
    connection, rules = memory_database(), playbook.program.playbook
    make_table(connection, STATES_TABLE, rows_of_parquet(file, 0, number_of_rows(file)))
    given = connection.sql(f'SELECT * EXCLUDE ("@who") FROM {STATES_TABLE}')
    shape = shape_of(dict(zip(given.columns, given.types, strict=True)))
    for name, sql in NestedStates(rules, shape, DAY, DAY).steps():
        make_table(connection, name, sql)
    run_plan(connection, Plan(rules, DAY), keeps_inputs=False)
    make_table(
        connection,
        "items",
        "SELECT who, rank, action, name AS id, priority, deadline, rules FROM advice "
        "WHERE outcome = 'chosen' AND who NOT IN (SELECT \"@who\" FROM odd)",
    )
    return connection


def titled_by_hand(script: str, file: str) -> Items:
    """All items in order."""
    rows = memory_database().execute(
        f"SELECT who, rank, action, id, title, priority, deadline, rules FROM ({script}) ORDER BY who, rank",
        {"file": file, "day": TODAY},
    )
    return [(*row[:6], _ordinal(row[6]), tuple(row[7])) for row in rows.fetchall()]


def titled_by_plan(playbook: Playbook, file: str) -> Items:
    """All items in order, batch by batch as portfolios are reviewed; nobody is left to the engine."""
    import pyarrow.parquet

    many, batches = ManyReviews(playbook.program, DAY, DAY), pyarrow.parquet.ParquetFile(file)
    ranks = {priority: number for number, priority in enumerate(Priority)}
    told = (one for batch in batches.iter_batches(BATCH) for one in many.of_batch(batch))
    return [
        (who, item.rank, item.action, item.subject.id, item.title, ranks[item.priority], item.due, item.rules)
        for who, one in enumerate(told)
        if not isinstance(one, str)
        for item in one.items
    ]


if __name__ == "__main__":
    main()
