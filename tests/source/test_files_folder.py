import os
from pathlib import Path

from advisor.source.files import playbook_files


def test_yaml_files_come_sorted_by_relative_path(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/z.yml", "a.yaml", "a/b/c.YAML", "note.txt", ".hidden.yaml", ".git/x.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")

    expected = [str(tmp_path / name) for name in ("a.yaml", "a/b/c.YAML", "a/z.yml", "b.yaml")]
    assert playbook_files(str(tmp_path)) == (expected, [])


def test_linked_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert playbook_files(str(tmp_path)) == ([str(tmp_path / "a.yaml")], [])


def test_a_folder_that_is_not_there_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    missing = str(tmp_path / "ruls")

    files, problems = playbook_files(missing)

    assert files == []
    assert [str(problem) for problem in problems] == [
        f'{missing}:1:1: error[file-missing]: there is no "{missing}"\n    hint: did you mean "rules"?'
    ]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("")

    files, problems = playbook_files(str(path))

    assert files == []
    assert [str(problem) for problem in problems] == [
        f'{path}:1:1: error[file-unreadable]: "{path}" is a file; a folder was expected'
        "\n    hint: name the folder that holds it"
    ]


def test_odd_folder_names_are_no_surprise(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")

    assert playbook_files(str(tmp_path) + os.sep) == ([str(tmp_path / "a.yaml")], [])
    assert [problem.code for problem in playbook_files("a\0b")[1]] == ["file-missing"]
