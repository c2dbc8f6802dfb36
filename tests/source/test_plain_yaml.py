"""Plain YAML read line by line: the tree that the parser's events make, or nothing."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.node_spans import NodeSpan, spans_by_events
from advisor.source.plain_spans import span_tree
from advisor.source.plain_yaml import plain_tree, read_plain
from advisor.source.reader import parse_events
from advisor.source.tree import Mapping, Node, Scalar

STATES = sorted((Path(__file__).parents[2] / "scenarios" / "states").glob("*.yaml"))
SIGNS = " :-#{}[],'\"|>&*!?%@`~\n\\=<.a1_é\u20ac"
PIECES = (
    "a: 1\n",
    "b:\n",
    "  c: x y\n",
    "- d\n",
    "  - {e: f, g: 'h'}\n",
    '"i"',
    "[j, k]",
    " # l\n",
    "m: #n\n",
    "'o': p\n",
)


def told(node: Node | None) -> object:
    """A tree with every place and comment."""
    match node:
        case None:
            return None
        case Scalar():
            return node.text, node.quoted, str(node.location), node.comment
        case Mapping():
            return str(node.location), [(told(entry.key), told(entry.value)) for entry in node.entries]
        case _:
            return str(node.location), [told(item) for item in node.items]


def spanned(node: NodeSpan | None) -> object:
    """All that is known of a tree of spans."""
    return node and (node, str(node.location), [spanned(child) for child in node.children])


def is_read_alike(text: str) -> bool:
    """Hold a text that can be read plainly against the parser; whether it can."""
    plain = read_plain(text)
    if plain is None:
        return False
    tree, problems = parse_events(text, "f")
    assert problems == []
    assert told(plain_tree(plain, "f")) == told(tree)
    assert spanned(span_tree(text, "f")) == spanned(spans_by_events(text, "f"))
    return True


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_states_are_read_as_the_parser_reads_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert is_read_alike(text) is (path.stem != "many-refunds")  # a text over several lines


@pytest.mark.parametrize(
    "text",
    [
        "a: 1",
        "a:\n",
        "a: 'it is'\n",
        'a: "b # c"  # d\n',
        "a: b#c\nd: # e\n",
        "a:\n- b\n- c: 1\n  d:\n    - {e: 1, f: [g, 'h']}\n",
        "# only\n\na: {}\nb: []  # none\nc: {d: e}\n",
        "a-b.c_1: http://x/y:z\n",
        "a:\n    b: 1\n    c: 2\nd:   x  y \n",
        "e: 1\nb: é €\n",
        "'a': 1\n",
        "\"a\":\n- 'on': '2026-11-21'\n  b: c\n- 'on':   # d\n    'no': x y\n'z': []\n",
    ],
)
def test_plain_text_is_read_without_the_parser(text: str) -> None:
    assert is_read_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "# nothing\n", "- a\n", "a\n", "{a: 1}\n", '{"a": 1}\n', "a: 1\na: 2\n", "a: {b: 1, b: 2}\n"),
        *(
            "a: b: c\n",
            "a: b\n  c\n",
            " a: 1\n",
            "a: 1\n b: 2\n",
            "a:1\n",
            "a: b:\n",
            "a: 'b\n",
            'a: "\\n"\n',
        ),
        *("a: |\n  b\n", "a: >\n  b\n", "a: &x 1\n", "a: *x\n", "a: !b c\n", "? a\n", "<<: b\n", "'a' : 1\n"),
        *("'a':1\n", "'a b': 1\n", "'': 1\n", "'a\": 1\n", "'a': 1\na: 2\n", "'a': b: c\n", "'a': 1\n  b\n"),
        *("---\na: 1\n", "a: 1\n...\n", "%YAML 1.2\n", "a: 1\r\n", "a:\t1\n", "\ufeffa: 1\n", "a: \u00a0\n"),
        *("a: ~\n", "a: null\n", "a: {b: null}\n", "a: b #2\n", "a: {b: 1\n", "a: [b: 1]\n", "a: [b,]\n"),
        *("a:\n  b\n", "a: 1\n- b\n", "a:\n- b\n c: 1\n", "a: -\n", "a: - b\n", "a: {b: -}\n", "a: @b\n"),
    ],
)
def test_the_rest_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text) is None


@given(seed=st.integers(0, 2**32), path=st.sampled_from(STATES))
def test_states_that_were_changed_anywhere_are_read_alike(seed: int, path: Path) -> None:
    dice = random.Random(seed)
    whole = path.read_text(encoding="utf-8").split("\n")
    for _ in range(100):
        begin = dice.randrange(len(whole)) if dice.random() < 0.6 else 0
        lines = whole[begin:][: dice.randrange(1, 15)]
        for _ in range(dice.randrange(2)):
            number = dice.randrange(len(lines))
            lines[number] = " " * dice.randrange(6) + lines[number].lstrip(" ")
        text = "\n".join(lines)
        for _ in range(dice.randrange(4)):
            at = dice.randrange(len(text) + 1)
            written = "".join(dice.choice(SIGNS) for _ in range(dice.randrange(3)))
            text = text[:at] + written + text[at + dice.choice((0, 0, 1, 2, 5)) :]
        is_read_alike(text)


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_pieces_in_any_order_are_read_alike(pieces: list[str]) -> None:
    is_read_alike("".join(pieces))
