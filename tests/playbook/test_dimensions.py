"""Which amounts go together, and what comes out of them."""

import pytest

from advisor.playbook.expressions import Operation
from advisor.playbook.parse_expressions import type_of_result
from advisor.playbook.types import FieldType
from advisor.playbook.units import UNNAMED

KINDS = {
    "money": FieldType.MONEY,
    "days": FieldType.DAYS,
    "date": FieldType.DATE,
    "hours": FieldType.HOURS,
    "percent": FieldType.PERCENT,
    "count": FieldType.COUNT,
    "number": FieldType.NUMBER,
    "title": FieldType.TEXT,
}


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("money + $5", "money"),
        ("money * 2", "money"),
        ("2 * money / 3", "money"),
        ("money * percent", "money"),
        ("money / money", "number"),
        ("money / hours * hours", "money"),
        ("money / hours", None),
        ("money * money / money", "money"),
        ("money * money", None),
        ("date - date", "days"),
        ("date + days", "date"),
        ("days + date", "date"),
        ("date - days", "date"),
        ("days - date", None),
        ("date + date", None),
        ("2 * date", None),
        ("date / days", None),
        ("abs(date)", None),
        ("abs(date - date)", "days"),
        ("max(date, date)", "date"),
        ("min(money, days)", None),
        ("days_between(date, date)", "days"),
        ("days_between(date, days)", None),
        ("percent + 5%", "percent"),
        ("percent + 5", None),
        ("percent + 3 points", "percent"),
        ("percent * percent", "percent"),
        ("percent / 2", "percent"),
        ("percent / percent", "number"),
        ("percent + money / money", "percent"),
        ("1 - money / money", "number"),
        ("count + 1", "number"),
        ("count / number", "number"),
        ("days / days * money", "money"),
        ("title + 1", None),
    ],
)
def test_what_an_expression_measures(expression: str, kind: str | None) -> None:
    found = type_of_result(expression, UNNAMED, KINDS.get)

    assert found == (None if kind is None else FieldType(kind))


def test_every_operation_is_tried_above() -> None:
    assert len(Operation) == 8
