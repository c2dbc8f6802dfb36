"""Exports as readers give them, in short, and imports of them into the text of a state."""

from datetime import date

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import (
    Assertion,
    Contract,
    Export,
    ExportKind,
    ImportChange,
    ImportOutcome,
    ImportResult,
    Key,
    Money,
    Precedence,
)
from advisor.upwork.exports.update_state import OPENING, update_state
from tests.facts.shipped import schema

TODAY = date(2026, 11, 22).toordinal()
MENU = Key(id="101", title="Menu", client="ACME Tools", client_id="881")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def answer(*contracts: Contract, file: str = "api.json", **profile: str) -> Export:
    """An answer of the API."""
    origin = Origin(file, "data.user")
    assertions = tuple(Assertion(name, value, origin) for name, value in profile.items())
    return Export(file, ExportKind.API, len(contracts), profile=assertions, contracts=contracts)


def contract(key: Key = MENU, *, at: str = "", file: str = "api.json", **facts: str) -> Contract:
    """A contract with exact facts, all in one place."""
    origin = Origin(file, at or f"data.contract[{key.id}]")
    return Contract(key, origin, tuple(Assertion(name, value, origin) for name, value in facts.items()))


def weekly(
    *money: tuple[str, int],
    file: str = "weekly.csv",
    key: Key = MENU,
    covers: tuple[str, str] | None = None,
    kind: ExportKind = ExportKind.WEEKLY,
) -> Export:
    """A weekly summary with one contract that earned so much (in cents) on these days, a row each."""
    days = tuple(Money(day(on), cents, 0, 1, row) for row, (on, cents) in enumerate(money, start=2))
    origin = Origin(file, f"row {len(money) + 1}")
    last = Assertion("last_activity", money[-1][0], origin, Precedence.LATEST)
    first, end = covers or (money[0][0], money[-1][0])
    own = Contract(key, origin, (last,), days)
    return Export(file, kind, len(money), contracts=(own,), first=day(first), last=day(end))


def importing(text: str, *exports: Export, on: int = TODAY, name: str = "s.yaml") -> tuple[str, ImportResult]:
    return update_state(text, name, exports, schema(), on)


def after(text: str, *exports: Export, on: int = TODAY) -> str:
    return importing(text, *exports, on=on)[0]


def changes(text: str, *exports: Export) -> list[tuple[str, str, str, str]]:
    """What became of the facts, without their places."""
    return [short(change) for change in importing(text, *exports)[1].changes]


def short(each: ImportChange) -> tuple[str, str, str, str]:
    return (each.path, each.outcome.value, each.before, each.after)


__all__ = ["OPENING", "ImportOutcome"]
