"""Rules found by words: in what is told of them, whatever the letter case, and all words at once."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.reports.rules.search import rules_with
from tests.playbook.sound import usable

PLAYBOOK = """\
entities:
  contract:
    key: id
    called: job
    label: "{title}"
    fields: {title: {type: text}, idle: {type: days}, open: {type: flag}}
actions:
  ask: {for: contract, title: "Ask about {title}", effort: low}
documents: {D: {title: "A page"}}
claims:
  D-1: {document: D, section: S, kind: rule, says: "Silence is no good sign."}
  D-2: {document: D, section: S, kind: rule, says: "Close what is done."}
ruleset: quiet
title: Jobs without news
rules:
  - {id: ask-when-idle, for: contract, when: {idle: "> 60 days"}, advise: ask, priority: low,
     because: "Nobody wrote for a while.", claims: D-1}
  - {id: no-question, for: contract, when: {open: true}, forbid: ask, because: "It is open.", claims: D-2,
     note: "Was twelve days once."}
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("IDLE", ["ask-when-idle"]),
        ("without news", ["ask-when-idle", "no-question"]),
        ("60 days", ["ask-when-idle"]),
        ("nobody silence", ["ask-when-idle"]),
        ("nobody done", []),
        ("D-2", ["no-question"]),
        ("twelve", ["no-question"]),
        ("Ask about", ["ask-when-idle", "no-question"]),
        ("nothing of it", []),
    ],
)
def test_words_are_found(words: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "all.yaml"
    path.write_text(PLAYBOOK, encoding="utf-8")
    playbook = usable(load_playbook((str(path),)))

    assert sorted(rules_with(playbook, playbook.rules, words)) == expected
