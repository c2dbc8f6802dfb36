"""What differs between two playbooks, wherever it stands: rules, numbers, formulas, constraints, conduct."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import TypeVar

from advisor.playbook.intake import Intake
from advisor.playbook.model import Constraint, Parameter, RuleBase
from advisor.playbook.vocabulary import Computed
from advisor.source.record import record

K = TypeVar("K", bound=str | tuple[str, str])


class Mark(StrEnum):
    """What became of a thing that has a name."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@record
class FormulaPair:
    """A computed field of an entity as each playbook has it; None where it has none of that name."""

    entity: str
    mark: Mark
    old: Computed | None
    new: Computed | None

    @property
    def name(self) -> str:
        """As in "contract.idle"."""
        computed = self.new or self.old
        return f"{self.entity}.{computed.name}" if computed else self.entity


@record
class Changed:
    """What differs, each in order of its name; `numbers` are parameters with another value, old and new.

    `rules`, `conduct` and the `lists` of words that it names go by id; `constraints` by entity and by what is
    said; `intake`, what people are asked when they tell of something, by entity.
    """

    rules: dict[str, Mark]
    numbers: tuple[tuple[Parameter, Parameter], ...]
    formulas: tuple[FormulaPair, ...] = ()
    constraints: dict[tuple[str, str], Mark] = field(default_factory=dict)
    conduct: dict[str, Mark] = field(default_factory=dict)
    lists: dict[str, Mark] = field(default_factory=dict)
    intake: dict[str, Mark] = field(default_factory=dict)


def changed_between(old: RuleBase, new: RuleBase) -> Changed:
    """What differs between two playbooks, wherever it stands; notes and claims make no difference.

    Not to be taken for what differs in advice: most changes touch few freelancers.
    """
    shared = sorted(old.policy.keys() & new.policy.keys())
    pairs = ((old.policy[name], new.policy[name]) for name in shared)
    moved = ((a, b) for a, b in pairs if (a.kind, a.value, a.dated) != (b.kind, b.value, b.dated))
    return Changed(
        _marks(*({rule.id: replace(rule, note="") for rule in side.rules} for side in (old, new))),
        tuple(moved),
        tuple(_formulas(old, new)),
        _marks(_constraints(old), _constraints(new)),
        _marks(*({one.id: replace(one, claims=()) for one in side.conduct.never} for side in (old, new))),
        _marks(old.conduct.lists, new.conduct.lists),
        _marks(_intakes(old), _intakes(new)),
    )


def _intakes(playbook: RuleBase) -> dict[str, Intake]:
    entities = playbook.vocabulary.entities.values()
    return {entity.name: entity.intake for entity in entities if entity.intake is not None}


def _marks(before: Mapping[K, object], after: Mapping[K, object]) -> dict[K, Mark]:
    """What became of everything that is not the same, in order of its key."""
    names = sorted(before.keys() | after.keys())
    return {name: _mark(before, after, name) for name in names if before.get(name) != after.get(name)}


def _mark(before: Mapping[K, object], after: Mapping[K, object], name: K) -> Mark:
    if name not in before:
        return Mark.NEW
    return Mark.CHANGED if name in after else Mark.GONE


def _formulas(old: RuleBase, new: RuleBase) -> Iterable[FormulaPair]:
    """The computed fields whose value is got otherwise; their words and claims make no difference."""
    before, after = _computed(old), _computed(new)
    value = {name: (one.kind, one.formula, one.choices) for name, one in before.items()}
    marks = _marks(value, {name: (one.kind, one.formula, one.choices) for name, one in after.items()})
    for name, mark in marks.items():
        yield FormulaPair(name[0], mark, before.get(name), after.get(name))


def _computed(playbook: RuleBase) -> dict[tuple[str, str], Computed]:
    entities = playbook.vocabulary.entities.values()
    return {(entity.name, name): one for entity in entities for name, one in entity.computed.items()}


def _constraints(playbook: RuleBase) -> dict[tuple[str, str], frozenset[Constraint]]:
    """By entity and by what is said, which several may share: constraints have no ids."""
    found: dict[tuple[str, str], frozenset[Constraint]] = {}
    for one in playbook.constraints:
        key = (one.entity, one.says)
        found[key] = found.get(key, frozenset()) | {one}
    return found
