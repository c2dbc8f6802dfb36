"""What a rule reads: in its conditions, its deadline and its reason, and through computed fields."""

from collections.abc import Iterable, Iterator

from advisor.playbook.conditions import Path, paths_of
from advisor.playbook.dependencies import Name, reads_of
from advisor.playbook.functions import registered_functions
from advisor.playbook.model import Rule
from advisor.playbook.vocabulary import POLICY, Computed, CountOf, Function, SumOf, Vocabulary


def rule_reads(rule: Rule, vocabulary: Vocabulary) -> frozenset[Name]:
    """The (entity, field) pairs that a rule reads, sources of computed fields included.

    Parameters of the policy are ("policy", name), and conclusions stand as fields.
    """
    found: set[Name] = set()
    waiting = list(names_of([*paths_of(rule.when), *rule.because.paths, *_of_deadline(rule)]))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        entity = vocabulary.entities.get(name[0])
        computed = entity.computed.get(name[1]) if entity else None
        if computed is not None:
            waiting += [*reads_of(name[0], computed), *parameters_of(computed)]
    return frozenset(found)


def names_of(paths: Iterable[Path]) -> Iterator[Name]:
    """Paths as (entity, field) pairs; the entity of a parameter is "policy"."""
    for path in paths:
        yield path.entity or POLICY, path.name


def _of_deadline(rule: Rule) -> Iterator[Path]:
    if rule.deadline is not None:
        yield rule.deadline.field
        if isinstance(rule.deadline.plus, Path):
            yield rule.deadline.plus


def parameters_of(computed: Computed) -> Iterator[Name]:
    """The parameters in a formula, which `reads_of` leaves out, as ("policy", name)."""
    formula = computed.formula
    if isinstance(formula, CountOf | SumOf):
        yield from (name for name in names_of(paths_of(formula.block)) if name[0] == POLICY)
    elif isinstance(formula, Function) and formula.name in registered_functions():
        for text in registered_functions()[formula.name].needs:
            owner, _, name = text.partition(".")
            if owner == POLICY:
                yield POLICY, name
