"""What looks like a contract in an answer and is none."""

from typing import Any

import pytest

from tests.facts.exports.json_answers import read, told

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

    assert told({"data": {**alone, **beside}}) == told({"data": alone})


def test_contracts_under_an_alias_are_read() -> None:
    export = read({"data": {"jobsOfMine": {"contracts": [CONTRACT]}}})

    assert [contract.key.title for contract in export.contracts] == ["Menu"]
