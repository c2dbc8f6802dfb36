"""Names of a playbook that a shell completes: of rules and of actions."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from advisor.cli.shared.project import current_project
from advisor.source.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.playbook.model import RuleBase

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def names(*, rules: bool = False, actions: bool = False) -> Complete:
    """What completes an argument that names a rule or an action: a playbook with problems offers nothing."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            playbook = playbook_of(ctx)
        except AdvisorError:
            return []
        of_rules = [rule.id for rule in playbook.rules] if rules else []
        known = sorted({*of_rules, *(playbook.actions if actions else ())})
        taken = ctx.params.get(param.name or "")
        typed = taken if isinstance(taken, tuple) else ()
        return [CompletionItem(name) for name in known if name.startswith(begun) and name not in typed]

    return complete


def playbook_of(ctx: click.Context) -> "RuleBase":
    """The playbook of a command that is being typed: in its folders, else the project's, else the usual one.

    Raises PlaybookError.
    """
    from advisor.playbook.cache import cached_playbook
    from advisor.shipped import shipped_playbook

    folders = tuple(ctx.params.get("rules") or ())
    return cached_playbook(folders or current_project().rules or (shipped_playbook(),))
