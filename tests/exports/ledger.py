"""A freelancer's account: every movement in the order of time, with the balance after it."""

from advisor.source.record import record
from tests.exports.truth import Contract, Freelancer


@record
class Move:
    """A movement.

    `kind` is that of a payment, or "refund", "fee", "fee back", "connects", "membership", "card" or something
    that nobody knows.  Movements of one `group` share a transaction id.  `since` and `until` as in a payment.
    """

    day: int
    kind: str
    cents: int
    contract: Contract | None
    group: int
    since: int
    until: int


@record
class Entry:
    """A movement in its place: its number, and `balance`, which is what is in the account after it."""

    move: Move
    number: int
    balance: int


def ledger(truth: Freelancer, unknown: bool = False) -> tuple[Entry, ...]:
    """All movements, the oldest first; with `unknown`, some of a kind that no reader knows."""
    moves = _earnings(truth) + _account(truth, unknown)
    moves.sort(key=lambda move: move.day)
    entries, balance = [], 0
    for number, move in enumerate(moves):
        balance += move.cents
        entries.append(Entry(move, number, balance))
    return tuple(entries)


def between(entries: tuple[Entry, ...], first: int, last: int) -> tuple[Entry, ...]:
    """The movements of the days from `first` to `last`."""
    return tuple(entry for entry in entries if first <= entry.move.day <= last)


def _earnings(truth: Freelancer) -> list[Move]:
    moves, group = [], 0
    for contract in truth.contracts:
        for payment in contract.payments:
            group += 1
            span = (payment.since, payment.until)
            moves.append(Move(payment.day, payment.kind, payment.cents, contract, group, *span))
            moves.append(Move(payment.day, "fee", -_fee(payment.cents), contract, group, *span))
        for back in contract.refunds:
            group += 1
            span = (back.day, back.day)
            moves.append(Move(back.day, "refund", -back.cents, contract, group, *span))
            moves.append(Move(back.day, "fee back", _fee(back.cents), contract, group, *span))
    return moves


def _fee(cents: int) -> int:
    """Ten percent, and a cent at least: no movement is of nothing."""
    return max(1, cents // 10)


def _account(truth: Freelancer, unknown: bool) -> list[Move]:
    first, last = truth.days
    kinds = [("membership", -1_999, first), ("connects", -750, (first + last) // 2), ("card", 750, last)]
    if unknown:
        kinds += [("quantum", 1_234, first), ("quantum", -34, last)]
    return [
        Move(day, kind, cents, None, 10_000 + number, day, day)
        for number, (kind, cents, day) in enumerate(kinds)
    ]
