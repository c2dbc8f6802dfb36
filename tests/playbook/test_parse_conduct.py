"""Conduct from several files: items and lists add up, and the language is one."""

from pathlib import Path

import pytest

from advisor.playbook.load import Loaded, load_playbook
from tests.playbook.sound import SOUND, usable


def loaded(*texts: str) -> Loaded:
    for number, text in enumerate(texts):
        Path(f"{number}.yaml").write_text(text, encoding="utf-8")
    return load_playbook((str(SOUND), *(f"{number}.yaml" for number in range(len(texts)))))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


STARS = "messages: {language: de, lists: {sterne: [Stern, Sterne]}}\n"
ITEM = '{id: sterne, any_of: "# {sterne}", says: zählt Sterne, instead: bitte um ehrliches Feedback}'


def test_a_pattern_names_a_list_of_another_file() -> None:
    conduct = usable(loaded(f"messages: {{never: [{ITEM}]}}\n", STARS)).conduct

    assert conduct.language == "de"
    assert conduct.lists == {"sterne": ("Stern", "Sterne")}
    assert [(never.id, never.any_of) for never in conduct.never] == [("sterne", ("# {sterne}",))]


def test_messages_are_in_one_language() -> None:
    problems = loaded(STARS, f"messages: {{never: [{ITEM}], language: en}}\n").diagnostics

    assert [str(problem) for problem in problems] == [
        '1.yaml:1:125: error[duplicate-id]: messages are in "de" already, at 0.yaml:1:22\n'
        "    hint: all messages are in one language"
    ]


def test_an_id_and_a_list_are_declared_once() -> None:
    problems = loaded(STARS, f"messages: {{never: [{ITEM}, {ITEM}], lists: {{sterne: ★}}}}\n").diagnostics

    assert [problem.code for problem in problems] == ["duplicate-id"] * 2


def test_a_playbook_without_conduct_has_none() -> None:
    assert usable(loaded()).conduct.never == ()


def test_a_draft_in_the_language_of_its_playbook_is_held_against_it() -> None:
    action = '{for: contract, effort: low, title: "Bitten", message: "Bitte 5 Sterne, {client.name}."}'
    rule = "{id: r, for: contract, when: {stars: 1}, advise: bitten, priority: low, because: So, claims: D-1}"
    text = f"actions: {{bitten: {action}}}\nruleset: de\nrules: [{rule}]\nmessages: {{never: [{ITEM}]}}\n"

    assert [str(problem) for problem in loaded(text, STARS).diagnostics] == [
        '0.yaml:1:74: error[conduct]: the message of "bitten" zählt Sterne: "5 Sterne"\n'
        "    hint: bitte um ehrliches Feedback"
    ]
