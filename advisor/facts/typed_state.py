"""A state against a vocabulary: rows with typed values, whoever read them."""

from dataclasses import field
from functools import partial
from operator import attrgetter

from advisor.facts.rows import Row
from advisor.facts.schema import Schema
from advisor.playbook.types import Day, Value
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.record import draft
from advisor.source.tree import Node


@draft
class TypedState:
    """What was written in a state: its rows by entity, and the policy with what it changes there.

    `sources` is the section of that name, of which only the shape is checked; `doubts` are warnings.
    """

    schema: Schema
    rows: dict[str, list[Row]]
    policy: dict[str, Value]
    policy_places: dict[str, Location] = field(default_factory=dict)
    as_of: Day | None = None
    sources: Node | None = None
    doubts: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def empty(cls, schema: Schema) -> "TypedState":
        """A state in which nothing was written yet."""
        return cls(schema, {name: [] for name in schema.layouts}, dict(schema.policy))

    def sort(self) -> None:
        """An order of rows that does not depend on the order in which they were written.

        Their paths do, where they have no key: as a line of the file, the number of an event is its place.
        """
        for layout in self.schema.layouts.values():
            rows = self.rows[layout.entity.name]
            if len(rows) > 1:
                slots = [slot for _, slot in sorted(layout.slots.items())]
                rows.sort(key=attrgetter("id") if layout.entity.key else partial(_content, slots))
            for index, row in enumerate(rows):
                row.index = index


def _content(slots: list[int], row: Row) -> tuple[object, ...]:
    """Events by owner, then by their dates, then by all values in order of the names of the fields."""
    owner = next(iter(row.links.values()), None)
    values = [row.values[slot] for slot in slots]
    dates = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    return (owner.id if owner else "", dates, [str(value) for value in values])
