"""`advisor why`: from a recommendation down to the facts."""

import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.days_ahead import tell_days_ahead
from advisor.cli.given import given_playbook, given_state, set_option, state_options, supposed
from advisor.cli.item import METAVAR, as_typed, read_item
from advisor.cli.options import format_option
from advisor.cli.screen import has_signs, look_of, write

if TYPE_CHECKING:
    from advisor.advice.items import Item
    from advisor.advice.library import Playbook
    from advisor.engine.run import Run
    from advisor.facts.state import State


@click.command(short_help="Tell why an action stands where it stands.")
@state_options
@click.argument("item", metavar=METAVAR)
@set_option
@format_option
def why(
    state: str,
    item: str,
    *,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    overlay: tuple[str, ...],
    as_of: date | None,
    changes: tuple[str, ...],
    form: str,
) -> None:
    """Tell why ACTION is recommended for SUBJECT, is a later step, or was set aside.

    Every rule behind it is told with its conditions, and every condition with the values found and the file
    and line of each. SUBJECT is an id, such as c-101; it may be left out where there is only one.

    \b
    Example:
      advisor why scenarios/states/in-trouble.yaml offer-partial-refund@c-402
    """
    from advisor.advice.compare import Place
    from advisor.advice.explain import explain, subjects_of
    from advisor.advice.items import split_item

    playbook = given_playbook(rules, without)
    facts = supposed(given_state(state, playbook, overlay), playbook, changes)
    run = playbook.run(facts, as_of)
    tell_days_ahead(run.facts, as_of)
    action, subject = split_item(item)
    usual = subjects_of(playbook.program, run, action) if subject is None else []
    named = read_item(item, playbook.content, run.facts, usual)
    told = explain(playbook.program, run, named)
    if form == "json":
        from advisor.reports.why_json import why_json

        write(why_json(told, ascii_only=not has_signs(sys.stdout)))
    elif told.standing.place is Place.NOWHERE:
        _tell_absent(playbook, facts, run, named, state)
    else:
        from advisor.reports.why_text import why_text

        write(why_text(told, look_of(sys.stdout), root=os.getcwd()))


def _tell_absent(playbook: "Playbook", state: "State", run: "Run", item: "Item", file: str) -> None:
    from advisor.advice.why_not import why_not
    from advisor.reports.why_not_text import absent_text

    told = why_not(playbook, state, run, item.action, item.row)
    write(absent_text(told, look_of(sys.stdout), command=as_typed("why-not", file, item.name)))
