"""What a reader must give of an export that was written from the truth, told in plain values to compare.

Money by the day is `{contract: {day: (earned, refunded)}}` in cents; facts are `{field: value}` as a state
holds them.  Names compare as `plain` gives them.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from advisor.upwork.exports.model import Contract as ExportedContract
from advisor.upwork.exports.model import Export
from tests.exports.ledger import Entry
from tests.exports.truth import BONUS, FIXED, HOURLY, Contract, Freelancer
from tests.exports.weekly_csv import Line

Days = dict[int, tuple[int, int]]
EARNING = (HOURLY, FIXED, BONUS)
STATUS = {"ACTIVE": "active", "PAUSED": "paused", "CLOSED": "ended"}


def plain(text: str) -> str:
    """A name as names compare here: runs of blanks are one blank, and so is a sign that a terminal obeys."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def same(left: str, right: str) -> bool:
    """Whether two values say the same: "12.5" and "12.50" do."""
    try:
        return Decimal(left) == Decimal(right)
    except InvalidOperation:
        return left == right


def day_text(day: int) -> str:
    """A day as a state holds it."""
    return date.fromordinal(day).isoformat()


def money_text(cents: int) -> str:
    """An amount as a state holds it."""
    return f"{cents // 100}.{cents % 100:02d}"


def records(content: bytes) -> list[list[str]]:
    """The records of a CSV file as another program reads them; row N of a spreadsheet is `[N - 1]`."""
    text = content.decode("utf-8-sig")
    header = re.split("[\r\n]", text, maxsplit=1)[0]
    delimiter = max(",;", key=header.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def summed(moves: Iterable[tuple[str, int, int]]) -> dict[str, Days]:
    """Money by contract and day, from (contract, day, cents); what is below zero was returned."""
    by_contract: dict[str, Days] = {}
    for contract, day, cents in moves:
        days = by_contract.setdefault(contract, {})
        earned, refunded = days.get(day, (0, 0))
        days[day] = (earned + max(cents, 0), refunded + max(-cents, 0))
    return by_contract


def weekly_money(lines: Iterable[Line]) -> dict[str, Days]:
    """What a weekly summary says, by the contract's number."""
    return summed((line.contract.id, line.day, line.cents) for line in lines)


def report_money(entries: Iterable[Entry]) -> dict[str, Days]:
    """What a transaction report of the newer generations says, by client and title."""
    return summed(
        (report_key(entry.move.contract), entry.move.day, entry.move.cents)
        for entry in entries
        if entry.move.contract and entry.move.kind in (*EARNING, "refund")
    )


def report_key(contract: Contract) -> str:
    """By what a transaction report knows a contract."""
    return f"{plain(contract.client.name)} | {plain(contract.title)}"


def exported_money(contracts: Iterable[ExportedContract], by_id: bool) -> dict[str, Days]:
    """The money of an export, for comparison; contracts without any are left out."""
    moves = []
    for contract in contracts:
        name = contract.key.id if by_id else f"{plain(contract.key.client)} | {plain(contract.key.title)}"
        for day in contract.days:
            moves += [(name, day.day, day.earned), (name, day.day, -day.refunded)]
    return {name: days for name, days in summed(moves).items() if days}


def exported_facts(export: Export, key: str = "id") -> dict[str, dict[str, set[str]]]:
    """Every value that an export tells, by contract and field."""
    by_contract: dict[str, dict[str, set[str]]] = {}
    for contract in export.contracts:
        facts = by_contract.setdefault(plain(str(getattr(contract.key, key))), {})
        for fact in contract.facts:
            facts.setdefault(fact.field, set()).add(fact.value)
    return by_contract


def true_facts(contract: Contract) -> dict[str, str]:
    """What is so, and can be told by some export; what is not in it must not be told of the contract."""
    facts = {
        "kind": "hourly" if contract.hourly else "fixed",
        "status": STATUS[contract.status],
        "started": day_text(contract.started),
        "earned": money_text(contract.charged),
        "escrow": money_text(contract.escrow),
    }
    if contract.ended is not None:
        facts["ended"] = day_text(contract.ended)
    if contract.received is not None:
        facts["feedback_received"] = str(Decimal(contract.received.stars) / 100)
        facts["feedback_received_on"] = day_text(contract.received.day)
    if contract.given is not None:
        facts["feedback_given"] = day_text(contract.given.day)
    waiting = [milestone for milestone in contract.milestones if milestone.state != "Paid"]
    if waiting and waiting[0].submitted is not None:
        facts["milestone_submitted"] = day_text(waiting[0].submitted)
    # Of the money that lies in escrow: only that can become dormant.
    dues = [
        milestone.due for milestone in contract.milestones if milestone.due is not None and milestone.escrow
    ]
    if dues:
        facts["milestone_due"] = day_text(max(dues))
    if contract.escrow_refund == "Disputed":
        facts["dispute"] = "open"
    if contract.escrow_refund == "Open":
        facts["escrow_refund_requested"] = day_text(contract.updated)
    return facts


def score(truth: Freelancer) -> str | None:
    """The score as a state holds it; None for 0 and 1, which may be shares or stand for no score."""
    return str(truth.score) if truth.score is not None and truth.score > 1 else None


def badge(truth: Freelancer) -> str:
    """The highest badge."""
    if truth.vetted:
        return "expert-vetted"
    if truth.top_rated_plus:
        return "top-rated-plus"
    return "top-rated" if truth.top_rated else ""
