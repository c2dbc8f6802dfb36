"""`advisor rules`: looking at the rules of a playbook, and beginning one."""

from collections.abc import Mapping

import click

from advisor.cli.shared.lazy_group import LazyGroup

COMMANDS: Mapping[str, str] = {
    "list": "advisor.cli.rules.show:rules_list",
    "show": "advisor.cli.rules.show:rules_show",
    "graph": "advisor.cli.rules.graph:rules_graph",
    "docs": "advisor.cli.rules.show:rules_docs",
    "new": "advisor.cli.rules.new:rules_new",
    "sql": "advisor.cli.rules.sql:rules_sql",
}


@click.group(cls=LazyGroup, found_in=COMMANDS)
def rules() -> None:
    """Look at the rules of a playbook, or begin one of your own.

    \b
    Example:
      advisor rules show notice-after-six-months
    """
