"""How `advisor test` shows its results: to read, as JSON, or as JUnit XML."""

import sys
from collections.abc import Sequence

from advisor.cli.shared import exits, formats
from advisor.cli.shared.streams import style_of, write_error
from advisor.reports.scenarios.coverage import coverage_text
from advisor.reports.scenarios.results import clean_indented
from advisor.reports.terminal.style import TerminalStyle
from advisor.scenarios import ScenarioResult
from advisor.scenarios.coverage import Coverage


def show_results(
    results: Sequence[ScenarioResult], coverage: Coverage | None, form: str, fail_under: float | None
) -> int:
    """Write the results in a form, and give the exit code; `fail_under` is the percentage to be covered."""
    formats.show("scenarios", form, results, coverage=coverage, fail_under=fail_under)
    if form == "junit" and coverage is not None:  # which JUnit has no place for
        write_error(coverage_text(coverage, style_of(sys.stderr), fail_under))
    covered = coverage is None or coverage.reaches(fail_under)
    return exits.DONE if covered and all(result.passed for result in results) else exits.FAILED_SCENARIOS


def results_text(
    results: Sequence[ScenarioResult],
    look: TerminalStyle,
    *,
    coverage: Coverage | None,
    fail_under: float | None,
) -> str:
    """What failed, what is covered where that was asked for, and how many passed."""
    gaps = "" if coverage is None else coverage_text(coverage, look, fail_under) + "\n"
    return failures(results, look) + gaps + summary(results, look)


def failures(results: Sequence[ScenarioResult], look: TerminalStyle) -> str:
    """Each failed scenario with its differences and what is recommended instead."""
    return "".join(_failure(result, look) for result in results if not result.passed)


def summary(results: Sequence[ScenarioResult], look: TerminalStyle) -> str:
    """How many passed and failed, on a line."""
    failed = sum(not result.passed for result in results)
    noun = "scenario" if len(results) == 1 else "scenarios"
    counts = f"{len(results)} {noun}: {len(results) - failed} passed, {failed} failed"
    return look.paint(counts, "red" if failed else "green") + "\n"


def _failure(result: ScenarioResult, look: TerminalStyle) -> str:
    first, *rest = result.lines()
    lines = [look.paint(f"FAILED {look.clean(first)}", "red")]
    lines += [clean_indented(line, look.clean) for line in rest]
    return "".join(f"{line}\n" for line in lines) + "\n"
