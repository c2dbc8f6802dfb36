"""Decisions are kept in one shape, so that a reader finds the same thing in the same place."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, read

FOLDER = Path("docs/decisions")
DECISIONS = sorted(path.name for path in (ROOT / FOLDER).glob("[0-9]*.md"))


def headings(name: str) -> list[str]:
    return re.findall(r"^## (.+)$", read(FOLDER / name), re.MULTILINE)


def test_the_template_has_headings() -> None:
    assert headings("template.md") == ["Status", "Context", "Decision", "Consequences"]


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_has_the_headings_of_the_template(name: str) -> None:
    assert headings(name) == headings("template.md")


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_numbered_in_its_title_and_listed(name: str) -> None:
    number = re.match(r"(\d{4})-[a-z0-9-]+\.md", name)

    assert number, f"{name} is not NNNN-short-name.md"
    assert read(FOLDER / name).startswith(f"# {int(number[1])}. ")
    assert f"]({name})" in read(FOLDER / "README.md")


def test_no_two_decisions_share_a_number() -> None:
    numbers = [name[:4] for name in DECISIONS]

    assert numbers == sorted(set(numbers))
