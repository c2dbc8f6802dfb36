"""`advisor agenda`: what will come up, and when, if nothing changes."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.days import Days
from advisor.cli.shared.formats import format_for, format_option
from advisor.cli.shared.output_file import output_option, refuse_to_replace, write_result
from advisor.cli.shared.state_argument import CommandOnState
from advisor.cli.shared.state_options import (
    StateInput,
    set_option,
    state_options,
    warn_about_state,
)
from advisor.facts.advised import name_in

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST = 366


@click.command(cls=CommandOnState, short_help="Show what will come up, and on which day.")
@state_options
@set_option
@click.option(
    "--days",
    type=Days(1, _LONGEST),
    default=60,
    show_default=True,
    metavar="N",
    help="How many days to look ahead; also 2w or a fortnight.",
)
@format_option("agenda", "Text to read, JSON for other programs, or a calendar to import.")
@output_option
def agenda(
    given: StateInput,
    *,
    days: int,
    form: str,
    output: str | None,
) -> None:
    """Show what will come up for the freelancer in STATE, and on which day, if nothing changes.

    STATE is a YAML or JSON file; "-" reads standard input. Without it, the state that advisor.yaml names is
    taken. The agenda starts with what is on the table on the
    day of the review. With --format ics it is a calendar that calendar programs import.

    \b
    Example:
      advisor agenda scenarios/states/held-money.yaml --as-of 2026-11-21 --days 14
    """
    from advisor.advice.agenda import agenda_of

    form = format_for(output, form, "agenda")
    if output is not None:
        refuse_to_replace(output, [given.file, *given.overlay], given.rules)
    playbook = given.playbook()
    state = given.state(playbook)
    facts = given.supposed(state, playbook)
    warn_about_state(playbook.facts(facts, given.as_of), given.as_of)
    entries = agenda_of(playbook, facts, given.as_of, days)
    if given.changes:
        from advisor.advice.what_if import supposed_in

        changes = given.suppositions(state, playbook)
        entries = replace(entries, supposed=supposed_in(playbook, state, changes, given.as_of))
    who = name_in(facts, playbook.content.vocabulary)
    write_result(output, "The agenda", "agenda", form, entries, who=who, made=_now())


def _now() -> "datetime":
    """The moment, to the second, as calendars write it."""
    from datetime import UTC, datetime

    return datetime.now(UTC).replace(microsecond=0)
