"""What makes no difference to a transaction report: the order of rows and columns, and their names."""

import csv
import io
import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.upwork.exports.export_text import text_of
from tests.upwork.exports.reports import read_text

COLUMNS = {
    "Date": ("date", "DATE", " Date "),
    "Transaction ID": ("transaction_id", "TRANSACTION ID"),
    "Transaction type": ("Type", "Transaction Type", "type"),
    "Transaction summary": ("Transaction Summary", "transaction  summary"),
    "Client team": ("Team", "client_team"),
    "Freelancer": ("FREELANCER",),
    "Amount $": ("Amount", "amount $"),
}
FIRST = date(2025, 1, 1).toordinal()
TYPES = ("Hourly", "Fixed-price", "Bonus", "Refund to client", "Service Fee", "Expense", "Lucky draw")
CLIENTS = ("Harbour Press", "Quill & Sons, Ltd.", '=1+1|"A"', "")
TITLES = ("Maps", "Charts\nand sketches", "")

Rows = list[tuple[str, ...]]


@st.composite
def reports(draw: st.DrawFn) -> Rows:
    """Rows in the order of COLUMNS, each with a number of its own."""
    days = st.integers(FIRST, FIRST + 20)
    one = st.tuples(
        days,
        st.sampled_from(TYPES),
        st.sampled_from(TITLES),
        st.sampled_from(CLIENTS),
        st.integers(-999, 999_999),
    )
    return [
        (date.fromordinal(day).isoformat(), f"T{number}", kind, title, client, "Ann", _money(cents))
        for number, (day, kind, title, client, cents) in enumerate(draw(st.lists(one, max_size=12)))
    ]


@given(reports(), st.data())
@settings(max_examples=60)
def test_the_order_of_rows_and_columns_and_their_names_make_no_difference(
    rows: Rows, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(COLUMNS))))
    names = [data.draw(st.sampled_from((name, *aliases))) for name, aliases in COLUMNS.items()]
    shuffled = [tuple(row[column] for column in order) for row in data.draw(st.permutations(rows))]
    written = _written(tuple(names[column] for column in order), shuffled, data.draw(st.sampled_from(",;\t")))
    assert _no_place(written) == _no_place(_written(tuple(COLUMNS), rows, ","))


@given(reports(), st.integers(0, 12))
@settings(max_examples=40)
def test_rows_that_repeat_others_add_nothing(rows: Rows, again: int) -> None:
    once = read_text(_written(tuple(COLUMNS), rows, ","))
    twice = read_text(_written(tuple(COLUMNS), rows + rows[:again], ","))
    assert twice.contracts == once.contracts


def _no_place(report: str) -> str:
    text = text_of(read_text(report)).replace('"Transaction type"', '"Type"')
    text = re.sub(r' column "[^"]*"', " column", text)
    lines = re.sub(r"rows? \d+((, \d+)*( and \d+ more)?)", "row", text).splitlines(True)
    return "".join(sorted(lines))


def _money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def _written(header: tuple[str, ...], rows: Rows, delimiter: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([header, *rows])
    return text.getvalue()
