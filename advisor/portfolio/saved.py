"""A portfolio that was saved as JSON, JSON Lines or CSV (`reports/portfolio`), read again to be compared."""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from io import TextIOWrapper

from advisor.advice.model import Subject
from advisor.advice.outline import OutlineItem
from advisor.playbook.model import Priority
from advisor.playbook.types import FieldType, read_value
from advisor.portfolio.cells import of_cell
from advisor.portfolio.model import Item, ItemChange
from advisor.portfolio.since import Earlier
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import AdviceError, StateError
from advisor.source.files import open_regular
from advisor.source.record import record
from advisor.sqlplan.parquet_files import PARQUET, read_parquet_rows

PORTFOLIO_VERSION = 1
_HINT = 'save one with "advisor portfolio SOURCE --format json -o FILE", or as jsonl or csv'
_NEEDED = ("action", "entity", "subject", "title", "priority", "deadline")

_Row = Mapping[str, object]


class _Wrong(Exception):
    """What is wrong, and in which line of the file."""


@record
class _Content:
    """What stands at the head of a file, and its rows, each with the line that it starts on."""

    head: _Row
    rows: Iterator[tuple[int, _Row]]


def read_saved_portfolio(path: str, person: str) -> Earlier:
    """The portfolio saved in a file; the column `person` says whose an item is.

    Raises AdviceError about the first thing that is wrong with it.
    """
    if path.lower().endswith(PARQUET) and os.path.isfile(path):
        return _from_parquet(path, person)
    raw, problem = open_regular(path, path)
    if raw is None:
        raise AdviceError([problem] if problem else [])
    try:
        with TextIOWrapper(raw, "utf-8-sig", newline="") as stream:
            content = _content(stream)
            items = [
                _item(row, person, line) for line, row in content.rows if row.get("change") != ItemChange.GONE
            ]
    except _Wrong as error:
        message, line = error.args
        raise AdviceError([Diagnostic("wrong-shape", Location(path, line, 1), message, _HINT)]) from None
    except UnicodeDecodeError:
        where = Location(path, 1, 1)
        raise AdviceError([Diagnostic("wrong-shape", where, "the file is no text in UTF-8", _HINT)]) from None
    return _earlier_of(items, content.head)


def _from_parquet(path: str, person: str) -> Earlier:
    try:
        rows = list(read_parquet_rows(path))
        items = [
            _item(row, person, number)
            for number, row in enumerate(rows, start=1)
            if row.get("change") != ItemChange.GONE
        ]
    except _Wrong as error:
        message, number = error.args
        raise AdviceError([Diagnostic("wrong-shape", Location(path, number, 1), message, _HINT)]) from None
    except StateError as error:
        raise AdviceError(error.diagnostics) from None
    return _earlier_of(items, {"digest": rows[0].get("playbook") if rows else ""})


def _earlier_of(items: list[Item], head: _Row) -> Earlier:
    days = {item.day for item in items}
    return Earlier(
        {item.key: item for item in items},
        days.pop() if len(days) == 1 else None,
        str(head.get("digest") or ""),
        bool(head.get("chosen")),
    )


def _content(stream: TextIOWrapper) -> _Content:
    first = stream.readline()
    stream.seek(0)
    if not first.strip():
        raise _Wrong("the file is empty, where a saved portfolio was expected", 1)
    if not first.lstrip().startswith("{"):
        return _from_csv(stream)
    try:
        head = json.loads(first)
    except (ValueError, RecursionError):
        return _from_json(stream)
    _check_version(head)
    return _Content(head, _json_lines(stream))


def _check_version(head: object) -> None:
    version = head.get("schema_version") if isinstance(head, dict) else None
    if version is None or not isinstance(head, dict) or "reviewed" not in head:
        raise _Wrong("this is no saved portfolio", 1)
    if version != PORTFOLIO_VERSION:
        raise _Wrong(f'"schema_version": found {version}, expected {PORTFOLIO_VERSION}', 1)


def _json_lines(stream: TextIOWrapper) -> Iterator[tuple[int, _Row]]:
    for number, line in enumerate(stream, start=1):
        if number > 1 and line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                raise _Wrong("the line is no JSON", number) from None
            yield number, _as_row(row, number)


def _from_json(stream: TextIOWrapper) -> _Content:
    try:
        whole = json.load(stream)
    except (ValueError, RecursionError) as error:
        raise _Wrong("the file is no JSON", getattr(error, "lineno", 1)) from None
    _check_version(whole)
    rows = whole.get("items")
    if not isinstance(rows, list):
        raise _Wrong('it lacks the list "items"', 1)
    return _Content(whole, ((1, _as_row(row, 1)) for row in rows))


def _as_row(value: object, line: int) -> _Row:
    if not isinstance(value, dict):
        raise _Wrong("an item is no object", line)
    return value


def _from_csv(stream: TextIOWrapper) -> _Content:
    reader = csv.DictReader(stream, strict=True)
    rows: list[tuple[int, _Row]] = []
    try:
        for row in reader:
            plain = {name: of_cell(value or "") for name, value in row.items() if name}
            rows.append((reader.line_num, plain))
    except csv.Error as error:
        raise _Wrong(f"the row cannot be read: {error}", reader.line_num) from None
    digest = rows[0][1].get("playbook") if rows else ""
    return _Content({"digest": digest}, iter(rows))


def _item(row: _Row, person: str, line: int) -> Item:
    missing = [name for name in (person, *_NEEDED) if name not in row]
    if missing:
        raise _Wrong(f'an item lacks "{missing[0]}"', line)
    action, entity, subject, title = (str(row[name]) for name in _NEEDED[:4])
    if row["priority"] not in tuple(Priority):
        raise _Wrong(f'"priority": found "{row["priority"]}", expected one of {", ".join(Priority)}', line)
    what = OutlineItem(
        rank=0,
        action=action,
        subject=Subject(entity, subject, ""),
        title=title,
        priority=Priority(str(row["priority"])),
        due=_day(row, "deadline", line),
        stake=None,
        rules=(),
    )
    return Item(str(row[person]), _day(row, "as_of", line) or 0, what)


def _day(row: _Row, name: str, line: int) -> int | None:
    text = row.get(name)
    if text in (None, ""):
        return None
    value = read_value(str(text), FieldType.DATE)
    if not isinstance(value, int):
        raise _Wrong(f'"{name}": found "{text}", expected a day, such as 2026-11-21', line)
    return value
