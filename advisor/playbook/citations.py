"""What carries each claim of a playbook: the rules and other parts that cite it."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from advisor.playbook.model import Claim, RuleBase
from advisor.source.diagnostic import Location
from advisor.source.record import record


class CarrierKind(StrEnum):
    """What may carry a claim.  An action with a message carries it in the draft, else in its steps."""

    RULE = "rule"
    PARAMETER = "parameter"
    COMPUTED = "computed"
    DRAFT = "draft"
    STEPS = "steps"
    CONDUCT = "conduct"


# Claims that tell what to do, or decide when; what merely informs is carried by any mention.
_DEMANDING = frozenset({"rule", "guard", "threshold", "template"})


@record
class Carrier:
    """A part of the playbook that cites a claim.

    `name` is the id of a rule, an action or an item of conduct, the name of a parameter, or ENTITY.FIELD.
    """

    kind: CarrierKind
    name: str
    location: Location = field(compare=False, repr=False)

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands among carriers: by kind, then by name."""
        return list(CarrierKind).index(self.kind), self.name


def carriers_of(playbook: RuleBase) -> Mapping[str, tuple[Carrier, ...]]:
    """The carriers of every claim, by the order of `CarrierKind` and then by name; () where it has none.

    Claims that are cited and not declared, as in a playbook that does not pass, are left out.
    """
    carriers: dict[str, list[Carrier]] = {claim: [] for claim in playbook.claims}
    for carrier, claims in sorted(_citations(playbook), key=lambda citation: citation[0].place):
        for claim in claims:
            if claim in carriers:
                carriers[claim].append(carrier)
    return {claim: tuple(listed) for claim, listed in carriers.items()}


def suffices(claim: Claim, carriers: tuple[Carrier, ...]) -> bool:
    """Whether the claim is carried as its kind asks for.

    A rule, guard, threshold or template must have a say: in a rule, a number, a computed field, a draft, or
    what no draft may say.
    Steps alone do for a fact, for evidence and for what is said about the sources.
    """
    kinds = {carrier.kind for carrier in carriers}
    return bool(kinds if claim.kind not in _DEMANDING else kinds - {CarrierKind.STEPS})


def _citations(playbook: RuleBase) -> Iterator[tuple[Carrier, tuple[str, ...]]]:
    for rule in playbook.rules:
        yield Carrier(CarrierKind.RULE, rule.id, rule.location), rule.claims
    for parameter in playbook.policy.values():
        yield Carrier(CarrierKind.PARAMETER, parameter.name, parameter.location), parameter.claims
    for entity in playbook.vocabulary.entities.values():
        for computed in entity.computed.values():
            name = f"{entity.name}.{computed.name}"
            yield Carrier(CarrierKind.COMPUTED, name, computed.location), computed.claims
    for action in playbook.actions.values():
        kind = CarrierKind.DRAFT if action.message else CarrierKind.STEPS
        yield Carrier(kind, action.id, action.location), action.claims
    for never in playbook.conduct.never:
        yield Carrier(CarrierKind.CONDUCT, never.id, never.location), never.claims
