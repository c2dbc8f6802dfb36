"""`advisor rules new`: what it writes passes at once, and nothing is overwritten."""

import shlex
from pathlib import Path

import pytest

from tests.cli.command import RULES, run


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_three_commands_that_it_names_pass() -> None:
    result = run("rules", "new", "my-first", "--rules", RULES)

    assert (result.exit_code, result.stderr) == (0, "")
    rule, scenarios = Path("my-rules", "my-first.yaml"), Path("my-scenarios", "my-first.yaml")
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        f"Written: {rule}, and its scenarios: {scenarios}",
        "Open them, change what the rule asks for and says, and then:",
    ]
    assert len(lines) == 5
    checked, tested, shown = (run(*shlex.split(line)[1:]) for line in lines[2:])
    assert (checked.exit_code, checked.stdout, checked.stderr) == (
        0,
        "tiny: 2 rules, 2 actions, 2 claims: no problems\n",
        "",
    )
    assert tested.exit_code == 0
    assert "2 passed, 0 failed" in tested.stdout
    assert shown.stdout.startswith("my-first\n")


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--for", "profile"],
        ["--for", "client"],
        ["--advise", "check-in"],
        ["--advise", "win-more-good-work"],
        ["--advise", "cancel-and-refund", "--for", "contract"],
    ],
)
def test_a_rule_on_top_of_the_shipped_playbook(options: list[str]) -> None:
    first = run("rules", "new", "one", *options)
    second = run("rules", "new", "two", *options)

    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr + second.stderr
    tested = run(*shlex.split(second.stdout.splitlines()[3])[1:])
    checked = run(*shlex.split(second.stdout.splitlines()[2])[1:])
    assert "4 scenarios: 4 passed, 0 failed" in tested.stdout
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_it_goes_where_it_is_told_to() -> None:
    result = run("rules", "new", "my-first", "--rules", RULES, "--into", "a b")

    assert result.exit_code == 0
    assert sorted(path.as_posix() for path in Path("a b").rglob("*.yaml")) == [
        "a b/my-rules/my-first.yaml",
        "a b/my-scenarios/my-first.yaml",
    ]
    assert run(*shlex.split(result.stdout.splitlines()[3])[1:]).exit_code == 0


def test_nothing_is_overwritten() -> None:
    Path("my-scenarios").mkdir()
    Path("my-scenarios", "my-first.yaml").write_text("mine")

    result = run("rules", "new", "my-first", "--rules", RULES)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].endswith("is there already: give the rule another name.")
    assert Path("my-scenarios", "my-first.yaml").read_text() == "mine"
    assert not Path("my-rules").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["My-Rule"],
            '"My-Rule" cannot be the new rule: a new rule is called in lower-case words with hyphens',
        ),
        (["../evil"], '"../evil" cannot be the new rule'),
        (["a\nb"], '"a b" cannot be the new rule'),
        (["x" * 61], "it is longer than 60 letters"),
        (["nul"], "to a computer the word means something else"),
        (["ask-when-idle"], "the playbook has a rule of that name"),
        (["check-in"], "the playbook has an action of that name, which --advise check-in would advise"),
        (["mine", "--for", "contrat"], 'there is no kind of subject "contrat": did you mean "contract"?'),
        (["mine", "--advise", "chek-in"], 'there is no action "chek-in": did you mean "check-in"?'),
        (
            ["mine", "--advise", "check-in", "--for", "profile"],
            "check-in is for a contract, not for a profile.",
        ),
    ],
)
def test_what_cannot_be_begun_is_wrong_usage(arguments: list[str], expected: str) -> None:
    result = run("rules", "new", *arguments, "--rules", RULES)

    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in " ".join(result.stderr.split())
    assert list(Path().iterdir()) == []


def test_a_subject_without_a_field_to_ask_about() -> None:
    result = run("rules", "new", "mine", "--for", "profile", "--rules", RULES)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "No example was found in which a rule for profile speaks" in result.stderr
