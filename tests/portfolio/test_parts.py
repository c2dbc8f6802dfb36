"""Parts of a portfolio: whole or not there, and gone on with by a run of the same alone."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.portfolio.model import NotRead, Outcome, Reviewed
from advisor.portfolio.parts import Parts
from advisor.source.diagnostic import Location
from advisor.source.errors import SelectionError

MADE_OF = {"the playbook": "p", "the day": "d"}
HERE = Location("all.jsonl", 1, 1)
ANA, BEN = Reviewed("ana", 1, (), HERE, page="<p>Ana"), NotRead("ben", ())


def begin(folder: Path, resume: bool = True, made_of: Mapping[str, str] = MADE_OF) -> Parts:
    return Parts.begin(str(folder), made_of, None, resume=resume)


def kept(parts: Parts) -> list[list[Outcome]]:
    return list(parts.kept())


def test_what_is_kept_is_there_the_next_time(tmp_path: Path) -> None:
    parts = begin(tmp_path / "p")
    assert parts.keep([ANA, BEN]) == [replace(ANA, page=""), BEN]
    parts.keep([BEN])
    again = begin(tmp_path / "p")
    assert (again.number, kept(again)) == (2, [[ANA, BEN], [BEN]])
    assert (tmp_path / "p" / "pages" / "ana.html").read_text() == "<p>Ana"
    assert kept(again)[0][0].page == ""  # type: ignore[union-attr]


def test_without_resuming_one_begins_anew(tmp_path: Path) -> None:
    begin(tmp_path / "p").keep([ANA])
    assert begin(tmp_path / "p", resume=False).number == 0
    assert sorted(path.name for path in (tmp_path / "p").rglob("*")) == ["manifest", "pages"]


def test_parts_of_another_run_are_refused(tmp_path: Path) -> None:
    begin(tmp_path / "p").keep([ANA])
    with pytest.raises(SelectionError) as error:
        begin(tmp_path / "p", made_of={**MADE_OF, "the day": "another", "new": "too"})
    assert error.value.message == f'"{tmp_path / "p"}" was begun with another value of: the day, new'
    assert error.value.hint == "leave out --resume to begin anew, or run it as before"
    assert begin(tmp_path / "p").number == 1


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "letter.txt").write_text("mine")
    for resume in (True, False):
        with pytest.raises(SelectionError, match="holds something else: move it away"):
            begin(tmp_path / "p", resume)
    assert (tmp_path / "p" / "letter.txt").read_text() == "mine"


def test_a_part_that_was_changed_is_told(tmp_path: Path) -> None:
    begin(tmp_path / "p").keep([ANA])
    (tmp_path / "p" / "part-000000").write_text("[[")
    with pytest.raises(SelectionError, match='part-000000" is no part of a portfolio'):
        kept(begin(tmp_path / "p"))


def test_half_a_part_is_none(tmp_path: Path) -> None:
    begin(tmp_path / "p").keep([ANA])
    (tmp_path / "p" / ".advisor-0123456789abcdef.tmp").write_text("[[")  # as a killed writer leaves it
    (tmp_path / "p" / "pages" / "ben.html").write_text("half")
    parts = begin(tmp_path / "p")
    assert parts.number == 1
    parts.remove()
    assert not (tmp_path / "p").exists()


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    begin(tmp_path / "p").keep([ANA])
    (tmp_path / "p" / "letter.txt").write_text("mine")
    begin(tmp_path / "p").remove()
    assert [path.name for path in (tmp_path / "p").rglob("*")] == ["letter.txt"]


def test_the_manifest_can_be_read_by_people(tmp_path: Path) -> None:
    begin(tmp_path / "p")
    assert json.loads((tmp_path / "p" / "manifest").read_text()) == MADE_OF
