"""`advisor test`: whether a playbook gives the advice that its scenarios expect.

The command is a function of another name than "test", so that no test runner takes this module for tests.
"""

import math
import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from advisor.cli.shared import exits
from advisor.cli.shared.formats import TEXT, format_option, show
from advisor.cli.shared.options import leaving_out, rules_option, without_option
from advisor.cli.shared.own_rules import own_constraints, own_rules
from advisor.cli.shared.problems import show_problems
from advisor.cli.shared.project import USUAL_FOLDER, is_typed, usual_scenarios
from advisor.cli.shared.streams import style_of, write_error
from advisor.source.files import YAML

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.scenarios import Scenario, ScenarioResult
    from advisor.scenarios.coverage import Coverage
    from advisor.scenarios.load import BrokenFile


def read_pattern(ctx: click.Context, param: click.Parameter, text: str | None) -> "re.Pattern[str] | None":
    """An option's text as a regular expression, or a usage error with what is wrong with it."""
    if text is None:
        return None
    try:
        return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise click.BadParameter(f'"{text}" is no regular expression: {error}.') from None


def read_percent(ctx: click.Context, param: click.Parameter, number: float | None) -> float | None:
    """An option's number, which is not the one that is none."""
    if number is not None and math.isnan(number):
        raise click.BadParameter("write a number from 0 to 100.")
    return number


def read_scenario_file(ctx: click.Context, param: click.Parameter, file: str | None) -> str | None:
    """An option's text as the name of a file that `advisor test` would read."""
    if file is not None and (os.path.isdir(file) or not file.lower().endswith(YAML)):
        raise click.BadParameter(f'name a scenario file, such as "{USUAL_FOLDER}/noticed.yaml".')
    return file


@click.command("test", short_help="Run scenarios, and show what fails.")
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
@format_option("scenarios", "Text to read, JSON for other programs, or JUnit XML for build servers.")
@click.option(
    "--coverage",
    "covering",
    is_flag=True,
    help="Also tell which rules never fire, which conditions are never true or never false, and which "
    "constraints nothing breaks.",
)
@click.option(
    "--mutate",
    "mutating",
    is_flag=True,
    help="Change the rules on purpose, and report each change that no scenario notices.",
)
@click.option(
    "--write",
    "into",
    metavar="FILE",
    callback=read_scenario_file,
    help="With --mutate: add the scenarios that would notice to this scenario file, which may be a new one.",
)
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    callback=read_percent,
    help="Exit with 4 where less is covered (with --coverage: of rules, conditions or constraints, whichever "
    "is least) or noticed (with --mutate).",
)
@click.option(
    "--update",
    "updating",
    is_flag=True,
    help="Show what the expectations of failed scenarios would have to be, and rewrite them once you agree.",
)
@click.option("--yes", is_flag=True, help="With --update: rewrite without asking.")
def test_command(
    *,
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    without: tuple[str, ...],
    pattern: "re.Pattern[str] | None",
    form: str,
    covering: bool,
    mutating: bool,
    into: str | None,
    fail_under: float | None,
    updating: bool,
    yes: bool,
) -> int:
    """Run the scenarios in each PATH, a file or a folder, and show where the advice differs.

    Without PATH those that advisor.yaml names are taken, or else the folder "scenarios". Folders called
    "states" are passed over: they hold the freelancers that scenarios name. A scenario file with problems, or
    one that names a broken state, counts as failed: its problems are shown, and the other files are run.

    --coverage and --mutate look at the rules in the folders that --rules or advisor.yaml names, and not at
    those which such a folder extends. Where both are asked for, --fail-under asks both for as much.

    \b
    Example:
      advisor test scenarios --rules rules --run "silent for .* months"
      advisor test --coverage --fail-under 95
      advisor test my-scenarios --rules rules --rules my-rules --update
    """
    options = {"--coverage": covering, "--mutate": mutating, "--update": updating}
    given = [name for name, is_given in options.items() if is_given]
    if updating and len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[-1]} do not go together: ask for one of them.")
    if into is not None and not mutating:
        raise click.UsageError("--write goes with --mutate.")
    if fail_under is not None and not (covering or mutating):
        raise click.UsageError("--fail-under goes with --coverage or --mutate.")
    if yes and not updating:
        raise click.UsageError("--yes goes with --update.")
    if form == "junit" and mutating:
        raise click.UsageError("--mutate writes text or json.")
    is_reduced = is_typed(click.get_current_context(), "without")
    if into is not None and is_reduced:
        raise click.UsageError("--write goes without --without.")
    if updating and (form != TEXT or is_reduced):
        raise click.UsageError(f"--update goes without {'--without' if is_reduced else '--format'}.")
    from advisor.advice.api import Playbook
    from advisor.scenarios import run_scenarios

    whole = Playbook.load(*rules)
    with leaving_out():
        playbook = whole.without(*without)
    places = _places(paths)
    known, broken = _known(places, whole)  # which may name rules that are left out
    chosen = [
        scenario
        for scenario in known
        if pattern is None or pattern.search(scenario.name) or pattern.search(scenario.location.file)
    ]
    if not chosen and not broken:
        where = ", ".join(places)
        raise click.UsageError(
            f"There are no scenarios in {where}."
            if pattern is None
            else f'None of the {len(known)} scenarios in {where} is found by "{pattern.pattern}".'
        )
    if broken and given and not chosen:
        return exits.FAILED_SCENARIOS
    if mutating:
        from advisor.cli.scenarios.mutate import Trial, mutate

        own, constraints = own_rules(playbook.content, rules), own_constraints(playbook.content, rules)
        names = frozenset(scenario.name for scenario in known)
        trial = Trial(playbook, whole, chosen, own, constraints, names, broken)
        return mutate(trial, form, fail_under, covering=covering, into=into)
    if updating:
        from advisor.cli.scenarios.update import update

        return update(playbook, chosen, broken, agreed=yes)
    if not covering:
        with leaving_out():
            return _show_results(run_scenarios(playbook, chosen), None, form, None, broken)
    from advisor.scenarios.coverage import coverage_of
    from advisor.scenarios.firings import firings_of

    with leaving_out():
        firings = firings_of(playbook, chosen)
    own, constraints = own_rules(playbook.content, rules), own_constraints(playbook.content, rules)
    covered = coverage_of(playbook.content, firings, own, constraints)
    return _show_results([scenario.result() for scenario in firings], covered, form, fail_under, broken)


def _known(
    places: tuple[str, ...], playbook: "Playbook"
) -> "tuple[tuple[Scenario, ...], tuple[BrokenFile, ...]]":
    """The scenarios, and the files with errors, which are shown."""
    from advisor.scenarios.load import load_what_can_be_read

    known, broken = load_what_can_be_read(places, playbook)
    if broken:  # a state that several of them name is told once
        show_problems(list(dict.fromkeys(problem for one in broken for problem in one.errors)))
    return known, broken


def _places(paths: tuple[str, ...]) -> tuple[str, ...]:
    places = paths or usual_scenarios()
    if not places:
        raise click.UsageError(f'There is no folder "{USUAL_FOLDER}" here: name a scenario file or a folder.')
    return places


def _show_results(
    results: "Sequence[ScenarioResult]",
    coverage: "Coverage | None",
    form: str,
    fail_under: float | None,
    broken: "Sequence[BrokenFile]",
) -> int:
    """Write the results in a form, and give the exit code; `fail_under` is the percentage to be covered."""
    show("scenarios", form, results, coverage=coverage, fail_under=fail_under, broken=broken)
    if form == "junit" and coverage is not None:  # which JUnit has no place for
        from advisor.reports.scenarios.coverage import coverage_text

        write_error(coverage_text(coverage, style_of(sys.stderr), fail_under))
    covered = coverage is None or coverage.reaches(fail_under)
    passed = covered and not broken and all(result.passed for result in results)
    return exits.DONE if passed else exits.FAILED_SCENARIOS
