"""The YAML that most states keep to, read line by line in a third of a parser's time, and without one.

Keys and values in blocks, lists with dashes, brackets and quotes that close on their line, comments.  The
rest, and be it a mistake, is left to the parser, whose answer is the only meaning: what is read here is what
the parser's events tell, to the last column.
"""

import re
from collections.abc import Set

from advisor.source.diagnostic import Location
from advisor.source.tree import NULLS, Entry, Mapping, Node, Scalar, Sequence

_LONGEST_TEXT = 1_000_000  # characters: no file within it has too many values
_LONGEST_LINE = 1_000  # characters: a parser takes no key that is longer than that
_DEEPEST = 60
_BEHIND = 200  # characters behind a text in which a comment is looked for
_KEY = re.compile(r"(\w[\w.-]*):(?: +|$)", re.ASCII)
_KEY_IN_QUOTES = re.compile(r"(['\"])(\w[\w.-]*)\1:(?: +|$)", re.ASCII)  # as programs write 'on'
_PAIR = re.compile(r"(\w[\w.-]*):( +)(\w[\w .,;()/$&-]*)", re.ASCII)
# `re` keeps what it has compiled of these, which many texts have no use for.
_WORD = r"\w(?:[\w ./-]*[\w.-])?"
_FLAT = rf"(?a)\{{(?:{_WORD}: {_WORD}(?:, {_WORD}: {_WORD})*)?\}}"
_IN_BRACKETS = r" *([{}\[\],]|:(?= )|\"[^\"\\]*\"|'[^']*'|\w(?:[\w .+/%()$'-]*[\w.+/%()$'-])?)"
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")


_NO_KEYS: Set[str] = frozenset()


class _NotPlain(Exception):
    """There is something for a parser."""


# A place as one number: 20 bits of its line, 10 each of the columns of key and value, and whether the value
# stands in quotes.  Lines and columns count from 1.
def _packed(line: int, key: int, value: int, quoted: bool = False) -> int:
    return line << 21 | key << 11 | value << 1 | quoted


class PlainMapping(dict[str, "Plain"]):
    """The values under keys; where the mapping begins, and where keys and values stand (packed).

    `quoted` are the keys that stand in quotes.
    """

    __slots__ = ("begins", "places", "quoted")

    def __init__(self, begins: int) -> None:
        super().__init__()
        self.begins = begins
        self.places: dict[str, int] = {}
        self.quoted: Set[str] = _NO_KEYS


class PlainList(list["Plain"]):
    """Values, and where they stand."""

    __slots__ = ("begins", "places")

    def __init__(self, begins: int) -> None:
        super().__init__()
        self.begins = begins
        self.places: list[int] = []


Plain = str | None | PlainMapping | PlainList
"""A text as it was written, without its quotes; None for a key without a value."""


def place_in(file: str, packed: int) -> Location:
    """The place of a value, or of where a mapping or a list begins."""
    return Location(file, packed >> 21, packed >> 1 & 1023)


def read_plain(text: str) -> PlainMapping | None:
    """The mapping that a text holds; None where a parser has to read it."""
    if len(text) > _LONGEST_TEXT or not text.replace("\n", "").isprintable():
        return None
    try:
        return _Lines(text).root()
    except _NotPlain:
        return None


def plain_tree(plain: PlainMapping, file: str) -> Mapping:
    """The tree of what was read."""
    tree = plain_node(plain, 0, file)
    assert isinstance(tree, Mapping)
    return tree


def plain_node(plain: Plain, place: int, file: str) -> Node:
    """The tree of one value, which stands at a (packed) place."""
    if isinstance(plain, PlainMapping):
        entries = []
        for name, value in plain.items():
            packed = plain.places[name]
            key = Scalar(name, name in plain.quoted, Location(file, packed >> 21, packed >> 11 & 1023))
            entries.append(Entry(key, plain_node(value, packed, file)))
        return Mapping(tuple(entries), place_in(file, plain.begins))
    if isinstance(plain, PlainList):
        items = (plain_node(item, at, file) for item, at in zip(plain, plain.places, strict=True))
        return Sequence(tuple(items), place_in(file, plain.begins))
    return Scalar(plain or "", bool(place & 1), place_in(file, place))


class _Lines:
    """The lines of a text that are neither blank nor comments: their indents, numbers and contents."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, int, str]] = []
        for number, line in enumerate(text.split("\n"), start=1):
            content = line.strip(" ")
            if content and content[0] != "#":
                if len(line) > _LONGEST_LINE:
                    raise _NotPlain
                self.lines.append((line.find(content), number, content))
        self.lines.append((-1, 0, ""))
        self.at = 0
        self.quoted = False  # the value that was read last

    def root(self) -> PlainMapping:
        """The whole text."""
        indent, number, content = self.lines[0]
        if indent or content.startswith(("---", "...")):
            raise _NotPlain
        found = self.mapping(0, number, 0)
        if self.lines[self.at][0] >= 0:
            raise _NotPlain
        return found

    def block(self, outer: int, depth: int) -> Plain:
        """What begins on the next line; `outer` is the indent beyond which a text would go on."""
        indent, number, content = self.lines[self.at]
        if depth > _DEEPEST:
            raise _NotPlain
        self.quoted = False
        if content[:2] == "- ":
            return self.list(indent, number, depth)
        if _KEY.match(content) or _KEY_IN_QUOTES.match(content):
            return self.mapping(indent, number, depth)
        self.at += 1
        return self.value(content, number, indent, outer)

    def list(self, indent: int, number: int, depth: int) -> PlainList:
        """The items whose dashes stand at an indent."""
        found = PlainList(_packed(number, 0, indent + 1))
        while True:
            here, number, content = self.lines[self.at]
            if here != indent or content[:2] != "- ":
                self.quoted = False
                return found
            rest = content[2:].lstrip(" ")
            if rest[:1] == "#":
                raise _NotPlain
            column = indent + len(content) - len(rest)
            self.lines[self.at] = column, number, rest
            found.append(self.block(indent, depth + 1))
            found.places.append(_packed(number, 0, column + 1, self.quoted))

    def mapping(self, indent: int, number: int, depth: int) -> PlainMapping:
        """The keys that stand at an indent, with their values."""
        lines = self.lines
        mapping = PlainMapping(_packed(number, 0, indent + 1))
        places = mapping.places
        while True:
            here, number, content = lines[self.at]
            if here != indent:
                break
            if (pair := _PAIR.fullmatch(content)) and lines[self.at + 1][0] <= indent:
                name, gap, value = pair.groups()
                self.at += 1
                if name in mapping or value in NULLS:
                    raise _NotPlain
                mapping[name] = value
                places[name] = number << 21 | (indent + 1) << 11 | (indent + len(name) + len(gap) + 2) << 1
                continue
            found = _KEY.match(content) or _KEY_IN_QUOTES.match(content)
            if found is None:
                if content[:2] == "- ":
                    break
                raise _NotPlain
            name, start = found[found.lastindex or 1], found.end()
            if found.lastindex == 2:
                mapping.quoted |= {name}
            if name in mapping:
                raise _NotPlain
            self.at += 1
            column = indent + start + 1
            if start < len(content) and content[start] != "#":
                mapping[name] = self.value(content[start:], number, indent + start, indent)
            elif lines[self.at][0] > indent or (
                lines[self.at][0] == indent and lines[self.at][2][:2] == "- "
            ):
                mapping[name] = below = self.block(indent, depth + 1)
                if isinstance(below, str):
                    raise _NotPlain
            else:
                mapping[name], self.quoted = None, False
                column = indent + len(name) + 2
            places[name] = _packed(number, indent + 1, column, self.quoted)
        self.quoted = False
        return mapping

    def value(self, text: str, number: int, column: int, outer: int) -> Plain:
        """What stands on one line, from a column on (from 0), and ends on it."""
        if self.lines[self.at][0] > outer:
            raise _NotPlain  # it goes on, or should not
        self.quoted = False
        sign = text[0]
        if sign == "{" and re.fullmatch(_FLAT, text):
            return _flat(text, number, column)
        if sign in "{[":
            return _Brackets(text, number, column).whole()
        if sign in "\"'":
            end = text.find(sign, 1)
            rest = text[end + 1 :].lstrip(" ")
            if end < 0 or "\\" in text[:end] or (rest and (rest[0] != "#" or text[end + 1] != " ")):
                raise _NotPlain
            self.quoted = True
            return text[1:end]
        if sign in _INDICATORS:
            raise _NotPlain
        if " #" in text:
            end = text.index(" #")
            if text[end : end + _BEHIND].strip()[1:2].isalnum():
                raise _NotPlain  # it looks like a part of the text
            text = text[:end].rstrip(" ")
        if ": " in text or text[-1] == ":" or text in NULLS:
            raise _NotPlain
        return text


def _flat(text: str, number: int, column: int) -> PlainMapping:
    """A mapping of words in brackets."""
    mapping = PlainMapping(number << 21 | (column + 1) << 1)
    places = mapping.places
    column += 2
    for pair in text[1:-1].split(", ") if len(text) > 2 else ():
        name, _, value = pair.partition(": ")
        if name in mapping or value in NULLS:
            raise _NotPlain
        mapping[name] = value
        places[name] = number << 21 | column << 11 | (column + len(name) + 2) << 1
        column += len(pair) + 2
    return mapping


class _Brackets:
    """A mapping or a list in brackets, in a line: the text from its first bracket on."""

    def __init__(self, text: str, number: int, column: int) -> None:
        self.text, self.number, self.column = text, number, column
        self.at = 0
        self.scan = re.compile(_IN_BRACKETS).match

    def whole(self) -> Plain:
        """The value, behind which there is at most a comment."""
        found = self.value(self.next(), 0)
        rest = self.text[self.at :]
        if rest and (rest[0] != " " or rest.lstrip(" ")[0] != "#"):
            raise _NotPlain
        return found

    def next(self) -> str:
        """The next sign, or text as it is written; `at` is where it ends."""
        found = self.scan(self.text, self.at)
        if found is None:
            raise _NotPlain
        self.at = found.end()
        return found[1]

    def value(self, token: str, depth: int) -> Plain:
        """What begins with what was just read."""
        if depth > _DEEPEST:
            raise _NotPlain
        if token == "{":
            return self.mapping(depth)
        return self.list(depth) if token == "[" else self.text_of(token)

    def text_of(self, token: str) -> str:
        """A text without its quotes."""
        if token[0] in "\"'":
            return token[1:-1]
        if token in NULLS or token[0] in ":,{}[]":
            raise _NotPlain
        return token

    def place(self, token: str, key: int = 0) -> int:
        """Where the token that was just read stands; `key` is the column of its key."""
        return _packed(self.number, key, self.column + self.at - len(token) + 1, token[0] in "\"'")

    def mapping(self, depth: int) -> PlainMapping:
        mapping = PlainMapping(self.place("{"))
        token = self.next()
        while token != "}":
            name, key = self.text_of(token), self.place(token) >> 1 & 1023
            if name in mapping or token[0] in "\"'" or self.next() != ":":
                raise _NotPlain
            token = self.next()
            mapping.places[name] = self.place(token, key)
            mapping[name] = self.value(token, depth + 1)
            token = self.after("}")
        return mapping

    def list(self, depth: int) -> PlainList:
        found = PlainList(self.place("["))
        token = self.next()
        while token != "]":
            found.places.append(self.place(token))
            found.append(self.value(token, depth + 1))
            token = self.after("]")
        return found

    def after(self, end: str) -> str:
        """The end, or the first token behind a comma."""
        token = self.next()
        if token == ",":
            token = self.next()
            if token == end:
                raise _NotPlain
        elif token != end:
            raise _NotPlain
        return token
