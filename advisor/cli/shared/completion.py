"""Names of a playbook that a shell completes: of rules and of actions."""

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

from advisor.cli.shared.project import current_project
from advisor.source.errors import AdvisorError

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def names(*, rules: bool = False, actions: bool = False) -> Complete:
    """What completes an argument that names a rule or an action: a playbook with problems offers nothing."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            known = _known(tuple(ctx.params.get("rules") or ()), rules=rules, actions=actions)
        except AdvisorError:
            return []
        taken = ctx.params.get(param.name or "")
        typed = taken if isinstance(taken, tuple) else ()
        return [CompletionItem(name) for name in known if name.startswith(begun) and name not in typed]

    return complete


def _known(folders: tuple[str, ...], *, rules: bool, actions: bool) -> list[str]:
    """The names in a playbook: that in the folders, else the project's, else the one with the advisor."""
    from advisor.playbook.cache import cached_playbook
    from advisor.shipped import shipped_playbook

    playbook = cached_playbook(folders or current_project().rules or (shipped_playbook(),))
    of_rules = [rule.id for rule in playbook.rules] if rules else []
    return sorted({*of_rules, *(playbook.actions if actions else ())})
