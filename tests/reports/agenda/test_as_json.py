"""An agenda for programs: every key, and signs that any terminal can show."""

import json

from advisor.reports.agenda.as_json import agenda_json
from tests.advice.monthly import agenda, contract

MENU = {"entity": "contract", "id": "a", "label": "Menu"}


def test_every_key() -> None:
    coming = agenda(contract(ended="2026-11-18", due="2026-11-28"), 4)

    report = json.loads(agenda_json(coming, who="Laura"))

    assert report["playbook"].pop("digest").startswith("sha256:")
    assert report == {
        "schema_version": 1,
        "as_of": "2026-11-21",
        "until": "2026-11-25",
        "name": "Laura",
        "playbook": {"name": "Months"},
        "supposed": [],
        "entries": [
            {
                "date": "2026-11-21",
                "in_days": 0,
                "kind": "now",
                **review("medium", [], over="3 days"),
                **around(),
            },
            {
                "date": "2026-11-23",
                "in_days": 2,
                "kind": "comes",
                "rank": 2,
                "action": "hurry",
                "subject": MENU,
                "title": "Hurry with Menu",
                "priority": "medium",
                "deadline": "2026-11-28",
                "points_at_stake": None,
                "money_at_stake": None,
                "effort": "high",
                "rules": ["hurry-before-it-is-due"],
                "moved_by": [],
                "claims": ["D-1"],
                "because": ["Menu is due soon."],
                "grounds": [],
                "facts": [{"path": "contracts.a.left", "value": "5 days"}],
                "message": None,
                "next_steps": [],
                "steps": [],
                **around(),
            },
            {
                "date": "2026-11-25",
                "in_days": 4,
                "kind": "last day",
                **review("high", ["last-evening"], over="7 days"),
                **around(
                    last_day=True,
                    news=[{"rule": "last-evening", "because": "Tonight is the last evening for Menu."}],
                ),
            },
        ],
        "questions": [],
    }


def review(priority: str, moved_by: list[str], *, over: str) -> dict[str, object]:
    return {
        "rank": 1,
        "action": "review",
        "subject": MENU,
        "title": "Review Menu",
        "priority": priority,
        "deadline": "2026-11-25",
        "points_at_stake": None,
        "money_at_stake": None,
        "effort": "low",
        "rules": ["review-in-time"],
        "moved_by": moved_by,
        "claims": ["D-1"],
        "because": ["Menu has ended."],
        "grounds": [],
        "facts": [{"path": "contracts.a.over", "value": over}],
        "message": "On Menu.",
        "next_steps": [],
        "steps": ["Write it."],
    }


def around(**more: object) -> dict[str, object]:
    return {
        "last_day": False,
        "then": None,
        "news": [],
        "no_longer": [],
        "instead_of": [],
        "rules_from_this_day": [],
        "rules_until_this_day": [],
    } | more


def test_where_something_stands_after_its_last_day_and_a_date() -> None:
    report = json.loads(agenda_json(agenda(contract(due="2026-11-28"))))

    assert report["name"] is None
    assert [entry["then"] for entry in report["entries"] if entry.get("last_day")] == [
        {
            "place": "set aside",
            "rules": ["hurry-when-late"],
            "reason": "forbidden",
            "by": "no-hurry-when-very-late",
            "because": "Menu is lost.",
        }
    ]
    assert [entry for entry in report["entries"] if entry["kind"] == "date"] == [
        {
            "date": "2026-11-28",
            "in_days": 7,
            "kind": "date",
            "subject": MENU,
            "path": "contracts.a.due",
            "says": "the next delivery",
        }
    ]


def test_ascii_alone() -> None:
    coming = agenda(contract(ended="2026-11-18").replace("Menu", "Menü"))

    text = agenda_json(coming, ascii_only=True)

    assert text.isascii()
    assert json.loads(text)["entries"][0]["title"] == "Review Menü"
