"""Steps and drafts that depend on what holds: every step whose condition is true, the first such draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.fill_templates import Fillers
from advisor.engine import Program
from advisor.facts import Row
from advisor.playbook.model import Variant
from advisor.playbook.types import FieldType, speak
from advisor.playbook.vocabulary import NumberForms, Template
from advisor.source.diagnostic import Location
from tests.advice.toy import contract, review, rule
from tests.engine.generate import playbooks, states
from tests.engine.meaning import Meaning
from tests.engine.words import Words
from tests.engine.written import Json, Written

CALL = {
    "call": {
        "effort": "low",
        "steps": [
            "Think.",
            {"text": "Count {rounds: one round|# rounds} of {title}.", "when": {"rounds": ">= 1"}},
            {"text": "Wait.", "when": {"warm": True}},
        ],
        "message": [
            {"when": {"status": "active", "warm": True}, "text": "Dear {client.name}"},
            {"when": {"rounds": "> policy.many"}, "text": "Sorry for {title}"},
            {"text": "Hello"},
        ],
    }
}
RULES = [
    rule("advise", "call"),
    {"conclude": "warm", "because": "So."},
    {"when": {"warm": True, "f12": True}, "forbid": "call", "because": "So."},
]


def words_of(actions: Json = CALL, **facts: Json) -> tuple[tuple[str, ...], str | None]:
    """The steps and the draft for a contract."""
    state = contract(**{"f12": False, **facts})
    (item,) = review(RULES, state, actions=actions).recommendations
    return item.steps, item.message


@pytest.mark.parametrize(
    ("facts", "steps", "draft"),
    [
        (
            {"status": "active", "rounds": 1},
            ("Think.", "Count one round of Logo.", "Wait."),
            "Dear your client",
        ),
        ({"status": "paused", "rounds": 3}, ("Think.", "Count 3 rounds of Logo.", "Wait."), "Sorry for Logo"),
        ({"status": "paused", "rounds": 0, "f2": False}, ("Think.",), "Hello"),
        ({"f2": None, "rounds": 0, "status": "active"}, ("Think.",), "Hello"),
        ({}, ("Think.", "Wait."), "Hello"),
    ],
)
def test_what_is_not_known_to_hold_is_not_said(facts: Json, steps: tuple[str, ...], draft: str) -> None:
    assert words_of(**facts) == (steps, draft)


def test_where_no_variant_holds_there_is_no_draft() -> None:
    actions = {"call": CALL["call"] | {"message": CALL["call"]["message"][:2]}}

    assert words_of(actions)[1] is None
    assert words_of(actions, status="active")[1] == "Dear your client"


@given(playbooks(), st.data())
def test_the_texts_that_stand_are_those_whose_conditions_are_true(
    made: tuple[Words, Written], data: st.DataObject
) -> None:
    words, written = made
    program = Program(written.read())
    facts = program.builder.build(data.draw(states(words)), None, 0)
    run, meaning = program.run(facts), Meaning(program.playbook, facts)
    meaning.firings()
    fillers = Fillers(program)

    for entity, rows in facts.rows.items():
        conditions = [rule.when for rule in program.playbook.rules if rule.entity == entity]
        texts = [Template((str(n),), str(n), Location("it", 1, 1)) for n in range(len(conditions))]
        variants = [Variant(*pair) for pair in zip(texts, conditions, strict=True)]
        for row in rows:
            standing = [text.text for text in fillers.standing(variants, run.view, row)]
            assert standing == [
                str(n) for n, condition in enumerate(conditions) if meaning.truth(condition, row) == 1
            ]


@given(playbooks(most=3), st.data())
def test_random_steps_and_drafts_say_what_a_second_reading_does(
    made: tuple[Words, Written], data: st.DataObject
) -> None:
    words, written = made
    program = Program(written.read())
    facts = program.builder.build(data.draw(states(words)), None, 0)
    run, meaning, fillers = program.run(facts), Meaning(program.playbook, facts), Fillers(program)
    meaning.firings()

    for action in program.playbook.actions.values():
        for row in facts.rows[action.entity]:
            for variants in (action.steps, action.message):
                said = [
                    fillers.fill(text, run.view, row) for text in fillers.standing(variants, run.view, row)
                ]
                assert said == [
                    _filled(variant.text, meaning, row)
                    for variant in variants
                    if variant.when is None or meaning.truth(variant.when, row) == 1
                ]


def _filled(template: Template, meaning: Meaning, row: Row) -> str:
    """The text with the form that goes with each number."""
    filled = ""
    for part in template.parts:
        assert isinstance(part, str | NumberForms)
        filled += part if isinstance(part, str) else _form(part, meaning, row)
    return filled


def _form(forms: NumberForms, meaning: Meaning, row: Row) -> str:
    number = meaning.value(forms.path, row)
    if number is None:
        name = forms.path.text.split(".")[-1]
        return f"the {name}" if "#" in forms.many else forms.many
    return (forms.one if number == 1 else forms.many).replace("#", speak(number, FieldType.COUNT))
