"""Facts as rows: one row an entity, its values in slots, linked to the rows it refers to."""

from collections import abc
from collections.abc import Callable
from typing import TypeVar, cast

from advisor.facts.schema import Schema
from advisor.playbook.conditions import Path, Root
from advisor.playbook.types import FieldType, Value
from advisor.playbook.vocabulary import POLICY
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, Sequence

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

    `sources` is the section of that name as it was written; `facts/provenance.py` reads it.
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


Drawn = abc.Mapping[tuple[str, str], abc.Set[int]]


class WorkingMemory:
    """Facts together with the conclusions drawn so far, by (entity, name) as indexes of rows.

    `possible` holds those that unknown facts alone keep from being drawn: they read as unknown.
    """

    __slots__ = ("drawn", "facts", "possible")

    def __init__(self, facts: Facts, drawn: Drawn, possible: Drawn | None = None) -> None:
        self.facts = facts
        self.drawn = drawn
        self.possible = {} if possible is None else possible


@record
class Fact:
    """One fact of a review.  `value` None is unknown; `row` None is a parameter of the policy."""

    row: Row | None
    path: Path
    value: Value | None


def fact_at(facts: Facts, path: str) -> Fact | None:
    """The fact at a path, where events are numbered as they stand in the state; None for no such."""
    stem, _, name = path.rpartition(".")
    if stem == POLICY:
        kind = facts.schema.policy_kinds.get(name)
        if kind is None:
            return None
        return Fact(None, Path(path, Root.POLICY, (), "", name, kind), facts.policy[name])
    row = row_at(facts, stem)
    return _fact_of(facts, row, name) if row is not None else None


def row_at(facts: Facts, path: str) -> Row | None:
    """The row at a path; None for no such."""
    return facts.once("paths", _by_path).get(path)


def _by_path(facts: Facts) -> dict[str, Row]:
    return {row.path: row for rows in facts.rows.values() for row in rows}


def is_nameable(row: Row, facts: Facts) -> bool:
    """Whether `override` finds a row by its path: none leads to an id with a dot."""
    owner = facts.schema.vocabulary.entities[row.entity].belongs_to
    return "." not in row.id and (not owner or is_nameable(row.links[owner], facts))


def child_nodes(tree: Mapping, facts: Facts, owner: Row, section: str) -> tuple[Node, ...]:
    """What a row lists under a section of its own, such as its history."""
    entity = facts.schema.vocabulary.entities[owner.entity]
    written = tree.get(entity.section)
    items = written.items if isinstance(written, Sequence) else (written,)
    for item in items:
        if isinstance(item, Mapping) and (entity.single or _id(item, entity.key) == owner.id):
            inside = item.get(section)
            return inside.items if isinstance(inside, Sequence) else ()
    return ()


def _fact_of(facts: Facts, row: Row, name: str) -> Fact | None:
    """A field, link or computed field of a row as a fact; None where its entity has none of that name."""
    layout = facts.schema.layouts[row.entity]
    if name not in layout.slots:
        return None
    member = layout.entity.member(name)
    kind = FieldType.TEXT if member is None else member.kind
    return Fact(row, Path(name, Root.SUBJECT, (), row.entity, name, kind), facts.value(row, name))


def _id(item: Mapping, key: str) -> str:
    node = item.get(key)
    return node.text.strip() if isinstance(node, Scalar) else ""
