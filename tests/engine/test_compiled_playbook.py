"""Compiled rules in the cache: they fire as those compiled anew, and nothing is compiled again."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.engine.compiled_playbook import cached_and_compiled
from advisor.engine.run import Program, Run
from advisor.facts.state import State
from advisor.playbook.cache import PlaybookCache
from advisor.shipped import shipped_playbook

SHIPPED = (shipped_playbook(),)
STATES = sorted(Path("scenarios/states").glob("*.yaml"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, in use."""
    monkeypatch.delenv("ADVISOR_NO_CACHE", raising=False)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def fired(run: Run) -> list[tuple[str, str]]:
    return [(firing.rule.id, firing.row.path) for firing in run.firings]


def test_kept_rules_fire_as_those_compiled_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, _ = cached_and_compiled(SHIPPED)

    monkeypatch.setattr("advisor.engine.compile.compile_rules", lambda *_: pytest.fail("compiled again"))
    monkeypatch.setattr("advisor.engine.run.stratify", lambda *_: pytest.fail("divided again"))
    playbook = Playbook.load(cached=True)
    runs = [fired(playbook.run(State.load(str(path)))) for path in STATES]
    monkeypatch.undo()

    anew = Playbook._ready(kept, kept)
    assert runs == [fired(anew.run(State.load(str(path)))) for path in STATES]
    assert len(runs) > 5
    assert playbook.program.strata == anew.program.strata


def test_what_is_left_out_does_not_fire(folder: Path) -> None:
    cached_and_compiled(SHIPPED)
    state = State.load("scenarios/states/in-trouble.yaml")
    whole = Playbook.load(cached=True)
    left = whole.without(whole.content.rules[0].ruleset)
    assert fired(left.run(state)) == fired(Program(left.content).run(left.run(state).facts))
    assert fired(left.run(state)) != fired(whole.run(state))


def test_a_playbook_alone_has_an_entry_of_its_own(folder: Path) -> None:
    content, compiled = cached_and_compiled(SHIPPED)
    assert compiled is not None
    assert PlaybookCache(SHIPPED).read() is None
    assert cached_and_compiled(SHIPPED)[0] == content


def test_without_a_cache_rules_are_compiled_when_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_NO_CACHE", "1")
    content, compiled = cached_and_compiled(SHIPPED)
    assert compiled is None
    assert Program(content, compiled).compiled.stages
