"""Who is advised, by what a state says."""

from typing import TYPE_CHECKING

from advisor.source.tree import Mapping, Scalar

if TYPE_CHECKING:  # commands ask for the name before they need more than that
    from advisor.facts.state import State
    from advisor.playbook.vocabulary import Vocabulary


def name_in(state: "State", vocabulary: "Vocabulary") -> str:
    """The name of the person who is advised, as the state gives it, or ""."""
    for entity in vocabulary.entities.values():
        if entity.single and "name" in entity.fields:
            row = state.section(entity.section)
            name = row.get("name") if isinstance(row, Mapping) else None
            return name.text if isinstance(name, Scalar) and not name.is_null else ""
    return ""
