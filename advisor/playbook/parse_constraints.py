"""`constraints:`: what cannot be true of a state, whatever the advice."""

from collections.abc import Iterable, Iterator

from advisor.playbook.grammar import CONSTRAINT
from advisor.playbook.model import Constraint
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_keys import read_entity, read_shape
from advisor.playbook.reading import read_list
from advisor.playbook.scope import Scope
from advisor.playbook.vocabulary import EVENT
from advisor.source.diagnostic import Severity
from advisor.source.tree import Node, text_of


def parse_constraints(sections: Iterable[Node], scope: Scope) -> tuple[Constraint, ...]:
    """The constraints of all files, in order; they are about facts, so that no conclusion is in scope."""
    return tuple(
        constraint
        for section in sections
        for node in read_list(section, '"constraints"', scope.problems)
        for constraint in _constraints(node, scope)
    )


def _constraints(node: Node, scope: Scope) -> Iterator[Constraint]:
    """The constraint; "event" is about the records of all standard histories."""
    keys = read_shape(node, "a constraint", CONSTRAINT, scope.problems)
    if keys is None:
        return
    says, note = keys.text("says"), keys.text("note")
    severity = (keys.choice("severity", Severity) if "severity" in keys else None) or Severity.WARNING
    events = scope.vocabulary.events if text_of(keys["for"]) == EVENT else ()
    entity = None if events else read_entity(keys, scope.vocabulary.entities)
    for name in events or ((entity,) if entity else ()):
        holds = BlockParser(scope).block(keys["holds"], name, 'a constraint: "holds"')
        if holds is None:
            return  # told once is enough
        if says:
            yield Constraint(name, holds, says, node.location, severity, note)
