"""What is remembered of a state: by kind and place, private, and nothing where anything is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.facts.state_memory import recalled, remember


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache"


def number(kept: Any) -> int:
    return int(kept["number"])


def test_each_state_and_kind_has_its_own(cache: Path) -> None:
    assert remember("lists", "me.yaml", {"number": 1})
    assert remember("changes", "me.yaml", {"number": 2})

    assert recalled("lists", "me.yaml", number) == 1
    assert recalled("changes", str(Path("me.yaml").resolve()), number) == 2
    assert recalled("lists", "you.yaml", number) is None


def test_it_is_private(cache: Path) -> None:
    remember("lists", "me.yaml", {"number": 1})

    [file] = (cache / "lists").iterdir()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("other", [{"edition": 2}, {"state": "elsewhere"}, {"number": "many"}])
def test_what_is_not_ours_is_nothing(cache: Path, other: dict[str, object]) -> None:
    remember("lists", "me.yaml", {"number": 1})
    [file] = (cache / "lists").iterdir()
    file.write_text(json.dumps(json.loads(file.read_text()) | other))

    assert recalled("lists", "me.yaml", number) is None


def test_a_link_is_neither_read_nor_followed(cache: Path, tmp_path: Path) -> None:
    remember("lists", "me.yaml", {"number": 1})
    [file] = (cache / "lists").iterdir()
    elsewhere = file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(elsewhere)

    assert recalled("lists", "me.yaml", number) is None
    assert remember("lists", "me.yaml", {"number": 2})
    assert recalled("lists", "me.yaml", number) == 2
    assert json.loads(elsewhere.read_text())["number"] == 1
