"""Texts are read in steps that grow with their length, and what is found is what a plain search finds."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.conduct.automaton import Automaton
from advisor.playbook.conduct.patterns import Either, Gap, InOrder, OneWord, Piece, read_pattern
from advisor.playbook.conduct.words import read_words
from tests.playbook.conduct.test_breaches import reader as shipped

PATTERNS = [
    *("a a a a a b", "a ... a ... a ... b", "(a|a a|a a a) ...9 (a|) b", "a ...9 a ...9 a ...9 b"),
    *("* * * a ... * b", "*a* ... *ab", "(a ...9 a|a ... a) ... (a ...9 b|a ... b)"),
]
WORST = [
    "a ",
    "a-",
    "-",
    " ",
    "a.",
    "a b ",
    "'",
    "a'",
    "(",
    "1.",
    "1,",
    "aa",
    "e\u0301",
    "\u0301",
    "★",
    "if you review ",
]


def steps(automaton: Automaton, text: str) -> int:
    before = automaton.steps
    words = read_words(text)
    automaton.find(words)
    automaton.find(words, longest=True)
    return automaton.steps - before


@pytest.mark.parametrize(("pattern", "letters"), [*product(PATTERNS, WORST)])
def test_twice_the_text_takes_twice_the_steps(pattern: str, letters: str) -> None:
    automaton = Automaton()
    automaton.add(read_pattern(pattern, {}))

    short, long = steps(automaton, letters * 500), steps(automaton, letters * 1_000)
    assert long <= 2.05 * short + 500


@pytest.mark.parametrize("letters", WORST)
def test_the_shipped_conduct_reads_long_texts_in_steps_that_grow_with_them(letters: str) -> None:
    def all_steps(times: int) -> int:
        before = shipped().steps
        shipped().breaches(letters * times)
        return shipped().steps - before

    assert all_steps(10_000) <= 2 * all_steps(5_000) + 20_000


def ends(piece: Piece, words: tuple[str, ...], start: int) -> set[int]:
    """Where a piece can end that begins at a word: the plain search that the automaton must agree with."""
    if isinstance(piece, OneWord):
        fits = start < len(words) and piece.text in ("*", words[start])
        return {start + 1} if fits else set()
    if isinstance(piece, Gap):
        most = len(words) if piece.most is None else piece.most
        return set(range(start, min(start + most, len(words)) + 1))
    if isinstance(piece, Either):
        return {end for option in piece.options for end in ends(option, words, start)}
    reached = {start}
    for part in piece.pieces:
        reached = {end for here in reached for end in ends(part, words, here)}
    return reached


def text_of(piece: Piece) -> str:
    if isinstance(piece, OneWord):
        return piece.text
    if isinstance(piece, Gap):
        return f"...{piece.most or ''}"
    if isinstance(piece, Either):
        return f"({'|'.join(map(text_of, piece.options))})"
    return " ".join(map(text_of, piece.pieces))


def _in_order(pieces: st.SearchStrategy[Piece]) -> st.SearchStrategy[InOrder]:
    return st.lists(pieces, max_size=3).map(lambda parts: InOrder(tuple(parts)))


WORD = st.sampled_from("aab*").map(OneWord)
PIECES = st.recursive(
    WORD | st.sampled_from([Gap(), Gap(1), Gap(2)]),
    lambda inner: st.lists(_in_order(inner), min_size=1, max_size=3).map(
        lambda options: Either(tuple(options))
    ),
    max_leaves=6,
)
MIDDLES = st.lists(PIECES, max_size=3)


@given(
    first=st.sampled_from("ab"),
    middle=MIDDLES,
    last=st.sampled_from("ab"),
    words=st.lists(st.sampled_from("abc"), max_size=9),
)
def test_what_is_found_is_what_a_plain_search_finds(
    first: str, middle: list[Piece], last: str, words: list[str]
) -> None:
    pattern = InOrder((OneWord(first), *middle, OneWord(last)))
    read = read_pattern(text_of(pattern), {})
    automaton = Automaton()
    automaton.add(read)
    text = read_words(" ".join(words))

    spans = {(start, end - 1) for start in range(len(words)) for end in ends(pattern, text.folded, start)}
    shortest = {end: max(start for start, other in spans if other == end) for _, end in spans}
    longest = {end: min(start for start, other in spans if other == end) for _, end in spans}
    assert {match.last: match.first for match in automaton.find(text)} == shortest
    assert {match.last: match.first for match in automaton.find(text, longest=True)} == longest
