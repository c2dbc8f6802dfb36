"""`advisor why`: from a recommendation down to the facts."""

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.action_argument import METAVAR, as_typed, naming
from advisor.cli.shared.completion import names
from advisor.cli.shared.formats import format_option, show
from advisor.cli.shared.listed_items import item_named
from advisor.cli.shared.state_argument import CommandOnState
from advisor.cli.shared.state_options import StateInput, set_option, state_options
from advisor.cli.shared.streams import style_of, write

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.items import Item
    from advisor.engine.run import Run
    from advisor.facts.state import State


@click.command(cls=CommandOnState, short_help="Tell why an action stands where it stands.")
@state_options
@click.argument("item", metavar=METAVAR, shell_complete=names(actions=True))
@set_option
@format_option("why")
def why(given: StateInput, *, item: str, form: str) -> None:
    """Tell why ACTION is recommended for SUBJECT, is a later step, or was set aside.

    Every rule behind it is told with its conditions, and every condition with the values found and the file
    and line of each. SUBJECT is an id, such as c-101; it may be left out where there is only one.
    Without STATE, the one that advisor.yaml names is taken. A number stands for the item that had it in the
    list that advisor today showed last.

    \b
    Example:
      advisor why scenarios/states/in-trouble.yaml offer-discount@c-402
    """
    from advisor.advice.compare import Place
    from advisor.advice.explain import explain, subjects_of
    from advisor.advice.items import find_item, split_item

    item = item_named(item, given.file)
    playbook, facts, run = given.run()
    action, subject = split_item(item)
    usual = subjects_of(playbook.program, run, action) if subject is None else []
    with naming():
        named = find_item(item, playbook.content, run.facts, usual)
    explanation = explain(playbook.program, run, named)
    if form == "text" and explanation.outcome.place is Place.NOWHERE:
        _write_absent(playbook, facts, run, named, given.file)
    else:
        show("why", form, explanation, root=os.getcwd())


def _write_absent(playbook: "Playbook", state: "State", run: "Run", item: "Item", file: str) -> None:
    from advisor.advice.why_not import why_not
    from advisor.reports.explain.why_not import absent_text

    explanation = why_not(playbook, state, run, item.action, item.row)
    write(absent_text(explanation, style_of(sys.stdout), command=as_typed("why-not", file, item.name)))


_METAVAR = "ACTION_OR_RULE[@SUBJECT]"


@click.command(
    "why-not", cls=CommandOnState, short_help="Tell why something did not come up, and what would bring it."
)
@state_options
@click.argument("item", metavar=_METAVAR, shell_complete=names(rules=True, actions=True))
@set_option
@click.option("--all", "everything", is_flag=True, help="Show every rule and subject, not just the nearest.")
@format_option("why-not")
def why_not(given: StateInput, *, item: str, everything: bool, form: str) -> None:
    """Tell why ACTION_OR_RULE did not come up for SUBJECT, and what would have to change.

    Of the rules that could bring it those come first that are nearest to it: what fails, the values found,
    what is not known, and the day on which time alone brings it. Without SUBJECT it is told for all.
    Without STATE, the one that advisor.yaml names is taken. A number stands for the item that had it in the
    list that advisor today showed last.

    \b
    Example:
      advisor why-not scenarios/states/in-trouble.yaml check-in@c-407
    """
    from advisor.advice.items import find_named, find_subject, split_item
    from advisor.advice.why_not import why_not as explain_absence

    item = item_named(item, given.file)
    playbook, facts, run = given.run()
    name, subject = split_item(item)
    with naming(_METAVAR):
        named = find_named(name, playbook.content)
        single = playbook.content.vocabulary.entities[named.entity].single
        asked = subject is not None or single
        row = find_subject(name, named.entity, subject, run.facts) if asked else None
    explanation = explain_absence(playbook, facts, run, named, row)
    command = partial(as_typed, "why", given.file)
    show("why-not", form, explanation, root=os.getcwd(), command=command, everything=everything)
