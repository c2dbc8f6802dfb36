"""Rules that are disabled, and missed."""

from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems


def check_disabled(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """`missed-rule`, a warning: an action that nobody else advises, or a conclusion that nobody else draws.

    A rule that could not be read may be the one that takes its place.
    """
    if written.unread:
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
