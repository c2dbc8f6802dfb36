"""What a shell completes: commands, options, and the names of a playbook, found without a wrong import."""

from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from advisor.cli.main import main
from tests.cli.command import RULES, run


def offered_for(typed: list[str], begun: str) -> list[tuple[str, str]]:
    completer = BashComplete(main, {}, "advisor", "_ADVISOR_COMPLETE")
    return [(item.value, item.type) for item in completer.get_completions(typed, begun)]


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        ([], "adv", ["advise"]),
        ([], "sc", ["schema"]),
        (["rules"], "s", ["show", "sql"]),
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


STATE = """
as_of: 2026-11-21
contracts:
  - {id: c-1, title: Logo, client: acme, status: active}
  - {id: c-2, title: Web site, client: acme, status: ended}
clients:
  - {id: acme, name: ACME Tools}
"""
IN_TROUBLE = Path(__file__).parents[2] / "scenarios/states/in-trouble.yaml"


@pytest.fixture
def a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with a state whose list was shown."""
    monkeypatch.chdir(tmp_path)
    Path("me.yaml").write_text(STATE)
    Path("advisor.yaml").write_text("state: me.yaml\n")


@pytest.mark.usefixtures("a_day")
@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        (["set"], "c", ["c-1", "c-2"]),
        (["set"], "pro", ["profile"]),
        (["set", "c-1"], "client_mo", ["client_mood"]),
        (["set", "logo"], "client_mo", ["client_mood"]),
        (["set", "c-1", "client"], "", ["acme", "unknown"]),
        (["set", "c-1", "client_mood"], "un", ["unhappy", "unknown"]),
        (["set", "c-1", "fixable"], "", ["yes", "no", "unknown"]),
        (["set", "c-1", "nothing"], "", []),
        (["set", "nobody", "client_mood"], "", []),
        (["end"], "", ["c-1", "c-2"]),
        (["add"], "c", ["client", "contract"]),
        (["set", "-f", "nowhere.yaml"], "c", []),
        (["done", "-f", "nowhere.yaml"], "", []),
        (["done", "-f", "me.yaml", "-f", "me.yaml"], "", []),
    ],
)
def test_what_a_state_holds(typed: list[str], begun: str, offered: list[str]) -> None:
    assert [value for value, _ in offered_for(typed, begun)] == offered


@pytest.mark.usefixtures("a_day")
def test_a_state_that_cannot_be_read_offers_nothing() -> None:
    Path("me.yaml").write_text("contracts: [\n")

    assert offered_for(["set"], "") == offered_for(["end"], "") == offered_for(["show"], "") == []


@pytest.mark.usefixtures("a_day")
@pytest.mark.parametrize("command", ["show", "done", "later", "no"])
def test_numbers_of_the_last_list(command: str) -> None:
    Path("me.yaml").write_bytes(IN_TROUBLE.read_bytes())
    assert offered_for([command], "") == []

    shown = run("today").stdout
    numbers = [value for value, _ in offered_for([command], "")]

    assert numbers == [str(number) for number in range(1, len(numbers) + 1)] != []
    assert all(f" {number} " in shown for number in numbers[:1])
    assert [value for value, _ in offered_for([command], "leave")] == ["leave-feedback@c-403"]
