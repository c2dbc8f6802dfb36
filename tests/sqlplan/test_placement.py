"""Columns stand after what they are made of, on as few levels as will do."""

from collections.abc import Iterator

import pytest

from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import Location
from advisor.sqlplan.columns import Column, ColumnKind, ColumnSource, Tables
from advisor.sqlplan.placement import INPUT, Placement
from advisor.sqlplan.plan import Plan
from tests.sqlplan.workshop import workshop

HERE = Location("playbook.yaml", 1, 1)


def placed(placement: Placement) -> Iterator[tuple[str, Column]]:
    for entity, columns in placement.columns.items():
        for column in columns.values():
            yield entity, column


@pytest.fixture(scope="module")
def whole() -> Placement:
    """The placement of the workshop's columns."""
    plan = Plan(workshop())
    outputs: dict[str, list[str]] = {name: [] for name in plan.compiler.entities}
    for scope in (*(one.scope for one in plan.candidates), *plan.histories.scopes.values()):
        outputs[scope.entity] += scope.reads
    return Placement(plan.compiler.tables, outputs)


def test_a_column_stands_after_what_it_is_made_of(whole: Placement) -> None:
    for entity, column in placed(whole):
        for (there, name), is_own in whole.needs((entity, column.name)):
            source = whole.columns[there][name]
            assert source.level <= column.level - (not is_own)
            if is_own and source.level == column.level and column.kind is ColumnKind.EXPRESSION:
                assert source.depth < column.depth


def test_a_column_stands_on_a_level_of_its_entity(whole: Placement) -> None:
    for entity, column in placed(whole):
        if column.kind is ColumnKind.RAW:
            assert column.level == INPUT
        else:
            assert column.level in whole.levels[entity]


def two_entities() -> Tables:
    return Tables(
        {
            "shop": Entity("shop", HERE, key="id"),
            "order": Entity("order", HERE, key="id", links={"shop": "shop"}),
        }
    )


def test_what_nobody_else_reads_waits_for_what_comes_from_there() -> None:
    tables = two_entities()
    late = tables.expression("order", "late", "days > 3", [tables.raw("order", "days")])
    gathered = tables.gathered("shop", ColumnSource("order", "shop", (late,)), 'bool_or("late")')
    slow = tables.expression("shop", "slow", '"#1"', [gathered])
    own = tables.expression("order", "own", "price > 3", [tables.raw("order", "price")])
    fetched = tables.fetched("order", "shop", "shop", slow)
    whole = tables.expression("order", "whole", "own AND slow", [own, fetched])
    alone = tables.expression("order", "alone", "price > 9", [tables.raw("order", "price")])

    placement = Placement(tables, {"order": [whole, alone]})

    assert placement.levels == {"shop": [1], "order": [0, 2]}
    assert {name: one.level for name, one in placement.columns["order"].items()} == {
        "days": INPUT, "price": INPUT, "shop": INPUT, late: 0, own: 0, alone: 0, fetched: 2, whole: 2,
    }  # fmt: skip


def test_an_entity_that_nobody_waits_for_has_one_level() -> None:
    tables = two_entities()
    open_ = tables.expression("shop", "open", "hours > 3", [tables.raw("shop", "hours")])
    first = tables.expression("order", "first", "price > 3", [tables.raw("order", "price")])
    both = tables.expression(
        "order", "both", "first AND open", [first, tables.fetched("order", "shop", "shop", open_)]
    )

    placement = Placement(tables, {"order": [first, both]})

    assert placement.levels == {"shop": [0], "order": [1]}
    assert [placement.columns["order"][name].depth for name in (first, both)] == [1, 2]


def test_what_was_read_alone_needs_no_level() -> None:
    tables = two_entities()

    placement = Placement(tables, {"order": [tables.raw("order", "price")]})

    assert placement.levels == {"shop": [], "order": []}
