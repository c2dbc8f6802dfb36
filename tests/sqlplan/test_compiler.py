"""SQL and the engine agree on random playbooks, over random states."""

from hypothesis import given, reject
from hypothesis import strategies as st

from advisor.engine import Program
from tests.engine.generate import playbooks, states
from tests.engine.words import Words
from tests.engine.written import Written
from tests.sqlplan.duckdb_here import connected
from tests.sqlplan.held_against import differences

FEW = 5  # states a playbook: a plan takes longer to make than to run


@given(playbooks(), st.data())
def test_any_playbook_comes_to_the_same(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    connection = connected()
    program = Program(written.read())
    states_of = [data.draw(states(words)) for _ in range(FEW)]
    runs = {who: program.run(program.builder.build(state, None, 0)) for who, state in enumerate(states_of)}
    day = runs[0].facts.as_of if data.draw(st.booleans()) else None

    try:
        found = differences(connection, program, runs, day)
    except type_of_overflow():  # a number beyond 128 bits: the engine reviews these states
        reject()
    assert found == {}


def type_of_overflow() -> type[Exception]:
    """What DuckDB raises where a number does not fit."""
    import duckdb

    error: type[Exception] = duckdb.OutOfRangeException
    return error
