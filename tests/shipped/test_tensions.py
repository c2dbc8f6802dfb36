"""Each point where the sources disagree is settled in the open: told on one page, and shown by scenarios."""

import re

import pytest

from tests.house.tree import read
from tests.shipped.whole import playbook, scenarios

PAGE = read("docs/tensions.md")
TOLD = re.findall(r"^\| (T\d+) \|", PAGE, re.MULTILINE)
SHOWN = {found.group(1) for scenario in scenarios() if (found := re.match(r"(T\d+): ", scenario.name))}


def test_nineteen_points_are_told_in_their_order() -> None:
    assert list(TOLD) == [f"T{number}" for number in range(1, 20)]


@pytest.mark.parametrize("point", TOLD)
def test_a_scenario_is_named_after_each_point(point: str) -> None:
    assert point in SHOWN


def test_no_scenario_is_named_after_a_point_that_is_not_told() -> None:
    assert set(TOLD) >= SHOWN


def test_the_page_names_claims_and_parameters_that_there_are() -> None:
    content = playbook().content

    assert set(re.findall(r"\b(?:S[12]|P)-\d+\b", PAGE)) <= set(content.claims)
    assert set(re.findall(r"`([a-z]+_[a-z_]+)`", PAGE)) <= set(content.policy)
