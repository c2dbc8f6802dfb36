"""What became of changes made on purpose, as text and as JSON."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from advisor.reports.scenarios.mutation import mutation_json, mutation_text
from advisor.reports.terminal.style import TerminalStyle
from advisor.scenarios.mutation.model import Mutant, MutantResult, MutationReport, Operator, Proposal
from advisor.scenarios.mutation.scenario_text import ProposedScenario
from advisor.source.diagnostic import Location
from advisor.source.tree import Mapping

SCENARIO: Any = SimpleNamespace(name="One that kills")
PROPOSED = ProposedScenario(730_000, Mapping((), Location("x", 1, 1)), (), (), ("asked", "profile.score"))
PROPOSAL = Proposal("x", PROPOSED, "scenarios/a", "An old one", SCENARIO)


def mutant(
    name: str, words: str, location: Location, operator: Operator = Operator.RULE, **parts: Any
) -> Mutant:
    rule: Any = None if parts else SimpleNamespace(id=name)
    return Mutant(operator, 0, words, location, rule, **parts)


GUARD = mutant("guard", "the rule removed", Location("rules/a.yaml", 3, 5))
SOON = mutant(
    "",
    "`7 days` with `8 days`",
    Location("p.yaml", 1, 1),
    Operator.STEP,
    parameter=SimpleNamespace(name="soon"),
)
KILLED = MutantResult(GUARD, SCENARIO)
SURVIVORS = (MutantResult(GUARD, None, PROPOSAL), MutantResult(SOON, None))
REPORT = MutationReport((*SURVIVORS, *[KILLED] * 1498), equivalent=7, scenarios=1)


def test_survivors_come_with_a_scenario_to_paste() -> None:
    assert mutation_text(REPORT, TerminalStyle(), 99.9).splitlines() == [
        "rules/a.yaml:3:5",
        "  guard: the rule removed: no scenario notices",
        "  This one would, for a file in scenarios/a, made of",
        '    "An old one":',
        "  - name: x",
        "    as_of: 1999-09-03",
        "    state: {}",
        "    expect:",
        "      asked: [profile.score]",
        "",
        "p.yaml:1:1",
        "  policy.soon: `7 days` with `8 days`: no scenario notices",
        "  No scenario was found that would: no state near those of the scenarios tells",
        "  them apart.",
        "",
        "1,500 mutants against 1 scenario, 1,498 caught, 2 survived, 7 equivalent, score",
        "99.8%",
        "99.9% was asked for.",
    ]


def test_a_score_is_never_rounded_up_to_what_was_asked_for() -> None:
    assert not REPORT.reaches(99.9)
    assert MutationReport((KILLED,) * 3, 0, 1).reaches(100)
    assert MutationReport((), 0, 1).score == 100


def test_json_holds_the_counts_and_the_proposals() -> None:
    content = json.loads(mutation_json(REPORT))

    assert content["survivors"][0] == {
        "name": "guard",
        "file": "rules/a.yaml",
        "line": 3,
        "column": 5,
        "change": "rule removed",
        "words": "the rule removed",
        "proposed": {"name": "x", "folder": "scenarios/a", "like": "An old one", "yaml": PROPOSAL.text},
    }
    del content["survivors"]
    assert content == {
        "schema_version": 1,
        "scenarios": 1,
        "mutants": 1500,
        "caught": 1498,
        "survived": 2,
        "equivalent": 7,
        "score": 99.8,
    }


def test_what_acts_on_a_terminal_is_not_let_through() -> None:
    hostile = Proposal(
        "\x1b[31mred", replace(PROPOSED, expected=("asked", "\x1b[0m")), ".", "\x1b[2J", SCENARIO
    )
    survivor = MutantResult(mutant("r", "\x1b[0m", Location("\x1b", 1, 1)), None, hostile)
    report = MutationReport((survivor,), 0, 1)

    assert "\x1b" not in mutation_text(report, TerminalStyle())
    assert "\x1b" not in mutation_json(report)
