"""What a layer sets in the rules, actions and choices below it; problems are among the broken examples."""

from pathlib import Path

import pytest

from advisor.english.comparisons import Words
from advisor.english.conditions import in_english
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Priority, RuleBase
from tests.playbook.sound import SOUND, usable

TEXT = SOUND.read_text(encoding="utf-8")
SEVERAL = """\
ruleset: more
rules:
  - id: several
    for: contract
    when: {stars: 1}
    then:
      - {advise: check-in, priority: low}
      - {forbid: close-contract, because: "Not now"}
    because: "{title} has one star"
    claims: D-1
"""


def load(folder: Path, *layers: str) -> RuleBase:
    paths = [folder / f"{number}.yaml" for number, _ in enumerate(layers)]
    for path, text in zip(paths, layers, strict=True):
        path.write_text(text, encoding="utf-8")
    return usable(load_playbook(tuple(map(str, paths))))


def override(section: str, name: str, change: str, because: str = "So we do") -> str:
    return f"override: {{{section}: {{{name}: {{{change}, because: {because}}}}}}}\n"


AS_IF = [
    ("rules", "ask-the-quiet", "set: {priority: high}", "priority: medium", "priority: high"),
    ("rules", "ask-the-quiet", "set: {because: Call}", '"{title} is quiet"', "Call"),
    ("actions", "check-in", "set: {title: Call}", '"Ask {client.name} about {title}"', "Call"),
    ("actions", "check-in", "set: {message: Hi}", '"Hello, do you still need me for {title}?"', "Hi"),
    (
        "actions",
        "keep-it-up",
        "set: {effort: high}",
        "for: profile, effort: low",
        "for: profile, effort: high",
    ),
    ("actions", "keep-it-up", "set: {steps: [Go, On]}", "for: profile, ", "for: profile, steps: [Go, On], "),
    ("choices", "contract.mood", "add: [mad]", "neutral, unhappy]", "neutral, unhappy, mad]"),
    (
        "choices",
        "contract.mood",
        "add: [mad], says: {mad: Mad}",
        "neutral, unhappy]",
        "neutral, unhappy, mad]",
    ),
]


@pytest.mark.parametrize("case", AS_IF)
def test_it_is_as_if_it_stood_below(case: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    section, name, change, old, new = case
    assert TEXT.count(old) == 1

    changed = load(tmp_path, TEXT, override(section, name, change))
    assert playbook_digest(changed) == playbook_digest(load(tmp_path, TEXT.replace(old, new)))


def test_every_change_is_noted_with_its_reason_and_its_place(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        TEXT,
        override("rules", "ask-the-quiet", "set: {priority: high, because: Call}"),
        override("choices", "contract.mood", "add: [sad, mad]", "They are"),
    )

    assert [(one.kind, one.name, one.key, one.was, one.now, one.because) for one in book.rewritten] == [
        ("rule", "ask-the-quiet", "priority", "medium", "high", "So we do"),
        ("rule", "ask-the-quiet", "because", "{title} is quiet", "Call", "So we do"),
        ("choice", "contract.mood", "add", "", "sad, mad", "They are"),
    ]
    assert [one.location.column for one in book.rewritten] == [52, 67, 22]


def test_the_last_word_holds(tmp_path: Path) -> None:
    changes = [override("rules", "ask-the-quiet", f"set: {{priority: {word}}}") for word in ("high", "low")]
    [ask] = [rule for rule in load(tmp_path, TEXT, *changes).rules if rule.id == "ask-the-quiet"]

    assert ask.consequences[0].priority is Priority.LOW


def test_of_several_consequences_the_one_that_says_it_is_changed(tmp_path: Path) -> None:
    change = override("rules", "several", "set: {priority: critical}")
    [rule] = [rule for rule in load(tmp_path, TEXT, SEVERAL, change).rules if rule.id == "several"]
    first, second = rule.consequences

    assert (first.priority, first.because.text) == (Priority.CRITICAL, "{title} has one star")
    assert second.because.text == "Not now"


def test_a_reason_that_stands_in_several_places_is_not_changed(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml")]
    texts = (TEXT, SEVERAL, override("rules", "several", "set: {because: Call}"))
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")

    [problem] = load_playbook(tuple(map(str, paths))).diagnostics

    assert (problem.code, problem.message, problem.hint) == (
        "wrong-value",
        'the override of the rule "several": the rule gives "because" in 2 places',
        "disable it, and write a rule of your own in its place",
    )


def test_an_added_word_can_be_tested_and_is_offered_to_a_state(tmp_path: Path) -> None:
    rule = "ruleset: mine\nrules:\n  - {id: mad, for: contract, when: {mood: mad}, forbid: check-in, "
    layer = override("choices", "contract.mood", "add: [mad]") + rule + "because: So, claims: D-1}\n"

    mood = load(tmp_path, TEXT, layer).vocabulary.entities["contract"].fields["mood"]

    assert mood.choices == ("happy", "neutral", "unhappy", "mad")


@pytest.mark.parametrize(
    ("below", "clauses"),
    [
        ("", (("mad", "he is mad"),)),
        (", says: the mood", (("value", "the mood"), ("mad", "he is mad"))),
        (
            ", says: {known: it shows, happy: all is well}",
            (("known", "it shows"), ("happy", "all is well"), ("mad", "he is mad")),
        ),
    ],
)
def test_an_added_word_brings_its_clause(
    below: str, clauses: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    text = TEXT.replace("neutral, unhappy]", f"neutral, unhappy]{below}")
    layer = override("choices", "contract.mood", "add: [mad, sad], says: {mad: he is mad}")

    assert load(tmp_path, text, layer).vocabulary.entities["contract"].fields["mood"].says == clauses


def test_a_rule_on_an_added_word_is_told_in_the_words_of_its_layer(tmp_path: Path) -> None:
    layers = [
        override("choices", "contract.mood", "add: [mad], says: {mad: the client is mad}"),
        override("choices", "contract.mood", "add: [sad], says: {sad: the client is sad}")
        + "ruleset: mine\nrules:\n  - {id: m, for: contract, when: {mood: [mad, sad]}, forbid: check-in, "
        + "because: So, claims: D-1}\n",
    ]
    book = load(tmp_path, TEXT, *layers)
    [rule] = [rule for rule in book.rules if rule.id == "m"]

    assert str(in_english(Words(book), rule.when, "contract")) == "the client is mad or the client is sad"
