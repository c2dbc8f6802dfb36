"""Columns that a spreadsheet has changed: many cells of one form."""

from tests.upwork.exports.tables import problems_of

HEADER = b"Date,Amount,Title\n"
GOOD = b"2026-11-16,12.50,Logo\n"
MEND = "\n    hint: import the file as it was downloaded; if it is so there too, correct the cell"
SAVED = (
    "\n    hint: a spreadsheet may have changed the column when it saved the file: "
    "import it as it was downloaded"
)


def test_cells_of_one_form_are_one_problem() -> None:
    german = b'16 Nov,"3,00",Logo\n3 Jan,"12,50",Logo\n'

    assert problems_of(HEADER + GOOD + german * 500 + b"yesterday,1,Logo\n") == [
        'w.csv:3:1: error[export-cell]: row 3: the column "Date" holds "16 Nov", '
        'and 999 more rows the like; a day such as 2026-11-17 or "Nov 17, 2026" was expected' + SAVED,
        'w.csv:3:8: error[export-cell]: row 3: the column "Amount" holds "3,00", '
        'and 999 more rows the like; an amount such as 1234.50 or "$1,234.50" was expected' + SAVED,
        'w.csv:1003:1: error[export-cell]: row 1003: the column "Date" holds "yesterday"; '
        'a day such as 2026-11-17 or "Nov 17, 2026" was expected' + MEND,
    ]


def test_the_forms_of_bad_cells_do_not_fill_the_memory() -> None:
    rows = b"".join(b"x" + b"." * (number % 55) + b",1,Logo\n" for number in range(500))

    problems = problems_of(HEADER + rows)

    assert len(problems) == 21
    assert problems[0].startswith(
        'w.csv:2:1: error[export-cell]: row 2: the column "Date" holds "x", and 9 more rows'
    )


def test_another_encoding_is_told_once() -> None:
    assert problems_of(HEADER + b"2026-11-16,1,Caf\xe9\n" * 50) == [
        "w.csv:2:17: error[file-encoding]: row 2: the byte 0xE9 is not UTF-8 text"
        "\n    hint: download the file again, or save it as UTF-8"
    ]
