"""The freelancer's own figures, and entries of a saved work history, field by field."""

from typing import Any

import pytest

from tests.upwork.exports.json_answers import read, refused


def profile(aggregates: dict[str, Any]) -> dict[str, str]:
    export = read({"data": {"user": {"freelancerProfile": {"aggregates": aggregates}}}})
    return {fact.field: fact.value for fact in export.profile}


@pytest.mark.parametrize(
    ("aggregates", "expected"),
    [
        ({"jobSuccessScore": 93}, {"job_success": "93"}),
        ({"jobSuccessScore": 92.5}, {"job_success": "92.5"}),
        ({"jobSuccessScore": "100"}, {"job_success": "100"}),
        ({"jobSuccessScore": 0.93}, {}),
        ({"jobSuccessScore": 1}, {}),
        ({"jobSuccessScore": 0}, {}),
        ({"jobSuccessScore": None, "topRatedStatus": "not_eligible", "vetted": False}, {}),
        ({"jobSuccessScore": 90, "totalJobs": 26}, {"job_success": "90", "completed_jobs": "26"}),
        ({"totalJobs": 26}, {"completed_jobs": "26"}),
        ({"jobSuccessScore": 90, "billedContracts": 26}, {"job_success": "90"}),
    ],
)
def test_figures(aggregates: dict[str, Any], expected: dict[str, str]) -> None:
    assert profile(aggregates) == expected


HIGHER = "A badge is left out, as the file does not say that you have no higher one."
UNKNOWN = 'The badge "hipo" is not known here and is left out.'


@pytest.mark.parametrize(
    ("rated", "plus", "vetted", "expected"),
    [
        ("top_rated", "not_eligible", False, "top-rated"),
        ("rising_talent", "not_eligible", False, "rising"),
        ("TOP_RATED", "top_rated_plus", False, "top-rated-plus"),
        ("top_rated", None, True, "expert-vetted"),
        ("not_eligible", "not_eligible", False, None),
        ("top_rated", "not_eligible", None, HIGHER),
        ("top_rated", None, False, HIGHER),
        ("top_rated", "hipo", False, UNKNOWN + HIGHER),
        ("top_rated", "top_rated_plus", None, HIGHER),
        ("hipo", "not_eligible", False, UNKNOWN),
    ],
)
def test_a_badge_is_told_where_no_higher_one_can_be(
    rated: str, plus: str | None, vetted: bool | None, expected: str | None
) -> None:
    figures = {"topRatedStatus": rated, "topRatedPlusStatus": plus, "vetted": vetted}

    export = read({"data": {"user": {"freelancerProfile": {"aggregates": figures}}}})

    text = "".join([fact.value for fact in export.profile] + [note.text for note in export.notes])
    assert text == (expected or "")


@pytest.mark.parametrize("score", ["101", "-1", '"good"', "true", "[]", "1e400"])
def test_a_score_that_is_none_is_refused(score: str) -> None:
    assert refused('{"freelancerProfile": {"aggregates": {"jobSuccessScore": ' + score + "}}}").startswith(
        "x.json:1:58: error[export-cell]: freelancerProfile.aggregates.jobSuccessScore: a score from 0 to 100"
    )


def test_a_score_that_may_be_a_share_is_noted() -> None:
    assert [note.text for note in read({"freelancerProfile": {"jobSuccessScore": 0.93}}).notes] == [
        "A Job Success Score of 1 or less may be a share, or stand for no score, so that it is left out."
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"type": 1}, {"kind": "fixed"}),
        ({"type": 2}, {}),
        ({"type": "Hourly"}, {"kind": "hourly"}),
        ({"endedOn": "2026-01-05"}, {"status": "ended", "ended": "2026-01-05"}),
        ({"endedOn": "2026-01-05", "status": "Active"}, {"status": "active"}),
        ({"status": "Odd"}, {}),
        ({"totalCharges": {"amount": 12, "currencyCode": "USD"}}, {"earned": "12.00"}),
        ({"feedback": {"score": 0, "creationTs": None}}, {}),
        ({"totalCharges": {"amount": 0}, "totalHours": 0}, {"earned": "0.00"}),
        ({"totalCharges": {"amount": 0}, "totalHours": 3.5}, {}),
        ({"totalCharges": {"amount": 0}, "feedback": {"score": 5}}, {"feedback_received": "5"}),
        (
            {"feedbackGiven": {"score": 4, "creationTs": "2026-01-06T00:00:00Z"}},
            {"feedback_given": "2026-01-06"},
        ),
    ],
)
def test_entries_of_a_work_history(entry: dict[str, Any], expected: dict[str, str]) -> None:
    (export,) = read({"pageItems": [{"title": "T", "startedOn": None, **entry}]}).contracts

    assert {fact.field: fact.value for fact in export.facts} == expected


def test_a_list_of_entries_is_a_work_history() -> None:
    export = read([{"title": "T", "startedOn": "2026-01-05", "id": "7", "clientId": 8}])

    assert (str(export.kind), export.rows) == ("work history", 1)
    assert [(contract.key.id, contract.key.client_id) for contract in export.contracts] == [("7", "8")]
