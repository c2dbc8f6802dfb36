"""`advisor advise`: what a freelancer should do now, and why."""

from typing import TYPE_CHECKING

import click

from advisor.cli.shared.formats import format_for, format_option
from advisor.cli.shared.listed_items import keep_numbers
from advisor.cli.shared.output_file import output_option, refuse_to_replace, write_result
from advisor.cli.shared.state_argument import CommandOnState
from advisor.cli.shared.state_options import (
    StateInput,
    named_again,
    read_once,
    set_option,
    state_options,
    warn_about_state,
)
from advisor.facts.advised import name_in

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.standing import Standing
    from advisor.advice.what_if import WhatIf
    from advisor.engine.run import Run
    from advisor.facts.state import State
    from advisor.reports.compare.since import Since


@click.command(cls=CommandOnState)
@state_options
@set_option
@click.option(
    "--since",
    "previous",
    metavar="FILE",
    help="Show what is new since the advice in this file, saved with --format json.",
)
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N", help="Show only the N most urgent things to do."
)
@click.option(
    "--full", is_flag=True, help="Print every item in full, with its sources, and what is not for now."
)
@click.option(
    "--pager/--no-pager",
    "paged",
    default=True,
    help="Whether a page longer than the screen is one to leaf through (the usual way on a terminal).",
)
@format_option(
    "advice",
    "Text to read here, JSON for other programs, Markdown for notes, or an HTML page to send or print.",
)
@output_option
def advise(
    given: StateInput,
    *,
    previous: str | None,
    top: int | None,
    full: bool,
    paged: bool,
    form: str,
    output: str | None,
) -> None:
    """Advise the freelancer whose facts are in STATE.

    STATE is a YAML or JSON file; "-" reads standard input. Without it, the state that advisor.yaml names is
    taken. The advice goes to standard output, everything else to standard error.

    You see a line for each thing to do, the most urgent first and "!" before what is critical, and then the
    first three in detail. --full prints everything.

    With --set, you see today's advice beside what it would be. With --since, what is new comes first.

    \b
    Example:
      advisor advise scenarios/states/newcomer.yaml --as-of 2026-11-21 --top 3
      advisor advise scenarios/states/newcomer.yaml -o advice.html
      advisor advise scenarios/states/in-trouble.yaml --set contracts.c-407.client_mood=unhappy
    """
    result = "since" if previous is not None else "what-if" if given.changes else "advice"
    typed, form = form, format_for(output, form, result)
    if result != "advice":
        _check_options(given, previous, form)
    if output is not None:
        kept = [previous] if previous is not None and typed != "json" else []  # JSON can be --since's next
        refuse_to_replace(output, [given.file, *given.overlay, *kept], given.rules)
    playbook = given.playbook()
    facts = given.state(playbook)
    compared = None if result == "advice" else _compared(playbook, facts, given, previous)
    run = playbook.run(facts, given.as_of)  # last: a comparison finds what is wrong with the options, too
    advice = playbook.advise(run) if compared is None else None
    warn_about_state(run.facts, given.as_of)
    who = name_in(facts, playbook.content.vocabulary)
    write_result(
        output,
        "The advice",
        result,
        form,
        advice or compared,
        paged=paged,
        who=who,
        top=top,
        full=full,
        file=facts.name,
        state=named_again(given.file),
        claims=playbook.content.claims,
        standing=_standing(playbook, facts, given, run) if form == "html" else None,
    )
    if advice is not None and (form, output) == ("text", None) and not (given.overlay or given.as_of):
        keep_numbers(given.file, advice)  # from now on numbers mean what is shown here


def _standing(playbook: "Playbook", state: "State", given: StateInput, run: "Run") -> "Standing":
    """Where the person stands; with `--set`, where she would."""
    from advisor.advice.standing import standing

    if given.changes:
        run = playbook.run(given.supposed(state, playbook), given.as_of)
    return standing(playbook, run)


def _check_options(given: StateInput, previous: str | None, form: str) -> None:
    """A usage error where the options do not go together."""
    if given.changes and previous is not None:
        raise click.UsageError(
            "--set and --since cannot be used together: --set shows what would change, --since what is new. "
            "Ask for one at a time."
        )
    if form == "markdown":
        option = "--set" if given.changes else "--since"
        raise click.UsageError(f"{option} works with --format text, json or html.")
    if given.as_of and any(text.partition("=")[0].strip() == "as_of" for text in given.changes):
        raise click.UsageError("--as-of and --set as_of both give the day: leave one out.")
    read_once(given.file, *given.overlay, previous)


def _compared(
    playbook: "Playbook", facts: "State", given: StateInput, previous: str | None
) -> "WhatIf | Since":
    """What `--set` or `--since` asks for.  Raises StateError, or AdviceError for the saved advice."""
    if previous is None:
        from advisor.advice.what_if import what_if

        return what_if(playbook, facts, given.suppositions(facts, playbook), given.as_of)
    from advisor.reports.advice.saved import read_saved
    from advisor.reports.compare.since import since

    recorded = read_saved(previous, playbook.content.vocabulary.sections)
    run = playbook.run(facts, given.as_of)
    who = name_in(facts, playbook.content.vocabulary)
    return since(recorded, playbook.advise(run), run, who)
