"""The freelancer's own figures: aggregates of the API, and the `stats` of a profile page.

| the answer has | the state gets |
|---|---|
| jobSuccessScore, nSS100BwScore | job_success, if above 1: 1 and less may be a share, or stand for no score |
| vetted | badge expert-vetted, if true |
| topRatedPlusStatus | badge top-rated-plus, where the word says so and vetted is false |
| topRatedStatus | badge top-rated or rising, where vetted is false and topRatedPlusStatus says no more |
| totalJobs, totalJobsWorked | completed_jobs |

That somebody is "not_eligible" for a badge does not say that there is no other one, so that `none` is never
told.  Nor is a badge where a higher one is not ruled out: a saved page lacks the others.  `billedContracts`
counts contracts that still run, so that it is not the number of completed jobs.
"""

from advisor.upwork.exports.api_contracts import note_unknown
from advisor.upwork.exports.json_reading import Node
from advisor.upwork.exports.json_values import AssertionList, Cells, hundredths

_BADGES = {
    "topratedplus": "top-rated-plus",
    "toprated": "top-rated",
    "risingtalent": "rising",
    "rising": "rising",
}
_NO_BADGE = {"", "noteligible", "none", "ineligible"}
_JOBS = 1_000_000


def read_profile(cells: Cells, node: Node, facts: AssertionList) -> None:
    """Tell what an object of aggregates says of the freelancer."""
    _tell_score(cells, node, facts)
    _tell_badge(cells, node, facts)
    jobs = node.get("totalJobs", "totalJobsWorked")
    number = cells.number(jobs, 0, _JOBS, "a number of jobs")
    if number is not None and number == number.to_integral_value():
        facts.tell("completed_jobs", str(int(number)), jobs)


def _tell_score(cells: Cells, node: Node, facts: AssertionList) -> None:
    found = node.get("nSS100BwScore", "jobSuccessScore")
    score = cells.number(found, 0, 100, "a score from 0 to 100")
    if score is None or found is None:
        return
    if score <= 1:
        cells.notes.add(
            "A Job Success Score of 1 or less may be a share, or stand for no score, so that it is left out.",
            "{count} Job Success Scores of 1 or less may be shares, or stand for no score, and are left out.",
            found.place,
        )
        return
    facts.tell("job_success", hundredths(score), found, day=cells.day(node.get("nssLastCalculated")))


def _tell_badge(cells: Cells, node: Node, facts: AssertionList) -> None:
    vetted = node.get("vetted")
    if cells.flag(vetted):
        facts.tell("badge", "expert-vetted", vetted)
        return
    is_ruled_out = vetted is not None  # whatever is higher
    for found in (node.get("topRatedPlusStatus"), node.get("topRatedStatus")):
        word = cells.word(found)
        if word in _BADGES and is_ruled_out:
            facts.tell("badge", _BADGES[word], found)
        elif word in _BADGES and found is not None:
            cells.notes.add(
                "A badge is left out, as the file does not say that you have no higher one.",
                "{count} badges are left out, as the file does not say that you have no higher one.",
                found.place,
            )
        elif word not in _NO_BADGE:
            note_unknown(cells, "badge", found)
        if word in _BADGES:
            return
        is_ruled_out = is_ruled_out and word in _NO_BADGE and word != ""
