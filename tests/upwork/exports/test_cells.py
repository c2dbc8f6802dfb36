"""Single cells: days, amounts, hours, formulas."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.upwork.exports.cells import cents, day, excerpt, hours, is_formula

NOV_7 = date(2026, 11, 7).toordinal()
DAYS = st.dates(date(1995, 1, 1), date(2100, 12, 31))
ODD = [
    "",
    " ",
    "\0",
    "\u0661\u0662",
    "NaN",
    "inf",
    "1e3",
    "0x10",
    "1_000",
    "one",
    "-",
    "$",
    "()",
    ".",
]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-07",
        "Nov 7, 2026",
        "Nov 07, 2026",
        "November 7, 2026",
        "nov 7, 2026",
        "Nov  7,  2026",
        "Nov\u00a07,\u202f2026",
        "Nov 7 2026",
        "Nov. 7, 2026",
        "Saturday, November 7, 2026",
        "Nov 7, 2026 3:45 PM",
        "7 Nov 2026",
        "7-Nov-26",
        "07/Nov/2026",
        "7. Nov 2026",
        "07.11.2026",
        "7.11.26",
        "07.11.2026 00:00",
        "2026-11-7",
        "2026/11/07",
        "2026.11.07",
        "2026-11-07T00:00:00",
        "2026-11-07 23:59:59",
        "2026-11-08T00:30:00+02:00",
        "2026-11-07T12:00:00.000Z",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert day(text) == NOV_7


def test_september_has_two_short_names() -> None:
    assert day("Sept 5, 2026") == day("Sep 5, 2026") == date(2026, 9, 5).toordinal()


@pytest.mark.parametrize(
    "text",
    [
        *ODD,
        "2026-02-29",
        "2026-13-01",
        "2026-00-01",
        "Feb 30, 2026",
        "Nov 31, 2026",
        "1994-12-31",
        "2101-01-01",
        "0001-01-01",
        "11/07/2026",
        "11-07-2026",
        "26-11-07",
        "7-Nov",
        "Nov-26",
        "Nov 7, 26",
        "7.11/2026",
        "7 11 2026",
        "111.11.2026",
        "Nove 7, 2026",
        "Novembre 7, 2026",
        "20261107",
        "=DATE(2026,11,7)",
        "45968",
        "2026-11-07\n",
    ],
)
def test_what_is_no_day_or_could_be_two_is_not_read(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("11/07/2026", "month", "2026-11-07"),
        ("07/11/2026", "day", "2026-11-07"),
        ("7-11-2026", "day", "2026-11-07"),
        ("11/7/26 12:00 AM", "month", "2026-11-07"),
        ("03/03/2026", "", "2026-03-03"),
        ("03/13/2026", "day", None),
        ("13/03/2026", "month", None),
        ("26-11-07", "day", None),
    ],
)
def test_a_day_with_slashes_is_read_where_it_is_known_what_stands_first(
    text: str, first: str, expected: str | None
) -> None:
    assert day(text, first) == (None if expected is None else date.fromisoformat(expected).toordinal())


@given(DAYS)
def test_every_day_is_read_in_all_its_forms(when: date) -> None:
    forms = [when.isoformat(), f"{when:%b} {when.day}, {when.year}", f"{when:%B %d, %Y}", f"{when:%d.%m.%Y}"]
    forms += [f"{when:%d-%b-%Y}", f"{when:%d %B %Y}", f"{when:%Y/%m/%d}", f"{when:%Y-%m-%dT%H:%M:%SZ}"]

    assert {day(form) for form in forms} == {when.toordinal()}
    assert day(f"{when:%m/%d/%Y}", "month") == day(f"{when:%d/%m/%Y}", "day") == when.toordinal()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("12", 1200),
        ("16.5", 1650),
        ("1234.50", 123450),
        ("1,234.50", 123450),
        ("$1,234.50", 123450),
        ("12,345,678.90", 1234567890),
        ("-12.00", -1200),
        ("-$12.00", -1200),
        ("\u2212$12.00", -1200),
        ("$-12.00", -1200),
        ("(12.00)", -1200),
        ("($1,234.50)", -123450),
        ("-0.00", 0),
        ("21.670", 2167),
        ("5.00000", 500),
    ],
)
def test_an_amount_is_read_in_cents(text: str, amount: int) -> None:
    assert cents(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        *ODD,
        "21.675",
        "1.234,50",
        "1,23",
        "12,34.00",
        "1,2345",
        ",123",
        "1234,567",
        "1.",
        ".5",
        "1..2",
        "1.2.3",
        "--1",
        "-(1)",
        "(-1)",
        "$-$1",
        "-$-1",
        "$$1",
        "(1",
        "1)",
        "+1",
        "1 000",
        "EUR 5",
        "5 USD",
        "1-",
        "$ 5",
        "=1+1",
        "9" * 13,
        "1" + ",000" * 4,
        "1.00\n",
    ],
)
def test_what_is_no_amount_or_could_be_two_is_not_read(text: str) -> None:
    assert cents(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("36", 3600),
        ("-7,2", -720),
        ("1.234,50", 123450),
        ("1 234,50", 123450),
        ("1\u202f234,50 $", 123450),
        ("$-0,99", -99),
        ("(7,20)", -720),
        ("1.234", 123400),
        ("12.50", None),
        ("1,234.50", None),
        ("1,234", None),
        ("1.23,4", None),
    ],
)
def test_an_amount_with_a_decimal_comma(text: str, amount: int | None) -> None:
    assert cents(text, comma=True) == amount


@given(st.integers(-(10**13), 10**13))
def test_every_amount_is_read_in_all_its_forms(amount: int) -> None:
    sign, plain = ("-" if amount < 0 else ""), f"{abs(amount) // 100:,}.{abs(amount) % 100:02}"
    forms = [sign + plain, f"{sign}${plain}", sign + plain.replace(",", "")]
    forms += [f"({plain})"] if amount < 0 else []

    assert {cents(form) for form in forms} == {amount}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("0", 0),
        ("7.5", 450),
        ("0.33333", 20),
        ("8.66667", 520),
        ("0.16667", 10),
        ("40.00", 2400),
        ("0.00833", 0),
        ("1:30", 90),
        ("14:20", 860),
    ],
)
def test_hours_are_read_in_minutes(text: str, minutes: int) -> None:
    assert hours(text) == minutes


def test_hours_with_a_decimal_comma() -> None:
    assert [hours(text, comma=True) for text in ("7,5", "7", "7.5", "1.000,5")] == [450, 420, None, None]


@pytest.mark.parametrize("text", [*ODD, "-1", "1:60", "1,5", "1,000", "$1", "=1", "1h", "9" * 6])
def test_what_is_no_number_of_hours_is_not_read(text: str) -> None:
    assert hours(text) is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+A1", "-A1", "@SUM(1)", "-1+1", '=HYPERLINK("x")', "\uff1d1", "=", "-2 pages"]
)
def test_a_spreadsheet_would_run_it(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text", ["", "Logo", "-12.00", "+1", "-$1,234.50", "$5", "(12.00)", "-$(12)", "a=b", "1=1"]
)
def test_a_spreadsheet_would_show_it(text: str) -> None:
    assert not is_formula(text)


def test_a_cell_is_shown_on_one_short_line() -> None:
    assert excerpt("a\n\tb\u202e c") == "a b c"
    assert excerpt("x" * 41) == "x" * 37 + "..."
