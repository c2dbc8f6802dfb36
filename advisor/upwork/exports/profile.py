"""A freelancer's profile: the figures that the API and a saved page have, and the work history of the page.

| figures | the state gets |
|---|---|
| jobSuccessScore, nSS100BwScore | job_success, if above 1: 1 and less may be a share, or stand for no score |
| vetted | badge expert-vetted, if true |
| topRatedPlusStatus | badge top-rated-plus, where the word says so and vetted is false |
| topRatedStatus | badge top-rated or rising, where vetted is false and topRatedPlusStatus says no more |
| totalJobs, totalJobsWorked | completed_jobs |

That somebody is "not_eligible" for a badge does not say that there is no other one, so that `none` is never
added.  Nor is a badge where a higher one is not ruled out: a saved page lacks the others.  `billedContracts`
counts contracts that still run, so that it is not the number of completed jobs.

| an entry of the work history | the state gets |
|---|---|
| id | the number of the contract, which is the one in the addresses of its pages |
| clientId | the number of the client; entries have no name of the client |
| startedOn, endedOn | started, ended; what has an end is ended |
| status | status, where it is there; it is mostly null |
| type | kind: 1 is fixed, and words are read; the meaning of other numbers is not known |
| totalCharges | earned; not 0 beside hours or stars, which nobody has without pay: it is hidden then |
| feedback, feedbackGiven | see `read_feedback` |
"""

from decimal import Decimal

from advisor.upwork.exports.api_contracts import KINDS, STATUSES, read_feedback
from advisor.upwork.exports.cells import dollars, hundredths, iso
from advisor.upwork.exports.json_values import JsonNode
from advisor.upwork.exports.model import Assertion, Contract, Key

_BADGES = {
    "topratedplus": "top-rated-plus",
    "toprated": "top-rated",
    "risingtalent": "rising",
    "rising": "rising",
}
_NO_BADGE = {"", "noteligible", "none", "ineligible"}
_MOST = 1_000_000  # jobs, or hours
_FIXED = 1  # the number of the type


def read_profile(node: JsonNode) -> list[Assertion]:
    """What an object of figures holds of the freelancer."""
    facts: list[Assertion] = []
    place = node.get("nSS100BwScore", "jobSuccessScore")
    score = place.number(high=100, expected="a score from 0 to 100")
    if score is not None and score <= 1:
        scores = "[A Job Success Score|{count} Job Success Scores] of 1 or less may be [a share|shares]"
        place.note(f"{scores}, or stand for no score, [so that it is|and are] left out.")
    elif score is not None:
        facts += place.says("job_success", hundredths(score), node.day("nssLastCalculated"))
    facts += _badge(node)
    jobs = node.get("totalJobs", "totalJobsWorked")
    number = jobs.number(high=_MOST, expected="a number of jobs")
    if number is not None and number == number.to_integral_value():
        facts += jobs.says("completed_jobs", str(int(number)))
    return facts


def _badge(node: JsonNode) -> list[Assertion]:
    vetted = node.get("vetted")
    if vetted.flag():
        return vetted.says("badge", "expert-vetted")
    is_ruled_out = bool(vetted)  # whatever is higher
    for status in (node.get("topRatedPlusStatus"), node.get("topRatedStatus")):
        word = status.word()
        badge = _BADGES.get(word)
        if badge and is_ruled_out:
            return status.says("badge", badge)
        if badge:
            badges = "[A badge is|{count} badges are] left out"
            status.note(f"{badges}, as the file does not say that you have no higher one.")
            return []
        if word not in _NO_BADGE:
            status.note_unknown("badge")
        is_ruled_out &= word in _NO_BADGE - {""}
    return []


def read_entry(node: JsonNode) -> Contract:
    """The contract of an entry of a saved page."""
    ended, status, kind = node.get("endedOn"), node.get("status"), node.get("type")
    last = ended.day()
    told = STATUSES.get(status.word(), "")
    if status.word() and not told:
        status.note_unknown("status")
    facts = ended.says("status", "ended") if last is not None and not told else status.says("status", told)
    if isinstance(kind.value, int | Decimal):
        facts += kind.says("kind", "fixed" if kind.value == _FIXED and kind.value is not True else "")
    else:
        facts += kind.says("kind", KINDS.get(kind.word(), ""))
    facts += node.says_day("started", "startedOn")
    if told in {"", "ended"}:
        facts += ended.says("ended", iso(last))
    charges = node.get("totalCharges")
    cents = charges.money()
    feedback, _ = read_feedback(node.get("feedback"), node.get("feedbackGiven"))
    facts += feedback
    has_hours = node.number("totalHours", high=_MOST, expected="a number of hours")
    if cents or not (has_hours or any(fact.field == "feedback_received" for fact in feedback)):
        facts += charges.says("earned", dollars(cents))
    key = Key(id=node.id("id"), title=node.text("title"), client_id=node.id("clientId"))
    return Contract(key, node.origin, tuple(facts))
