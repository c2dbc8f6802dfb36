"""`advisor ask --answers`: nobody is asked, and what the file says is taken, or nothing."""

from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.asking import RULES, STATE, advice, ask, laura, lines_of
from tests.cli.command import run

__all__ = ["laura"]
pytestmark = pytest.mark.usefixtures("laura")

ANSWERS = """\
contracts.c-1.paid: null    # he would have to look
profile.score: 95
contracts.c-1.mood: unhappy
contracts.c-1.title: Big Logo
profile.name: Laura
"""
TOLD = """\
Laura: 4 answers could change your advice.

? How does the client feel?
  Logo (ACME)
  Noted: unhappy.
  + New: Talk about Logo (high)

? What is your score?
  Noted: 95%.
  + New: Keep 95% (low)

No question asked for contracts.c-1.title; kept all the same.
  The advice stays the same; only its details change.
1 answer already there.

Left open: 2 questions. Answers may still change your advice.
Your 3 answers are saved in laura.yaml.

"""


def answered(text: str, *arguments: str, **more: str) -> Result:
    Path("answers.yaml").write_text(text, encoding="utf-8")
    return ask("--answers", "answers.yaml", *arguments, **more)


def test_answers_are_taken_as_their_questions_come_up() -> None:
    result = answered(ANSWERS)

    assert (result.exit_code, result.stderr) == (0, TOLD)
    assert lines_of("laura.yaml") == STATE.replace("{name: Laura}", "{name: Laura, score: 95}").replace(
        "title: Logo\n    moved: 2026-05-01\n", "title: Big Logo\n    moved: 2026-05-01\n    mood: unhappy\n"
    )
    assert result.stdout == advice()


def test_the_same_answers_again_change_nothing() -> None:
    answered(ANSWERS)
    once = lines_of("laura.yaml")

    again = answered(ANSWERS)

    assert (again.exit_code, lines_of("laura.yaml"), again.stdout) == (0, once, advice())
    assert again.stderr.endswith(
        "\n4 answers already there.\n\nLeft open: 2 questions. Answers may still change your advice.\n\n"
    )


def test_a_state_of_standard_input_needs_an_overlay() -> None:
    result = answered(ANSWERS, "--overlay", "new.yaml", state="-", typed=STATE)

    assert result.exit_code == 0
    assert lines_of("new.yaml") == (
        "# Answers for <stdin>, as paths and values.\n"
        "contracts.c-1.mood: unhappy\nprofile.score: 95\ncontracts.c-1.title: Big Logo\n"
    )
    given = run("advise", "-", "--rules", RULES, "--overlay", "new.yaml", given=STATE)
    assert result.stdout == given.stdout
    assert lines_of("laura.yaml") == STATE


def test_a_dry_run_says_so() -> None:
    result = answered(ANSWERS, "--dry-run")

    assert result.stderr.startswith(
        "Laura: 4 answers could change your advice.\nDry run: nothing is written.\n\n? How"
    )
    assert result.stderr.endswith("\nYour 3 answers are not saved, as this is a dry run.\n\n")
    assert (lines_of("laura.yaml"), "Talk about Big Logo" in result.stdout) == (STATE, True)


def test_a_whole_contract_is_a_fact_too() -> None:
    result = answered("contracts.c-2: {title: Menu, mood: unhappy}\n")

    assert result.exit_code == 0
    assert (
        "No question asked for contracts.c-2; kept all the same.\n  + New: Talk about Menu (high)\n"
        in result.stderr
    )
    assert result.stdout == advice()


def test_everything_that_is_wrong_is_told_at_its_place_before_anything_is_written() -> None:
    result = answered("contracts.c-1.mood: unhappy\ncontracts.c-1.paid: lots\nprofile.score: '101'\n")

    assert (result.exit_code, result.stdout, lines_of("laura.yaml")) == (5, "", STATE)
    assert result.stderr == (
        'answers.yaml:2:21: error[wrong-value]: "paid": found "lots", expected an amount of money '
        "such as 250 or $1,200.50\n"
        "      2 │ contracts.c-1.paid: lots\n"
        "        │                     ^\n"
        'answers.yaml:3:16: error[wrong-value]: "score": found "101", expected a percentage from 0 to 100\n'
        "      3 │ profile.score: '101'\n"
        "        │                ^\n"
        "2 problems in 1 file\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contracts.c-2.mood: happy\n", 'answers.yaml:1:1: error[unknown-id]: there is no contract "c-2"'),
        ("contract.c-1.mood: happy\n", "answers.yaml:1:1: error[unknown-key]: a state has no section "
         '"contract"'),
        ("as_of: 2026-01-01\n", 'answers.yaml:1:1: error[bad-path]: "as_of" is the day of the review, not an '
         "answer"),
        ("- happy\n", "answers.yaml:1:1: error[wrong-shape]: an overlay is a mapping of paths and values"),
        ("a: [\n", "answers.yaml:2:1: error[yaml-syntax]: found the end of the file where a "
         "value was expected"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_answers(text: str, expected: str) -> None:
    result = answered(text)

    assert (result.exit_code, result.stdout, lines_of("laura.yaml")) == (5, "", STATE)
    assert result.stderr.splitlines()[0] == expected


def test_a_day_to_come_is_no_answer_to_what_has_been() -> None:
    result = answered("contracts.c-1.mood: unhappy\ncontracts.c-1.moved: 2026-12-24\n")

    assert (result.exit_code, result.stdout, lines_of("laura.yaml")) == (5, "", STATE)
    assert result.stderr == (
        'answers.yaml:2:22: error[day-ahead]: "moved" of contracts.c-1 is 24 December 2026, a day that '
        "has not come yet on 21 November 2026\n"
        "      2 │ contracts.c-1.moved: 2026-12-24\n"
        "        │                      ^\n"
        "    hint: write the day on which it happened, or leave it out until it has\n"
        "1 problem in 1 file\n"
    )


def test_a_file_that_is_missing() -> None:
    result = ask("--answers", "answer.yaml")

    assert result.exit_code == 5
    assert result.stderr.startswith('answer.yaml:1:1: error[file-missing]: there is no "answer.yaml"\n')


def test_without_answers_all_stays_open() -> None:
    result = answered("")

    assert result.stderr.endswith(
        "change your advice.\n\nLeft open: 4 questions. Answers may still change your advice.\n\n"
    )
    assert (result.exit_code, result.stdout, lines_of("laura.yaml")) == (0, advice(), STATE)
