"""Events of a YAML parser to our tree, without recursion, refusing what a playbook or a state has no use for.

Problems that leave the tree readable (a key twice, a tag) are noted and reading goes on; others end it.
"""

from dataclasses import field
from typing import TYPE_CHECKING, Any, NoReturn

from advisor.source.diagnostic import Diagnostic, Location, shortened, suggest
from advisor.source.encoding import forbidden_in_value
from advisor.source.files import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, MAX_SHARED, SMALLER
from advisor.source.record import draft, record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence

_LONGEST_LINE = 200  # signs behind a text that are looked at for a comment

if TYPE_CHECKING:
    from yaml.events import AliasEvent, CollectionStartEvent, DocumentStartEvent, ScalarEvent


class GiveUp(Exception):
    """Reading ends here; the reason is among the problems."""


@record
class _Shared:
    """An anchored node: `size` counts its nodes with aliases expanded, `height` its levels (a scalar: 0)."""

    node: Node
    size: int
    height: int


@draft
class _Frame:
    """A collection that is still open. `keys` is None for a sequence, else key to its line."""

    location: Location
    anchor: str | None
    nodes_before: int
    keys: dict[str, int] | None
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: Scalar | None = None
    repeated: bool = False
    height: int = 1


class Builder:
    """One document. Feed it events in order, then take `root`; `problems` are in the order of the text."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Diagnostic] = []
        self._text = text
        self._file = file
        self._frames: list[_Frame] = []
        self._bottom = self._frame = _Frame(Location(file, 1, 1), None, 0, None)
        self._anchors: dict[str, _Shared | _Frame] = {}
        self._nodes = 0
        self._shared = 0

    @property
    def root(self) -> Node | None:
        """The document's value; None where there is nothing but blanks and comments."""
        if not self._bottom.items:
            return None
        node = self._bottom.items[0]
        return None if isinstance(node, Scalar) and not node.text and not node.quoted else node

    def scalar(self, event: "ScalarEvent") -> None:
        """A text."""
        location = self._location(event.start_mark)
        comment = "" if event.style or not event.value else self._comment_behind(event.end_mark)
        node = Scalar(event.value, bool(event.style), location, comment)
        self._count(location)
        if event.style:
            self._check_quoted(event, location)
        if event.tag is not None:
            self._note_tag(event.tag, location)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Shared(node, 1, 0)
        self._add(node)

    def opened(self, event: "CollectionStartEvent", is_mapping: bool) -> None:
        """The start of a mapping or a sequence."""
        location = self._location(event.start_mark)
        if self._frame.keys is not None and self._frame.key is None:
            message = f"found a {'mapping' if is_mapping else 'list'} as a key; a key is plain text"
            self._give_up("yaml-key", location, message, 'put text that starts with "{" or "[" in quotes')
        self._frames.append(self._frame)
        if len(self._frames) > MAX_DEPTH:
            self._give_up_depth(location)
        if event.tag is not None:
            self._note_tag(event.tag, location)
        frame = _Frame(location, event.anchor, self._nodes, {} if is_mapping else None)
        if event.anchor is not None:
            self._anchors[event.anchor] = frame
        self._frame = frame
        self._count(location)

    def closed(self) -> None:
        """The end of the mapping or sequence opened last."""
        frame, outer = self._frame, self._frames.pop()
        node: Node = Mapping(tuple(frame.entries), frame.location)
        if frame.keys is None:
            node = Sequence(tuple(frame.items), frame.location)
        if frame.anchor is not None and self._anchors[frame.anchor] is frame:
            self._anchors[frame.anchor] = _Shared(node, self._nodes - frame.nodes_before, frame.height)
        if frame.height >= outer.height:
            outer.height = frame.height + 1
        self._frame = outer
        self._add(node)

    def alias(self, event: "AliasEvent") -> None:
        """A node that stands elsewhere. It is shared, never copied."""
        name, location = event.anchor or "", self._location(event.start_mark)
        shared = self._anchors.get(name)
        if shared is None:
            hint = suggest(name, self._anchors) or f'put text that starts with "*" in quotes: "*{name}"'
            self._give_up("yaml-alias", location, f'the alias "*{name}" names no anchor above it', hint)
        if isinstance(shared, _Frame):
            where = f"(line {shared.location.line})"
            message = f'the alias "*{name}" stands inside the value that it names {where}'
            self._give_up("yaml-alias", location, message, "write the value out")
        self._nodes += shared.size
        self._shared += shared.size
        if self._shared > MAX_SHARED:
            message = f"aliases repeat more than {MAX_SHARED:,} values"
            self._give_up("yaml-alias", location, message, "write the values out, or repeat less")
        if len(self._frames) + shared.height > MAX_DEPTH:
            self._give_up_depth(location)
        frame, node = self._frame, shared.node
        frame.height = max(frame.height, shared.height + 1)
        if frame.keys is not None and frame.key is None:
            if not isinstance(node, Scalar):
                message = "found an alias of a mapping or list as a key; a key is plain text"
                self._give_up("yaml-key", location, message, "write the key out")
            node = Scalar(node.text, node.quoted, location)
        self._add(node)

    def document(self, event: "DocumentStartEvent") -> None:
        """The start of a document: there is one at most."""
        if self._bottom.items:
            location = self._location(event.start_mark)
            message = "found a second document; a file holds one"
            self._give_up("yaml-documents", location, message, 'delete the line "---", or use two files')

    def _add(self, node: Node) -> None:
        frame = self._frame
        if frame.keys is None:
            frame.items.append(node)
        elif frame.key is not None:
            if not frame.repeated:
                frame.entries.append(Entry(frame.key, node))
            frame.key, frame.repeated = None, False
        elif isinstance(node, Scalar):
            self._add_key(frame, frame.keys, node)

    def _add_key(self, frame: _Frame, keys: dict[str, int], key: Scalar) -> None:
        text, location = key.text, key.location
        if text == "<<" and not key.quoted:
            message = 'found the merge key "<<", which is not read here'
            self._give_up("yaml-key", location, message, "write the merged keys out")
        frame.key = key
        if text in keys:
            frame.repeated = True
            message = f'the key "{_one_line(text)}" stands twice; the first is on line {keys[text]}'
            self._note("yaml-duplicate-key", location, message, "delete one of the two, or rename it")
        else:
            keys[text] = location.line

    def _count(self, location: Location) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} values, the most that one file may hold"
            self._give_up("yaml-size", location, message, SMALLER)

    def _comment_behind(self, mark: Any) -> str:
        """A comment on the line behind a plain text whose "#" stands right before a letter or a digit."""
        end = mark.index
        if self._text[end : end + 1] != " ":
            return ""
        rest = self._text[end : end + _LONGEST_LINE].partition("\n")[0].strip()
        return rest if rest[:1] == "#" and rest[1:2].isalnum() else ""

    def _check_quoted(self, event: "ScalarEvent", location: Location) -> None:
        if event.style == '"' and (name := forbidden_in_value(event.value)):
            self._note("file-character", location, f"the text holds {name}", "delete its escape")
        mark: Any = event.start_mark
        start = self._text[mark.index : mark.index + 80]
        if event.style == ">" and not event.value and start[1:2].isdigit():
            test = start.splitlines()[0].strip()
            message = f"found {test} without quotes, which YAML reads as the start of a folded text"
            self._note("yaml-syntax", location, message, f'put the test in quotes: "{test}"')

    def _note_tag(self, tag: str, location: Location) -> None:
        short = _one_line(tag.replace("tag:yaml.org,2002:", "!!", 1))
        hint = "delete the tag: how a value is read depends on its field"
        if tag.startswith("!="):
            hint = 'put a test in quotes: "!= value"'
        elif tag.startswith("!") and not tag.startswith("!!"):
            hint = 'delete the tag, or put text that starts with "!" in quotes'
        self._note("yaml-tag", location, f'found the tag "{short}"; tags are not read here', hint)

    def _location(self, mark: Any) -> Location:
        """The place of a parser's mark, which counts from 0."""
        return Location(self._file, mark.line + 1, mark.column + 1)

    def _note(self, code: str, location: Location, message: str, hint: str) -> None:
        self.problems.append(Diagnostic(code, location, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            message = f"more than {MAX_PROBLEMS} problems; the rest of the file was not read"
            self._give_up("yaml-many", location, message, "mend the first ones and try again")

    def _give_up(self, code: str, location: Location, message: str, hint: str) -> NoReturn:
        self.problems.append(Diagnostic(code, location, message, hint))
        raise GiveUp

    def _give_up_depth(self, location: Location) -> NoReturn:
        message = f"values are nested more than {MAX_DEPTH} levels deep"
        self._give_up("yaml-depth", location, message, "close brackets, or indent less")


def _one_line(text: str) -> str:
    return shortened(" ".join(text.split()), 60)
