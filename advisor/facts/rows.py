"""Facts as rows: one row an entity, its values in slots, linked to the rows it refers to."""

from collections import abc
from collections.abc import Callable
from dataclasses import field
from typing import TypeVar, cast

from advisor.facts.schema import Schema
from advisor.playbook.expressions import Path, Root
from advisor.playbook.types import Day, FieldType, Value
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.record import draft, record
from advisor.source.tree import Mapping, Node, Scalar, Sequence, items_of

T = TypeVar("T")


@draft
class Row:
    """One entity of a state, or one event.  `values` follow the layout of the entity; None is unknown.

    `path` is how people name it ("contracts.c-101"), where events are numbered as they stand in the state;
    `name` is what advice calls it: the id, or the path of what is listed by number, where actions are for it.
    `index` counts the rows of the entity from 0, in an order that hangs on their values alone.
    `links` has the rows that this one links to, `inverse` those that link to it, by their entity and link.
    """

    entity: str
    id: str
    path: str
    values: list[Value | None]
    place: Location | None
    places: dict[str, Location] = field(default_factory=dict)
    index: int = 0
    links: dict[str, "Row"] = field(default_factory=dict)
    inverse: dict[tuple[str, str], "list[Row]"] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or self.id

    def __repr__(self) -> str:
        return f"<{self.path}>"

    def at(self, index: int) -> "Row":
        """A copy with values of its own at another place among its kind, not yet linked."""
        values = list(self.values)
        return Row(self.entity, self.id, self.path, values, self.place, self.places, index, name=self.name)


@draft
class Facts:
    """All facts of one review: typed, linked and computed for the day `as_of`.

    `sources` is the section of that name as it was written; `facts/provenance.py` reads it.  `doubts` are
    warnings about values as they were written.
    """

    schema: Schema
    as_of: Day
    rows: abc.Mapping[str, abc.Sequence[Row]]
    policy: abc.Mapping[str, Value]
    policy_places: abc.Mapping[str, Location]
    sources: Node | None = None
    doubts: tuple[Diagnostic, ...] = ()
    _memo: dict[str, object] = field(default_factory=dict, init=False)
    _unlinked: dict[tuple[str, str], list[Row]] = field(default_factory=dict, init=False)

    def related(self, entity: str, via: str | None, subject: Row) -> abc.Sequence[Row]:
        """The rows of `entity` whose link `via` is the subject; all of them where `via` is None."""
        return self.rows[entity] if via is None else subject.inverse.get((entity, via), ())

    def unlinked(self, entity: str, via: str | None) -> abc.Sequence[Row]:
        """The rows of `entity` whose link `via` is not known: any of them may be related to any subject."""
        if via is None:
            return ()
        found = self._unlinked.get((entity, via))
        if found is None:
            found = [row for row in self.rows[entity] if via not in row.links]
            self._unlinked[entity, via] = found
        return found

    def value(self, row: Row, name: str) -> Value | None:
        """The value of a field, link or computed field of a row."""
        return row.values[self.schema.layouts[row.entity].slots[name]]

    def once(self, key: str, make: Callable[["Facts"], T]) -> T:
        """What `make` gives for these facts, worked out at the first call; the key names what it is."""
        if key not in self._memo:
            self._memo[key] = make(self)
        return cast(T, self._memo[key])


Conclusions = abc.Mapping[tuple[str, str], abc.Set[int]]
"""By entity and name: the indexes of the rows of which the conclusion holds."""


@draft
class WorkingMemory:
    """Facts together with the conclusions drawn so far.

    `possible` holds those that unknown facts alone keep from being drawn: they read as unknown.
    """

    facts: Facts
    drawn: Conclusions
    possible: Conclusions = field(default_factory=dict)

    @property
    def certain(self) -> "WorkingMemory":
        """The same without what is only possible: there a conclusion that is not drawn is false."""
        return WorkingMemory(self.facts, self.drawn) if self.possible else self


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
    layout = facts.schema.layouts[row.entity] if row is not None else None
    if row is None or layout is None or name not in layout.slots:
        return None
    member = layout.entity.member(name)
    kind = FieldType.TEXT if member is None else member.kind
    return Fact(row, Path(name, Root.SUBJECT, (), row.entity, name, kind), facts.value(row, name))


def row_at(facts: Facts, path: str) -> Row | None:
    """The row at a path; None for no such."""
    by_path = facts.once(
        "paths", lambda facts: {row.path: row for rows in facts.rows.values() for row in rows}
    )
    return by_path.get(path)


def child_nodes(tree: Mapping, facts: Facts, owner: Row, section: str) -> tuple[Node, ...]:
    """What a row lists under a section of its own, such as its history."""
    entity = facts.schema.vocabulary.entities[owner.entity]
    node = tree.get(entity.section)
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping) and (entity.single or id_of(item, entity) == owner.id):
            return items_of(item.get(section))
    return ()


def id_of(item: Node, entity: Entity) -> str:
    """The id under the key of an entity, as it was written; "" for none."""
    node = item.get(entity.key) if isinstance(item, Mapping) else None
    return node.text.strip() if isinstance(node, Scalar) else ""
