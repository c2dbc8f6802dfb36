"""Triage in an interview: when it is due, what an answer writes, and which details come at once."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.advice.interview import Asks, Interview
from advisor.facts.state import State
from advisor.playbook.types import Mismatch
from tests.cli.telling import PLAYBOOK


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    folder = tmp_path_factory.mktemp("book")
    Path(folder, "visits.yaml").write_text(PLAYBOOK, encoding="utf-8")
    return Playbook.load(str(folder))


def interview(playbook: Playbook, visit: str, asks: Asks = Asks.BOTH) -> Interview:
    state = State.parse(f"as_of: 2026-11-21\nguests: [{{id: bo}}]\nvisits: [{{id: tea, {visit}}}]\n")
    return Interview(playbook, state, asks=asks)


def asked(one: Interview) -> list[str]:
    """The questions, with the answers to each, up to the end."""
    paths = []
    while one.asking is not None:
        paths.append(one.asking.path)
        one = one.put_off()
    return paths


def answered(one: Interview, *texts: str) -> Interview:
    for text in texts:
        after = one.answered(text)
        assert not isinstance(after, Mismatch), after
        one = after
    return one


@pytest.mark.parametrize(
    ("visit", "is_due"),
    [
        ("title: Tea", True),
        ("status: open", True),
        ("status: closed", False),
        ("looked_on: 2026-10-22", True),
        ("looked_on: 2026-10-23", False),
        ("looked_on: 2026-11-21", False),
    ],
)
def test_it_is_asked_once_a_month_of_those_whom_it_concerns(
    visit: str, is_due: bool, playbook: Playbook
) -> None:
    assert ("visits.tea.looked_on" in asked(interview(playbook, visit))) is is_due


def test_other_interviews_go_without_it(playbook: Playbook) -> None:
    assert "visits.tea.looked_on" not in asked(interview(playbook, "title: Tea", Asks.ADVICE))


@pytest.mark.parametrize(
    ("text", "written", "details"),
    [
        ("no", {"looked_on": "2026-11-21"}, []),
        ("nope", {"looked_on": "2026-11-21"}, []),
        ("2", {"mood": "bad", "looked_on": "2026-11-21"}, ["visits.tea.due", "visits.tea.paid"]),
        ("late", {"mood": "bad", "looked_on": "2026-11-21"}, ["visits.tea.due", "visits.tea.paid"]),
        ("trouble", {"looked_on": "2026-11-21"}, ["visits.tea.looked_on: trouble"]),
        (
            "late and trouble",
            {"mood": "bad", "looked_on": "2026-11-21"},
            ["visits.tea.due", "visits.tea.paid", "visits.tea.looked_on: trouble"],
        ),
    ],
)
def test_an_answer_sets_facts_and_asks_its_details_first(
    text: str, written: dict[str, str], details: list[str], playbook: Playbook
) -> None:
    after = answered(interview(playbook, "guest: bo, status: open"), text)

    facts = after.run.facts
    changes = {entry.key.text.rpartition(".")[2]: entry.value for entry in after.entries.entries}
    assert {name: getattr(value, "text", "") for name, value in changes.items()} == written
    assert asked(after)[: len(details)] == details
    assert facts.value(facts.rows["visit"][0], "mood") == written.get("mood")


def test_a_closer_question_brings_its_own_details(playbook: Playbook) -> None:
    after = answered(interview(playbook, "guest: bo, status: open"), "trouble", "cup")

    assert after.asking is not None
    assert after.asking.path == "visits.tea.paid"  # 0 is a default, and nobody has said it
    told = interview(playbook, "guest: bo, status: open, paid: 0")
    assert "visits.tea.paid" not in asked(answered(told, "trouble", "cup"))


def test_what_is_none_of_the_options_is_asked_again(playbook: Playbook) -> None:
    refused = interview(playbook, "status: open").answered("perhaps")

    assert refused == Mismatch("one or several of no, late, trouble")


def test_what_is_put_off_is_not_asked_again(playbook: Playbook) -> None:
    after = interview(playbook, "guest: bo, status: open").put_off()

    assert "visits.tea.looked_on" not in asked(after)
    assert not after.entries.entries
