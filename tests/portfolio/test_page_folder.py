"""The folder of pages: all at once, and nobody else's files are touched."""

from pathlib import Path

import pytest

from advisor.portfolio.page_folder import PageFolder
from advisor.source.errors import SelectionError


def put(folder: Path, **pages: str) -> None:
    """As a run does it, with the pages of these people."""
    made = folder.parent / "made"
    made.mkdir(exist_ok=True)
    for name, text in pages.items():
        (made / f"{name}.html").write_text(text)
    beside = PageFolder(str(folder))
    beside.check()
    beside.put(str(made), pages)
    beside.remove_gone()


def there(folder: Path) -> dict[str, str]:
    """The files that are seen, and what is in them."""
    return {path.name: path.read_text() for path in sorted(folder.glob("[!.]*"))}


def test_pages_are_replaced_and_those_of_the_gone_removed(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    put(folder, ana="1", ben="1")
    put(folder, ana="2", cid="2")
    assert there(folder) == {"ana.html": "2", "cid.html": "2"}
    put(folder)
    assert there(folder) == {}


def test_what_others_put_there_or_changed_stays(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    put(folder, ana="1", ben="1")
    (folder / "notes.html").write_text("mine")
    (folder / "ben.html").write_text("1, and what I noted")
    put(folder, ana="2")
    assert there(folder) == {"ana.html": "2", "ben.html": "1, and what I noted", "notes.html": "mine"}


def test_a_file_that_is_none_of_ours_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    put(folder, ana="1")
    (folder / "ben.html").write_text("mine")
    with pytest.raises(SelectionError, match=r'which has a "ben.html" that no portfolio put there'):
        put(folder, ana="2", ben="2")
    assert there(folder) == {"ana.html": "1", "ben.html": "mine"}


@pytest.mark.parametrize("what", ["file", "others"])
def test_what_is_no_folder_of_pages_is_refused(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "all"
    if what == "file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        (folder / "ana.yaml").write_text("mine")
    why = {"file": "is no folder", "others": "holds other files"}[what]
    with pytest.raises(SelectionError, match=f'would stand in "{folder}", which {why}'):
        PageFolder(str(folder)).check()


@pytest.mark.parametrize("text", ["", "[]", '{"../../notes.txt": "x", "sub/x": "y", "a": 1}', "[" * 100_000])
def test_a_list_that_was_changed_leads_nowhere_else(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "outer" / "all"
    folder.mkdir(parents=True)
    (tmp_path / "notes.txt").write_text("mine")
    (folder / ".advisor-pages").write_text(text)
    put(folder, ana="1")
    assert there(folder) == {"ana.html": "1"}
    assert (tmp_path / "notes.txt").read_text() == "mine"
