"""What carries each claim of a playbook: the rules and other parts that cite it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from advisor.playbook.model import Claim, RuleBase
from advisor.playbook.reading import Problems, read_texts
from advisor.source.diagnostic import Location, suggest
from advisor.source.record import record
from advisor.source.tree import Node


@record
class CitationReader:
    """The claims that may be cited; of those in `lost` only the declaration is to blame."""

    claims: Collection[str]
    lost: Collection[str] = ()

    def read(self, node: Node | None, what: str, problems: Problems) -> tuple[str, ...]:
        """The claims cited at `node`, each once; a missing list has none.  Unknown ones are reported."""
        found = read_texts(node, f"{what}, claims", problems)
        for name, item in found:
            if name not in self.claims and name not in self.lost:
                hint = suggest(name, self.claims) or "claims are declared under claims:"
                problems.add("unknown-claim", item, f'{what}: there is no claim "{name}"', hint)
        return tuple(dict.fromkeys(name for name, _ in found))


class CarrierKind(StrEnum):
    """What may carry a claim.  An action with a message carries it in the draft, else in its steps."""

    RULE = "rule"
    PARAMETER = "parameter"
    COMPUTED = "computed"
    DRAFT = "draft"
    STEPS = "steps"


# Claims that tell what to do, or decide when; what merely informs is carried by any mention.
_DEMANDING = frozenset({"rule", "guard", "threshold", "template"})


@record
class Carrier:
    """A part of the playbook that cites a claim.

    `name` is the id of a rule or an action, the name of a parameter, or ENTITY.FIELD.
    """

    kind: CarrierKind
    name: str
    location: Location = field(compare=False, repr=False)


def carriers_of(playbook: RuleBase) -> Mapping[str, tuple[Carrier, ...]]:
    """The carriers of every claim, by the order of `CarrierKind` and then by name; () where it has none.

    Claims that are cited and not declared, as in a playbook that does not pass, are left out.
    """
    found: dict[str, list[Carrier]] = {claim: [] for claim in playbook.claims}
    for carrier, claims in _citing(playbook):
        for claim in claims:
            if claim in found:
                found[claim].append(carrier)
    order = list(CarrierKind)
    return {
        claim: tuple(sorted(carriers, key=lambda each: (order.index(each.kind), each.name)))
        for claim, carriers in found.items()
    }


def suffices(claim: Claim, carriers: tuple[Carrier, ...]) -> bool:
    """Whether the claim is carried as its kind asks for.

    A rule, guard, threshold or template must have a say: in a rule, a number, a computed field or a draft.
    Steps alone do for a fact, for evidence and for what is said about the sources.
    """
    return any(claim.kind not in _DEMANDING or each.kind is not CarrierKind.STEPS for each in carriers)


def _citing(playbook: RuleBase) -> Iterator[tuple[Carrier, tuple[str, ...]]]:
    for rule in playbook.rules:
        yield Carrier(CarrierKind.RULE, rule.id, rule.location), rule.claims
    for parameter in playbook.policy.values():
        yield Carrier(CarrierKind.PARAMETER, parameter.name, parameter.location), parameter.claims
    for entity in playbook.vocabulary.entities.values():
        for computed in entity.computed.values():
            name = f"{entity.name}.{computed.name}"
            yield Carrier(CarrierKind.COMPUTED, name, computed.location), computed.claims
    for action in playbook.actions.values():
        kind = CarrierKind.STEPS if action.message is None else CarrierKind.DRAFT
        yield Carrier(kind, action.id, action.location), action.claims
