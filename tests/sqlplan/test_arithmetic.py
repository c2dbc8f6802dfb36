"""Divisions come to the same in SQL, whatever the signs of both sides."""

import random

import pytest

from advisor.engine import Program
from tests.engine.written import load_text
from tests.sqlplan.duckdb_here import connected
from tests.sqlplan.held_against import differences
from tests.sqlplan.workshop import PLAYBOOK, random_state

MARGIN = "value: (price - cost) / price"


@pytest.mark.parametrize(
    "division",
    [
        "(0 - 15) / (0 - 50)",
        "(0 - 15) / 50",
        "($0 - price) / ($0 - $1500)",
        "price / ($0 - $1500)",
        "(cost - price) / ($0 - price)",
        "(price - cost) / (cost - $50)",
    ],
)
def test_a_division_comes_to_the_same(division: str) -> None:
    assert MARGIN in PLAYBOOK
    loaded = load_text(PLAYBOOK.replace(MARGIN, f'value: "{division}"'))
    assert loaded.playbook is not None, loaded.diagnostics
    program, dice = Program(loaded.playbook), random.Random(11)
    states = [random_state(dice) for _ in range(40)]
    runs = {who: program.run(program.builder.build(state, None, 0)) for who, state in enumerate(states)}

    assert differences(connected(), program, runs) == {}
