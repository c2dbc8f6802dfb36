"""What became of changes made to a playbook on purpose, as text and as JSON."""

from advisor.reports.advice.as_json import SCHEMA_VERSION
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.printable import clean_indented
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, floored, percent_in_words
from advisor.scenarios.mutation.model import MutantResult, MutationReport
from advisor.source.json_text import JsonObject, members, to_json


def mutation_text(report: MutationReport, look: TerminalStyle, fail_under: float | None = None) -> str:
    """Each survivor, worst first, with a scenario to paste; then a line that counts all."""
    page = Page(look)
    shown: set[str] = set()
    for survivor in report.survivors:
        _add_survivor(page, survivor, shown)
    page.blank()
    counts = [
        f"{count(len(report.results), 'mutant')} against {count(report.scenarios, 'scenario')}",
        f"{report.killed:,} caught",
        f"{len(report.survivors):,} survived",
        f"{report.equivalent:,} equivalent",
        f"score {percent_in_words(report.score)}",
    ]
    page.add(", ".join(counts), style="green" if report.reaches(fail_under) else "red")
    if fail_under is not None and not report.reaches(fail_under):
        page.add(f"{percent_in_words(fail_under)} was asked for.", style="red")
    return str(page)


def mutation_json(report: MutationReport, *, ascii_only: bool = False) -> str:
    """An object with the counts and each survivor, worst first."""
    value = {"schema_version": SCHEMA_VERSION, **mutation_as_json(report)}
    return to_json(value, {}, ascii_only=ascii_only)


def mutation_as_json(report: MutationReport) -> JsonObject:
    """The counts and each survivor, worst first."""
    return {
        "scenarios": report.scenarios,
        "mutants": len(report.results),
        "caught": report.killed,
        "survived": len(report.survivors),
        "equivalent": report.equivalent,
        "score": floored(report.score),
        "survivors": [*map(_survivor_json, report.survivors)],
    }


def _survivor_json(survivor: MutantResult) -> JsonObject:
    mutant, proposal = survivor.mutant, survivor.proposal
    proposed = (
        None if proposal is None else members(proposal, "name", "folder", "like") | {"yaml": proposal.text}
    )
    return {
        "name": mutant.name,
        **members(mutant.location, "file", "line", "column"),
        "change": mutant.operator,
        "words": mutant.words,
        "proposed": proposed,
    }


def _add_survivor(page: Page, survivor: MutantResult, shown: set[str]) -> None:
    clean, mutant, proposal = page.look.clean, survivor.mutant, survivor.proposal
    page.blank()
    page.add(clean(str(mutant.location)), style="bold")
    page.add(f"{clean(mutant.name)}: {clean(mutant.words)}: no scenario notices", 2, style="yellow")
    if not survivor.sought:
        page.add("No scenario was looked for: take those above over first, and run this again.", 2)
        return
    if proposal is None:
        page.add(
            "No scenario was found that would: no state near those of the scenarios tells them apart.", 2
        )
        return
    if proposal.name in shown:
        page.add(f'"{clean(proposal.name)}", proposed above, would notice it, too.', 2)
        return
    shown.add(proposal.name)
    page.add(f"This one would, for a file in {clean(proposal.folder or '.')}, made of", 2)
    page.add(f'"{clean(proposal.like)}":', 4)
    # To be pasted as it is: YAML that is wrapped would be other YAML.
    page.lines([clean_indented(line, clean) for line in proposal.text.splitlines()])
