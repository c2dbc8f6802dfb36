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
from advisor.cli.shared.project import current_project
from advisor.cli.shared.state_argument import arguments_given
from advisor.facts.advised import name_in
from advisor.source.errors import StateError
from advisor.source.files import STATES, playbook_files

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.reports.compare.diff import StateDiff
    from advisor.source.diagnostic import Diagnostic


class _OnProject(click.Command):
    """Without arguments, the shipped playbook is compared with that of the project, for its state."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what is not there comes from the project."""
        typed = arguments_given(self, ctx, args)
        given = None if typed is None else [name for name, value in typed.items() if value]
        if given not in ([], ["old", "new"]):
            return super().parse_args(ctx, args)
        project = current_project()
        playbooks = ["package:advisor", "+".join(project.rules)] if project.rules and not given else []
        state = [project.state] if project.state and (given or playbooks) else []
        return super().parse_args(ctx, [*args, *playbooks, *state])


@click.command(cls=_OnProject, short_help="Show whose advice another playbook changes.")
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
    folder of them, where scenario files are passed over. What only one of the playbooks knows of a state,
    such as a field of your own, is left out for the other, and counted. States that one of them cannot read
    for other reasons are told after the others.

    Without STATE, the one that advisor.yaml names is taken; without any argument, the playbook that comes
    with the advisor is compared with the rules that it names.

    \b
    Example:
      advisor diff rules rules+my-rules scenarios/states
    """
    from advisor.advice.api import Playbook
    from advisor.playbook.changed import changed_between
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
    parts = () if os.path.exists(named) else tuple(part for part in named.split("+") if part)
    return parts or (named,)


def _compare_all(
    old: "Playbook", new: "Playbook", named: tuple[str, ...], as_of: date | None
) -> "tuple[list[StateDiff], dict[str, tuple[Diagnostic, ...]]]":
    """What differs for each state, and by file the problems of those that cannot be read."""
    from advisor.advice.compare import compare_advice
    from advisor.facts.left_out import fitted
    from advisor.facts.state import State
    from advisor.reports.compare.diff import StateDiff

    builders = old.program.builder, new.program.builder

    diffs: list[StateDiff] = []
    broken: dict[str, tuple[Diagnostic, ...]] = {}
    for file, is_listed in _files(named, broken):
        try:
            state = State.load(file)
            if is_listed and state.tree.get("scenarios") is not None:
                continue
            for_old, for_new = fitted(state, *builders), fitted(state, *reversed(builders))
            before = old.review(for_old.state, as_of=as_of)
            after = new.review(for_new.state, as_of=date.fromordinal(before.day))
        except StateError as error:
            broken[file] = error.diagnostics
        else:
            comparison = compare_advice(before, after)
            left_out = for_old.left_out, for_new.left_out
            who = name_in(state, new.content.vocabulary)
            diffs.append(StateDiff(state.name, who, comparison, *left_out))
    return diffs, broken


def _files(named: tuple[str, ...], broken: "dict[str, tuple[Diagnostic, ...]]") -> Iterator[tuple[str, bool]]:
    """The files of states, each once, and whether they were found in a folder; folders may be `broken`."""
    seen: set[str] = set()
    for name in named:
        is_folder = os.path.isdir(name)
        files, problems = playbook_files(name, STATES) if is_folder else ([name], [])
        if problems:
            broken[name] = tuple(problems)
        for file in files:
            if file not in seen:
                seen.add(file)
                yield file, is_folder
