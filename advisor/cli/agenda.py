"""`advisor agenda`: what will come up, and when, if nothing changes."""

import sys
from dataclasses import replace
from datetime import date

import click

from advisor.cli.shared.formats import format_option, render
from advisor.cli.shared.output_file import output_option, refuse_to_replace, write_report
from advisor.cli.shared.state_options import (
    SET,
    freelancer_of,
    given_playbook,
    given_state,
    set_option,
    state_options,
    supposed,
    warn_about_state,
)
from advisor.cli.shared.streams import write, write_bytes

_LONGEST = 366


@click.command(short_help="Show what will come up, and on which day.")
@state_options
@set_option
@click.option(
    "--days",
    type=click.IntRange(1, _LONGEST),
    default=60,
    show_default=True,
    metavar="N",
    help="How many days to look ahead.",
)
@format_option("agenda", "Text to read, JSON for other programs, or a calendar to import.")
@output_option
def agenda(
    state: str,
    *,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    overlay: tuple[str, ...],
    changes: tuple[str, ...],
    as_of: date | None,
    days: int,
    form: str,
    output: str | None,
) -> None:
    """Show what will come up for the freelancer in STATE, and on which day, if nothing changes.

    STATE is a YAML or JSON file; "-" reads standard input. The agenda starts with what is on the table on the
    day of the review. With --format ics it is a calendar that calendar programs import.

    \b
    Example:
      advisor agenda scenarios/states/held-money.yaml --as-of 2026-11-21 --days 14
    """
    from advisor.advice.agenda import agenda_of

    if output is not None:
        refuse_to_replace(output, [state, *overlay], rules)
    playbook = given_playbook(rules, without)
    given = given_state(state, playbook, overlay)
    facts = supposed(given, playbook, changes)
    warn_about_state(playbook.run(facts, as_of).facts, as_of)
    entries = agenda_of(playbook, facts, as_of, days)
    if changes:
        from advisor.advice.what_if import supposed_in
        from advisor.facts.override import changes_of

        entries = replace(entries, supposed=supposed_in(playbook, given, changes_of(changes, SET), as_of))
    stream = sys.stdout if output is None else None
    text = render("agenda", form, entries, stream=stream, who=freelancer_of(facts))
    if output is not None:
        write_report(output, text, "The agenda")
    elif form == "ics":
        write_bytes(text.encode("utf-8"))  # the encoding of calendars, whatever the terminal's
    else:
        write(text)
