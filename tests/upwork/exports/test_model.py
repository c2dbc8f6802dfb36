"""What follows from the days of a contract, and what becomes of it with other days."""

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Assertion, Contract, Key, Money, with_days

ORIGIN = Origin("a.json", "contracts[0]")
STATUS = Assertion("status", "active", ORIGIN)
MARCH, MAY = 739_700, 739_760  # 25 March and 24 May 2026


def told(contract: Contract) -> list[str]:
    return [f"{fact.field} {fact.value} ({fact.origin.place})" for fact in contract.facts]


def test_days_bring_their_facts_and_take_them_along() -> None:
    whole = with_days(
        Contract(Key(title="Maps"), ORIGIN, (STATUS,)),
        (
            Money(MARCH, 5000, 0, 1, 4, (("fixed", 4), ("paid", 4))),
            Money(MAY, 100, 300, 2, 9, (("chargeback", 9), ("hours", 7)), "contracts[0].rows[7]"),
        ),
    )
    assert told(whole) == [
        "kind fixed (row 4)",
        "chargeback 2026-05-24 (contracts[0].rows[7])",
        "last_activity 2026-05-24 (contracts[0].rows[7])",
        "last_payment 2026-03-25 (row 4)",
        "status active (contracts[0])",
    ]
    assert told(with_days(whole, whole.days[:1])) == [
        "kind fixed (row 4)",
        "last_activity 2026-03-25 (row 4)",
        "last_payment 2026-03-25 (row 4)",
        "status active (contracts[0])",
    ]
    assert with_days(whole, ()).facts == (STATUS,)


def test_both_kinds_under_one_title_show_none() -> None:
    both = (
        Money(MARCH, 1, 0, 1, 2, (("fixed", 2), ("paid", 2))),
        Money(MAY, 1, 0, 1, 3, (("hourly", 3), ("paid", 3))),
    )

    assert "kind" not in {fact.field for fact in with_days(Contract(Key(title="Maps"), ORIGIN), both).facts}
    assert [fact.value for fact in with_days(Contract(Key(client="Acme"), ORIGIN), both).facts[:2]] == [
        "fixed",
        "hourly",
    ]
