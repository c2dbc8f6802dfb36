"""The work history that a profile page loads, as somebody saved it."""

from typing import Any

from tests.exports.json_text import Manner, day_text, json_bytes
from tests.exports.truth import Contract, Freelancer, Review

LABELS = ("Skills", "Quality", "Availability", "Deadlines", "Communication", "Cooperation")


def history_json(truth: Freelancer, manner: Manner | None = None, *, stats: bool = False) -> bytes:
    """The file: the pager with its items, and with `stats` the figures of the profile beside it."""
    manner = manner or Manner()
    items = [_item(contract, manner) for contract in truth.contracts]
    pager: dict[str, Any] = {
        "currentPage": 1,
        "pageItems": items,
        "itemsPerPage": 10,
        "totalItems": len(items),
        "sortByAsNumber": 1,
    }
    if not stats:
        return json_bytes(pager, manner)
    return json_bytes({"stats": _stats(truth), "workHistory": pager}, manner)


def _stats(truth: Freelancer) -> dict[str, Any]:
    return {
        "nSS100BwScore": truth.score,
        "topRatedStatus": "top_rated" if truth.top_rated else "not_eligible",
        "totalJobsWorked": truth.jobs,
        "totalFeedback": 12,
        "rating": 4.9,
    }


def _item(contract: Contract, manner: Manner) -> dict[str, Any]:
    return {
        "startedOn": day_text(contract.started, manner),
        "endedOn": day_text(contract.ended, manner),
        "totalCharges": {"currencyCode": "USD", "amount": contract.charged / 100},
        "totalHours": sum(entry.hours for entry in contract.work) / 100,
        "hourlyRate": {"currencyCode": "USD", "amount": 40} if contract.hourly else None,
        "type": 2 if contract.hourly else 1,
        "title": contract.title,
        "feedback": _feedback(contract.received, manner),
        "feedbackGiven": _feedback(contract.given, manner),
        "description": "",
        "clientId": contract.client.id,
        "isPrivate": False,
        "agencyName": None,
        "initialAmount": None,
        "hoursPerWeek": None,
        "openingRid": int(contract.id) + 1,
        "skills": [],
        "totalEarnings": None,
        "id": contract.id,
        "ciphertext": f"~01{contract.id}",
        "isEdc": False,
        "isPtc": False,
        "accessType": 4,
        "midContractFeedbacks": [],
    }


def _feedback(review: Review | None, manner: Manner) -> dict[str, Any] | None:
    if review is None:
        return None
    score = review.stars / 100
    return {
        "score": score,
        "comment": review.comment,
        "commentIsPublic": True,
        "response": None,
        "scoreDetails": [{"score": score, "label": label, "description": ""} for label in LABELS],
        "creationTs": day_text(review.day, manner),
    }
