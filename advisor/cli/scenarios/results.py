"""What `advisor test` writes of its results: to read, as JSON, or as JUnit XML."""

import sys
from collections.abc import Sequence

from advisor.cli.shared import exits, formats
from advisor.cli.shared.formats import TEXT
from advisor.cli.shared.streams import style_of, write_error
from advisor.reports.scenarios.coverage import CoverageGap, CoverageReport, Share, coverage_text
from advisor.reports.scenarios.results import Departure, Verdict
from advisor.reports.terminal.style import TerminalStyle
from advisor.scenarios import ScenarioResult
from advisor.scenarios.coverage import Coverage
from advisor.scenarios.difference import in_short


def show(
    outcomes: Sequence[ScenarioResult], coverage: Coverage | None, form: str, asked: float | None
) -> int:
    """Write the results in a form, and give the exit code; `asked` is the percentage to be covered."""
    report = None if coverage is None else _report(coverage, asked)
    formats.show("scenarios", form, outcomes if form == TEXT else _verdicts(outcomes), coverage=report)
    if form == "junit" and report is not None:  # which JUnit has no place for
        write_error(coverage_text(report, style_of(sys.stderr)))
    good = all(outcome.passed for outcome in outcomes) and (report is None or report.suffices)
    return exits.DONE if good else exits.FAILED_SCENARIOS


def results_text(
    outcomes: Sequence[ScenarioResult], look: TerminalStyle, *, coverage: CoverageReport | None
) -> str:
    """What failed, what is covered where that was asked for, and how many passed."""
    covered = "" if coverage is None else coverage_text(coverage, look) + "\n"
    return failures(outcomes, look) + covered + summary(outcomes, look)


def failures(outcomes: Sequence[ScenarioResult], look: TerminalStyle) -> str:
    """Each failed scenario with its differences and what is recommended instead."""
    return "".join(_failure(outcome, look) for outcome in outcomes if not outcome.passed)


def summary(outcomes: Sequence[ScenarioResult], look: TerminalStyle) -> str:
    """How many passed and failed, on a line."""
    failed = sum(not outcome.passed for outcome in outcomes)
    noun = "scenario" if len(outcomes) == 1 else "scenarios"
    counts = f"{len(outcomes)} {noun}: {len(outcomes) - failed} passed, {failed} failed"
    return look.paint(counts, "red" if failed else "green") + "\n"


def _failure(outcome: ScenarioResult, look: TerminalStyle) -> str:
    first, *rest = outcome.lines()
    lines = [look.paint(f"FAILED {look.clean(first)}", "red")]
    lines += [" " * (len(line) - len(line.lstrip())) + look.clean(line) for line in rest]
    return "".join(f"{line}\n" for line in lines) + "\n"


def _verdicts(outcomes: Sequence[ScenarioResult]) -> list[Verdict]:
    return [
        Verdict(
            name=outcome.scenario.name,
            departures=tuple(Departure(it.item, it.message, it.location) for it in outcome.differences),
            recommended=in_short(outcome.advice),
            lines=tuple(outcome.lines()[1:]),
            location=outcome.scenario.location,
        )
        for outcome in outcomes
    ]


def _report(coverage: Coverage, asked: float | None) -> CoverageReport:
    silent, untested = coverage.silent, coverage.untested
    return CoverageReport(
        rules=Share(len(coverage.rules) - len(silent), len(coverage.rules)),
        conditions=Share(len(coverage.conditions) - len(untested), len(coverage.conditions)),
        gaps=(
            *(CoverageGap(rule.id, "", "", rule.location) for rule in silent),
            *(CoverageGap(test.rule, test.condition, test.lacks, test.location) for test in untested),
        ),
        asked=asked,
    )
