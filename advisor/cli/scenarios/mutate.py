"""`advisor test --mutate`: the rules changed on purpose, and what no scenario notices."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import click

from advisor.advice.api import Playbook
from advisor.cli.shared import exits
from advisor.cli.shared.formats import show
from advisor.cli.shared.options import leaving_out
from advisor.cli.shared.streams import is_terminal, style_of, write_error
from advisor.reports.scenarios.results import scenarios_text
from advisor.scenarios import Scenario, run_scenarios
from advisor.scenarios.mutation.run import Progress, mutation_report


def mutate(
    playbook: Playbook,
    scenarios: Sequence[Scenario],
    *,
    own: frozenset[str] | None = None,
    form: str,
    fail_under: float | None,
) -> int:
    """Report the changes of the playbook (of its rules in `own`) that no scenario notices; an exit code."""
    with leaving_out():
        if _fail_already(playbook, scenarios):
            return exits.FAILED_SCENARIOS
        with _progress() as progress:
            report = mutation_report(playbook, scenarios, own=own, progress=progress)
    show("mutation", form, report, fail_under=fail_under)
    return exits.DONE if report.reaches(fail_under) else exits.FAILED_SCENARIOS


def _fail_already(playbook: Playbook, scenarios: Sequence[Scenario]) -> bool:
    """Whether scenarios fail without any change; then they are shown, for they would notice nothing else."""
    results = run_scenarios(playbook, scenarios)
    if all(result.passed for result in results):
        return False
    write_error(scenarios_text(results, style_of(sys.stderr)))
    write_error(
        "Nothing was changed: scenarios that fail already cannot notice a change. Mend these first.\n"
    )
    return True


@contextmanager
def _progress() -> Iterator[Progress]:
    """Bars on standard error, each in place of the last, and all ended at the end; none but in a terminal."""
    with ExitStack() as bars:

        def begin(name: str, size: int) -> Callable[[int], None]:
            if not size or not is_terminal(sys.stderr):
                return lambda steps: None
            bars.close()
            bar = click.progressbar(length=size, label=name, file=sys.stderr, show_pos=True)
            bar.render_progress()
            bars.callback(bar.render_finish)
            return bar.update

        yield begin
