"""`constraints:`: what cannot be true of a state, whatever the advice."""

from collections.abc import Iterable

from advisor.playbook.grammar import CONSTRAINT
from advisor.playbook.model import Constraint
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_keys import read_entity, read_shape
from advisor.playbook.reading import read_list
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import Severity
from advisor.source.tree import Node


def parse_constraints(sections: Iterable[Node], scope: Scope) -> tuple[Constraint, ...]:
    """The constraints of all files, in order; they are about facts, so that no conclusion is in scope."""
    read = (
        _constraint(node, scope)
        for section in sections
        for node in read_list(section, '"constraints"', scope.problems)
    )
    return tuple(constraint for constraint in read if constraint is not None)


def _constraint(node: Node, scope: Scope) -> Constraint | None:
    keys = read_shape(node, "a constraint", CONSTRAINT, scope.problems)
    entity = read_entity(keys, scope.vocabulary.entities) if keys else None
    if keys is None or entity is None:
        return None
    holds = BlockParser(scope).block(keys["holds"], entity, 'a constraint: "holds"')
    says, severity = keys.text("says"), keys.choice("severity", Severity) if "severity" in keys else None
    if holds is None or not says:
        return None
    return Constraint(entity, holds, says, node.location, severity or Severity.WARNING)
