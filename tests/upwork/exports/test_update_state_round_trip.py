"""Exports written from a random freelancer are read back as what is so: CSV in every manner."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.upwork.exports.model import Contract as ToldContract
from advisor.upwork.exports.model import Export, ExportKind, Precedence
from tests.exports.csv_style import DAYS, STYLES, Style
from tests.exports.csv_style import day_text as written_day
from tests.exports.expected import (
    EARNING,
    day_text,
    exported_money,
    plain,
    records,
    report_key,
    report_money,
    weekly_money,
)
from tests.exports.freelancers import freelancers
from tests.exports.ledger import Entry, between, ledger
from tests.exports.reading import read
from tests.exports.transaction_csv import UNKNOWN_TYPE, Generation, Report, transaction_csv, type_name
from tests.exports.truth import FIXED, HOURLY, Freelancer
from tests.exports.weekly_csv import Line, lines_of, weekly_csv

FEWER = max(1, settings.get_profile("advisor").max_examples // 2)
PARTS = st.tuples(st.integers(0, 100), st.integers(0, 100))  # a period, in hundredths of all days


def period(truth: Freelancer, part: tuple[int, int]) -> tuple[int, int]:
    """The days of a part of the time that there is."""
    first, last = truth.days
    low, high = sorted(part)
    return first + (last - first) * low // 100, first + (last - first) * high // 100


@settings(max_examples=FEWER)
@given(freelancers(), STYLES, PARTS)
def test_a_weekly_summary_tells_money_activity_and_kind(
    truth: Freelancer, style: Style, part: tuple[int, int]
) -> None:
    first, last = period(truth, part)
    lines = lines_of(truth, first, last)
    content = weekly_csv(truth, first, last, style)
    export = read(content, "weekly.csv")
    assert (export.file, export.kind, export.rows) == ("weekly.csv", ExportKind.WEEKLY, len(lines))
    assert exported_money(export.contracts, by_id=True) == weekly_money(lines)
    days = sorted(line.day for line in lines)
    assert (export.first, export.last) == ((days[0], days[-1]) if days else (None, None))
    for exported in export.contracts:
        own = [line for line in lines if line.contract.id == exported.key.id]
        assert plain(exported.key.title) == plain(own[0].contract.title)
        assert (exported.key.client, exported.key.client_id) == ("", "")
        assert values(exported) == weekly_facts(own)
        assert_rows_hold(exported, export, records(content), f"({exported.key.id})")


def weekly_facts(lines: list[Line]) -> dict[str, str]:
    """The facts that rows of one contract tell."""
    kinds = {line.kind for line in lines}
    facts = {"last_activity": day_text(max(line.day for line in lines))}
    if HOURLY in kinds:
        facts["kind"] = "hourly"
    elif FIXED in kinds:
        facts["kind"] = "fixed"
    paid = [line.day for line in lines if line.kind != HOURLY]
    if paid:
        facts["last_payment"] = day_text(max(paid))
    return facts


@settings(max_examples=FEWER)
@given(freelancers(), STYLES, PARTS, st.sampled_from([Generation.B1, Generation.B2, Generation.B3]))
def test_a_transaction_report_tells_money_payments_and_kind(
    truth: Freelancer, style: Style, part: tuple[int, int], generation: Generation
) -> None:
    entries = between(ledger(truth, unknown=True), *period(truth, part))
    content = transaction_csv(Report(entries, truth.name, generation), style)
    export = read(content, "report.csv")
    assert (export.file, export.kind, export.rows) == ("report.csv", ExportKind.TRANSACTIONS, len(entries))
    assert exported_money(export.contracts, by_id=False) == report_money(entries)
    assert counted(export) == types_of(entries, generation)
    for exported in export.contracts:
        key = f"{plain(exported.key.client)} | {plain(exported.key.title)}"
        own = [entry for entry in entries if entry.move.contract and report_key(entry.move.contract) == key]
        assert (exported.key.id, exported.key.client_id) == ("", "")
        assert values(exported) == report_facts(own)
        assert_rows_hold(exported, export, records(content), plain(exported.key.title))


@settings(max_examples=FEWER)
@given(freelancers(), STYLES, PARTS, st.sampled_from([Generation.A, Generation.A1, Generation.A2]))
def test_an_old_transaction_report_tells_each_client_s_money(
    truth: Freelancer, style: Style, part: tuple[int, int], generation: Generation
) -> None:
    entries = between(ledger(truth, unknown=True), *period(truth, part))
    export = read(transaction_csv(Report(entries, truth.name, generation), style), "old.csv")
    assert (export.kind, export.rows) == (ExportKind.TRANSACTIONS, len(entries))
    assert of_clients(exported_money(export.contracts, by_id=False)) == of_clients(report_money(entries))
    assert counted(export) == types_of(entries, generation)
    titles = {plain(contract.title) for contract in truth.contracts} | {""}
    assert {plain(exported.key.title) for exported in export.contracts} <= titles


def report_facts(entries: list[Entry]) -> dict[str, str]:
    """The facts that rows of one contract tell."""
    kinds = {entry.move.kind for entry in entries}
    facts = {}
    if HOURLY in kinds:
        facts["kind"] = "hourly"
    elif FIXED in kinds:
        facts["kind"] = "fixed"
    paid = [entry.move.day for entry in entries if entry.move.kind in EARNING]
    if paid:
        facts |= dict.fromkeys(("last_payment", "last_activity"), day_text(max(paid)))
    return facts


def types_of(entries: tuple[Entry, ...], generation: Generation) -> dict[str, tuple[int, bool]]:
    """How many rows there are of each type, and whether it is known."""
    names = [type_name(entry, generation) for entry in entries]
    return {name: (names.count(name), name != UNKNOWN_TYPE) for name in names}


def counted(export: Export) -> dict[str, tuple[int, bool]]:
    """The same, as the export counts."""
    return {each.name: (each.rows, each.is_known) for each in export.types}


def of_clients(money: dict[str, dict[int, tuple[int, int]]]) -> dict[str, dict[int, tuple[int, int]]]:
    """Money by client instead of contract."""
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for key, days in money.items():
        of_client = found.setdefault(key.partition(" | ")[0], {})
        for day, (earned, refunded) in days.items():
            before = of_client.get(day, (0, 0))
            of_client[day] = (before[0] + earned, before[1] + refunded)
    return found


def values(exported: ToldContract) -> dict[str, str]:
    """The facts of a contract; each field stands once."""
    assert len({fact.field for fact in exported.facts}) == len(exported.facts)
    return {fact.field: fact.value for fact in exported.facts}


def assert_rows_hold(exported: ToldContract, export: Export, rows: list[list[str]], name: str) -> None:
    """Every row that a fact or a day of money names is a row of that contract, and of that day."""
    for fact in exported.facts:
        assert fact.origin.file == export.file
        row = rows[int(fact.origin.place.removeprefix("row ")) - 1]
        assert any(name in plain(cell) for cell in row)
        if fact.precedence is Precedence.LATEST:
            assert is_of_day(row, fact.value)
    for money in exported.days:
        row = rows[money.last_row - 1]
        assert any(name in plain(cell) for cell in row)
        assert is_of_day(row, day_text(money.day))


def is_of_day(row: list[str], day: str) -> bool:
    """Whether the row's date is that day, in one of its forms."""
    on = date.fromisoformat(day).toordinal()
    return row[0] in {written_day(on, Style(days=form)) for form in DAYS}
