"""Facts written into a state's file by a command, and what they change told."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.cli.shared.state_file import open_state_file
from advisor.cli.shared.streams import style_of, write, write_error
from advisor.reports.terminal.layout import wrap
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.find_subject import Subjects
    from advisor.facts.state import State
    from advisor.source.tree import Mapping

    Made = Callable[["State", Subjects], Mapping]


def change_facts(
    playbook: "Playbook", path: str, changes_of: "Made", *, dry_run: bool, verb: str = ""
) -> None:
    """Write what `changes_of` makes of a state into its file, and say what changes in the advice.

    `verb` tells whoever takes it back what was done, such as "added"; "" where the facts tell it.
    """
    from advisor.advice.facts_in_words import facts_in_words
    from advisor.advice.find_subject import Subjects
    from advisor.advice.reviewed import reviewed_text
    from advisor.advice.write_facts import write_facts
    from advisor.facts.state_warnings import state_warnings
    from advisor.reports.facts import facts_text

    with open_state_file(path, dry_run=dry_run) as file:
        there = reviewed_text(playbook, path, file.text)
        subjects = Subjects(playbook.program, there.run)
        changes = changes_of(there.state, subjects)
        made = write_facts(there, changes)
        what = facts_in_words(changes, Subjects(playbook.program, made.run), verb)
        file.text, file.what = made.after, what
    name = one_line(path)
    told = f"Written into {name}: {what}."
    if dry_run:
        told = f"Dry run: {name} stays as it is. It would say: {what}."
    if made.after == made.before:
        write(facts_text(f"{name} says so already: {what}.", None, style_of(sys.stdout)))
    else:
        done = "" if dry_run else f"It is written into {name}."
        write(facts_text(told, made.comparison, style_of(sys.stdout)), done=done)
    known = {warning.message for warning in state_warnings(there.run.facts)}
    for warning in state_warnings(made.run.facts):
        if warning.message not in known:
            told = f"Mind: {warning.message} ({name}, line {warning.location.line})."
            look = style_of(sys.stderr)
            write_error("".join(f"{line}\n" for line in wrap(look.clean(told), look.width)))
