"""`advisor ask`: an interview about what is missing, the most useful question first."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from advisor.cli.shared import exits
from advisor.cli.shared.formats import format_option, show
from advisor.cli.shared.listed_items import keep_numbers
from advisor.cli.shared.state_argument import CommandOnState
from advisor.cli.shared.state_options import (
    StateInput,
    named_again,
    read_once,
    state_options,
    warn_about_state,
)
from advisor.cli.shared.streams import write_error
from advisor.facts.advised import name_in
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import suggest

if TYPE_CHECKING:
    from advisor.advice.interview import Interview
    from advisor.cli.ask.answer_store import AnswerStore


@click.command(cls=CommandOnState, short_help="Answer what is still open, and see the advice.")
@state_options
@click.option(
    "--answers",
    metavar="FILE",
    help="Take the answers from this file (lines of PATH: VALUE, as in an overlay) instead of asking.",
)
@click.option("--about", metavar="SUBJECT", help="Ask only about this one, such as c-101 or profile.")
@click.option("--max", "most", type=click.IntRange(min=1), metavar="N", help="Ask at most N questions.")
@click.option("--dry-run", is_flag=True, help="Ask and advise, but save nothing.")
@format_option("interview")
def ask(
    given: StateInput,
    *,
    answers: str | None,
    about: str | None,
    most: int | None,
    dry_run: bool,
    form: str,
) -> int:
    """Ask you what STATE leaves open, then advise.

    The most useful question comes first: the one whose answer may lead to or rule out the most important
    advice. Each answer is saved in STATE at once; its comments and its order stay. With --overlay it goes
    into the last overlay instead, which may be a new file, and STATE stays as it is. Questions go to standard
    error, the advice at the end to standard output. Without a terminal, answers are read from standard input,
    one a line. Without STATE, the state that advisor.yaml names is taken.

    \b
    Example:
      advisor ask scenarios/states/in-trouble.yaml --dry-run --max 3
    """
    from advisor.advice.interview import Asks, Interview
    from advisor.cli.ask.answer_store import answer_store

    _refuse_two_inputs(given, answers)
    playbook, overlay = given.playbook(), given.overlay
    store = answer_store(given.file, overlay, playbook.program.schema, dry_run=dry_run)
    # The last overlay receives the answers, and may not be there yet.
    present = overlay if not overlay or os.path.exists(overlay[-1]) else overlay[:-1]
    asks = Asks.BOTH if answers is None else Asks.ADVICE
    interview = Interview(playbook, replace(given, overlay=present).state(playbook), given.as_of, asks=asks)
    warn_about_state(interview.run.facts, given.as_of)
    if about is not None:
        interview = interview.held_to(_path_of(about, interview))
    try:
        interview = _hold(interview, store, answers, most)
    except KeyboardInterrupt:
        write_error(f"\n{store.outcome or 'Nothing was answered.'}\n")
        return exits.INTERRUPTED
    except BaseException:
        write_error(f"{store.outcome}\n" if store.outcome else "")
        raise
    if store.is_written and "-" not in (given.file, *overlay):
        interview = _as_kept(interview, given, store.path)
    show(
        "interview",
        form,
        interview.advice,
        who=name_in(interview.state, interview.playbook.content.vocabulary),
        full=False,
        state=None if dry_run else named_again(given.file),
    )
    if form == "text" and not (dry_run or overlay or given.as_of):
        keep_numbers(given.file, interview.advice)  # from now on numbers mean what is shown here
    return exits.DONE


def _refuse_two_inputs(given: StateInput, answers: str | None) -> None:
    facts = (given.file, *given.overlay[:-1])  # the last overlay receives the answers
    read_once(*facts, answers)
    if answers is None and "-" in facts:
        raise click.UsageError(
            "Standard input holds facts, so the answers come from a file: add --answers FILE."
        )


def _path_of(about: str, interview: "Interview") -> str:
    """The path of the one that an id or a path names, or a usage error."""
    from advisor.english.lists import comma_list
    from advisor.playbook.reading import a
    from advisor.reports.wording import listed

    entities = interview.run.facts.schema.sections.values()
    rows = [row for entity in entities for row in interview.run.facts.rows[entity.name]]
    paths = [row.path for row in rows if about in (row.id, row.path)]
    if len(paths) == 1:
        return paths[0]
    near = suggest(about, [*(row.id for row in rows), *(row.path for row in rows)])
    alone = [entity.section for entity in entities if entity.single]
    several = [a(entity.called) for entity in entities if not entity.single]
    known = ", or ".join(filter(None, [f"name {comma_list(several)} by its id", comma_list(alone)]))
    reason = f'the state has no "{about}": {near or known}'
    if paths:
        reason = f'"{about}" names {listed(paths)}: take one of these'
    full_stop = "" if reason.endswith("?") else "."
    raise click.BadParameter(one_line(reason) + full_stop, param_hint="'--about'")


def _hold(interview: "Interview", store: "AnswerStore", answers: str | None, most: int | None) -> "Interview":
    who = name_in(interview.state, interview.playbook.content.vocabulary)
    if answers is not None:
        from advisor.cli.ask.answers_file import answered_by_file

        return answered_by_file(interview, store, answers, who=who, most=most)
    from advisor.cli.ask.dialogue import Dialogue

    return Dialogue(interview, store, most).hold(who)


def _as_kept(interview: "Interview", given: StateInput, kept: str) -> "Interview":
    """The interview, its advice being that of the files as they are now, should others have changed them."""
    from advisor.advice.interview import Interview

    now = given.state(interview.playbook)
    again = Interview(interview.playbook, now, interview.as_of)
    if again.advice == interview.advice:
        return interview
    write_error(
        f"{one_line(kept)} was changed meanwhile, by someone else; the advice is about what it says now.\n\n"
    )
    return again
