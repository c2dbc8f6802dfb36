"""Words that a layer adds to the choices of a standard record, with their clauses."""

from pathlib import Path

import pytest

from advisor.english.comparisons import Words
from advisor.english.conditions import in_english
from advisor.facts import Schema
from advisor.playbook.load import Loaded, load_playbook
from advisor.schemas.playbook import playbook_schema
from advisor.source.diagnostic import Severity
from tests.playbook.sound import usable
from tests.playbook.test_parse_histories import PLAYBOOK

RULE = """\
  - {id: water-it, for: bed, when: {plant: known}, advise: water, priority: low, because: So, claims: D-1}
"""
LAYER = """\
override:
  choices:
    bed_event.reply: {add: [maybe], says: {maybe: "the answer was maybe"}, because: "Neighbours dither"}
    tree_event.status: {add: [begun], because: "Trees take days"}
ruleset: mine
title: Mine
rules:
  - id: wait
    for: bed
    when: {some: {event: {did: water, reply: maybe}}}
    forbid: water
    because: So
    claims: D-1
"""
LAST = """\
entities:
  bed_event: {fields: {reply: {ask: "What did the neighbour say?", says: "the answer is {value}"}}}
override:
  choices:
    bed_event.reply: {add: [later], says: {later: "the answer was later"}, because: "Neighbours wait"}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(*layers: str) -> Loaded:
    files = {f"{number}.yaml": text for number, text in enumerate((PLAYBOOK + RULE, *layers))}
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    return load_playbook(tuple(files))


def test_the_record_has_the_words_of_all_layers_and_others_have_not() -> None:
    entities = usable(load(LAYER, LAST)).vocabulary.entities

    reply = entities["bed_event"].fields["reply"]
    assert reply.choices == ("none", "yes", "no", "maybe", "later")
    assert (reply.ask, reply.says) == (
        "What did the neighbour say?",
        (
            ("value", "the answer is {value}"),
            ("maybe", "the answer was maybe"),
            ("later", "the answer was later"),
        ),
    )
    assert entities["tree_event"].fields["status"].choices == ("done", "snoozed", "dismissed", "begun")
    assert entities["garden_event"].fields["reply"].choices == ("none", "yes", "no")
    assert entities["tree_event"].fields["reply"].choices == ("none", "yes", "no")


def test_a_rule_that_asks_for_such_a_word_is_told_with_its_clause() -> None:
    playbook = usable(load(LAYER))
    wait = next(rule for rule in playbook.rules if rule.id == "wait")

    assert str(in_english(Words(playbook), wait.when, "bed")) == (
        "its history has an event such that the action is water and the answer was maybe"
    )
    assert Schema.of(playbook).vocabulary.entities["bed_event"].fields["reply"].says[-1] == (
        "maybe",
        "the answer was maybe",
    )
    assert [(one.kind, one.name, one.now) for one in playbook.rewritten] == [
        ("choice", "bed_event.reply", "maybe"),
        ("choice", "tree_event.status", "begun"),
    ]


def test_an_editor_offers_what_can_be_added_to() -> None:
    schema = str(playbook_schema(usable(load(LAYER))))

    assert "'bed_event.reply': {" in schema
    assert "Now none, yes, no, maybe." in schema


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (
            "bed_event.reply: {add: [yes], because: So}",
            '1.yaml:3:29: error[duplicate-id]: the field "reply": "yes" is listed twice\n'
            "    hint: remove one",
        ),
        (
            "bed_event.status: {add: [held], says: {hold: it is held}, because: So}",
            '1.yaml:3:44: error[unknown-key]: the override of the choice "bed_event.status", says has no '
            'key "hold"\n    hint: did you mean "held"?',
        ),
        (
            "stone_event.reply: {add: [held], because: So}",
            "1.yaml:3:5: error[unknown-override]: no playbook below this one has a choice "
            '"stone_event.reply"\n    hint: did you mean "tree_event.reply"?',
        ),
        (
            "bed_event.until: {add: [held], because: So}",
            '1.yaml:3:5: error[unknown-override]: no playbook below this one has a choice "bed_event.until"\n'
            '    hint: did you mean "bed_event.reply"?',
        ),
        (
            "bed_event.reply: {add: [], because: So}",
            '1.yaml:3:28: error[missing-key]: the override of the choice "bed_event.reply", add: there is no '
            "word\n    hint: name a word",
        ),
    ],
)
def test_what_cannot_be_added(choice: str, told: str) -> None:
    loaded = load(f"override:\n  choices:\n    {choice}\n")

    errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
    assert "".join(map(str, errors)) == told
