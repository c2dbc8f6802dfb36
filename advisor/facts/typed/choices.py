"""One of several choices as people type it: its words, its number in a list, or a beginning of it."""

import re

from advisor.facts.typed.words import NO, YES, plain_words
from advisor.playbook.types import Mismatch
from advisor.source.diagnostic import suggest

_ARTICLE = re.compile(r"(?:(?:the|a|an|my|it's|it is|very|really|quite|pretty|a bit|still) )+")
_JOINED = re.compile(r"(?<=\w)[-_](?=\w)")
_NUMBER = re.compile(r"[#(]?(\d{1,4})[.)]?", re.ASCII)

Pairs = tuple[tuple[str, str], ...]


def read_typed_choice(
    text: str,
    choices: tuple[str, ...],
    expected: str,
    *,
    labels: tuple[str, ...] = (),
    also: Pairs = (),
    is_numbered: bool = False,
) -> str | Mismatch:
    """The choice that a text means; a label is another name of a choice, and a number counts from 1.

    `also` are other words, each with its choice.  `is_numbered` is whether the choices were shown with
    numbers.
    """
    if text.strip() in choices:
        return text.strip()
    called = _called(choices, labels)
    others = {choice: [_plain(word) for word, of in also if of == choice] for choice in choices}
    for word in _spelt(text):
        for names in (called, others):
            whole = {choice for choice, known in names.items() if word in known}
            if len(whole) == 1:
                return whole.pop()
    number = _NUMBER.fullmatch(plain_words(text))
    if is_numbered and number and 0 < int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1]
    return _by_beginning(text, called, others, expected)


def _by_beginning(
    text: str, called: dict[str, list[str]], others: dict[str, list[str]], expected: str
) -> str | Mismatch:
    """The only choice that begins so, or that says yes or no where a text does."""
    begun: list[str] = []
    for known in (called, others):
        for word in filter(None, _spelt(text)):
            begun = [choice for choice, names in known.items() if any(n.startswith(word) for n in names)]
            if len(begun) == 1:
                return begun[0]
            if begun:
                break
        if begun:
            break
    plain = plain_words(text)
    for words, choice in ((YES, "yes"), (NO, "no")):
        if plain in words and choice in called:
            return choice
    hint = f"it could be {' or '.join(begun)}" if begun else suggest(" ".join(text.split()), called)
    return Mismatch(expected, hint)


def _spelt(text: str) -> list[str]:
    """What was typed, made plain; without the small words with which it may begin."""
    return list(dict.fromkeys((_plain(text), _ARTICLE.sub("", _plain(text), count=1))))


def _called(choices: tuple[str, ...], labels: tuple[str, ...]) -> dict[str, list[str]]:
    """The names of each choice, as they are and made plain."""
    both = zip(choices, labels or ("",) * len(choices), strict=True)
    return {
        choice: [spelt for name in (choice, label) if name for spelt in (plain_words(name), _plain(name))]
        for choice, label in both
    }


def _plain(text: str) -> str:
    """Small letters; hyphens and underscores between them are blanks."""
    return plain_words(_JOINED.sub(" ", text))
