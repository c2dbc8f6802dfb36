"""`advisor diff`: whose advice another playbook changes, and how."""

import os
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.shared import exits
from advisor.cli.shared.formats import format_option, show
from advisor.cli.shared.options import read_day
from advisor.cli.shared.problems import show_problems
from advisor.cli.shared.state_options import freelancer_of
from advisor.source.errors import StateError
from advisor.source.files import playbook_files

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.reports.compare.diff import StateDiff
    from advisor.source.diagnostic import Diagnostic

_PLUS = "+"
_SUFFIXES = (".yaml", ".yml", ".json")


@click.command(short_help="Show whose advice another playbook changes.")
@click.argument("old", metavar="OLD_PLAYBOOK")
@click.argument("new", metavar="NEW_PLAYBOOK")
@click.argument("states", metavar="STATE...", nargs=-1, required=True)
@click.option(
    "--as-of",
    callback=read_day,
    metavar="DATE",
    help="Advise as if it were this day, such as 2026-11-21. Else each state's own as_of holds, else today.",
)
@click.option("--fail-on-change", is_flag=True, help="End with exit code 1 if any advice changes.")
@format_option("diff")
def diff(
    old: str, new: str, states: tuple[str, ...], *, as_of: date | None, fail_on_change: bool, form: str
) -> int:
    """Show whose advice changes from OLD_PLAYBOOK to NEW_PLAYBOOK, and how.

    A playbook is a folder, or several joined by "+", each adding to the first, or "package:NAME" for one in
    an installed Python package: "package:advisor" comes with the advisor. STATE is a freelancer's file, or a
    folder of them, where scenario files are passed over. States that one of the playbooks cannot read are
    told after the others.

    \b
    Example:
      advisor diff rules rules+my-rules scenarios/states
    """
    from advisor.advice.api import Playbook
    from advisor.playbook.digest import changed_between
    from advisor.reports.compare.diff import DiffReport, Side

    before = Playbook.load(*_folders(old), cached=True)
    after = Playbook.load(*_folders(new), cached=True)
    diffs, broken = _compare_all(before, after, states, as_of)
    if not diffs and not broken:
        raise click.UsageError(f"There are no states in {', '.join(states)}.")
    report = DiffReport(
        Side(old, before.content),
        Side(new, after.content),
        changed_between(before.content, after.content),
        tuple(diffs),
        tuple(broken),
    )
    show("diff", form, report)
    if broken:
        show_problems([problem for problems in broken.values() for problem in problems])
        return exits.INVALID_STATE
    return exits.CHANGED if fail_on_change and report.differing else exits.DONE


def _folders(named: str) -> tuple[str, ...]:
    """The folders of a playbook; one whose own name has a plus in it is taken as it is."""
    parts = () if os.path.exists(named) else tuple(part for part in named.split(_PLUS) if part)
    return parts or (named,)


def _compare_all(
    old: "Playbook", new: "Playbook", named: tuple[str, ...], as_of: date | None
) -> "tuple[list[StateDiff], dict[str, tuple[Diagnostic, ...]]]":
    """What differs for each state, and by file the problems of those that cannot be read.

    Scenario files that were only found in a folder are passed over.
    """
    from advisor.advice.compare import compare_advice
    from advisor.facts.state import State
    from advisor.reports.compare.diff import StateDiff

    diffs: list[StateDiff] = []
    broken: dict[str, tuple[Diagnostic, ...]] = {}
    for file, is_listed in _files(named, broken):
        try:
            state = State.load(file)
            if is_listed and state.tree.get("scenarios") is not None:
                continue
            before = old.review(state, as_of=as_of)
            after = new.review(state, as_of=date.fromordinal(before.day))
        except StateError as error:
            broken[file] = error.diagnostics
        else:
            diffs.append(StateDiff(state.name, freelancer_of(state), compare_advice(before, after)))
    return diffs, broken


def _files(named: tuple[str, ...], broken: "dict[str, tuple[Diagnostic, ...]]") -> Iterator[tuple[str, bool]]:
    """The files of states, each once, and whether they were found in a folder; folders may be `broken`."""
    seen: set[str] = set()
    for name in named:
        is_folder = os.path.isdir(name)
        files, problems = playbook_files(name, _SUFFIXES) if is_folder else ([name], [])
        if problems:
            broken[name] = tuple(problems)
        for file in files:
            if file not in seen:
                seen.add(file)
                yield file, is_folder
