"""`advisor ask` with lines of standard input: whole conversations, and what becomes of the files."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.asking import STATE, advice, ask, laura, lines_of

__all__ = ["laura"]
pytestmark = pytest.mark.usefixtures("laura")

CONVERSATION = """\
Laura: 4 answers could change your advice.
Your answers are saved in laura.yaml as you go.
Type ? for help, back to change your last answer, stop to end; Enter if you
don't know.

? How does the client feel?
  Logo (ACME)
  Why I ask: your answer may lead to
    + Talk about Logo (high)
  1 happy · 2 neutral · 3 unhappy
> 3
  Noted: unhappy.
  + New: Talk about Logo (high)

1 answered, about 3 to go; stop whenever you like
? Is this client fair?
  ACME
  Why I ask: your answer may rule out
    - Ask about Logo (medium)
  Answer with yes or no.
> no
  Noted: no.
  - No longer: Ask about Logo

2 answered, about 2 to go; stop whenever you like
? How much was paid?
  Logo (ACME)
  Why I ask: your answer may lead to
    + Say thank you for the paid (low)
  Answer with an amount of money such as 250 or $1,200.50.
> back
  Taken back: no.

1 answered, about 3 to go; stop whenever you like
? Is this client fair?
  ACME
  Why I ask: your answer may rule out
    - Ask about Logo (medium)
  Answer with yes or no.
> y
  Noted: yes; nothing changes yet.

2 answered, about 2 to go; stop whenever you like
? How much was paid?
  Logo (ACME)
  Why I ask: your answer may lead to
    + Say thank you for the paid (low)
  Answer with an amount of money such as 250 or $1,200.50.
> dk
  Left open.

2 answered, the last one; stop whenever you like
? What is your score?
  Where to look: My Stats
  Why I ask: your answer may lead to
    + Keep the score (low)
  Answer with a percentage from 0 to 100.
> not yet
  Noted: not so far.

Left open: 1 question. An answer may still change your advice.
Your 2 answers are saved in laura.yaml.

"""
ANSWERED = STATE.replace("{id: acme, name: ACME}", "{id: acme, name: ACME, fair: true}").replace(
    "    moved: 2026-05-01\n", "    moved: 2026-05-01\n    mood: unhappy\n"
)


def test_a_whole_conversation() -> None:
    result = ask(typed="3\nno\nback\ny\ndk\nnot yet\n")

    assert (result.exit_code, result.stderr) == (0, CONVERSATION)
    assert lines_of("laura.yaml") == ANSWERED
    assert result.stdout == advice()


def test_what_is_answered_before_the_end_of_the_input_stays() -> None:
    result = ask(typed="unhappy\n")

    assert result.stderr.endswith(
        "> \nAbout 3 questions are left for another time.\nYour answer is saved in laura.yaml.\n\n"
    )
    assert lines_of("laura.yaml") == STATE + "    mood: unhappy\n"
    assert (result.exit_code, result.stdout) == (0, advice())


@pytest.mark.parametrize("word", ["stop", "quit", "Exit."])
def test_stop_ends_it(word: str) -> None:
    result = ask(typed=f"{word}\n3\n")

    assert result.stderr.endswith(f"> {word}\nAbout 4 questions are left for another time.\n\n")
    assert (result.exit_code, lines_of("laura.yaml"), result.stdout) == (0, STATE, advice())


@pytest.mark.parametrize("word", ["", "dk", "Don't know", "I don't know.", "skip", "no idea"])
def test_who_does_not_know_says_so(word: str) -> None:
    result = ask("--max", "1", typed=f"{word}\n")

    assert result.stderr.endswith(
        f"> {word}\n  Left open.\n\nStopping here, as you asked for 1 question at most.\n"
        "About 3 questions are left for another time.\n"
        "Left open: 1 question. An answer may still change your advice.\n\n"
    )
    assert lines_of("laura.yaml") == STATE


def test_nothing_can_be_taken_back_before_the_first_answer() -> None:
    assert "> back\n  There is no answer to go back to.\n> stop\n" in ask(typed="back\nstop\n").stderr


def test_a_question_mark_explains() -> None:
    shown = ask("--about", "c-1", typed="?\nstop\n").stderr

    assert shown.partition("> ?\n")[2] == (
        "  Answer with one of happy, neutral, unhappy.\n"
        "  Its number or its first letters will do.\n"
        "  Saved as contracts.c-1.mood.\n"
        "  Enter or dk: you don't know: it stays open and isn't asked again now\n"
        "  back: go back and change your last answer\n"
        "  stop: stop here; your answers so far are kept\n"
        "> stop\nAbout 3 questions about Logo (ACME) are left for another time.\n"
        "1 question about something else is open: leave out --about to answer it too.\n\n"
    )


def test_who_asks_about_one_is_told_what_is_left_elsewhere() -> None:
    result = ask("--about", "profile", "--max", "1", typed="95\n")

    assert result.stderr.startswith("Laura: 1 answer about your profile could change your advice.\n")
    assert result.stderr.endswith(
        "\nThat's all I need to know about your profile for now.\n"
        "3 other questions are open: leave out --about to answer them too.\n"
        "Your answer is saved in laura.yaml.\n\n"
    )


def test_a_line_that_is_no_answer_ends_it_where_nobody_can_be_asked_again() -> None:
    result = ask(typed="3\nhelp\nmaybe\nyes\n")

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.endswith(
        "> maybe\nYour answer is saved in laura.yaml.\n"
        '<stdin>:3:1: error[wrong-value]: "maybe" is not an answer to this question; expected yes or no\n'
        "1 problem in 1 file\n"
    )
    assert lines_of("laura.yaml") == STATE + "    mood: unhappy\n"


def test_answers_may_go_into_a_new_overlay() -> None:
    result = ask("--overlay", "mine/answers.yaml", typed="3\nback\n1\nn\nstop\n")

    assert "Your answers are saved in mine/answers.yaml as you go.\n" in result.stderr
    assert lines_of("mine/answers.yaml") == (
        "# Answers for laura.yaml, as paths and values.\n"
        "contracts.c-1.mood: happy\nclients.acme.fair: false\n"
    )
    assert lines_of("laura.yaml") == STATE
    assert result.stdout == advice("--overlay", "mine/answers.yaml")


def test_of_several_overlays_the_last_receives_the_answers() -> None:
    Path("one.yaml").write_text("contracts.c-1.mood: happy\nclients.acme.fair: yes\n")
    Path("two.yaml").write_text("clients.acme.fair: null # ask\n")

    ask("--overlay", "one.yaml", "--overlay", "two.yaml", typed="n\nstop\n")

    assert lines_of("one.yaml") == "contracts.c-1.mood: happy\nclients.acme.fair: yes\n"
    assert lines_of("two.yaml") == "clients.acme.fair: false # ask\n"


def test_a_dry_run_writes_nothing() -> None:
    result = ask("--dry-run", "--overlay", "new.yaml", typed="3\nstop\n")

    assert "\nDry run: nothing is written.\n" in result.stderr
    assert result.stderr.endswith("\nYour answer is not saved, as this is a dry run.\n\n")
    assert (lines_of("laura.yaml"), Path("new.yaml").exists()) == (STATE, False)
    assert "Talk about Logo" in result.stdout


def test_the_advice_may_be_json_alone() -> None:
    result = ask("--format", "json", typed="3\nstop\n")

    assert [action["action"] for action in json.loads(result.stdout)["recommendations"]] == [
        "talk",
        "check-in",
    ]


def test_nothing_to_ask() -> None:
    Path("laura.yaml").write_text("as_of: 2026-11-21\nprofile: {score: 50}\n")

    result = ask()

    assert result.stderr == ("Nothing to ask: no missing answer would change your advice now.\n\n")
    assert result.stdout == advice()


def test_text_of_a_state_never_acts_on_the_terminal() -> None:
    hostile = "Lo\\u202ego \\x1b[31m<script>\\n"
    Path("laura.yaml").write_text(STATE.replace("title: Logo", f'title: "{hostile}"'), encoding="utf-8")
    refused = ask(typed="\x1b[31m\u202eboo\n")
    Path("laura.yaml").write_text(STATE.replace("title: Logo", 'title: "Lo\\u202ego <script>\\n&"'))

    again = ask(typed="\x1b[31m\u202eboo\n")

    assert refused.exit_code == again.exit_code == 5
    assert "  Logo <script> & (ACME)\n" in again.stderr
    assert '"boo" is not an answer to this question' in again.stderr
    assert not {"\x1b", "\u202e"} & {*refused.stderr, *again.stderr}


def test_a_file_that_was_changed_meanwhile_is_what_the_advice_is_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from advisor.cli.ask.answer_store import AnswerStore

    keep = AnswerStore.keep

    def and_others(store: AnswerStore, changes: object) -> None:
        keep(store, changes)  # type: ignore[arg-type]
        text = lines_of("laura.yaml")
        Path("laura.yaml").write_text(text.replace("2026-05-01", "2026-11-20"), encoding="utf-8")

    monkeypatch.setattr(AnswerStore, "keep", and_others)
    result = ask(typed="3\nback\n1\nstop\n")

    assert result.stderr.endswith(
        "laura.yaml was changed meanwhile, by someone else; the advice is about what it says now.\n\n"
    )
    assert result.stdout == advice()
    assert lines_of("laura.yaml") == STATE.replace("2026-05-01", "2026-11-20") + "    mood: happy\n"


SHARED = """\
as_of: 2026-11-21
contracts:
  - {id: a, mood: happy, moved: 2026-11-20, paid: 900, history: &shared [{did: talk}]}
  - {id: b, mood: happy, moved: 2026-11-20, paid: 0, history: *shared}
"""


def test_what_cannot_be_rewritten_is_told_with_a_way_out() -> None:
    Path("laura.yaml").write_text(SHARED)

    result = ask("--about", "a", typed="yesterday\n")

    assert (result.exit_code, result.stdout, lines_of("laura.yaml")) == (74, "", SHARED)
    assert result.stderr.splitlines()[-1] == (
        "Error: laura.yaml is left as it is: anchors (&) and aliases (*) stand in it. Your answer was "
        "contracts.a.history.0.on: 2026-11-20. Keep your answers in a file of their own: add --overlay "
        "answers.yaml."
    )
    assert ask("--about", "a", "--overlay", "new.yaml", typed="yesterday\n").exit_code == 0
    assert lines_of("new.yaml").endswith("\ncontracts.a.history.0.on: 2026-11-20\n")


@pytest.mark.usefixtures("no_superuser")
def test_a_read_only_state_is_told_at_once() -> None:
    os.chmod("laura.yaml", 0o444)

    assert ask(typed="3\n").stderr.startswith("Error: cannot write laura.yaml: it is read-only;")


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["1", "3", "back", "dk", "yes", "0", "900", "stop"]), max_size=9))
def test_the_state_that_is_written_is_the_one_that_was_reviewed(lines: list[str]) -> None:
    Path("laura.yaml").write_text(STATE, encoding="utf-8")

    result = ask(typed="".join(f"{line}\n" for line in lines))

    assert result.exit_code in (0, 5)
    assert result.stdout == (advice() if result.exit_code == 0 else "")
    assert lines_of("laura.yaml").startswith("# Laura's contracts\n")
