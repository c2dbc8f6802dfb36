"""`advisor today` and plain `advisor`: the list, what is new, and how to begin."""

from pathlib import Path

import pytest

from advisor.cli.every_day import today as module
from tests.cli.command import run
from tests.cli.days import LIST, RULES, STATE, prepare, refusal, say, state, write

BEGIN = """\
Nothing to show yet: there is no advisor.yaml here, or in a folder above.

  advisor init    begin with a few questions; no file to write by hand
  advisor import  begin with the reports that you have
  advisor demo    look around first, with somebody else's work

Have a file already? advisor today -f FILE shows its list. Help: advisor -h
"""


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)


@pytest.mark.parametrize("arguments", [(), ("today",), ("--all",), ("today", "--all")])
def test_the_list(arguments: tuple[str, ...]) -> None:
    page = "As a page for your browser:\n  advisor advise -o today.html\n" if "--all" in arguments else ""

    assert say(*arguments) == LIST + page


def test_a_file_may_be_named_and_is_named_in_what_to_type(tmp_path: Path) -> None:
    Path("me.yaml").rename("my file.yaml")
    Path("advisor.yaml").unlink()

    shown = say("-f", "my file.yaml", "--rules", RULES)

    assert shown.splitlines()[:-2] == LIST.splitlines()[:-1]
    assert shown.endswith("help: -h\neach with -f 'my file.yaml'\n")


def test_the_only_state_of_a_folder_needs_no_project() -> None:
    Path("advisor.yaml").unlink()
    Path("notes.yaml").write_text("shopping: [milk]\n", encoding="utf-8")
    told = "There is no advisor.yaml here, so this is about me.yaml.\n"

    assert say("--rules", RULES, stderr=told) == LIST
    assert "Done on" in say("done", "1", "--rules", RULES, stderr=told)
    assert run("why", "2", "--rules", RULES).stderr == told
    assert run("ask", "--rules", RULES, given="").stderr.startswith(told)


def test_of_several_states_one_is_to_be_named() -> None:
    Path("advisor.yaml").unlink()
    Path("old me.yaml").write_text(STATE, encoding="utf-8")
    told = (
        "Error: There is no advisor.yaml here, and 2 files could be meant: me.yaml and old me.yaml. "
        'Name one, as in -f me.yaml, or write "state: me.yaml" into advisor.yaml.'
    )

    for line in ((), ("done", "1"), ("why", "1"), ("advise",)):
        assert refusal(*line, "--rules", RULES) == told
    assert say("-f", "old me.yaml", "--rules", RULES).startswith("Laura")


def test_the_project_of_a_folder_above_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("deep").mkdir()
    monkeypatch.chdir("deep")

    assert say() == LIST


def test_no_project_above_the_home_folder_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("home/work").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(Path("home").resolve()))
    monkeypatch.chdir("home/work")

    assert say() == BEGIN


def test_without_a_state_it_says_how_to_begin() -> None:
    Path("advisor.yaml").unlink()
    Path("me.yaml").unlink()

    assert say() == BEGIN
    assert say("today") == BEGIN


def test_a_project_without_a_state_is_told_what_to_write() -> None:
    Path("advisor.yaml").write_text(f"rules: {RULES}\n", encoding="utf-8")

    assert say().startswith(
        "advisor.yaml names no state: write one into it, such as state: me.yaml, or name\na file with -f.\n"
    )


def test_two_states_are_one_too_many() -> None:
    result = run("-f", "me.yaml", "-f", "other.yaml")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: -f names one file, not 2 (me.yaml and other.yaml): give one at a time."
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "Error: -f / --file: the name of the file is empty."),
        (
            "-",
            'Error: -f / --file: standard input ("-") cannot be looked at again: name a file.',
        ),
    ],
)
def test_a_file_that_is_none(name: str, expected: str) -> None:
    result = run("today", "-f", name)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, expected)


def test_a_state_that_breaks_in_the_middle_of_a_day_takes_nothing_with_it() -> None:
    say()
    write(STATE.replace("angry: true", "angry: maybe"))

    result = run()

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith('me.yaml:7:33: error[wrong-value]: "angry": found "maybe"')
    write(STATE)
    assert "Finish “Poster”" in say("show", "2")


def test_what_is_new_since_an_earlier_day_less_what_was_ticked() -> None:
    say()
    say("done", "1")
    write(
        state()
        .replace("21\n", "25\n", 1)
        .replace("title: Logo", "title: Logo, angry: true")
        .replace("owed: $260", "owed: none")
        .replace("none, history", "$0, history")
    )

    shown = say(stderr="")

    assert "\n 1 ! Calm “Logo”\n" in shown
    assert "\nSince Sat 21 Nov: new 1; gone: Send the bill for “Menu”\n" in shown
    assert say() == shown  # the same day again


def test_a_day_that_passed_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Path(RULES, "all.yaml").read_text(encoding="utf-8")
    Path("rules.yaml").write_text(rules.replace("due: known}", "due: '>= 2026-11-24', angry: no}"))
    Path("advisor.yaml").write_text("rules: rules.yaml\nstate: me.yaml\n", encoding="utf-8")
    say()
    write(STATE.replace("due: 2026-11-24", "due: 2026-11-23").replace("2026-11-21", "2026-11-25"))

    assert "\nSince Sat 21 Nov: its day passed: Finish “Poster”\n" in say()


def test_what_is_remembered_may_be_deleted(tmp_path: Path) -> None:
    say()
    for file in (tmp_path / "cache" / "lists").iterdir():
        file.write_text("{torn", encoding="utf-8")

    assert say() == LIST


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-14", "This file says it is 14 November 2026, 7 days ago; take out its line as_of to\n"),
        ("2026-11-23", "This file says it is 23 November 2026, 2 days from now; take out its line as_of\n"),
        ("2026-11-20", ""),
    ],
)
def test_a_day_that_is_not_today_is_told(day: str, expected: str) -> None:
    write(STATE.replace("2026-11-21", day))

    _, second, *_ = say().splitlines(keepends=True)

    assert second == (expected or "\n")


def test_no_all_clear_where_facts_are_missing() -> None:
    write("as_of: 2026-11-21\ncontracts: [{id: d, title: Logo}]\n")

    assert say() == (
        "Sat 21 Nov\n"
        "\n"
        "I can't tell yet: 3 answers are missing. Start with: Is your client angry about\n"
        "it? (Logo)\n"
        "\n"
        "advisor ask · agenda · set · add · help: -h\n"
    )


def test_a_list_that_cannot_be_kept_takes_names(monkeypatch: pytest.MonkeyPatch) -> None:
    say()

    def full(path: str, text: str) -> None:
        raise OSError(28, "No space left on device", path)

    monkeypatch.setattr("advisor.facts.state_memory.write_whole", full)
    said = "The numbers of this list cannot be kept: use names, as in advisor show calm@a.\n"

    assert say(stderr=said) == LIST
    assert "Calm “Menu”" in say("show", "calm@a")
    # The older list is gone, so that its numbers do not pass for those of this one.
    assert say(
        "done",
        "1",
        given="no\n",
        stderr="I don't know which list you looked at. Number 1 is now: "
        "Calm “Menu”.\nIs that the one you mean? yes or no > no\n",
    ).startswith("Nothing was recorded.")


def test_values_that_may_be_wrong_are_counted() -> None:
    write(STATE.replace("score: 78", "score: 0.78"))

    assert "\n1 value in your file may be wrong: advisor advise says which.\n" in say()


def test_an_interrupt_ends_it_and_the_next_command_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "reviewed", interrupted)
        assert run().exit_code == 130

    assert say() == LIST
