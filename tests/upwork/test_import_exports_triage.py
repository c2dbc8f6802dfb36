"""After an import people are asked what no export knows, the newest first, and greeted with no all-clear."""

import json
from pathlib import Path
from typing import Any

import pytest

from advisor import Playbook
from advisor.facts.state import State
from advisor.upwork.import_exports import ImportedState, import_exports, read_exports

CLIENT = {"id": "8", "name": "Elm Books"}
FIGURES = {
    "jobSuccessScore": 96,
    "topRatedStatus": "not_eligible",
    "topRatedPlusStatus": "not_eligible",
    "vetted": False,
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return Playbook.load()


def ended(number: str, start: str, end: str) -> dict[str, Any]:
    job = {"id": number, "title": f"Job {number}", "status": "CLOSED", "clientOrganization": CLIENT}
    return job | {"startDate": start, "endDate": end}


OLD = ended("41", "2025-01-10", "2025-03-01")
NEW = ended("42", "2026-07-10", "2026-11-04")
NEWEST = ended("43", "2026-07-10", "2026-11-06")


def imported(playbook: Playbook, folder: Path, *contracts: dict[str, Any]) -> ImportedState:
    data = {"user": {"freelancerProfile": {"aggregates": FIGURES}}, "contractList": {"contracts": contracts}}
    file = folder / "answer.json"
    file.write_text(json.dumps({"data": data}), "utf-8")
    return import_exports(playbook, read_exports([str(file)]), as_of="2026-11-21")


def test_the_newest_contract_is_asked_about_first_and_none_that_is_long_over(
    playbook: Playbook, tmp_path: Path
) -> None:
    view = imported(playbook, tmp_path, OLD, NEW, NEWEST).view("s.yaml", written=True)

    assert view.asked == 2
    assert view.first is not None
    assert (view.first.question, view.first.path) == (
        "Has any of this happened here?",
        "contracts.43.checked_on",
    )


def test_a_state_that_an_import_has_made_is_no_all_clear(playbook: Playbook, tmp_path: Path) -> None:
    made = imported(playbook, tmp_path, OLD, NEW)
    advice = playbook.advise(made.run)

    assert [one.action for one in advice.recommendations] == []
    assert {one.by for one in advice.set_aside if one.reason == "open_questions"} == {
        "contracts.42.checked_on"
    }


def test_once_it_is_told_an_all_clear_may_come(playbook: Playbook, tmp_path: Path) -> None:
    told = imported(playbook, tmp_path, OLD)
    asked = imported(playbook, tmp_path, OLD, NEW)
    text = asked.text.replace(
        "    ended: 2026-11-04\n", "    ended: 2026-11-04\n    checked_on: 2026-11-21\n"
    )
    state = State.parse(text, "s.yaml")

    for run in (told.run, playbook.run(state, told.as_of)):
        assert [one.action for one in playbook.advise(run).recommendations] == ["keep-it-up"]
