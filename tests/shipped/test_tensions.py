"""Each point where the sources disagree is settled in the open: told on one page, and shown by scenarios."""

import re

import pytest

from advisor.advice.library import Playbook
from advisor.scenarios import load_scenarios
from advisor.shipped import shipped_playbook
from tests.house.tree import ROOT, read

PAGE = read("docs/tensions.md")
TOLD = re.findall(r"^\| (T\d+) \|", PAGE, re.MULTILINE)
PLAYBOOK = Playbook.load(shipped_playbook())
SHOWN = {
    found.group(1)
    for scenario in load_scenarios([str(ROOT / "scenarios")], PLAYBOOK)
    if (found := re.match(r"(T\d+): ", scenario.name))
}


def test_nineteen_points_are_told_in_their_order() -> None:
    assert list(TOLD) == [f"T{number}" for number in range(1, 20)]


@pytest.mark.parametrize("point", TOLD)
def test_a_scenario_is_named_after_each_point(point: str) -> None:
    assert point in SHOWN


def test_no_scenario_is_named_after_a_point_that_is_not_told() -> None:
    assert set(TOLD) >= SHOWN


def test_the_page_names_claims_and_parameters_that_there_are() -> None:
    content = PLAYBOOK.content

    assert set(re.findall(r"\b(?:S[12]|P)-\d+\b", PAGE)) <= set(content.claims)
    assert set(re.findall(r"`([a-z]+_[a-z_]+)`", PAGE)) <= set(content.policy)
