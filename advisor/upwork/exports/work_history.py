"""The work history of a profile page, as the site itself loads it and a person may have saved it.

| an entry has | the state gets |
|---|---|
| id | the number of the contract, which is the one in the addresses of its pages |
| clientId | the number of the client; entries have no name of the client |
| startedOn, endedOn | started, ended; what has an end is ended |
| status | status, where it is there; it is mostly null |
| type | kind: 1 is fixed, and words are read; the meaning of other numbers is not known |
| totalCharges | earned; not 0 beside hours or stars, which nobody has without pay: it is hidden then |
| feedback, feedbackGiven | see `api_feedback` |
"""

from decimal import Decimal

from advisor.upwork.exports.api_contracts import KINDS, STATUSES, note_unknown, read_feedback
from advisor.upwork.exports.json_reading import Node
from advisor.upwork.exports.json_values import AssertionList, Cells, dollars, iso
from advisor.upwork.exports.model import Contract, Key

_FIXED = 1
_HOURS = 1_000_000


def read_entry(cells: Cells, node: Node) -> Contract:
    """One entry of the work history."""
    facts = AssertionList(cells)
    started, ended = node.get("startedOn"), node.get("endedOn")
    last = cells.day(ended)
    has_ended = _tell_status(cells, node, last, facts) == "ended"
    _tell_kind(cells, node, facts)
    facts.tell("started", iso(cells.day(started)), started)
    facts.tell("ended", iso(last) if has_ended else "", ended)
    charges = node.get("totalCharges")
    cents = cells.money(charges)
    read_feedback(cells, node.get("feedback"), node.get("feedbackGiven"), facts)
    has_stars = any(told.field == "feedback_received" for told in facts.told)
    has_hours = cells.number(node.get("totalHours"), 0, _HOURS, "a number of hours")
    if cents or not (has_stars or has_hours):
        facts.tell("earned", dollars(cents), charges)
    key = Key(
        id=cells.id(node.get("id")),
        title=cells.text(node.get("title")),
        client_id=cells.id(node.get("clientId")),
    )
    return Contract(key, cells.origin(node), tuple(facts.told))


def _tell_status(cells: Cells, node: Node, last: int | None, facts: AssertionList) -> str | None:
    found = node.get("status")
    word = cells.word(found)
    status = STATUSES.get(word)
    if word and status is None:
        note_unknown(cells, "status", found)
    if status is None and last is not None:
        status, found = "ended", node.get("endedOn")
    facts.tell("status", status or "", found)
    return status


def _tell_kind(cells: Cells, node: Node, facts: AssertionList) -> None:
    found = node.get("type")
    if found is not None and isinstance(found.value, int | Decimal):
        facts.tell("kind", "fixed" if found.value == _FIXED and found.value is not True else "", found)
        return
    facts.tell("kind", KINDS.get(cells.word(found), ""), found)
