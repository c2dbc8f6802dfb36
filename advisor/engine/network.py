"""What an engine is given: productions over flat facts, with nothing left of the playbook they came from.

A fact is a mapping of property names to values, with `kind` (text) and `ref` (an integer of ours); a property
that is missing is unknown. Names of kinds, properties and productions may be any text. A property has one
type over all productions. Not to be confused with the rules of a playbook, which know units, links and three
values.
"""

from advisor.source.record import record

Value = bool | int | str

COMPARISONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
PRESENCE = frozenset({"known", "unknown"})
OPERATORS = COMPARISONS | PRESENCE
EQUALITIES = frozenset({"eq", "ne"})


@record
class Condition:
    """A test of one property against a constant; an unknown one passes `unknown` and nothing else (not `ne`).

    `op` is one of eq, ne, lt, le, gt, ge, known, unknown; text and booleans have eq and ne only. `value` is
    None for known and unknown, and only for them.
    """

    prop: str
    op: str
    value: Value | None = None


@record
class Join:
    """Equality of this pattern's `prop` with `other` of the earlier pattern at position `pattern` (from 0).

    Two unknown properties are not equal.
    """

    prop: str
    pattern: int
    other: str


@record
class Pattern:
    """One fact of `kind` that passes all conditions and joins."""

    kind: str
    conditions: tuple[Condition, ...] = ()
    joins: tuple[Join, ...] = ()


@record
class Production:
    """Fires for each value of `subject` in a first fact that can be completed to a match of all patterns.

    The patterns of one match are different facts. Several productions may share a name: they are alternatives
    of one authored rule. With `derives`, each firing also derives the fact {"kind": derives, "ref": subject's
    value}, once, which takes part in all later matches. A first fact whose `subject` is unknown fires
    nothing.
    """

    name: str
    patterns: tuple[Pattern, ...]
    subject: str = "ref"
    derives: str | None = None
