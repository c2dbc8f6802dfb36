"""`advisor advise` with --set and --since: the results, and what is said of wrong options and files."""

import json
from pathlib import Path

import pytest

from tests.cli.command import RULES, STATE, run

USAGE = "Error: "
WHAT_IF = """\
What if, for Laura
21 November 2026 · playbook: tiny

Suppose

 = The idle is 100.
   Today: the idle is not known.
   Poster · contracts.c.idle

What would change

 + Ask about Poster
   now rank 3, medium
   • Nothing happened on Poster for 100 days.
   check-in@c · by ask-when-idle
 ? For how many days was it idle?
   answered · Poster · contracts.c.idle

Side by side

        Today                                 Supposed
1.      Ask about Café menu                   Ask about Café menu
2.      Ask about Leaflets                    Ask about Leaflets
3.                                         +  Ask about Poster
"""
NEWS = """\
What is new since 14 November 2026

 + Ask about Poster
   now rank 2, medium
   • Nothing happened on Poster for 100 days.
   check-in@c · by ask-when-idle
 - Ask about Leaflets
   was rank 2, medium
   • No rule calls for it any more.
   check-in@b · no longer by ask-when-idle
 ? For how many days was it idle?
   answered · Poster · contracts.c.idle

Advice for Laura
"""


@pytest.fixture
def state(tmp_path: Path) -> str:
    path = tmp_path / "state.yaml"
    path.write_text(STATE, encoding="utf-8")
    return str(path)


@pytest.fixture
def saved(state: str, tmp_path: Path) -> str:
    """What was advised a week ago."""
    path = tmp_path / "last.json"
    options = ["--rules", RULES, "--as-of", "2026-11-14", "--format", "json", "-o", str(path)]
    assert run("advise", state, *options).exit_code == 0
    return str(path)


def test_what_if(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--set", "contracts.c.idle=100")

    assert (result.exit_code, result.stdout, result.stderr) == (0, WHAT_IF, "")


def test_what_if_as_json(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--set", "contracts.c.idle=100", "--format", "json")

    value = json.loads(result.stdout)
    assert (value["file"], value["name"], value["changed"]) == (state, "Laura", True)
    assert value["supposed"] == [
        {"path": "contracts.c.idle", "about": "Poster", "before": "unknown", "after": "100", "read": True}
    ]
    assert [item["subject"]["id"] for item in value["advice_supposed"]["recommendations"]] == ["a", "b", "c"]


def test_what_if_as_a_page(state: str) -> None:
    supposed = ["--set", "contracts.c.idle=100"]
    page = run("advise", state, "--rules", RULES, *supposed, "--format", "html").stdout

    assert '<h2 id="news">What if</h2>' in page
    assert "<strong>New:</strong> Ask about Poster</p>" in page
    assert "This page shows the advice as it would be." in page
    assert page.count('class="card ') == 3
    same = run("advise", state, "--rules", RULES, "--set", "contracts.a.idle=90", "--format", "html").stdout
    assert "already so today" in same
    assert "Nothing would change." in same


def test_what_is_new_as_a_page(state: str, saved: str) -> None:
    page = run("advise", state, "--rules", RULES, "--since", saved, "--format", "html").stdout
    text = run("advise", state, "--rules", RULES, "--since", saved, "--full").stdout

    assert f'<h2 id="news">{text.splitlines()[0]}</h2>' in page


def test_a_state_on_standard_input_and_an_overlay(tmp_path: Path) -> None:
    overlay = tmp_path / "answers.yaml"
    overlay.write_text("contracts.c.idle: 99\n")
    result = run(
        "advise",
        "-",
        "--rules",
        RULES,
        "--overlay",
        str(overlay),
        "--set",
        "contracts.c.idle=100",
        given=STATE,
    )

    assert "   Today: the idle is 99.\n" in result.stdout


def test_what_is_new(state: str, saved: str, tmp_path: Path) -> None:
    now = tmp_path / "now.yaml"
    now.write_text(
        STATE.replace("idle: 61", "idle: 3").replace("Poster}", "Poster, idle: 100}"), encoding="utf-8"
    )
    result = run("advise", str(now), "--rules", RULES, "--since", saved)

    assert result.exit_code == 0
    assert result.stdout.startswith(NEWS)
    assert "\n 2. Ask about Poster (new)\n" in result.stdout


def test_the_saved_advice_may_be_replaced_by_the_new(state: str, saved: str) -> None:
    options = ["--rules", RULES, "--as-of", "2026-11-15", "--format", "json", "-o", saved]
    first = run("advise", state, "--since", saved, *options)
    again = run("advise", state, "--since", saved, *options)

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert json.loads(Path(saved).read_text(encoding="utf-8"))["since"]["as_of"] == "2026-11-15"


def test_the_saved_advice_is_not_replaced_by_text(state: str, saved: str) -> None:
    before = Path(saved).read_text(encoding="utf-8")
    result = run("advise", state, "--rules", RULES, "--since", saved, "-o", saved)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is a file that is read here" in result.stderr
    assert Path(saved).read_text(encoding="utf-8") == before


def test_saved_advice_on_standard_input(state: str, saved: str) -> None:
    text = Path(saved).read_text(encoding="utf-8")
    result = run("advise", state, "--rules", RULES, "--since", "-", given=text)

    assert result.stdout.startswith("Nothing is new since 14 November 2026\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["x", "--set", "a.b=1", "--since", "y"],
            "--set and --since cannot be used together: --set shows what would change, --since what is new. "
            "Ask for one at a time.\n",
        ),
        (
            ["x", "--set", "a.b=1", "--format", "markdown"],
            "--set works with --format text, json or html.\n",
        ),
        (
            ["x", "--since", "y", "--format", "markdown"],
            "--since works with --format text, json or html.\n",
        ),
        (
            ["x", "--set", " as_of =2026-01-01", "--as-of", "2026-11-21"],
            "--as-of and --set as_of both give the day: leave one out.\n",
        ),
        *(
            (
                options,
                'Standard input ("-") can be read only once: name a file for all but one of STATE, '
                "--overlay, --since and --answers.\n",
            )
            for options in (
                ["-", "--since", "-"],
                ["x", "--overlay", "-", "--since", "-"],
                ["-", "--overlay", "-"],
                ["x", "--overlay", "-", "--overlay", "-"],
            )
        ),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], expected: str) -> None:
    result = run("advise", *arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", USAGE + expected)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["contracts.c.idle=long"],
            '--set:1:18: error[wrong-value]: "idle": found "long", expected a whole number, 0 or more\n'
            "      1 │ contracts.c.idle=long\n"
            "        │                  ^\n"
            "1 problem in --set\n",
        ),
        (
            ["profile.name=L", "contracts.d.idle=1", "contracs.c.idle=1"],
            '--set:2:1: error[unknown-id]: there is no contract "d"\n'
            "      2 │ contracts.d.idle=1\n"
            "        │ ^\n"
            "    hint: a mapping at contracts.d adds it\n"
            '--set:3:1: error[unknown-key]: a state has no section "contracs"\n'
            "      3 │ contracs.c.idle=1\n"
            "        │ ^\n"
            '    hint: did you mean "contracts"?\n'
            "2 problems in --set\n",
        ),
        (
            ["idle"],
            '--set:1:1: error[bad-path]: "idle" sets nothing\n'
            "      1 │ idle\n"
            "        │ ^\n"
            "    hint: write PATH=VALUE, such as SECTION.ID.FIELD=VALUE, or SECTION.FIELD=VALUE\n"
            "1 problem in --set\n",
        ),
        (
            ["contracts.c={idle: \x1b[31m"],
            "--set:1:13: error[file-character]: found U+001B, a control character\n"
            "      1 │ contracts.c={idle:\n"
            "        │             ^\n"
            "    hint: delete it; is this a text file?\n"
            "1 problem in --set\n",
        ),
    ],
)
def test_what_cannot_be_supposed_is_shown_with_its_text(state: str, texts: list[str], expected: str) -> None:
    options = [part for text in texts for part in ("--set", text)]
    result = run("advise", state, "--rules", RULES, *options)

    assert (result.exit_code, result.stdout, result.stderr) == (5, "", expected)


def test_problems_of_a_file_and_of_options_are_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "state.yaml"
    path.write_text("contracts:\n  - {id: a, idle: long}\n")
    result = run("advise", str(path), "--rules", RULES, "--set", "contracts.a.titel=x")

    assert result.stderr.splitlines()[-1] == "2 problems in 1 file and --set"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: error[wrong-shape]: the file is empty, where saved advice was expected"),
        (STATE, "1:1: error[wrong-shape]: this is no saved advice but a state"),
        ('{"schema_version": 1,\n "as_of": "2026-1', '2:11: error[yaml-syntax]: the text opened by " is not'),
    ],
)
def test_what_is_no_saved_advice(state: str, tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    result = run("advise", state, "--rules", RULES, "--since", str(path))

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith(f"{path}:{expected}")
    assert result.stderr.splitlines()[-1] == "1 problem in 1 file"


def test_saved_advice_that_is_not_there(state: str, tmp_path: Path) -> None:
    result = run("advise", state, "--rules", RULES, "--since", str(tmp_path / "none.json"))

    assert (result.exit_code, result.stdout) == (5, "")
    assert f'error[file-missing]: there is no "{tmp_path / "none.json"}"' in result.stderr


def test_what_is_supposed_may_be_typed_as_people_say_it(state: str) -> None:
    typed = run(
        "advise", state, "--rules", RULES, "--set", "as_of=21 Nov 2026", "--set", "contracts.c.idle=none"
    )
    strict = run(
        "advise", state, "--rules", RULES, "--set", "as_of=2026-11-21", "--set", "contracts.c.idle=0"
    )

    assert (typed.exit_code, typed.stdout) == (0, strict.stdout)


def test_a_supposed_day_that_could_be_two_is_asked_back(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--set", "as_of=03/04/2026")

    assert (result.exit_code, result.stderr) == (
        5,
        '--set:1:7: error[wrong-value]: "as_of": found "03/04/2026", expected 2026-03-04 or 2026-04-03\n'
        "      1 │ as_of=03/04/2026\n"
        "        │       ^\n"
        "    hint: it could be 4 March 2026 or 3 April 2026\n"
        "1 problem in --set\n",
    )


@pytest.mark.parametrize("day", ["yesterday", "in a fortnight", "Nov 21, 2026"])
def test_the_day_of_the_advice_may_be_typed_as_people_say_it(state: str, day: str) -> None:
    assert run("advise", state, "--rules", RULES, "--as-of", day).exit_code == 0
