"""What a shell completes: commands, options, and the names of a playbook, found without a wrong import."""

from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from advisor.cli.main import main
from tests.cli.command import RULES


def offered_for(typed: list[str], begun: str) -> list[tuple[str, str]]:
    completer = BashComplete(main, {}, "advisor", "_ADVISOR_COMPLETE")
    return [(item.value, item.type) for item in completer.get_completions(typed, begun)]


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        ([], "adv", ["advise"]),
        ([], "sc", ["schema"]),
        (["rules"], "s", ["show"]),
        (["advise"], "--wi", ["--without"]),
        (["schema"], "st", ["state"]),
        (["test"], "--cov", ["--coverage"]),
    ],
)
def test_what_is_offered(typed: list[str], begun: str, offered: list[str]) -> None:
    assert offered_for(typed, begun) == [(name, "plain") for name in offered]


TINY = ["--rules", str(RULES)]


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        (["why-not", *TINY, "state.yaml"], "", ["ask-when-idle", "check-in"]),
        (["why-not", *TINY, "state.yaml"], "ask", ["ask-when-idle"]),
        (["why", *TINY, "state.yaml"], "", ["check-in"]),
        (["log", "state.yaml", *TINY], "ch", ["check-in"]),
        (["log", "state.yaml", *TINY], "x", []),
        (["rules", "show", *TINY], "", ["ask-when-idle"]),
        (["rules", "show", *TINY, "ask-when-idle"], "", []),
        (["rules", "show", "--rules", "nowhere"], "", []),
    ],
)
def test_names_of_the_playbook(typed: list[str], begun: str, offered: list[str]) -> None:
    assert offered_for(typed, begun) == [(name, "plain") for name in offered]


def test_a_state_is_a_file_or_left_to_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered_for(["why-not"], "x") == [("x", "file")]

    Path("laura.yaml").write_text("contracts: []\n")
    Path("advisor.yaml").write_text(f"rules: {RULES}\nstate: laura.yaml\n")
    assert offered_for(["why-not"], "ch") == [("ch", "file"), ("check-in", "plain")]
    assert offered_for(["advise"], "ch") == [("ch", "file")]
    assert offered_for(["rules", "show"], "") == [("ask-when-idle", "plain")]

    Path("advisor.yaml").write_text("rulez: nowhere\n")
    assert offered_for(["why-not"], "ch") == [("ch", "file")]
    assert offered_for(["rules", "show"], "") == []
