"""Exports that tell only a part: what they do tell is so, and no money is lost or made on the way."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Export, ExportKind
from tests.exports.api_json import api_json
from tests.exports.examples import ADA, SHOP
from tests.exports.expected import EARNING, exported_facts, plain, same, true_facts
from tests.exports.freelancers import freelancers
from tests.exports.history_json import history_json
from tests.exports.ledger import ledger
from tests.exports.reading import read
from tests.exports.shelf import contracts_of, imported_from
from tests.exports.thinning import HOLES, thinned
from tests.exports.transaction_csv import Generation, Report, transaction_csv
from tests.exports.truth import Freelancer

FEWER = max(1, settings.get_profile("advisor").max_examples // 2)
Holes = list[tuple[int, bool]]


@settings(max_examples=FEWER)
@given(freelancers(), HOLES)
def test_an_answer_with_holes_tells_nothing_that_is_not_so(truth: Freelancer, holes: Holes) -> None:
    assert_so(read_if_known(thinned(api_json(truth, errors=True), holes)), truth)


@settings(max_examples=FEWER)
@given(freelancers(), HOLES)
def test_a_history_with_holes_tells_nothing_that_is_not_so(truth: Freelancer, holes: Holes) -> None:
    assert_so(read_if_known(thinned(history_json(truth, stats=True), holes)), truth)


def test_an_amount_that_is_kept_back_is_not_told_and_hides_nothing_else() -> None:
    content = history_json(ADA).replace(b'"amount": 430.0', b'"amount": null')
    assert content != history_json(ADA)
    facts = exported_facts(read(content, "history.json"))[SHOP.id]
    assert facts == {"started": {"2026-07-03"}}


def read_if_known(content: bytes) -> Export:
    """What the file says; nothing where too little is left to know what it is, and no other refusal."""
    try:
        return read(content, "thin.json")
    except ExportError as error:
        codes = {diagnostic.code for diagnostic in error.diagnostics}
    assert codes in ({"export-unknown"}, {"export-empty"})
    return Export("thin.json", ExportKind.API, 0)


def assert_so(export: Export, truth: Freelancer) -> None:
    """Every fact of every contract that has a number or a title is so."""
    by_id = {contract.id: contract for contract in truth.contracts}
    by_title = {plain(contract.title): contract for contract in truth.contracts}
    for key in ("id", "title"):
        for name, facts in exported_facts(export, key).items():
            contract = by_id.get(name) if key == "id" else by_title.get(name)
            if contract is None:
                assert name == ""
                continue
            so = true_facts(contract)
            moved = {milestone.submitted for milestone in contract.milestones}
            for field in set(facts) - {"last_milestone", "last_activity"}:
                for value in facts[field]:
                    assert (field in so) == (value != ""), (field, value)
                    if value == "":  # there is none, and so it is
                        continue
                    assert same(value, so[field]), (field, value, so[field])
            assert moved or "last_activity" not in facts


@settings(max_examples=FEWER)
@given(freelancers(one_title_once=False), st.sampled_from(Generation))
def test_every_cent_of_a_report_is_in_the_state_or_told_as_unplaced(
    truth: Freelancer, generation: Generation
) -> None:
    entries = ledger(truth, unknown=True)
    text, account = imported_from({"r.csv": transaction_csv(Report(entries, truth.name, generation))})
    earned = sum(money.earned for money in account.unplaced)
    refunded = sum(money.refunded for money in account.unplaced)
    rows = contracts_of(text)
    earned += sum(cents(row.get("earned", "0")) for row in rows)
    refunded += sum(cents(row.get("refunded", "0")) for row in rows)
    money = [entry.move for entry in entries if entry.move.contract]
    assert earned == sum(entry.cents for entry in money if entry.kind in EARNING)
    assert refunded == -sum(entry.cents for entry in money if entry.kind == "refund")


def cents(amount: str) -> int:
    return int(Decimal(amount) * 100)
