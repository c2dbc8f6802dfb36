"""What the commands on single rules share: rules chosen by name, and the scenarios that show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.project import USUAL_FOLDER, usual_scenarios
from advisor.reports.terminal.printable import one_line
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import suggest
from advisor.source.errors import ScenarioError

if TYPE_CHECKING:
    from advisor.playbook.model import Rule, RuleBase
    from advisor.reports.claims import Example
    from advisor.reports.rules.summary import ConstraintSummary, Shows
    from advisor.scenarios.firings import ScenarioFirings
    from advisor.scenarios.model import Scenario


SEE_ALL = 'to see them all: "advisor rules list --all".'


scenarios_option = click.option(
    "--scenarios",
    metavar="PATH",
    type=click.Path(exists=True),
    help="Look for examples in this file or folder. Else in those that advisor.yaml names, or in the folder "
    f'"{USUAL_FOLDER}", if there is one.',
)


def whole_playbook(folders: tuple[str, ...]) -> "RuleBase":
    """The playbook in the folders, or the one that comes with the advisor.  Raises PlaybookError."""
    from advisor.playbook.cache import cached_playbook

    return cached_playbook(folders or (shipped_playbook(),))


def chosen_rules(playbook: "RuleBase", ids: Iterable[str], param: str) -> "list[Rule]":
    """The rules of these ids, each once, in the order asked for."""
    known = {rule.id: rule for rule in playbook.rules}
    return [known[name] for name in chosen_names(ids, known, "rule", param, SEE_ALL)]


def constraints_saying(playbook: "RuleBase", piece: str) -> "list[ConstraintSummary]":
    """The constraints that say a piece of text, unless it is the id of a rule."""
    from advisor.reports.rules.summary import RuleSummarizer
    from advisor.scenarios.phrases import says

    if not piece.strip() or any(rule.id == piece for rule in playbook.rules):
        return []
    return [one for one in RuleSummarizer(playbook).constraints() if says(piece, [one.constraint.says])]


def chosen_names(
    names: Iterable[str], known: Iterable[str], noun: str, param: str, hint: str = ""
) -> list[str]:
    """The names, each once.  One that is not known is wrong usage; `hint` is shown where none is close."""
    known = list(known)
    chosen = list(dict.fromkeys(names))
    for name in chosen:
        if name not in known:
            near = one_line(suggest(name, known)) or hint or f"there are {one_line(', '.join(known))}."
            raise click.BadParameter(f'there is no {noun} "{one_line(name)}": {near}', param_hint=param)
    return chosen


def firings_in(folders: tuple[str, ...], path: str | None) -> "tuple[ScenarioFirings, ...] | None":
    """What fires in the scenarios at a path, or the usual ones; None where there are none to look at.

    Those of the usual folder are only looked at for the playbook that they were written for, or one on top
    of it: where they do not fit, they are passed over.
    """
    places = usual_scenarios() if path is None else (path,)
    if not places:
        return None
    from advisor.advice.api import Playbook
    from advisor.scenarios import load_scenarios
    from advisor.scenarios.firings import firings_of

    loaded = Playbook.load(*folders, cached=True)
    try:
        known = load_scenarios(places, loaded)
    except ScenarioError:
        if path is not None:
            raise
        return None
    return firings_of(loaded, known) if known else None


def shows_of(
    playbook: "RuleBase", rules: list[str], firings: "Sequence[ScenarioFirings] | None"
) -> "Mapping[str, Shows] | None":
    """What scenarios show of these rules; None where nobody looked."""
    if firings is None:
        return None
    from advisor.facts.schema import Schema
    from advisor.reports.rules.summary import Shows
    from advisor.scenarios.near_miss import pinned

    shows = {}
    for pin in pinned(rules, firings, Schema.of(playbook)):
        near = pin.near_miss
        pair = None if near is None else (example_of(near.fires), example_of(near.misses))
        fires = sorted(pin.fires, key=lambda scenario: pin.rule not in scenario.expect.rules)
        shows[pin.rule] = Shows(tuple(map(example_of, fires)), pair)
    return shows


def with_examples(
    summary: "ConstraintSummary", playbook: "RuleBase", firings: "Sequence[ScenarioFirings] | None"
) -> "ConstraintSummary":
    """A constraint with the scenarios that break it."""
    if firings is None:
        return summary
    alike = [one for one in playbook.constraints if one.location == summary.constraint.location]
    broken = (one.scenario for one in firings if any(map(one.breaks, alike)))
    return replace(summary, broken_in=tuple(map(example_of, broken)))


def example_of(scenario: "Scenario") -> "Example":
    """A scenario as reports name it."""
    from advisor.reports.claims import Example

    return Example(scenario.name, scenario.location, scenario.expect.rules)
