"""Fields of several choices in a state, and the tests of them."""

from pathlib import Path

import pytest

from advisor.facts import Evaluator, Facts, FactsBuilder, Schema, State, WorkingMemory
from advisor.facts.evaluate import Truth
from advisor.playbook.conditions import FieldTest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.source.errors import StateError
from tests.playbook.sound import SOUND, usable

MINE = """\
entities:
  contract:
    fields: {tasks: {type: choices, of: [drawing, writing, web pages], default: [writing]}}
ruleset: mine
rules:
  - {id: mine, for: contract, when: WHEN, forbid: check-in, because: So, claims: D-1}
"""


def playbook(folder: Path, when: str = "{tasks: known, stars: 1}") -> RuleBase:
    path = folder / "mine.yaml"
    path.write_text(MINE.replace("WHEN", when), encoding="utf-8")
    return usable(load_playbook((str(SOUND), str(path))))


def facts(book: RuleBase, *contracts: str) -> Facts:
    listed = "".join(f"  - {{id: c{number}, {fields}}}\n" for number, fields in enumerate(contracts))
    return FactsBuilder(Schema.of(book)).build(State.parse(f"contracts:\n{listed}", "s"), None, 740_000)


def truths(when: str, folder: Path, *contracts: str) -> list[Truth]:
    book = playbook(folder, when)
    found = facts(book, *contracts)
    condition = next(rule.when for rule in book.rules if rule.id == "mine")
    assert isinstance(condition, FieldTest)
    holds = Evaluator(Schema.of(book)).condition(condition)
    return [holds(WorkingMemory(found, {}), row) for row in found.rows["contract"]]


def test_a_list_or_one_text_is_read(tmp_path: Path) -> None:
    texts = (
        "tasks: [web pages, drawing]",
        "tasks: 'web pages,drawing'",
        "tasks: drawing",
        "tasks: []",
        "stars: 1",
    )

    found = facts(playbook(tmp_path), *texts)

    assert [found.value(row, "tasks") for row in found.rows["contract"]] == [
        *("drawing, web pages", "drawing, web pages", "drawing", "", "writing")
    ]


def test_each_wrong_word_is_told_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(StateError) as caught:
        facts(
            playbook(tmp_path), "tasks: [drawng, sawing, {a: b}]", "tasks: 'drawing, sawing'", "tasks: {a: b}"
        )

    expected = "expected one of drawing, writing, web pages"
    assert str(caught.value).splitlines() == [
        f's:2:22: error[wrong-value]: "tasks": found "drawng", {expected}',
        '    hint: did you mean "drawing"?',
        f's:2:30: error[wrong-value]: "tasks": found "sawing", {expected}',
        '    hint: did you mean "drawing"?',
        f's:2:38: error[wrong-value]: "tasks": found a mapping, {expected}',
        's:3:21: error[wrong-value]: "tasks": found "drawing, sawing", '
        "expected one or several of drawing, writing, web pages",
        '    hint: did you mean "drawing"?',
        's:4:21: error[wrong-value]: "tasks": found a mapping, expected one value',
    ]


def test_one_of_the_words_is_enough(tmp_path: Path) -> None:
    rows = ("tasks: [drawing, writing]", "tasks: [web pages]", "tasks: []")

    assert truths("{tasks: {has: drawing}}", tmp_path, *rows) == [True, False, False]
    assert truths("{tasks: {has: [web pages, drawing]}}", tmp_path, *rows) == [True, True, False]
    assert truths("{tasks: {not: {has: drawing}}}", tmp_path, *rows) == [False, True, True]


def test_a_piece_of_a_text(tmp_path: Path) -> None:
    rows = ("title: Invoices for May", "title: A BILL", "title: Menu", "stars: 1")

    assert truths("{title: {contains: [invoice, bill]}}", tmp_path, *rows) == [True, True, False, None]
    assert truths("{title: {not: {contains: invoice}}}", tmp_path, *rows) == [False, True, True, None]
    assert truths("{title: [{contains: menu}, unknown]}", tmp_path, *rows) == [False, False, True, True]
