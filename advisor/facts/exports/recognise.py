"""Which export a file is, by what stands in it, and what it says.  A file's name is never asked."""

from collections.abc import Callable
from dataclasses import replace

from advisor.facts.exports.columns import plain_name
from advisor.facts.exports.model import Export, Kind, Note
from advisor.facts.exports.opening import Source, size_of
from advisor.facts.exports.table import Table, shown
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import ExportError
from advisor.source.files import unreadable
from advisor.source.location import Location

__all__ = ["read_export", "size_of"]

Progress = Callable[[int], None]

_WEEKLY = frozenset({"date", "hours", "amount", "payment type"})
# Columns of a transaction report that no bank and no other market place has all at once.
_OURS = frozenset(
    {
        "agency",
        "agency team",
        "freelancer",
        "team",
        "client team",
        "ref id",
        "transaction summary",
        "transaction summary details",
        "description 1",
    }
)
_KNOWN = (
    "A weekly summary has the columns Date, Contract, Hours, Amount, Payment type; "
    "a transaction report has Date, Transaction type, Transaction summary, Client team, Amount $ and more"
)
_HINT = "on the platform, download one of them under Reports; JSON of the API and of a profile is read too"
_NOTHING = Note("There are column names and no rows: nothing happened on the days that were chosen.")
_COLUMNS = 8  # shown of a header that is not known


def read_export(path: str, *, short: str = "", progress: Progress | None = None) -> Export:
    """What the file at `path` says.  Raises ExportError with all of its problems.

    `short` is how the origins of values call the file; problems call it by `path`.  `progress` gets the
    number of bytes read so far, once in a while.
    """
    try:
        return _read(path, short or path, progress)
    except OSError as error:
        raise ExportError([unreadable(path, error, path)]) from error


def _read(path: str, short: str, progress: Progress | None) -> Export:
    source = Source(path, path)
    if source.is_json:
        source.close()
        from advisor.facts.exports.json_exports import read_json

        return read_json(path, short, progress)
    with source.text(progress) as stream:
        table = Table(stream, path, short)
        if kind_of(table.header) is None:
            raise ExportError([_unknown(table, source.is_state)])
        export = _read_table(table)
    return export if export.rows else replace(export, notes=(*export.notes, _NOTHING))


def _read_table(table: Table) -> Export:
    if kind_of(table.header) is Kind.WEEKLY:
        from advisor.facts.exports.weekly import read_weekly

        return read_weekly(table)
    from advisor.facts.exports.transactions import read_transactions

    return read_transactions(table)


def _unknown(table: Table, is_state: bool) -> Diagnostic:
    place = Location(table.file, 1, 1)
    if is_state or table.file.lower().endswith((".yaml", ".yml")):
        hint = "name the state with -o, and the exports without it"
        return Diagnostic("export-unknown", place, "this looks like a state, and is no export", hint)
    names = [f'"{shown(name)}"' for name in table.header[:_COLUMNS]]
    more = f" and {len(table.header) - _COLUMNS} more" if len(table.header) > _COLUMNS else ""
    message = f"row 1: this is no export that is known here; the columns found are {', '.join(names)}{more}"
    return Diagnostic("export-unknown", place, f"{message}. {_KNOWN}", _HINT)


def kind_of(header: tuple[str, ...]) -> Kind | None:
    """The kind of table that has such a header, in any order; columns may be missing or more.

    A table of a bank may have a date, a type and an amount as well: it is taken for none of ours without
    columns that only ours have.
    """
    names = {plain_name(name) for name in header}
    if "contract" in names and len(names & _WEEKLY) >= 2:
        return Kind.WEEKLY
    ours = len(names & _OURS)
    typed = bool(names & {"type", "transaction type"})
    if typed and ours and (ours > 1 or ("date" in names and names & {"amount", "amount $"})):
        return Kind.TRANSACTIONS
    return None
