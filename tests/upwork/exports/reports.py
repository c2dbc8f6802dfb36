"""Transaction reports of our own making, and how tests read them."""

import io
from pathlib import Path

import pytest

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Export
from advisor.upwork.exports.table import Table
from advisor.upwork.exports.transactions import read_transactions

FILES = Path(__file__).parent / "files"


def read_file(name: str) -> Export:
    """A file of `files/`, read as a transaction report."""
    return read_text((FILES / name).read_bytes().decode("utf-8"))


def read_text(text: str) -> Export:
    """A text, read as the transaction report `report.csv` in the folder `exports`."""
    stream = io.StringIO(text, newline="")
    return read_transactions(Table(stream, "exports/report.csv", "report.csv"))


def problems(text: str) -> str:
    """What is said of a report that is refused."""
    with pytest.raises(ExportError) as caught:
        read_text(text)
    return f"{caught.value}\n"
