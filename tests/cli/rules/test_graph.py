"""`advisor rules graph`: what it draws, and what it asks for."""

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
def test_what_is_named_is_drawn(choice: list[str]) -> None:
    result = run("rules", "graph", "--rules", RULES, *choice)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("flowchart LR\n")
    assert "    n0 -->|advise| n1\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--ruleset (account, at-rest, "),
        (["--ruleset", "idle"], 'there is no rule set "idle": there are '),
        (["--action", "chek-in"], 'there is no action "chek-in": did you mean "check-in"?'),
        (["--all", "--action", "check-in"], "--rule, --ruleset, --action and --all exclude each other"),
    ],
)
def test_what_cannot_be_drawn_is_wrong_usage(arguments: list[str], message: str) -> None:
    result = run("rules", "graph", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
