"""The transaction report, as each generation of the platform gives it."""

from enum import StrEnum

from advisor.source.record import record
from tests.exports.csv_style import MONTHS, Style, day_text, money_text, written
from tests.exports.ledger import Entry
from tests.exports.truth import HOURLY


class Generation(StrEnum):
    """The generations of the report."""

    A = "A"
    A1 = "A'"
    A2 = "A''"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"

    @property
    def old(self) -> bool:
        """Whether rows have no title of their own."""
        return self in (Generation.A, Generation.A1, Generation.A2)


_A = "Date, Ref ID, Type, Description, Agency, Freelancer, Team, Account Name, PO, Amount, "
_B = "Date, Transaction ID, Transaction Type, Transaction Summary, Transaction Summary Details, "
_REST = "Agency, Freelancer, Team, Account Name, PO, Ref ID, Amount $, Amount in local currency, Currency, "
_LAST = "Current Balance $, Payment Method"
_THREE = "Description 1, Description 2, Description 3, "
HEADERS = {
    Generation.A: _A + "Amount in local currency, Currency, Balance",
    Generation.A1: _A + "Amount in local currency, Currency, Balance, "
    "Enhanced PO Number, AWS Study Name - number",
    Generation.A2: _A + "ExchangeRate, Currency, Balance",
    Generation.B1: _B + _THREE + _REST + _LAST,
    Generation.B2: _B + _THREE + "Entered Description, " + _REST + _LAST,
    Generation.B3: "Date,Transaction ID,Transaction type,Transaction summary,Transaction summary details,"
    "Description 1,Description 2,Description 3,Agency team,Freelancer,Client team,Account name,PO,Ref ID,"
    "Amount $,Amount in local currency,Currency,Current balance $,Payment method",
}
OLD_TYPES = {
    HOURLY: "Hourly", "fixed": "Fixed Price", "bonus": "Bonus", "refund": "Refund", "fee": "Service Fee",
    "fee back": "Adjustment", "withdrawal": "Withdrawal", "connects": "Miscellaneous",
    "membership": "Membership Fee", "card": "Payment",
}  # fmt: skip
NEW_TYPES = {
    HOURLY: "Hourly", "fixed": "Fixed-price", "bonus": "Bonus", "refund": "Refund to client",
    "fee": "Service Fee", "fee back": "Service fee refund", "withdrawal": "Withdrawal",
    "connects": "Connects", "membership": "Subscription", "card": "Payment",
}  # fmt: skip
UNKNOWN_TYPE = "Quantum Rebate"


@record
class Report:
    """What to write: the entries in the order of time, the freelancer's name, and the generation."""

    entries: tuple[Entry, ...]
    name: str
    generation: Generation


def header(generation: Generation) -> tuple[str, ...]:
    """The columns of a generation, as the platform writes them."""
    return tuple(name.strip() for name in HEADERS[generation].split(","))


def transaction_csv(report: Report, style: Style | None = None) -> bytes:
    """The file."""
    style = style or Style()
    names = header(report.generation)
    entries = reversed(report.entries) if style.newest else report.entries
    rows = [[_cells(entry, report, style).get(name.casefold(), "") for name in names] for entry in entries]
    return written(names, rows, style)


def type_name(entry: Entry, generation: Generation) -> str:
    """The type of an entry, in a generation's words."""
    return (OLD_TYPES if generation.old else NEW_TYPES).get(entry.move.kind, UNKNOWN_TYPE)


def _cells(entry: Entry, report: Report, style: Style) -> dict[str, str]:
    """The cells of an entry by the name of their column, for the names of every generation."""
    amount = money_text(entry.move.cents, style)
    balance = money_text(entry.balance, style)
    kind = type_name(entry, report.generation)
    client = entry.move.contract.client.name if entry.move.contract else ""
    return {
        "date": day_text(entry.move.day, style),
        "ref id": str(900_000_000 + entry.number),
        "transaction id": "" if entry.move.kind == "card" else str(700_000_000 + entry.move.group),
        "type": kind,
        "transaction type": kind,
        "description": _old_description(entry),
        "transaction summary": entry.move.contract.title if entry.move.contract else _summary(entry),
        "transaction summary details": _details(entry),
        "description 1": "",
        "description 2": _sum(entry),
        "description 3": "",
        "entered description": "",
        "freelancer": report.name,
        "team": client,
        "client team": client,
        "account name": report.name,
        "amount": amount,
        "amount $": amount,
        "amount in local currency": amount,
        "exchangerate": "1.0",
        "currency": "USD",
        "balance": balance,
        "current balance $": balance,
        "payment method": "",
    }


def _old_description(entry: Entry) -> str:
    if entry.move.contract is None:
        return f"{entry.move.kind.capitalize()} of the month"
    if entry.move.kind in ("fee", "fee back"):
        return f"Service Fee for Fixed Price - Ref ID {900_000_000 + entry.number - 1}"
    return f"Invoice for {entry.move.contract.title}" if entry.move.cents > 0 else "Refund"


def _summary(entry: Entry) -> str:
    return "50 Connects" if entry.move.kind == "connects" else ""


def _details(entry: Entry) -> str:
    if entry.move.kind != HOURLY:
        return ""
    return f"Earnings for {_short(entry.move.since)}-{_short(entry.move.until)}, {_year(entry.move.until)}"


def _sum(entry: Entry) -> str:
    if entry.move.kind == "fee":
        gross = f"${-entry.move.cents * 10 // 100}.{-entry.move.cents * 10 % 100:02d}"
        return f"{gross} x 10.0% = ${-entry.move.cents // 100}.{-entry.move.cents % 100:02d}"
    if entry.move.kind == HOURLY:
        whole = f"{entry.move.cents // 100}.{entry.move.cents % 100:02d}"
        return f"1.00 hours x ${whole} = ${whole}"
    return ""


def _short(day: int) -> str:
    text = day_text(day, Style(days="english")).partition(",")[0]
    month, _, number = text.partition(" ")
    assert month in MONTHS
    return f"{month} {number}"


def _year(day: int) -> str:
    return day_text(day, Style())[:4]
