"""States as JSON come to the same items as one by one, and what is odd is left to the engine."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from advisor.advice.fill_templates import Fillers
from advisor.advice.outline import OutlineItem, outline
from advisor.facts.state import State
from advisor.sqlplan.many_reviews import ManyReviews, Told
from tests.sqlplan.duckdb_here import connected
from tests.sqlplan.workshop import TODAY, program, random_values

ORDER = {"id": "o-1", "status": "late", "price": 400, "due": "2027-01-20"}


def told_of(*states: Any) -> list[Told | None]:
    """What SQL tells of states, given as values or as text."""
    connected().close()
    texts = [one if isinstance(one, str) else json.dumps(one) for one in states]
    return ManyReviews(program(), None, TODAY).of_texts(texts)


def items_of(text: str) -> tuple[OutlineItem, ...]:
    """What the engine tells of one."""
    run = program().run(program().builder.build(State.parse(text), None, TODAY))
    return tuple(outline(program(), Fillers(program()), run))


def test_random_states_come_to_the_same_items() -> None:
    dice = random.Random(8)
    texts = [json.dumps(random_values(dice)) for _ in range(60)]

    told = told_of(*texts)

    items = {number: one.items for number, one in enumerate(told) if one is not None}
    assert len(items) > 40
    assert items == {number: items_of(texts[number]) for number in items}


def test_columns_of_other_types_than_text_come_to_the_same_items(tmp_path: Path) -> None:
    connection, dice = connected(), random.Random(9)
    texts = [json.dumps(random_values(dice)) for _ in range(60)]
    (tmp_path / "all.jsonl").write_text("\n".join(texts), encoding="utf-8")
    source = f"read_json('{tmp_path / 'all.jsonl'}', sample_size = -1, maximum_depth = 6)"
    order = "typeof(orders[1].price), typeof(orders[1].due), typeof(orders[1].paid)"
    assert connection.execute(f"SELECT DISTINCT {order} FROM {source} WHERE len(orders) > 0").fetchall() == [
        ("DOUBLE", "DATE", "BOOLEAN")
    ]
    [batch] = connection.sql(f"SELECT * FROM {source}").to_arrow_table().combine_chunks().to_batches()

    told = ManyReviews(program(), None, TODAY).of_batch(batch)

    items = {number: one.items for number, one in enumerate(told) if not isinstance(one, str)}
    assert len(items) > 40
    assert items == {number: items_of(texts[number]) for number in items}


@pytest.mark.parametrize(
    "order",
    [
        {**ORDER, "price": "$1,400.50"},
        {**ORDER, "price": 1.005},
        {**ORDER, "price": -1},
        {**ORDER, "due": "20 January"},
        {**ORDER, "due": "2027-02-30"},
        {**ORDER, "status": "lost"},
        {**ORDER, "paid": "maybe"},
        {**ORDER, "id": "o 1"},
        {**ORDER, "id": "a.b"},
        {**ORDER, "id": None},
        {**ORDER, "maker": "nobody"},
        {**ORDER, "title": ["a"]},
        {**ORDER, "title": "\u00a0a"},
        {**ORDER, "colour": "red"},
        {**ORDER, "history": [{"did": "praise"}]},
        {**ORDER, "history": [{"did": "call", "hour": 3}]},
        {**ORDER, "parts": {"made": True}},
        "o-1",
    ],
)
def test_what_is_odd_is_left_to_the_engine(order: Any) -> None:
    plain, odd = told_of({"orders": [ORDER]}, {"orders": [order], "makers": [{"id": "m"}]})

    assert plain is not None
    assert odd is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"orders": [], "orders": []}',
        '{"orders": [{"id": "a"}, {"id": "a"}]}',
        '{"as_of": "soon"}',
        '{"as_of": {}}',
        '{"policy": {"dear": "much"}}',
        '{"policy": {"cheap": 1}}',
        '{"sources": {}}',
        '{"shop": []}',
        '{"shop": {"score": NaN}}',
    ],
)
def test_a_text_that_is_no_plain_state_is_left_to_the_engine(text: str) -> None:
    assert told_of(text) == [None]


def test_a_link_alone_makes_known_whom_no_section_lists() -> None:
    state = {"orders": [{**ORDER, "maker": "m-1"}, {**ORDER, "id": "o-2", "maker": "m-1"}]}

    [told] = told_of(state)

    assert told is not None
    assert told.items == items_of(json.dumps(state))


def test_the_day_and_the_name_are_those_of_the_state() -> None:
    [told] = told_of({"shop": {"score": 90}, "as_of": "2027-02-03", "orders": [{**ORDER, "status": "late"}]})

    assert told is not None
    assert (told.day, told.name) == (740_015, "")
