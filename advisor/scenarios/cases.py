"""What a scenario tries: itself, each of its rows, or each of its days; as nodes that are yet to be read."""

from collections.abc import Collection, Iterator

from advisor.playbook.reading import Problems, read_keys, read_list, read_mapping, read_text
from advisor.playbook.types import FieldType, iso_date
from advisor.scenarios.items import read_typed
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Node

FORMS = ("expect", "rows", "days")


@record
class Case:
    """One test: `changes` are laid over the state in their order, `called` is what its name ends with."""

    called: str
    location: Location
    as_of: int | None
    changes: tuple[Node, ...]
    expect: Node


def find_mixed_forms(keys: dict[str, Node], problems: Problems) -> None:
    """What does not go together: expectations of the scenario's own, rows, days, and a day beside days."""
    given = [key for key in FORMS if key in keys]
    if "rows" in given and "days" in given:
        message = '"rows" and "days" do not go together'
        problems.add("mixed-forms", keys["days"], message, "make two scenarios of it")
    elif len(given) > 1:
        part = "row" if "rows" in given else "day"
        message = f'"expect" does not go with "{given[1]}"'
        problems.add("mixed-forms", keys["expect"], message, f"write what is expected into each {part}")
    if "days" in keys and "as_of" in keys:
        message = '"as_of" does not go with "days", which name the days themselves'
        problems.add("mixed-forms", keys["as_of"], message, "remove it")


def read_cases(
    keys: dict[str, Node], where: Location, as_of: int | None, problems: Problems
) -> Iterator[Case]:
    """The cases of a scenario whose name is at `where`, in their order: as written, and days by date."""
    changes = (keys["with"],) if "with" in keys else ()
    if "rows" in keys:
        yield from _rows(keys["rows"], as_of, changes, problems)
    elif "days" in keys:
        yield from _days(keys["days"], changes, problems)
    elif "expect" in keys:
        yield Case("", where, as_of, changes, keys["expect"])


def _rows(node: Node, as_of: int | None, changes: tuple[Node, ...], problems: Problems) -> Iterator[Case]:
    rows = read_list(node, '"rows"', problems)
    if not rows and not problems.has_at(node):
        problems.add("empty-expectation", node, "the scenario has no rows", "write at least one")
    for number, row in enumerate(rows, start=1):
        keys = _keys(row, "a row", ["name", "with"], problems)
        name = read_text(keys.get("name"), '"name"', problems)
        where = row.location if name is None else keys["name"].location
        more = (keys["with"],) if "with" in keys else ()
        if "expect" in keys:
            called = f"row {number}" if name is None else " ".join(name.split())
            yield Case(called, where, as_of, (*changes, *more), keys["expect"])


def _days(node: Node, changes: tuple[Node, ...], problems: Problems) -> Iterator[Case]:
    """What changes on a day stays so on the days after it."""
    days = read_mapping(node, '"days"', problems)
    if days is not None and not days.entries:
        hint = 'write at least one, such as "2026-11-21: {expect: ...}"'
        problems.add("empty-expectation", node, "the scenario has no days", hint)
    read = []
    for entry in days.entries if days else ():
        day = read_typed(entry.key, "a day", FieldType.DATE, problems)
        keys = _keys(entry.value, "a day", ["with"], problems)
        if isinstance(day, int):
            read.append((day, entry.key.location, keys))
    for day, where, keys in sorted(read, key=lambda entry: entry[0]):
        changes = (*changes, keys["with"]) if "with" in keys else changes
        if "expect" in keys:
            yield Case(iso_date(day), where, day, changes, keys["expect"])


def _keys(node: Node, what: str, optional: Collection[str], problems: Problems) -> dict[str, Node]:
    """The keys of a row or a day, of which only what is expected must be there."""
    keys = read_keys(node, what, problems, optional=[*optional, "expect"])
    if keys is not None and "expect" not in keys:
        problems.missing(["expect"], node, what)
    return keys or {}
