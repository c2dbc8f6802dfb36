"""What each piece of a pattern matches, in any language, and what is said of patterns that cannot be read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.conduct.automaton import Automaton
from advisor.playbook.conduct.patterns import Either, PatternError, read_pattern
from advisor.playbook.conduct.words import read_words
from tests.playbook.conduct.conducts import found, reader

MATCHES = [
    ("refund", "A Refund, please", "Refund"),
    ("refund", "refunds", None),
    ("refund*", "Two refunds.", "refunds"),
    ("*fund", "No refund", "refund"),
    ("*zahlung*", "Die Rückzahlungen sind da", "Rückzahlungen"),
    ("five star", "a five-star review", "five-star"),
    ("five-star", "five, star", "five, star"),
    ("five star", "five. star", None),
    ("don't ask", "Don’t ask", "Don't ask"),
    ("* stars", "stars; two stars", "two stars"),
    ("# (star|stars)", "4.5 stars", "4.5 stars"),
    ("# stars", "many stars", None),
    (
        "a ... b",
        "a one two three four five six seven eight nine ten b",
        "a one two three four five six seven eight nine ten b",
    ),
    ("a ... b", "a b", "a b"),
    ("a ... b", "A one! B", None),
    ("a ... b", "a see example.org for b", "a see example.org for b"),
    ("a ...2 b", "a x y b", "a x y b"),
    ("a ...2 b", "a x y z b", None),
    ("a … b", "a x b", "a x b"),
    ("x (a|b c|) d", "x b c d", "x b c d"),
    ("x (a|b c|) d", "x d", "x d"),
    ("(a|) d", "a d", "d"),
    ("a (very |) nice", "a nice", "a nice"),
    ("5/5", "5 / 5", "5 / 5"),
    ("5/5", "5, 5", None),
    ("★ ★", "⭐⭐", "★★"),
    ("100 %", "100\u00a0%", "100 %"),
    ("ПЛАТ*", "оплата и плата", "плата"),
    ("straße", "STRASSE", "STRASSE"),
    ("*返金*", "全額返金します。", "全額返金します"),
    ("a b", "a。b", None),
    ("café", "cafe\u0301", "café"),
]


@pytest.mark.parametrize(("pattern", "message", "words"), MATCHES)
def test_what_a_pattern_matches(pattern: str, message: str, words: str | None) -> None:
    assert found(reader(pattern), message) == words


def test_a_list_stands_for_any_of_its_patterns() -> None:
    strict = reader("{kind} (review|word)", kind=("nice", "very kind"))

    assert found(strict, "a very kind review") == "very kind review"
    assert found(strict, "a kind review") is None


def test_turkish_has_two_letters_i() -> None:
    assert found(reader("ilan", language="tr"), "İLAN") == "İLAN"
    assert found(reader("ilan", language="tr"), "ILAN") is None
    assert found(reader("ilan"), "ILAN") == "ILAN"


NICE = Either((read_pattern("nice", None),))
WRONG = [
    ("(five", '"(" is not closed', 'close it with ")"'),
    ("five)", '")" closes nothing', 'take it out, or open "(" before it'),
    ("five|six", '"|" stands outside of brackets', 'write "(one|other)"'),
    ("{god} review", 'there is no list "god"', 'did you mean "good"?'),
    ("{} review", 'there is no list ""', "lists are declared under messages, lists:"),
    ("{good review", "braces that do not belong together", 'name a list as "{name}"'),
    ("... review", 'it begins or ends with "..."', "take that out: it stands between words"),
    ("review (...|now)", 'it begins or ends with "..."', "take that out: it stands between words"),
    ("a ...12 b", '"...12" leaves room for 12 words', 'write "...1" to "...9", or "..." for any number'),
    ("a ...0 b", '"...0" leaves room for 0 words', 'write "...1" to "...9", or "..." for any number'),
    ("* ... *", "it fits any words at all", "name at least one word"),
    ("(a|*)", "it fits any words at all", "name at least one word"),
    ("(a|) (b|)", "it holds no word that must be there", "name at least one"),
    (
        "re*fund",
        '"re*fund" has a sign where none may stand',
        '"*" begins or ends a word, or is a word of its own; "#" is a number, and stands alone',
    ),
    (
        "a , b",
        '"," is no word',
        'signs such as commas are passed over; write "..." for any words',
    ),
    (
        "Refund it. Now",
        '"it." goes beyond its sentence',
        "take the mark out: a pattern looks at one sentence",
    ),
    ("((((((a))))))", "brackets in brackets, more than 5 deep", "write several patterns"),
    (
        "(" + "|".join(f"a{number} b" for number in range(600)) + ")",
        "it has too many words",
        "write several patterns, or shorter lists",
    ),
    (
        " ".join(["(" + "|".join(f"a{number}" for number in range(600)) + ")"] * 100),
        "it has too many words",
        "write several patterns, or shorter lists",
    ),
    (
        " ".join(["(" + "|".join(f"a{number} b" for number in range(150)) + ")"] * 3),
        "its brackets leave too many ways",
        "write several patterns, or shorter lists",
    ),
]


@pytest.mark.parametrize(("pattern", "message", "hint"), WRONG)
def test_what_is_wrong_with_a_pattern(pattern: str, message: str, hint: str) -> None:
    with pytest.raises(PatternError) as refused:
        Automaton().add(read_pattern(pattern, {"good": NICE}))

    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_list_names_no_other() -> None:
    with pytest.raises(PatternError, match="a list names no other"):
        read_pattern("{good}", None)


SIGNS = "ab*#.()|{} \u2026'-5,\u2605\u0301\u200b\u0130\ufdfa\u0a66!"


@given(st.text(alphabet=SIGNS, max_size=24), st.text(alphabet=SIGNS, max_size=40) | st.text(max_size=40))
def test_any_text_is_a_pattern_or_is_told_what_is_wrong(pattern: str, message: str) -> None:
    automaton = Automaton()
    words = read_words(message)
    assert len(words.folded) == len(words.spans) == len(words.sentences)
    try:
        automaton.add(read_pattern(pattern, {"a": NICE}))
    except PatternError:
        return

    for match in automaton.find(words):
        assert 0 <= match.first <= match.last < len(words.folded)
        assert words.sentences[match.first] == words.sentences[match.last]
        assert words.quoted(match.first, match.last) in words.text


@given(st.text(max_size=40) | st.text(alphabet="aéжσςßﬁ'-. \u0345", max_size=40))
def test_normal_forms_make_no_difference(message: str) -> None:
    read = read_words(message).folded

    for form in ("NFD", "NFKD", "NFC"):
        assert read_words(unicodedata.normalize(form, message)).folded == read


@given(st.text(alphabet="aéжσςßﬁ'-. 5", max_size=40))
def test_capitals_and_invisible_signs_make_no_difference(message: str) -> None:
    assert read_words(message.upper()).folded == read_words(message).folded
    assert read_words("\u200b".join(message)).folded == read_words(message).folded
