"""The cache of checked playbooks: found by content, harmless when it is not to be trusted."""

import os
import pickle
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.advice.api import Playbook
from advisor.playbook.cache import KEEP, PlaybookCache, cached_playbook
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.shipped import shipped_playbook
from advisor.source.errors import PlaybookError
from tests.engine.generate import playbooks
from tests.engine.words import Words
from tests.engine.written import Written
from tests.playbook.sound import SOUND

RULES, SHIPPED = (str(SOUND),), (shipped_playbook(),)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, in use."""
    monkeypatch.delenv("ADVISOR_NO_CACHE", raising=False)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def content() -> RuleBase:
    """A small playbook, read from its file."""
    loaded = load_playbook(RULES).playbook
    assert loaded is not None
    return loaded


def entry(folder: Path) -> Path:
    (entry,) = folder.iterdir()
    return entry


def test_what_is_written_is_read_back_whole(folder: Path) -> None:
    content = load_playbook(SHIPPED).playbook
    assert content is not None
    assert PlaybookCache(SHIPPED).read() is None

    PlaybookCache(SHIPPED).write(content)
    cached = PlaybookCache(SHIPPED).read()

    assert cached == content
    assert cached is not None
    assert [rule.location for rule in cached.rules] == [rule.location for rule in content.rules]
    assert entry(folder).stat().st_mode & 0o077 == 0


@settings(suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture])
@given(playbooks(most=3))
def test_so_is_any_playbook(folder: Path, tmp_path: Path, made: tuple[Words, Written]) -> None:
    sound = made[1].sound()
    path = tmp_path / "random.yaml"
    path.write_text(sound.text())
    loaded = load_playbook((str(path),)).playbook
    assert loaded is not None
    cache = PlaybookCache((str(path),))
    cache.write(loaded)
    cached = cache.read()

    assert cached == loaded
    assert cached is not None
    assert [one.location for one in cached.constraints] == [one.location for one in loaded.constraints]
    assert playbook_digest(cached) == playbook_digest(loaded)


def test_a_changed_file_is_another_entry(folder: Path, content: RuleBase, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text("policy: {}\n")
    PlaybookCache((str(rules),)).write(content)

    (rules / "a.yaml").write_text("policy: { }\n")

    assert PlaybookCache((str(rules),)).read() is None


def test_the_library_uses_it_only_when_asked_to(folder: Path) -> None:
    Playbook.load()
    assert not folder.exists()

    first = Playbook.load(cached=True)
    again = Playbook.load(cached=True)

    assert first.content == again.content
    assert entry(folder).is_file()


def test_a_playbook_with_problems_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("rulez: []\n")

    with pytest.raises(PlaybookError):
        Playbook.load(str(tmp_path), cached=True)

    assert not folder.exists()


class Payload:
    """What an attacker would put there."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("echo run",)


@pytest.mark.parametrize("bad", [pickle.dumps(Payload()), b"", b"\x80\x05garbage", pickle.dumps("text")])
def test_an_entry_that_is_no_playbook_is_passed_over(folder: Path, content: RuleBase, bad: bytes) -> None:
    PlaybookCache(RULES).write(content)
    entry(folder).write_bytes(bad)

    assert PlaybookCache(RULES).read() is None
    assert Playbook.load(*RULES, cached=True).content == content


def test_an_entry_that_others_may_write_is_not_read(folder: Path, content: RuleBase) -> None:
    PlaybookCache(RULES).write(content)
    entry(folder).chmod(0o666)

    assert PlaybookCache(RULES).read() is None


def test_an_entry_that_is_a_link_is_not_read(folder: Path, content: RuleBase, tmp_path: Path) -> None:
    PlaybookCache(RULES).write(content)
    elsewhere = entry(folder).rename(tmp_path / "mine.playbook")
    assert PlaybookCache(RULES).read() is None
    (folder / PlaybookCache(RULES)._path.rpartition("/")[2]).symlink_to(elsewhere)

    assert PlaybookCache(RULES).read() is None


def test_what_killed_writers_left_behind_goes(folder: Path, content: RuleBase) -> None:
    PlaybookCache(RULES).write(content)
    name = f"{'0' * 64}.playbook"
    for draft, age in ((f"{name}.17", 7200), (f"{name}.18", 0), (f"{name}.copy", 7200)):
        (folder / draft).write_bytes(b"half")
        os.utime(folder / draft, (time.time() - age,) * 2)

    PlaybookCache(RULES).write(content)

    assert sorted(file.name for file in folder.iterdir() if file.name.startswith("000")) == [
        f"{name}.18",
        f"{name}.copy",
    ]


def test_no_pipe_among_the_files_is_waited_for(folder: Path, tmp_path: Path) -> None:
    shutil.copy(SOUND, tmp_path / "rules.yaml")
    os.mkfifo(tmp_path / "z.yaml")

    with pytest.raises(PlaybookError) as error:
        Playbook.load(str(tmp_path), cached=True)

    assert [problem.message for problem in error.value.diagnostics] == [
        f'"{tmp_path / "z.yaml"}" is a pipe; a file was expected'
    ]


def test_it_can_be_turned_off(folder: Path, content: RuleBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_NO_CACHE", "1")
    PlaybookCache(RULES).write(content)

    assert not folder.exists()
    assert PlaybookCache(RULES).read() is None


def test_a_folder_that_cannot_be_made_is_done_without(
    folder: Path, content: RuleBase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "file" / "below"))
    PlaybookCache(RULES).write(content)

    assert PlaybookCache(RULES).read() is None


def test_only_the_latest_entries_are_kept(folder: Path, content: RuleBase, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    for number in range(KEEP + 3):
        (rules / "a.yaml").write_text(f"# {number}\n")
        PlaybookCache((str(rules),)).write(content)

    assert len(list(folder.iterdir())) == KEEP


def built_on(tmp_path: Path, extends: str = "../below") -> str:
    """A playbook that extends another one, both of them long finished."""
    below, mine = tmp_path / "below" / "a.yaml", tmp_path / "mine" / "a.yaml"
    for path, text in (
        (below, SOUND.read_text()),
        (mine, f"playbook: {{name: Mine, extends: '{extends}'}}\n"),
    ):
        path.parent.mkdir()
        path.write_text(text)
        os.utime(path, (1e9, 1e9))
    return str(mine.parent)


def test_a_change_in_an_extended_playbook_is_seen(folder: Path, tmp_path: Path) -> None:
    mine = built_on(tmp_path)
    first = cached_playbook((mine,))
    assert PlaybookCache((mine,)).read() == first

    more = tmp_path / "below" / "b.yaml"
    more.write_text("policy: {patience: {type: days, value: 3}}\n")
    os.utime(more, (1e9, 1e9))
    assert PlaybookCache((mine,)).read() is None

    assert "patience" in cached_playbook((mine,)).policy
    more.unlink()
    assert PlaybookCache((mine,)).read() is None


def test_a_package_is_looked_for_anew(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = built_on(tmp_path, "package:coach_book_of_old/below")
    for name in ("one", "two"):
        site = tmp_path / name / "coach_book_of_old" / "below"
        shutil.copytree(tmp_path / "below", site)
        (site.parent / "__init__.py").write_text("")
    (site / "a.yaml").write_text((site / "a.yaml").read_text().replace("$250", "$300"))
    os.utime(site / "a.yaml", (1e9, 1e9))
    monkeypatch.syspath_prepend(str(tmp_path / "one"))
    assert cached_playbook((mine,)).policy["small_stake"].value == 25000
    assert PlaybookCache((mine,)).read() is not None

    monkeypatch.syspath_prepend(str(tmp_path / "two"))

    assert PlaybookCache((mine,)).read() is None
    assert cached_playbook((mine,)).policy["small_stake"].value == 30000


def test_what_changes_while_it_is_read_is_not_kept(folder: Path, tmp_path: Path) -> None:
    mine = built_on(tmp_path)
    os.utime(tmp_path / "below" / "a.yaml")

    Playbook.load(mine, cached=True)

    assert not folder.exists()
