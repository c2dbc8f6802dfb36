"""Files that a spreadsheet has written again: days, commas and encodings, read by the whole column."""

import pytest

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Export
from tests.exports.reading import read
from tests.upwork.exports.export_text import text_of

HEADER = "Date;Ref ID;Type;Team;Amount;Balance\n"
DAYS = "note: Days are read with the {} first, as in {}.\n"
COMMA = "note: Amounts are read with a decimal comma, as in 12,50.\n"


def report(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Export:
    return read((header + "".join(f"{row}\n" for row in rows)).encode(encoding), "r.csv")


def days(*cells: str) -> str:
    """The days of a report with rows of these, and what is noted of its dialect."""
    text = text_of(report(*(f"{cell};{at};Hourly;Elm Books;1.50;" for at, cell in enumerate(cells))))
    first, *lines = text.splitlines(True)
    return first.partition("rows, ")[2] + "".join(line for line in lines if line.startswith("note: Days"))


def problems(*rows: str, header: str = HEADER) -> str:
    with pytest.raises(ExportError) as raised:
        report(*rows, header=header)
    return str(raised.value).replace(str(raised.value.diagnostics[0].location.file), "r.csv")


def test_one_day_that_can_be_no_month_tells_of_all() -> None:
    assert days("03/04/2026", "3/18/2026") == "2026-03-04 to 2026-03-18\n" + DAYS.format(
        "month", "12/31/2026"
    )
    assert days("03/04/2026", "18/3/2026") == "2026-03-18 to 2026-04-03\n" + DAYS.format("day", "31/12/2026")
    assert days("03-04-2026", "18-03-2026 00:00", "Mar 1, 2026") == (
        "2026-03-01 to 2026-04-03\n" + DAYS.format("day", "31/12/2026")
    )


def test_days_that_can_be_no_other_need_no_others() -> None:
    assert days("18-Mar-26", "16 Nov 2026", "2026/10/26", "26.10.2026", "2026-10-26T01:00:00+02:00") == (
        "2026-03-18 to 2026-11-16\n"
    )


def test_days_that_may_be_two_are_refused_with_both() -> None:
    told = "and no other day there tells which\n    hint: import the file as it was downloaded, "
    told += "or write one of the days as 2026-11-17\n"

    assert problems("03/04/2026;1;Hourly;Elm Books;1.50;", "03/05/2026;2;Hourly;Elm Books;1.50;") == (
        'r.csv:2:1: error[export-cell]: row 2: the column "Date" holds "03/04/2026"; it may be '
        f"3 April 2026 or 4 March 2026, {told}"
        'r.csv:3:1: error[export-cell]: row 3: the column "Date" holds "03/05/2026"; it may be '
        f"3 May 2026 or 5 March 2026, {told}".rstrip("\n")
    )


def test_days_of_two_dialects_in_one_column_are_refused() -> None:
    assert problems("13/04/2026;1;Hourly;Elm Books;1;", "04/13/2026;2;Hourly;Elm Books;1;").count(
        'a day such as 2026-11-17 or "Nov 17, 2026" was expected'
    ) == 2  # fmt: skip


def test_a_file_with_decimal_commas_is_read() -> None:
    rows = ("18.03.2026;1;Hourly;Elm Books;1.234,50;", "18.03.2026;2;Service Fee;Elm Books;-7,2;", ";;;;;")

    assert text_of(report(*rows)) == (
        "transaction report, 2 rows, 2026-03-18 to 2026-03-18\n"
        "client 'Elm Books' (row 2)\n"
        "  kind: hourly (exact, row 2)\n"
        "  last_activity: 2026-03-18 (latest, row 2)\n"
        "  last_payment: 2026-03-18 (latest, row 2)\n"
        "  2026-03-18: 123450 earned, 0 refunded (1 rows, the last is row 2)\n"
        "known: 1 Hourly\n"
        "known: 1 Service Fee\n"
        "note: The report does not name contracts: a payment is known by its client alone.\n" + COMMA
    )


def test_hours_alone_may_show_the_decimal_comma() -> None:
    header = "Date;Contract;Hours;Amount;Payment type\n"
    export = report("2026-10-01;Site audit (40000002);0,33333;15;", header=header)

    assert (export.contracts[0].days[0].earned, export.notes[-1].text) == (1500, COMMA[6:-1])


def test_commas_and_points_in_one_file_are_refused() -> None:
    assert problems("2026-03-18;1;Hourly;Elm Books;7,2;", "2026-03-18;2;Hourly;Elm Books;7.20;") == (
        'r.csv:2:31: error[export-cell]: row 2: the column "Amount" holds "7,2"; '
        'an amount such as 1234.50 or "$1,234.50" was expected\n'
        "    hint: import the file as it was downloaded; if it is so there too, correct the cell"
    )


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_read_and_told(encoding: str, name: str) -> None:
    export = report("2026-03-18;1;Hourly;Café \u2013 Zoë;1.50;", encoding=encoding)

    assert export.contracts[0].key.client == "Café \u2013 Zoë"
    assert export.notes[-1].text == f"The file is {name} text, not UTF-8: see that names are right."


def test_text_of_two_encodings_is_refused() -> None:
    good, bad = (
        "2026-03-18;1;Hourly;Café;1.50;\n".encode(),
        "2026-03-18;2;Hourly;Zoë;1.50;\n".encode("cp1252"),
    )
    with pytest.raises(ExportError, match="the byte 0xEB is not UTF-8 text"):
        read(HEADER.encode() + good + bad)


def test_all_traits_may_come_together() -> None:
    rows = ("3/18/2026;1;Hourly;Café;7,20;", "3/4/2026;2;Bonus;Café;1;")

    assert [note.text for note in report(*rows, encoding="cp1252").notes[1:]] == [
        "The file is Windows-1252 text, not UTF-8: see that names are right.",
        "Days are read with the month first, as in 12/31/2026.",
        "Amounts are read with a decimal comma, as in 12,50.",
    ]
