"""What one export says, before it is held against other exports and against what a person wrote.

A reader (`weekly`, `transactions`, `api`, `work_history`) makes an `Export` of a file; `picture` puts
several together.  Values are texts as a state holds them: "2026-11-21", "1234.50", "active", "true".  Fields
are named as in the vocabulary that we ship; what another vocabulary lacks is left out where the state is
written.
"""

from enum import StrEnum

from advisor.facts.provenance import Origin
from advisor.source.record import record


class ExportKind(StrEnum):
    """The kinds of exports, as a reader knows them."""

    WEEKLY = "weekly summary"
    TRANSACTIONS = "transaction report"
    API = "API answer"
    HISTORY = "work history"


class Precedence(StrEnum):
    """How a value meets another one that is told of the same field.

    EXACT: so it is, and another value contradicts it, unless it is told of a later day.  LATEST: a day on
    which something last happened as far as the export goes; of two the later one holds.  PART: the amount of
    the days that the export covers, which may be less than all there is.
    """

    EXACT = "exact"
    LATEST = "latest"
    PART = "part"


@record
class Assertion:
    """One fact: a field, its value as text, and from where; "" where the export says that there is none.

    `day` is the day of which it is told (an ordinal), where the export says so, such as that of a balance.
    """

    field: str
    value: str
    origin: Origin
    strength: Precedence = Precedence.EXACT
    day: int | None = None


@record
class Key:
    """By what an export knows a contract; "" for what it does not tell.

    `id` is the platform's number of the contract, `client` the name of the client's team or company,
    `client_id` the platform's number of it.
    """

    id: str = ""
    client: str = ""
    title: str = ""
    client_id: str = ""


@record
class Money:
    """What was paid and returned on a contract on one day (an ordinal), in cents, neither below 0.

    `rows` counts the rows behind it, `last_row` is the number of the last one of them in the file.
    """

    day: int
    earned: int
    refunded: int
    rows: int
    last_row: int


@record
class Contract:
    """A contract as one export knows it; `days` holds its money where the export tells it by the day."""

    key: Key
    origin: Origin
    facts: tuple[Assertion, ...] = ()
    days: tuple[Money, ...] = ()


@record
class Note:
    """What is worth telling about a file and is no error; a whole sentence, or a clause with its `count`.

    `place` as in an `Origin`; "" for the file as a whole.
    """

    text: str
    place: str = ""


@record
class Export:
    """All that one file says.

    `rows` counts what was read (rows of a table, entries of a list); `first` and `last` are the days
    (ordinals) of its first and last row, where rows have days.  `types` counts rows by the kind that the file
    gives them, as (name, rows, whether we know what it means).
    """

    file: str
    kind: ExportKind
    rows: int
    profile: tuple[Assertion, ...] = ()
    contracts: tuple[Contract, ...] = ()
    notes: tuple[Note, ...] = ()
    first: int | None = None
    last: int | None = None
    types: tuple[tuple[str, int, bool], ...] = ()
