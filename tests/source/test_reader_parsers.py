"""JSON through the YAML reader, the parser in Python, and any text at all."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.reader import parse_tree
from tests.source.reading import problems_in, text_at

NOISE = st.text(st.sampled_from("ab:-?!&*#|>%@`'\"[]{},<\\u\n\t \r\x00é\u2028\ud83d\ufeff01"), max_size=40)


def test_json_reads_like_yaml() -> None:
    text = json.dumps({"a/b": ["\U0001f600\\ud83d", True, None, 1.5], "c": {}}, indent="\t").replace(
        "/", "\\/"
    )

    assert parse_tree(text, "f") == parse_tree(
        '"a/b": ["\U0001f600\\\\ud83d", true, null, 1.5]\n"c": {}', "f"
    )


def test_a_surrogate_pair_moves_nothing_behind_it() -> None:
    text = '{"a": "\\ud83d\\ude00\\uD83D\\uDE00", "b": 1}'

    assert text_at(1, 7, text) == "\U0001f600\U0001f600"
    assert text_at(1, text.index("1}") + 1, text) == "1"


def test_half_a_pair_in_json_is_refused() -> None:
    assert problems_in('{"a": "\\ude00\\ud83d"}') == [
        "f:1:8: error[file-character]: found \\ude00, half of a surrogate pair"
        "\n    hint: write the character itself"
    ]


@pytest.fixture
def python_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")


@pytest.mark.usefixtures("python_parser")
def test_the_python_parser_serves_where_the_other_is_missing() -> None:
    assert text_at(2, 6, "a:\n- b: [x]\n") == ""
    assert text_at(2, 7, "a:\n- b: [x]\n") == "x"
    assert text_at(2, 7, '{\n\t"a": "\\ud83d\\ude00\t"}') == "\U0001f600\t"
    assert problems_in("because: {client.name} is unhappy") == [
        "f:1:10: error[yaml-syntax]: found a text that starts with {client.name} and has no quotes, "
        "which YAML reads as a mapping\n    hint: put the whole text in double quotes"
    ]


@pytest.mark.usefixtures("python_parser")
def test_the_python_parser_gives_no_half_pairs() -> None:
    _, problems = parse_tree('"\\ud83d"', "f")

    assert [problem.message for problem in problems] == ["the text holds U+D83D, half of a surrogate pair"]


@given(st.text() | NOISE)
def test_any_text_gives_a_tree_or_says_why_not(text: str) -> None:
    node, problems = parse_tree(text, "f")

    blank = not text.strip("\ufeff \t\r\n") or text.lstrip("\ufeff \t\r\n")[:1] in "#-.&~%"
    assert node is not None or problems or blank
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        place = problem.location
        assert 1 <= place.line <= len(lines) + 1
        assert place.column >= 1


@given(st.text() | NOISE)
def test_any_text_does_with_the_python_parser_as_well(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        parse_tree(text, "f")
