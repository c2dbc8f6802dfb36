"""`advisor undo`: the last change that a command made in a state, taken back."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_file import open_state_file
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import CannotWrite, style_of, write
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.facts.kept_changes import KeptChange


@click.command(short_help="Take the last recorded change back.")
@file_option
@rules_option
@without_option
def undo(*, file: tuple[str, ...], rules: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Take back the last change that a command made in your file, byte for byte; again, the one before.

    Where the file was changed otherwise since, it is left as it is, and you are told what to take out.

    \b
    Example:
      advisor undo -f me.yaml
    """
    from advisor.advice.compare import compare_advice
    from advisor.facts.kept_changes import last_change
    from advisor.facts.state import State
    from advisor.reports.every_day.recorded import undone_text

    path = chosen_state(file)
    with open_state_file(path) as there:
        change = last_change(path, there.text)
        if change is None:
            raise Refused(f"There is no change of {one_line(path)} to take back.")
        if there.text != change.after:
            raise CannotWrite(_changed_since(path, change))
        there.text, there.is_undoing = change.before, True
    playbook = given_playbook(rules, without)
    states = [State.parse(text, path) for text in (change.after, change.before)]
    today = date.today().toordinal()  # of which what was recorded is, whatever day the state is about
    day = date.fromordinal(max(today, *(playbook.run(state).facts.as_of for state in states)))
    was, now = (playbook.review(state, day) for state in states)
    text = undone_text(change.what, path, compare_advice(was, now), style_of(sys.stdout))
    write(text, done=f"{one_line(path)} is as it was before.")


def _changed_since(path: str, change: "KeptChange") -> str:
    """That a file was changed by others since, and which lines to look for."""
    from advisor.reports.log import new_lines

    what = f' after "{one_line(change.what)}"' if change.what else " since"
    lines = [text.strip() for _, text in new_lines(change.before, change.after)]
    shown = "".join(f"\n  {one_line(line)}" for line in lines[:3])
    more = f"\n  and {len(lines) - 3} more" if len(lines) > 3 else ""
    by_hand = f" It wrote this, to change back by hand:{shown}{more}" if lines else ""
    return f"{one_line(path)} was changed by hand{what}, so it is left as it is.{by_hand}"
