"""Which file is a project's, and how what it names is reached from the current folder."""

from pathlib import Path

import pytest

from advisor.playbook.project import Project, find_project


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder, in which everything else lies."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    Path(tmp_path, "home", "coach", "deep", "deeper").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home")


def test_it_is_in_the_folder_or_in_the_nearest_one_above(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("advisor.yaml").touch()
    Path("coach/advisor.yaml").touch()

    assert find_project() == "advisor.yaml"
    assert find_project("coach/deep/deeper") == str(Path("coach/advisor.yaml"))
    monkeypatch.chdir("coach/deep/deeper")
    assert find_project() == str(Path("../../advisor.yaml"))
    Path("advisor.yaml").touch()
    assert find_project() == "advisor.yaml"


def test_the_search_ends_at_home() -> None:
    Path("../advisor.yaml").touch()

    assert find_project("coach/deep") == ""
    assert find_project("..") == str(Path("../advisor.yaml"))


def test_a_folder_of_that_name_is_none() -> None:
    Path("coach/advisor.yaml").mkdir()

    assert find_project("coach") == ""


def test_a_link_that_leads_nowhere_is_one_so_that_it_is_told() -> None:
    Path("coach/advisor.yaml").symlink_to("nowhere")

    assert find_project("coach") == str(Path("coach/advisor.yaml"))


def test_a_current_folder_that_is_gone_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    Path("../gone").rmdir()

    assert find_project() == ""


def test_a_path_beside_the_file() -> None:
    assert Project("advisor.yaml").beside("a", "b") == str(Path("a/b"))
    assert Project(str(Path("../advisor.yaml"))).beside("a") == str(Path("../a"))
