"""Exclusive groups: one action a rung, unless the group says that alternatives share it."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.playbook.citations import Carrier, CarrierKind, carriers_of, suffices
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import Action, Claim, Rule, RuleBase, Verb
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems, a
from advisor.source.tree import Mapping, Node, Sequence


def check_actions(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`unadvised-action`: nobody advises it.  `wrong-subject`: a rule speaks of it for another entity."""
    advised = source.advised
    for action in playbook.actions.values():
        if action.id not in advised:
            message = f'no rule advises the action "{action.id}"'
            problems.add("unadvised-action", action.location, message, "write a rule that does, or remove it")
    for draft in source.rules:
        if draft.verb is Verb.CONCLUDE:
            continue
        for name, node in draft.targets:
            named = playbook.actions.get(name)
            if named is not None and named.entity != draft.entity:
                message = f'"{name}" is an action for {a(named.entity)}; the rule is for {a(draft.entity)}'
                hint = f'write "for: {named.entity}", or name another action'
                problems.add("wrong-subject", node, message, hint)


_NOUNS = {
    CarrierKind.RULE: "rule",
    CarrierKind.PARAMETER: "parameter",
    CarrierKind.COMPUTED: "computed field",
    CarrierKind.DRAFT: "action",
    CarrierKind.STEPS: "action",
}


def check_claims(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`claim-carried-after-all`, and where all else is sound `claim-without-carrier`, a warning.

    In a playbook with errors, what could not be read may be the very thing that carries a claim.  A disabled
    rule counts here: whoever disabled it has said why, and cannot change the claim.
    """
    del source
    disabled = tuple(each.rule for each in playbook.disabled)
    carriers = carriers_of(replace(playbook, rules=(*playbook.rules, *disabled)))
    sound = not problems.errors
    for claim in playbook.claims.values():
        found = carriers[claim.id]
        if claim.not_carried:
            if found:
                _carried_after_all(claim, found[0], problems)
        elif sound and not suffices(claim, found):
            _without_carrier(claim, found, problems)


def _carried_after_all(claim: Claim, carrier: Carrier, problems: Problems) -> None:
    cited = f'the {_NOUNS[carrier.kind]} "{carrier.name}", at {carrier.location}, cites it'
    message = f'the claim "{claim.id}" is said to be not carried, but {cited}'
    hint = 'take "not_carried" out, or that citation'
    problems.add("claim-carried-after-all", claim.location, message, hint)


def _without_carrier(claim: Claim, carriers: tuple[Carrier, ...], problems: Problems) -> None:
    message = f'nothing carries the claim "{claim.id}"'
    if carriers:
        steps = f'the steps of "{carriers[0].name}"'
        message = f'the claim "{claim.id}" is a {claim.kind}, and only {steps} carry it'
    hint = 'cite it where it has a say, such as in a rule, or tell under "not_carried" why that cannot be'
    problems.warn("claim-without-carrier", claim.location, message, hint)


def check_conclusions(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`unused-conclusion`: no condition reads it (one that nobody draws is an `unknown-field`)."""
    read = {(path.entity, path.name) for rule in playbook.rules for path, *_ in conclusions_read(rule.when)}
    whole = {rule.id for rule in playbook.rules}
    broken = [d.keys["when"] for d in source.rules if d.id not in whole and "when" in d.keys]
    broken += [when for when in (rule.get("when") for rule in source.unread) if when is not None]
    mentioned = {key.rpartition(".")[2] for node in broken for key in _keys(node)}
    blamed = {each.location for each in problems.found}
    for draft in source.rules:
        if draft.verb is not Verb.CONCLUDE:
            continue
        for name, node in draft.targets:
            if (draft.entity, name) not in read and name not in mentioned and node.location not in blamed:
                message = f'no rule reads the conclusion "{name}"'
                problems.add("unused-conclusion", node, message, "use it in a condition, or remove it")


def _keys(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.text
            yield from _keys(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item)


def check_disabled(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`missed-rule`, a warning: an action that nobody else advises, or a conclusion that nobody else draws.

    A rule that could not be read may be the one that takes its place.
    """
    if source.unread:
        return
    drawn = {
        (rule.entity, name) for rule in playbook.rules for name in rule.targets if _is(rule, Verb.CONCLUDE)
    }
    advised = {name for rule in playbook.rules for name in rule.targets if _is(rule, Verb.ADVISE)}
    for each in playbook.disabled:
        rule = each.rule
        for name in rule.targets:
            message = hint = ""
            if _is(rule, Verb.ADVISE) and name not in advised:
                message = f'without the rule "{rule.id}" no rule advises the action "{name}"'
                hint = "write one that does, unless it shall never be recommended"
            elif _is(rule, Verb.CONCLUDE) and (rule.entity, name) not in drawn:
                readers = _readers(playbook, rule.entity, name)
                if readers:
                    told = _told(readers)
                    message = (
                        f'without the rule "{rule.id}" nothing draws the conclusion "{name}", read by {told}'
                    )
                    hint = "write a rule that draws it, unless it shall always be false"
            if message:
                problems.warn("missed-rule", each.location, message, hint)


def _is(rule: Rule, verb: Verb) -> bool:
    return rule.verb is verb


def _readers(playbook: RuleBase, entity: str, name: str) -> list[str]:
    read = ((rule.id, path) for rule in playbook.rules for path, *_ in conclusions_read(rule.when))
    return sorted({rule for rule, path in read if (path.entity, path.name) == (entity, name)})


def _told(readers: list[str]) -> str:
    first = f'the rule "{readers[0]}"'
    return first if len(readers) == 1 else f"{first} and {len(readers) - 1} more"


def check_rungs(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`rung-collision`: two actions of a group stand on one rung, or are for different subjects."""
    del source
    by_rung: dict[tuple[str, int], Action] = {}
    subjects: dict[str, Action] = {}
    for action in sorted(playbook.actions.values(), key=lambda action: action.location):
        group = playbook.groups.get(action.group)
        if group is None:
            continue
        first = subjects.setdefault(group.id, action)
        if first.entity != action.entity:
            message = f'"{action.id}" is for {a(action.entity)}, but "{group.id}" is for {a(first.entity)}'
            problems.add("rung-collision", action.location, message, "a group is for one kind of subject")
            continue
        other = by_rung.setdefault((group.id, action.rung), action)
        if other is not action and action.rung not in group.shared_rungs:
            message = f'"{action.id}" stands on rung {action.rung} of "{group.id}", as "{other.id}" does'
            hint = f'use another rung, or list {action.rung} under "shared_rungs" of the group'
            problems.add("rung-collision", action.location, message, hint)
