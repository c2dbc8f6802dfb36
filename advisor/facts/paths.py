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
