"""Fields of the type choices: several words of a list, written as a list or as one text with commas.

A value is one text: the words in the order of the vocabulary, joined by ", "; "" is a list without any.
"""

from collections.abc import Sequence as Several

from advisor.source.tree import Node, Scalar, Sequence

SEPARATOR = ", "


def joined(words: Several[str], choices: Several[str]) -> str:
    """The value that stands for these words of the choices."""
    return SEPARATOR.join(word for word in choices if word in words)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a value, or of a text with commas, as written."""
    return tuple(part.strip() for part in text.split(","))


def text_of_list(node: Node) -> str | None:
    """A list of words as one text; None for what is no list, or holds other things than words."""
    if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in node.items):
        return None
    return SEPARATOR.join(item.text.strip() for item in node.items if isinstance(item, Scalar))


def contains(text: str, piece: str) -> bool:
    """Whether a text contains a piece of text: capitals and the width of blanks make no difference."""
    return " ".join(piece.casefold().split()) in " ".join(text.casefold().split())
