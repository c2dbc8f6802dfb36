"""Every problem of a scenario file at its place: `broken/NAME.yaml` and what is said about it, `NAME.txt`."""

from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios
from advisor.source.errors import ScenarioError
from tests.scenarios.toy import toy

BROKEN = Path(__file__).with_name("broken")


def said(*paths: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenarios(paths, toy())
    return f"{caught.value}\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.yaml")))
def test_what_is_said_about_a_broken_file(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)

    assert said(f"{name}.yaml") == (BROKEN / f"{name}.txt").read_text(encoding="utf-8")


def test_all_files_are_told_of_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)

    text = said("unknown-actions.yaml", "syntax.yaml")

    assert text == "".join((BROKEN / f"{name}.txt").read_text() for name in ("syntax", "unknown-actions"))


def test_names_are_told_apart_over_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "scenarios: [{name: a, as_of: 2026-11-21, state: {}, expect: {not_recommended: [rest]}}]\n"
    Path("one.yaml").write_text(text)
    Path("two.yaml").write_text(text.replace("name: a", 'name: " a "'))

    assert said(".").splitlines() == [
        'two.yaml:1:20: error[duplicate-name]: there is a scenario "a" already, at one.yaml:1:20',
        "    hint: say in the name what sets it apart",
    ]


def test_a_missing_folder_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert said("none") == 'none:1:1: error[file-missing]: there is no "none"\n'
