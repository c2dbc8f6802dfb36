"""Two freelancers of one agency stay apart, as long as a report tells who worked."""

from dataclasses import replace

from advisor.upwork.exports.merged import merge_exports
from advisor.upwork.exports.model import Export
from tests.upwork.exports.importing import OPENING, after
from tests.upwork.exports.pieces import API, REPORT, contract, export


def report(*rows: tuple[str, str, str]) -> Export:
    made = export("t", REPORT, *(contract(key, days=days) for key, _, days in rows))
    owned = zip(made.contracts, rows, strict=True)
    named = (replace(one, key=replace(one.key, freelancer=who)) for one, (_, who, _) in owned)
    return replace(made, contracts=tuple(named))


BOTH = report(("|ACME|Menu", "Ann", "739920 100"), ("|ACME|Menu", "Bob", "739920 250"))


def merged(*exports: Export) -> list[str]:
    result = merge_exports(exports, [])
    lines = [
        f"{known.key.id}|{known.key.title}: {fact.value}"
        for known in result.contracts
        for fact in known.facts
        if fact.field == "earned"
    ]
    return lines + [f"? {money.earned} {money.why}" for money in result.unplaced]


def test_the_same_title_of_two_freelancers_is_two_contracts() -> None:
    assert merged(BOTH) == ["|Menu (Ann): 1.00", "|Menu (Bob): 2.50"]


def test_importing_them_twice_changes_nothing() -> None:
    once = after(OPENING, BOTH)

    assert "title: Menu (Ann)" in once
    assert "title: Menu (Bob)" in once
    assert after(once, BOTH) == once


def test_neither_is_put_to_a_contract_of_that_title_that_may_be_of_either() -> None:
    known = export("a", API, contract("5|ACME|Menu"))

    why = '"Menu" of ACME fits 5, and so does another contract of that title.'
    assert merged(BOTH, known) == [f"? 100 {why}", f"? 250 {why}"]


def test_rows_without_a_title_of_two_freelancers_are_not_put_to_one_contract() -> None:
    both = report(("|ACME|", "Ann", "739920 100"), ("|ACME|", "Bob", "739920 250"))
    known = export("a", API, contract("5|ACME|Menu"))

    why = "The file names no contract, has rows of several of ACME, and only one is known."
    assert merged(both, known) == [f"? 100 {why}", f"? 250 {why}"]
