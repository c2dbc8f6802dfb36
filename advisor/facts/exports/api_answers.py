"""What an answer of the API says of itself: errors beside partial data, and pages that are missing."""

from advisor.facts.exports.json_cells import Cells, shown
from advisor.facts.exports.json_places import written
from advisor.facts.exports.json_reading import Node
from advisor.facts.exports.json_shapes import is_elsewhere

_LISTS = ("workHistoryList", "contracts", "offers", "edges", "pageItems")
_ENTRIES = ("contracts", "workHistoryList", "pageItems", "transactionHistoryRow")
_LONGEST = 160


def note_errors(cells: Cells, node: Node) -> list[str]:
    """Note the errors of an answer, for which data may be missing; their messages in quotes."""
    found = node.get("errors")
    texts: list[str] = []
    if found is None or not isinstance(found.value, list) or len(node.path) > 1:
        return texts
    for error in found.children():
        message = error.get("message")
        if message is None:
            continue
        text = shown(message.value, _LONGEST)
        texts.append(text)
        path = error.get("path")
        steps = path.value if path is not None and isinstance(path.value, list) else []
        at = written(tuple(step for step in steps if isinstance(step, str | int)))
        where = f" of {at}" if at else ""
        cells.notes.add(
            f"The platform answered with an error{where}: {text}.",
            f"The platform answered {{count}} times with an error{where}: {text}.",
            error.place,
        )
    return texts


def check_entries(cells: Cells, node: Node) -> None:
    """Refuse lists of entries that are none, and entries that are no objects."""
    for name in _ENTRIES:
        found = node.get(name)
        if found is not None and not isinstance(found.value, dict):
            cells.items(found)


def note_missing_pages(cells: Cells, node: Node) -> None:
    """Note where a list has fewer entries than the answer says there are."""
    total = node.get("totalCount", "totalItems")
    if total is None or not isinstance(total.value, int) or isinstance(total.value, bool):
        return
    if is_elsewhere(node):
        return
    for name in _LISTS:
        found = node.get(name)
        if found is not None and isinstance(found.value, list) and len(found.value) < total.value:
            cells.notes.add(
                f"The file has {len(found.value):,} of {total.value:,} entries: get the other pages too.",
                f"{{count}} lists have {len(found.value):,} of {total.value:,} entries: get the other pages.",
                found.place,
            )
