"""Other words for things, across the layers of a playbook."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.vocabulary import Entity, spelt

SOUND = str(Path(__file__).with_name("sound.yaml"))


def loaded(tmp_path: Path, *layers: str) -> Mapping[str, Entity]:
    folders = [SOUND]
    for number, text in enumerate(layers):
        folder = tmp_path / f"layer-{number}"
        folder.mkdir()
        (folder / "more.yaml").write_text(text, encoding="utf-8")
        folders.append(str(folder))
    result = load_playbook(tuple(folders))
    assert result.playbook is not None, result.diagnostics
    return result.playbook.vocabulary.entities


@pytest.mark.parametrize(("word", "plain"), [("Not-Happy", "not happy"), ("client_mood", "client mood")])
def test_how_a_word_is_compared(word: str, plain: str) -> None:
    assert spelt(word) == plain


def test_a_layer_adds_words_and_the_name_of_an_entity_goes_first(tmp_path: Path) -> None:
    entities = loaded(
        tmp_path,
        "entities: {contract: {also: [job, visit]}}\n",
        "entities: {contract: {also: gig}, visit: {key: id, fields: {day: {type: date}}}}\n",
    )

    assert entities["contract"].also == ("job", "gig")
    assert entities["visit"].also == ()


def test_a_word_of_the_choice_itself_goes_before_another_word(tmp_path: Path) -> None:
    mood = "{type: choice, of: [good, bad], also: {good: [fine, bad], bad: angry}, means: {bad: 'not well'}}"
    entities = loaded(tmp_path, f"entities: {{contract: {{fields: {{humour: {mood}}}}}}}\n")
    field = entities["contract"].fields["humour"]

    assert field.choice_words == (("fine", "good"), ("angry", "bad"))
    assert field.means == (("bad", "not well"),)
