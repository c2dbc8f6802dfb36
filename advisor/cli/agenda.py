"""`advisor agenda`: what will come up, and when, if nothing changes."""

import sys
from dataclasses import replace
from datetime import date

import click

from advisor.cli.shared.options import output_option
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
from advisor.cli.shared.streams import has_signs, style_of, write, write_bytes

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
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "ics")),
    default="text",
    show_default=True,
    help="Text to read, JSON for other programs, or a calendar to import.",
)
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
    from advisor.cli.shared.streams import refuse_to_replace, write_report
    from advisor.reports.terminal.style import TerminalStyle

    if output is not None:
        refuse_to_replace(output, [state, *overlay], rules)
    playbook = given_playbook(rules, without)
    given = given_state(state, playbook, overlay)
    facts = supposed(given, playbook, changes)
    warn_about_state(playbook.run(facts, as_of).facts, as_of)
    found, who = agenda_of(playbook, facts, as_of, days), freelancer_of(facts)
    if changes:
        from advisor.advice.what_if import supposed_in
        from advisor.facts.override import changes_of

        found = replace(found, supposed=supposed_in(playbook, given, changes_of(changes, SET), as_of))
    if form == "ics":
        from advisor.reports.agenda.calendar import agenda_ics

        text = agenda_ics(found, who=who)
    elif form == "json":
        from advisor.reports.agenda.as_json import agenda_json

        text = agenda_json(found, who=who, ascii_only=output is None and not has_signs(sys.stdout))
    else:
        from advisor.reports.agenda.as_text import agenda_text

        look = style_of(sys.stdout) if output is None else TerminalStyle()
        text = agenda_text(found, look, who=who)
    if output is not None:
        write_report(output, text, "The agenda")
    elif form == "ics":
        write_bytes(text.encode("utf-8"))  # the encoding of calendars, whatever the terminal's
    else:
        write(text)
