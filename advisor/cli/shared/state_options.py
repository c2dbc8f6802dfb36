"""What commands that look at one state are given: its file, overlays, a playbook and a day."""

from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.options import TEXTS, Command, leaving_out, read_day, rules_option, without_option
from advisor.cli.shared.problems import show_excerpts
from advisor.source.tree import Mapping, Scalar

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.facts.rows import Facts
    from advisor.facts.state import State


SET = "--set"  # what diagnostics call the options, the first being line 1


def state_options(command: Command) -> Command:
    """The argument STATE, and `--rules`, `--without`, `--overlay`, `--as-of` in the order of the help."""
    for option in (as_of_option, overlay_option, without_option, rules_option, click.argument("state")):
        command = option(command)
    return command


def as_of_option(command: Command) -> Command:
    """`--as-of DATE` as `as_of`, a date or None."""
    return click.option(
        "--as-of",
        callback=read_day,
        metavar="DATE",
        help="Advise as if it were this day, such as 2026-11-21. Else the state's own as_of holds, else "
        "today.",
    )(command)


def overlay_option(command: Command) -> Command:
    """`--overlay FILE`, any number of times, as the tuple `overlay`."""
    return click.option(
        "--overlay",
        metavar="FILE",
        multiple=True,
        callback=_with_names,
        help="Take the answers in this file (lines of PATH: VALUE) over what STATE says. May be given again.",
    )(command)


def _with_names(_context: click.Context, _option: click.Parameter, files: tuple[str, ...]) -> tuple[str, ...]:
    if "" in files:
        raise click.BadParameter("the name of the file is empty.")
    return files


def set_option(command: Command) -> Command:
    """`--set PATH=VALUE`, any number of times, as the tuple `changes`."""
    return click.option(
        SET,
        "changes",
        callback=_kept_for_problems,
        metavar="PATH=VALUE",
        multiple=True,
        help="Suppose this fact were so, such as contracts.c-101.client_mood=unhappy; nothing after = is "
        "unknown. May be given again.",
    )(command)


def _kept_for_problems(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts as they are, kept so that problems show them as they show lines of a file."""
    ctx.meta.setdefault(TEXTS, {})[SET] = texts
    return texts


def given_playbook(rules: tuple[str, ...], without: tuple[str, ...]) -> "Playbook":
    """The playbook in the folders (or the shipped one), without what is named.  Raises PlaybookError."""
    from advisor.advice.api import Playbook

    playbook = Playbook.load(*rules, cached=True)
    if without:
        with leaving_out():
            playbook = playbook.without(*without)
    return playbook


def given_state(path: str, playbook: "Playbook", overlay: tuple[str, ...] = ()) -> "State":
    """The state in a file with overlays upon it, the last one on top.  Raises StateError."""
    read_once(path, *overlay)
    from advisor.facts.state import State

    state = State.load(path)
    if overlay:
        from advisor.facts.override import read_overlay

        for file in overlay:
            state = playbook.changed(state, read_overlay(file))
    return state


def read_once(*paths: str | None) -> None:
    """A usage error where more than one of the files is standard input: the second would find it empty."""
    if sum(path == "-" for path in paths) > 1:
        raise click.UsageError(
            'Standard input ("-") can be read only once: name a file for all but one of STATE, --overlay, '
            "--since and --answers."
        )


def supposed(state: "State", playbook: "Playbook", changes: tuple[str, ...]) -> "State":
    """The state as it would be with the options of `--set`.  Raises StateError."""
    from advisor.facts.override import changes_of

    return playbook.changed(state, changes_of(changes, SET)) if changes else state


def freelancer_of(state: "State") -> str:
    """The freelancer's name as the state gives it, or ""."""
    profile = state.tree.get("profile")
    name = profile.get("name") if isinstance(profile, Mapping) else None
    return name.text if isinstance(name, Scalar) and not name.is_null else ""


def warn_about_state(facts: "Facts", as_of: date | None) -> None:
    """Print what to doubt in a state on standard error, unless `--as-of` was given to look back."""
    if as_of is not None:
        return
    from advisor.facts.read_state import state_warnings

    if warnings := state_warnings(facts):
        show_excerpts(warnings)
