"""What a person wrote into a state outlives every import: judgement, own facts, comments, spelling."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.upwork.exports.model import ImportOutcome
from tests.exports.earlier import as_of
from tests.exports.examples import ADA, LOGO, PRINT, SHOP
from tests.exports.expected import plain
from tests.exports.freelancers import freelancers
from tests.exports.shelf import contracts_of, imported_from
from tests.exports.truth import Contract, Freelancer
from tests.upwork.exports.test_update_state_round_trip_state import all_facts, shelf

FEW = max(1, settings.get_profile("advisor").max_examples // 5)
JUDGEMENT = {
    "client_mood": ["happy", "neutral", "unhappy"],
    "fault": ["mine", "client", "shared", "nobody"],
    "fixable": ["true", "false"],
    "work_delivered": ["true", "false"],
    "open_issues": ["0", "3"],
    "scope_agreed": ["true"],
}
OWN_FACTS = {
    "status": ["active", "ended", "null"],
    "earned": ["12.34", "0", "null", "  99"],
    "started": ["2024-01-02", '"2024-01-02"', "null"],
    "last_payment": ["2024-02-03", "~"],
    "feedback_received": ["3", "null"],
    "refunded": ["1"],
}
WRITTEN = st.fixed_dictionaries(
    {}, optional={field: st.sampled_from(words) for field, words in (JUDGEMENT | OWN_FACTS).items()}
)
COMMENTS = st.sampled_from(["", "  # mine", "  # said on the phone: 3 o'clock"])


def state_of(contracts: list[tuple[Contract, dict[str, str]]], comment: str) -> str:
    """A state as a person writes it, with the platform's number as a contract's id."""
    lines = ["# My contracts", "contracts:"]
    for contract, written in contracts:
        lines += [f'  - id: "{contract.id}"{comment}']
        lines += [f"    {field}: {word}{comment}" for field, word in written.items()]
        lines += ["    # the end of it"]
    return "\n".join(lines) + "\n"


@settings(max_examples=FEW)
@given(freelancers(), st.data(), COMMENTS)
def test_what_a_person_wrote_stays_to_the_byte(truth: Freelancer, data: st.DataObject, comment: str) -> None:
    written = [(contract, data.draw(WRITTEN)) for contract in truth.contracts]
    before = state_of(written, comment)
    files = shelf(truth)
    text, account = imported_from(files, before)
    lines = iter(text.splitlines())
    missing = [line for line in before.splitlines() if line not in lines]
    assert missing == []
    rows = {contract["id"]: contract for contract in contracts_of(text)}
    for contract, own in written:
        row = rows[contract.id]
        assert {field: row[field] for field in own} == {field: bare(word) for field, word in own.items()}
        assert set(all_facts(contract)) - {"milestone_due", "escrow"} <= set(row)
        assert plain(row["title"]) == plain(contract.title)
    assert not [change for change in account.changes if change.outcome is ImportOutcome.CHANGED]
    assert imported_from(files, text)[0] == text


def bare(word: str) -> str:
    """A value without the manner in which it was written."""
    return word.strip().strip('"')


def test_a_newer_import_changes_what_was_imported_and_nothing_else() -> None:
    old = replace(ADA, score=88, contracts=(SHOP, LOGO))
    text, _ = imported_from(shelf(old))
    marked = text.replace("    status: active\n", "    status: paused  # for now\n    client_mood: happy\n")
    assert marked != text
    after, account = imported_from(shelf(ADA), marked)
    changed = [
        (change.path, change.before, change.after)
        for change in account.changes
        if change.outcome is ImportOutcome.CHANGED
    ]
    assert changed == [("profile.job_success", "88", "93")]
    yours = [
        (change.path, change.before, change.after)
        for change in account.changes
        if change.outcome is ImportOutcome.YOURS
    ]
    assert yours == [(f"contracts.{SHOP.id}.status", "paused", "active")]
    assert "    status: paused  # for now\n    client_mood: happy\n" in after
    assert [contract.path for contract in account.contracts] == [f"contracts.{PRINT.id}"]
    assert [contract["id"] for contract in contracts_of(after)] == [SHOP.id, LOGO.id, PRINT.id]


@settings(max_examples=FEW)
@given(freelancers(), st.integers(0, 100))
def test_newer_exports_bring_a_state_up_to_date(truth: Freelancer, part: int) -> None:
    first, last = truth.days
    old = as_of(truth, first + (last - first) * part // 100)
    text, _ = imported_from(shelf(replace(old, score=77)))
    newer, account = imported_from(shelf(truth), text)
    alone, _ = imported_from(shelf(truth))
    assert by_id(newer) == by_id(alone)
    assert account.conflicts == ()
    assert imported_from(shelf(truth), newer)[0] == newer


def by_id(text: str) -> dict[str, dict[str, str]]:
    """The contracts of a state by their ids."""
    return {contract["id"]: contract for contract in contracts_of(text)}


def test_a_state_in_json_stays_json() -> None:
    before = json.dumps({"contracts": [{"id": LOGO.id, "fault": "mine"}]}, indent=2) + "\n"
    text, _ = imported_from(shelf(ADA), before)
    state = json.loads(text)
    assert state["contracts"][0]["fault"] == "mine"
    assert state["contracts"][0]["status"] == "ended"
    assert imported_from(shelf(ADA), text)[0] == text
