"""Nodes of a tree as new lines, or as a part of a line, of a text with habits of its own."""

import json
import re
from collections.abc import Iterable
from itertools import pairwise

from advisor.source.node_spans import NodeSpan, Shape
from advisor.source.record import record
from advisor.source.tree import NULLS, Entry, Mapping, Node, Scalar, Sequence

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
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def in_quotes_of(old: str, text: str) -> str:
    """Text in the quotes in which another stands in a file; "" where that has none."""
    if old[:1] == "'" and not in_double_quotes(text).count("\\"):
        return "'" + text.replace("'", "''") + "'"
    return in_double_quotes(text) if old[:1] in ("'", '"') else ""


WIDTH = 110  # of a list's item that stays on one line


class FlowMapping(Mapping):
    """A mapping that is drawn in brackets, on one line, wherever it stands."""


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
    """The habits that the text shows first."""
    as_json = root.flow and bool(root.pairs) and text.startswith('"', root.pairs[0][0].start)
    nodes = [each for each in root.walk() if each.pairs]
    bracketed = [each.pairs for each in nodes if each.flow]
    colon = _first(
        (text[key.end : value.start] for pairs in bracketed for key, value in pairs),
        re.compile(r" *: *" if as_json else r" *: +"),
        ": ",
    )
    commas = (text[one[1].end : two[0].start] for pairs in bracketed for one, two in pairwise(pairs))
    below = [(value, key) for each in nodes if not each.flow for key, value in each.pairs if _is_block(value)]
    steps = [value.column - key.column for value, key in below if value.pairs]
    dashes = [value.column - key.column for value, key in below if not value.pairs]
    start = root.pairs[0][0].start if root.pairs else 0
    return YamlStyle(
        as_json=as_json,
        colon=colon,
        comma=_first(commas, re.compile(r" *, *"), "," if colon == ":" else ", "),
        unit=text[text.rfind("\n", 0, start) + 1 : start]
        if root.flow and _blank_before(text, start)
        else "  ",
        step=next((far for far in steps if far > 0), 2),
        dash=next((far for far in dashes if far >= 0), 2),
    )


def _first(found: Iterable[str], wanted: re.Pattern[str], other: str) -> str:
    return next((each for each in found if wanted.fullmatch(each)), other)


def _is_block(node: NodeSpan) -> bool:
    return not node.flow and not node.shared and node.shape in (Shape.MAPPING, Shape.LIST)


def _blank_before(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return bool(line) and not line.strip()


@record
class YamlWriter:
    """Draws nodes by habits.  Entries whose value is null are left out: they say nothing."""

    habits: YamlStyle

    def key(self, key: Scalar) -> str:
        """A key, without its colon."""
        quoted = self.habits.as_json or key.text in NULLS
        return scalar_text(Scalar(key.text, quoted, key.location), self.habits.as_json)

    def on_line(self, node: Node) -> str:
        """A node in brackets, as part of a line."""
        if isinstance(node, Scalar):
            return scalar_text(node, self.habits.as_json)
        if isinstance(node, Sequence):
            return f"[{self.habits.comma.join(map(self.on_line, node.items))}]"
        return f"{{{self.habits.comma.join(self.entry_on_line(each) for each in _told(node))}}}"

    def entry_on_line(self, entry: Entry) -> str:
        """A key and its value, as part of a line."""
        return self.key(entry.key) + self.habits.colon + self.on_line(entry.value)

    def broken(self, node: Node, indent: str, unit: str) -> list[str]:
        """A node in brackets with an entry a line; the first line goes on one that is there already."""
        if isinstance(node, Sequence) and node.items:
            inner = [self.broken(item, indent + unit, unit) for item in node.items]
            return self._enclosed("[]", inner, indent, unit)
        if isinstance(node, Mapping) and not isinstance(node, FlowMapping) and _told(node):
            inner = [self.entry_broken(each, indent + unit, unit) for each in _told(node)]
            return self._enclosed("{}", inner, indent, unit)
        return [self.on_line(node)]

    def entry_broken(self, entry: Entry, indent: str, unit: str) -> list[str]:
        """A key and its value, as `broken`."""
        first, *rest = self.broken(entry.value, indent, unit)
        return [self.key(entry.key) + self.habits.colon + first, *rest]

    def _enclosed(self, brackets: str, inner: list[list[str]], indent: str, unit: str) -> list[str]:
        lines = [brackets[0]]
        for number, (first, *rest) in enumerate(inner, start=1):
            lines += [indent + unit + first, *rest]
            lines[-1] += "," if number < len(inner) else ""
        return [*lines, indent + brackets[1]]

    def entry(self, entry: Entry, indent: int) -> list[str]:
        """Whole lines: a key and its value."""
        head = " " * indent + self.key(entry.key) + ":"
        if isinstance(entry.value, Scalar | FlowMapping) or is_bare(entry.value):
            return [f"{head} {self.on_line(entry.value)}"]
        return [head, *self.below(entry.value, indent)]

    def below(self, node: Mapping | Sequence, indent: int) -> list[str]:
        """Whole lines: what stands below a key that is indented so."""
        if isinstance(node, Mapping):
            return [line for each in _told(node) for line in self.entry(each, indent + self.habits.step)]
        column = indent + self.habits.dash
        return [line for each in node.items for line in self.item(each, column, short=indent > 0)]

    def item(self, node: Node, indent: int, *, short: bool, inner: int = 2) -> list[str]:
        """Whole lines: an item behind a dash, `inner` columns further in."""
        first, *rest = self.behind_dash(node, indent + inner, short=short)
        return [" " * indent + "-" + " " * (inner - 1) + first, *rest]

    def behind_dash(self, node: Node, indent: int, *, short: bool) -> list[str]:
        """An item; the first line goes on one that is there already.

        With `short` it is one line, if it fits and holds no further collections.
        """
        told = _told(node) if isinstance(node, Mapping) and not isinstance(node, FlowMapping) else ()
        line = self.on_line(node)
        flat = all(isinstance(each.value, Scalar) for each in told)
        if not told or (short and flat and indent + len(line) <= WIDTH):
            return [line]
        first, *rest = [each for entry in told for each in self.entry(entry, indent)]
        return [first[indent:], *rest]


def is_bare(node: Node) -> bool:
    """Whether a node has nothing in it that could stand on lines of its own."""
    return not (_told(node) if isinstance(node, Mapping) else isinstance(node, Sequence) and node.items)


def _told(node: Mapping) -> tuple[Entry, ...]:
    return tuple(each for each in node.entries if not (isinstance(each.value, Scalar) and each.value.is_null))
