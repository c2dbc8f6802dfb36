"""Answers of the platform's GraphQL interface, in the shapes of its schema."""

from collections.abc import Collection
from typing import Any

from tests.exports.json_text import Manner, day_text, json_bytes, money, plain
from tests.exports.truth import Contract, Freelancer, Milestone, Review

CONTRACTS, VENDOR, DETAILS = "contractList", "vendorContracts", "contractDetails"
HISTORY, PROFILE, OFFERS = "talentWorkHistory", "user", "offers"
PARTS = (CONTRACTS, VENDOR, DETAILS, HISTORY, PROFILE, OFFERS)
BROKEN = {
    "message": "Exception while fetching data: \x1b[31mpermission\x1b[0m denied",
    "path": ["contractDetails"],
    "extensions": {"classification": "DataFetchingException"},
}


def api_json(
    truth: Freelancer,
    parts: Collection[str] = PARTS,
    manner: Manner | None = None,
    *,
    errors: bool = False,
    several: bool = False,
) -> bytes:
    """One answer with the parts; or, with `several`, a list of answers of one part each.

    With `errors` a query that failed stands beside them, as null and as an error.
    """
    manner = manner or Manner()
    data = {part: _part(part, truth, manner) for part in PARTS if part in parts}
    if PROFILE in data or OFFERS in data:
        data["user"] = {**data.pop(PROFILE, {}), **data.pop(OFFERS, {})}
    answers: list[dict[str, Any]] = [{"data": {name: value}} for name, value in data.items()]
    if not several:
        answers = [{"data": data}]
    if errors:
        answers[-1]["errors"] = [BROKEN]
        answers[-1]["data"] = {**answers[-1]["data"], "failed": None}
    return json_bytes(answers if several else answers[0], manner)


def _part(part: str, truth: Freelancer, manner: Manner) -> Any:
    if part in (CONTRACTS, VENDOR):
        return {"contracts": [_details(contract, manner) for contract in truth.contracts]}
    if part == DETAILS:
        return _details(truth.contracts[0], manner)
    if part == HISTORY:
        rows = [_worked(contract, manner) for contract in truth.contracts]
        return {"totalCount": len(rows), "workHistoryList": rows}
    if part == PROFILE:
        return {"id": "424242", "name": truth.name, "freelancerProfile": {"aggregates": _aggregates(truth)}}
    offers = [_offer(contract, manner) for contract in truth.contracts if not contract.hourly]
    return {"offer": {"totalCount": len(offers), "edges": [{"node": offer} for offer in offers]}}


def _details(contract: Contract, manner: Manner) -> dict[str, Any]:
    hourly = {"hourlyRate": money(4_000), "startDate": day_text(contract.started, manner), "endDate": None}
    fixed = {
        "fixedAmount": money(100_000),
        "fpCharge": money(contract.charged),
        "milestones": [_milestone(milestone, manner) for milestone in contract.milestones],
    }
    return {
        "id": contract.id,
        "title": contract.title,
        "status": contract.status,
        "closingReason": None,
        "deliveryModel": "TALENT_MARKETPLACE",
        "kind": None,
        "isPtc": False,
        "createDate": day_text(contract.started - 1, manner),
        "modifyDate": day_text(contract.updated or contract.started, manner),
        "startDate": day_text(contract.started, manner),
        "endDate": day_text(contract.ended, manner),
        "offerId": f"5{contract.id}",
        "clientOrganization": {"id": contract.client.id, "name": contract.client.name},
        "terms": {
            "fixedPriceTerms": [] if contract.hourly else [fixed],
            "hourlyTerms": [hourly] if contract.hourly else [],
        },
    }


def _milestone(each: Milestone, manner: Manner) -> dict[str, Any]:
    return {
        "id": each.id,
        "description": each.what,
        "state": each.state,
        "dueDateTime": day_text(each.due, manner),
        "currentEscrowAmount": money(each.escrow),
        "fundedAmount": money(each.escrow + each.paid),
        "paid": money(each.paid),
        "submissionCount": 0 if each.submitted is None else 1,
        "lastSubmissionCreatedTime": day_text(each.submitted, manner),
    }


def _worked(contract: Contract, manner: Manner) -> dict[str, Any]:
    return {
        "contract": {
            "id": contract.id,
            "title": contract.title,
            "status": contract.status,
            "startDate": day_text(contract.started, manner),
            "endDate": day_text(contract.ended, manner),
            "createDate": day_text(contract.started - 1, manner),
            "clientOrgId": contract.client.id,
            "clientTeamId": f"77{contract.client.id}",
            "terms": {
                "hourlyRate": "40" if contract.hourly else None,
                "jobType": "HOURLY" if contract.hourly else "FIXED",
                "stipendAmount": None,
                "fixedAmount": None if contract.hourly else "1000",
            },
        },
        "contractAggregate": {
            "totalCharge": plain(contract.charged),
            "hours": plain(sum(entry.hours for entry in contract.work)),
        },
        "feedback": {
            "feedbackToFreelancer": _feedback(contract.received),
            "feedbackToClient": _feedback(contract.given),
        },
        "opening": {"id": f"6{contract.id}", "title": f"Wanted: {contract.title}", "visibility": "PUBLIC"},
    }


def _feedback(review: Review | None) -> dict[str, Any] | None:
    if review is None:
        return None
    return {
        "comment": review.comment,
        "response": None,
        "score": review.stars / 100,
        "scores": [{"label": "Skills", "score": review.stars / 100, "weight": 20}],
        "feedbackSuppressed": False,
        "isPublic": True,
        "commentPublic": True,
    }


def _aggregates(truth: Freelancer) -> dict[str, Any]:
    return {
        "jobSuccessScore": truth.score,
        "topRatedStatus": "top_rated" if truth.top_rated else "not_eligible",
        "topRatedPlusStatus": "top_rated_plus" if truth.top_rated_plus else "not_eligible",
        "vetted": truth.vetted,
        "totalFeedback": 12,
        "billedContracts": truth.jobs,
        "currentContracts": sum(contract.status != "CLOSED" for contract in truth.contracts),
        "adjustedFeedbackScore": 4.93,
        "profileStats": {"suspensions90limited": 0, "longTermClients": 2, "weeksEligibleWithin16wks": 14},
    }


def _offer(contract: Contract, manner: Manner) -> dict[str, Any]:
    waiting = [milestone for milestone in contract.milestones if milestone.state != "Paid"]
    state = {"ACTIVE": "Active", "PAUSED": "Paused"}.get(contract.status, "Ended")
    return {
        "id": f"5{contract.id}",
        "title": contract.title,
        "type": "FixedPrice",
        "state": state,
        "milestoneState": waiting[-1].state if waiting else "Paid",
        "escrowRefundStatus": contract.escrow_refund or None,
        "lastUpdatedDateTime": day_text(contract.updated, manner),
        "contract": {"id": f"9{contract.id}", "contractId": contract.id},  # `id` is that of its term
    }
