"""What one export holds (`Export`), what several hold together (`MergedExport`), and what comes of it in a
state (`ImportResult`).

Values are texts as a state holds them: "2026-11-21", "1234.50", "active", "true".  Fields are named as in the
vocabulary that we ship; what another vocabulary lacks is left out where the state is written.
"""

from dataclasses import field, replace
from enum import StrEnum

from advisor.facts.periods import Period
from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.source.record import record


class ExportKind(StrEnum):
    """The kinds of exports, as a reader knows them."""

    WEEKLY = "weekly summary"
    TRANSACTIONS = "transaction report"
    API = "API answer"
    HISTORY = "work history"


class Precedence(StrEnum):
    """How a value meets another value of the same field."""

    EXACT = "exact"  # another value contradicts it, unless it is of a later day
    LATEST = "latest"  # the day on which something last happened, as far as the export goes
    PART = "part"  # the amount of the days that the export covers


@record
class Assertion:
    """One export's value of a field, as of a `day` perhaps; "" where it says that there is none."""

    field: str
    value: str
    origin: Origin
    precedence: Precedence = Precedence.EXACT
    day: int | None = None


@record
class Key:
    """By what an export knows a contract; "" for what it does not have.

    `id` and `client_id` are the platform's numbers, `client` is the name of the client's team or company;
    `freelancer` is who works, in small letters, where a report has rows of several; `assignment` may be
    the number.
    """

    id: str = ""
    client: str = ""
    title: str = ""
    client_id: str = ""
    freelancer: str = ""
    assignment: str = ""


@record
class Money:
    """What was paid and returned on a contract on one day, in cents from 0 up, and the rows behind it.

    `signs` are what else the day shows, each with its row: pay for "hourly" work or for a "fixed" price; that
    something was "paid", or that "hours" were worked, which are paid later; a "chargeback".  `place` is that
    of the last row in a file without rows.
    """

    day: int
    earned: int
    refunded: int
    rows: int
    last_row: int
    signs: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    place: str = field(default="", compare=False)

    def place_of(self, row: int) -> str:
        return self.place or f"row {row}"


@record
class Contract:
    """A contract as one export knows it; `days` holds its money where the export has it by the day."""

    key: Key
    origin: Origin
    facts: tuple[Assertion, ...] = ()
    days: tuple[Money, ...] = ()


def with_days(contract: Contract, days: tuple[Money, ...]) -> Contract:
    """The contract with these days instead of its own, and with what follows from them."""
    before = _shown_by(contract, contract.days)
    others = tuple(fact for fact in contract.facts if fact not in before)
    return Contract(contract.key, contract.origin, (*_shown_by(contract, days), *others), days)


def _shown_by(contract: Contract, days: tuple[Money, ...]) -> tuple[Assertion, ...]:
    """The kind and the last days that days of money show.

    Hours make a contract an hourly one, whatever fixed sums were paid on it besides.  Payments of both kinds
    under one title may be of several contracts, and show none.
    """
    seen: dict[str, list[tuple[int, int, str]]] = {}
    for money in days:
        for sign, row in money.signs:
            seen.setdefault(sign, []).append((money.day, row, money.place_of(row)))
    kinds = [kind for kind in ("fixed", "hourly") if kind in seen]
    if len(kinds) > 1 and (contract.key.title or "hours" in seen):
        kinds = ["hourly"] if "hours" in seen else []
    file, paid = contract.origin.file, seen.get("paid", [])
    shown = []
    for kind in kinds:
        _, place = min((row, place) for _, row, place in seen[kind])
        shown.append(Assertion("kind", kind, Origin(file, place)))
    last_days = {
        "chargeback": seen.get("chargeback"),
        "last_activity": [*paid, *seen.get("hours", [])],
        "last_payment": paid,
    }
    for name, found in last_days.items():
        if found:
            day, _, place = max(found)
            shown.append(Assertion(name, iso_date(day), Origin(file, place), Precedence.LATEST))
    return tuple(shown)


@record
class Note:
    """A remark, in a sentence, on what is no error; `place` as in an `Origin`, "" for the whole file."""

    text: str
    place: str = ""


@record
class RowType:
    """The rows of one type in a file, by the file's name for it, with their sum in cents."""

    name: str
    rows: int
    is_known: bool
    cents: int = 0


@record
class Export:
    """All that one file holds: `rows` counts rows of a table or entries of a list.

    `first` and `last` are days of rows.
    """

    file: str
    kind: ExportKind
    rows: int
    profile: tuple[Assertion, ...] = ()
    contracts: tuple[Contract, ...] = ()
    notes: tuple[Note, ...] = ()
    first: int | None = None
    last: int | None = None
    types: tuple[RowType, ...] = ()
    also: tuple["Export", ...] = ()  # what the file holds besides, of other kinds

    @property
    def parts(self) -> tuple["Export", ...]:
        """What the file holds, an export a kind."""
        return (replace(self, also=()), *self.also)

    @property
    def period(self) -> Period | None:
        """The days that the export covers; None where its rows have no days."""
        return None if self.first is None or self.last is None else (self.first, self.last)


@record
class MergedFact:
    """One fact of all exports together, with every place that it stands in or is summed from.

    `covers` are the days of the exports behind an amount that is PART, `lacks` those within that none covers.
    """

    field: str
    value: str
    origins: tuple[Origin, ...]
    precedence: Precedence = Precedence.EXACT
    day: int | None = None
    covers: Period | None = None
    lacks: tuple[Period, ...] = ()


@record
class StateContract:
    """A contract of a state, its client, and the platform's numbers of both; "" for what is not known.

    `noted_titles` and `noted_clients` are what earlier imports called them, as exports may still do.
    """

    id: str
    client: str = ""
    client_name: str = ""
    title: str = ""
    platform_id: str = ""
    client_platform_id: str = ""
    noted_clients: tuple[str, ...] = ()
    noted_titles: tuple[str, ...] = ()
    started: str = ""
    ended: str = ""
    kind: str = ""
    last_activity: str = ""
    last_payment: str = ""


@record
class MergedContract:
    """A contract as all exports together know it; `listed` is what the state has of it.

    `conflicts` are values of a field each that contradict one another, so that none is taken.
    """

    key: Key
    facts: tuple[MergedFact, ...]
    listed: StateContract | None = None
    conflicts: tuple[tuple[Assertion, ...], ...] = ()


@record
class UnplacedMoney:
    """Money that could not be put to a contract, in cents, and why (a whole sentence)."""

    key: Key
    earned: int
    refunded: int
    rows: int
    file: str
    why: str


@record
class MergedExport:
    """All exports together; `conflicts` are those about the profile.

    `notes` are about contracts that were joined by a title alone, and the like.
    """

    profile: tuple[MergedFact, ...] = ()
    contracts: tuple[MergedContract, ...] = ()
    conflicts: tuple[tuple[Assertion, ...], ...] = ()
    unplaced: tuple[UnplacedMoney, ...] = ()
    notes: tuple[Note, ...] = ()


class ImportOutcome(StrEnum):
    """What became of a fact."""

    ADDED = "added"  # the state lacked it
    CHANGED = "changed"  # it takes the place of what an earlier import wrote
    SAME = "same"  # it stood there, or is a name of before, or is less than what a person wrote
    YOURS = "yours"  # a person wrote another value, which stays
    KEPT = "kept"  # an earlier import has a later day, or more, which stays
    REFUSED = "refused"  # the vocabulary does not hold it


@record
class ImportChange:
    """What became of one fact.  `path` leads to it in the new state ("contracts.c-101.earned").

    `before` is what the old state had, `after` what the exports have, both "" for none ("null" is an unknown
    that was written).  `why` is a sentence where `outcome` alone does not say it.
    """

    path: str
    outcome: ImportOutcome
    before: str
    after: str
    origins: tuple[Origin, ...]
    why: str = ""


@record
class NewRow:
    """A client or a contract that the state did not have; `client` is "" for a client itself."""

    path: str
    name: str
    client: str = ""
    platform_id: str = ""


@record
class ImportConflict:
    """Values of exports that contradict one another, so that none is written.  `path` as in a change."""

    path: str
    values: tuple[Assertion, ...]


@record
class ImportResult:
    """All that came of an import; `lacking` counts facts by field that the vocabulary does not know."""

    clients: tuple[NewRow, ...] = ()
    contracts: tuple[NewRow, ...] = ()
    changes: tuple[ImportChange, ...] = ()
    conflicts: tuple[ImportConflict, ...] = ()
    unplaced: tuple[UnplacedMoney, ...] = ()
    notes: tuple[Note, ...] = ()
    lacking: tuple[tuple[str, int], ...] = ()
