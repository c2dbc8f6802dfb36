"""Further facts in the text of an overlay, and all else as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.rewrite_state import rewrite_overlay
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.reader import parse_tree
from advisor.source.rewriting import CannotRewrite
from advisor.source.tree import NULLS, Entry, Mapping, Node, Scalar

WHERE = Location("-", 1, 1)


def facts(*pairs: tuple[str, str]) -> Mapping:
    return Mapping(
        tuple(Entry(Scalar(path, False, WHERE), Scalar(value, True, WHERE)) for path, value in pairs), WHERE
    )


MINE = ("contracts.c.fault", "mine")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "contracts.c.fault: mine\n"),
        ("# mine", "# mine\ncontracts.c.fault: mine\n"),
        ("# mine\r\n", "# mine\r\ncontracts.c.fault: mine\r\n"),
        ("\ufeff", "\ufeffcontracts.c.fault: mine\n"),
        ("a.b: 1  # why\n", "a.b: 1  # why\ncontracts.c.fault: mine\n"),
        ("a.b: 1", "a.b: 1\ncontracts.c.fault: mine"),
        ("contracts.c.fault: null # who?\na.b: 1\n", "contracts.c.fault: mine # who?\na.b: 1\n"),
        ('{"a.b": "1"}\n', '{"a.b": "1", "contracts.c.fault": "mine"}\n'),
    ],
)
def test_a_fact_is_set_or_added(before: str, after: str) -> None:
    assert rewrite_overlay(before, "o.yaml", facts(MINE)) == after


def test_what_yaml_would_turn_is_put_in_quotes() -> None:
    text = rewrite_overlay(
        "", "o.yaml", facts(("contracts.#1.title", "no"), ("contracts.a: b.title", "a: b"))
    )

    assert text == '"contracts.#1.title": "no"\n"contracts.a: b.title": "a: b"\n'


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "a: [\n", "a: 1\na: 2\n"])
def test_what_is_no_overlay_is_refused(text: str) -> None:
    with pytest.raises(StateError):
        rewrite_overlay(text, "o.yaml", facts(MINE))


def test_what_cannot_be_followed_by_a_line_is_left_alone() -> None:
    with pytest.raises(CannotRewrite, match="it is laid out in an unusual way"):
        rewrite_overlay("---\n...\n", "o.yaml", facts(MINE))
    with pytest.raises(CannotRewrite, match=r'"contracts\.c" is more than one value'):
        rewrite_overlay("", "o.yaml", Mapping((Entry(Scalar("contracts.c", False, WHERE), facts()),), WHERE))


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1)


_PATHS = _WORDS.map(str.strip).filter(lambda path: path not in NULLS)  # which hold the empty text too


@given(st.lists(st.tuples(_PATHS, _WORDS), min_size=1, max_size=4))
def test_one_after_the_other_they_read_back(pairs: list[tuple[str, str]]) -> None:
    text = "# answers\n"
    for pair in pairs:
        text = rewrite_overlay(text, "o.yaml", facts(pair))

    node, problems = parse_tree(text, "o.yaml")
    assert (_said(node), problems) == (dict(pairs), [])
    assert text.startswith("# answers\n")


def _said(node: Node | None) -> dict[str, str]:
    assert isinstance(node, Mapping)
    return {entry.key.text: entry.value.text for entry in node.entries if isinstance(entry.value, Scalar)}
