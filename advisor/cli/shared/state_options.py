"""What commands that look at one state are given: its file, overlays, a playbook and a day."""

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.shared.lone_state import lone_state
from advisor.cli.shared.options import TEXTS, leaving_out, read_day, rules_option, without_option
from advisor.cli.shared.project import current_project
from advisor.cli.shared.state_argument import state_argument
from advisor.cli.shared.streams import is_terminal, style_of, write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.errors import PlaybookError
from advisor.source.record import record
from advisor.source.tree import Mapping, text_of

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.engine.run import Run
    from advisor.facts.rows import Facts
    from advisor.facts.state import State


SET = "--set"  # what diagnostics call the options, the first being line 1


@record
class StateInput:
    """The state that a command looks at, as it was named; `changes` are the texts of `--set`."""

    file: str
    rules: tuple[str, ...]
    without: tuple[str, ...]
    overlay: tuple[str, ...]
    as_of: date | None
    changes: tuple[str, ...] = ()

    def playbook(self) -> "Playbook":
        """The playbook to advise with.  Raises PlaybookError."""
        return given_playbook(self.rules, self.without)

    def state(self, playbook: "Playbook") -> "State":
        """The state in the file with the overlays upon it, the last one on top.  Raises StateError."""
        read_once(self.file, *self.overlay)
        from advisor.facts.state import State

        state = State.load(self.file)
        if self.overlay:
            from advisor.facts.override import read_overlay

            for file in self.overlay:
                state = playbook.changed(state, read_overlay(file))
        return state

    def supposed(self, state: "State", playbook: "Playbook") -> "State":
        """The state as it would be with the options of `--set`.  Raises StateError."""
        return playbook.changed(state, self.suppositions(state, playbook)) if self.changes else state

    def suppositions(self, state: "State", playbook: "Playbook") -> Mapping:
        """What the options of `--set` say, as paths and values of a state.  Raises StateError."""
        from advisor.facts.override import changes_of
        from advisor.facts.typed.changes import typed_changes
        from advisor.playbook.types import FieldType, read_value

        own = read_value(text_of(state.section("as_of")), FieldType.DATE)
        today = (self.as_of or date.today()).toordinal()
        if self.as_of is None and isinstance(own, int):
            today = own
        return typed_changes(changes_of(self.changes, SET), state, playbook.program.schema, today)

    def run(self) -> "tuple[Playbook, State, Run]":
        """The playbook, the state as it is supposed, and what follows from both; warns about the state."""
        playbook = self.playbook()
        state = self.supposed(self.state(playbook), playbook)
        run = playbook.run(state, self.as_of)
        warn_about_state(run.facts, self.as_of)
        return playbook, state, run


def state_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """STATE, `--rules`, `--without`, `--overlay`, `--as-of` and what `set_option` adds: a StateInput.

    The command is a `CommandOnState`.
    """

    @wraps(command)
    def with_input(
        state: str,
        *,
        rules: tuple[str, ...],
        without: tuple[str, ...],
        overlay: tuple[str, ...],
        as_of: date | None,
        changes: tuple[str, ...] = (),
        **others: object,
    ) -> object:
        return command(StateInput(state, rules, without, overlay, as_of, changes), **others)

    as_of_option = click.option(
        "--as-of",
        callback=read_day,
        metavar="DATE",
        help="Advise as if it were this day, such as 2026-11-21. Else the state's own as_of holds, else "
        "today.",
    )
    overlay_option = click.option(
        "--overlay",
        metavar="FILE",
        multiple=True,
        callback=_with_names,
        help="Take the answers in this file (lines of PATH: VALUE) over what STATE says. May be given again.",
    )
    options = (as_of_option, overlay_option, without_option, rules_option, state_argument)
    for option in options:
        with_input = option(with_input)
    return with_input


def _with_names(_context: click.Context, _option: click.Parameter, files: tuple[str, ...]) -> tuple[str, ...]:
    if "" in files:
        raise click.BadParameter("the name of the file is empty.")
    return files


def _kept_for_problems(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts as they are, kept so that problems show them as they show lines of a file."""
    ctx.meta.setdefault(TEXTS, {})[SET] = texts
    return texts


# As the tuple `changes`.
set_option = click.option(
    SET,
    "changes",
    callback=_kept_for_problems,
    metavar="PATH=VALUE",
    multiple=True,
    help="Suppose this fact were so, such as contracts.c-101.client_mood=unhappy; nothing after = is "
    "unknown. May be given again.",
)


def given_playbook(rules: tuple[str, ...], without: tuple[str, ...]) -> "Playbook":
    """The playbook in the folders (or the shipped one), without what is named.  Raises PlaybookError."""
    from advisor.advice.api import Playbook

    playbook = Playbook.load(*rules, cached=True)
    if without:
        with leaving_out():
            playbook = playbook.without(*without)
    return playbook


def read_once(*paths: str | None) -> None:
    """A usage error where more than one of the files is standard input: the second would find it empty."""
    if sum(path == "-" for path in paths) > 1:
        raise click.UsageError(
            'Standard input ("-") can be read only once: name a file for all but one of STATE, --overlay, '
            "--since and --answers."
        )


def named_again(file: str) -> str | None:
    """How commands that follow are told of a state, as it is typed into a shell.

    "" where they find it by themselves, as the project names it; None for standard input.
    """
    if file == "-":
        return None
    import shlex

    try:
        project = current_project()
        usual = project.state if project.file else lone_state()
    except PlaybookError:  # what is named by hand needs no project
        usual = ""
    return "" if file == usual else shlex.quote(one_line(file))


def warn_about_state(facts: "Facts", as_of: date | None) -> None:
    """Print what to doubt in a state on standard error, unless `--as-of` was given to look back.

    That the state is about another day is for people alone: programs have states of all days.
    """
    if as_of is not None:
        return
    from advisor.facts.state_warnings import state_warnings

    if is_terminal(sys.stderr):
        _tell_of_another_day(facts)
    if warnings := state_warnings(facts):
        from advisor.cli.shared.problems import show_excerpts

        show_excerpts(warnings)


def _tell_of_another_day(facts: "Facts") -> None:
    from advisor.reports.stale_day import stale_day
    from advisor.reports.terminal.layout import wrap

    stale = stale_day(facts.as_of, date.today().toordinal())
    if stale:
        write_error("".join(f"{line}\n" for line in wrap(stale, style_of(sys.stderr).width)))
