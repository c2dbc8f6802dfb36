"""`advisor claims`: what it prints, and what it says of wrong usage."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli.main import main
from tests.scenarios.toy import NORA, TOY

SCENARIOS = """\
scenarios:
  - {name: An angry client is talked to, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [talk@c-1]}}
  - {name: Nora may rest, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [rest]}}
"""
RULES = [
    "calm-after-good-scores",
    "fix-what-can-be",
    "greet-people",
    "hurry-when-due",
    "no-hurry-when-tired",
    "part-at-last",
    "rest-when-tired",
    "talk-when-angry",
]
TABLE = """\
A toy
T1 · nobody · 2026 · document · 1 claim

Toys

  T1-01  rule       Toys are for playing.
                    • carried by calm-after-good-scores, fix-what-can-be, greet-people,
                      hurry-when-due, no-hurry-when-tired, part-at-last, rest-when-tired,
                      talk-when-angry
"""
SHOWN = """\
                    • shown by 2 scenarios: "An angry client is talked to", "Nora may rest"
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scenarios/states").mkdir(parents=True)
    Path("scenarios/states/nora.yaml").write_text(NORA)
    Path("scenarios/nora.yaml").write_text(SCENARIOS)
    shutil.copyfile(TOY, "toy.yaml")


def outcome(*arguments: str) -> Result:
    settings = {"COLUMNS": None, "NO_COLOR": None}
    return CliRunner(env=settings).invoke(main, ["claims", "--rules", "toy.yaml", *arguments])


@pytest.mark.parametrize("paths", [[], ["scenarios"], ["scenarios/nora.yaml", "scenarios"]])
def test_every_claim_with_what_carries_and_shows_it(paths: list[str]) -> None:
    result = outcome(*paths)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{TABLE}{SHOWN}\n"
        "1 claim: 1 carried, 0 not carried on purpose, 0 without a carrier; 1 shown by scenarios\n"
    )


@pytest.mark.parametrize("removed", ["scenarios", "scenarios/nora.yaml"])
def test_without_scenarios_nothing_is_said_of_them(removed: str) -> None:
    Path(removed).rename("elsewhere")

    result = outcome()

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (f"{TABLE}\n1 claim: 1 carried, 0 not carried on purpose, 0 without a carrier\n")


def test_claims_without_a_carrier_are_no_failure() -> None:
    more = "claims: {T1-02: {document: T1, section: Toys, kind: rule, says: Put them away.}}\n"
    Path("more.yaml").write_text(more)

    result = outcome("--rules", "more.yaml")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(
        "  T1-02  rule       Put them away.\n"
        "                    • carried by nothing\n"
        "\n"
        "2 claims: 1 carried, 0 not carried on purpose, 1 without a carrier; 1 shown by scenarios\n"
    )


def test_only_check_warns_of_a_claim_without_a_carrier() -> None:
    Path("more.yaml").write_text(
        "claims: {T1-02: {document: T1, section: Toys, kind: rule, says: Put them away.}}\n"
    )
    rules = ["--rules", "toy.yaml", "--rules", "more.yaml"]

    advice = CliRunner().invoke(main, ["advise", "scenarios/states/nora.yaml", *rules])
    tested = CliRunner().invoke(main, ["test", "--run", "^An angry", *rules])
    checked = CliRunner().invoke(main, ["check", "toy.yaml", "more.yaml"])

    assert [(result.exit_code, result.stderr) for result in (advice, tested)] == [(0, ""), (0, "")]
    assert (checked.exit_code, checked.stdout) == (
        0,
        "toy: 8 rules, 6 actions, 2 claims: usable, with warnings\n",
    )
    assert checked.stderr.startswith(
        'more.yaml:1:10: warning[claim-without-carrier]: nothing carries the claim "T1-02"\n'
    )


def test_one_claim_in_full() -> None:
    result = outcome("--claim", "T1-01", "--claim", "T1-01")

    assert (result.exit_code, result.stderr) == (0, "")
    text = Path("toy.yaml").read_text().splitlines()
    place = {
        rule: next(number for number, line in enumerate(text, start=1) if f"id: {rule}," in line)
        for rule in RULES
    }
    assert result.stdout == (
        "T1-01 · rule\nA toy (T1) · Toys\ntoy.yaml:54\n\n  Toys are for playing.\n\nCarried by\n"
        + "".join(f"  • rule {rule}\n    toy.yaml:{place[rule]}\n" for rule in RULES)
        + "\nShown by 2 scenarios\n"
        "  • An angry client is talked to\n    scenarios/nora.yaml:2\n"
        "  • Nora may rest\n    scenarios/nora.yaml:4\n"
    )


@pytest.mark.parametrize("arguments", [[], ["--claim", "T1-01"]])
def test_json(arguments: list[str]) -> None:
    result = outcome("--format", "json", *arguments)

    assert (result.exit_code, result.stderr) == (0, "")
    [claim] = json.loads(result.stdout)
    assert [carrier["name"] for carrier in claim.pop("carriers")] == RULES
    assert claim == {
        "id": "T1-01",
        "document": "T1",
        "section": "Toys",
        "kind": "rule",
        "says": "Toys are for playing.",
        "date": None,
        "sure": None,
        "not_carried": None,
        "scenarios": [
            {"name": "An angry client is talked to", "file": "scenarios/nora.yaml", "line": 2},
            {"name": "Nora may rest", "file": "scenarios/nora.yaml", "line": 4},
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--claim", "T1-1"], 'there is no claim "T1-1": did you mean "T1-01"?'),
        (["--claim", "\x1b[31mx"], 'there is no claim "x": the playbook has 1, to be seen without --claim.'),
        (["none"], "Path 'none' does not exist."),
        (["scenarios/states/empty"], "There are no scenarios in scenarios/states/empty."),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], expected: str) -> None:
    Path("scenarios/states/empty").mkdir()

    result = outcome(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].endswith(expected)


@pytest.mark.parametrize(
    ("file", "code", "expected"),
    [
        ("toy.yaml", 3, "toy.yaml:2:1: error[yaml-syntax]: "),
        ("scenarios/nora.yaml", 4, "scenarios/nora.yaml:2:1: error[yaml-syntax]: "),
        ("scenarios/states/nora.yaml", 4, "scenarios/states/nora.yaml:2:1: error[yaml-syntax]: "),
    ],
)
def test_files_with_problems_are_shown(file: str, code: int, expected: str) -> None:
    Path(file).write_text("ruleset: [\n")

    result = outcome()

    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(expected)
