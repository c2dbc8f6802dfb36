"""The problems of a text, and its scalars by their places."""

from advisor.source.diagnostic import Location
from advisor.source.reader import parse_tree
from advisor.source.tree import Mapping, Scalar, Sequence


def problems_in(text: str) -> list[str]:
    """All that is wrong with a text which gives no tree."""
    node, problems = parse_tree(text, "f")
    assert node is None
    return [str(problem) for problem in problems]


def text_at(line: int, column: int, text: str) -> str:
    node, _ = parse_tree(text, "f")
    texts: list[str] = []
    pending = [node]
    while pending:
        match pending.pop():
            case Scalar(text=value, location=Location("f", row, place)) if (row, place) == (line, column):
                texts.append(value)
            case Sequence(items=items):
                pending += items
            case Mapping(entries=entries):
                pending += [node for entry in entries for node in (entry.key, entry.value)]
    return " ".join(texts)
