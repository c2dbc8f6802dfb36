"""Whole pictures of several exports, and what does not change them."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.provenance import Origin
from advisor.upwork.exports.merged import NameOrigins, merge_exports
from advisor.upwork.exports.model import (
    Assertion,
    Contract,
    Export,
    ExportKind,
    Key,
    MergedContract,
    MergedExport,
    MergedFact,
    Note,
    Precedence,
    StateContract,
    UnplacedMoney,
)
from tests.upwork.exports.pieces import API, HISTORY, REPORT, WEEKLY, contract, export, key


def test_what_four_exports_say_of_one_contract() -> None:
    weekly = export(
        "w.csv", WEEKLY, contract("5||Menu", facts="last_activity 2026-11-17", days="10 100, 12 50")
    )
    report = export("t.csv", REPORT, contract("|ACME|Menu", facts="kind hourly", days="14 90 20"))
    api = export("a.json", API, contract("5|ACME Inc|Menu card|881", facts="status active, escrow 0"))
    history = export(
        "h.json", HISTORY, contract("|Acme|menu card|881", facts="earned 130, feedback_received 4.8")
    )
    listed = StateContract("c-1", "acme", "ACME", "The menu", platform_id="5", client_platform_id="881")

    def exact(field: str, value: str, file: str) -> MergedFact:
        return MergedFact(field, value, (Origin(file, "row 2"),))

    assert merge_exports([weekly, report, api, history], [listed]) == MergedExport(
        contracts=(
            MergedContract(
                Key("5", "ACME Inc", "Menu card", "881"),
                (
                    exact("earned", "130", "h.json"),
                    exact("escrow", "0", "a.json"),
                    exact("feedback_received", "4.8", "h.json"),
                    exact("kind", "hourly", "t.csv"),
                    exact("last_activity", "2026-11-17", "w.csv"),
                    MergedFact(
                        "refunded", "0.20", (Origin("t.csv", "row 14"),), Precedence.PART, None, (14, 14)
                    ),
                    exact("status", "active", "a.json"),
                ),
                listed,
            ),
        )
    )


def test_what_contradicts_itself_is_no_fact() -> None:
    api = export(
        "a.json", API, contract("5|ACME|Menu", facts="status active, earned 1"), profile="job_success 93"
    )
    history = export(
        "h.json", HISTORY, contract("5|ACME|Menu", facts="status ended"), profile="job_success 96, badge none"
    )
    report = export("t.csv", REPORT, contract("|ACME|Menu", days="10 150"))
    key = Key("5", "ACME", "Menu")

    def assertion(field: str, value: str, file: str) -> Assertion:
        return Assertion(field, value, Origin(file, "row 2"))

    assert merge_exports([api, history, report], []) == MergedExport(
        profile=(MergedFact("badge", "none", (Origin("h.json", "row 2"),)),),
        contracts=(
            MergedContract(
                key,
                (),
                conflicts=(
                    (
                        assertion("earned", "1", "a.json"),
                        Assertion("earned", "1.50", Origin("t.csv", "row 10"), Precedence.PART),
                    ),
                    (assertion("status", "active", "a.json"), assertion("status", "ended", "h.json")),
                ),
            ),
        ),
        conflicts=((assertion("job_success", "93", "a.json"), assertion("job_success", "96", "h.json")),),
    )


def test_money_that_fits_no_contract_is_told_by_file_and_other_facts_in_a_note() -> None:
    report = export("t.csv", REPORT, contract("|ACME|Menu", facts="kind fixed", days="10 100 30, 11 1"))
    api = export("a.json", API, contract("5|ACME|Menu"), contract("6|ACME|Menu"))
    history = export("h.json", HISTORY, contract("|ACME|Menu", facts="feedback_received 5"))
    key = Key("", "ACME", "Menu")

    assert merge_exports([report, api, history], []) == MergedExport(
        contracts=(
            MergedContract(Key("5", "ACME", "Menu"), ()),
            MergedContract(Key("6", "ACME", "Menu"), ()),
        ),
        unplaced=(
            UnplacedMoney(
                key,
                101,
                30,
                2,
                "t.csv",
                '"Menu" of ACME fits 3 contracts: 5, 6 and "Menu" of ACME.',
            ),
        ),
        notes=(
            Note(
                'What h.json tells of "Menu" of ACME is left out: "Menu" of ACME fits 2 contracts: 5 and 6.',
                "row 2",
            ),
        ),
    )


def test_nothing_gives_an_empty_picture() -> None:
    assert merge_exports([], [StateContract("c-1", title="Menu")]) == MergedExport()
    assert merge_exports([export("w.csv", WEEKLY)], []) == MergedExport()


def test_contracts_are_ordered_by_client_title_and_number() -> None:
    exports = [
        export("a", API, *(contract(text) for text in ("7|bob|A", "6|ACME|B", "5|ACME|B", "8|acme|a")))
    ]

    assert [
        (known.key.client, known.key.title, known.key.id) for known in merge_exports(exports, []).contracts
    ] == [
        ("acme", "a", "8"),
        ("ACME", "B", "5"),
        ("ACME", "B", "6"),
        ("bob", "A", "7"),
    ]


def test_the_spelling_of_the_api_goes_before_that_of_a_report_and_the_longest_of_others() -> None:
    weekly, history = export("w", WEEKLY, contract("5||Menu card")), export("h", HISTORY, contract("5||Menu"))
    report = export("t", REPORT, contract("5||MENU"))

    def title(*exports: Export) -> str:
        return merge_exports(exports, []).contracts[0].key.title

    assert title(weekly, history) == "Menu card"
    assert title(weekly, history, report) == "MENU"
    assert title(weekly, export("a", API, contract("5||menu")), report) == "menu"


def test_a_title_stands_where_its_contract_does() -> None:
    report = export("t.csv", REPORT, contract("|ACME|Menu"), contract("|Bob|Menu"))
    second = replace(report.contracts[1], origin=Origin("t.csv", "row 3"))
    names = NameOrigins([replace(report, contracts=(report.contracts[0], second))])

    assert names.title(key("|Bob|Menu")) == (Origin("t.csv", "row 3"),)
    assert names.title(key("|ACME|menu")) == names.title(key("5|Cy|Menu")) == (Origin("t.csv", "row 2"),)


CLIENTS = ["ACME|", "Acme|881", "Bob|7", "Bob|8", "Bob|", "|"]
NUMBERED = {"5": ("Acme|881", "Menu"), "6": ("Bob|7", "Menu"), "7": ("Bob|8", "Logo"), "8": ("Bob|7", "MENU")}
DAYS = st.sampled_from(["", "10 100", "10 100, 11 200 50", "60 300"])
FACTS = st.sampled_from(["", "status active", "status ended", "started 2026-01-01", "started 2026-05-01"])


@st.composite
def an_export(draw: st.DrawFn) -> Export:
    """Any contracts of a few clients and titles, of which each kind tells what it can."""
    kind = draw(st.sampled_from(ExportKind))
    contracts = [draw(a_contract(kind)) for _ in range(draw(st.integers(0, 4)))]
    once = {contract.key: contract for contract in contracts}
    return export(f"{draw(st.integers(1, 9))}-{kind.value}", kind, *once.values())


@st.composite
def a_contract(draw: st.DrawFn, kind: ExportKind) -> Contract:
    if kind is REPORT:
        name, _ = draw(st.sampled_from(CLIENTS)).split("|")
        return contract(f"|{name}|{draw(st.sampled_from(['', 'Menu', 'MENU', 'Logo']))}", days=draw(DAYS))
    number = draw(st.sampled_from(["", *NUMBERED]))
    client, title = NUMBERED.get(number) or (
        draw(st.sampled_from(CLIENTS)),
        draw(st.sampled_from(["menu", "Logo"])),
    )
    if kind is WEEKLY:
        return contract(f"{number}||{title}", days=draw(DAYS))
    name, client_id = client.split("|")
    return contract(f"{number}|{name}|{title}|{client_id}", facts=draw(FACTS))


exports_of_all_kinds = st.lists(an_export(), max_size=4, unique_by=lambda export: export.file)
LISTED = [
    StateContract("c-1", "acme", "ACME", "Menu"),
    StateContract("c-2", "", "", "Logo"),
    StateContract("6", "bob", "Bob", "Menu", client_platform_id="7"),
    StateContract("c-4", "acme", "ACME", "Menu", started="2026-01-01"),
]
states = st.lists(st.sampled_from(LISTED), unique=True, max_size=3)


@given(exports_of_all_kinds, states, st.randoms(use_true_random=False))
def test_no_order_makes_a_difference_and_no_repetition(
    exports: list[Export], listed: list[StateContract], chance: Random
) -> None:
    def shuffled(export: Export) -> Export:
        contracts = list(export.contracts)
        chance.shuffle(contracts)
        return Export(
            export.file,
            export.kind,
            export.rows,
            export.profile,
            tuple(contracts),
            first=export.first,
            last=export.last,
        )

    others = [shuffled(export) for export in exports]
    chance.shuffle(others)
    expected = merge_exports(exports, listed)

    assert merge_exports(others, listed[::-1]) == expected
    assert merge_exports([*exports, *exports[:2]], listed) == expected


@given(exports_of_all_kinds, states)
def test_every_cent_of_a_report_is_put_to_one_contract_or_told(
    exports: list[Export], listed: list[StateContract]
) -> None:
    reports = [export for export in exports if export.kind is REPORT][:1]
    exports = [
        export for export in exports if export.kind is not REPORT and export.kind is not WEEKLY
    ] + reports
    merged = merge_exports(exports, listed)

    placed = [fact for known in merged.contracts for fact in known.facts if fact.field == "earned"]
    total = sum((Decimal(fact.value) * 100 for fact in placed), Decimal(0))
    days = [day for report in reports for found in report.contracts for day in found.days]
    assert total + sum(money.earned for money in merged.unplaced) == sum(day.earned for day in days)


@given(exports_of_all_kinds)
def test_numbers_and_contracts_of_the_state_are_never_mixed(exports: list[Export]) -> None:
    merged = merge_exports(exports, LISTED)

    numbers = [known.key.id for known in merged.contracts if known.key.id]
    listed = [known.listed.id for known in merged.contracts if known.listed]
    assert len(numbers) == len(set(numbers))
    assert len(listed) == len(set(listed))
    assert set(numbers) == {found.key.id for export in exports for found in export.contracts if found.key.id}


@given(exports_of_all_kinds)
def test_what_was_written_is_found_again(exports: list[Export]) -> None:
    first = merge_exports(exports, [])
    listed = [
        StateContract(
            f"c-{number}",
            "some-client" if known.key.client else "",
            known.key.client,
            known.key.title,
            known.key.id,
            known.key.client_id,
            started=next((fact.value for fact in known.facts if fact.field == "started"), ""),
        )
        for number, known in enumerate(first.contracts)
    ]
    second = merge_exports(exports, listed)

    assert [(contract.key, contract.facts) for contract in second.contracts] == [
        (contract.key, contract.facts) for contract in first.contracts
    ]
    assert [contract.listed for contract in second.contracts] == listed
