"""The digest: the same for what says the same, another for every change."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from tests.engine.generate import playbooks
from tests.engine.words import Words
from tests.engine.written import Written, load_text
from tests.playbook.sound import SOUND, sound, usable

TEXT = SOUND.read_text(encoding="utf-8")


def shuffled(value: object, dice: random.Random) -> object:
    if isinstance(value, dict):
        items = [(key, shuffled(item, dice)) for key, item in value.items()]
        return dict(dice.sample(items, len(items)))
    return [shuffled(item, dice) for item in value] if isinstance(value, list) else value


def digest_of(text: str, folder: Path) -> str:
    path = folder / "changed.yaml"
    path.write_text(text, encoding="utf-8")
    return playbook_digest(usable(load_playbook((str(path),))))


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_files_rules_and_keys_changes_nothing(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    content = shuffled(yaml.load(TEXT, Loader=yaml.BaseLoader), dice)
    assert isinstance(content, dict)
    rules = dice.sample(content.pop("rules"), 4)
    named = {"ruleset": content.pop("ruleset"), "title": content.pop("title")}
    files = [{key: value} for key, value in content.items()]
    files += [{**named, "rules": rules[:2]}, {**named, "rules": rules[2:]}]
    for number, content in enumerate(dice.sample(files, len(files))):
        (tmp_path / f"{number}.yaml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")

    assert playbook_digest(usable(load_playbook((str(tmp_path),)))) == playbook_digest(sound())


CHANGES = [
    ("value: 6 months", "value: 179 days"),
    ('"> policy.idle_after"', '">= policy.idle_after"'),
    ('">= 90"', '">= 90.01"'),
    ("priority: medium", "priority: high"),
    ("{title} is quiet", "{title} is idle"),
    ("do you still need me", "are you still in need of me"),
    ("reply: no}}}", "reply: yes}}}"),
    ('effort: low, title: "Keep', 'effort: high, title: "Keep'),
    ('effort: low, title: "Keep', 'effort: low, all_clear: true, title: "Keep'),
    ('message: "Hello, do', 'writes_to: client\n    message: "Hello, do'),
    ("issues: {type: count, default: 0}", "issues: {type: count, default: 1}"),
    ("What is your score?", "What is your score today?"),
    ("of: [happy, neutral, unhappy]", "of: [happy, unhappy]"),
    ("Quiet contracts are better closed.", "Quiet contracts are closed."),
    ("rung: 2", "rung: 3"),
    ('"Hello, do', '\n      - {when: {stars: 5}, text: Hi.}\n      - text: "Hello, do'),
    ("title: {type: text, if", "title: {type: text, quoted: true, if"),
    ("id: score-is-fine", "id: score-is-good"),
    ("none: {event: {did: check-in}}", "some: {event: {did: check-in}}"),
    ("A document", "A book"),
    ("policy:\n", 'constraints: [{for: contract, holds: {stars: known}, says: "Rate it"}]\npolicy:\n'),
    ('{status: active, idle: "> policy.idle_after"}', "{status: active}\n    unless: {stars: 1}"),
    ("links: {client: client}", "links: {buyer: client, client: client}"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_any_change_gives_another_digest(old: str, new: str, tmp_path: Path) -> None:
    assert TEXT.count(old) >= 1

    assert digest_of(TEXT.replace(old, new), tmp_path) != playbook_digest(sound())


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "# a remark\n\n" + text,
        lambda text: text.replace("{status: active, idle:", "{'status':   \"active\", idle:"),
        lambda text: text.replace("value: 6 months}", "value: 6 months, note: Long, claims: [D-1]}"),
        lambda text: text.replace("{days_since: last_activity}", "{days_since: last_activity, claims: D-1}"),
        lambda text: text.replace('title: "Keep', 'note: On, claims: [D-1], title: "Keep'),
        lambda text: text.replace('title: "Keep', 'all_clear: false, title: "Keep'),
        lambda text: text + "messages: {never: [{id: a, any_of: b, says: c, instead: d}]}\n",
        lambda text: text.replace("    conclude: quiet\n", "    conclude: quiet\n    note: For authors\n"),
    ],
)
def test_what_nobody_reads_changes_nothing(change: Callable[[str], str], tmp_path: Path) -> None:
    assert change(TEXT) != TEXT

    assert digest_of(change(TEXT), tmp_path) == playbook_digest(sound())


def test_the_name_is_left_out_and_the_form_is_fixed() -> None:
    digest = playbook_digest(sound())

    assert playbook_digest(replace(sound(), name="another")) == digest
    assert digest.startswith("sha256:")
    assert len(digest) == len("sha256:") + 64


@given(playbooks(most=3), st.integers(0, 99))
def test_a_random_playbook_says_the_same_in_another_order(made: tuple[Words, Written], seed: int) -> None:
    content, dice = made[1].sound(), random.Random(seed)
    digest = playbook_digest(usable(content.load()))
    sections = shuffled(json.loads(content.text()), dice)
    assert isinstance(sections, dict)
    for key in ("rules", "constraints"):
        sections[key] = dice.sample(sections[key], len(sections[key]))
    # Of two links to one kind of thing, `some` and its kin go by the first that is written.
    for name, entity in content.head["entities"].items():
        sections["entities"][name]["links"] = entity["links"]

    assert playbook_digest(usable(load_text(json.dumps(sections)))) == digest
    for constraint in content.constraints:
        fewer = replace(content, constraints=[one for one in content.constraints if one is not constraint])
        assert playbook_digest(usable(fewer.load())) != digest
    for name, action in content.actions.items():
        for key in {"steps", "message"} & set(action):
            silent = {part: action[part] for part in action if part != key}
            fewer = replace(content, actions=content.actions | {name: silent})
            assert playbook_digest(usable(fewer.load())) != digest
