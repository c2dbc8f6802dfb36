"""`advisor test --update`: expectations of failed scenarios rewritten, once the reader agrees."""

import sys
from collections.abc import Sequence

import click

from advisor.advice.api import Playbook
from advisor.cli.shared import exits
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.streams import is_terminal, style_of, write, write_error
from advisor.facts.typed.words import yes_or_no
from advisor.reports.scenarios.results import failures_text, summary_line, unified
from advisor.scenarios import Scenario, ScenarioResult, load_scenarios, run_scenarios
from advisor.scenarios.load import BrokenFile
from advisor.scenarios.update import FileUpdate, text_of, updates


def update(
    playbook: Playbook, scenarios: Sequence[Scenario], broken: Sequence[BrokenFile] = (), *, agreed: bool
) -> int:
    """Rewrite what failed scenarios expect, asking first unless that is `agreed`; an exit code.

    Files that are `broken` are left alone, and counted.
    """
    outcomes = run_scenarios(playbook, scenarios)
    style = style_of(sys.stdout)
    edits = updates(playbook, outcomes)
    for refusal in (refusal for edit in edits for refusal in edit.refused):
        reason = f"{refusal.scenario.location}: not rewritten: {refusal.reason}"
        write_error(f"{style_of(sys.stderr).clean(reason)}\n")
    ready = [edit for edit in edits if edit.changed]
    rewritten = [edit for edit in ready if _is_wanted(edit, agreed) and _write(edit)]
    again = _again(playbook, outcomes, [edit.file for edit in rewritten])
    text = failures_text(again, style)
    for edit in rewritten:
        noun = "scenario" if len(edit.changed) == 1 else "scenarios"
        text += style.clean(f"{edit.file}: {len(edit.changed)} {noun} rewritten") + "\n"
    write(text + summary_line(again, style, broken))
    passed = not broken and all(outcome.passed for outcome in again)
    return exits.DONE if passed else exits.FAILED_SCENARIOS


def _is_wanted(edit: FileUpdate, agreed: bool) -> bool:
    """Show the difference; ask, unless that is settled."""
    write(unified(edit.file, edit.before, edit.after, style_of(sys.stdout)) + "\n")
    if agreed:
        return True
    if not is_terminal(sys.stdin):
        raise click.UsageError(
            "--update asks before it writes, and there is nobody to ask: give --yes to rewrite all of it."
        )
    noun = "this scenario" if len(edit.changed) == 1 else f"these {len(edit.changed)} scenarios"
    question = f"Rewrite {noun} in {style_of(sys.stderr).clean(edit.file)}? [y/N]"
    return bool(click.prompt(question, default="no", show_default=False, value_proc=_agreed, err=True))


def _agreed(text: str) -> bool:
    answer = yes_or_no(text)
    if answer is None:
        raise click.UsageError("Answer with yes or no.")
    return answer


def _write(edit: FileUpdate) -> bool:
    if text_of(edit.file) != edit.before:
        file = style_of(sys.stderr).clean(edit.file)
        write_error(f"{file}: not rewritten: it has changed in the meantime\n")
        return False
    write_files({edit.file: edit.after})
    return True


def _again(playbook: Playbook, outcomes: Sequence[ScenarioResult], files: list[str]) -> list[ScenarioResult]:
    """The outcomes, with those of rewritten files as they are now."""
    chosen = {(outcome.scenario.location.file, outcome.scenario.name) for outcome in outcomes}
    loaded = load_scenarios(files, playbook) if files else ()
    again = [scenario for scenario in loaded if (scenario.location.file, scenario.name) in chosen]
    untouched = [outcome for outcome in outcomes if outcome.scenario.location.file not in files]
    return [*untouched, *run_scenarios(playbook, again)]
