"""Results of scenarios as JSON and JUnit XML, coverage as text: whole outputs, and names of every kind."""

import json
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.model import Advice, Subject
from advisor.reports.scenarios.coverage import coverage_text
from advisor.reports.scenarios.results import junit_xml, scenarios_json, unified
from advisor.reports.terminal.style import TerminalStyle
from advisor.scenarios import ScenarioResult
from advisor.scenarios.coverage import ConditionCoverage, ConditionOf, Coverage
from advisor.scenarios.difference import Difference, DifferenceKind
from advisor.source.diagnostic import Location


def result(
    name: str, location: Location, *differences: Difference, recommendations: tuple[Any, ...] = ()
) -> ScenarioResult:
    scenario: Any = SimpleNamespace(name=name, location=location)
    advice = Advice(day=1, playbook="toy", recommendations=recommendations)
    return ScenarioResult(scenario, advice, (), differences)


def difference(item: str, expected: str, location: Location) -> Difference:
    return Difference(DifferenceKind.NOT_RECOMMENDED, item, expected, "no rule advises it", location)


REST = SimpleNamespace(
    rank=1, action="rest", subject=Subject("profile", "profile", ""), priority="low", due=None
)
GOOD = result("A café", Location("a.yaml", 2, 5), recommendations=(REST,))
BAD = result("B & <c>", Location("b.yaml", 3, 5), difference("rest", '"x"', Location("b.yaml", 9, 7)))


def coverage(rules: int, firing: int, conditions: int, *gaps: ConditionCoverage) -> Coverage:
    """So many rules, of which the first so many fire; so many conditions that are covered, then the gaps."""
    names = [f"rule-{number}" for number in range(rules - 1)] + ["never"]
    place = Location("rules/x.yaml", 1, 5)
    all_rules: Any = tuple(SimpleNamespace(id=name, location=place) for name in names)
    covered = ConditionCoverage(ConditionOf(rule="rule-0"), "idle: known", True, True, place)
    return Coverage(all_rules, frozenset(names[:firing]), (*[covered] * conditions, *gaps))


COVERAGE = coverage(
    149,
    148,
    585,
    ConditionCoverage(ConditionOf(rule="half"), 'idle: "> 3"', True, False, Location("rules/x.yaml", 2, 5)),
    ConditionCoverage(ConditionOf(rule="none"), "idle: known", False, False, Location("rules/x.yaml", 3, 5)),
)


def test_json_holds_every_scenario_and_the_coverage() -> None:
    assert json.loads(scenarios_json([GOOD, BAD], COVERAGE)) == {
        "schema_version": 1,
        "passed": 1,
        "failed": 1,
        "scenarios": [
            {
                "name": "A café",
                "file": "a.yaml",
                "line": 2,
                "passed": True,
                "differences": [],
                "recommended": ["1. rest (low)"],
            },
            {
                "name": "B & <c>",
                "file": "b.yaml",
                "line": 3,
                "passed": False,
                "differences": [
                    {
                        "item": "rest",
                        "message": 'expected "x", but no rule advises it',
                        "file": "b.yaml",
                        "line": 9,
                        "column": 7,
                    }
                ],
                "recommended": [],
            },
        ],
        "coverage": {
            "rules": {
                "covered": 148,
                "of": 149,
                "percent": 99.3,
                "not_fired": [{"rule": "never", "file": "rules/x.yaml", "line": 1}],
            },
            "conditions": {
                "covered": 585,
                "of": 587,
                "percent": 99.6,
                "not_covered": [
                    {
                        "rule": rule,
                        "file": "rules/x.yaml",
                        "line": line,
                        "column": 5,
                        "condition": condition,
                        "lacks": lacks,
                    }
                    for rule, line, condition, lacks in [
                        ("half", 2, 'idle: "> 3"', "false"),
                        ("none", 3, "idle: known", "true or false"),
                    ]
                ],
            },
            "constraints": {"covered": 0, "of": 0, "percent": 100.0, "not_broken": []},
            "percent": 99.3,
            "fail_under": None,
        },
    }
    assert "coverage" not in json.loads(scenarios_json([GOOD], None))


def test_junit_has_a_suite_a_file() -> None:
    assert junit_xml([GOOD, BAD]).splitlines() == [
        "<?xml version='1.0' encoding='us-ascii'?>",
        '<testsuites name="advisor" tests="2" failures="1" errors="0" skipped="0">',
        '  <testsuite name="a.yaml" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase name="A caf&#233;" classname="a.yaml" />',
        "  </testsuite>",
        '  <testsuite name="b.yaml" tests="1" failures="1" errors="0" skipped="0">',
        '    <testcase name="B &amp; &lt;c&gt;" classname="b.yaml">',
        '      <failure message="rest: expected &quot;x&quot;, but no rule advises it" type="difference">',
        '  b.yaml:9:7: rest: expected "x", but no rule advises it',
        "  recommended are:",
        "    nothing",
        "</failure>",
        "    </testcase>",
        "  </testsuite>",
        "</testsuites>",
    ]


@given(st.text(), st.text(), st.text())
def test_junit_is_xml_whatever_the_names(name: str, file: str, message: str) -> None:
    place = Location(file, 1, 1)
    failed = result(name, place, difference(name, message, place))

    root = ElementTree.fromstring(junit_xml([failed]))

    assert [element.tag for element in root.iter()] == ["testsuites", "testsuite", "testcase", "failure"]


@pytest.mark.parametrize(
    ("covered", "fail_under", "expected"),
    [
        (
            COVERAGE,
            None,
            [
                "Not covered",
                "rules/x.yaml:1:5",
                "  never never fires",
                "rules/x.yaml:2:5",
                '  half: idle: "> 3" is never false',
                "rules/x.yaml:3:5",
                "  none: idle: known is neither true nor false anywhere",
                "",
                "148 of 149 rules fire in a scenario (99.3%)",
                "585 of 587 conditions are both true and false in scenarios (99.6%)",
            ],
        ),
        (
            coverage(1, 1, 0),
            99.5,
            [
                "1 of 1 rules fire in a scenario (100%)",
                "0 of 0 conditions are both true and false in scenarios (100%)",
                "99.5% is reached",
            ],
        ),
        (
            coverage(10_000, 9_999, 1),
            100,
            [
                "Not covered",
                "rules/x.yaml:1:5",
                "  never never fires",
                "",
                "9,999 of 10,000 rules fire in a scenario (99.9%)",
                "1 of 1 conditions are both true and false in scenarios (100%)",
                "100% was asked for",
            ],
        ),
    ],
)
def test_coverage_is_shown_with_its_gaps(
    covered: Coverage, fail_under: float | None, expected: list[str]
) -> None:
    assert coverage_text(covered, TerminalStyle(), fail_under).splitlines() == expected


def test_a_diff_is_safe_to_show() -> None:
    assert unified(
        "a\x1b[1m.yaml", "one\r\n two  \x1b[31m\n", "one\n two  2\n", TerminalStyle()
    ).splitlines() == [
        "--- a.yaml (now)",
        "+++ a.yaml (updated)",
        "@@ -1,2 +1,2 @@",
        " one",
        "- two  \ufffd[31m",
        "+ two  2",
    ]
