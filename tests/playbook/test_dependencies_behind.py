"""The rules behind others."""

from advisor.playbook.dependencies import with_dependencies
from tests.engine.toy import book
from tests.engine.written import Json

RULES: dict[str, Json] = {
    "late": {"for": "deal", "when": {"late": "> 9"}, "conclude": "old"},
    "old": {"for": "deal", "when": {"old": True, "a": "1"}, "conclude": "stale"},
    "stale": {"for": "deal", "when": {"after.stale": False, "b": "1"}},
    "other": {"for": "deal", "when": {"c": "1"}, "conclude": "busy"},
    "firm": {"for": "firm", "when": {"n": "1"}},
}


def names(*rules: str) -> list[str]:
    return [rule.id for rule in with_dependencies(book(RULES), rules).rules]


def test_rules_come_with_those_that_draw_what_they_read() -> None:
    assert names("stale") == ["late", "old", "stale"]
    assert names("old") == ["late", "old"]


def test_others_stay_behind() -> None:
    assert names("firm", "other") == ["firm", "other"]
    assert names() == []
