"""Tables of bytes, as an export's file would be opened, and what is said of them."""

import io

import pytest

from advisor.source.errors import ExportError
from advisor.upwork.exports.csv_records import CsvRecords, Row
from advisor.upwork.exports.problems import FileProblems
from advisor.upwork.exports.table import Table


def table_of(content: bytes, file: str = "w.csv", short: str = "") -> Table:
    """The table that a file of these bytes is."""
    stream = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", errors="surrogateescape", newline="")
    problems = FileProblems(file)
    return Table(CsvRecords(stream, problems), problems, short)


def rows_of(content: bytes) -> list[Row]:
    """All rows; raises as the table does."""
    return list(table_of(content).rows())


def problems_of(content: bytes) -> list[str]:
    """What is wrong with a table whose "Date" and "Amount" are read, each as it is shown."""
    with pytest.raises(ExportError) as raised:
        _read(content)
    return [str(diagnostic) for diagnostic in raised.value.diagnostics]


def _read(content: bytes) -> None:
    table = table_of(content)
    when, amount = table.column("Date"), table.column("Amount")
    for row in table.rows():
        if when is not None:
            table.day(row, when)
        if amount is not None:
            table.cents(row, amount)
