"""`advisor advise`: its output in both formats, its options, and what it says of wrong ones."""

import datetime
import json
from pathlib import Path

import pytest

from tests.cli.command import RULES, STATE, run

USAGE = "Error: "
PAGE = """\
Advice for Laura
21 November 2026 · playbook: tiny

Do now

 1. Ask about Café menu
    Medium
    Café menu
    • Nothing happened on Café menu for 90 days.
    Effort: low
    check-in@a · rule ask-when-idle · claim D-1
    Draft to make your own
    │ Is Café menu still needed?

{rest}
Questions that would sharpen this

? For how many days was it idle?
  Poster · Where to look: the contract page
  May lead to: Ask about Poster
  contracts.c.idle
"""
SECOND = """\
 2. Ask about Leaflets
    Medium
    Leaflets
    • Nothing happened on Leaflets for 61 days.
    Effort: low
    check-in@b · rule ask-when-idle · claim D-1
    Draft to make your own
    │ Is Leaflets still needed?
"""


@pytest.fixture
def state(tmp_path: Path) -> str:
    path = tmp_path / "state.yaml"
    path.write_text(STATE, encoding="utf-8")
    return str(path)


def test_a_page_of_advice(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--full")

    assert (result.exit_code, result.stdout, result.stderr) == (0, PAGE.format(rest=SECOND), "")


IN_BRIEF = """\
Advice for Laura
21 November 2026 · playbook: tiny

 1   Ask about Café menu
 2   Ask about Leaflets

In detail

 1. Ask about Café menu
    Medium
    Café menu
    • Nothing happened on Café menu for 90 days.
    Effort: low
    Draft to make your own
    │ Is Café menu still needed?

 2. Ask about Leaflets
    Medium
    Leaflets
    • Nothing happened on Leaflets for 61 days.
    Effort: low
    Draft to make your own
    │ Is Leaflets still needed?

1 answer would sharpen this. First: For how many days was it idle? (Poster)

"""
NEXT = "advisor show 1 · done 1 · later 2 friday · "
FULL = "Everything, with the sources: --full\n"


def test_a_page_in_brief_says_what_to_type_next(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = run("advise", state, "--rules", RULES)
    (tmp_path / "a state.yaml").write_text(STATE, encoding="utf-8")
    (tmp_path / "advisor.yaml").write_text("state: state.yaml\n")
    monkeypatch.chdir(tmp_path)

    assert (named.exit_code, named.stderr) == (0, "")
    assert named.stdout == f"{IN_BRIEF}advisor ask {state}\n{NEXT}add\neach with -f {state}\n{FULL}"
    assert run("advise", "--rules", RULES).stdout == f"{IN_BRIEF}{NEXT}ask · add · advise --full\n"
    assert run("advise", "a state.yaml", "--rules", RULES).stdout == (
        f"{IN_BRIEF}advisor ask 'a state.yaml'\n{NEXT}add\neach with -f 'a state.yaml'\n{FULL}"
    )
    assert run("advise", "-", "--rules", RULES, given=STATE).stdout == IN_BRIEF + FULL


def test_the_state_may_come_from_standard_input() -> None:
    result = run("advise", "-", "--rules", RULES, "--full", given=STATE)

    assert (result.exit_code, result.stdout, result.stderr) == (0, PAGE.format(rest=SECOND), "")


def test_top(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--full", "--top", "1")

    assert result.stdout == PAGE.format(rest="… and 1 more, less urgent.\n")


def test_json(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--format", "json", "--top", "1")

    report = json.loads(result.stdout)
    digest = report["playbook"].pop("digest")
    assert digest.startswith("sha256:")
    assert result.stderr == ""
    assert report == {
        "schema_version": 1,
        "as_of": "2026-11-21",
        "name": "Laura",
        "playbook": {"name": "tiny"},
        "recommendations": [
            {
                "rank": 1,
                "action": "check-in",
                "subject": {"entity": "contract", "id": "a", "label": "Café menu"},
                "title": "Ask about Café menu",
                "priority": "medium",
                "deadline": None,
                "points_at_stake": None,
                "money_at_stake": None,
                "effort": "low",
                "rules": ["ask-when-idle"],
                "moved_by": [],
                "claims": ["D-1"],
                "because": ["Nothing happened on Café menu for 90 days."],
                "grounds": [],
                "facts": [{"path": "contracts.a.idle", "value": "90"}],
                "message": "Is Café menu still needed?",
                "next_steps": [],
            }
        ],
        "more": 1,
        "set_aside": [],
        "questions": [
            {
                "path": "contracts.c.idle",
                "subject": {"entity": "contract", "id": "c", "label": "Poster"},
                "question": "For how many days was it idle?",
                "find": "the contract page",
                "could_bring": ["check-in"],
                "could_forbid": [],
                "could_move": [],
            }
        ],
    }


def test_the_command_line_decides_the_day(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--as-of", "2027-01-02")

    assert result.stdout.splitlines()[1] == "2 January 2027 · playbook: tiny"


def test_without_any_day_it_is_today() -> None:
    before = datetime.date.today()
    result = run("advise", "-", "--rules", RULES, "--format", "json", given="profile: {name: Laura}")

    assert before <= datetime.date.fromisoformat(json.loads(result.stdout)["as_of"]) <= datetime.date.today()


@pytest.mark.parametrize("given", ["profile:", "contracts: []", "profile: {name: null}"])
def test_nothing_to_do(given: str) -> None:
    result = run("advise", "-", "--rules", RULES, "--as-of", "2026-11-21", given=given)

    assert result.stdout == (
        "Your advice\n"
        "21 November 2026 · playbook: tiny\n"
        "\n"
        "I can't advise you yet: your file says nothing about you or your work. List your\n"
        'contracts in it ("Writing down what you know" in README.md shows how), or run\n'
        "advisor ask, which asks you questions and writes down your answers.\n"
    )


def test_where_something_is_known_there_is_nothing_to_do() -> None:
    given = "contracts: [{id: a, idle: 1}]"
    result = run("advise", "-", "--rules", RULES, "--as-of", "2026-11-21", given=given)

    assert result.stdout.splitlines()[3].startswith("There is nothing you need to do now.")


def test_a_day_to_come_is_warned_of_unless_looking_back_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    text = "as_of: 2026-11-20\ncontracts: [{id: a, title: Logo, status: ended, ended: 2026-12-16}]\n"
    path.write_text(text, encoding="utf-8")
    commands = [
        ("advise", str(path)),
        ("advise", str(path), "--set", "contracts.a.escrow=0"),
        ("agenda", str(path), "--days", "2"),
        ("why-not", str(path), "leave-feedback@a"),
        ("why", str(path), "leave-feedback@a"),
        ("log", str(path), "leave-feedback@a", "--dry-run"),
    ]
    warning = (
        f'{path}:2:56: warning[day-ahead]: "ended" of contracts.a is 16 December 2026, a day that has not '
        "come yet on 20 November 2026\n"
    )

    for command in commands:
        result = run(*command)
        assert result.stderr.startswith(warning), command
        assert "day-ahead" not in result.stdout
    for command in commands[:5]:
        assert run(*command, "--as-of", "2026-11-20").stderr == ""


def test_a_folder_given_again_adds_to_the_first(state: str, tmp_path: Path) -> None:
    layer = tmp_path / "layer.yaml"
    layer.write_text(
        "ruleset: layer\ntitle: A layer\nrules:\n  - {id: no-posters, for: contract, when: {idle: '> 80'}, "
        "forbid: check-in, because: 'Leave {title} alone.', claims: [D-1]}\n"
    )
    result = run("advise", state, "--rules", RULES, "--rules", str(layer), "--format", "json")

    report = json.loads(result.stdout)
    assert [item["subject"]["id"] for item in report["recommendations"]] == ["b"]
    assert [item["because"] for item in report["set_aside"]] == ["Leave Café menu alone."]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["x", "--as-of", "03/04/2026"],
            '--as-of: I can\'t read "03/04/2026": it could be 4 March 2026 or '
            "3 April 2026. Try 2026-03-04 or 2026-04-03.\n",
        ),
        (
            ["x", "--as-of", "2026-02-30"],
            '--as-of: I can\'t read "2026-02-30": there is no such day in the calendar. '
            "Try yesterday or 2026-11-21.\n",
        ),
        (["x", "--top", "0"], "--top: 0 does not fit: write a number from 1 up.\n"),
        (["x", "--top", "few"], '--top: "few" is no number: write one such as 7.\n'),
        (
            ["x", "--format", "xml"],
            '--format: "xml" is none of text, json, markdown, html.\n',
        ),
    ],
)
def test_wrong_usage(arguments: list[str], expected: str) -> None:
    result = run("advise", *arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", USAGE + expected)


def test_a_state_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "nobody.yaml"
    result = run("advise", str(path), "--rules", RULES)

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.splitlines()[0] == f'{path}:1:1: error[file-missing]: there is no "{path}"'
    assert result.stderr.splitlines()[-1] == "1 problem in 1 file"


def test_an_invalid_state(tmp_path: Path) -> None:
    path = tmp_path / "state.yaml"
    path.write_text("contracts:\n  - {id: a, idel: 3}\n  - {id: b, idle: long}\n")
    result = run("advise", str(path), "--rules", RULES)

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == (
        f'{path}:2:13: error[unknown-field]: a contract has no field "idel"\n'
        "      2 │   - {id: a, idel: 3}\n"
        "        │             ^\n"
        '    hint: did you mean "idle"?\n'
        f'{path}:3:19: error[wrong-value]: "idle": found "long", expected a whole number, 0 or more\n'
        "      3 │   - {id: b, idle: long}\n"
        "        │                   ^\n"
        "2 problems in 1 file\n"
    )


def test_an_invalid_playbook(state: str, tmp_path: Path) -> None:
    result = run("advise", state, "--rules", str(tmp_path / "none"))

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.endswith("1 problem in 1 file\n")


LAYER = """\
ruleset: more
rules:
  - {id: never-ask, for: contract, when: {idle: "> 80"}, forbid: check-in, because: No., claims: D-1}
"""


@pytest.fixture
def layer(tmp_path: Path) -> str:
    """A playbook in two folders, the second of which forbids what the first advises."""
    for folder, text in (("one", Path(RULES, "all.yaml").read_text(encoding="utf-8")), ("two", LAYER)):
        (tmp_path / "book" / folder).mkdir(parents=True)
        (tmp_path / "book" / folder / "all.yaml").write_text(text, encoding="utf-8")
    return str(tmp_path / "book")


def test_rules_can_be_left_out(state: str, layer: str) -> None:
    whole = run("advise", state, "--rules", layer, "--full")
    assert "Not now, and why" in whole.stdout

    for name in ("two", "two/", "more"):
        result = run("advise", state, "--rules", layer, "--full", "--without", name)

        name_of_playbook = f"playbook: tiny, without {name.rstrip('/')}"
        page = PAGE.format(rest=SECOND).replace("playbook: tiny", name_of_playbook)
        assert (result.exit_code, result.stdout, result.stderr) == (0, page, "")


def test_json_says_what_was_left_out(state: str, layer: str) -> None:
    whole = json.loads(run("advise", state, "--rules", layer, "--format", "json").stdout)
    options = ["--without", "two", "--without", "more", "--without", "two", "--format", "json"]
    reduced = json.loads(run("advise", state, "--rules", layer, *options).stdout)

    assert list(whole["playbook"]) == ["name", "digest"]
    assert list(reduced["playbook"]) == ["name", "digest", "without"]
    assert reduced["playbook"]["without"] == ["more", "two"]
    assert reduced["playbook"]["digest"] != whole["playbook"]["digest"]


def test_a_day_that_lies_back_is_told_at_a_terminal(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.cli.shared.state_options.is_terminal", lambda _: True)

    told = " ".join(run("advise", state, "--rules", RULES).stderr.split())
    looking_back = run("advise", state, "--rules", RULES, "--as-of", "2026-11-14").stderr

    assert told.startswith("This file says it is 21 November 2026, ")
    assert told.endswith("; take out its line as_of to see today.")
    assert looking_back == ""
