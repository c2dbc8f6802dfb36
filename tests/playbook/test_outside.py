"""What lies outside a project is never quoted, whoever names it; what lies inside is told in full."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import main
from tests.playbook.sound import SOUND

SECRET = "hunter2"
FILES = {"line": f"password {SECRET}\n", "keys": f"{SECRET}: {SECRET}\n", "broken": f"a: [{SECRET}\nb\n"}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a file of somebody else's beside it."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ADVISOR_NO_CACHE", "1")
    return folder


def told(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize("kind", FILES)
def test_what_is_extended(kind: str) -> None:
    Path("../secret.yaml").write_text(FILES[kind])
    Path("rules.yaml").write_text("playbook: {name: Mine, extends: ../secret.yaml}\n")

    for arguments in (["check", "rules.yaml"], ["check", "rules.yaml", "--format", "json"]):
        code, output = told(*arguments)
        assert code == 3
        assert "outside-project" in output
        assert SECRET not in output


@pytest.mark.parametrize("kind", FILES)
def test_the_state_of_a_scenario(kind: str) -> None:
    Path("../secret.yaml").write_text(FILES[kind])
    scenario = "{name: a, as_of: 2026-11-21, state: ../secret.yaml, expect: {not_recommended: [check-in]}}"
    Path("it.yaml").write_text(f"scenarios:\n  - {scenario}\n")

    for form in ("text", "json", "junit"):
        code, output = told("test", "it.yaml", "--rules", str(SOUND), "--format", form)
        assert code == 4
        assert "outside-project" in output
        assert SECRET not in output
    message = '"../secret.yaml" lies outside of this project and has a problem; what it holds is not shown'
    output = told("test", "it.yaml", "--rules", str(SOUND))[1]
    assert f"it.yaml:2:41: error[outside-project]: {message} here\n" in output


@pytest.mark.parametrize("kind", FILES)
def test_a_link(kind: str) -> None:
    Path("../secret.yaml").write_text(FILES[kind])
    Path("rules").mkdir()
    os.symlink("../../secret.yaml", "rules/link.yaml")

    code, output = told("check", "rules")

    assert code == 3
    assert "outside-project" in output
    assert SECRET not in output


@pytest.mark.parametrize("kind", FILES)
def test_a_link_to_scenarios(kind: str) -> None:
    Path("../secret.yaml").write_text(FILES[kind])
    Path("scenarios").mkdir()
    os.symlink("../../secret.yaml", "scenarios/link.yaml")

    for arguments in ([], ["--format", "junit"], ["--coverage"]):
        code, output = told("test", "scenarios", "--rules", str(SOUND), *arguments)
        assert code == 4
        assert "outside-project" in output
        assert SECRET not in output


def test_inside_all_is_told() -> None:
    Path("base.yaml").write_text(FILES["keys"])
    Path("rules.yaml").write_text("playbook: {name: Mine, extends: base.yaml}\n")

    assert SECRET in told("check", "rules.yaml")[1]


@pytest.mark.parametrize("named", ["../other/rules.yaml", "../other"])
def test_what_stands_beside_a_named_file_is_told_in_full(named: str) -> None:
    Path("../other").mkdir()
    Path("../other/rules.yaml").write_text("playbook: {name: Mine, extends: part}\n")
    Path("../other/part").mkdir()
    Path("../other/part/all.yaml").write_text(f"password {SECRET}\n")

    code, output = told("check", named)

    assert code == 3
    assert "outside-project" not in output
    assert SECRET in output
