"""`advisor ask` about what has happened: it may not have, and it does not lie ahead."""

from pathlib import Path

import pytest

from tests.cli.asking import STATE, ask, laura

__all__ = ["laura"]
pytestmark = pytest.mark.usefixtures("laura")


def test_what_has_not_happened_is_an_answer_and_what_was_left_open_comes_back() -> None:
    Path("laura.yaml").write_text(STATE.replace("    moved: 2026-05-01\n", ""), encoding="utf-8")

    shown = ask("--about", "c-1", typed="3\ndk\nback\nnot yet\nstop\n").stderr

    assert "\n> back\n  Back to what you left open.\n\n1 answered, about 2 to go;" in shown
    assert "\n> not yet\n  Noted: not so far.\n\n2 answered, the last one;" in shown


def test_a_day_to_come_in_the_state_is_warned_of() -> None:
    Path("laura.yaml").write_text(STATE.replace("2026-05-01", "2026-12-01"), encoding="utf-8")

    assert ask(typed="stop\n").stderr.startswith(
        'laura.yaml:10:12: warning[day-ahead]: "moved" of contracts.c-1 is 1 December 2026, a day that '
        "has not come yet on 21 November 2026\n"
    )
    assert "day-ahead" not in ask("--as-of", "2026-11-21", typed="stop\n").stderr


def test_a_day_to_come_is_no_answer_to_what_has_been() -> None:
    Path("laura.yaml").write_text(STATE.replace("    moved: 2026-05-01\n", ""), encoding="utf-8")

    result = ask("--about", "c-1", typed="3\ntomorrow\n")

    assert result.exit_code == 5
    assert result.stderr.endswith(
        '<stdin>:2:1: error[wrong-value]: "tomorrow" is not an answer to this question; '
        "expected a day up to 21 November 2026\n"
        "    hint: 22 November 2026 is still to come\n"
        "1 problem in 1 file\n"
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [("friday", "2026-11-20"), ("last March", "2026-03-01"), ("3 weeks ago", "2026-10-31")],
)
def test_a_day_in_words(said: str, written: str) -> None:
    Path("laura.yaml").write_text(STATE.replace("    moved: 2026-05-01\n", ""), encoding="utf-8")

    ask("--about", "c-1", typed=f"3\n{said}\nstop\n")

    assert f"    moved: {written}\n" in Path("laura.yaml").read_text(encoding="utf-8")


def test_a_day_that_could_be_two_is_asked_again() -> None:
    Path("laura.yaml").write_text(STATE.replace("    moved: 2026-05-01\n", ""), encoding="utf-8")

    result = ask("--about", "c-1", typed="3\n03/04/2026\n")

    assert result.stderr.endswith(
        "expected 2026-03-04 or 2026-04-03\n"
        "    hint: it could be 4 March 2026 or 3 April 2026\n"
        "1 problem in 1 file\n"
    )
