"""Fields and conclusions that are called as a word which people write for one of the language."""

from pathlib import Path

import pytest

from advisor.playbook.conditions import FieldTest, paths_of
from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND, usable

WORDS = ["and", "or", "exists", "no", "nor", "unless"]
TAIL = "forbid: check-in, because: So, claims: D-1}"


def loaded(text: str, folder: Path) -> tuple[Path, list[str]]:
    path = folder / "words.yaml"
    path.write_text(text, encoding="utf-8")
    return path, [str(problem) for problem in load_playbook((str(SOUND), str(path))).diagnostics]


@pytest.mark.parametrize("word", WORDS)
def test_a_field_may_be_called_so(word: str, tmp_path: Path) -> None:
    fields = f"entities: {{contract: {{fields: {{{word}: {{type: flag, ask: 'So?'}}}}}}}}\n"
    rules = f"ruleset: words\nrules:\n  - {{id: reads, for: contract, when: {{{word}: true}}, {TAIL}\n"

    path, problems = loaded(fields + rules, tmp_path)

    assert problems == []
    rules_read = usable(load_playbook((str(SOUND), str(path)))).rules
    when = next(rule.when for rule in rules_read if rule.id == "reads")
    assert isinstance(when, FieldTest)
    assert when.path.text == word


@pytest.mark.parametrize("word", WORDS)
def test_so_may_a_conclusion(word: str, tmp_path: Path) -> None:
    drawn = f"{{id: draws, for: contract, when: {{stars: 1}}, conclude: {word}, because: So, claims: D-1}}"
    reads = f"{{id: reads, for: contract, when: {{{word}: true}}, {TAIL}"
    rules = f"ruleset: words\nrules:\n  - {drawn}\n  - {reads}\n"

    path, problems = loaded(rules, tmp_path)

    assert problems == []
    rules_read = usable(load_playbook((str(SOUND), str(path)))).rules
    when = next(rule.when for rule in rules_read if rule.id == "reads")
    assert [read.conclusion for read in paths_of(when)] == [True]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("and: [{stars: 1}]", 'did you mean "all"?'),
        ("OR: [{stars: 1}]", 'did you mean "any"?'),
        ("exists: {event: {}}", 'did you mean "some"?'),
        ("no: {event: {}}", 'did you mean "none"?'),
        ("Nor: {event: {}}", 'did you mean "none"?'),
        ("ALL: [{stars: 1}]", 'did you mean "all"?'),
        ("unless: {stars: 1}", '"unless" stands beside "when"; within a block, write "not"'),
        ("client: {responsive: true}", 'write a path: "client.FIELD: ..."'),
        ("profile: {job_success: 5}", 'write a path: "profile.FIELD: ..."'),
        ("event: {reply: no}", 'range over entities with "some: {event: ...}"'),
    ],
)
def test_elsewhere_they_are_told_what_to_write(written: str, hint: str, tmp_path: Path) -> None:
    rules = f"ruleset: words\nrules:\n  - {{id: reads, for: contract, when: {{{written}}}, {TAIL}\n"

    path, problems = loaded(rules, tmp_path)

    key = written.partition(":")[0]
    assert problems == [
        f'{path}:3:39: error[unknown-field]: a contract has no field "{key}"\n    hint: {hint}'
    ]
