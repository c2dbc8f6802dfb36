"""The weekly summary: a row for each day worked and each payment, with the contract's number in its name."""

from advisor.source.record import record
from tests.exports.csv_style import Style, day_text, money_text, written
from tests.exports.truth import FIXED, HOURLY, Contract, Freelancer

HEADER = ("Date", "Contract", "Hours", "Amount", "Payment type")
WORDS = {FIXED: "Fixed Price Payment"}


@record
class Line:
    """A row, before it is written; `kind` is HOURLY for hours worked."""

    day: int
    contract: Contract
    kind: str
    hours: int | None
    cents: int


def lines_of(truth: Freelancer, first: int, last: int) -> list[Line]:
    """The rows of the days from `first` to `last`, the oldest first."""
    lines = []
    for contract in truth.contracts:
        lines += [Line(entry.day, contract, HOURLY, entry.hours, entry.cents) for entry in contract.work]
        lines += [
            Line(payment.day, contract, payment.kind, None, payment.cents)
            for payment in contract.payments
            if payment.kind != HOURLY
        ]
    return sorted((line for line in lines if first <= line.day <= last), key=lambda line: line.day)


def weekly_csv(truth: Freelancer, first: int, last: int, style: Style | None = None) -> bytes:
    """The file for the days from `first` to `last`."""
    style = style or Style()
    lines = lines_of(truth, first, last)
    rows = [_row(line, style) for line in (reversed(lines) if style.newest else lines)]
    return written(HEADER, rows, style)


def _row(line: Line, style: Style) -> list[str]:
    point = "," if style.comma else "."
    hours = "" if line.hours is None else f"{line.hours // 100}{point}{line.hours % 100:02d}"
    kind = "" if line.kind == HOURLY else WORDS.get(line.kind, "Bonus")
    name = f"{line.contract.title} ({line.contract.id})"
    return [day_text(line.day, style), name, hours, money_text(line.cents, style), kind]
