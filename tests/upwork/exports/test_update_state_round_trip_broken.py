"""Exports that broke on their way: each is refused with a place, or every amount that is read is a true one.

Two cuts cannot be noticed, as such a file is a whole one: one at the end of a row, and one inside a last cell
that is not in quotes.  A row that is cut in its last cell keeps its day, its contract and its amount.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Export
from tests.exports.api_json import api_json
from tests.exports.csv_style import STYLES, Style
from tests.exports.examples import ADA
from tests.exports.expected import Days, exported_money, report_money, weekly_money
from tests.exports.freelancers import freelancers
from tests.exports.history_json import history_json
from tests.exports.ledger import ledger
from tests.exports.reading import read
from tests.exports.transaction_csv import Generation, Report, transaction_csv
from tests.exports.truth import Freelancer
from tests.exports.weekly_csv import lines_of, weekly_csv

FEWER = max(1, settings.get_profile("advisor").max_examples // 4)
TRUTHS = freelancers(most=2)
BUSY = TRUTHS.filter(lambda truth: len(lines_of(truth, *truth.days)) > 3 and len(ledger(truth)) > 3)
PLACES = st.integers(0, 9_999)  # in the file, in ten-thousandths of its length


def read_or_refused(content: bytes) -> Export | None:
    """What a file says; None where it is refused as it should be: with its name and a place."""
    try:
        return read(content, "broken")
    except ExportError as error:
        refused = error.diagnostics
    assert refused
    for found in refused:
        assert found.location.file.endswith("broken")
        assert min(found.location.line, found.location.column) >= 1
        assert found.message
        assert "\n" not in found.message
    return None


def at(content: bytes, place: int) -> int:
    return len(content) * place // 10_000


def cut(content: bytes, place: int) -> bytes:
    """What is left where it is cut behind a line of the second half: only such a file can be read at all."""
    ends = [0, *(number + 1 for number, byte in enumerate(content) if byte in b"\r\n")]
    return content[: ends[-1 - len(ends) // 2 * place // 10_000]]


def assert_part_of(read_back: dict[str, Days], whole: dict[str, Days]) -> None:
    """No contract, no day and no cent that there was not."""
    for contract, days in read_back.items():
        for day, (earned, refunded) in days.items():
            assert earned <= whole[contract][day][0]
            assert refunded <= whole[contract][day][1]


def assert_weekly_holds(export: Export, truth: Freelancer) -> None:
    """What a summary that was cut still says is so."""
    lines = lines_of(truth, *truth.days)
    assert_part_of(exported_money(export.contracts, by_id=True), weekly_money(lines))
    assert export.rows <= len(lines)
    kinds = {contract.id: "hourly" if contract.hourly else "fixed" for contract in truth.contracts}
    known = {
        (contract.key.id, fact.value)
        for contract in export.contracts
        for fact in contract.facts
        if fact.field == "kind"
    }
    assert known <= set(kinds.items())


@pytest.mark.parametrize("quoting", ["all", "needed"])
@pytest.mark.parametrize("newest", [True, False])
def test_a_weekly_summary_that_is_cut_anywhere(quoting: str, newest: bool) -> None:
    content = weekly_csv(ADA, *ADA.days, Style(quoting=quoting, newest=newest))
    for place in range(len(content)):
        export = read_or_refused(content[:place])
        if export is not None:
            assert_weekly_holds(export, ADA)


@pytest.mark.parametrize("quoting", ["all", "needed"])
def test_a_transaction_report_that_is_cut_anywhere(quoting: str) -> None:
    entries = ledger(ADA)
    content = transaction_csv(Report(entries, ADA.name, Generation.B3), Style(quoting=quoting))
    end = len(content)
    for place in (*range(0, end - 600, 41), *range(end - 600, end)):
        export = read_or_refused(content[:place])
        if export is not None:
            assert_part_of(exported_money(export.contracts, by_id=False), report_money(entries))


@settings(max_examples=FEWER)
@given(BUSY, STYLES, PLACES)
def test_any_weekly_summary_that_is_cut(truth: Freelancer, style: Style, place: int) -> None:
    content = weekly_csv(truth, *truth.days, style)
    for left in (cut(content, place), content[: at(content, place)]):
        export = read_or_refused(left)
        if export is not None:
            assert_weekly_holds(export, truth)


@settings(max_examples=FEWER)
@given(BUSY, STYLES, PLACES, st.sampled_from(Generation))
def test_any_transaction_report_that_is_cut(
    truth: Freelancer, style: Style, place: int, generation: Generation
) -> None:
    entries = ledger(truth)
    content = transaction_csv(Report(entries, truth.name, generation), style)
    for left in (cut(content, place), content[: at(content, place)]):
        export = read_or_refused(left)
        if export is not None:
            assert export.rows <= len(entries)
            if not generation.old:
                assert_part_of(exported_money(export.contracts, by_id=False), report_money(entries))


def test_most_files_that_end_with_a_line_are_read() -> None:
    """The tests above mean something: they mostly come to what they hold."""
    read_back = []

    @settings(max_examples=40, derandomize=True, database=None)
    @given(BUSY, STYLES, PLACES, st.booleans())
    def read_them(truth: Freelancer, style: Style, place: int, weekly: bool) -> None:
        report = Report(ledger(truth), truth.name, Generation.B3)
        content = weekly_csv(truth, *truth.days, style) if weekly else transaction_csv(report, style)
        export = read_or_refused(cut(content, place))
        read_back.append(export is not None and export.rows > 0)

    read_them()

    assert sum(read_back) > len(read_back) / 2


@settings(max_examples=FEWER)
@given(TRUTHS, STYLES, PLACES, st.integers(0, 255), st.booleans())
def test_a_byte_that_changed_is_no_traceback(
    truth: Freelancer, style: Style, place: int, byte: int, weekly: bool
) -> None:
    report = Report(ledger(truth), truth.name, Generation.B3)
    content = weekly_csv(truth, *truth.days, style) if weekly else transaction_csv(report, style)
    where = at(content, place)
    read_or_refused(content[:where] + bytes([byte]) + content[where + 1 :])


@settings(max_examples=FEWER)
@given(TRUTHS, PLACES, st.integers(0, 255), st.booleans(), st.booleans())
def test_json_that_is_cut_or_changed_is_no_traceback(
    truth: Freelancer, place: int, byte: int, api: bool, broken_off: bool
) -> None:
    content = api_json(truth) if api else history_json(truth, stats=True)
    where = at(content, place)
    if broken_off:
        assert read_or_refused(content[:where]) is None
    else:
        read_or_refused(content[:where] + bytes([byte]) + content[where + 1 :])
