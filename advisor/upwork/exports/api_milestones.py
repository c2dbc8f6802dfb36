"""What the milestones of one contract say: escrow, what waits for release, what was set or paid last.

Money in escrow is `currentEscrowAmount`.  Where the answer lacks it, what was funded and not yet paid counts
for a milestone in work, and nothing for one that is paid, cancelled or was never funded.  Escrow is told only
where every milestone of the contract is there with a state or an amount: then even 0 is known, and with it
that no milestone is due.  That none is submitted is told where every state is known.
"""

from collections.abc import Sequence

from advisor.source.record import record
from advisor.upwork.exports.json_reading import Node
from advisor.upwork.exports.json_values import AssertionList, Cells, dollars, iso
from advisor.upwork.exports.model import Precedence

_PAID = {"paid", "paidbyupwork"}
_IN_WORK = {"active", "submitted", "rejected"}
_WITHOUT_MONEY = {
    "notfunded",
    "inoffer",
    "notfundedclosed",
    "cancelledbyclient",
    "cancelledbyfreelancer",
    "cancelledbyupwork",
    "offercancelled",
}
_STATES = _PAID | _IN_WORK | _WITHOUT_MONEY
_NEVER_SET = {"inoffer", "offercancelled"}


@record
class _Milestone:
    node: Node
    state: str
    escrow: int | None
    submitted: tuple[int, Node] | None
    due: tuple[int, Node] | None
    moved: tuple[tuple[int, Node], ...]
    told_on: int | None  # the last thing that it tells of

    @property
    def is_funded(self) -> bool:
        """Whether money for it lies in escrow."""
        return bool(self.escrow) or (self.escrow is None and self.state in _IN_WORK)


def read_milestones(cells: Cells, lists: Sequence[Node], facts: AssertionList, changed: int | None) -> bool:
    """Tell what the lists of milestones of one contract say; whether any milestone was paid.

    `changed` is the day on which what holds them last changed, where that is known.
    """
    nodes = [node for each in lists for node in cells.items(each)]
    known = [_read(cells, node) for node in nodes]
    whole = len(nodes) == sum(len(each.value) for each in lists if isinstance(each.value, list))
    days = [day for day in (changed, *(each.told_on for each in known)) if day is not None]
    as_of = max(days, default=None)
    whole = bool(known) and whole
    if whole:
        _tell_escrow(known, lists[0], facts, as_of)
    waiting = [each for each in known if each.state == "submitted"]
    submitted = [each.submitted for each in waiting if each.submitted]
    if submitted:  # the one that is released first
        day, node = min(submitted, key=_by_day)
        facts.tell("milestone_submitted", iso(day), node, day=as_of)
    elif whole and not waiting and all(each.state in _STATES for each in known):
        facts.tell_none("milestone_submitted", lists[0], as_of)
    due = [each.due for each in known if each.is_funded and each.due]
    if due:
        day, node = max(due, key=_by_day)
        facts.tell("milestone_due", iso(day), node, day=as_of)
    elif whole and all(each.escrow == 0 for each in known):
        facts.tell_none("milestone_due", lists[0], as_of)
    _tell_last("last_milestone", [moved for each in known for moved in each.moved], facts)
    delivered = [each.submitted for each in known if each.submitted]
    _tell_last("last_activity", [*delivered, *(moved for each in known for moved in each.moved)], facts)
    return any(each.state in _PAID for each in known)


def _read(cells: Cells, node: Node) -> _Milestone:
    state = cells.word(node.get("state"))
    created = _dated(cells, node.get("createdDateTime"))
    changed = _dated(cells, node.get("modifiedDateTime"))
    moved = [created] if created and state not in _NEVER_SET else []
    if changed and state in _PAID:  # the last change of a paid milestone is its payment
        moved.append(changed)
    submitted = _dated(cells, node.get("lastSubmissionCreatedTime"))
    due = _dated(cells, node.get("dueDateTime"))
    told_on = max((dated[0] for dated in (created, changed, submitted) if dated), default=None)
    return _Milestone(node, state, _escrow(cells, node, state), submitted, due, tuple(moved), told_on)


def _escrow(cells: Cells, node: Node, state: str) -> int | None:
    held = node.get("currentEscrowAmount")
    if held is not None:
        return cells.money(held)
    if state in _PAID or state in _WITHOUT_MONEY:
        return 0
    funded = cells.money(node.get("fundedAmount"))
    if state not in _IN_WORK or funded is None:
        return None
    paid = cells.money(node.get("paid")) or 0
    return funded - paid if paid <= funded else None


def _dated(cells: Cells, node: Node | None) -> tuple[int, Node] | None:
    day = cells.day(node)
    return None if day is None or node is None else (day, node)


def _tell_escrow(known: list[_Milestone], place: Node, facts: AssertionList, as_of: int | None) -> None:
    amounts = [each.escrow for each in known if each.escrow is not None]
    if len(amounts) < len(known):
        return
    holding = [each.node for each in known if each.escrow]
    facts.tell("escrow", dollars(sum(amounts)), holding[0] if len(holding) == 1 else place, day=as_of)


def _tell_last(field: str, days: list[tuple[int, Node]], facts: AssertionList) -> None:
    if days:
        day, node = max(days, key=_by_day)
        facts.tell(field, iso(day), node, Precedence.LATEST)


def _by_day(dated: tuple[int, Node]) -> int:
    return dated[0]
