"""`advisor check --watch`: files come, change and go, by a clock and a waiter of the test's own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from advisor.cli.check.watch import LONGEST_SETTLING, PAUSE, SETTLING, snapshot, watch
from advisor.cli.shared import exits
from tests.cli.command import run, start
from tests.scenarios.toy import NORA, TOY

SOUND = "toy: 8 rules, 6 actions, 1 claim: no problems"
BROKEN = "ruleset: [\n"
LAYER = """\
ruleset: mine
rules:
  - {id: mine, for: contract, when: {angry: false}, forbid: talk, because: "Calm.", claims: [T1-01]}
"""
SCENARIO = """\
scenarios:
  - {name: An angry client is talked to, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [talk@c-1]}}
"""

ROOT = Path(__file__).parents[3]
Step = Callable[[], object]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("toy").mkdir()
    shutil.copyfile(TOY, "toy/toy.yaml")
    Path("mine").mkdir()
    Path("mine/rules.yaml").write_text(LAYER)
    Path("examples/states").mkdir(parents=True)
    Path("examples/states/nora.yaml").write_text(NORA)
    Path("examples/nora.yaml").write_text(SCENARIO)


def write(path: str, text: str) -> Step:
    return lambda: Path(path).write_text(text)


class Waiter:
    """Takes a step at each pause between two looks, and presses Ctrl-C after the last one."""

    def __init__(self, *steps: Step) -> None:
        self.steps = iter(steps)
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        if seconds == PAUSE:
            step = next(self.steps, None)
            if step is None:
                raise KeyboardInterrupt
            step()


def clock() -> Callable[[], datetime]:
    ticks = iter(range(1000))
    return lambda: datetime(2026, 11, 21, 9, 0, 0) + timedelta(seconds=next(ticks))


def watched(capsys: pytest.CaptureFixture[str], *steps: Step, scenarios: tuple[str, ...] = ()) -> list[str]:
    """The lines of the result after these steps."""
    assert watch(("toy", "mine"), scenarios, wait=Waiter(*steps), clock=clock()) == exits.INTERRUPTED
    return capsys.readouterr().out.splitlines()


def nothing() -> None:
    """A look at which nothing has changed."""


def test_it_checks_once_and_then_only_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    changed = write("mine/rules.yaml", LAYER.replace("Calm.", "Calm, so far."))

    assert watched(capsys, nothing, changed, nothing) == [
        "09:00:00  first check",
        SOUND.replace("8", "9"),
        "09:00:01  mine/rules.yaml changed",
        SOUND.replace("8", "9"),
    ]


def test_a_problem_is_told_and_then_mended(capsys: pytest.CaptureFixture[str]) -> None:
    watch(
        ("toy", "mine"),
        (),
        wait=Waiter(write("mine/rules.yaml", BROKEN), write("mine/rules.yaml", LAYER)),
        clock=clock(),
    )
    out, err = capsys.readouterr()

    assert out.splitlines() == [
        "09:00:00  first check",
        SOUND.replace("8", "9"),
        "09:00:01  mine/rules.yaml changed",
        "09:00:02  mine/rules.yaml changed",
        SOUND.replace("8", "9"),
    ]
    assert "mine/rules.yaml:2:1: error[yaml-syntax]: " in err
    assert err.count("Watching 2 files in toy, mine; Ctrl-C ends.\n") == 3


def test_a_warning_is_an_error_where_the_check_is_strict(capsys: pytest.CaptureFixture[str]) -> None:
    draft = write("mine/rules.yaml", LAYER.replace(", claims: [T1-01]", ""))
    watch(("toy", "mine"), (), strict=True, wait=Waiter(draft), clock=clock())
    out, err = capsys.readouterr()

    assert out.splitlines()[1:] == [SOUND.replace("8", "9"), "09:00:01  mine/rules.yaml changed"]
    assert "mine/rules.yaml:3:10: error[missing-claim]: " in err


def test_files_that_come_and_go(capsys: pytest.CaptureFixture[str]) -> None:
    def several() -> None:
        for number in range(5):
            Path("mine", f"{number}.yaml").write_text("# to be written\n")

    lines = watched(capsys, lambda: os.unlink("mine/rules.yaml"), several, lambda: shutil.rmtree("mine"))

    assert [line for line in lines if not line.startswith("toy: ")] == [
        "09:00:00  first check",
        "09:00:01  mine/rules.yaml is gone",
        "09:00:02  mine/0.yaml is new, mine/1.yaml is new, mine/2.yaml is new, 2 more",
        "09:00:03  mine/0.yaml is gone, mine/1.yaml is gone, mine/2.yaml is gone, 2 more",
    ]


def test_scenarios_run_where_the_playbook_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    lines = watched(
        capsys,
        write("mine/rules.yaml", LAYER.replace("angry: false", "angry: true")),
        write("mine/rules.yaml", BROKEN),
        scenarios=("examples",),
    )

    assert [line for line in lines if "passed" in line or line.startswith(("0", "FAILED"))] == [
        "09:00:00  first check",
        "1 scenario: 1 passed, 0 failed",
        "09:00:01  mine/rules.yaml changed",
        "FAILED examples/nora.yaml:2:12: An angry client is talked to",
        "1 scenario: 0 passed, 1 failed",
        "09:00:02  mine/rules.yaml changed",
    ]


def test_scenarios_that_cannot_be_read_do_not_end_it(capsys: pytest.CaptureFixture[str]) -> None:
    lines = watched(
        capsys,
        write("examples/nora.yaml", "scenarios: []\n"),
        lambda: shutil.rmtree("examples"),
        write("mine/rules.yaml", LAYER + "\n"),
        scenarios=("examples",),
    )

    assert lines[-2:] == ["09:00:03  mine/rules.yaml changed", SOUND.replace("8", "9")]


def test_what_a_playbook_extends_is_watched_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine/playbook.yaml").write_text("playbook: {name: Mine, extends: ../toy}\n")
    toy = Path("toy/toy.yaml").read_text(encoding="utf-8")

    watch(("mine",), (), wait=Waiter(write("toy/toy.yaml", f"{toy}\n")), clock=clock())

    assert capsys.readouterr().out.splitlines() == [
        "09:00:00  first check",
        "Mine: 9 rules, 6 actions, 1 claim: no problems",
        "09:00:01  toy/toy.yaml changed",
        "Mine: 9 rules, 6 actions, 1 claim: no problems",
    ]


def test_a_playbook_that_is_extended_later_is_watched_from_then_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    toy = Path("toy/toy.yaml").read_text(encoding="utf-8")

    watch(
        ("mine",),
        (),
        wait=Waiter(
            write("mine/playbook.yaml", "playbook: {name: Mine, extends: ../toy}\n"),
            nothing,
            write("toy/toy.yaml", f"{toy}\n"),
        ),
        clock=clock(),
    )

    assert capsys.readouterr().out.splitlines()[1:] == [
        "09:00:01  mine/playbook.yaml is new",
        "Mine: 9 rules, 6 actions, 1 claim: no problems",
        "09:00:02  toy/toy.yaml changed",
        "Mine: 9 rules, 6 actions, 1 claim: no problems",
    ]


def test_a_file_is_left_to_settle_while_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    class SlowWriter(Waiter):
        def __call__(self, seconds: float) -> None:
            super().__call__(seconds)
            if seconds == SETTLING and len(self.waited) < 5:
                Path("mine/rules.yaml").write_text(LAYER[: 10 * len(self.waited)])
            elif seconds == SETTLING:
                Path("mine/rules.yaml").write_text(LAYER)

    waiter = SlowWriter(write("mine/rules.yaml", "rul"))
    watch(("toy", "mine"), (), wait=waiter, clock=clock())

    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("toy: ")] == [
        SOUND.replace("8", "9")
    ] * 2
    assert waiter.waited.count(SETTLING) < LONGEST_SETTLING + 1


def test_a_terminal_is_cleared_and_nothing_else_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.cli.check.watch.is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm")
    assert watched(capsys)[0] == "\x1b[2J\x1b[H09:00:00  first check"

    monkeypatch.setenv("TERM", "dumb")
    assert watched(capsys)[0] == "09:00:00  first check"


def test_a_snapshot_is_of_what_can_be_read() -> None:
    Path("mine/gone.yaml").symlink_to("nowhere")
    Path("mine/notes.txt").write_text("no part of it")
    Path("examples/states/laura.json").write_text("{}")

    assert sorted(snapshot(["mine", "examples/states", "toy/toy.yaml", "nowhere", "nul\0"])) == [
        "examples/states/laura.json",
        "examples/states/nora.yaml",
        "mine/rules.yaml",
        "toy/toy.yaml",
    ]


@pytest.mark.parametrize("arguments", [[], ["--scenarios", "examples/nora.yaml"]])
def test_what_is_named_is_watched(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("advisor.cli.check.watch.watch", lambda *given, **_: asked.append(given))

    assert run("check", "toy", "--watch", *arguments).exit_code == 0
    assert asked == [(("toy",), tuple(arguments[1:]))]


def test_the_usual_folder_of_scenarios_is_run_where_it_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    lines = watched(capsys, lambda: shutil.copytree("examples", "scenarios"), write("mine/rules.yaml", LAYER))

    assert [line for line in lines if "passed" in line] == ["1 scenario: 1 passed, 0 failed"]


@pytest.fixture
def process(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    named = ["check", str(tmp_path / "toy"), "--watch", "--scenarios", str(tmp_path / "examples")]
    started = start(*named, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    yield started
    started.kill()
    started.communicate()


def test_ctrl_c_ends_it(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdout is not None
    lines = [process.stdout.readline().decode() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert lines[0].endswith("  first check\n")
    assert lines[1:] == [f"{SOUND}\n", "1 scenario: 1 passed, 0 failed\n"]
    assert process.returncode == exits.INTERRUPTED
    assert b"Traceback" not in err
