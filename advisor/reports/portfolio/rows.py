"""A portfolio for other programs: JSON, JSON Lines and CSV, with the same row for an item in each."""

import csv
from collections.abc import Iterator
from io import StringIO

from advisor.portfolio.cells import as_cell
from advisor.portfolio.model import Item, Portfolio
from advisor.portfolio.saved import PORTFOLIO_VERSION
from advisor.reports.advice.as_json import day_json, money_json, points_json
from advisor.source.diagnostic import Diagnostic
from advisor.source.json_text import JsonObject, members, to_json

_COLUMNS = (
    "rank", "action", "entity", "subject", "subject_label", "title", "priority", "deadline",
    "days_left", "points_at_stake", "money_at_stake", "rules", "change", "as_of",
)  # fmt: skip


def portfolio_json(portfolio: Portfolio, *, chosen: bool = False, ascii_only: bool = False) -> str:
    """One object: what was reviewed, the items, what is gone, and whose state was not read."""
    whole = _head(portfolio, chosen) | {
        "items": [_row(item, portfolio) for item in portfolio.items],
        "gone": [_row(item, portfolio) for item in portfolio.gone],
        "not_read": _not_read(portfolio),
    }
    return to_json(whole, ascii_only=ascii_only)


def portfolio_jsonl(portfolio: Portfolio, *, chosen: bool = False, ascii_only: bool = False) -> str:
    """The head in the first line, then a line for each item, those that are gone last."""
    lines = [
        _head(portfolio, chosen),
        *(_row(item, portfolio) for item in (*portfolio.items, *portfolio.gone)),
    ]
    return "".join(to_json(line, ascii_only=ascii_only, one_line=True) for line in lines)


def portfolio_csv(portfolio: Portfolio) -> str:
    """A row for each item, those that are gone last; the rules of an item are parted by blanks."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, (portfolio.person, *_COLUMNS, "playbook"), lineterminator="\n")
    writer.writeheader()
    for item in (*portfolio.items, *portfolio.gone):
        row = _row(item, portfolio) | {"rules": " ".join(item.what.rules), "playbook": portfolio.digest}
        writer.writerow({name: as_cell(value) for name, value in row.items()})
    return text.getvalue()


def parquet_columns(person: str) -> dict[str, str]:
    """The columns of a Parquet file, each with its type in DuckDB."""
    other = {
        "rank": "INTEGER", "deadline": "DATE", "days_left": "INTEGER", "points_at_stake": "DECIMAL(18, 2)",
        "money_at_stake": "DECIMAL(18, 2)", "rules": "VARCHAR[]", "as_of": "DATE",
    }  # fmt: skip
    return {name: other.get(name, "VARCHAR") for name in (person, *_COLUMNS, "playbook")}


def portfolio_records(portfolio: Portfolio) -> Iterator[JsonObject]:
    """A row for each item as in JSON, those that are gone last, with the digest of the playbook."""
    for item in (*portfolio.items, *portfolio.gone):
        yield _row(item, portfolio) | {"playbook": portfolio.digest}


def _head(portfolio: Portfolio, chosen: bool) -> JsonObject:
    return {
        "schema_version": PORTFOLIO_VERSION,
        **members(portfolio, "playbook", "digest"),
        "since": day_json(portfolio.since),
        "reviewed": len(portfolio.reviewed),
        "unread": len(portfolio.not_read),
        "chosen": chosen,
    }


def _row(item: Item, portfolio: Portfolio) -> JsonObject:
    what = item.what
    return {
        portfolio.person: item.person,
        **members(what, "rank", "action"),
        "entity": what.subject.entity,
        "subject": what.subject.id,
        "subject_label": what.subject.label,
        **members(what, "title", "priority"),
        "deadline": day_json(what.due),
        "days_left": item.days_left,
        "points_at_stake": points_json(what.points),
        "money_at_stake": money_json(what.money),
        "rules": what.rules,
        "change": item.change,
        "as_of": day_json(item.day),
    }


def _not_read(portfolio: Portfolio) -> list[JsonObject]:
    return [
        {portfolio.person: one.name, "problems": list(map(_problem, one.problems))}
        for one in portfolio.not_read
    ]


def _problem(problem: Diagnostic) -> JsonObject:
    return {
        **members(problem.location, "file", "line", "column"),
        **members(problem, "code", "message", "hint"),
    }


def problems_json(portfolio: Portfolio) -> str:
    """Every problem of states that were not read."""
    return to_json(_not_read(portfolio))
