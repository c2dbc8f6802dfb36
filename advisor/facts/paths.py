"""Facts by the paths that people write and read: "contracts.c-101.client_mood", "policy.small_stake".

`override` follows such paths through a state as written, to change it; here they lead to typed values.
"""

from advisor.facts.rows import Facts, Row
from advisor.playbook.conditions import Path, Root
from advisor.playbook.quantities import FieldType, Value
from advisor.playbook.vocabulary import POLICY
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, Sequence


@record
class Fact:
    """One fact of a review.  `value` None is unknown; `row` None is a parameter of the policy."""

    row: Row | None
    path: Path
    value: Value | None


def fact_at(facts: Facts, path: str) -> Fact | None:
    """The fact at a path as advice spells it, where events count in the order of facts; None for no such."""
    stem, _, name = path.rpartition(".")
    if stem == POLICY:
        kind = facts.schema.policy_kinds.get(name)
        if kind is None:
            return None
        return Fact(None, Path(path, Root.POLICY, (), "", name, kind), facts.policy[name])
    row = _row(facts, stem)
    return fact_of(facts, row, name) if row is not None else None


def fact_of(facts: Facts, row: Row, name: str) -> Fact | None:
    """A field, link or computed field of a row as a fact; None where its entity has none of that name."""
    layout = facts.schema.layouts[row.entity]
    if name not in layout.slots:
        return None
    member = layout.entity.member(name)
    kind = FieldType.TEXT if member is None else member.kind
    return Fact(row, Path(name, Root.SUBJECT, (), row.entity, name, kind), facts.value(row, name))


def row_at(tree: Mapping, facts: Facts, path: str) -> Row | None:
    """The row at a path as a state spells it, where events count as they stand in its `tree`."""
    owner, _, number = path.rpartition(".")
    owner, _, section = owner.rpartition(".")
    found = _row(facts, path) if not owner else None
    above = _row(facts, owner) if owner else None
    if above is None:
        return found
    items = listed(tree, facts, above, section)
    place = int(number) if number.isdecimal() and len(number) < 9 else len(items)
    if place >= len(items):
        return None
    where = items[place].location
    return next((row for rows in above.inverse.values() for row in rows if row.place == where), None)


def path_as_written(tree: Mapping, row: Row, facts: Facts) -> str | None:
    """The path at which `row_at` and `override` find a row; None where none leads there, as to an id with
    a dot."""
    entity = facts.schema.vocabulary.entities[row.entity]
    if not entity.belongs_to:
        return None if "." in row.id else row.path
    owner = row.links[entity.belongs_to]
    items = listed(tree, facts, owner, entity.section)
    places = [number for number, item in enumerate(items) if item.location == row.place]
    above = path_as_written(tree, owner, facts)
    return f"{above}.{entity.section}.{places[0]}" if above and len(places) == 1 else None


def listed(tree: Mapping, facts: Facts, owner: Row, section: str) -> tuple[Node, ...]:
    """What a row lists under a section of its own, such as its history."""
    entity = facts.schema.vocabulary.entities[owner.entity]
    written = tree.get(entity.section)
    items = written.items if isinstance(written, Sequence) else (written,)
    for item in items:
        if isinstance(item, Mapping) and (entity.single or _id(item, entity.key) == owner.id):
            inside = item.get(section)
            return inside.items if isinstance(inside, Sequence) else ()
    return ()


def _id(item: Mapping, key: str) -> str:
    node = item.get(key)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _row(facts: Facts, path: str) -> Row | None:
    return next((row for rows in facts.rows.values() for row in rows if row.path == path), None)
