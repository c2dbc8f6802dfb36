"""Actions, conclusions and claims that nothing uses, or that a disabled rule alone used."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.playbook.citations import Carrier, CarrierKind, carriers_of, suffices
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.dependencies import rules_by_conclusion
from advisor.playbook.model import ON_ACTIONS, Claim, RuleBase, Verb
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems, a
from advisor.source.tree import Mapping, Node, Sequence


def check_actions(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`unadvised-action`, a warning: nobody advises it.  `wrong-subject`: a rule is for another entity."""
    advised = source.advised
    for action in playbook.actions.values():
        if action.id not in advised:
            message = f'no rule advises the action "{action.id}"'
            hint = "write a rule that does, or remove it"
            problems.warn("unadvised-action", action.location, message, hint)
    for rule in source.rules.values():
        for name, node in rule.targets(*ON_ACTIONS):
            entity = playbook.actions[name].entity if name in playbook.actions else rule.entity
            if entity != rule.entity:
                message = f'"{name}" is an action for {a(entity)}; the rule is for {a(rule.entity)}'
                hint = f'write "for: {entity}", or name another action'
                problems.add("wrong-subject", node, message, hint)


_NOUNS = {
    CarrierKind.RULE: "rule",
    CarrierKind.PARAMETER: "parameter",
    CarrierKind.COMPUTED: "computed field",
    CarrierKind.DRAFT: "action",
    CarrierKind.STEPS: "action",
    CarrierKind.CONDUCT: "item of conduct",
}


def check_claims(playbook: RuleBase, problems: Problems, *, sound: bool) -> None:
    """`claim-carried-after-all`, and where all else is `sound` `claim-without-carrier`: warnings.

    In a playbook with errors, what could not be read may be the very thing that carries a claim.  A disabled
    rule counts here: whoever disabled it has said why, and cannot change the claim.
    """
    carriers_by_claim = carriers_of(replace(playbook, rules=playbook.all_rules))
    for claim in playbook.claims.values():
        carriers = carriers_by_claim[claim.id]
        if claim.not_carried and carriers:
            _carried_after_all(claim, carriers[0], problems)
        elif sound and not claim.not_carried and not suffices(claim, carriers):
            _without_carrier(claim, carriers, problems)


def _carried_after_all(claim: Claim, carrier: Carrier, problems: Problems) -> None:
    cited = f'the {_NOUNS[carrier.kind]} "{carrier.name}", at {carrier.location}, cites it'
    message = f'the claim "{claim.id}" is said to be not carried, but {cited}'
    hint = 'take "not_carried" out, or that citation'
    problems.warn("claim-carried-after-all", claim.location, message, hint, [carrier.location])


def _without_carrier(claim: Claim, carriers: tuple[Carrier, ...], problems: Problems) -> None:
    message = f'nothing carries the claim "{claim.id}"'
    if carriers:
        steps = f'the steps of "{carriers[0].name}"'
        message = f'the claim "{claim.id}" is a {claim.kind}, and only {steps} carry it'
    hint = 'cite it where it has a say, such as in a rule, or tell under "not_carried" why that cannot be'
    problems.warn("claim-without-carrier", claim.location, message, hint)


def check_conclusions(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`unused-conclusion`, a warning: no condition reads it (one that nobody draws is an `unknown-field`)."""
    conditions = [rule.when for rule in playbook.rules]
    conditions += [condition for action in playbook.actions.values() for condition in action.conditions]
    read = {(path.entity, path.name) for when in conditions for path, *_ in conclusions_read(when)}
    whole = {rule.id for rule in playbook.rules}
    unread = [rule.node for rule in source.rules.values() if rule.id not in whole] + source.unread
    broken = [rule.get(key) for rule in unread for key in ("when", "unless")]
    broken += source.text_conditions
    mentioned = {key.rpartition(".")[2] for when in broken for key in _keys(when)}
    blamed = {problem.location for problem in problems.found}
    for rule in source.rules.values():
        for name, node in rule.targets(Verb.CONCLUDE):
            if (rule.entity, name) not in read and name not in mentioned and node.location not in blamed:
                message = f'no rule reads the conclusion "{name}"'
                problems.warn("unused-conclusion", node, message, "use it in a condition, or remove it")


def _keys(node: Node | None) -> Iterator[str]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.text
            yield from _keys(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item)


def check_disabled(playbook: RuleBase, problems: Problems) -> None:
    """`missed-rule`, a warning: an action that nobody else advises, or a conclusion that nobody else draws.

    Only where every rule could be read: another one may be what takes its place.
    """
    drawn = rules_by_conclusion(playbook.rules)
    advised = {name for rule in playbook.rules for name in rule.targets(Verb.ADVISE)}
    for disabled in playbook.disabled:
        rule = disabled.rule
        without = f'without the rule "{rule.id}"'
        for name in rule.targets(Verb.ADVISE):
            if name not in advised:
                message = f'{without} no rule advises the action "{name}"'
                hint = "write one that does, unless it shall never be recommended"
                problems.warn("missed-rule", disabled.location, message, hint)
        for name in rule.conclusions:
            if (rule.entity, name) not in drawn:
                readers = _readers(playbook, rule.entity, name)
                if readers:
                    more = f" and {len(readers) - 1} more" if len(readers) > 1 else ""
                    read_by = f'read by the rule "{readers[0]}"{more}'
                    message = f'{without} nothing draws the conclusion "{name}", {read_by}'
                    hint = "write a rule that draws it, unless it shall always be false"
                    problems.warn("missed-rule", disabled.location, message, hint)


def _readers(playbook: RuleBase, entity: str, name: str) -> list[str]:
    read = ((rule.id, path) for rule in playbook.rules for path, *_ in conclusions_read(rule.when))
    return sorted({rule for rule, path in read if (path.entity, path.name) == (entity, name)})
