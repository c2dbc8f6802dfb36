"""`advisor advise`: what a freelancer should do now, and why."""

import gc
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

import click

from advisor.cli.shared.options import output_option
from advisor.cli.shared.state_options import (
    freelancer_of,
    given_playbook,
    given_state,
    read_once,
    set_option,
    state_options,
    warn_about_state,
)
from advisor.cli.shared.streams import has_utf8, style_of, write
from advisor.reports.terminal.style import TerminalStyle

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.model import Advice
    from advisor.facts.state import State


class AdviceRenderer(Protocol):
    """The result in a look, or (JSON) with other signs as escapes where they would be lost."""

    def __call__(self, look: TerminalStyle, /, *, ascii_only: bool) -> str: ...


def check_options(
    changes: tuple[str, ...],
    previous: str | None,
    *,
    state: str,
    overlay: tuple[str, ...],
    as_of: date | None,
    form: str,
) -> None:
    """A usage error where the options do not go together."""
    option = "--set" if changes else "--since"
    if changes and previous is not None:
        raise click.UsageError(
            "--set and --since cannot be used together: --set tells what would be, and --since what is new. "
            "Ask one after the other."
        )
    if form not in ("text", "json"):
        raise click.UsageError(f"{option} is told as text or as json, not as {form}.")
    if as_of is not None and any(text.partition("=")[0].strip() == "as_of" for text in changes):
        raise click.UsageError(
            "--as-of gives the day already, so --set as_of has no say: leave out one of them."
        )
    read_once(state, *overlay, previous)


def render_comparison(
    playbook: "Playbook",
    facts: "State",
    changes: tuple[str, ...],
    previous: str | None,
    *,
    as_of: date | None,
    form: str,
    who: str,
    top: int | None,
) -> AdviceRenderer:
    """What `--set` or `--since` asks for.  Raises StateError, or AdviceError for the saved advice."""
    if previous is None:
        return _supposed(playbook, facts, changes, as_of=as_of, form=form, who=who, top=top)
    from advisor.reports.advice.saved import read_saved
    from advisor.reports.compare.since import since

    recorded = read_saved(previous)
    run = playbook.run(facts, as_of)
    found = since(recorded, playbook.advise(run), run)
    if form == "json":
        from advisor.reports.compare.since import since_json

        return lambda look, *, ascii_only: since_json(found, top=top, ascii_only=ascii_only)
    from advisor.reports.compare.since import since_text

    return lambda look, *, ascii_only: since_text(found, look, who=who, top=top)


def _supposed(
    playbook: "Playbook",
    facts: "State",
    changes: tuple[str, ...],
    *,
    as_of: date | None,
    form: str,
    who: str,
    top: int | None,
) -> AdviceRenderer:
    from advisor.advice.what_if import what_if
    from advisor.cli.shared.state_options import SET
    from advisor.facts.override import changes_of

    found = what_if(playbook, facts, changes_of(changes, SET), as_of)
    if form == "json":
        from advisor.reports.compare.what_if import what_if_json

        return lambda look, *, ascii_only: what_if_json(
            found, file=facts.name, who=who, top=top, ascii_only=ascii_only
        )
    from advisor.reports.compare.what_if import what_if_text

    return lambda look, *, ascii_only: what_if_text(found, look, who=who, top=top)


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
        check_options(changes, previous, state=state, overlay=overlay, as_of=as_of, form=form)
    if output is not None:
        from advisor.cli.shared.streams import refuse_to_replace

        kept = [previous] if previous is not None and form != "json" else []  # JSON can be --since's next
        refuse_to_replace(output, [state, *overlay, *kept], rules)
    gc.disable()  # one review ends before a collection pays: it takes a third of the time to load a playbook
    playbook = given_playbook(rules, without)
    facts = given_state(state, playbook, overlay)
    if compared:
        tell = render_comparison(
            playbook, facts, changes, previous, as_of=as_of, form=form, who=freelancer_of(facts), top=top
        )  # first: it tells what is wrong with the state and the options at once
        run = playbook.run(facts, as_of)
    else:
        run = playbook.run(facts, as_of)
        tell = partial(render, playbook.advise(run), form, who=freelancer_of(facts), top=top)
    warn_about_state(run.facts, as_of)
    if output is not None:
        from advisor.cli.shared.streams import write_report

        write_report(output, tell(TerminalStyle(), ascii_only=False), "The advice")
        return
    write(tell(style_of(sys.stdout), ascii_only=not has_utf8(sys.stdout)))


def render(
    advice: "Advice", form: str, look: TerminalStyle, *, who: str, top: int | None, ascii_only: bool
) -> str:
    """The advice in a format: text as it looks on the screen, all others the same everywhere.

    With `ascii_only` other signs are written as escapes, which whatever reads the format turns back.
    """
    if form == "text":
        from advisor.reports.advice.as_text import advice_text

        return advice_text(advice, look, who=who, top=top)
    if form == "json":
        from advisor.reports.advice.as_json import advice_json

        return advice_json(advice, top=top, ascii_only=ascii_only)
    if form == "html":
        from advisor.reports.advice.as_html import advice_html

        text = advice_html(advice, who=who, top=top)
    else:
        from advisor.reports.advice.as_markdown import advice_markdown

        text = advice_markdown(advice, who=who, top=top)
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii") if ascii_only else text
