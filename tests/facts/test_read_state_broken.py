"""Every problem of a state at its place: `broken/NAME.yaml`, under the shipped rules, and `NAME.txt`."""

import json
from pathlib import Path

import pytest

from advisor.facts import State
from advisor.source.errors import StateError
from tests.facts.shipped import TODAY, builder

BROKEN = Path(__file__).with_name("broken")


def problems_of(load: str) -> str:
    with pytest.raises(StateError) as caught:
        builder().build(State.load(load), None, TODAY)
    return f"{caught.value}\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.yaml")))
def test_what_is_said_about_a_broken_state(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)

    assert problems_of(f"{name}.yaml") == (BROKEN / f"{name}.txt").read_text(encoding="utf-8")


def test_a_state_in_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = '{"profile": {"job_sucess": 92},\n "contracts": [{"id": "c-1", "earned": "x"}]}'
    Path("s.json").write_text(text)

    assert problems_of("s.json") == (
        's.json:1:14: error[unknown-field]: a profile has no field "job_sucess"\n'
        '    hint: did you mean "job_success"?\n'
        's.json:2:40: error[wrong-value]: "earned": found "x", expected an amount of money such as 250 or '
        "$1,200.50\n"
    )


def test_json_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.json").write_text('{"profile": {"name": "Laura"')

    assert [line.split(": ")[:2] for line in problems_of("s.json").splitlines()[:1]] == [
        ["s.json:1:13", "error[yaml-syntax]"]
    ]


def test_values_in_python_are_checked_as_well() -> None:
    with pytest.raises(StateError) as caught:
        builder().build(State.from_values({"profile": {"job_success": 920}}), None, TODAY)

    assert str(caught.value) == (
        '<values>:1:1: error[wrong-value]: "job_success": found "920", expected a percentage from 0 to 100'
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"#" * (50 * 1024 * 1024), "error[file-size]"),
        (bytes(range(256)) * 40, "error[file-encoding]"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "error[file-format]"),
        (b"profile: {name: L\x07ura}", "error[file-character]"),
        (b"profile: " + b"[" * 5000, "error[yaml-depth]"),
        (b"[" * 100_000 + b"]" * 100_000, "error[yaml-depth]"),
        (json.dumps([0] * 1_000_000).encode(), "error[yaml-size]"),
        (b"", "error[empty-state]"),
    ],
    ids=["50-mb", "noise", "an-image", "a-bell", "deep", "deeper", "long", "empty"],
)
def test_a_hostile_file_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "state.yaml"
    path.write_bytes(content)

    first, *others = [line for line in problems_of(str(path)).splitlines() if not line.startswith("    ")]
    assert message in first
    assert others == []


def test_a_link_that_leads_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").symlink_to("s.yaml")

    assert problems_of("s.yaml").startswith("s.yaml:1:1: error[file-unreadable]: ")


def test_a_file_that_is_missing() -> None:
    assert problems_of("nowhere.yaml").startswith("nowhere.yaml:1:1: error[file-missing]: ")
