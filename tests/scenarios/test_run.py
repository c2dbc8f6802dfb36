"""Scenarios against the toy playbook: what passes, and each way in which advice can differ, in whole."""

from pathlib import Path

import pytest

from advisor.scenarios import ScenarioResult, load_scenarios, run_scenarios
from advisor.scenarios.difference import Difference, DifferenceKind
from advisor.source.diagnostic import Location
from tests.scenarios.toy import scenario, toy

EVERYTHING = """\
{recommended: [{action: talk, subject: c-1, rank: 1, priority: high, by: talk-when-angry},
     {action: hurry, subject: c-2, rank: 2, priority: medium, deadline: 2026-11-25}, greet@bob],
   next_steps: [fix@c-1, part@c-1], not_recommended: [rest, hurry@c-1], not_asked: [profile.tired],
   exact: true}"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def result_of(expect: str, *, changes: str = "{}", as_of: str = "2026-11-21") -> ScenarioResult:
    [result] = run_scenarios(toy(), [scenario(expect, changes=changes, as_of=as_of)])
    return result


def differences(expect: str, *, changes: str = "{}", as_of: str = "2026-11-21") -> list[str]:
    differences = result_of(expect, changes=changes, as_of=as_of).differences
    return [str(difference).removeprefix("scenarios/it.yaml:") for difference in differences]


def test_advice_as_expected_passes() -> None:
    result = result_of(EVERYTHING)

    assert result.passed
    assert result.differences == ()


@pytest.mark.parametrize(
    ("as_of", "recommended"),
    [("2026-11-17", "[talk@c-1, greet@bob]"), ("2026-11-18", "[talk@c-1, hurry@c-2, greet@bob]")],
)
def test_the_day_of_the_scenario_is_the_day_of_the_review(as_of: str, recommended: str) -> None:
    assert differences(f"{{recommended: {recommended}, exact: true}}", as_of=as_of) == []


@pytest.mark.parametrize(
    ("expect", "changes", "expected"),
    [
        (
            "{recommended: [rest]}",
            "{}",
            "6:26: rest: expected to be recommended, but no rule advises it",
        ),
        (
            "{recommended: [fix@c-1]}",
            "{}",
            "6:26: fix@c-1: expected to be recommended, but it is a next step of talk@c-1",
        ),
        (
            "{recommended: [fix@c-1]}",
            "{contracts.c-1.fixable: null, contracts.c-1.history: [{did: talk, on: 2026-11-20}]}",
            "6:26: fix@c-1: expected to be recommended, but no rule advises it while this is unknown: "
            "contracts.c-1.fixable",
        ),
        (
            "{recommended: [rest]}",
            "{profile.tired: null}",
            "6:26: rest: expected to be recommended, but no rule advises it while this is unknown: "
            "profile.tired",
        ),
        (
            "{recommended: [hurry@c-2]}",
            "{profile.tired: true}",
            "6:26: hurry@c-2: expected to be recommended, but it is forbidden by no-hurry-when-tired: "
            '"You are tired."',
        ),
        (
            "{recommended: [hurry@c-2]}",
            "{contracts.c-2.history: [{did: hurry, on: 2026-11-20, status: snoozed, until: 2026-11-24}]}",
            "6:26: hurry@c-2: expected to be recommended, but it is set aside as snoozed by "
            'contracts.c-2.history.0: "Put off until 24 November 2026."',
        ),
        (
            "{not_recommended: [talk@c-1]}",
            "{}",
            "6:30: talk@c-1: expected not to be recommended, but it is recommended at rank 1 (high) "
            "by talk-when-angry",
        ),
        (
            "{recommended: [talk@c-1, hurry@c-2], exact: true}",
            "{}",
            "6:11: greet@bob: expected no recommendation beyond those listed, "
            "but it is recommended at rank 3 (low) by greet-people",
        ),
        (
            "{recommended: [{action: talk, subject: c-1, rank: 2}]}",
            "{}",
            "6:26: talk@c-1: expected rank 2, but it has rank 1",
        ),
        (
            "{recommended: [{action: talk, subject: c-1, priority: high}]}",
            "{profile.score: 90}",
            "6:26: talk@c-1: expected priority high, but it has medium",
        ),
        (
            "{recommended: [{action: hurry, subject: c-2, deadline: 2026-11-26}]}",
            "{}",
            "6:26: hurry@c-2: expected the deadline 2026-11-26, but it has 2026-11-25",
        ),
        (
            "{recommended: [{action: talk, subject: c-1, deadline: 2026-11-26}]}",
            "{}",
            "6:26: talk@c-1: expected the deadline 2026-11-26, but it has none",
        ),
        (
            "{recommended: [{action: talk, subject: c-1, by: [talk-when-angry, calm-after-good-scores]}]}",
            "{}",
            "6:26: talk@c-1: expected calm-after-good-scores behind it, but it rests on talk-when-angry",
        ),
        (
            "{set_aside: [hurry@c-2]}",
            "{}",
            "6:24: hurry@c-2: expected to be set aside, but it is recommended at rank 2 "
            "(medium, by 2026-11-25) by hurry-when-due",
        ),
        (
            "{set_aside: [{action: hurry, subject: c-2, reason: done}]}",
            "{profile.tired: true}",
            "6:24: hurry@c-2: expected the reason done, but it is forbidden by no-hurry-when-tired: "
            '"You are tired."',
        ),
        (
            "{set_aside: [{action: hurry, subject: c-2, by: rest-when-tired}]}",
            "{profile.tired: true}",
            "6:24: hurry@c-2: expected to be set aside by rest-when-tired, but it is forbidden by "
            'no-hurry-when-tired: "You are tired."',
        ),
        (
            "{next_steps: [part@c-1]}",
            "{clients.acme.kind: person}",
            "6:25: part@c-1: expected to be a next step, but no rule advises it",
        ),
        (
            "{next_steps: [part@c-1, fix@c-1]}",
            "{}",
            "6:35: fix@c-1: expected to follow part@c-1, but it comes before",
        ),
        (
            "{asked: [profile.tired]}",
            "{}",
            "6:20: profile.tired: expected a question, but it is not asked",
        ),
        (
            "{not_asked: [profile.tired]}",
            "{profile.tired: null}",
            '6:24: profile.tired: expected no question, but it is asked: "Are you tired?"',
        ),
    ],
)
def test_each_way_to_differ(expect: str, changes: str, expected: str) -> None:
    assert differences(expect, changes=changes) == [expected]


def test_a_difference_is_a_value() -> None:
    assert result_of("{asked: [profile.tired]}").differences == (
        Difference(
            DifferenceKind.NOT_ASKED, "profile.tired", "a question", "it is not asked", Location("", 1, 1)
        ),
    )


def test_an_outcome_tells_all_that_a_reader_needs() -> None:
    assert str(
        result_of("{recommended: [rest, {action: hurry, subject: c-2, rank: 1}], exact: true}")
    ).splitlines() == [
        "scenarios/it.yaml:2:9: it",
        "  scenarios/it.yaml:6:11: talk@c-1: expected no recommendation beyond those listed, "
        "but it is recommended at rank 1 (high) by talk-when-angry",
        "  scenarios/it.yaml:6:11: greet@bob: expected no recommendation beyond those listed, "
        "but it is recommended at rank 3 (low) by greet-people",
        "  scenarios/it.yaml:6:26: rest: expected to be recommended, but no rule advises it",
        "  scenarios/it.yaml:6:32: hurry@c-2: expected rank 1, but it has rank 2",
        "  recommended are:",
        "    1. talk@c-1 (high)",
        "    2. hurry@c-2 (medium, by 2026-11-25)",
        "    3. greet@bob (low)",
    ]


def test_an_outcome_says_that_nothing_is_recommended() -> None:
    changes = "{contracts.c-1.angry: false, contracts.c-2.due: null, clients.bob.kind: company}"

    assert str(result_of("{recommended: [rest]}", changes=changes)).splitlines()[-2:] == [
        "  recommended are:",
        "    nothing",
    ]


def test_folders_are_searched_but_for_states_and_each_file_is_read_once(tmp_path: Path) -> None:
    text = "scenarios: [{name: NAME, as_of: 2026-11-21, state: {}, expect: {not_recommended: [rest]}}]\n"
    for name in ("b/one.yaml", "a.yml", "b/states/whole.yaml", ".hidden/x.yaml", "b/notes.txt"):
        path = tmp_path / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NAME", path.stem))

    scenarios = load_scenarios(["all", "all/b", "all/a.yml"], toy())

    assert [(scenario.name, scenario.location.file) for scenario in scenarios] == [
        ("a", "all/a.yml"),
        ("one", "all/b/one.yaml"),
    ]


@pytest.mark.parametrize(
    ("expect", "changes", "expected"),
    [
        ("{recommended: [{action: talk, subject: c-1, says: [TALK   about, angry about logo]}]}", "{}", []),
        ("{recommended: [{action: rest, says: sleep}]}", "{profile.tired: true}", []),
        ("{recommended: [{action: talk, subject: c-1, says: angry about Logo. Talk.}]}", "{}", []),
        ("{set_aside: [{action: hurry, subject: c-2, says: finish poem}]}", "{profile.tired: true}", []),
        (
            "{recommended: [{action: talk, subject: c-1, says: The client is angry about the logo}]}",
            "{}",
            [
                '6:26: talk@c-1: expected it to say "The client is angry about the logo", but the nearest '
                'that it says is "The client is angry about Logo."'
            ],
        ),
        (
            "{set_aside: [{action: hurry, subject: c-2, says: [are tired, too late]}]}",
            "{profile.tired: true}",
            [
                '6:24: hurry@c-2: expected it to say "too late", but the nearest that it says is '
                '"You are tired."'
            ],
        ),
    ],
)
def test_what_an_item_says(expect: str, changes: str, expected: list[str]) -> None:
    assert differences(expect, changes=changes) == expected


def test_any_subject_is_each_of_them() -> None:
    assert differences("{not_recommended: [hurry@*, talk@*]}", changes="{contracts.c-2.angry: true}") == [
        "6:30: hurry@c-2: expected not to be recommended, but it is recommended at rank 3 "
        "(medium, by 2026-11-25) by hurry-when-due",
        "6:39: talk@c-1: expected not to be recommended, but it is recommended at rank 1 (high) "
        "by talk-when-angry",
        "6:39: talk@c-2: expected not to be recommended, but it is recommended at rank 2 (high) "
        "by talk-when-angry",
    ]
    assert (
        differences("{not_recommended: [rest, hurry@*], recommended: [greet@bob]}", as_of="2026-11-01") == []
    )
    # Once they have talked, whether it can be mended decides what comes next.
    changes = "{contracts.c-1.fixable: null, contracts.c-1.history: [{did: talk, on: 2026-11-20}]}"
    assert differences("{not_asked: [contracts.*.fixable]}", changes=changes) == [
        '6:24: contracts.c-1.fixable: expected no question, but it is asked: "Can it be put right?"'
    ]
