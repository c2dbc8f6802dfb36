"""`advisor test`: whether a playbook gives the advice that its scenarios expect.

The command is a function of another name than "test", so that no test runner takes this module for tests.
"""

import os
import re
import sys
from typing import TYPE_CHECKING

import click

from advisor.cli import exits
from advisor.cli.options import leaving_out, rules_option, without_option
from advisor.cli.screen import look_of, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.reports.look import Look
    from advisor.scenarios import Outcome, Scenario

USUAL_FOLDER = "scenarios"


def read_pattern(ctx: click.Context, param: click.Parameter, text: str | None) -> "re.Pattern[str] | None":
    """An option's text as a regular expression, or a usage error with what is wrong with it."""
    if text is None:
        return None
    try:
        return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise click.BadParameter(f'"{text}" is no regular expression: {error}.') from None


@click.command("test")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True))
@rules_option
@without_option
@click.option(
    "--run",
    "pattern",
    metavar="REGEX",
    callback=read_pattern,
    help="Run only the scenarios whose name or file this regular expression finds.",
)
@click.option(
    "--mutate",
    "mutating",
    is_flag=True,
    help="Change the rules on purpose, and report what no scenario notices.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the result.",
)
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    help="With --mutate: exit with 4 where fewer percent of the changes are noticed.",
)
def test_command(
    *,
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    without: tuple[str, ...],
    pattern: "re.Pattern[str] | None",
    mutating: bool,
    form: str,
    fail_under: float | None,
) -> int:
    """Run the scenarios in each PATH, a file or a folder, and show where the advice differs.

    Without PATH the folder "scenarios" is taken. Folders called "states" are passed over: they hold the
    freelancers that scenarios name. A scenario file with problems, or one that names a broken state, counts
    as failed: all problems are shown, and nothing is run.

    \b
    Example:
      advisor test scenarios --rules rules --run "silent for .* months"
    """
    from advisor.advice.library import Playbook
    from advisor.scenarios import load_scenarios, run_scenarios

    whole = Playbook.load(*rules)
    with leaving_out():
        playbook = whole.without(*without)
    found = load_scenarios(_places(paths), whole)  # which may name rules that are left out
    chosen = [scenario for scenario in found if _is_chosen(scenario, pattern)]
    if not chosen:
        where = ", ".join(paths or (USUAL_FOLDER,))
        raise click.UsageError(
            f"There are no scenarios in {where}."
            if pattern is None
            else f'None of the {len(found)} scenarios in {where} is found by "{pattern.pattern}".'
        )
    if mutating:
        from advisor.cli.test_mutate import mutate

        return mutate(playbook, chosen, form=form, fail_under=fail_under)
    with leaving_out():
        outcomes = run_scenarios(playbook, chosen)
    failed = [outcome for outcome in outcomes if not outcome.passed]
    look = look_of(sys.stdout)
    write("".join(_told(outcome, look) for outcome in failed) + _summary(outcomes, look))
    return exits.FAILED_SCENARIOS if failed else exits.DONE


def _places(paths: tuple[str, ...]) -> tuple[str, ...]:
    if paths:
        return paths
    if not os.path.isdir(USUAL_FOLDER):
        raise click.UsageError(f'There is no folder "{USUAL_FOLDER}" here: name a scenario file or a folder.')
    return (USUAL_FOLDER,)


def _is_chosen(scenario: "Scenario", pattern: "re.Pattern[str] | None") -> bool:
    return pattern is None or any(pattern.search(text) for text in (scenario.name, scenario.location.file))


def _told(outcome: "Outcome", look: "Look") -> str:
    first, *rest = outcome.lines()
    told = [look.paint(f"FAILED {look.clean(first)}", "red")]
    told += [" " * (len(line) - len(line.lstrip())) + look.clean(line) for line in rest]
    return "".join(f"{line}\n" for line in told) + "\n"


def _summary(outcomes: "Sequence[Outcome]", look: "Look") -> str:
    failed = sum(not outcome.passed for outcome in outcomes)
    noun = "scenario" if len(outcomes) == 1 else "scenarios"
    told = f"{len(outcomes)} {noun}: {len(outcomes) - failed} passed, {failed} failed"
    return look.paint(told, "red" if failed else "green") + "\n"
