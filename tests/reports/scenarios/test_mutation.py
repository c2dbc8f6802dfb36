"""What became of changes made on purpose, as text and as JSON."""

import json

from advisor.reports.scenarios.mutation import (
    MutationResult,
    Proposed,
    Unnoticed,
    mutation_json,
    mutation_text,
)
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.diagnostic import Location

PROPOSED = Proposed("  - name: x\n    expect:\n      asked: [profile.score]\n", "scenarios/a", "An old one")
SURVIVORS = (
    Unnoticed("guard", "the rule removed", "rule removed", Location("rules/a.yaml", 3, 5), PROPOSED),
    Unnoticed("policy.soon", "`7 days` with `8 days`", "value moved by one step", Location("p.yaml", 1, 1)),
)
RESULT = MutationResult(tried=1500, unnoticed=SURVIVORS, equivalent=7, scenarios=1, asked=99.9)


def test_survivors_come_with_a_scenario_to_paste() -> None:
    assert mutation_text(RESULT, TerminalStyle()).splitlines() == [
        "rules/a.yaml:3:5",
        "  guard: the rule removed: no scenario notices",
        "  This one would, for a file in scenarios/a, made of",
        '    "An old one":',
        "  - name: x",
        "    expect:",
        "      asked: [profile.score]",
        "",
        "p.yaml:1:1",
        "  policy.soon: `7 days` with `8 days`: no scenario notices",
        "  No scenario was found that would: no state near those of the scenarios tells",
        "  them apart.",
        "",
        "1,500 mutants against 1 scenario, 1,498 caught, 2 survived, 7 equivalent, score",
        "99.8 %",
        "Expected were 99.9 %.",
    ]


def test_a_score_is_never_rounded_up_to_what_was_asked_for() -> None:
    assert not RESULT.suffices
    assert MutationResult(3, (), 0, 1, asked=100).suffices
    assert MutationResult(0, (), 0, 1, asked=100).score == 100


def test_json_holds_the_counts_and_the_proposals() -> None:
    told = json.loads(mutation_json(RESULT))

    assert told["survivors"][0] == {
        "name": "guard",
        "file": "rules/a.yaml",
        "line": 3,
        "column": 5,
        "change": "rule removed",
        "words": "the rule removed",
        "proposed": {"folder": "scenarios/a", "like": "An old one", "yaml": PROPOSED.text},
    }
    del told["survivors"]
    assert told == {
        "schema_version": 1,
        "scenarios": 1,
        "mutants": 1500,
        "caught": 1498,
        "survived": 2,
        "equivalent": 7,
        "score": 99.8,
    }


def test_what_acts_on_a_terminal_is_not_let_through() -> None:
    hostile = Proposed("  - name: \x1b[31mred\n", ".", "\x1b[2J")
    result = MutationResult(1, (Unnoticed("r", "\x1b[0m", "x", Location("\x1b", 1, 1), hostile),), 0, 1)

    assert "\x1b" not in mutation_text(result, TerminalStyle())
    assert "\x1b" not in mutation_json(result)
