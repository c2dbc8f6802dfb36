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
from advisor.upwork.exports.json_reading import JsonNode
from advisor.upwork.exports.json_values import AssertionList, ValueReader
from advisor.upwork.exports.model import Contract, Key

_BADGES = {
    "topratedplus": "top-rated-plus",
    "toprated": "top-rated",
    "risingtalent": "rising",
    "rising": "rising",
}
_NO_BADGE = {"", "noteligible", "none", "ineligible"}
_MOST = 1_000_000  # jobs, or hours
_FIXED = 1  # the number of the type


def read_profile(reader: ValueReader, node: JsonNode, facts: AssertionList) -> None:
    """Add what an object of figures holds of the freelancer."""
    _add_score(reader, node, facts)
    _add_badge(reader, node, facts)
    jobs = node.get("totalJobs", "totalJobsWorked")
    number = reader.number(jobs, 0, _MOST, "a number of jobs")
    if number is not None and number == number.to_integral_value():
        facts.add("completed_jobs", str(int(number)), jobs)


def _add_score(reader: ValueReader, node: JsonNode, facts: AssertionList) -> None:
    place = node.get("nSS100BwScore", "jobSuccessScore")
    score = reader.number(place, 0, 100, "a score from 0 to 100")
    if score is None or place is None:
        return
    if score <= 1:
        scores = "[A Job Success Score|{count} Job Success Scores] of 1 or less may be [a share|shares]"
        reader.note(place, f"{scores}, or stand for no score, [so that it is|and are] left out.")
        return
    facts.add("job_success", hundredths(score), place, day=reader.day(node.get("nssLastCalculated")))


def _add_badge(reader: ValueReader, node: JsonNode, facts: AssertionList) -> None:
    vetted = node.get("vetted")
    if reader.flag(vetted):
        facts.add("badge", "expert-vetted", vetted)
        return
    is_ruled_out = vetted is not None  # whatever is higher
    for status in (node.get("topRatedPlusStatus"), node.get("topRatedStatus")):
        word = reader.word(status)
        if word in _BADGES and is_ruled_out:
            facts.add("badge", _BADGES[word], status)
        elif word in _BADGES and status is not None:
            badges = "[A badge is|{count} badges are] left out"
            reader.note(status, f"{badges}, as the file does not say that you have no higher one.")
        elif word not in _NO_BADGE:
            reader.note_unknown("badge", status)
        if word in _BADGES:
            return
        is_ruled_out = is_ruled_out and word in _NO_BADGE and word != ""


def read_entry(reader: ValueReader, node: JsonNode) -> Contract:
    facts = AssertionList(reader)
    ended = node.get("endedOn")
    last = reader.day(ended)
    has_ended = _add_status(reader, node, last, facts) == "ended"
    _add_kind(reader, node.get("type"), facts)
    facts.add_day("started", node.get("startedOn"))
    facts.add("ended", iso(last) if has_ended else "", ended)
    charges = node.get("totalCharges")
    cents = reader.money(charges)
    read_feedback(reader, node.get("feedback"), node.get("feedbackGiven"), facts)
    has_hours = reader.number(node.get("totalHours"), 0, _MOST, "a number of hours")
    if cents or not ("feedback_received" in facts or has_hours):
        facts.add("earned", dollars(cents), charges)
    key = Key(
        id=reader.id(node.get("id")),
        title=reader.text(node.get("title")),
        client_id=reader.id(node.get("clientId")),
    )
    return Contract(key, reader.origin(node), tuple(facts.assertions))


def _add_status(reader: ValueReader, node: JsonNode, last: int | None, facts: AssertionList) -> str | None:
    place = node.get("status")
    word = reader.word(place)
    status = STATUSES.get(word)
    if word and status is None:
        reader.note_unknown("status", place)
    if status is None and last is not None:
        status, place = "ended", node.get("endedOn")
    facts.add("status", status or "", place)
    return status


def _add_kind(reader: ValueReader, node: JsonNode | None, facts: AssertionList) -> None:
    if node is not None and isinstance(node.value, int | Decimal):
        facts.add("kind", "fixed" if node.value == _FIXED and node.value is not True else "", node)
    else:
        facts.add("kind", KINDS.get(reader.word(node), ""), node)
