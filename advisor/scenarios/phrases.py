"""Whether advice says a piece of text, and where it does not, what it says instead.

Letter case does not count, nor how many blanks or line ends stand between words.
"""

import re
from collections.abc import Iterable, Iterator

from advisor.advice.model import Recommendation, SetAside
from advisor.source.diagnostic import shortened

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")
_LONGEST = 300  # of what is told of a text


def says(piece: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has the piece in it."""
    wanted = _folded(piece)
    return any(wanted in _folded(text) for text in texts)


def texts_of(item: Recommendation | SetAside) -> Iterator[str]:
    """What an item of advice says, as one text: its title, then why, then the steps and the draft.

    So a piece can run from a step into the next one, which tells that none stands between them.
    """
    yield "\n".join(_parts_of(item))


def _parts_of(item: Recommendation | SetAside) -> Iterator[str]:
    yield item.title
    if isinstance(item, SetAside):
        yield item.because
        return
    yield from (reason.text for reason in (*item.reasons, *item.moved_by))
    yield from item.steps
    if item.message is not None:
        yield item.message


def sentences_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences of texts, each once and on one line."""
    sentences = (sentence for text in texts for sentence in _SENTENCE_END.split(text))
    return tuple(dict.fromkeys(" ".join(sentence.split()) for sentence in sentences if sentence.strip()))


def nearest_sentence(piece: str, texts: Iterable[str]) -> str:
    """The sentence of the texts that has most in common with the piece, on one line."""
    return shortened(nearest_text(piece, sentences_of(texts)), _LONGEST)


def nearest_text(piece: str, texts: Iterable[str]) -> str:
    """The text that has most in common with the piece; "" where there is none."""
    from difflib import SequenceMatcher

    wanted = _folded(piece)[:_LONGEST]

    def alike(text: str) -> int:
        blocks = SequenceMatcher(None, _folded(text)[:_LONGEST], wanted, False).get_matching_blocks()
        return sum(block.size**2 for block in blocks)  # one long piece is more alike than many short ones

    return max(texts, key=alike, default="")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
