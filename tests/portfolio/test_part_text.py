"""What is kept of people is what came of them."""

from pathlib import Path

import pytest

from advisor.advice.model import AtStake, Subject
from advisor.advice.outline import OutlineItem
from advisor.playbook.model import Priority
from advisor.playbook.types import FieldType
from advisor.portfolio.model import Item, NotRead, Outcome, Reviewed
from advisor.portfolio.part_text import part_text, read_part
from advisor.source.diagnostic import Diagnostic, Location, Severity
from tests.portfolio.many import people, portfolio_of

PLACE = Location("clients/\udcff.yaml", 3, 13)
WHAT = OutlineItem(
    rank=2,
    action="ask",
    subject=Subject("contract", "c-1", "“Menu”"),
    title="Ask\x1b about\n“Menu” \ud800",
    priority=Priority.LOW,
    due=739_000,
    stake=AtStake(FieldType.MONEY, 12_00),
    rules=("one", "two"),
)
ODD: list[Outcome] = [
    Reviewed("a\x00\ud800", 739_001, (Item("a\x00\ud800", 739_001, WHAT),), PLACE),
    Reviewed("", 1, (), PLACE),
    NotRead("b", (Diagnostic("duplicate-id", PLACE, "twice", "", Severity.WARNING, (PLACE, PLACE)),)),
    NotRead("c", ()),
]


def test_all_comes_back_whatever_signs_it_has() -> None:
    assert read_part(part_text(ODD)) == ODD
    assert part_text(ODD).isascii()
    [first, *_] = read_part(part_text(ODD))
    assert isinstance(first, Reviewed)
    assert [item.what.money for item in first.items] == [12_00]


def test_a_review_comes_back(tmp_path: Path) -> None:
    portfolio = portfolio_of(people(tmp_path))
    outcomes: list[Outcome] = [*portfolio.reviewed, *portfolio.not_read]
    assert read_part(part_text(outcomes)) == outcomes


@pytest.mark.parametrize(
    "text", ["", "{}x", "[[1]]", "[[]]", '[["a",1,["f",1],[]]]', "[" * 100_000, "[1]", "null"]
)
def test_what_is_no_part_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="no part of a portfolio"):
        read_part(text)
