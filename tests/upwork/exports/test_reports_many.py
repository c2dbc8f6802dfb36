"""A long transaction report: read as a stream, and remembered by contract and day."""

import io
import tracemalloc
from collections.abc import Iterator
from typing import TextIO, cast

from advisor.upwork.exports.model import Export
from tests.upwork.exports.reports import read_stream

A_ROW = 150  # bytes at most that a further payment may take: a hash, and what Python puts around it


class Made(io.TextIOBase):
    """Rows that are made when they are read: two of a payment and its fee."""

    def __init__(self, payments: int) -> None:
        self._lines = self._made(payments)

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
        """The next line, or "" at the end."""
        return next(self._lines, "")

    def _made(self, payments: int) -> Iterator[str]:
        yield "Date,Transaction ID,Transaction type,Transaction summary,Client team,Amount $\n"
        for number in range(payments):
            on = f"2026-09-{number % 30 + 1:02d}"
            yield f"{on},T{number},Hourly,Maps {number % 5},Acme,10.00\n"
            yield f"{on},T{number},Service Fee,Maps {number % 5},Acme,-1.00\n"


def read(payments: int) -> tuple[Export, int]:
    """What such a report says, and the bytes that it took to read it."""
    tracemalloc.start()
    try:
        export = read_stream(cast(TextIO, Made(payments)))
        return export, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_further_row_takes_next_to_no_memory() -> None:
    read(300)
    few, held = read(300)
    many, held_by_many = read(4_800)
    assert (few.rows, many.rows) == (600, 9_600)
    assert [sum(day.earned for day in contract.days) for contract in many.contracts] == [960_000] * 5
    assert [len(contract.days) for contract in many.contracts] == [6] * 5
    assert held_by_many - held < (4_800 - 300) * A_ROW
