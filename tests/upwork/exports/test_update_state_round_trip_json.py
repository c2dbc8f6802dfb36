"""JSON exports of a random freelancer are read back as what is so: answers of the API, saved histories."""

from collections.abc import Collection

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.upwork.exports.model import Export, ExportKind
from tests.exports.api_json import CONTRACTS, DETAILS, HISTORY, OFFERS, PARTS, PROFILE, VENDOR, api_json
from tests.exports.expected import badge, exported_facts, plain, same, true_facts
from tests.exports.freelancers import freelancers
from tests.exports.history_json import history_json
from tests.exports.json_text import ASSIGNED, MANNERS, Manner
from tests.exports.reading import read
from tests.exports.truth import Contract, Freelancer

FEWER = max(1, settings.get_profile("advisor").max_examples // 2)
SOME_PARTS = st.sets(st.sampled_from(PARTS), min_size=1).map(sorted)
AGREED = {"kind", "status", "started", "ended"}
JUDGED = {"earned", "feedback_received"}
# An item of a saved history has no name for what is not fixed price, and nobody knows its words for a status.
ITEM = {"started", "ended", "feedback_received", "feedback_received_on", "feedback_given", "earned"}


@settings(max_examples=FEWER)
@given(freelancers(), SOME_PARTS, MANNERS, st.booleans(), st.booleans())
def test_an_answer_of_the_api_tells_what_is_so(
    truth: Freelancer, parts: list[str], manner: Manner, errors: bool, several: bool
) -> None:
    export = read(api_json(truth, parts, manner, errors=errors, several=several), "api.json")
    assert (export.file, export.kind) == ("api.json", ExportKind.API)
    exported = exported_facts(export)
    for contract in truth.contracts:
        facts = exported.pop(contract.id, {})
        assert_so(facts, contract)
        assert needed(contract, truth, parts) <= set(facts)
    assert not exported
    assert_names(export, truth, named={CONTRACTS, VENDOR} & set(parts))
    assert_profile(export, truth, PROFILE in parts)
    assert not any("\x1b" in note.text for note in export.notes)


def needed(contract: Contract, truth: Freelancer, parts: Collection[str]) -> set[str]:
    """The facts that these parts do tell."""
    so = set(true_facts(contract))
    found: set[str] = set()
    whole = {CONTRACTS, VENDOR} & set(parts) or (DETAILS in parts and contract is truth.contracts[0])
    if whole:
        found |= AGREED & so
        if contract.milestones:
            found |= {"escrow", "milestone_submitted"} & so
    if HISTORY in parts:
        found |= (AGREED | JUDGED) & so
    if OFFERS in parts:
        found |= {"dispute", "escrow_refund_requested"} & so
    return found


@settings(max_examples=FEWER)
@given(freelancers(), MANNERS, ASSIGNED, st.booleans())
def test_a_saved_history_tells_what_is_so(
    truth: Freelancer, manner: Manner, assignment: str, stats: bool
) -> None:
    manner = Manner(manner.bom, manner.indent, manner.clock, assignment, manner.ascii)
    export = read(history_json(truth, manner, stats=stats), "history.json")
    assert (export.file, export.kind) == ("history.json", ExportKind.HISTORY)
    assert export.rows == len(truth.contracts)
    exported = exported_facts(export, "title")
    for contract in truth.contracts:
        facts = exported.pop(plain(contract.title))
        assert_so(facts, contract)
        fixed = set() if contract.hourly else {"kind"}
        hidden = set() if contract.charged else {"earned"}  # 0 beside stars is no amount
        assert (ITEM | fixed) & set(true_facts(contract)) - hidden <= set(facts)
    assert not exported
    ids = {plain(contract.title): contract.client.id for contract in truth.contracts}
    assert {plain(contract.key.title): contract.key.client_id for contract in export.contracts} == ids
    assert_profile(export, truth, stats, vetted=False)


def assert_so(facts: dict[str, set[str]], contract: Contract) -> None:
    """Nothing is there that is not so."""
    so = true_facts(contract)
    for field, values in facts.items():
        if field in ("last_milestone", "last_activity"):  # the last day that this export tells of
            continue
        if "" in values:  # that there is none
            assert (values, so.get(field)) == ({""}, None)
            continue
        assert field in so, (field, values)
        for value in values:
            assert same(value, so[field]), (field, value, so[field])


def assert_names(export: Export, truth: Freelancer, named: Collection[str]) -> None:
    """Contracts are called by the names that they have, and by none that they do not have."""
    by_id = {contract.id: contract for contract in truth.contracts}
    for key in (contract.key for contract in export.contracts):
        contract = by_id[key.id]
        assert plain(key.title) in ("", plain(contract.title))
        assert plain(key.client) in ("", plain(contract.client.name))
        assert key.client_id in ("", contract.client.id)
    if named:
        exported = {
            (contract.key.id, plain(contract.key.title), plain(contract.key.client))
            for contract in export.contracts
        }
        for contract in truth.contracts:
            assert (contract.id, plain(contract.title), plain(contract.client.name)) in exported


def assert_profile(export: Export, truth: Freelancer, there: bool, vetted: bool = True) -> None:
    """The profile's figures are there where the file has them, and are right."""
    exported = {fact.field: fact.value for fact in export.profile}
    if not there:
        assert exported == {}
        return
    clear = truth.score is not None and truth.score > 1  # 1 could be a share, 0 could stand for no score
    assert exported.get("job_success") == (str(truth.score) if clear else None)
    assert exported.get("completed_jobs", str(truth.jobs)) == str(truth.jobs)
    if vetted:
        assert exported.get("badge", "none") == (badge(truth) or "none")
    else:
        assert "badge" not in exported
