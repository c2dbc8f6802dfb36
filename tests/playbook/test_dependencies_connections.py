"""Who draws each conclusion, and who reads it."""

from pathlib import Path

from advisor.playbook.dependencies import dependency_graph
from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND, sound, usable


def test_the_conclusions_of_a_small_playbook() -> None:
    links = dependency_graph(sound())

    assert links.drawn_by == {("contract", "quiet"): ("gone-quiet",)}
    assert links.read_by == {("contract", "quiet"): ("ask-the-quiet", "close-the-quiet")}
    assert links.absent == frozenset()
    assert links.reads("ask-the-quiet") == (("contract", "quiet"),)
    assert links.reads("gone-quiet") == ()


def test_absence_counts(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "ruleset: mine\nrules:\n"
        "  - {id: loud, for: contract, when: {quiet: false}, forbid: check-in, because: So, claims: D-1}\n"
        "  - {id: none-quiet, for: profile, when: {none: {contract: {quiet: true}}}, forbid: keep-it-up,\n"
        "     because: So, claims: D-1}\n"
    )

    links = dependency_graph(usable(load_playbook((str(SOUND), str(path)))))

    quiet = ("contract", "quiet")
    assert links.read_by[quiet] == ("ask-the-quiet", "close-the-quiet", "loud", "none-quiet")
    assert links.absent == {("loud", quiet), ("none-quiet", quiet)}
