"""A message as a row of words and signs, with its sentences; patterns are cut up in the same way.

A word is letters and digits of any script, with apostrophes inside it ("don't") and points or commas between
digits ("5.0").  Signs such as "/", "%" or a star stand alone.  Hyphens, quotation marks, brackets, commas and
the like separate words as a space does.
"""

import unicodedata

from advisor.source.record import record

_SIGNS = frozenset("/%&@")
_ENDS = frozenset("!?;\u3002\u061f\u061b\u06d4\u0964\u0965\u1362\u17d4\u104b")  # wherever they stand
_CLOSING = frozenset("\"')]}\u201d\u2019\u00bb")
_MARKS = 30  # more marks than that on one letter are no writing, and would take long to put in order
_DOTTED = frozenset({"tr", "az"})  # languages in which I is the capital of a letter without a dot


@record
class Words:
    """The text as it was read, and of each word what is compared, where it stands, and its sentence."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]

    def quoted(self, first: int, last: int) -> str:
        """The text from one word to another."""
        return self.text[self.spans[first][0] : self.spans[last][1]]


def read_words(message: str, language: str = "") -> Words:
    """The words of a message, as a reader sees them: whatever is invisible, or drawn differently, is gone."""
    text = plainly(message)
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    sentences: list[int] = []
    sentence, at = 0, 0
    while at < len(text):
        if not _in_word(text[at]):
            if _is_sign(text[at]):
                folded.append(text[at])
                spans.append((at, at + 1))
                sentences.append(sentence)
            elif _ends_sentence(text, at):
                sentence += 1
            at += 1
            continue
        end = _end_of_word(text, at)
        folded.append(fold(text[at:end], language))
        spans.append((at, end))
        sentences.append(sentence)
        at = end
    return Words(text, tuple(folded), tuple(spans), tuple(sentences))


def plainly(message: str) -> str:
    """The message with one kind of space, star, apostrophe and letter, and nothing invisible."""
    seen = message if message.isascii() else unicodedata.normalize("NFKC", _without_invisible(message))
    seen = seen.replace("_", " ").replace("\u2b50", "\u2605").replace("\u2019", "'")
    return " ".join(seen.split())


def fold(word: str, language: str = "") -> str:
    """A word as it is compared: in lower case, and in one form where several look alike."""
    if language.partition("-")[0].lower() in _DOTTED:
        word = word.replace("I", "\u0131").replace("\u0130", "i")
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word.casefold())


def is_number(word: str) -> bool:
    """Whether a word is a number: "5", "5.0", "1,200"."""
    return word[:1].isdecimal() and word.replace(".", "").replace(",", "").isdecimal()


def _without_invisible(message: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in message:
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        if category != "Cf" and not "\ufe00" <= character <= "\ufe0f" and marks <= _MARKS:
            kept.append(character)
    return "".join(kept)


def _in_word(character: str) -> bool:
    return character.isalnum() or (not character.isascii() and unicodedata.category(character)[0] == "M")


def _is_sign(character: str) -> bool:
    return character in _SIGNS or unicodedata.category(character)[0] == "S"


def _end_of_word(text: str, start: int) -> int:
    at = start + 1
    while at < len(text):
        if not _in_word(text[at]):
            follows = text[at + 1 : at + 2]
            within = text[at] == "'" and follows.isalnum()
            within |= text[at] in ".," and text[at - 1].isdecimal() and follows.isdecimal()
            if not within:
                return at
        at += 1
    return at


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence ends there; a point does so at the end of a word alone, not in "example.org"."""
    if text[at] in _ENDS:
        return True
    follows = text[at + 1 : at + 2]
    if follows in _CLOSING:
        follows = text[at + 2 : at + 3]
    return text[at] == "." and (not follows or follows.isspace())
