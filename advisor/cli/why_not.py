"""`advisor why-not`: what keeps an action from being recommended, or a rule from firing."""

import os
import sys
from datetime import date
from functools import partial

import click

from advisor.cli.days_ahead import tell_days_ahead
from advisor.cli.given import given_playbook, given_state, set_option, state_options, supposed
from advisor.cli.item import as_typed, naming
from advisor.cli.options import format_option
from advisor.cli.screen import has_signs, look_of, write

_METAVAR = "ACTION_OR_RULE[@SUBJECT]"


@click.command("why-not", short_help="Tell why something did not come up, and what would bring it.")
@state_options
@click.argument("item", metavar=_METAVAR)
@set_option
@click.option("--all", "everything", is_flag=True, help="Show every rule and subject, not just the nearest.")
@format_option
def why_not(
    state: str,
    item: str,
    *,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    overlay: tuple[str, ...],
    as_of: date | None,
    changes: tuple[str, ...],
    everything: bool,
    form: str,
) -> None:
    """Tell why ACTION_OR_RULE did not come up for SUBJECT, and what would have to change.

    Of the rules that could bring it those come first that are nearest to it: what fails, the values found,
    what is not known, and the day on which time alone brings it. Without SUBJECT it is told for all.

    \b
    Example:
      advisor why-not scenarios/states/in-trouble.yaml check-in@c-407
    """
    from advisor.advice.items import find_named, find_subject, split_item
    from advisor.advice.why_not import why_not as ask_why_not

    playbook = given_playbook(rules, without)
    facts = supposed(given_state(state, playbook, overlay), playbook, changes)
    run = playbook.run(facts, as_of)
    tell_days_ahead(run.facts, as_of)
    name, subject = split_item(item)
    with naming(_METAVAR):
        named = find_named(name, playbook.content)
        single = playbook.content.vocabulary.entities[named.entity].single
        asked = subject is not None or single
        row = find_subject(name, named.entity, subject, run.facts) if asked else None
    told = ask_why_not(playbook, facts, run, named, row)
    if form == "json":
        from advisor.reports.why_json import why_not_json

        write(why_not_json(told, ascii_only=not has_signs(sys.stdout)))
        return
    from advisor.reports.why_not_text import why_not_text

    command = partial(as_typed, "why", state)
    look = look_of(sys.stdout)
    write(why_not_text(told, look, root=os.getcwd(), command=command, everything=everything))
