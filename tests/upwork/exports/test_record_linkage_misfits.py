"""Rows of a report that bear a contract's client, and perhaps its title, and are not its rows."""

import pytest

from advisor.upwork.exports.merged import merge_exports
from advisor.upwork.exports.model import Export, StateContract
from tests.upwork.exports.importing import day
from tests.upwork.exports.pieces import API, HISTORY, REPORT, contract, export

ONLY = 'The file names no contract, and the only one that is known is "Menu" of ACME (5)'


def report(key: str, days: str, kinds: str = "") -> Export:
    paid = ", ".join(f"{day(text)} 10000" for text in days.split())
    facts = ", ".join(f"kind {kind}" for kind in kinds.split())
    return export("t", REPORT, contract(key, days=paid, facts=facts))


def api(facts: str) -> Export:
    return export("a", API, contract("5|ACME|Menu", facts=facts))


def placed(*exports: Export, listed: tuple[StateContract, ...] = ()) -> list[str]:
    """What was earned on contracts, and what is unplaced."""
    merged = merge_exports(exports, listed)
    facts = [
        f"{contract.key.id}: {fact.field} {fact.value}"
        for contract in merged.contracts
        for fact in contract.facts
        if fact.field == "earned"
    ]
    return facts + [f"? {money.earned}: {money.why}" for money in merged.unplaced]


@pytest.mark.parametrize(
    ("days", "kinds", "known", "why"),
    [
        (
            "2026-03-02",
            "hourly",
            "kind fixed",
            ", which is one of a fixed price, but the rows are of hourly contracts.",
        ),
        (
            "2026-03-02",
            "fixed",
            "kind hourly",
            ", which is an hourly contract, but the rows are of contracts of a fixed price.",
        ),
        (
            "2026-03-02",
            "fixed hourly",
            "",
            ", but the rows are of hourly contracts and of contracts of a fixed price.",
        ),
        (
            "2026-02-20 2026-03-09",
            "",
            "started 2026-03-02",
            ", which started on 2026-03-02, but payments began on 2026-02-20.",
        ),
        (
            "2026-03-02 2026-09-01",
            "",
            "ended 2026-06-01",
            ", which ended on 2026-06-01, but the last payment was on 2026-09-01.",
        ),
    ],
)
def test_rows_without_a_title_that_contradict_the_only_contract_are_not_put_to_it(
    days: str, kinds: str, known: str, why: str
) -> None:
    cents = 10000 * len(days.split())
    assert placed(api(known), report("|ACME|", days, kinds)) == [f"? {cents}: {ONLY}{why}"]


@pytest.mark.parametrize(
    ("days", "kinds", "known"),
    [
        ("2026-03-02", "hourly", "kind hourly"),
        ("2026-03-02", "hourly", ""),
        ("2026-03-02", "", "kind fixed"),
        ("2026-02-23", "", "started 2026-03-02"),
        ("2026-07-31", "", "ended 2026-06-01"),
    ],
)
def test_rows_without_a_title_that_may_be_of_the_only_contract_are_put_to_it(
    days: str, kinds: str, known: str
) -> None:
    assert placed(api(known), report("|ACME|", days, kinds)) == ["5: earned 100.00"]


def test_what_the_state_says_of_the_only_contract_counts_too() -> None:
    listed = StateContract("c-1", "acme", "ACME", "Menu", kind="fixed", started="2026-03-02")

    name = ONLY.replace("5", "c-1 of the state")
    assert placed(report("|ACME|", "2026-03-09", "hourly"), listed=(listed,)) == [
        f"? 10000: {name}, which is one of a fixed price, but the rows are of hourly contracts."
    ]
    assert placed(report("|ACME|", "2026-02-01"), listed=(listed,)) == [": earned 100.00"]
    assert placed(report("|ACME|", "2026-01-01"), listed=(listed,)) == [
        f"? 10000: {name}, which started on 2026-03-02, but payments began on 2026-01-01."
    ]


def test_a_title_that_was_paid_before_the_contract_began_has_rows_of_an_earlier_one() -> None:
    clusters = placed(api("started 2026-03-02"), report("|ACME|Menu", "2025-05-01 2026-03-09"))

    assert clusters == [
        '? 20000: Payments of "Menu" of ACME began on 2025-05-01, but 5 started on 2026-03-02: '
        "some are of an earlier contract, and no file tells which."
    ]


def test_a_title_alone_joins_no_payments_with_a_later_contract() -> None:
    history = export("h", HISTORY, contract("5||Menu|88", facts="started 2026-03-02"))

    assert placed(history, report("|ACME|Menu", "2025-05-01")) == [": earned 100.00"]
    assert placed(history, report("|ACME|Menu", "2026-05-01")) == ["5: earned 100.00"]


def test_contracts_that_have_nothing_but_a_name_are_named_once() -> None:
    twice = export("a", API, contract("|ACME|Menu"), contract("|ACME|Logo"))

    assert placed(twice, report("|ACME|", "2026-03-02")) == [
        '? 10000: The file names no contract, and ACME has 2: "Logo" of ACME and "Menu" of ACME.'
    ]
