"""Tables: their headers, rows and cells, and the places of all that is wrong with them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.errors import ExportError
from advisor.upwork.exports.csv_records import Row, place_of_cell
from advisor.upwork.exports.model import Note
from tests.upwork.exports.tables import problems_of, rows_of, table_of

AGAIN = "\n    hint: download the file again"
MEND = "\n    hint: import the file as it was downloaded; if it is so there too, correct the cell"
MEND_ROW = "\n    hint: download the file again; if it is so there too, correct the row"


def test_rows_have_the_numbers_of_a_spreadsheet_and_the_lines_of_the_file() -> None:
    table = table_of(b'\xef\xbb\xbf"Date", Contract\r\n a , "b, b"\n\n"two\nlines",c\r,\r\n x,y "y"')

    assert table.header == ("Date", "Contract")
    assert list(table.rows()) == [
        Row(2, 2, ("a", "b, b")),
        Row(4, 4, ("two\nlines", "c")),
        Row(6, 7, ("x", 'y "y"')),
    ]
    assert table.count == 3


def test_blank_rows_above_the_header_are_counted() -> None:
    table = table_of(b"\n \r\nDate,Hours\n1,2\n")

    assert (table.header, list(table.rows())) == (("Date", "Hours"), [Row(4, 4, ("1", "2"))])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_tells_what_separates_cells(delimiter: str) -> None:
    content = delimiter.join(('"a, b; c, d; e"', "x", "y")) + "\n" + delimiter.join(("1", "2", "3"))

    assert rows_of(content.encode()) == [Row(2, 2, ("1", "2", "3"))]


def test_a_column_has_many_names_and_stands_anywhere() -> None:
    table = table_of(b"\xef\xbb\xbfAMOUNT $,client_team,'Date', Transaction  type\n")

    assert table.column("Amount", "Amount $") == 0
    assert table.column("Client team") == 1
    assert table.column("date") == 2
    assert table.column("Transaction Type", "Type") == 3
    assert table.column("Hours") is None
    assert list(table.rows()) == []


def test_a_column_that_stands_twice_is_a_problem_only_for_who_asks() -> None:
    content = b"Date,Note,Amount,note,DATE\n2026-11-16,a,1,b,c\n"

    assert len(rows_of(content)) == 1
    assert problems_of(content) == [
        'w.csv:1:1: error[export-column]: row 1: the column "Date" stands twice'
        "\n    hint: download the file again, or delete the column that is too much"
    ]


def test_a_missing_column_is_told_before_any_row() -> None:
    table = table_of(b"\nDate,Contract\n1,2,3\n")

    assert (table.need("Date"), table.need("Amount $", "Amount")) == (0, -1)
    with pytest.raises(ExportError) as raised:
        list(table.rows())
    assert str(raised.value) == (
        'w.csv:2:1: error[export-column]: row 2: there is no column "Amount $"; '
        "the columns are Date, Contract"
        "\n    hint: download the file again with all columns"
    )


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf\r\n ,, \n", b",,\n,\n"])
def test_without_a_header_there_is_no_table(content: bytes) -> None:
    assert problems_of(content) == [
        "w.csv:1:1: error[export-empty]: the file is empty\n    hint: download it again"
    ]


HEADER = b"Date,Amount,Title\n"
GOOD = b"2026-11-16,12.50,Logo\n"
LONG = b"x" * 10_001


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            b"2026-11-16,12.50\n",
            "3:1: error[export-row]: row 3: it has 2 cells; 3 were expected, as in the header"
            + AGAIN
            + "; a file that broke off ends so",
        ),
        (
            b"2026-11-16\n",
            "3:1: error[export-row]: row 3: it has 1 cell; 3 were expected, as in the header"
            + AGAIN
            + "; a file that broke off ends so",
        ),
        (
            b"2026-11-16,12.50,Logo,x\n",
            "3:1: error[export-row]: row 3: it has 4 cells; 3 were expected, as in the header" + MEND_ROW,
        ),
        (
            b'2026-11-16,12.50,"Logo\n' + GOOD,
            "3:1: error[export-row]: row 3: the file ends in the middle: "
            "a quote opens in this row and does not close" + AGAIN + ": it broke off here",
        ),
        (
            b'2026-11-16,12.50,"Lo"go"\n' + GOOD,
            "3:1: error[export-row]: row 3: a quote stands in the middle of a cell"
            + AGAIN
            + ", or double the quote; what follows was not read",
        ),
        (
            b'2026-11-16,12.50,"' + GOOD * 6000,
            "3:1: error[export-row]: row 3: "
            "a quote opens in this row and does not close within 131,072 characters"
            + AGAIN
            + "; what follows was not read",
        ),
        (
            b"2026-11-16,12.50," + b"x" * 1_000_001,
            "3:1: error[export-row]: row 3: the line is longer than 1,000,000 characters" + AGAIN,
        ),
        (
            b"2026-11-16,12.50," + LONG,
            '3:18: error[export-row]: row 3: the column "Title" holds 10,001 characters; '
            "at most 10,000 are read" + MEND_ROW,
        ),
        (
            b'2026-11-16,12.50,"a\nb\0"\n',
            "4:2: error[file-character]: row 3: it holds a NUL, which no text does" + AGAIN,
        ),
        (
            b"2026-11-16,12.50,Zo\xeb\n",
            "3:20: error[file-encoding]: row 3: the byte 0xEB is not UTF-8 text"
            + AGAIN
            + ", or save it as UTF-8",
        ),
        (
            b"16/11/2026,12.50,Logo\n",
            '3:1: error[export-cell]: row 3: the column "Date" holds "16/11/2026"; '
            'a day such as 2026-11-17 or "Nov 17, 2026" was expected' + MEND,
        ),
        (
            b'"Nov 16, 2026","1.234,50",Logo\n',
            '3:16: error[export-cell]: row 3: the column "Amount" holds "1.234,50"; '
            'an amount such as 1234.50 or "$1,234.50" was expected' + MEND,
        ),
        (
            b"2026-11-16,\"=2+5+cmd|' /C calc'!A0\",Logo\n",
            '3:12: error[export-cell]: row 3: the column "Amount" holds "=2+5+cmd|\' /C calc\'!A0"; '
            'an amount such as 1234.50 or "$1,234.50" was expected'
            "\n    hint: it looks like a formula, which an export has no use for: "
            "do not open it in a spreadsheet",
        ),
        (
            b"2026-11-16,,Logo\n",
            '3:12: error[export-cell]: row 3: the column "Amount" holds nothing; '
            'an amount such as 1234.50 or "$1,234.50" was expected' + MEND,
        ),
        (
            b'2026-11-16,"\x1b[31m\n\xe2\x80\xae' + b"very long " * 9 + b'",Logo\n',
            '3:12: error[export-cell]: row 3: the column "Amount" holds '
            '"[31m very long very long very long ve..."; '
            'an amount such as 1234.50 or "$1,234.50" was expected' + MEND,
        ),
    ],
)
def test_a_bad_row_is_told_with_its_place(rows: bytes, expected: str) -> None:
    assert problems_of(HEADER + GOOD + rows) == [f"w.csv:{expected}"]


def test_rows_after_a_bad_one_are_read_and_all_problems_come_at_once() -> None:
    content = HEADER + b"x,12.50,Logo\n2026-11-16,12.50\n2026-11-16,\xff,Logo\n2026-11-16,y,Logo\n" + GOOD

    places = [problem.partition(": row")[0] for problem in problems_of(content)]

    assert places == [
        "w.csv:2:1: error[export-cell]",
        "w.csv:3:1: error[export-row]",
        "w.csv:4:12: error[file-encoding]",
        "w.csv:5:12: error[export-cell]",
    ]


def test_twenty_problems_are_listed_and_the_others_counted() -> None:
    expected = problems_of(HEADER + b"x,1\n" * 1021)

    assert len(expected) == 21
    assert expected[20] == (
        "w.csv:1022:1: error[export-many]: 1,001 more problems in this file, the last one here"
        "\n    hint: the first problems often explain the others"
    )
    assert problems_of(HEADER + b"x,1\n" * 21)[20].startswith(
        "w.csv:22:1: error[export-many]: 1 more problem in this file, the last one here"
    )


def test_a_formula_in_a_text_stays_text_and_is_told() -> None:
    table = table_of(b"Title,Client\n=1+1,@acme\nb,c\n-x,\n" + b"+y,d\n" * 3)

    texts = [(table.text(row, 0), table.text(row, 1)) for row in table.rows()]

    assert texts[:3] == [("=1+1", "@acme"), ("b", "c"), ("-x", "")]
    assert [table.column("Title"), table.column("Client")] == [0, 1]
    assert table.notes() == (
        Note(
            'In the column "Title" 5 cells look like formulas and are kept as text.',
            "rows 2, 4, 5 and 2 more",
        ),
        Note('In the column "Client" 1 cell looks like a formula and is kept as text.', "row 2"),
    )


def test_columns_that_nobody_asked_for_are_told() -> None:
    table = table_of(b"Date,Activity ID,,Memo\n1,2,3,4\n")
    table.column("Date")
    assert len(list(table.rows())) == 1
    assert table.notes() == (Note('2 columns are not looked at: "Activity ID", "Memo".', "row 1"),)

    one = table_of(b"Date,Memo\n")
    one.column("Date")
    assert one.notes() == (Note('1 column is not looked at: "Memo".', "row 1"),)


@pytest.mark.parametrize(
    ("end", "is_told"), [(b"3", True), (b'"3"', False), (b"3\n", False), (b"3\r", False), (b"3\n  ", False)]
)
def test_a_file_without_a_last_line_end_may_have_broken_off(end: bytes, is_told: bool) -> None:
    table = table_of(b"a,b\n1,2\n1," + end)
    assert [table.column("a"), table.column("b"), len(list(table.rows()))] == [0, 1, 2]

    text = "The last row has no line end: if the download broke off, its last cell may be cut short."
    assert table.notes() == ((Note(text, "row 3"),) if is_told else ())


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6),
    st.sampled_from(",;\t"),
    st.lists(LINE_ENDS, min_size=7, max_size=7),
    st.booleans(),
    st.booleans(),
)
def test_what_was_written_is_read(
    rows: list[list[str]], delimiter: str, ends: list[str], mark: bool, all_quoted: bool
) -> None:
    """Whatever signs, separators, line ends in any mix and quotes the writer uses."""
    table = [["Date", "Hours", "Amount"], *rows]
    lines = [delimiter.join(_written(cell, all_quoted) for cell in row) for row in table]
    text = "".join(line + end for line, end in zip(lines, ends, strict=False))

    read = rows_of(("\ufeff" * mark + text).encode())

    stripped = [(number, tuple(cell.strip() for cell in row)) for number, row in enumerate(rows, start=2)]
    assert [(row.number, row.cells) for row in read] == [row for row in stripped if any(row[1])]


def _written(cell: str, quoted: bool) -> str:
    return '"' + cell.replace('"', '""') + '"' if quoted or re.search('[\r\n",;\t]', cell) else cell


@given(st.binary(max_size=60))
def test_whatever_bytes_follow_a_header_nothing_but_our_error_is_raised(content: bytes) -> None:
    rows, problems = [], []
    try:
        rows = rows_of(HEADER + content)
    except ExportError as error:
        problems = [str(diagnostic) for diagnostic in error.diagnostics]

    assert all(len(row.cells) == 3 for row in rows)
    assert [
        problem for problem in problems if not re.match(r"w\.csv:\d+:\d+: error\[[a-z-]+\]: row \d", problem)
    ] == []


@pytest.mark.parametrize(
    ("index", "place"), [(0, (5, 1)), (1, (5, 3)), (2, (6, 3)), (3, (6, 8)), (4, (6, 17)), (9, (7, 1))]
)
def test_the_place_of_a_cell_minds_quotes(index: int, place: tuple[int, int]) -> None:
    assert place_of_cell('a,"b\n",5" p, "c,""d",e\n', ",", 5, index) == place
