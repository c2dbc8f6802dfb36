"""The text of a tree rewritten as that of a changed tree, with edits as small as can be."""

import re
from collections.abc import Iterable
from collections.abc import Sequence as Several

from advisor.source.errors import AdvisorError
from advisor.source.node_spans import NodeSpan, Shape, span_tree
from advisor.source.reader import parse_tree
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence
from advisor.source.yaml_writer import (
    FlowMapping,
    YamlWriter,
    detect_style,
    in_quotes_of,
    is_bare,
    scalar_text,
)

_BREAK = re.compile(r"\r?\n")


class CannotRewrite(AdvisorError):
    """Why a text is left to its author: one reason, without a full stop."""


@record
class Edit:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits, none of which overlap; those at one place in the order given."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*parts, text[at:]))


@record
class Lines:
    """The lines of a text, found from any place in them.  Ends of lines are LF, or CR and LF."""

    text: str

    def newline(self, at: int) -> str:
        """What ends the line of a place, and so a new one below it; where nothing does, as the one above."""
        found = _BREAK.search(self.text, at) or _BREAK.search(self.text, max(self.text.rfind("\n") - 1, 0))
        return found[0] if found else "\n"

    def start(self, at: int) -> int:
        """Where the line begins."""
        return self.text.rfind("\n", 0, at) + 1

    def end(self, at: int) -> int:
        """Where the line ends, before what ends it."""
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def next(self, at: int) -> int:
        """Where the next line begins; the end of the text, after the last one."""
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def is_first(self, at: int) -> bool:
        """Whether nothing but blanks stands before a place on its line."""
        return not self.text[self.start(at) : at].strip()


def has_comment(text: str, node: NodeSpan) -> bool:
    """Whether a comment stands between the signs of a node."""
    rest, at = "", node.start
    for each in node.walk():
        if each.shape is Shape.SCALAR:
            rest, at = rest + text[at : each.start], max(at, each.end)
            if text[each.start : each.start + 1] in ("|", ">"):
                rest += text[each.start : each.end].split("\n", maxsplit=1)[0]
    return "#" in rest + text[at : node.end]


_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")


class Brackets:
    """Additions to collections in brackets of one text."""

    def __init__(self, text: str, drawer: YamlWriter) -> None:
        self.text, self.lines, self.drawer = text, Lines(text), drawer

    def added(self, at: NodeSpan, new: Several[Entry | Node]) -> list[Edit]:
        """The edits that put new entries, or new items, behind the last one."""
        children = at.children
        if not children:
            inside = self.text.index("{" if at.shape is Shape.MAPPING else "[", at.start) + 1
            return [Edit(inside, inside, self.drawer.habits.comma.join(map(self.on_line, new)))]
        last, end = children[-2 if at.shape is Shape.MAPPING else -1], children[-1].end
        comma = self._comma(end, at.end - 1)
        own_lines = self.lines.is_first(last.start) and self.lines.start(last.start) > at.start
        if not own_lines:
            told = self.drawer.habits.comma.join(map(self.on_line, new))
            if comma is not None:
                return [Edit(comma + 1, comma + 1, " " + told)]
            return [Edit(end, end, self.drawer.habits.comma + told)]
        return self._on_lines(at, new, last, end, comma)

    def _on_lines(
        self, at: NodeSpan, new: Several[Entry | Node], last: NodeSpan, end: int, comma: int | None
    ) -> list[Edit]:
        indent, unit = self._indent(last.start), self.drawer.habits.unit
        long = self.drawer.habits.as_json and (
            at.shape is Shape.MAPPING or "\n" in self.text[last.start : end]
        )
        newline = self.lines.newline(last.start)
        parts = ["".join(newline + line for line in self._part(each, indent, unit, long)) for each in new]
        told = ",".join(parts) + ("," if comma is not None else "")
        first = [] if comma is not None else [Edit(end, end, ",")]
        behind = end if comma is None else comma + 1
        if self.lines.end(behind) < at.end - 1:
            behind = self.lines.end(behind)
        return [*first, Edit(behind, behind, told)]

    def _part(self, new: Entry | Node, indent: str, unit: str, long: bool) -> list[str]:
        if not long:
            return [indent + self.on_line(new)]
        if isinstance(new, Entry):
            first, *rest = self.drawer.entry_broken(new, indent, unit)
        else:
            first, *rest = self.drawer.broken(new, indent, unit)
        return [indent + first, *rest]

    def on_line(self, new: Entry | Node) -> str:
        return self.drawer.entry_on_line(new) if isinstance(new, Entry) else self.drawer.on_line(new)

    def _comma(self, start: int, end: int) -> int | None:
        """Where a comma stands behind the last entry already."""
        tail = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[start:end])
        return start + tail.index(",") if "," in tail else None

    def _indent(self, at: int) -> str:
        line = self.text[self.lines.start(at) : at]
        return line[: len(line) - len(line.lstrip())]


_MARK = "\ufeff"


def rewrite(text: str, name: str, old: Node, new: Node) -> str:
    """The text, whose tree is `old`, with what differs in `new` changed in it, and all else as it stands.

    A null that is new is not written.  Raises CannotRewrite where the new text would not read as `new`.
    """
    body = text.removeprefix(_MARK)
    mark = text[: len(text) - len(body)]
    root = span_tree(body, name)
    if root is None or content_of(old) == content_of(new):
        return text
    after = apply(body, _Rewriter(body, root).changed(old, new, root))
    read, problems = parse_tree(after, name)
    if problems or read is None or content_of(read) != content_of(new):
        reason = (
            "anchors (&) and aliases (*) stand in it"
            if _repeats(root)
            else "it is laid out in an unusual way"
        )
        raise CannotRewrite(reason)
    return mark + after


def content_of(node: Node) -> object:
    """What a tree says, however it is written: a key without a value is as good as none."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [content_of(item) for item in node.items]
    told = {each.key.text: content_of(each.value) for each in node.entries}
    return {key: value for key, value in told.items() if value is not None}


def _repeats(root: NodeSpan) -> bool:
    return any(each.shape is Shape.ALIAS for each in root.walk())


class _Rewriter:
    """Edits of one text.

    `key` is that of the value in question, None for the root and for items of lists; `inside` is whether
    brackets stand around it.
    """

    def __init__(self, text: str, root: NodeSpan) -> None:
        self.text, self.lines = text, Lines(text)
        self.drawer = YamlWriter(detect_style(text, root))
        self.brackets = Brackets(text, self.drawer)

    def changed(
        self, old: Node, new: Node, at: NodeSpan, key: NodeSpan | None = None, inside: bool = False
    ) -> list[Edit]:
        if old is new or content_of(old) == content_of(new):
            return []
        if at.shape is Shape.ALIAS:
            raise CannotRewrite("what changes stands elsewhere too, by an alias (*)")
        if isinstance(old, Mapping) and isinstance(new, Mapping) and self._grows(old, new, at):
            return self.mapping(old, new, at)
        if isinstance(old, Sequence) and isinstance(new, Sequence) and self._lengthens(old, new, at, key):
            return self.sequence(old, new, at)
        return self.replaced(new, at, key, inside)

    def _grows(self, old: Mapping, new: Mapping, at: NodeSpan) -> bool:
        kept = {each.key.text for each in new.entries}
        return bool(old.entries) and all(each.key.text in kept for each in old.entries)

    def _lengthens(self, old: Sequence, new: Sequence, at: NodeSpan, key: NodeSpan | None) -> bool:
        stays = bool(old.items) or key is None or has_comment(self.text, at)
        return stays and len(old.items) <= len(new.items)

    def mapping(self, old: Mapping, new: Mapping, at: NodeSpan) -> list[Edit]:
        edits = []
        now = {each.key.text: each.value for each in new.entries}
        for entry, (key, value) in zip(old.entries, at.pairs, strict=True):
            edits += self.changed(entry.value, now.pop(entry.key.text), value, key, at.flow)
        added = [each for each in new.entries if each.key.text in now and content_of(each.value) is not None]
        if not added:
            return edits
        if at.flow:
            return [*edits, *self.brackets.added(at, added)]
        starts, column = [key.start for key, _ in at.pairs], at.pairs[0][0].column
        told = [line for each in added for line in self.drawer.entry(each, column)]
        blank = column == 0 and self._is_spaced([value for _, value in at.pairs], starts)
        return [*edits, self.inserted(at, column, ["", *told] if blank else told)]

    def sequence(self, old: Sequence, new: Sequence, at: NodeSpan) -> list[Edit]:
        edits = []
        for was, now, child in zip(old.items, new.items, at.children, strict=False):
            edits += self.changed(was, now, child, None, at.flow)
        added = new.items[len(old.items) :]
        if not added:
            return edits
        if at.flow:
            return [*edits, *self.brackets.added(at, added)]
        children, last = at.children, at.children[-1]
        inner = last.column - at.column if self.lines.start(last.start) == self.dash_line(at, last) else 2
        starts = [child.start for child in children]
        blank = self._is_spaced(children, starts)
        short = at.column > 0 and (last.flow or last.shape is not Shape.MAPPING)
        told: list[str] = []
        for item in added:
            lines = self.drawer.item(item, at.column, short=short, inner=max(inner, 2))
            told += ["", *lines] if blank else lines
        return [*edits, self.inserted(at, at.column, told)]

    def dash_line(self, at: NodeSpan, item: NodeSpan) -> int:
        """Where the line of an item's dash begins."""
        return self.lines.start(self.text.rindex("-", at.start, item.start + 1))

    def inserted(self, at: NodeSpan, column: int, told: Several[str]) -> Edit:
        """New lines below a block, and below comments that are part of its last entry."""
        place = self.lines.end(at.end)
        while place < len(self.text):
            start = self.lines.next(place)
            line = self.text[start : self.lines.end(start)]
            if not re.match(rf" {{{column + 1},}}#", line):
                break
            place = start + len(line)
        newline = self.lines.newline(place)
        return Edit(place, place, "".join(newline + line for line in told))

    def _is_spaced(self, nodes: Several[NodeSpan], starts: Several[int]) -> bool:
        """Whether a blank line stands between the last two."""
        between = self.text[nodes[-2].end : starts[-1]] if len(nodes) > 1 else ""
        return bool(re.search(r"\n[ \t]*\r?\n", between))

    # One value in the place of another

    def replaced(self, new: Node, at: NodeSpan, key: NodeSpan | None, inside: bool) -> list[Edit]:
        colon = at.start if key is None else self.after_colon(key, at)
        if key is not None and colon < 0:
            return [Edit(key.end, key.end, self.drawer.habits.colon + self.drawer.on_line(new))]
        on_lines = not at.flow and at.shape in (Shape.MAPPING, Shape.LIST)
        if not inside and not isinstance(new, Scalar | FlowMapping) and not is_bare(new):
            self.refuse_comments(at, colon)
            return self.opened(new, at, key, colon, on_lines)
        start = colon if on_lines else at.start
        self.refuse_comments(at, start)
        told = self.told(new, at, key, inside)
        nothing = on_lines or at.start == at.end
        blank = nothing and start > 0 and self.text[start - 1] in ":-"
        return [Edit(start, at.end, f" {told}" if blank else told)]

    def told(self, new: Node, at: NodeSpan, key: NodeSpan | None, inside: bool) -> str:
        habits = self.drawer.habits
        if isinstance(new, Scalar):
            quoted = "" if new.is_null else in_quotes_of(self.text[at.start : at.end], new.text)
            return quoted or scalar_text(new, habits.as_json)
        if inside and habits.as_json and key is not None and self.lines.is_first(key.start):
            indent = self.text[self.lines.start(key.start) : key.start]
            return self.lines.newline(at.start).join(self.drawer.broken(new, indent, habits.unit))
        return self.drawer.on_line(new)

    def opened(
        self, new: Mapping | Sequence, at: NodeSpan, key: NodeSpan | None, colon: int, on_lines: bool
    ) -> list[Edit]:
        """Lines in the place of what stands behind a key, or below it, or behind a dash."""
        if key is None:
            lines = self.drawer.behind_dash(new, at.column, short=not on_lines)
            return [Edit(at.start, at.end, self.lines.newline(at.start).join(lines))]
        newline = self.lines.newline(key.end)
        told = "".join(newline + line for line in self.drawer.below(new, key.column))
        if on_lines:
            return [Edit(colon, at.end, told)]
        end = self.lines.end(at.end)
        return [Edit(colon, at.end, ""), Edit(end, end, told)]

    def refuse_comments(self, at: NodeSpan, start: int) -> None:
        """Nothing that a person wrote goes with a value."""
        if has_comment(self.text, at) or "#" in self.text[start : at.start]:
            raise CannotRewrite("comments stand within what changes")

    def after_colon(self, key: NodeSpan, value: NodeSpan) -> int:
        """The place behind the colon between a key and its value; -1 where there is none."""
        return self.text.find(":", key.end, max(value.start, key.end)) + 1 or -1
