"""A portfolio for other programs: the same rows in JSON, JSON Lines and CSV."""

import csv
import json
from io import StringIO
from pathlib import Path

from advisor.portfolio.model import Portfolio
from advisor.portfolio.since import Earlier, since
from advisor.reports.portfolio.rows import portfolio_csv, portfolio_json, portfolio_jsonl, problems_json
from tests.portfolio.many import ENDED, lines, people, portfolio_of, state

ROW = {
    "freelancer": "ben",
    "rank": 1,
    "action": "review",
    "entity": "contract",
    "subject": "a",
    "subject_label": "Menu",
    "title": "Review Menu",
    "priority": "medium",
    "deadline": "2026-11-25",
    "days_left": 4,
    "points_at_stake": None,
    "money_at_stake": None,
    "rules": ["review-in-time"],
    "change": None,
    "as_of": "2026-11-21",
}


def changed(folder: Path) -> Portfolio:
    """A portfolio in which one thing is new and two are gone."""
    old = portfolio_of(people(folder))
    earlier = Earlier({item.key: item for item in old.items}, 739_000, "", is_part=False)
    new = lines(folder, {"freelancer": "ben", **ENDED}, {"freelancer": "eve", **ENDED}, name="new.jsonl")
    return since(portfolio_of(new), earlier)


def test_json_holds_the_items_what_is_gone_and_whose_state_was_not_read(tmp_path: Path) -> None:
    source = lines(tmp_path, {"freelancer": "ben", **ENDED}, {"freelancer": "cid", **state(dew=1)})
    portfolio = portfolio_of(source)
    whole = json.loads(portfolio_json(portfolio))
    problem = whole.pop("not_read")
    assert whole == {
        "schema_version": 1,
        "playbook": "Months",
        "digest": portfolio.digest,
        "since": None,
        "reviewed": 1,
        "unread": 1,
        "chosen": False,
        "items": [ROW],
        "gone": [],
    }
    assert problem == json.loads(problems_json(portfolio))
    assert problem == [
        {
            "freelancer": "cid",
            "problems": [
                {
                    "file": source,
                    "line": 2,
                    "column": 66,
                    "code": "unknown-field",
                    "message": 'a contract has no field "dew"',
                    "hint": 'did you mean "due"?',
                }
            ],
        }
    ]


def test_json_lines_hold_the_head_first_and_what_is_gone_last(tmp_path: Path) -> None:
    head, *rows = map(json.loads, portfolio_jsonl(changed(tmp_path), chosen=True).splitlines())
    assert (head["reviewed"], head["since"], head["chosen"]) == (2, "2024-04-24", True)
    assert rows[0] == ROW
    assert [(row["freelancer"], row["change"]) for row in rows] == [
        ("ben", None),
        ("eve", "new"),
        ("ann", "gone"),
        ("cid", "gone"),
    ]


def test_csv_holds_the_same_rows_with_the_digest_in_each(tmp_path: Path) -> None:
    portfolio = changed(tmp_path)
    rows = list(csv.DictReader(StringIO(portfolio_csv(portfolio))))
    plain = {name: "" if value is None else str(value) for name, value in ROW.items()}
    assert rows[0] == plain | {"rules": "review-in-time", "playbook": portfolio.digest}
    assert [row["change"] for row in rows] == ["", "new", "gone", "gone"]


def test_a_spreadsheet_runs_nothing_that_somebody_has_put_into_a_title(tmp_path: Path) -> None:
    contract = {"id": "a", "title": "=cmd|calc", "ended": "2026-11-18"}
    source = lines(tmp_path, {"freelancer": "+ben", "contracts": [contract]})
    [row] = csv.DictReader(StringIO(portfolio_csv(portfolio_of(source))))
    assert (row["freelancer"], row["subject_label"]) == ("'+ben", "'=cmd|calc")
    assert row["title"] == "Review =cmd|calc"


def test_other_signs_become_escapes_where_the_stream_has_none(tmp_path: Path) -> None:
    contract = {"id": "a", "title": "Café", "ended": "2026-11-18"}
    portfolio = portfolio_of(lines(tmp_path, {"contracts": [contract]}))
    for text in (portfolio_json(portfolio, ascii_only=True), portfolio_jsonl(portfolio, ascii_only=True)):
        assert text.isascii()
        assert "Caf\\u00e9" in text
