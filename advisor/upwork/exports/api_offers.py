"""Offers of the platform's API, with the contracts that came of them and the client's request for escrow.

An offer that nobody has accepted is no contract.  An offer's own id is not the number of its contract.
"""

from advisor.upwork.exports.api_contracts import KINDS, STATUSES, name_of, note_unknown, read_contract
from advisor.upwork.exports.json_reading import Node
from advisor.upwork.exports.json_values import AssertionList, Cells, iso, shown
from advisor.upwork.exports.model import Contract, Key

_WITHOUT_CONTRACT = {"pending", "draft", "withdrawn", "declined", "expired", "cancelled", "changed"}


def read_offer(cells: Cells, node: Node) -> Contract | None:
    """The contract of an offer; None where there is none (yet), which is noted."""
    found = node.get("state")
    state = cells.word(found)
    inner = cells.mapping(node.get("contractDetails", "contract"))
    status = STATUSES.get(state)
    number = cells.id(node.get("contractId"))
    if status is None and inner is None and not number:
        _note_offer(cells, node, state, found)
        return None
    held = read_contract(cells, inner or Node({}, node.path), node, node.get("contractDetails") is None)
    if held is None:
        return None
    facts = AssertionList(cells)
    known = {told.field for told in held.facts}
    _tell_course(cells, node, status, known, facts)
    _tell_escrow_refund(cells, node, facts)
    key = held.key
    if number and not key.id:
        key = Key(number, key.client, key.title, key.client_id)
    return Contract(key, cells.origin(node), (*held.facts, *facts.told))


def _note_offer(cells: Cells, node: Node, state: str, found: Node | None) -> None:
    if state and state not in _WITHOUT_CONTRACT:
        note_unknown(cells, "state of an offer", found)
        return
    cells.notes.add(
        "An offer that is no contract yet is left out.",
        "{count} offers that are no contracts yet are left out.",
        node.place,
    )


def _tell_course(cells: Cells, node: Node, status: str | None, known: set[str], facts: AssertionList) -> None:
    """Tell what the offer says of the contract, where the contract itself has not."""
    changed = cells.day(node.get("lastUpdatedDateTime"))
    started, ended = node.get("startDateTime"), node.get("endDateTime")
    if "status" not in known:
        facts.tell("status", status or "", node.get("state"), day=changed)
    if "kind" not in known:
        facts.tell("kind", KINDS.get(cells.word(node.get("type")), ""), node.get("type"))
    if "started" not in known and status is not None:
        facts.tell("started", iso(cells.day(started)), started)
    if "ended" not in known and status == "ended":
        facts.tell("ended", iso(cells.day(ended)), ended)


def _tell_escrow_refund(cells: Cells, node: Node, facts: AssertionList) -> None:
    """The request for escrow: the day on which the offer last changed is the latest that it can be of.

    A request that was accepted, that ran out or that is in dispute waits for no answer any more.
    """
    found = node.get("escrowRefundStatus")
    word = cells.word(found)
    changed = node.get("lastUpdatedDateTime")
    day = cells.day(changed)
    if word == "disputed":
        facts.tell("dispute", "open", found, day=day)
        facts.tell_none("escrow_refund_requested", found, day)
    elif word in {"accepted", "expired"}:
        facts.tell_none("dispute", found, day)
        facts.tell_none("escrow_refund_requested", found, day)
    elif word not in {"", "open"}:
        note_unknown(cells, "status of a request for escrow", found)
    elif word == "open" and day is not None:
        facts.tell_none("dispute", found, day)
        facts.tell("escrow_refund_requested", iso(day), changed, day=day)
        title = cells.text(node.get("title")) or name_of(cells, node.get("company"))[1]
        named = f" of {shown(title)}" if title else ""
        cells.notes.add(
            f"The client asked for the escrow{named} back, on {iso(day)} at the latest: look up the day, as "
            "you have only days to answer.",
            f"{{count}} requests for the escrow{named} are of {iso(day)} at the latest: look up the day, as "
            "you have only days to answer.",
            node.place,
        )
