"""`advisor rules list`: its output, its options, and what it says of wrong ones."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import main
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.reports.rules.table import RuleList, rules_json, rules_text
from advisor.reports.terminal.style import TerminalStyle
from advisor.shipped import shipped_playbook
from tests.cli.command import RULES, run

TINY = """\
  rule           for       what it does     priority  rests on

Idle jobs
idle in all.yaml
  ask-when-idle  contract  advise check-in  medium    document

1 rule in 1 rule set
"""


def shipped() -> RuleBase:
    playbook = load_playbook((shipped_playbook(),)).playbook
    assert playbook is not None
    return playbook


def test_the_rules_of_a_playbook() -> None:
    result = run("rules", "list", "--rules", RULES)

    assert (result.exit_code, result.stdout, result.stderr) == (0, TINY, "")


def test_a_file_gets_the_wide_table() -> None:
    result = CliRunner(env={"COLUMNS": ""}).invoke(main, ["rules", "list"])

    assert result.stdout == rules_text(RuleList.of(shipped()), TerminalStyle(width=100))


def test_the_shipped_playbook_without_the_platform() -> None:
    text = run("rules", "list", "--without", "platform")
    result = run("rules", "list", "--without", "platform", "--format", "json")

    reduced = shipped().without(["platform"])
    assert (text.exit_code, text.stdout) == (0, rules_text(RuleList.of(reduced), TerminalStyle(width=80)))
    assert (result.exit_code, result.stdout) == (0, rules_json(RuleList.of(reduced)))
    assert {rule["folder"] for rule in json.loads(result.stdout) if rule["id"]} == {"documents"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["idel"], 'there is no rule set or folder "idel": did you mean "idle"? There are idle.'),
        (["\x1b[31m"], 'there is no rule set or folder "": there are idle.'),
        (["idle"], "without idle no rule would be left: leave less out."),
    ],
)
@pytest.mark.parametrize("command", [["rules", "list"], ["advise", "-"], ["test", "."]])
def test_names_that_cannot_be_left_out_are_wrong_usage(
    command: list[str], names: list[str], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = [part for name in names for part in ("--without", name)]

    result = run(*command, "--rules", RULES, *options, given="profile:")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: --without: {expected}"


def test_a_playbook_with_problems(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "rulez: []\nentities: {a: {single: true, fields: {x: {type: flag}}}}\n"
    )

    result = run("rules", "list", "--rules", str(tmp_path))

    assert (result.exit_code, result.stdout) == (3, "")
    assert 'error[unknown-key]: a playbook file has no key "rulez"' in result.stderr


def test_an_unknown_command_of_the_group() -> None:
    result = run("rules", "lits")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == 'Error: There is no command "lits": did you mean "list"?'


def test_help_ends_with_an_example() -> None:
    helped = run("rules", "list", "--help").stdout

    prose = helped[: helped.index("\nOptions:")].rstrip().splitlines()
    assert prose[-3:] == [
        "  Example:",
        '    advisor rules list --action close-contract --search "six months"',
        "    advisor rules list --rules rules --rules my-rules --format json",
    ]


def test_whatever_is_raised_becomes_a_message_and_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folders: tuple[str, ...]) -> None:
        raise KeyError(folders)

    monkeypatch.setattr("advisor.playbook.cache.cached_playbook", fail)
    result = run("rules", "list", "--rules", "x")

    message = "advisor: internal error: KeyError: ('x',), please report it\n"
    assert (result.exit_code, result.stdout, result.stderr) == (70, "", message)
