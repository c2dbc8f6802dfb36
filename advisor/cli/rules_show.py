"""`advisor rules show`: rules in plain English."""

import sys

import click

from advisor.cli.options import format_option, rules_option
from advisor.cli.rule_choice import chosen_rules, scenarios_option, shows_of, whole_playbook
from advisor.cli.screen import has_signs, look_of, write


@click.command("show")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@rules_option
@scenarios_option
@format_option
def rules_show(ids: tuple[str, ...], rules: tuple[str, ...], scenarios: str | None, form: str) -> None:
    """Tell the rules ID... in plain English.

    A rule comes with what it asks for and does, why, what it rests on, the numbers that it takes from the
    policy, the conclusions that it shares with other rules, and the scenarios in which it fires.

    \b
    Example:
      advisor rules show notice-after-six-months close-when-due
    """
    from advisor.reports.rule_story import Teller

    playbook = whole_playbook(rules)
    chosen = chosen_rules(playbook, ids, "'ID...'")
    teller = Teller(playbook, shows_of(playbook, rules, [rule.id for rule in chosen], scenarios))
    stories = [teller.tell(rule) for rule in chosen]
    if form == "json":
        from advisor.reports.rule_json import rules_in_json

        write(rules_in_json(stories, ascii_only=not has_signs(sys.stdout)))
        return
    from advisor.reports.rule_text import rules_in_english

    write(rules_in_english(stories, look_of(sys.stdout)))
