"""The milestones of one contract: escrow, what waits for release, what was set or paid last.

Money in escrow is `currentEscrowAmount`.  Where the answer lacks it, what was funded and not yet paid counts
for a milestone in work, and nothing for one that is paid, cancelled or was never funded.  Escrow is known
only where every milestone of the contract is there with a state or an amount: then even 0 is known, and with
it that no milestone is due.  That none is submitted is known where every state is.
"""

from collections.abc import Sequence
from operator import itemgetter

from advisor.source.record import record
from advisor.upwork.exports.cells import dollars, iso
from advisor.upwork.exports.json_reading import JsonNode
from advisor.upwork.exports.json_values import AssertionList, ValueReader
from advisor.upwork.exports.model import Precedence

_PAID = {"paid", "paidbyupwork"}
_IN_WORK = {"active", "submitted", "rejected"}
_CANCELLED = {"cancelledbyclient", "cancelledbyfreelancer", "cancelledbyupwork", "offercancelled"}
_WITHOUT_MONEY = _CANCELLED | {"notfunded", "inoffer", "notfundedclosed"}
_STATES = _PAID | _IN_WORK | _WITHOUT_MONEY
_NEVER_SET = {"inoffer", "offercancelled"}


_Dated = tuple[int, JsonNode]
"""A day (an ordinal) and where it stands."""


@record
class _Milestone:
    node: JsonNode
    state: str
    escrow: int | None
    submitted: _Dated | None
    due: _Dated | None
    moved: tuple[_Dated, ...]  # when it was set, and when it was paid
    last: int | None  # the last day of which it has anything


def read_milestones(
    reader: ValueReader, lists: Sequence[JsonNode], facts: AssertionList, changed: int | None
) -> bool:
    """Add what the lists of milestones of one contract hold; whether any was paid.

    `changed` is the day on which what holds them last changed.
    """
    nodes = [node for one in lists for node in reader.items(one)]
    milestones = [_read(reader, node) for node in nodes]
    count = sum(len(one.value) for one in lists if isinstance(one.value, list))
    is_whole = bool(milestones) and len(nodes) == count
    days = [day for day in (changed, *(milestone.last for milestone in milestones)) if day is not None]
    as_of = max(days, default=None)
    if is_whole:
        _add_escrow(milestones, lists[0], facts, as_of)
    waiting = [milestone for milestone in milestones if milestone.state == "submitted"]
    submitted = [milestone.submitted for milestone in waiting if milestone.submitted]
    if submitted:  # the one that is released first
        day, node = min(submitted, key=itemgetter(0))
        facts.add("milestone_submitted", iso(day), node, day=as_of)
    elif is_whole and not waiting and all(milestone.state in _STATES for milestone in milestones):
        facts.add_none("milestone_submitted", lists[0], as_of)
    funded = (one for one in milestones if one.escrow or (one.escrow is None and one.state in _IN_WORK))
    due = [milestone.due for milestone in funded if milestone.due]
    if due:
        day, node = max(due, key=itemgetter(0))
        facts.add("milestone_due", iso(day), node, day=as_of)
    elif is_whole and all(milestone.escrow == 0 for milestone in milestones):
        facts.add_none("milestone_due", lists[0], as_of)
    moved = [dated for milestone in milestones for dated in milestone.moved]
    delivered = [milestone.submitted for milestone in milestones if milestone.submitted]
    _add_last("last_milestone", moved, facts)
    _add_last("last_activity", [*delivered, *moved], facts)
    return any(milestone.state in _PAID for milestone in milestones)


def _read(reader: ValueReader, node: JsonNode) -> _Milestone:
    state = reader.word(node.get("state"))
    created = _dated(reader, node.get("createdDateTime"))
    changed = _dated(reader, node.get("modifiedDateTime"))
    moved = [created] if created and state not in _NEVER_SET else []
    if changed and state in _PAID:  # the last change of a paid milestone is its payment
        moved.append(changed)
    submitted = _dated(reader, node.get("lastSubmissionCreatedTime"))
    due = _dated(reader, node.get("dueDateTime"))
    last = max((dated[0] for dated in (created, changed, submitted) if dated), default=None)
    return _Milestone(node, state, _escrow(reader, node, state), submitted, due, tuple(moved), last)


def _escrow(reader: ValueReader, node: JsonNode, state: str) -> int | None:
    held = node.get("currentEscrowAmount")
    if held is not None:
        return reader.money(held)
    if state in _PAID or state in _WITHOUT_MONEY:
        return 0
    funded = reader.money(node.get("fundedAmount"))
    if state not in _IN_WORK or funded is None:
        return None
    paid = reader.money(node.get("paid")) or 0
    return funded - paid if paid <= funded else None


def _dated(reader: ValueReader, node: JsonNode | None) -> _Dated | None:
    day = reader.day(node)
    return None if day is None or node is None else (day, node)


def _add_escrow(
    milestones: list[_Milestone], place: JsonNode, facts: AssertionList, as_of: int | None
) -> None:
    amounts = [milestone.escrow for milestone in milestones if milestone.escrow is not None]
    if len(amounts) == len(milestones):
        holding = [milestone.node for milestone in milestones if milestone.escrow]
        facts.add("escrow", dollars(sum(amounts)), holding[0] if len(holding) == 1 else place, day=as_of)


def _add_last(field: str, days: list[_Dated], facts: AssertionList) -> None:
    if days:
        day, node = max(days, key=itemgetter(0))
        facts.add(field, iso(day), node, Precedence.LATEST)
