"""`advisor claims`: what carries each claim of a playbook, and which scenarios show it."""

from typing import TYPE_CHECKING

import click

from advisor.cli.rules.selection import chosen_names, example_of
from advisor.cli.shared.formats import format_option, show
from advisor.cli.shared.options import rules_option
from advisor.cli.shared.project import usual_scenarios
from advisor.reports.terminal.style import WIDEST

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.reports.claims import ClaimReport


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True))
@rules_option
@click.option(
    "--claim",
    "names",
    metavar="ID",
    multiple=True,
    help="Show this claim alone, with every carrier and every scenario. May be given again.",
)
@format_option("claims")
def claims(paths: tuple[str, ...], rules: tuple[str, ...], names: tuple[str, ...], form: str) -> None:
    """Show what carries each claim, and which scenarios show it.

    A claim is carried by what cites it: rules, parameters of the policy, computed fields, and actions with
    their drafts or steps. The scenarios are those in each PATH, a file or a folder; without PATH, those
    that advisor.yaml names, or else those in the folder "scenarios", if there is one.

    \b
    Example:
      advisor claims scenarios --claim S1-03
    """
    from advisor.advice.api import Playbook

    playbook = Playbook.load(*rules, cached=True)
    known = playbook.content.claims
    hint = f"the playbook has {len(known):,}, to be seen without --claim."
    chosen = [known[name] for name in chosen_names(names, known, "claim", "'--claim'", hint) or known]
    report = _report(playbook, paths)
    if form == "text" and not names:
        show("claims", form, report, usual=WIDEST)
    else:
        show("some claims", form, report, chosen, usual=WIDEST)


def _report(playbook: "Playbook", paths: tuple[str, ...]) -> "ClaimReport":
    from advisor.playbook.citations import carriers_of
    from advisor.reports.claims import ClaimReport
    from advisor.scenarios import load_scenarios

    carriers = carriers_of(playbook.content)
    scenarios = load_scenarios(paths or usual_scenarios(), playbook)
    if not scenarios:
        if paths:
            raise click.UsageError(f"There are no scenarios in {', '.join(paths)}.")
        return ClaimReport(playbook.content, carriers, None)
    from advisor.scenarios.firings import claims_shown, firings_of

    shown = claims_shown(playbook.content, carriers, firings_of(playbook, scenarios))
    examples = {claim: tuple(map(example_of, showing)) for claim, showing in shown.items()}
    return ClaimReport(playbook.content, carriers, examples)
