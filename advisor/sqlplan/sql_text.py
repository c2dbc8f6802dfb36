"""Pieces of SQL: names, constants, and arithmetic that DuckDB does otherwise than Python."""

from collections.abc import Iterable

from advisor.playbook.conditions import Op
from advisor.playbook.types import Value

WHO = "@who"
"""The column that tells whose a row is: a number."""
ID = "@id"
"""The column that tells a row from the others of its kind of one person: its key, or a number."""
CALLED = "@name"
"""The column with what advice calls a row."""
DAY = "@day"
"""The column of a review with its day."""

OPERATORS_SQL = {Op.EQ: "=", Op.NE: "<>", Op.LT: "<", Op.LE: "<=", Op.GT: ">", Op.GE: ">="}
MOST_BIGINT = 2**63 - 1


def quoted_name(name: str) -> str:
    """A name of a table or a column."""
    return '"' + name.replace('"', '""') + '"'


def constant(value: Value | None) -> str:
    """A value as SQL; None is unknown."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def either_of(parts: Iterable[str]) -> str:
    """One of several truths; none: false."""
    return joined_by("OR", parts, "FALSE")


def all_of(parts: Iterable[str]) -> str:
    """All of several truths; none: true."""
    return joined_by("AND", parts, "TRUE")


def joined_by(word: str, parts: Iterable[str], nothing: str) -> str:
    """Parts with a word between them, in parentheses where there are several."""
    several = list(parts)
    if len(several) < 2:
        return several[0] if several else nothing
    return f"({f' {word} '.join(several)})"


def floor_division(above: str, below: str, *, is_positive: bool) -> str:
    """A whole number divided by a positive one, rounded down; SQL itself rounds towards 0."""
    if is_positive:
        return f"(({above}) // {below})"
    return f"((({above}) - ((({above}) % {below}) + {below}) % {below}) // {below})"
