"""What one export holds (`Export`), what several hold together (`MergedExport`), and what comes of it in a
state (`ImportResult`).

Values are texts as a state holds them: "2026-11-21", "1234.50", "active", "true".  Fields are named as in the
vocabulary that we ship; what another vocabulary lacks is left out where the state is written.
"""

from enum import StrEnum

from advisor.facts.periods import Period
from advisor.facts.provenance import Origin
from advisor.source.record import record


class ExportKind(StrEnum):
    """The kinds of exports, as a reader knows them."""

    WEEKLY = "weekly summary"
    TRANSACTIONS = "transaction report"
    API = "API answer"
    HISTORY = "work history"


class Precedence(StrEnum):
    """How a value meets another value of the same field.

    EXACT: so it is, and another value contradicts it, unless it is of a later day.  LATEST: a day on which
    something last happened as far as the export goes; of two the later one holds.  PART: the amount of the
    days that the export covers, which may be less than all there is.
    """

    EXACT = "exact"
    LATEST = "latest"
    PART = "part"


@record
class Assertion:
    """One export's value of a field, and its place; "" where the export says that there is none.

    `day` is the day as of which it holds (an ordinal), where the export has one, such as that of a balance.
    """

    field: str
    value: str
    origin: Origin
    precedence: Precedence = Precedence.EXACT
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
    """A contract as one export knows it; `days` holds its money where the export has it by the day."""

    key: Key
    origin: Origin
    facts: tuple[Assertion, ...] = ()
    days: tuple[Money, ...] = ()


@record
class Note:
    """A remark, in a sentence, on what is no error; `place` as in an `Origin`, "" for the whole file."""

    text: str
    place: str = ""


@record
class Export:
    """All that one file holds.

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

    @property
    def period(self) -> Period | None:
        """The days that the export covers; None where its rows have no days."""
        return None if self.first is None or self.last is None else (self.first, self.last)


@record
class MergedFact:
    """One fact of all exports together, with every place that it stands in or is summed from.

    `value` is "" where an export says that there is none.  `covers` are the first and last day (ordinals) of
    the exports behind an amount that is PART, `lacks` the stretches of days between these that no such export
    covers.
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
    """A contract of a state: its id there, its client's id and name, its title, and the platform's numbers of
    both where an earlier import noted them ("" for what is not known).

    `noted_client` and `noted_title` are what an earlier import called them, where a person has since written
    something else: the exports still say it; `client_known_as` and `known_as` are further names of both.
    `started` and `ended` are days, as the state says, and `kind` is how it is paid.
    """

    id: str
    client: str = ""
    client_name: str = ""
    title: str = ""
    platform_id: str = ""
    client_platform_id: str = ""
    noted_client: str = ""
    noted_title: str = ""
    started: str = ""
    ended: str = ""
    known_as: tuple[str, ...] = ()
    client_known_as: tuple[str, ...] = ()
    kind: str = ""


@record
class MergedContract:
    """A contract as all exports together know it.

    `listed` is the contract of the state that it is; None where the state has none yet.
    """

    key: Key
    facts: tuple[MergedFact, ...]
    listed: StateContract | None = None


@record
class Conflict:
    """Values that contradict one another, so that none is taken.

    `contract` is None for the profile; `number` is the index of the contract in the merged export, as two
    contracts may have one key.
    """

    contract: Key | None
    field: str
    values: tuple[Assertion, ...]
    number: int | None = None


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
    """All exports together.  `notes` are about contracts that were joined by a title alone, and the like."""

    profile: tuple[MergedFact, ...] = ()
    contracts: tuple[MergedContract, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[UnplacedMoney, ...] = ()
    notes: tuple[Note, ...] = ()


class ImportOutcome(StrEnum):
    """What became of a fact.

    ADDED: the state lacked it.  CHANGED: an earlier import wrote another value, and the new one takes its
    place.  SAME: it stood there already; or it is a name of before; or a person wrote what is more (a
    later day, a larger amount than the sum of some days).  YOURS: a person wrote another value, which stays.
    KEPT: an earlier import has a later day, or more, which stays.  REFUSED: the vocabulary does not
    hold it.
    """

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    YOURS = "yours"
    KEPT = "kept"
    REFUSED = "refused"


@record
class ImportChange:
    """What became of one fact.  `path` leads to it in the new state ("contracts.c-101.earned").

    `before` is the value in the old state as it is written there, "" where there was none ("null" is an
    unknown that a person wrote, or that an import did); `after` what the exports say, "" where they say that
    there is none.  `why` is a sentence where `outcome` alone does not say it.
    """

    path: str
    outcome: ImportOutcome
    before: str
    after: str
    origins: tuple[Origin, ...]
    why: str = ""


@record
class NewRow:
    """A client or a contract that the state did not have: its path, and what people call it.

    `platform_id` is the platform's number of it, `client` the client's name ("" for a client itself).
    """

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
