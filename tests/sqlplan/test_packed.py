"""Truths come out of the numbers they are packed into as they went in."""

from advisor.sqlplan.packed import Packed
from advisor.sqlplan.sql_text import constant, quoted_name
from tests.sqlplan.duckdb_here import connected

NAMES = [f"!rule-{number}" for number in range(130)]  # more than two numbers have bits


def test_packed_truths_are_unpacked() -> None:
    packed = Packed()
    for name in NAMES:
        packed.add(name, 3)
    connection = connected()
    for some in range(2, 6):
        truths = [number % some == 0 for number in range(len(NAMES))]
        columns = ", ".join(
            f"{constant(one)} AS {quoted_name(name)}" for name, one in zip(NAMES, truths, strict=True)
        )
        made = f"SELECT {', '.join(packed.made(3))} FROM (SELECT {columns})"
        unpacked = ", ".join(map(packed.unpacked, NAMES))

        assert connection.execute(f"SELECT {unpacked} FROM ({made})").fetchall() == [tuple(truths)]


def test_columns_stand_from_their_level_on() -> None:
    packed = Packed()
    packed.add("!first", 1)
    packed.add("!second", 3)

    assert [packed.columns(level) for level in range(4)] == [[], ["&1.0"], ["&1.0"], ["&1.0", "&3.0"]]
    assert list(packed.made(2)) == []


def test_another_column_stays_what_it_is() -> None:
    packed = Packed()
    packed.add("!first", 1)

    assert "name" not in packed
    assert packed.unpacked("name") == '"name"'
