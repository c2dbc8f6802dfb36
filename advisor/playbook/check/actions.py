"""Actions and the rules that speak of them: advised by somebody, for the right subject."""

from advisor.playbook.model import RuleBase, Verb
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems, a


def check_actions(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """`unadvised-action`: nobody advises it.  `wrong-subject`: a rule speaks of it for another entity."""
    advised = written.advised
    for action in playbook.actions.values():
        if action.id not in advised:
            message = f'no rule advises the action "{action.id}"'
            problems.add("unadvised-action", action.location, message, "write a rule that does, or remove it")
    for draft in written.drafts:
        if draft.verb is Verb.CONCLUDE:
            continue
        for name, node in draft.targets:
            named = playbook.actions.get(name)
            if named is not None and named.entity != draft.entity:
                message = f'"{name}" is an action for {a(named.entity)}; the rule is for {a(draft.entity)}'
                hint = f'write "for: {named.entity}", or name another action'
                problems.add("wrong-subject", node, message, hint)
