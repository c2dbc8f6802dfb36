"""What a transaction report can hold that is not quite as it should be, and what is refused."""

from tests.upwork.exports.export_text import text_of
from tests.upwork.exports.reports import problems, read_text

HEADER = "Date,Transaction ID,Transaction type,Transaction summary,Client team,Freelancer,Amount $\n"


def notes(rows: str) -> str:
    """The notes on a report."""
    return "".join(line for line in text_of(read_text(HEADER + rows)).splitlines(True) if "note:" in line)


def test_the_least_that_a_report_needs() -> None:
    assert text_of(read_text("AMOUNT;date;type\n$5;2026-09-01;hourly\n")) == (
        "transaction report, 1 rows, 2026-09-01 to 2026-09-01\n"
        "nobody's (row 2)\n"
        "  kind: hourly (exact, row 2)\n"
        "  last_activity: 2026-09-01 (latest, row 2)\n"
        "  last_payment: 2026-09-01 (latest, row 2)\n"
        "  2026-09-01: 500 earned, 0 refunded (1 rows, the last is row 2)\n"
        "known: 1 hourly\n"
        "note: The report does not name contracts: a payment is known by its client alone.\n"
    )


def test_a_header_alone_says_nothing_and_is_no_error() -> None:
    assert text_of(read_text(HEADER)) == "transaction report, 0 rows\n"


def test_every_missing_column_is_named() -> None:
    assert problems("Day,Kind,Money\n2026-09-01,Hourly,5\n") == (
        'exports/report.csv:1:1: error[export-column]: row 1: there is no column "Amount $"; '
        "the columns are Day, Kind, Money\n"
        "    hint: download the file again with all columns\n"
        'exports/report.csv:1:1: error[export-column]: row 1: there is no column "Date"; '
        "the columns are Day, Kind, Money\n"
        "    hint: download the file again with all columns\n"
        'exports/report.csv:1:1: error[export-column]: row 1: there is no column "Transaction type"; '
        "the columns are Day, Kind, Money\n"
        "    hint: download the file again with all columns\n"
    )


def test_every_bad_cell_is_named() -> None:
    mend = "    hint: import the file as it was downloaded; if it is so there too, correct the cell\n"
    rows = (
        '"Feb 30, 2026",T1,Hourly,Maps,Acme,Ann,5\n'
        '2026-09-01,T2,Bonus,"Maps\nand more",Acme,Ann,"1.234,50"\n'
        "2026-09-01,T3,Refund,Maps,Acme,Ann,\n"
        ",T4,Service Fee,Maps,Acme,Ann,\n"
        "2026-09-01,T5,Service Fee,Maps,Acme,Ann,=1+1\n"
    )
    assert problems(HEADER + rows) == (
        'exports/report.csv:2:1: error[export-cell]: row 2: the column "Date" holds "Feb 30, 2026"; '
        f'a day such as 2026-11-17 or "Nov 17, 2026" was expected\n{mend}'
        'exports/report.csv:4:20: error[export-cell]: row 3: the column "Amount $" holds "1.234,50"; '
        f'an amount such as 1234.50 or "$1,234.50" was expected\n{mend}'
        'exports/report.csv:5:36: error[export-cell]: row 4: the column "Amount $" holds nothing; '
        f'an amount such as 1234.50 or "$1,234.50" was expected\n{mend}'
        'exports/report.csv:6:1: error[export-cell]: row 5: the column "Date" holds nothing; '
        f'a day such as 2026-11-17 or "Nov 17, 2026" was expected\n{mend}'
        'exports/report.csv:7:41: error[export-cell]: row 6: the column "Amount $" holds "=1+1"; '
        'an amount such as 1234.50 or "$1,234.50" was expected\n'
        "    hint: it looks like a formula, which an export has no use for: do not open it in a spreadsheet\n"
    )


def test_a_fee_without_an_amount_is_no_problem() -> None:
    assert text_of(read_text(HEADER + "2026-09-01,T1,Service Fee,Maps,Acme,Ann,\n")) == (
        "transaction report, 1 rows, 2026-09-01 to 2026-09-01\nknown: 1 Service Fee\n"
    )


def test_a_payment_below_0_is_a_refund_and_one_of_0_is_no_payment() -> None:
    rows = (
        "2026-09-01,T1,Hourly,Maps,Acme,Ann,100\n"
        "2026-09-08,T2,Hourly,Maps,Acme,Ann,(20.00)\n"
        "2026-09-15,T3,Hourly,Maps,Acme,Ann,0.00\n"
        "2026-09-16,T4,Bonus,Charts,Acme,Ann,0\n"
    )
    assert text_of(read_text(HEADER + rows)) == (
        "transaction report, 4 rows, 2026-09-01 to 2026-09-16\n"
        "client 'Acme', title 'Charts' (row 5)\n"
        "client 'Acme', title 'Maps' (3 rows, the last is row 4)\n"
        "  kind: hourly (exact, row 2)\n"
        "  last_activity: 2026-09-01 (latest, row 2)\n"
        "  last_payment: 2026-09-01 (latest, row 2)\n"
        "  2026-09-01: 10000 earned, 0 refunded (1 rows, the last is row 2)\n"
        "  2026-09-08: 0 earned, 2000 refunded (1 rows, the last is row 3)\n"
        "  2026-09-15: 0 earned, 0 refunded (0 rows, the last is row 0)\n"
        "known: 1 Bonus\n"
        "known: 3 Hourly\n"
    )


def test_two_payments_of_one_day_are_added() -> None:
    rows = (
        "2026-09-01,T1,Hourly,Maps,Acme,Ann,100\n"
        "2026-09-01,T1,Bonus,Maps,Acme,Ann,7.50\n"
        "2026-09-01,T2,Refund,Maps,Acme,Ann,-30\n"
    )
    lines = text_of(read_text(HEADER + rows)).splitlines()
    assert lines[3:6] == [
        "  last_activity: 2026-09-01 (latest, row 3)",
        "  last_payment: 2026-09-01 (latest, row 3)",
        "  2026-09-01: 10750 earned, 3000 refunded (3 rows, the last is row 4)",
    ]


def test_reports_put_one_behind_the_other_count_once() -> None:
    rows = "2026-09-01,T1,Hourly,Maps,Acme,Ann,100\n2026-09-01,T1,Service Fee,Maps,Acme,Ann,-10\n"
    again = f"{HEADER}{rows}\ufeff{HEADER}{rows}2026-09-08,T1,Hourly,Maps,Acme,Ann,100\n"
    assert text_of(read_text(again)) == (
        "transaction report, 5 rows, 2026-09-01 to 2026-09-08\n"
        "client 'Acme', title 'Maps' (2 rows, the last is row 7)\n"
        "  kind: hourly (exact, row 2)\n"
        "  last_activity: 2026-09-08 (latest, row 7)\n"
        "  last_payment: 2026-09-08 (latest, row 7)\n"
        "  2026-09-01: 10000 earned, 0 refunded (1 rows, the last is row 2)\n"
        "  2026-09-08: 10000 earned, 0 refunded (1 rows, the last is row 7)\n"
        "known: 3 Hourly\n"
        "known: 2 Service Fee\n"
        "note: 1 row repeats an earlier one and is not counted. [row 5]\n"
    )


def test_a_header_that_stands_again_may_be_quoted() -> None:
    header = "\ufeff" + ",".join(f'"{name}"' for name in HEADER.strip().split(",")) + "\n"
    assert text_of(read_text(header + header)) == "transaction report, 0 rows\n"


def test_equal_rows_without_a_number_are_several_payments() -> None:
    rows = "2026-09-01,,Bonus,Maps,Acme,Ann,5\n2026-09-01,,Bonus,Maps,Acme,Ann,5\n"
    assert "  2026-09-01: 1000 earned, 0 refunded (2 rows, the last is row 3)\n" in text_of(
        read_text(HEADER + rows)
    )


def test_a_hostile_name_is_kept_as_text() -> None:
    rows = "2026-09-01,T1,Bonus,Maps,=HYPERLINK(1),Ann,5\n"
    assert text_of(read_text(HEADER + rows)) == (
        "transaction report, 1 rows, 2026-09-01 to 2026-09-01\n"
        "client '=HYPERLINK(1)', title 'Maps' (row 2)\n"
        "  last_activity: 2026-09-01 (latest, row 2)\n"
        "  last_payment: 2026-09-01 (latest, row 2)\n"
        "  2026-09-01: 500 earned, 0 refunded (1 rows, the last is row 2)\n"
        "known: 1 Bonus\n"
        'note: In the column "Client team" 1 cell looks like a formula and is kept as text. [row 2]\n'
    )


def test_what_is_not_counted_is_told() -> None:
    assert notes(
        "2026-09-01,T1,Hourly,Maps,Acme,Ann,100\n"
        "2026-09-01,T2,Expense,Maps,Acme,Ann,10\n"
        "2026-09-02,T3,Adjustment,Maps,Acme,Bea,-10\n"
        "2026-09-03,T4,Adjustment,Maps,Acme,bea,-1\n"
        "2026-09-04,T5,Refund,Maps,Acme,Ann,3\n"
        "2026-09-05,T6,Refund,Maps,Acme,Ann,4\n"
    ) == (
        "note: The report has rows of 2 freelancers; all of them are counted.\n"
        "note: 2 refunds are above 0 and are not counted. [2 rows, the last is row 7]\n"
        "note: 3 rows are not counted, as they need not be pay for work: "
        '"Adjustment" (-$11.00), "Expense" ($10.00).\n'
    )


def test_several_contracts_under_one_title_are_told() -> None:
    mixed = "".join(
        f"2026-09-01,T{number}{kind},{kind},Maps {number},Acme,Ann,5\n"
        for number in range(5)
        for kind in ("Hourly", "Milestone")
    )
    assert notes(mixed) == (
        "note: Hourly and fixed-price payments share one client and title: "
        '"Maps 0", "Maps 1", "Maps 2" and 2 more. '
        "They may be of several contracts, which no report tells apart.\n"
    )
    assert "kind" not in text_of(read_text(HEADER + mixed))


def test_where_no_contract_is_named_both_kinds_are_told() -> None:
    rows = "2026-09-01,Hourly,Acme,100\n2026-09-02,Fixed Price,Acme,10\n2026-09-03,Hourly,Acme,1\n"
    assert text_of(read_text("Date,Type,Team,Amount\n" + rows)) == (
        "transaction report, 3 rows, 2026-09-01 to 2026-09-03\n"
        "client 'Acme' (3 rows, the last is row 4)\n"
        "  kind: fixed (exact, row 3)\n"
        "  kind: hourly (exact, row 2)\n"
        "  last_activity: 2026-09-03 (latest, row 4)\n"
        "  last_payment: 2026-09-03 (latest, row 4)\n"
        "  2026-09-01: 10000 earned, 0 refunded (1 rows, the last is row 2)\n"
        "  2026-09-02: 1000 earned, 0 refunded (1 rows, the last is row 3)\n"
        "  2026-09-03: 100 earned, 0 refunded (1 rows, the last is row 4)\n"
        "known: 1 Fixed Price\n"
        "known: 2 Hourly\n"
        "note: The report does not name contracts: a payment is known by its client alone.\n"
    )


def test_the_report_of_a_client_is_not_taken_for_refunds() -> None:
    rows = "2026-09-01,T1,Hourly,Maps,Acme,Ann,-100\n2026-09-01,T2,Processing Fee,,,,-3\n"
    assert text_of(read_text(HEADER + rows)) == (
        "transaction report, 2 rows, 2026-09-01 to 2026-09-01\n"
        "known: 1 Hourly\n"
        "known: 1 Processing Fee\n"
        "note: All payments are below 0, as in the report of a client: none is counted.\n"
    )


def test_a_client_has_a_column_of_one_of_three_names() -> None:
    """As the page of the report shows it."""
    rows = (
        '"Jun 7, 2024",VAT,VAT (KE) - Service Fee - Ref ID 7001156,Low Software LTD,-$4.13,7001197\n'
        '"Jun 7, 2024",Hourly,Invoice for 05/27/2024-06/02/2024,Low Software LTD,$258.00,7001140\n'
    )
    assert text_of(read_text("Date,Type,Description,Client,Amount,Ref ID\n" + rows)) == (
        "transaction report, 2 rows, 2024-06-07 to 2024-06-07\n"
        "client 'Low Software LTD' (row 3)\n"
        "  kind: hourly (exact, row 3)\n"
        "  last_activity: 2024-06-07 (latest, row 3)\n"
        "  last_payment: 2024-06-07 (latest, row 3)\n"
        "  2024-06-07: 25800 earned, 0 refunded (1 rows, the last is row 3)\n"
        "known: 1 Hourly\n"
        "known: 1 VAT\n"
        "note: The report does not name contracts: a payment is known by its client alone.\n"
    )


def test_glued_downloads_count_once_whatever_their_balances_say() -> None:
    header = "Date,Ref ID,Type,Team,Amount,Balance\n"
    rows = "2026-09-02,12,Hourly,Elm Books,85.00,{}\n2026-09-02,13,Tip,Elm Books,5.00,{}\n"
    glued = header + rows.format("", "") + header + rows.format("90.00", "95.00")
    assert text_of(read_text(glued)) == (
        "transaction report, 4 rows, 2026-09-02 to 2026-09-02\n"
        "client 'Elm Books' (row 2)\n"
        "  kind: hourly (exact, row 2)\n"
        "  last_activity: 2026-09-02 (latest, row 2)\n"
        "  last_payment: 2026-09-02 (latest, row 2)\n"
        "  2026-09-02: 8500 earned, 0 refunded (1 rows, the last is row 2)\n"
        "known: 2 Hourly\n"
        "unknown: 2 Tip, 5.00\n"
        "note: The report does not name contracts: a payment is known by its client alone.\n"
        "note: 2 rows repeat earlier ones and are not counted. [2 rows, the last is row 6]\n"
    )


def test_a_chargeback_is_refunded_and_told_with_its_day() -> None:
    rows = (
        "2026-09-01,T1,Hourly,Maps,Acme,Ann,100\n"
        "2026-09-08,T2,Chargeback,Maps,Acme,Ann,-60\n"
        "2026-09-09,T3,Chargeback fee,Maps,Acme,Ann,-15\n"
        "2026-09-10,T4,Chargeback,Maps,Acme,Ann,60\n"
    )
    assert text_of(read_text(HEADER + rows)) == (
        "transaction report, 4 rows, 2026-09-01 to 2026-09-10\n"
        "client 'Acme', title 'Maps' (2 rows, the last is row 3)\n"
        "  kind: hourly (exact, row 2)\n"
        "  chargeback: 2026-09-08 (latest, row 3)\n"
        "  last_activity: 2026-09-01 (latest, row 2)\n"
        "  last_payment: 2026-09-01 (latest, row 2)\n"
        "  2026-09-01: 10000 earned, 0 refunded (1 rows, the last is row 2)\n"
        "  2026-09-08: 0 earned, 6000 refunded (1 rows, the last is row 3)\n"
        "known: 2 Chargeback\n"
        "known: 1 Chargeback fee\n"
        "known: 1 Hourly\n"
        "note: 1 refund is above 0 and is not counted. [row 5]\n"
    )


def test_contracts_of_several_freelancers_stay_apart() -> None:
    rows = (
        "2026-09-01,T1,Hourly,Maps,Acme,Ann,100\n"
        "2026-09-02,T2,Hourly,Maps,Acme,Bea,70\n"
        "2026-09-03,T3,Hourly,Maps,Acme,ANN,30\n"
    )
    several, one = read_text(HEADER + rows), read_text(HEADER + rows.replace("Bea", ""))
    assert [(contract.key.freelancer, contract.origin.place) for contract in several.contracts] == [
        ("ann", "2 rows, the last is row 4"),
        ("bea", "row 3"),
    ]
    assert [(contract.key.freelancer, contract.origin.place) for contract in one.contracts] == [
        ("", "3 rows, the last is row 4")
    ]


def test_numbers_that_a_spreadsheet_has_shortened_tell_no_rows_apart() -> None:
    rows = "2026-09-01,9.0E+12,Bonus,Maps,Acme,Ann,5\n" * 2
    assert "  2026-09-01: 1000 earned, 0 refunded (2 rows, the last is row 3)\n" in text_of(
        read_text(HEADER + rows)
    )


def test_rows_may_end_before_columns_that_nobody_needs() -> None:
    header = "Date,Ref ID,Type,Team,Amount,Currency,Balance\n"
    rows = "2026-09-01,1,Bonus,Acme,5,USD,9.00\n2026-09-02,2,Bonus,Acme,7\n2026-09-03,3,Bonus,Acme,1,,,,\n"
    (contract,) = read_text(header + rows).contracts
    assert [day.earned for day in contract.days] == [500, 700, 100]
    assert "row 2: it has 4 cells; 7 were expected" in problems(header + "2026-09-02,2,Bonus,Acme\n")
    assert "row 2: it has 5 cells; 7 were expected" in problems(header + "2026-09-02,2,Bonus,Acme,7")
