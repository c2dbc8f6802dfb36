"""`advisor rules graph`: what it draws, and what it asks for."""

import sys

import pytest

from tests.cli.command import RULES, run

DRAWN = """\
flowchart LR
    accTitle: tiny
    n0["ask-when-idle"]:::rule
    n1{{"check-in"}}:::action
    n0 -->|advise| n1
"""


def test_a_small_playbook_is_drawn_whole() -> None:
    result = run("rules", "graph", "--rules", RULES)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(DRAWN)


@pytest.mark.parametrize(
    "choice", [["--ruleset", "idle"], ["--action", "check-in"], ["--rule", "ask-when-idle"]]
)
def test_a_picture(choice: list[str]) -> None:
    result = run("rules", "graph", "--rules", RULES, "--format", "svg", *choice)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("<svg ")
    assert result.stdout.endswith("</svg>\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--ruleset (account, bad-feedback, "),
        (["--ruleset", "idle"], 'there is no rule set "idle": there are '),
        (["--action", "chek-in"], 'there is no action "chek-in": did you mean "check-in"?'),
        (["--all", "--action", "check-in"], "--rule, --ruleset, --action and --all exclude each other"),
    ],
)
def test_what_cannot_be_drawn_is_wrong_usage(arguments: list[str], said: str) -> None:
    result = run("rules", "graph", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "grandalf.graphs", None)

    result = run("rules", "graph", "--rules", RULES, "--format", "svg")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == (
        'Error: SVG needs a library that is not here: pip install "freelance-advisor[graph]", '
        "or take --format mermaid."
    )
