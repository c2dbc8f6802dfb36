"""`advisor test --mutate`: the rules changed on purpose, and what no scenario notices."""

import os
import sys
from collections.abc import Sequence

from advisor.advice.api import Playbook
from advisor.cli.shared import exits
from advisor.cli.shared.formats import TEXT, show
from advisor.cli.shared.options import leaving_out
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.progress import progress
from advisor.cli.shared.streams import style_of, write_error
from advisor.playbook.model import Constraint
from advisor.reports.scenarios.results import scenarios_text
from advisor.reports.wording import count
from advisor.scenarios import Scenario, ScenarioResult, run_scenarios
from advisor.scenarios.coverage import coverage_of
from advisor.scenarios.firings import ScenarioFirings, firings_of
from advisor.scenarios.load import BrokenFile
from advisor.scenarios.mutation.model import MutationReport
from advisor.scenarios.mutation.run import mutation_report
from advisor.scenarios.mutation.write_proposals import with_proposals
from advisor.source.atomic_write import read_whole
from advisor.source.errors import SourceError
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite


@record
class Trial:
    """What is tried on what: the rules in `own` (None: all of them), constraints, scenarios, taken names.

    `whole` is the playbook with what is left out of every scenario, `broken` are files that cannot be read.
    """

    playbook: Playbook
    whole: Playbook
    scenarios: Sequence[Scenario]
    own: frozenset[str] | None
    constraints: tuple[Constraint, ...]
    names: frozenset[str]
    broken: Sequence[BrokenFile] = ()


def mutate(
    trial: Trial, form: str, fail_under: float | None, *, covering: bool = False, into: str | None = None
) -> int:
    """Report the changes that no scenario notices, with `covering` what is covered, too; an exit code.

    What would notice them is added to the file `into`.
    """
    playbook, broken, coverage = trial.playbook, trial.broken, None
    with leaving_out():
        results, firings = _run(playbook, trial.scenarios, covering=covering)
        if _failed(results):
            return exits.FAILED_SCENARIOS
        if covering:
            coverage = coverage_of(playbook.content, firings, trial.own, trial.constraints)
        with progress() as begin:
            report = mutation_report(
                playbook,
                trial.scenarios,
                own=trial.own,
                constraints=trial.constraints,
                taken=trial.names,
                progress=begin,
            )
    if coverage is None:
        show("mutation", form, report, fail_under=fail_under)
    elif form == TEXT:
        show("scenarios", form, results, coverage=coverage, fail_under=fail_under, broken=broken)
        show("mutation", form, report, fail_under=fail_under)
    else:
        show(
            "scenarios",
            form,
            results,
            coverage=coverage,
            fail_under=fail_under,
            broken=broken,
            mutation=report,
        )
    if into is not None and not _write(into, report, trial):
        return exits.FAILED_SCENARIOS
    reached = report.reaches(fail_under) and (coverage is None or coverage.reaches(fail_under))
    return exits.DONE if reached and not broken else exits.FAILED_SCENARIOS


def _run(
    playbook: Playbook, scenarios: Sequence[Scenario], *, covering: bool
) -> tuple[Sequence[ScenarioResult], Sequence[ScenarioFirings]]:
    if not covering:
        return run_scenarios(playbook, scenarios), ()
    firings = firings_of(playbook, scenarios)
    return [scenario.result() for scenario in firings], firings


def _failed(results: Sequence[ScenarioResult]) -> bool:
    """Whether scenarios fail without any change; then they are shown, for they would notice nothing else."""
    if all(result.passed for result in results):
        return False
    write_error(scenarios_text(results, style_of(sys.stderr)))
    write_error(
        "Nothing was changed: scenarios that fail already cannot notice a change. Mend these first.\n"
    )
    return True


def _write(file: str, report: MutationReport, trial: Trial) -> bool:
    """Add what is proposed to a scenario file, whole or not at all; whether it could be."""
    called = style_of(sys.stderr).clean(file)
    if not report.proposals:
        write_error(f"{called}: nothing to write: no scenario is proposed\n")
        return True
    try:
        before = read_whole(file) if os.path.lexists(file) else ""
        after = with_proposals(before, os.path.normpath(file), report, trial.playbook, trial.whole)
    except SourceError as error:
        write_error("".join(f"{diagnostic}\n" for diagnostic in map(str, error.diagnostics)))
        write_error(f"{called}: not written: it has the problems above\n")
        return False
    except CannotRewrite as error:
        write_error(f"{called}: not written: {error}\n")
        return False
    write_files({file: after})
    write_error(f"{called}: {count(len(report.proposals), 'scenario')} written\n")
    return True
