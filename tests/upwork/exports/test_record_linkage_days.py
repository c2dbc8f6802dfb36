"""Contracts of one name that their days tell apart."""

from advisor.facts.provenance import Origin
from advisor.upwork.exports.merged import merge_exports
from advisor.upwork.exports.model import Contract, Export, Money, StateContract, with_days
from tests.upwork.exports.importing import day
from tests.upwork.exports.pieces import API, HISTORY, REPORT, WEEKLY, contract, export, key

OLD, NEW = "started 2026-01-08, ended 2026-03-17", "started 2026-10-20"


def report(days: str, name: str = "|ACME|Menu", facts: str = "kind fixed") -> Export:
    paid = ", ".join(
        f"{day(text.split(':')[0])} {text.split(':')[1].replace('/', ' ')}" for text in days.split()
    )
    return export("t", REPORT, contract(name, days=paid, facts=facts))


def paid(*exports: Export, listed: tuple[StateContract, ...] = ()) -> list[str]:
    """What was earned and refunded on each contract, and what belongs to none, with the reason."""
    merged = merge_exports(exports, listed)
    lines = []
    for known in merged.contracts:
        money = [f"{fact.field} {fact.value}" for fact in known.facts if fact.field in ("earned", "refunded")]
        lines.append(f"{known.listed.id if known.listed else known.key.id}: {', '.join(money)}")
    return lines + [f"? {money.earned} {money.why}" for money in merged.unplaced]


def test_a_payment_long_after_a_contracts_end_is_another_contract() -> None:
    known = export("a", API, contract("5|ACME|Menu", facts=OLD))
    history = export("h", HISTORY, contract("5||Menu|881", facts=OLD))

    for other in (known, history):
        assert paid(other, report("2026-03-10:300 2026-11-02:400")) == [": earned 4.00", "5: earned 3.00"]
        assert sorted(paid(other, report("2026-11-02:400"))) == ["5: ", ": earned 4.00"]
        assert paid(other, report("2026-03-10:300 2026-05-16:400")) == ["5: earned 7.00"]
        assert paid(other, report("2026-03-10:300 2026-05-17:400")) == [": earned 4.00", "5: earned 3.00"]


def test_contracts_of_one_name_with_separate_dates_share_payments_by_day() -> None:
    named = [contract("5|ACME|Menu", facts=OLD), contract("6|ACME|Menu", facts=NEW)]
    numbered = [contract("5||Menu|881", facts=OLD), contract("6||Menu|881", facts=NEW)]

    for known in (export("a", API, *named), export("h", HISTORY, *numbered)):
        assert paid(known, report("2026-03-10:300 2026-04-01:0/50 2026-11-02:400 2026-11-09:0/20")) == [
            "5: earned 3.00, refunded 0.50",
            "6: earned 4.00, refunded 0.20",
        ]


def test_days_that_could_be_of_two_contracts_or_of_an_earlier_one_are_shared_by_none() -> None:
    known = export(
        "a", API, contract("5|ACME|Menu", facts=OLD), contract("6|ACME|Menu", facts="started 2026-04-01")
    )

    assert paid(known, report("2026-03-10:300 2026-04-05:400")) == ["5: earned 3.00", "6: earned 4.00"]
    assert paid(known, report("2026-03-10:300 2026-03-30:400")) == [
        "5: ",
        "6: ",
        '? 700 "Menu" of ACME fits 2 contracts: 5 and 6.',
    ]
    assert paid(known, report("2025-03-10:300 2026-03-10:400"))[2:] == [
        '? 700 "Menu" of ACME fits 2 contracts: 5 and 6.'
    ]


def test_the_parts_tell_their_own_last_days_and_rows() -> None:
    known = export("a", API, contract("5|ACME|Menu", facts=OLD), contract("6|ACME|Menu", facts=NEW))
    first, second = day("2026-03-10"), day("2026-11-02")
    days = tuple(Money(on, 300, 0, 1, on, (("paid", on),)) for on in (first, second))
    told = with_days(Contract(key("|ACME|Menu"), Origin("t", "row 2")), days)
    merged = merge_exports([known, Export("t", REPORT, 2, contracts=(told,))], [])

    last = [next(fact for fact in one.facts if fact.field == "last_payment") for one in merged.contracts]
    assert [(fact.value, fact.origins[0].place) for fact in last] == [
        ("2026-03-10", f"row {first}"),
        ("2026-11-02", f"row {second}"),
    ]


def test_what_a_state_has_of_the_rest_is_found_again() -> None:
    rest = StateContract("menu", "acme", "ACME", "Menu", noted_titles=("Menu",), last_payment="2026-11-02")
    old = StateContract("5", "acme", "ACME", "Menu", "5", started="2026-01-08", ended="2026-03-17")
    known, rows = (
        export("a", API, contract("5|ACME|Menu", facts=OLD)),
        report("2026-03-10:300 2026-11-02:400"),
    )

    for files in ([known, rows], [rows]):
        assert sorted(paid(*files, listed=(rest, old))) == ["5: earned 3.00", "menu: earned 4.00"]


def test_every_join_asks_for_the_kind() -> None:
    hourly = export("a", API, contract("5|ACME|Menu", facts="kind hourly"))
    numbered = export("w", WEEKLY, contract("5||Menu", facts="kind hourly"))

    assert paid(hourly, report("2026-03-10:300")) == [": earned 3.00", "5: "]
    assert paid(numbered, report("2026-03-10:300")) == ["5: ", ": earned 3.00"]
    assert paid(numbered, report("2026-03-10:300", facts="kind hourly")) == ["5: earned 3.00"]


def test_a_payment_in_the_state_counts_too() -> None:
    listed = (
        StateContract("menu", "acme", "ACME", "Menu", noted_titles=("Menu",), last_payment="2026-11-02"),
    )

    assert paid(export("h", HISTORY, contract("5||Menu|881", facts=OLD)), listed=listed) == ["5: "]
    assert paid(export("h", HISTORY, contract("5||Menu|881", facts=NEW)), listed=listed) == ["menu: "]


def test_a_person_may_err_in_a_kind_and_still_means_the_contract() -> None:
    mine = StateContract("menu", "acme", "ACME", "Menu", kind="hourly")
    noted = StateContract("menu", "acme", "ACME", "Menu", noted_titles=("Menu",), kind="hourly")
    fixed = export("a", API, contract("5|ACME|Menu", facts="kind fixed"))

    assert paid(fixed, listed=(mine,)) == ["menu: "]
    assert paid(fixed, listed=(noted,)) == ["5: "]
