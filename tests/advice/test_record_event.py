"""What was done is recorded from Python: no command, no file, and errors of the library."""

from typing import Any

import pytest

from advisor import Playbook
from advisor.advice.record_event import CannotRecord, record_event
from advisor.advice.reviewed import reviewed_text
from advisor.source.errors import AdvisorError, EventError, SelectionError
from tests.cli.deeds import RULES, STATE, Today

TODAY = Today.today()


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return Playbook.load(RULES)


def test_the_text_that_comes_back_has_the_event_and_all_else_as_it_was(playbook: Playbook) -> None:
    made = record_event(playbook, STATE, "ask@b", on="2026-11-20", note="by chat", today=TODAY)

    assert made.before == STATE
    assert "history: [{did: ask, on: 2026-11-20, reply: none, note: by chat}]" in made.after
    assert made.after.splitlines()[:7] == STATE.splitlines()[:7]
    assert made.comparison.after == playbook.review(made.state.parse(made.after))


def test_a_review_before_is_taken_where_it_is_of_this_text(playbook: Playbook) -> None:
    before = reviewed_text(playbook, "me.yaml", STATE)
    event: dict[str, Any] = {"on": "2026-11-20", "today": TODAY, "name": "me.yaml"}
    same = record_event(playbook, STATE, "ask@b", **event, before=before)
    assert same.run is before.run
    anew = record_event(playbook, STATE, "ask@b", **event)
    assert (same.after, same.comparison, same.edit) == (anew.after, anew.comparison, anew.edit)

    other = record_event(playbook, f"{STATE}# later\n", "ask@b", **event, before=before)
    assert other.run is not before.run
    assert other.after.endswith("# later\n")


def test_a_record_that_is_there_already_changes_nothing(playbook: Playbook) -> None:
    once = record_event(playbook, STATE, "ask@b", on="2026-11-20", today=TODAY).after

    assert record_event(playbook, once, "ask@b", on="2026-11-20", today=TODAY).after == once


@pytest.mark.parametrize(
    ("item", "event", "kind", "message"),
    [
        ("ask@c", {}, SelectionError, 'the state has no contract "c": write ask@ID, with one of a or b'),
        (
            "lapse@v",
            {},
            EventError,
            "The playbook keeps no history of visits: it cannot be recorded.",
        ),
        (
            "ask@a",
            {"reply": "perhaps"},
            EventError,
            '"perhaps" is not an answer here: write none or yes or no.',
        ),
        (
            "ask@a",
            {"on": "2026-11-22"},
            EventError,
            "22 November 2026 is still to come: record only what has happened.",
        ),
        ("ask@a", {"on": "today"}, ValueError, "'today' is not a day: give a date, or text such as"),
    ],
)
def test_what_cannot_be_recorded_is_an_error_of_the_library(
    playbook: Playbook, item: str, event: dict[str, Any], kind: type[Exception], message: str
) -> None:
    with pytest.raises(AdvisorError) as raised:
        record_event(playbook, STATE, item, today=TODAY, **{"on": "2026-11-21", **event})

    assert isinstance(raised.value, kind)
    assert str(raised.value).startswith(message)


def test_where_the_text_cannot_be_changed_the_error_has_what_to_write_by_hand(playbook: Playbook) -> None:
    text = STATE.replace("history:   # what was done\n", "history: &h\n").replace(
        "Poster}", "Poster, history: *h}"
    )
    with pytest.raises(CannotRecord) as raised:
        record_event(playbook, text, "ask@b", on="2026-11-21", today=TODAY)

    assert (raised.value.path, raised.value.event) == (
        "contracts.b",
        "{did: ask, on: 2026-11-21, reply: none}",
    )
