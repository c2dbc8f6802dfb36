"""Freelancers are found in folders and in lines of a file; what is neither is told."""

import os
from pathlib import Path

import pytest

from advisor.portfolio.model import NotRead, Person
from advisor.portfolio.sources import people_in
from advisor.source.errors import StateError
from advisor.source.files import MAX_BYTES


def test_a_folder_holds_a_freelancer_in_each_file_whatever_the_depth(tmp_path: Path) -> None:
    for name in (
        "ana.yaml",
        "new/ben.yml",
        "new/cid.json",
        ".hidden.yaml",
        ".git/dan.yaml",
        "notes.txt",
        "advisor.yaml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    found = list(people_in(str(tmp_path)))
    assert [one.name for one in found] == ["ana", "new/ben", "new/cid"]
    assert isinstance(found[0], Person)
    assert found[0].place.file == str(tmp_path / "ana.yaml")


def test_two_files_that_differ_in_their_ending_alone_keep_it_in_their_names(tmp_path: Path) -> None:
    for name in ("ana.yaml", "ana.json", "ben.yaml"):
        (tmp_path / name).write_text("{}")
    assert [one.name for one in people_in(str(tmp_path))] == ["ana.json", "ana.yaml", "ben"]


def test_a_file_of_lines_holds_a_freelancer_in_each_that_is_not_empty(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text('\ufeff{"a": 1}\r\n\n  \n{"b": 2}', encoding="utf-8")
    found = list(people_in(str(path)))
    assert all(isinstance(one, Person) for one in found)
    assert [(one.name, one.place.line, one.text) for one in found if isinstance(one, Person)] == [
        ("line 1", 1, '{"a": 1}'),
        ("line 4", 4, '{"b": 2}'),
    ]


def test_a_line_that_is_too_long_is_told_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text('{"a": "' + "x" * 2 * MAX_BYTES + '"}\n{"b": 2}\n', encoding="utf-8")
    long, after = people_in(str(path))
    assert isinstance(long, NotRead)
    assert str(long.problems[0]) == (
        f"{path}:1:1: error[file-size]: the line has more than {MAX_BYTES:,} characters\n"
        "    hint: give each state a line of its own"
    )
    assert isinstance(after, Person)
    assert (after.name, after.text) == ("line 2", '{"b": 2}')


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone", 'there is no "gone"'),
        ("note.txt", '"note.txt" is no folder, and no file whose name ends in .jsonl, .ndjson or .parquet'),
        ("empty", '"empty" holds no state: no file in it ends in .yaml, .yml, .json'),
    ],
)
def test_what_is_no_source_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text("hello")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StateError) as error:
        list(people_in(name))
    assert [one.message for one in error.value.diagnostics] == [message]


def test_a_name_that_is_no_utf_8_can_be_told(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/an\xff.yaml", "w") as stream:
        stream.write("{}")
    [found] = people_in(str(tmp_path))
    assert found.name == "an\ufffd"
    assert isinstance(found, Person)
    assert Path(found.place.file).read_text() == "{}"
