"""Nodes of a tree as new lines, or as a part of a line, of a text with a style of its own."""

import json
import re
from collections.abc import Iterable
from collections.abc import Sequence as Several
from itertools import pairwise

from advisor.source.node_spans import NodeSpan, Shape
from advisor.source.record import record
from advisor.source.tree import NULLS, Entry, Mapping, Node, Scalar, Sequence, is_null

_PLAIN = re.compile(r"\w(?:[\w ./@+%'()&-]*[\w./@+%')&-])?")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
# What other readers of YAML take for a yes, a no or nothing; what begins like a number may be one, or a date.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_UNSEEN = re.compile("[\x7f-\xa0\xad\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def scalar_text(value: Scalar, as_json: bool) -> str:
    """A value as it stands in a file.  What was in quotes stays text for every reader of YAML."""
    if value.is_null:
        return "null"
    text = value.text
    if as_json:
        bare = not value.quoted and (text in ("true", "false") or _NUMBER.fullmatch(text))
        return text if bare else in_double_quotes(text)
    typed = text.lower() in _WORDS or text[:1].isdigit()
    return in_double_quotes(text) if typed and value.quoted else word(text, as_json)


def word(text: str, as_json: bool) -> str:
    """A text as it stands in a file, in quotes only where it needs them to be read as itself here."""
    plain = not as_json and _PLAIN.fullmatch(text) and text not in NULLS
    return text if plain else in_double_quotes(text)


def in_double_quotes(text: str) -> str:
    """Text in double quotes, on one line, as both YAML and JSON read it."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def in_quotes_of(old: str, text: str) -> str:
    """Text in the quotes in which another stands in a file; "" where that has none."""
    if old[:1] == "'" and not in_double_quotes(text).count("\\"):
        return "'" + text.replace("'", "''") + "'"
    return in_double_quotes(text) if old[:1] in ("'", '"') else ""


WIDTH = 110  # of a line that is not broken


class FlowMapping(Mapping):
    """A mapping that is written in brackets, on one line, wherever it stands."""


@record
class YamlStyle:
    """How a text is laid out.

    `as_json` is whether it is JSON.  In brackets `colon` and `comma` stand between keys, values and entries,
    and lines are indented by one `unit` more than those around them.  Outside of them a mapping is indented
    `step` columns below its key, and the dashes of a list `dash`.
    """

    as_json: bool = False
    colon: str = ": "
    comma: str = ", "
    unit: str = "  "
    step: int = 2
    dash: int = 2


def detect_style(text: str, root: NodeSpan) -> YamlStyle:
    """The style that the text shows first."""
    as_json = root.flow and bool(root.pairs) and text.startswith('"', root.pairs[0][0].start)
    mappings = [node for node in root.walk() if node.pairs]
    flow = [mapping.pairs for mapping in mappings if mapping.flow]
    colon = _first(
        (text[key.end : value.start] for pairs in flow for key, value in pairs),
        re.compile(r" *: *" if as_json else r" *: +"),
        ": ",
    )
    commas = (text[one[1].end : two[0].start] for pairs in flow for one, two in pairwise(pairs))
    pairs = [pair for mapping in mappings if not mapping.flow for pair in mapping.pairs if _is_block(pair[1])]
    steps = [value.column - key.column for key, value in pairs if value.pairs]
    dashes = [value.column - key.column for key, value in pairs if not value.pairs]
    start = root.pairs[0][0].start if root.pairs else 0
    unit = text[text.rfind("\n", 0, start) + 1 : start]
    return YamlStyle(
        as_json=as_json,
        colon=colon,
        comma=_first(commas, re.compile(r" *, *"), "," if colon == ":" else ", "),
        unit=unit if root.flow and unit and not unit.strip() else "  ",
        step=next((far for far in steps if far > 0), 2),
        dash=next((far for far in dashes if far >= 0), 2),
    )


def _first(texts: Iterable[str], wanted: re.Pattern[str], other: str) -> str:
    return next((text for text in texts if wanted.fullmatch(text)), other)


def _is_block(node: NodeSpan) -> bool:
    return not node.flow and not node.shared and node.shape in (Shape.MAPPING, Shape.LIST)


@record
class YamlWriter:
    """Writes nodes in a style.  Entries whose value is null are left out: they say nothing."""

    style: YamlStyle

    def scalar(self, value: Scalar) -> str:
        """A value, as part of a line."""
        return scalar_text(value, self.style.as_json)

    def key(self, key: Scalar) -> str:
        """A key, without its colon."""
        return self.scalar(Scalar(key.text, self.style.as_json or key.text in NULLS, key.location))

    def entries(self, node: Mapping) -> tuple[Entry, ...]:
        """The entries of a mapping that are written."""
        return tuple(entry for entry in node.entries if not is_null(entry.value))

    def is_bare(self, node: Node) -> bool:
        """Whether a node has nothing in it that could stand on lines of its own."""
        return not (
            self.entries(node) if isinstance(node, Mapping) else isinstance(node, Sequence) and node.items
        )

    def on_line(self, node: Node | Entry) -> str:
        """A node in brackets, or a key with its value, as part of a line."""
        if isinstance(node, Entry):
            return self.key(node.key) + self.style.colon + self.on_line(node.value)
        if isinstance(node, Scalar):
            return self.scalar(node)
        if isinstance(node, Sequence):
            return f"[{self.style.comma.join(map(self.on_line, node.items))}]"
        return f"{{{self.style.comma.join(map(self.on_line, self.entries(node)))}}}"

    def broken(self, node: Node | Entry, indent: str, unit: str) -> list[str]:
        """As `on_line`, with an entry or item a line; the first line goes on one that is there already."""
        if isinstance(node, Entry):
            first, *rest = self.broken(node.value, indent, unit)
            return [self.key(node.key) + self.style.colon + first, *rest]
        if isinstance(node, Scalar | FlowMapping) or self.is_bare(node):
            return [self.on_line(node)]
        parts: tuple[Node, ...] | tuple[Entry, ...]
        parts, brackets = (node.items, "[]") if isinstance(node, Sequence) else (self.entries(node), "{}")
        lines = [brackets[0]]
        for number, part in enumerate(parts, start=1):
            first, *rest = self.broken(part, indent + unit, unit)
            lines += [indent + unit + first, *rest]
            lines[-1] += "," if number < len(parts) else ""
        return [*lines, indent + brackets[1]]

    def entry(self, entry: Entry, indent: int) -> list[str]:
        """Whole lines: a key and its value."""
        head = " " * indent + self.key(entry.key) + ":"
        if isinstance(entry.value, Scalar | FlowMapping) or self.is_bare(entry.value):
            return [f"{head} {self.on_line(entry.value)}"]
        return [head, *self.below(entry.value, indent)]

    def below(self, node: Mapping | Sequence, indent: int) -> list[str]:
        """Whole lines: what stands below a key that is indented so."""
        if isinstance(node, Mapping):
            return [
                line for entry in self.entries(node) for line in self.entry(entry, indent + self.style.step)
            ]
        column = indent + self.style.dash
        return [line for item in node.items for line in self.item(item, column, short=indent > 0)]

    def item(self, node: Node, indent: int, *, short: bool, inner: int = 2) -> list[str]:
        """Whole lines: an item behind a dash, `inner` columns further in."""
        first, *rest = self.behind_dash(node, indent + inner, short=short)
        return [" " * indent + "-" + " " * (inner - 1) + first, *rest]

    def behind_dash(self, node: Node, indent: int, *, short: bool) -> list[str]:
        """An item; the first line goes on one that is there already.

        With `short` it is one line, if it fits and holds no further collections.
        """
        entries = (
            self.entries(node) if isinstance(node, Mapping) and not isinstance(node, FlowMapping) else ()
        )
        line = self.on_line(node)
        flat = all(isinstance(entry.value, Scalar) for entry in entries)
        if not entries or (short and flat and indent + len(line) <= WIDTH):
            return [line]
        first, *rest = [line for entry in entries for line in self.entry(entry, indent)]
        return [first[indent:], *rest]


def bracketed(parts: Iterable[Several[str]], brackets: str) -> list[str]:
    """Entries or items within brackets: pieces, as each part is, between which a line may be broken."""
    pieces: list[str] = []
    for part in parts:
        if pieces:
            pieces[-1] += ","
        pieces += part
    pieces = pieces or [""]
    pieces[0] = brackets[0] + pieces[0]
    pieces[-1] += brackets[1]
    return pieces


def fits(pieces: Several[str], column: int, tail: int = 0) -> bool:
    """Whether pieces fit on the line, from a column on, with so many signs behind them."""
    return column + len(" ".join(pieces)) + tail <= WIDTH


def wrapped(pieces: Several[str], column: int, tail: int = 0, hang: int = 1) -> str:
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
