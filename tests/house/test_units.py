"""Amounts are read and spoken in the playbook's currency: who may meet money passes the units on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import python_files, read

# By function, where its type stands among the arguments.
KIND_AT = {
    "speak": 1,
    "spoken": 1,
    "read_value": 1,
    "read_scalar": 1,
    "expected_value": 0,
    "value_pattern": 0,
}
UNITLESS = {"FLAG", "COUNT", "PERCENT", "RATING", "HOURS", "DATE", "CHOICE", "TEXT", "ACTION", "DAYS"}
# Where a type that is known only when it runs is none of money or points, and why.
EXCEPTIONS = {
    "advisor/facts/provenance.py": "notes of imports hold days, counts and texts",
    "advisor/playbook/expression_syntax.py": "days and spans of days",
    "advisor/reports/advice/saved.py": "saved advice holds days and counts",
    "advisor/scenarios/items.py": "expectations hold days, counts and flags",
}
MODULES = python_files("advisor")


def forgetful(module: Path) -> Iterator[str]:
    """The calls that may meet an amount and pass no units on."""
    for node in ast.walk(ast.parse(read(module))):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in KIND_AT and len(node.args) > KIND_AT[name]:
            kind = node.args[KIND_AT[name]]
            is_unitless = isinstance(kind, ast.Attribute) and kind.attr in UNITLESS
            if not is_unitless and not any(
                ast.unparse(argument).endswith("units") for argument in _given(node)
            ):
                yield f"{node.lineno}: {ast.unparse(node)}"


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_who_may_meet_an_amount_passes_the_units_on(module: Path) -> None:
    assert bool(list(forgetful(module))) == (str(module) in EXCEPTIONS), list(forgetful(module))
