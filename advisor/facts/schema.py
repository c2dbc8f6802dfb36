"""The shape of facts under a playbook: where each value of an entity is kept."""

from dataclasses import field

from advisor.playbook.dependencies import reads_of
from advisor.playbook.model import Constraint, Parameter, RuleBase
from advisor.playbook.types import FieldType, Value
from advisor.playbook.vocabulary import Computed, Entity, Vocabulary
from advisor.source.record import record


@record
class Layout:
    """Slots of one entity: fields, then links (the id of the linked one), then computed fields."""

    entity: Entity
    slots: dict[str, int]
    defaults: tuple[Value | None, ...]


@record
class Schema:
    """Layouts of all entities, the computed fields in the order they can be computed, and the policy.

    `dated` are the parameters whose values change with time; `policy` has their last ones.
    """

    vocabulary: Vocabulary
    layouts: dict[str, Layout]
    computed: tuple[tuple[str, Computed], ...]
    policy: dict[str, Value]
    dated: tuple[Parameter, ...]
    policy_kinds: dict[str, FieldType]
    actions: frozenset[str]
    children: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()

    @classmethod
    def of(cls, playbook: RuleBase) -> "Schema":
        """The schema of a playbook that passed its checks."""
        vocabulary = playbook.vocabulary
        entities = vocabulary.entities.values()
        return cls(
            vocabulary=vocabulary,
            layouts={entity.name: _layout(entity) for entity in entities},
            computed=tuple(_in_order(vocabulary)),
            policy={name: parameter.value for name, parameter in playbook.policy.items()},
            dated=tuple(parameter for parameter in playbook.policy.values() if parameter.dated),
            policy_kinds={name: parameter.kind for name, parameter in playbook.policy.items()},
            actions=frozenset(playbook.actions),
            children={entity.name: vocabulary.children(entity.name) for entity in entities},
            constraints=playbook.constraints,
        )

    @property
    def sections(self) -> dict[str, Entity]:
        """The keys at the top of a state and the entity that each holds."""
        return self.vocabulary.sections


def _layout(entity: Entity) -> Layout:
    names = [*entity.fields, *entity.links, *entity.computed]
    defaults = [entity.fields[name].default if name in entity.fields else None for name in names]
    return Layout(entity, {name: slot for slot, name in enumerate(names)}, tuple(defaults))


def _in_order(vocabulary: Vocabulary) -> list[tuple[str, Computed]]:
    """Computed fields, each after those that it reads (the checker has refused cycles)."""
    done: dict[tuple[str, str], Computed] = {}

    def visit(entity: str, name: str) -> None:
        computed = vocabulary.entities[entity].computed.get(name)
        if computed is None or (entity, name) in done:
            return
        for path in reads_of(entity, computed):
            visit(*path)
        done[entity, name] = computed

    for entity in vocabulary.entities.values():
        for name in entity.computed:
            visit(entity.name, name)
    return [(entity, computed) for (entity, _), computed in done.items()]
