"""Patterns of words, as a playbook writes them, read into pieces.

| written | matches |
|---|---|
| `word` | the word, in any case |
| `word*`, `*word`, `*word*` | words that begin with it, end with it, have it inside |
| `*` | any one word |
| `#` | a number |
| `...`, `...3` | any words up to the end of the sentence, at most three words |
| `(one|two words|)` | one of these; nothing is allowed as well where one is empty |
| `{name}` | one of the patterns of a list |

No piece reaches beyond a sentence.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from advisor.playbook.conduct.words import read_words
from advisor.source.diagnostic import shortened, suggest
from advisor.source.record import record

MOST_WORDS = 9  # of a gap with a number
_DEEPEST = 5
_SHOWN = 40  # signs of what is wrong
_PIECE = re.compile(r"[()|]|\{[^{}]*\}?|[^\s(){}|]+|\}")
_GAP = re.compile(r"\.\.\.(\d*)")


class PatternError(Exception):
    """What is wrong with a pattern, and what to try; with the code of its diagnostic."""

    def __init__(self, message: str, hint: str, code: str = "bad-pattern") -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


@record
class OneWord:
    """One word: `text` with stars for what may stand before and behind it; "*" is any word, "#" a number."""

    text: str


@record
class Gap:
    """Any words of the sentence, at most so many; None for as many as there are."""

    most: int | None = None


@record
class InOrder:
    """Pieces one after the other."""

    pieces: tuple["Piece", ...]


@record
class Either:
    """One of several."""

    options: tuple[InOrder, ...]


Piece = OneWord | Gap | InOrder | Either
Lists = Mapping[str, Either]


def read_pattern(text: str, lists: Lists | None, language: str = "") -> InOrder:
    """The pieces of a pattern.  Raises PatternError.

    `lists` are those it may name; None where it stands in a list itself.
    """
    return _Reader(text, lists, language).read() if "{" in text else _read_alone(text, language)


@lru_cache(maxsize=1000)
def _read_alone(text: str, language: str) -> InOrder:
    """A pattern that names no list: it is read when the playbook is, and again to hold drafts against it."""
    return _Reader(text, None, language).read()


class _Reader:
    def __init__(self, text: str, lists: Lists | None, language: str) -> None:
        self.tokens = _PIECE.findall(text.replace("\u2026", "..."))
        self.lists, self.language = lists, language
        self.at = 0

    def read(self) -> InOrder:
        pieces = self._sequence(0)
        if self.at < len(self.tokens):
            if self.tokens[self.at] == "|":
                raise PatternError('"|" stands outside of brackets', 'write "(one|other)"')
            raise PatternError('")" closes nothing', 'take it out, or open "(" before it')
        return pieces

    def _sequence(self, depth: int) -> InOrder:
        pieces: list[Piece] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in ")|":
            token = self.tokens[self.at]
            self.at += 1
            if token == "(":
                pieces.append(self._either(depth + 1))
            elif token[0] in "{}":
                pieces.append(self._list(token))
            else:
                pieces += self._words(token)
        return InOrder(tuple(pieces))

    def _either(self, depth: int) -> Either:
        if depth > _DEEPEST:
            message = f"brackets in brackets, more than {_DEEPEST} deep"
            raise PatternError(message, "write several patterns")
        options = [self._sequence(depth)]
        while self.tokens[self.at : self.at + 1] == ["|"]:
            self.at += 1
            options.append(self._sequence(depth))
        if self.at == len(self.tokens):
            raise PatternError('"(" is not closed', 'close it with ")"')
        self.at += 1
        return Either(tuple(options))

    def _list(self, token: str) -> Piece:
        name = token[1:-1].strip()
        if token[0] == "}" or token[-1] != "}":
            raise PatternError("braces that do not belong together", 'name a list as "{name}"')
        if self.lists is None:
            message = f'"{shortened(token, _SHOWN)}" stands in a list, and a list names no other'
            raise PatternError(message, "write its words here too, or both lists in the pattern")
        if name not in self.lists:
            hint = suggest(name, self.lists) or "lists are declared under messages, lists:"
            raise PatternError(f'there is no list "{shortened(name, _SHOWN)}"', hint, "unknown-list")
        return self.lists[name]

    def _words(self, token: str) -> list[Piece]:
        gap = _GAP.fullmatch(token)
        if gap:
            most = int(gap[1][:4]) if gap[1] else None
            if most is not None and not 0 < most <= MOST_WORDS:
                message = f'"{shortened(token, _SHOWN)}" leaves room for {most} words'
                raise PatternError(message, f'write "...1" to "...{MOST_WORDS}", or "..." for any number')
            return [Gap(most)]
        if token in ("*", "#"):
            return [OneWord(token)]
        bare = token.strip("*")
        if "*" in bare or "#" in bare or token.startswith("**") or token.endswith("**"):
            message = f'"{shortened(token, _SHOWN)}" has a sign where none may stand'
            hint = '"*" begins or ends a word, or is a word of its own; "#" is a number, and stands alone'
            raise PatternError(message, hint)
        named = shortened(token, _SHOWN)
        words = read_words(bare, self.language)
        if not words.folded:
            hint = 'signs such as commas are passed over; write "..." for any words' if bare else ""
            raise PatternError(f'"{named}" is no word', hint)
        if read_words(f"{bare} word").sentences[-1]:
            message = f'"{named}" goes beyond its sentence'
            raise PatternError(message, "take the mark out: a pattern looks at one sentence")
        folded = list(words.folded)
        folded[0] = ("*" if token[0] == "*" else "") + folded[0]
        folded[-1] += "*" if token[-1] == "*" else ""
        return [OneWord(word) for word in folded]
