"""An export as text that tests compare: everything that it says, one line each."""

from datetime import date

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Assertion, Contract, Export, Key, RowType


def text_of(export: Export) -> str:
    """All of it; every place must be in the export's own file."""
    days = f", {_day(export.first)} to {_day(export.last)}" if export.first and export.last else ""
    lines = [f"{export.kind}, {export.rows} rows{days}"]
    lines += [f"profile {_fact(fact, export)}" for fact in export.profile]
    for contract in export.contracts:
        lines += [f"{_key(contract.key)} ({_place(contract.origin, export)})", *_inside(contract, export)]
    lines += [_type(each) for each in export.types]
    lines += [f"note: {note.text}{f' [{note.place}]' if note.place else ''}" for note in export.notes]
    return "".join(f"{line}\n" for line in lines)


def _type(each: RowType) -> str:
    known = "known" if each.is_known else "unknown"
    total = "" if each.is_known else f", {each.cents / 100:.2f}"
    return f"{known}: {each.rows} {each.name}{total}"


def _inside(contract: Contract, export: Export) -> list[str]:
    facts = [f"  {_fact(fact, export)}" for fact in contract.facts]
    return facts + [
        f"  {_day(day.day)}: {day.earned} earned, {day.refunded} refunded"
        f" ({day.rows} rows, the last is row {day.last_row})"
        for day in contract.days
    ]


def _fact(fact: Assertion, export: Export) -> str:
    day = f" of {_day(fact.day)}" if fact.day else ""
    return f"{fact.field}: {fact.value}{day} ({fact.precedence}, {_place(fact.origin, export)})"


def _key(key: Key) -> str:
    parts = {"id": key.id, "client": key.client, "client id": key.client_id, "title": key.title}
    return ", ".join(f"{name} {value!r}" for name, value in parts.items() if value) or "nobody's"


def _place(origin: Origin, export: Export) -> str:
    assert origin.file == export.file
    return origin.place


def _day(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day else ""
