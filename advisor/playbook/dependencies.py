"""What a computed field is computed from: asked by the checker, and by whoever computes in that order."""

from advisor.playbook.conditions import Path, paths_of
from advisor.playbook.functions import registered_functions
from advisor.playbook.vocabulary import Computed, CountOf, DaysSince, DaysUntil, SumOf

Name = tuple[str, str]


def reads_of(entity: str, computed: Computed) -> list[Name]:
    """The (entity, field) pairs that a computed field of `entity` reads, without parameters of the policy."""
    formula = computed.formula
    if isinstance(formula, DaysSince | DaysUntil):
        return [(entity, formula.of)]
    if isinstance(formula, CountOf | SumOf):
        paths: list[Path] = list(paths_of(formula.block))
        paths += [formula.of] if isinstance(formula, SumOf) else []
        return [(path.entity, path.name) for path in paths if path.entity]
    signature = registered_functions().get(formula.name)
    parts = (text.partition(".") for text in signature.reads) if signature else ()
    return [(owner, name) for owner, _, name in parts]
