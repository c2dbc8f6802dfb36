"""A text whose tree changes changes in these places alone, in whatever manner it is written."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.source.diagnostic import Location
from advisor.source.node_spans import NodeSpan
from advisor.source.plain_spans import span_tree
from advisor.source.reader import parse_tree
from advisor.source.rewriting import content_of, has_comment, rewrite
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence
from advisor.source.yaml_writer import FlowMapping
from tests.source.styles import NAMES, WORDS, texts

HERE = Location("new", 1, 1)
Way = tuple[int, ...]


def parsed(text: str) -> Node:
    node, problems = parse_tree(text, "f")
    assert node is not None
    assert problems == []
    return node


def scalar(text: str, quoted: bool = True) -> Scalar:
    return Scalar(text, quoted, HERE)


def mapping(**values: Node) -> Mapping:
    return Mapping(tuple(Entry(scalar(key, False), value) for key, value in values.items()), HERE)


DEED = mapping(did=scalar("x", False), on=scalar("2026-11-21", False))
NESTED = mapping(
    all=Sequence((FlowMapping(DEED.entries, HERE), scalar("a: b")), HERE), none=scalar("null", False)
)


def ways(node: Node, way: Way = ()) -> Iterator[tuple[Way, Node]]:
    """Every node, and the numbers of the entries and items that lead to it."""
    yield way, node
    inner = node.items if isinstance(node, Sequence) else ()
    inner = tuple(each.value for each in node.entries) if isinstance(node, Mapping) else inner
    for number, child in enumerate(inner):
        yield from ways(child, (*way, number))


def put(node: Node, way: Way, new: Node) -> Node:
    """The tree with another node at the end of the way."""
    if not way:
        return new
    number, *rest = way
    if isinstance(node, Sequence):
        items = list(node.items)
        items[number] = put(items[number], tuple(rest), new)
        return replace(node, items=tuple(items))
    assert isinstance(node, Mapping)
    entries = list(node.entries)
    entries[number] = Entry(entries[number].key, put(entries[number].value, tuple(rest), new))
    return replace(node, entries=tuple(entries))


def at(root: NodeSpan, way: Way) -> NodeSpan:
    for number in way:
        root = root.pairs[number][1] if root.pairs else root.children[number]
    return root


def grown(draw: Any, node: Node) -> Node:
    """The collection with one more entry or item."""
    new = draw(
        st.sampled_from(
            [scalar("new"), DEED, FlowMapping(DEED.entries, HERE), FlowMapping(NESTED.entries, HERE)]
        )
        | WORDS.map(scalar)
    )
    if isinstance(node, Sequence):
        return replace(node, items=(*node.items, new))
    assert isinstance(node, Mapping)
    known = {each.key.text for each in node.entries}
    key = draw(NAMES.filter(lambda name: name not in known))
    return replace(node, entries=(*node.entries, Entry(scalar(key, False), new)))


@given(texts(), st.data())
def test_what_is_added_takes_nothing_away(text: str, data: st.DataObject) -> None:
    old = new = parsed(text)
    for _ in range(data.draw(st.integers(1, 3))):
        full = [
            (way, each) for way, each in ways(new) if getattr(each, "items", getattr(each, "entries", ()))
        ]
        way, node = data.draw(st.sampled_from(full))
        new = put(new, way, grown(data.draw, node))

    after = rewrite(text, "f", old, new)

    assert content_of(parsed(after)) == content_of(new)
    rest = iter(after)
    assert [sign for sign in text if sign not in rest] == []


@given(texts(), WORDS.map(scalar) | st.just(scalar("null", False)), st.data())
def test_a_value_is_replaced_and_nothing_else(text: str, value: Scalar, data: st.DataObject) -> None:
    old, body = parsed(text), text.removeprefix("\ufeff")
    root = span_tree(body, "f")
    assert root is not None
    places = [way for way, each in ways(old) if isinstance(each, Scalar)]
    places = [way for way in places if not has_comment(body, at(root, way))]  # behind the sign of a block
    assume(places)
    way = data.draw(st.sampled_from(places))

    after = rewrite(text, "f", old, put(old, way, value))

    assert content_of(parsed(after)) == content_of(put(old, way, value))
    node, mark = at(root, way), len(text) - len(body)
    assert after.startswith(text[: mark + node.start])
    assert after.endswith(text[mark + node.end :])


def test_a_new_line_ends_as_the_lines_beside_it() -> None:
    text = "a: 1\r\nb:\n  c: 2\nd: 3\n"
    old = parsed(text)
    assert isinstance(old, Mapping)
    inner = mapping(c=scalar("2", False), e=scalar("5", False))
    new = Mapping((old.entries[0], Entry(old.entries[1].key, inner), old.entries[2]), HERE)

    assert rewrite(text, "f", old, new) == "a: 1\r\nb:\n  c: 2\n  e: 5\nd: 3\n"


NOTE = FlowMapping(mapping(value=scalar("2", False), place=scalar("a: b")).entries, HERE)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "a:\n  b: {value: 1, file: x}   # mine\nc: 1\n",
            'a:\n  b: {value: 2, place: "a: b"}   # mine\nc: 1\n',
        ),
        ("a:\n  b:\n    value: 1\n    file: x\nc: 1\n", 'a:\n  b: {value: 2, place: "a: b"}\nc: 1\n'),
        ("a:\n  b: 1\nc: 1\n", 'a:\n  b: {value: 2, place: "a: b"}\nc: 1\n'),
        ("a: {b: {value: 1, file: x}}\nc: 1\n", 'a: {b: {value: 2, place: "a: b"}}\nc: 1\n'),
        (
            '{\n  "a": {\n    "b": {"value": 1, "file": 2}\n  },\n  "c": 1\n}\n',
            '{\n  "a": {\n    "b": {"value": 2, "place": "a: b"}\n  },\n  "c": 1\n}\n',
        ),
    ],
)
def test_what_belongs_on_one_line_takes_the_place_of_another_on_one_line(text: str, after: str) -> None:
    old = parsed(text)
    assert isinstance(old, Mapping)
    new = Mapping((Entry(old.entries[0].key, mapping(b=NOTE)), old.entries[1]), HERE)

    assert rewrite(text, "f", old, new) == after


def test_what_belongs_on_one_line_is_drawn_so_wherever_it_is_new() -> None:
    old = parsed("a:\n  c: 1\n")
    assert isinstance(old, Mapping)
    rows = mapping(row=mapping(note=NOTE), rows=Sequence((NOTE,), HERE))
    new = Mapping((*old.entries, Entry(scalar("b", False), rows)), HERE)

    assert rewrite("a:\n  c: 1\n", "f", old, new) == (
        'a:\n  c: 1\nb:\n  row:\n    note: {value: 2, place: "a: b"}\n'
        '  rows:\n    - {value: 2, place: "a: b"}\n'
    )
