"""Exports put down in few words, for tests of what is made of them."""

from advisor.facts.provenance import Origin
from advisor.upwork.exports.candidates import Candidate, candidates_of
from advisor.upwork.exports.model import (
    Assertion,
    Contract,
    Export,
    ExportKind,
    Key,
    MergedFact,
    Money,
    Precedence,
)

API, HISTORY, REPORT, WEEKLY = ExportKind.API, ExportKind.HISTORY, ExportKind.TRANSACTIONS, ExportKind.WEEKLY
PLACE = "row 2"


def key(text: str) -> Key:
    """A key by "number | client | title | number of the client"; the last ones may be missing."""
    parts = [part.strip() for part in text.split("|")]
    return Key(*parts)


def contract(
    text: str, *, facts: str = "", days: str = "", file: str = "", precedence: str = "exact"
) -> Contract:
    """A contract by its key, with "field value, field value" and "day earned refunded, ..." (in cents)."""
    assertions = [fact(entry, file, precedence) for entry in facts.split(",") if entry.strip()]
    return Contract(key(text), Origin(file, PLACE), tuple(assertions), money(days))


def fact(text: str, file: str = "", precedence: str = "exact") -> Assertion:
    """A fact by "field value", or "field value day"."""
    field, value, *day = text.split()
    return Assertion(field, value, Origin(file, PLACE), Precedence(precedence), int(day[0]) if day else None)


def money(text: str) -> tuple[Money, ...]:
    """Money by "day earned", or "day earned refunded", each with one row, which has the number of the day."""
    days = []
    for entry in text.split(","):
        if entry.strip():
            day, earned, *refunded = map(int, entry.split())
            days.append(Money(day, earned, refunded[0] if refunded else 0, 1, day))
    return tuple(days)


def export(file: str, kind: ExportKind, *contracts: Contract, profile: str = "") -> Export:
    """An export that covers the days of its contracts; the places of its facts are in its file."""
    here = tuple(_in_file(contract, file) for contract in contracts)
    days = [money.day for contract in here for money in contract.days]
    assertions = tuple(fact(entry, file) for entry in profile.split(",") if entry.strip())
    first, last = (min(days), max(days)) if days else (None, None)
    return Export(file, kind, len(here), assertions, here, first=first, last=last)


def _in_file(contract: Contract, file: str) -> Contract:
    place = Origin(file, contract.origin.place)
    facts = tuple(
        Assertion(fact.field, fact.value, place, fact.precedence, fact.day) for fact in contract.facts
    )
    return Contract(contract.key, place, facts, contract.days)


def candidates(*exports: Export) -> list[Candidate]:
    """The contracts of exports, each with its export."""
    return candidates_of(exports)


def short(fact: MergedFact) -> str:
    """A fact in one line: field, value, precedence, places, and what it covers."""
    places = " + ".join(f"{origin.file} {origin.place}" for origin in fact.origins)
    day = f" of day {fact.day}" if fact.day is not None else ""
    covers = f" covers {fact.covers[0]}..{fact.covers[1]}" if fact.covers else ""
    return f"{fact.field} {fact.value} {fact.precedence}{day}: {places}{covers}"
