"""Random playbooks in plain English: whatever can be written can be told."""

from hypothesis import given

from advisor.english.comparisons import Words as EnglishWords
from advisor.english.conditions import in_english
from tests.engine.generate import playbooks
from tests.engine.words import Words
from tests.engine.written import Written


@given(playbooks(most=3))
def test_every_condition_is_told_without_a_sign_of_the_language(made: tuple[Words, Written]) -> None:
    playbook = made[1].read()
    words = EnglishWords(playbook)
    told = [(rule.when, rule.entity) for rule in playbook.rules]
    told += [(constraint.holds, constraint.entity) for constraint in playbook.constraints]
    for action in playbook.actions.values():
        told += [(condition, action.entity) for condition in action.conditions]

    for condition, entity in told:
        sentence = str(in_english(words, condition, entity))
        assert sentence.strip() == sentence != ""
        assert not set("{}<>=") & set(sentence), sentence
