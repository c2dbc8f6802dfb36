"""Facts written into a state's file by a command, and what they change told."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.cli.shared.state_file import open_state_file
from advisor.cli.shared.state_options import warn_about_state
from advisor.cli.shared.streams import style_of, write
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.find_subject import Subjects
    from advisor.facts.state import State
    from advisor.source.tree import Mapping

    Made = Callable[["State", Subjects], Mapping]


def change_facts(playbook: "Playbook", path: str, changes_of: "Made", *, dry_run: bool) -> None:
    """Write what `changes_of` makes of a state into its file, and say what changes in the advice."""
    from advisor.advice.find_subject import Subjects
    from advisor.advice.reviewed import reviewed_text
    from advisor.advice.write_facts import write_facts
    from advisor.reports.facts import facts_text

    with open_state_file(path, dry_run=dry_run) as file:
        there = reviewed_text(playbook, path, file.text)
        subjects = Subjects(playbook.program, there.run)
        made = write_facts(there, changes_of(there.state, subjects))
        file.text = made.after
    name = one_line(path)
    told = f"Written into {name}." if not dry_run else f"Dry run: {name} stays as it is."
    if made.after == made.before:
        told = f"{name} says so already."
    write(facts_text(told, made.comparison, style_of(sys.stdout)))
    warn_about_state(made.run.facts, None)
