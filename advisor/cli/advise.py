"""`advisor advise`: what a freelancer should do now, and why."""

import gc
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from advisor.cli.days_ahead import tell_days_ahead
from advisor.cli.given import freelancer_of, given_playbook, given_state, set_option, state_options
from advisor.cli.options import output_option
from advisor.cli.screen import has_utf8, look_of, write
from advisor.reports.look import Look

if TYPE_CHECKING:
    from advisor.advice.model import Advice

FORMATS = ("text", "json", "markdown", "html")


@click.command()
@state_options
@set_option
@click.option(
    "--since",
    "previous",
    metavar="FILE",
    help="Tell what is new since the advice in this file, which --format json saved.",
)
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N", help="Show only the N most urgent things to do."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="Text to read here, JSON for other programs, Markdown for notes, or an HTML page to send or print.",
)
@output_option
def advise(
    state: str,
    *,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    overlay: tuple[str, ...],
    as_of: date | None,
    changes: tuple[str, ...],
    previous: str | None,
    top: int | None,
    form: str,
    output: str | None,
) -> None:
    """Advise the freelancer whose facts are in STATE.

    STATE is a YAML or JSON file; "-" reads standard input. The advice goes to standard output, and all else
    to standard error.

    With --set, today's advice is shown beside what it would be. With --since, what is new comes first.

    \b
    Example:
      advisor advise scenarios/states/newcomer.yaml --as-of 2026-11-21 --top 3
      advisor advise scenarios/states/newcomer.yaml --format html > advice.html
      advisor advise scenarios/states/in-trouble.yaml --set contracts.c-407.client_mood=unhappy
    """
    compared = bool(changes) or previous is not None
    if compared:
        from advisor.cli.advise_changes import check_options

        check_options(changes, previous, state=state, overlay=overlay, as_of=as_of, form=form)
    if output is not None:
        from advisor.cli.report_file import refuse_to_replace

        kept = [previous] if previous is not None and form != "json" else []  # JSON can be --since's next
        refuse_to_replace(output, [state, *overlay, *kept], rules)
    gc.disable()  # one review ends before a collection pays: it takes a third of the time to load a playbook
    playbook = given_playbook(rules, without)
    facts = given_state(state, playbook, overlay)
    if compared:
        from advisor.cli.advise_changes import held_against

        tell = held_against(
            playbook, facts, changes, previous, as_of=as_of, form=form, who=freelancer_of(facts), top=top
        )  # first: it tells what is wrong with the state and the options at once
        run = playbook.run(facts, as_of)
    else:
        run = playbook.run(facts, as_of)
        tell = partial(written, playbook.advise(run), form, who=freelancer_of(facts), top=top)
    tell_days_ahead(run.facts, as_of)
    if output is not None:
        from advisor.cli.report_file import write_report

        write_report(output, tell(Look(), ascii_only=False), "The advice")
        return
    write(tell(look_of(sys.stdout), ascii_only=not has_utf8(sys.stdout)))


def written(advice: "Advice", form: str, look: Look, *, who: str, top: int | None, ascii_only: bool) -> str:
    """The advice in a format: text as it looks on the screen, all others the same everywhere.

    With `ascii_only` other signs are written as escapes, which whatever reads the format turns back.
    """
    if form == "text":
        from advisor.reports.text import advice_text

        return advice_text(advice, look, who=who, top=top)
    if form == "json":
        from advisor.reports.json_report import advice_json

        return advice_json(advice, top=top, ascii_only=ascii_only)
    if form == "html":
        from advisor.reports.html.advice_page import advice_html

        text = advice_html(advice, who=who, top=top)
    else:
        from advisor.reports.markdown_report import advice_markdown

        text = advice_markdown(advice, who=who, top=top)
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii") if ascii_only else text
