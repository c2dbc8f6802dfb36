"""Facts as rows: one row an entity, its values in slots, linked to the rows it refers to."""

from collections import abc
from collections.abc import Callable
from typing import TypeVar, cast

from advisor.facts.schema import Schema
from advisor.playbook.quantities import Value
from advisor.source.location import Location
from advisor.source.tree import Node

T = TypeVar("T")


class Row:
    """One freelancer, client, contract or event.  `values` follow the layout of the entity; None is unknown.

    `index` counts the rows of the entity from 0, in an order that hangs on what they say alone; `path` is how
    people name it ("contracts.c-101"), where events are numbered as they stand in the state.
    `inverse` has the rows that link to this one, by their entity and link.
    """

    __slots__ = ("entity", "id", "index", "inverse", "links", "path", "place", "places", "values")

    def __init__(
        self, entity: str, key: str, path: str, values: list[Value | None], place: Location | None
    ) -> None:
        self.entity = entity
        self.id = key
        self.path = path
        self.values = values
        self.index = 0
        self.links: dict[str, Row] = {}
        self.inverse: dict[tuple[str, str], list[Row]] = {}
        self.place = place
        self.places: dict[str, Location] = {}

    def __repr__(self) -> str:
        return f"<{self.path}>"

    def at(self, values: list[Value | None], index: int) -> "Row":
        """The same row with other values and place among its kind, not yet linked."""
        twin = Row(self.entity, self.id, self.path, values, self.place)
        twin.index = index
        twin.places = self.places
        return twin


class Facts:
    """All facts of one review: typed, linked and computed for the day `as_of` (an ordinal).

    `sources` is the section of that name as it was written; `facts/sources.py` reads it.
    """

    __slots__ = ("_memo", "as_of", "policy", "policy_places", "rows", "schema", "sources")

    def __init__(
        self,
        schema: Schema,
        as_of: int,
        rows: abc.Mapping[str, abc.Sequence[Row]],
        policy: abc.Mapping[str, Value],
        policy_places: abc.Mapping[str, Location],
        *,
        sources: Node | None = None,
    ) -> None:
        self.schema = schema
        self.as_of = as_of
        self.rows = rows
        self.policy = policy
        self.policy_places = policy_places
        self.sources = sources
        self._memo: dict[str, object] = {}

    def related(self, entity: str, via: str | None, subject: Row) -> abc.Sequence[Row]:
        """The rows of `entity` whose link `via` is the subject; all of them where `via` is None."""
        return self.rows[entity] if via is None else subject.inverse.get((entity, via), ())

    def value(self, row: Row, name: str) -> Value | None:
        """The value of a field, link or computed field of a row."""
        return row.values[self.schema.layouts[row.entity].slots[name]]

    def once(self, key: str, make: Callable[["Facts"], T]) -> T:
        """What `make` gives for these facts, worked out at the first call; the key names what it is."""
        if key not in self._memo:
            self._memo[key] = make(self)
        return cast(T, self._memo[key])
