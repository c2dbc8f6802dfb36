"""`advisor rules list`: every rule of a playbook on a line."""

import sys

import click

from advisor.cli.options import format_option, leaving_out, rules_option, without_option
from advisor.cli.rule_choice import whole_playbook
from advisor.cli.screen import has_signs, look_of, write


@click.command("list")
@rules_option
@without_option
@format_option
def rules_list(rules: tuple[str, ...], without: tuple[str, ...], form: str) -> None:
    """List the rules of a playbook, one a row.

    A row tells what the rule does, for what kind of subject, how urgent that is, whom it rests on, and from
    or until when it holds. The rules of a file stand under its title, in their order there.

    \b
    Example:
      advisor rules list --rules rules --rules my-rules --format json
    """
    from advisor.reports.look import WIDEST
    from advisor.reports.rules_list import rules_json, rules_text

    playbook = whole_playbook(rules)
    with leaving_out():
        playbook = playbook.without(without)
    if form == "json":
        write(rules_json(playbook, ascii_only=not has_signs(sys.stdout)))
    else:
        write(rules_text(playbook, look_of(sys.stdout, usual=WIDEST)))
