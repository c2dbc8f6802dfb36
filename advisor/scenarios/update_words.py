"""Items of expectations as YAML, on one line where they fit and broken at commas where not."""

from collections.abc import Iterable, Sequence

from advisor.scenarios.update_plan import Line
from advisor.source.quoting import in_quotes_of, word
from advisor.source.written import Shape, Written

WIDTH = 110


class Words:
    """The text of a file, and how new words are written in it: in quotes, if the file is JSON."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_json = text.lstrip().startswith("{")

    def plain(self, value: str) -> str:
        """A word or a name; a list in brackets stays one."""
        if value.startswith("["):
            return f"[{', '.join(self.plain(each) for each in value[1:-1].split(', '))}]"
        return word(value, self.is_json)

    def key(self, name: str) -> str:
        """A key with its colon."""
        return f"{self.plain(name)}: "

    def new(self, line: Line) -> list[str]:
        """A new item in pieces between which it may be broken."""
        if not line.keys:
            return [self.plain(line.name)]
        action, _, subject = line.name.partition("@")
        keys = {"action": action, "subject": subject or None, **line.keys}
        return self._bracketed(
            [self.key(key) + self.plain(value) for key, value in keys.items() if value is not None], "{}"
        )

    def kept(self, node: Written, line: Line) -> list[str]:
        """An item that stays, with its changes, in pieces."""
        if node.shape is not Shape.MAPPING:
            return [self.compact(node)]
        pieces = []
        for key, value in node.pairs:
            new = line.keys.get(key.value, "")
            if new is not None:
                told = self.replaced(value, new) if key.value in line.keys else self.compact(value)
                pieces.append(f"{self.compact(key)}: {told}")
        return self._bracketed(pieces, "{}")

    def replaced(self, value: Written, new: str) -> str:
        """A new value, in the quotes of the old one."""
        alone = value.shape is Shape.SCALAR and not new.startswith("[")
        quoted = in_quotes_of(self.text[value.start : value.end], new) if alone else ""
        return quoted or self.plain(new)

    def compact(self, node: Written) -> str:
        """A node on one line."""
        if node.shape is Shape.LIST:
            return f"[{', '.join(map(self.compact, node.children))}]"
        if node.shape is Shape.MAPPING:
            return (
                f"{{{', '.join(f'{self.compact(key)}: {self.compact(value)}' for key, value in node.pairs)}}}"
            )
        return " ".join(line.strip() for line in self.text[node.start : node.end].split("\n"))

    def _bracketed(self, pieces: Sequence[str], brackets: str) -> list[str]:
        """Pieces within brackets, each but the last with its comma."""
        told = [f"{piece}," for piece in pieces[:-1]] + list(pieces[-1:])
        told = told or [""]
        told[0] = brackets[0] + told[0]
        told[-1] += brackets[1]
        return told

    def listed(self, items: Iterable[list[str]]) -> list[str]:
        """A list in brackets, in pieces: one an item."""
        return self._bracketed([" ".join(item) for item in items], "[]")

    def mapped(self, entries: Iterable[list[str]]) -> list[str]:
        """A mapping in braces, in pieces, of entries in pieces."""
        found = list(entries)
        pieces = [
            piece + ("," if at == len(entry) - 1 and number < len(found) - 1 else "")
            for number, entry in enumerate(found)
            for at, piece in enumerate(entry)
        ]
        return ["{" + pieces[0], *pieces[1:-1], pieces[-1] + "}"] if len(pieces) > 1 else [f"{{{pieces[0]}}}"]


def fits(pieces: Sequence[str], column: int, tail: int = 0) -> bool:
    """Whether pieces fit on the line, from a column on, with so many signs behind them."""
    return column + len(" ".join(pieces)) + tail <= WIDTH


def wrapped(pieces: Sequence[str], column: int, tail: int = 0, hang: int = 1) -> str:
    """Pieces on as few lines as will hold them, further ones `hang` columns in."""
    lines, used = [pieces[0]], column + len(pieces[0])
    for number, piece in enumerate(pieces[1:], start=2):
        more = 1 + len(piece) + (tail if number == len(pieces) else 0)
        if used + more <= WIDTH:
            lines[-1], used = f"{lines[-1]} {piece}", used + more
        else:
            lines.append(" " * (column + hang) + piece)
            used = len(lines[-1])
    return "\n".join(lines)
