"""`advisor test --update`: expectations of failed scenarios rewritten, once the reader agrees."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from advisor.cli.scenarios.results import failures, summary
from advisor.cli.shared import exits
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.streams import is_terminal, style_of, write, write_error
from advisor.reports.scenarios.results import unified
from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.update import FileUpdate, text_of, updates

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.scenarios import Scenario, ScenarioResult


def update(playbook: "Playbook", scenarios: "Sequence[Scenario]", *, agreed: bool) -> int:
    """Run the scenarios, show what those that fail would have to expect, ask, rewrite, and run them again.

    With `agreed` nobody is asked.  Gives the exit code.
    """
    outcomes = run_scenarios(playbook, scenarios)
    look = style_of(sys.stdout)
    found = updates(playbook, outcomes)
    for each in found:
        for refusal in each.refused:
            told = f"{refusal.scenario.location}: not rewritten: {refusal.reason}"
            write_error(f"{style_of(sys.stderr).clean(told)}\n")
    ready = [each for each in found if each.changed]
    written = [each for each in ready if _is_wanted(each, agreed) and _write(each)]
    again = _again(playbook, outcomes, [each.file for each in written])
    told = failures(again, look)
    for each in written:
        names = len(each.changed)
        noun = "scenario" if names == 1 else "scenarios"
        told += look.clean(f"{each.file}: {names} {noun} rewritten") + "\n"
    write(told + summary(again, look))
    return exits.DONE if all(each.passed for each in again) else exits.FAILED_SCENARIOS


def _is_wanted(found: FileUpdate, agreed: bool) -> bool:
    """Show the difference; ask, unless that is settled."""
    write(unified(found.file, found.before, found.after, style_of(sys.stdout)) + "\n")
    if agreed:
        return True
    if not is_somebody_there():
        raise click.UsageError(
            "--update asks before it writes, and there is nobody to ask: give --yes to rewrite all of it."
        )
    noun = "this scenario" if len(found.changed) == 1 else f"these {len(found.changed)} scenarios"
    return click.confirm(f"Rewrite {noun} in {style_of(sys.stderr).clean(found.file)}?", err=True)


def is_somebody_there() -> bool:
    """Whether questions reach a person."""
    return is_terminal(sys.stdin)


def _write(found: FileUpdate) -> bool:
    """Write a file, unless somebody else did in the meantime."""
    if text_of(found.file) != found.before:
        write_error(
            f"{style_of(sys.stderr).clean(found.file)}: not rewritten: it has changed in the meantime\n"
        )
        return False
    write_files({found.file: found.after})
    return True


def _again(
    playbook: "Playbook", outcomes: "Sequence[ScenarioResult]", files: list[str]
) -> "list[ScenarioResult]":
    """The outcomes, with those of rewritten files as they are now."""
    chosen = {(each.scenario.location.file, each.scenario.name) for each in outcomes}
    now = run_scenarios(
        playbook,
        [
            each
            for each in (load_scenarios(files, playbook) if files else ())
            if (each.location.file, each.name) in chosen
        ],
    )
    return [*(each for each in outcomes if each.scenario.location.file not in files), *now]
