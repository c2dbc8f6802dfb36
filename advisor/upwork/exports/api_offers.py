"""Offers of the platform's API, with the contracts that came of them and the client's request for escrow.

An offer that nobody has accepted is no contract.  An offer's own id is not the number of its contract.
"""

from dataclasses import replace

from advisor.upwork.exports.api_contracts import KINDS, STATUSES, name_of, read_contract
from advisor.upwork.exports.cells import excerpt_of_json, iso
from advisor.upwork.exports.json_reading import JsonNode
from advisor.upwork.exports.json_values import AssertionList, ValueReader
from advisor.upwork.exports.model import Contract

_WITHOUT_CONTRACT = {"pending", "draft", "withdrawn", "declined", "expired", "cancelled", "changed"}


def read_offer(reader: ValueReader, node: JsonNode) -> Contract | None:
    """The contract of an offer; None where there is none (yet), which is noted."""
    state = reader.word(node.get("state"))
    inner = reader.mapping(node.get("contractDetails", "contract"))
    status = STATUSES.get(state)
    number = reader.id(node.get("contractId"))
    if status is None and inner is None and not number:
        _note_offer(reader, node, state)
        return None
    contract = read_contract(
        reader, inner or JsonNode({}, node.path), node, older=node.get("contractDetails") is None
    )
    if contract is None:
        return None
    facts = AssertionList(reader)
    _add_course(reader, node, status, {assertion.field for assertion in contract.facts}, facts)
    _add_escrow_refund(reader, node, facts)
    key = contract.key if contract.key.id else replace(contract.key, id=number)
    return Contract(key, reader.origin(node), (*contract.facts, *facts.assertions))


def _note_offer(reader: ValueReader, node: JsonNode, state: str) -> None:
    if state and state not in _WITHOUT_CONTRACT:
        reader.note_unknown("state of an offer", node.get("state"))
        return
    offers = "[An offer that is no contract yet is|{count} offers that are no contracts yet are]"
    reader.note(node, f"{offers} left out.")


def _add_course(
    reader: ValueReader, node: JsonNode, status: str | None, known: set[str], facts: AssertionList
) -> None:
    """Add what the offer says of the contract, where the contract itself does not."""
    changed = reader.day(node.get("lastUpdatedDateTime"))
    if "status" not in known:
        facts.add("status", status or "", node.get("state"), day=changed)
    if "kind" not in known:
        facts.add("kind", KINDS.get(reader.word(node.get("type")), ""), node.get("type"))
    if "started" not in known and status is not None:
        facts.add_day("started", node.get("startDateTime"))
    if "ended" not in known and status == "ended":
        facts.add_day("ended", node.get("endDateTime"))


def _add_escrow_refund(reader: ValueReader, node: JsonNode, facts: AssertionList) -> None:
    """Add the client's request for escrow, which is of the day of the offer's last change at the latest."""
    request = node.get("escrowRefundStatus")
    word = reader.word(request)
    changed = node.get("lastUpdatedDateTime")
    day = reader.day(changed)
    if word == "disputed":
        facts.add("dispute", "open", request, day=day)
    elif word in {"accepted", "expired"} or (word == "open" and day is not None):
        facts.add_none("dispute", request, day)
    if word in {"disputed", "accepted", "expired"}:  # it waits for no answer any more
        facts.add_none("escrow_refund_requested", request, day)
    elif word not in {"", "open"}:
        reader.note_unknown("status of a request for escrow", request)
    elif word == "open" and day is not None:
        facts.add("escrow_refund_requested", iso(day), changed, day=day)
        title = reader.text(node.get("title")) or name_of(reader, node.get("company"))[1]
        named = f" of {excerpt_of_json(title)}" if title else ""
        remark = (
            "[The client asked for the escrow{named} back, on|{count} requests for the escrow{named} are of] "
            "{day} at the latest: look up the day, as you have only days to answer."
        )
        reader.note(node, remark, named=named, day=iso(day))
