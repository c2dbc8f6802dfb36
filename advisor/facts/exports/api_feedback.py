"""Feedback of both sides, in every shape in which exports hold it.

The API's types carry no day on which feedback was left; the profile's work history does (`creationTs`).
What the platform has suppressed is no review that anybody sees, and is noted alone.
"""

from advisor.facts.exports.api_facts import Facts
from advisor.facts.exports.json_cells import Cells, hundredths, iso
from advisor.facts.exports.json_reading import Node

_CREATED = ("creationTs", "createdDateTime", "creationDateTime", "createdTs")
_STARS = "a score from 1 to 5, or 0 for none,"


def tell_feedback(cells: Cells, received: Node | None, given: Node | None, facts: Facts) -> bool:
    """Tell what the client left and when, and when I left mine; whether there is any.

    A score of 0 is none.  That feedback was given on an unknown day is a note, as a state holds the day.
    """
    received, given = cells.mapping(received), cells.mapping(given)
    left = received is not None and _tell_received(cells, received, facts)
    return (given is not None and _tell_given(cells, given, facts)) or left


def _tell_received(cells: Cells, node: Node, facts: Facts) -> bool:
    stars = _stars(cells, node)
    if not stars:
        return False
    if cells.flag(node.get("feedbackSuppressed")):
        cells.notes.add(
            "A review that the platform has suppressed is left out.",
            "{count} reviews that the platform has suppressed are left out.",
            node.place,
        )
        return False
    facts.tell("feedback_received", stars, node.get("score"))
    created = node.get(*_CREATED)
    facts.tell("feedback_received_on", iso(cells.day(created)), created)
    return True


def _tell_given(cells: Cells, node: Node, facts: Facts) -> bool:
    created = node.get(*_CREATED)
    day = cells.day(created)
    facts.tell("feedback_given", iso(day), created)
    stars = _stars(cells, node)
    if stars and day is None:
        cells.notes.add(
            "You left feedback on a contract, but the file does not say when.",
            "You left feedback on {count} contracts, but the file does not say when.",
            node.place,
        )
    return bool(stars)


def _stars(cells: Cells, node: Node) -> str:
    found = node.get("score")
    score = cells.number(found, 0, 5, _STARS)
    if score and score < 1:
        cells.number(found, 1, 5, _STARS)
    return hundredths(score) if score and score >= 1 else ""
