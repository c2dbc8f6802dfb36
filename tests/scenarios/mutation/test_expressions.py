"""The mutations of an expression."""

from pathlib import Path

import pytest

from advisor.playbook.conditions import Compare, FieldTest
from advisor.playbook.expressions import Expression
from advisor.scenarios.mutation.expressions import moved_expressions, turned_expressions
from tests.playbook.sound import rule


def expression(text: str, field: str, folder: Path) -> Expression:
    condition = rule(f'{{{field}: "> {text}"}}', folder).when
    assert isinstance(condition, FieldTest)
    assert isinstance(condition.test, Compare)
    assert isinstance(condition.test.right, Expression)
    return condition.test.right


@pytest.mark.parametrize(
    ("field", "text", "moved"),
    [
        ("earned", "0.90 * refunded", ["0.89 * refunded", "0.91 * refunded"]),
        ("earned", "refunded + $1,000", ["refunded + $999", "refunded + $1001"]),
        ("earned", "12% * refunded", ["11% * refunded", "13% * refunded"]),
        ("idle", "idle - 1 week", ["idle - 6 days", "idle - 8 days"]),
        (
            "last_activity",
            "2026-05-01 + 0 days",
            ["2026-04-30 + 0 days", "2026-05-02 + 0 days", "2026-05-01 + 1 day"],
        ),
        (
            "earned",
            "2 * (refunded + $0)",
            ["1 * (refunded + $0)", "3 * (refunded + $0)", "2 * (refunded + $1)"],
        ),
    ],
)
def test_each_number_moves_by_one_step(field: str, text: str, moved: list[str], tmp_path: Path) -> None:
    assert [changed.text for changed in moved_expressions(expression(text, field, tmp_path))] == moved


@pytest.mark.parametrize(
    ("field", "text", "turned"),
    [
        (
            "earned",
            "refunded - ($5 + refunded)",
            ["refunded + ($5 + refunded)", "refunded - ($5 - refunded)"],
        ),
        (
            "earned",
            "max(refunded, min($5, refunded))",
            ["min(refunded, min($5, refunded))", "max(refunded, max($5, refunded))"],
        ),
        ("idle", "last_activity - client.member_since", []),
        ("last_activity", "client.member_since + 3 days", ["client.member_since - 3 days"]),
        ("earned", "2 * refunded / 3", []),
    ],
)
def test_operations_are_turned_where_units_still_fit(
    field: str, text: str, turned: list[str], tmp_path: Path
) -> None:
    assert [changed.text for changed in turned_expressions(expression(text, field, tmp_path))] == turned
