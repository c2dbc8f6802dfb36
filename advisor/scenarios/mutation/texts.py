"""Changes of what actions say: the conditions on which steps and drafts hang, one at a time."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from advisor.playbook.conditions import All
from advisor.playbook.model import Action, Rule, RuleBase, Variant, Verb
from advisor.scenarios.mutation.conditions import ConditionMutator
from advisor.scenarios.mutation.model import Mutant, Operator

LISTS = ("steps", "message")
_CALLED = {"steps": "step", "message": "draft"}


def text_mutants(
    playbook: RuleBase, importance: Mapping[str, int], own: Container[str] | None
) -> tuple[list[Mutant], int]:
    """The changes of actions' texts that have conditions, and how many would change nothing.

    As important as the most important rule that advises the action; with `own`, those of actions that only
    rules of these ids advise.
    """
    advising: dict[str, list[str]] = {}
    for rule in playbook.rules:
        for target in rule.targets(Verb.ADVISE):
            advising.setdefault(target, []).append(rule.id)
    mutants: list[Mutant] = []
    same = 0
    for action in playbook.actions.values():
        rules = advising.get(action.id, [])
        if own is not None and not (rules and all(rule in own for rule in rules)):
            continue
        weight = min((importance[rule] for rule in rules), default=max(importance.values(), default=0))
        mutator = ConditionMutator(playbook.vocabulary)
        mutants += _of_action(action, mutator, weight)
        same += mutator.same
    return mutants, same


def _of_action(action: Action, mutator: ConditionMutator, weight: int) -> Iterator[Mutant]:
    for key in LISTS:
        variants: tuple[Variant, ...] = getattr(action, key)
        for number, variant in enumerate(variants):
            if variant.when is None:
                continue
            before, after = variants[:number], variants[number + 1 :]
            removed = _with(action, key, (*before, *after))
            words = f"a {_CALLED[key]} removed"
            place = variant.when.location
            yield Mutant(Operator.LISTED, weight, words, place, says_instead=removed)
            for changed in mutator.changes(variant.when):
                other = _with(action, key, (*before, replace(variant, when=changed.when), *after))
                yield Mutant(
                    changed.operator,
                    weight,
                    f"{_CALLED[key]}: {changed.words}",
                    changed.location,
                    says_instead=other,
                )


def _with(action: Action, key: str, variants: tuple[Variant, ...]) -> Action:
    return replace(action, steps=variants) if key == "steps" else replace(action, message=variants)


def rules_about(playbook: RuleBase, action: str) -> tuple[Rule, ...]:
    """The rules that advise an action, each with the conditions of its texts beside its own.

    They are made to look for states on which a text may turn, never to be run.
    """
    of_texts = playbook.actions[action].conditions
    return tuple(
        replace(rule, when=All((*of_texts, rule.when), rule.location))
        for rule in playbook.rules
        if action in rule.targets(Verb.ADVISE)
    )
