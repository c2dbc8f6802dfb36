"""A portfolio held against an earlier one: what is new, gone, more or less urgent, or due on another day."""

from collections.abc import Mapping
from dataclasses import replace

from advisor.portfolio.model import Item, ItemChange, Portfolio
from advisor.source.record import record

_Key = tuple[str, str, str, str]


@record
class Earlier:
    """An earlier portfolio: its items by key, its day (None: several, or not told) and the playbook's digest.

    `is_part` is whether not all of its items were saved.
    """

    items: Mapping[_Key, Item]
    day: int | None
    digest: str
    is_part: bool


def since(portfolio: Portfolio, earlier: Earlier) -> Portfolio:
    """The portfolio with how each item stands against the earlier one, and with what is gone.

    Of a person whose state was not read now, nothing is gone: nobody knows.
    """
    reviewed = tuple(
        replace(one, items=tuple(replace(item, change=_change(item, earlier)) for item in one.items))
        for one in portfolio.reviewed
    )
    there = {item.key for item in portfolio.items}
    unknown = {one.name for one in portfolio.not_read}
    gone = tuple(
        replace(item, change=ItemChange.GONE)
        for key, item in earlier.items.items()
        if key not in there and item.person not in unknown
    )
    return replace(portfolio, reviewed=reviewed, gone=gone, since=earlier.day)


def _change(item: Item, earlier: Earlier) -> ItemChange | None:
    before = earlier.items.get(item.key)
    if before is None:
        return ItemChange.NEW
    moved = item.what.priority.rank - before.what.priority.rank
    if moved:
        return ItemChange.LESS_URGENT if moved > 0 else ItemChange.MORE_URGENT
    return ItemChange.OTHER_DEADLINE if item.what.due != before.what.due else None
