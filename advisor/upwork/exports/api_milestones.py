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
from advisor.upwork.exports.json_values import JsonNode
from advisor.upwork.exports.model import Assertion, Precedence

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
    created: _Dated | None
    changed: _Dated | None
    submitted: _Dated | None
    due: _Dated | None

    @property
    def is_funded(self) -> bool:
        return self.state in _IN_WORK if self.escrow is None else self.escrow > 0

    @property
    def moved(self) -> list[_Dated]:
        """When it was set, and when it was paid, which is the last change of a paid one."""
        counts = ((self.created, self.state not in _NEVER_SET), (self.changed, self.state in _PAID))
        return [dated for dated, is_so in counts if dated and is_so]


def read_milestones(
    lists: Sequence[JsonNode], is_all: bool, changed: int | None
) -> tuple[list[Assertion], bool]:
    """What the lists of milestones of one contract hold, and whether any was paid.

    `is_all` is whether there are no other lists, `changed` the day on which what holds them last changed.
    """
    facts: list[Assertion] = []
    milestones = [_read(node) for one in lists for node in one.items()]
    count = sum(len(one.value) for one in lists if isinstance(one.value, list))
    is_whole = is_all and 0 < len(milestones) == count
    dated = [days for one in milestones for days in (one.created, one.changed, one.submitted) if days]
    as_of = max((day for day in (changed, *(day for day, _ in dated)) if day is not None), default=None)
    amounts = [one.escrow for one in milestones if one.escrow is not None]
    if is_whole and len(amounts) == count:
        holding = [one.node for one in milestones if one.escrow]
        place = holding[0] if len(holding) == 1 else lists[0]
        facts += place.says("escrow", dollars(sum(amounts)), as_of)
    waiting = [one for one in milestones if one.state == "submitted"]
    if submitted := [one.submitted for one in waiting if one.submitted]:  # the one that is released first
        day, node = min(submitted, key=itemgetter(0))
        facts += node.says("milestone_submitted", iso(day), as_of)
    elif is_whole and not waiting and all(one.state in _STATES for one in milestones):
        facts += lists[0].says_none("milestone_submitted", as_of)
    if due := [one.due for one in milestones if one.due and one.is_funded]:
        day, node = max(due, key=itemgetter(0))
        facts += node.says("milestone_due", iso(day), as_of)
    elif is_whole and all(one.escrow == 0 for one in milestones):
        facts += lists[0].says_none("milestone_due", as_of)
    moved = [dated for one in milestones for dated in one.moved]
    delivered = [one.submitted for one in milestones if one.submitted]
    for field, days in (("last_milestone", moved), ("last_activity", [*delivered, *moved])):
        if days:
            day, node = max(days, key=itemgetter(0))
            facts += node.says(field, iso(day), precedence=Precedence.LATEST)
    return facts, any(one.state in _PAID for one in milestones)


def _read(node: JsonNode) -> _Milestone:
    state = node.word("state")
    names = ("createdDateTime", "modifiedDateTime", "lastSubmissionCreatedTime", "dueDateTime")
    dated = (None if (day := node.day(name)) is None else (day, node.get(name)) for name in names)
    return _Milestone(node, state, _escrow(node, state), *dated)


def _escrow(node: JsonNode, state: str) -> int | None:
    if node.get("currentEscrowAmount"):
        return node.money("currentEscrowAmount")
    if state in _PAID or state in _WITHOUT_MONEY:
        return 0
    funded = node.money("fundedAmount")
    if state not in _IN_WORK or funded is None:
        return None
    paid = node.money("paid") or 0
    return funded - paid if paid <= funded else None
