"""Whatever parts of a truth are imported, in any order: amounts are never above it, and all parts give it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, Money
from tests.upwork.exports.importing import OPENING, TODAY, after

DAYS = 60
AMOUNTS = ("earned", "refunded")
KEYS = {
    ExportKind.WEEKLY: (Key("101", "", "Menu"), Key("102", "", "Logo"), Key("103", "", "Menu")),
    ExportKind.TRANSACTIONS: (Key("", "ACME", "Menu"), Key("", "Bob", "Logo"), Key("", "Bob", "Menu")),
}
Truth = tuple[dict[int, tuple[int, int]], ...]
"""What was earned and refunded on three contracts, by day."""

truths = st.tuples(
    *[
        st.dictionaries(
            st.integers(0, DAYS - 1),
            st.tuples(st.integers(1, 50).map(lambda dollars: dollars * 100), st.sampled_from([0, 0, 50])),
            max_size=6,
        )
    ]
    * 3
)
spans = st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)).map(lambda pair: (min(pair), max(pair)))


def part(truth: Truth, first: int, last: int, kind: ExportKind = ExportKind.WEEKLY) -> Export:
    """The report of some days; its first and its last row are of days on which something was paid."""
    file = f"{kind[:1]}{first}-{last}.csv"
    paid = [
        tuple(
            Money(TODAY - DAYS + day, *money, 1, day)
            for day, money in sorted(days.items())
            if first <= day <= last
        )
        for days in truth
    ]
    contracts = tuple(
        Contract(key, Origin(file, "row 2"), (), days)
        for key, days in zip(KEYS[kind], paid, strict=True)
        if days
    )
    days = [money.day for contract in contracts for money in contract.days]
    return Export(
        file, kind, len(days), (), contracts, first=min(days, default=None), last=max(days, default=None)
    )


def imported(text: str, batch: Iterable[Export]) -> str:
    distinct = {export.file: export for export in batch if export.rows}
    return after(text, *distinct.values())


def amounts(text: str) -> dict[str, tuple[int, ...]]:
    """What a state says was earned and refunded, by contract, in cents."""
    contracts = (yaml.safe_load(text) or {}).get("contracts", [])
    return {
        contract["id"]: tuple(int(Decimal(str(contract.get(name, 0))) * 100) for name in AMOUNTS)
        for contract in contracts
    }


def total(amounts: Iterable[Sequence[int]]) -> tuple[int, int]:
    pairs = list(amounts)
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)


def true(truth: Truth) -> dict[str, tuple[int, int]]:
    return {
        key.id: total(days.values()) for key, days in zip(KEYS[ExportKind.WEEKLY], truth, strict=True) if days
    }


@settings(max_examples=20)
@given(truths, st.lists(st.lists(spans, min_size=1, max_size=2), max_size=4))
def test_no_amount_is_ever_above_the_truth(truth: Truth, batches: list[list[tuple[int, int]]]) -> None:
    text, whole = OPENING, true(truth)
    for batch in batches:
        text = imported(text, [part(truth, *span) for span in batch])
        imported_amounts = amounts(text)
        assert all(imported_amounts[key][at] <= whole[key][at] for key in imported_amounts for at in range(2))


@settings(max_examples=20)
@given(truths, spans, st.permutations(range(3)), st.booleans())
def test_all_parts_in_any_order_give_the_truth(
    truth: Truth, cut: tuple[int, int], order: list[int], together: bool
) -> None:
    parts = [part(truth, 0, cut[0] - 1), part(truth, *cut), part(truth, cut[1] + 1, DAYS)]
    first, second, third = (parts[number] for number in order)
    text = OPENING
    for batch in [[first, second], [third]] if together else [[first], [second], [third]]:
        text = imported(text, batch)

    assert amounts(text) == true(truth)
    assert imported(text, parts) == text or amounts(imported(text, parts)) == amounts(text)


@settings(max_examples=20)
@given(truths, st.lists(st.tuples(spans, st.sampled_from(list(KEYS))), max_size=5))
def test_reports_of_two_kinds_never_sum_up_to_more(
    truth: Truth, found: list[tuple[tuple[int, int], ExportKind]]
) -> None:
    text, truth = OPENING, (*truth[:2], {})  # of one title there is but one, as titles alone join the kinds
    for span, kind in found:
        text = imported(text, [part(truth, *span, kind)])
        earned, refunded = total(amounts(text).values())
        assert earned <= total(true(truth).values())[0]
        assert refunded <= total(true(truth).values())[1]
