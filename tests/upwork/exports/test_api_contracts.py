"""Contracts of the API, field by field."""

from typing import Any

import pytest

from tests.upwork.exports.json_answers import facts, read

TODAY = "2026-11-17T08:00:00.000Z"


def contract(**more: Any) -> dict[str, Any]:
    return {"id": "1", "title": "T", **more}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ({"status": "ACTIVE"}, {"status": "active"}),
        ({"status": "PAUSED"}, {"status": "paused"}),
        ({"status": "CLOSED"}, {"status": "ended"}),
        ({"status": "Ended"}, {"status": "ended"}),
        ({"status": "ACTIVE", "paused": True}, {"status": "paused"}),
        ({"status": "CLOSED", "paused": True}, {"status": "ended"}),
        ({"status": None, "paused": False}, {}),
        ({"status": "MYSTERY"}, {}),
        (
            {"status": "CANCELLED", "totalCharges": {"rawValue": "5", "currency": "USD"}},
            {"status": "ended", "cancelled": "true", "earned": "5.00"},
        ),
    ],
)
def test_status(status: dict[str, Any], expected: dict[str, str]) -> None:
    assert facts(contract(**status)) == expected


@pytest.mark.parametrize("status", ["PENDING", "CANCELLED"])
def test_what_never_began_is_no_contract(status: str) -> None:
    export = read({"contracts": [contract(status=status), contract(status=status, id="2")]})

    assert (export.rows, export.contracts) == (2, ())
    assert [(note.text, note.place) for note in export.notes] == [
        (
            f"2 contracts that are {status.lower()} are left out: nothing shows that they began.",
            "contracts[0]",
        )
    ]


def test_an_unknown_status_is_told() -> None:
    assert [note.text for note in read({"contracts": [contract(status="MY\x1bSTERY")]}).notes] == [
        'The status "MYSTERY" is not known here and is left out.'
    ]


def test_a_planned_end_is_no_end() -> None:
    dates = {"startDate": "2026-01-05", "endDate": "2027-01-05"}

    assert facts(contract(status="ACTIVE", **dates)) == {"status": "active", "started": "2026-01-05"}
    assert facts(contract(status="CLOSED", **dates)) == {
        "status": "ended",
        "started": "2026-01-05",
        "ended": "2027-01-05",
    }


def test_the_first_of_several_terms_is_the_start() -> None:
    older = contract(contractId="9", firstContractStartDateTime="2024-01-05", startDateTime="2026-01-05")

    assert facts(older) == {"started": "2024-01-05"}


ME, CLIENT = {"id": "42"}, {"id": "77"}


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"endedBy": "CLIENT"}, "client"),
        ({"endedBy": "PROFESSIONAL"}, "me"),
        ({"endedBy": "SYSTEM"}, "platform"),
        ({"endedBy": "SOMEBODY"}, None),
        ({"endedBy": ME, "freelancer": ME}, "me"),
        ({"endedBy": CLIENT, "freelancer": ME}, None),
        ({"endedBy": CLIENT, "changedBy": CLIENT, "changingUserType": "CLIENT"}, "client"),
        ({"endedBy": CLIENT, "changedBy": ME, "changingUserType": "PROFESSIONAL"}, None),
        ({"endDate": "2026-11-17", "modifyDate": TODAY, "changingUserType": "UPWORK_SUPPORT"}, None),
        ({"endDate": "2026-11-16", "modifyDate": TODAY, "changingUserType": "CLIENT"}, None),
        ({"changingUserType": "CLIENT"}, None),
    ],
)
def test_who_ended_it_is_told_where_the_answer_says_so(fields: dict[str, Any], who: str | None) -> None:
    assert facts(contract(status="CLOSED", **fields)).get("ended_by") == who
    assert "ended_by" not in facts(contract(status="ACTIVE", **fields))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"contractType": "HOURLY"}, "hourly"),
        ({"type": "FixedPrice"}, "fixed"),
        ({"kind": "WEEKLY_RETAINER"}, None),
        ({"terms": {"jobType": "FIXED"}}, "fixed"),
        ({"terms": [{"jobType": "HOURLY"}]}, "hourly"),
        ({"terms": [{"jobType": "HOURLY"}, {"jobType": "FIXED"}]}, None),
        ({"terms": {"hourlyTerms": [{"id": "1"}], "fixedPriceTerms": []}}, "hourly"),
        ({"terms": {"hourlyTerms": None, "fixedPriceTerms": [{"id": "1"}]}}, "fixed"),
        ({"terms": {"hourlyTerms": [{"id": "1"}], "fixedPriceTerms": [{"id": "2"}]}}, None),
        ({"terms": {"stipendTerms": [{"id": "1"}]}}, None),
    ],
)
def test_kind(fields: dict[str, Any], kind: str | None) -> None:
    assert facts(contract(**fields)).get("kind") == kind


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        ({"rawValue": "1234.5", "currency": "USD", "displayValue": "$1,234.50"}, "1234.50"),
        ({"displayValue": "$1,234.50"}, "1234.50"),
        ({"amount": 2533.8, "currencyCode": "USD"}, "2533.80"),
        ("0.0", "0.00"),
        (17.005, "17.01"),
        ({"rawValue": "10", "currency": "EUR"}, None),
    ],
)
def test_money(value: object, cents: str | None) -> None:
    assert facts(contract(totalCharges=value)).get("earned") == cents


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-17", "2026-11-17"),
        ("2026-11-17T23:59:59.999Z", "2026-11-17"),
        ("2026-11-17T23:30:00-0200", "2026-11-18"),
        ("2026-11-17 01:00:00 +02:00", "2026-11-16"),
        ("Nov 17, 2026", "2026-11-17"),
        (1795000000000, "2026-11-18"),
        ("1795000000000", "2026-11-18"),
        ("", None),
        ("0001-01-01", None),
        ("9999-12-31T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
    ],
)
def test_days(value: object, day: str | None) -> None:
    assert facts(contract(startDate=value)).get("started") == day


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"id": "1"}, ("1", "", "T", "")),
        ({"id": "1", "contractId": "9"}, ("9", "", "T", "")),
        ({"id": "1", "contractType": "FIXED"}, ("", "", "T", "")),
        ({"id": "1", "contractType": "FIXED", "title": None}, ("1", "", "", "")),
        (
            {"clientOrganization": {"id": "8", "name": "ACME"}, "clientTeam": {"name": "Web"}},
            ("1", "ACME", "T", "8"),
        ),
        (
            {"clientOrganization": {"id": "8"}, "clientTeam": {"id": "5", "name": "Web"}},
            ("1", "Web", "T", "8"),
        ),
        ({"clientTeamId": "5"}, ("1", "", "T", "")),
        ({"clientOrgId": "8", "clientTeamId": "5"}, ("1", "", "T", "8")),
        ({"clientTeam": {"id": "5", "name": "Web"}}, ("1", "Web", "T", "")),
    ],
)
def test_by_what_a_contract_is_known(fields: dict[str, Any], key: tuple[str, ...]) -> None:
    (found,) = read({"contracts": [contract(**fields)]}).contracts

    assert (found.key.id, found.key.client, found.key.title, found.key.client_id) == key


def test_the_older_contract_query_gives_no_number_of_the_contract() -> None:
    (older,) = read({"data": {"contract": {"id": "1", "title": "T", "status": "ACTIVE"}}}).contracts
    (newer,) = read({"data": {"contract": {"id": "1", "title": "T", "startDate": "2026-01-05"}}}).contracts

    assert (older.key.id, newer.key.id) == ("", "1")


@pytest.mark.parametrize(
    ("feedback", "expected"),
    [
        ({"clientFeedback": {"score": 4.5, "comment": "Fine"}}, {"feedback_received": "4.5"}),
        ({"feedbackToFreelancer": {"score": "4.80"}}, {"feedback_received": "4.8"}),
        ({"feedbackToFreelancer": {"score": 4.666666}}, {"feedback_received": "4.67"}),
        ({"feedbackToFreelancer": {"score": 0}}, {}),
        ({"feedbackToFreelancer": {"score": 2, "feedbackSuppressed": True}}, {}),
        ({"freelancerFeedback": {"score": 5}}, {}),
        ({"feedbackToClient": {"score": 5, "creationTs": TODAY}}, {"feedback_given": "2026-11-17"}),
        (
            {"feedbackToFreelancer": {"score": 5, "createdDateTime": TODAY}},
            {"feedback_received": "5", "feedback_received_on": "2026-11-17"},
        ),
    ],
)
def test_feedback(feedback: dict[str, Any], expected: dict[str, str]) -> None:
    assert facts(contract(feedback=feedback)) == expected


def test_feedback_without_a_day_is_noted() -> None:
    given = {"freelancerFeedback": {"score": 5}}
    export = read({"contracts": [contract(feedback=given), contract(feedback=given)]})

    assert [(note.text, note.place) for note in export.notes] == [
        (
            "You left feedback on 2 contracts, but the file does not say when.",
            "contracts[0].feedback.freelancerFeedback",
        )
    ]
