"""What looks like a contract in an answer and is none."""

from typing import Any

import pytest

from tests.upwork.exports.json_answers import as_text, read

CONTRACT = {"id": "35695275", "title": "Menu", "status": "ACTIVE"}


@pytest.mark.parametrize(
    "beside",
    [
        {"vendorProposals": {"edges": [{"node": {"id": "1", "status": {"status": "Sent"}, "terms": {}}}]}},
        {"vendorProposals": {"totalCount": 9, "edges": [{"node": {"id": "1"}}]}},
        {"marketplaceJobPostingsSearch": {"edges": [{"node": {"id": "1", "title": "Job", "terms": {}}}]}},
        {"jobPosting": {"id": "1", "title": "Job", "status": "OPEN", "terms": {}}},
        {"roomList": {"edges": [{"node": {"id": "room_1", "title": "Chat", "contractId": "5"}}]}},
        {"user": {"freelancerProfile": {"employmentRecords": [{"id": "1", "title": "Cook", "endDate": ""}]}}},
        {"user": {"certificates": [{"id": "1", "title": "German", "startDate": "2020-01-05"}]}},
        {"workDiaryCompany": {"snapshots": [{"contract": {"id": "1", "contractTitle": "Menu"}}]}},
    ],
    ids=lambda beside: next(iter(beside)),
)
def test_what_is_no_contract_is_passed_through(beside: dict[str, Any]) -> None:
    alone = {"contractList": {"contracts": [CONTRACT]}}

    assert as_text({"data": {**alone, **beside}}) == as_text({"data": alone})


def test_contracts_under_an_alias_are_read() -> None:
    export = read({"data": {"jobsOfMine": {"contracts": [CONTRACT]}}})

    assert [contract.key.title for contract in export.contracts] == ["Menu"]


def test_the_number_of_an_offer_is_none_of_a_contract() -> None:
    offer = {"id": "7", "title": "Menu", "state": "Active", "clientOrgId": "881"}

    assert as_text({"data": {"user": {"offer": {"edges": [{"node": offer}]}}}}) == (
        "API answer, 1 rows\n"
        "client id '881', title 'Menu' (data.user.offer.edges[0].node)\n"
        "  status: active (exact, data.user.offer.edges[0].node.state)\n"
    )
    assert read({"data": {"mine": {"contracts": []}, "other": offer}}).contracts == ()


@pytest.mark.parametrize("key", ["contract", "contractDetails"])
@pytest.mark.parametrize("status", ["PENDING", "CANCELLED"])
def test_an_offer_whose_contract_never_began_is_no_contract(key: str, status: str) -> None:
    accepted = {"id": "1", "title": "Menu", "state": "Active", "type": "FIXED"}
    inner = {"id": "9", "title": "Menu", "status": status}

    export = read({"data": {"offers": [{**accepted, key: inner}, accepted]}})

    assert export.rows == 2
    assert [contract.origin.place for contract in export.contracts] == ["data.offers[1]"]
    assert [(note.text, note.place) for note in export.notes] == [
        (
            f"A contract that is {status.lower()} is left out: nothing shows that it began.",
            f"data.offers[0].{key}",
        )
    ]


def test_the_milestones_of_an_offer_need_not_be_all() -> None:
    money = {"rawValue": "80", "currency": "USD"}
    milestone = {
        "state": "Submitted",
        "lastSubmissionCreatedTime": "2026-11-10",
        "currentEscrowAmount": money,
    }
    offer = {"title": "Menu", "state": "Active", "milestoneTerms": {"milestones": [milestone]}}

    (found,) = read({"data": {"offers": [offer, None]}}).contracts

    assert {fact.field: fact.value for fact in found.facts} == {
        "milestone_submitted": "2026-11-10",
        "last_activity": "2026-11-10",
        "status": "active",
    }


def test_the_title_of_a_job_is_none_of_a_contract() -> None:
    entry = {"contract": {"id": "1", "title": None}, "opening": {"title": "Wanted: a cook"}}

    (found,) = read({"data": {"talentWorkHistory": {"workHistoryList": [entry]}}}).contracts

    assert (found.key.id, found.key.title) == ("1", "")
