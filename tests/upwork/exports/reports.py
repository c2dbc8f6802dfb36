"""Transaction reports of our own making, and how tests read them."""

import io
from pathlib import Path
from typing import TextIO

import pytest

from advisor.source.errors import ExportError
from advisor.upwork.exports.csv_records import CsvRecords
from advisor.upwork.exports.model import Export, ExportKind
from advisor.upwork.exports.problems import FileProblems
from advisor.upwork.exports.reports import read_report
from advisor.upwork.exports.table import Table

FILES = Path(__file__).parent / "files"


def read_file(name: str) -> Export:
    """A file of `files/`, read as a transaction report."""
    return read_text((FILES / name).read_bytes().decode("utf-8"))


def read_text(text: str) -> Export:
    """A text, read as the transaction report `report.csv` in the folder `exports`."""
    return read_stream(io.StringIO(text, newline=""))


def read_stream(stream: TextIO) -> Export:
    """As `read_text`, of an open file."""
    problems = FileProblems("exports/report.csv")
    table = Table(CsvRecords(stream, problems), problems, "report.csv")
    return read_report(table, ExportKind.TRANSACTIONS)


def problems(text: str) -> str:
    """What is said of a report that is refused."""
    with pytest.raises(ExportError) as caught:
        read_text(text)
    return f"{caught.value}\n"
