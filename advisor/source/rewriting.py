"""The text of a tree rewritten as that of a changed tree, with edits as small as can be."""

import re
from collections.abc import Iterable
from collections.abc import Sequence as Several

from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.errors import AdvisorError
from advisor.source.node_spans import NodeSpan, Shape
from advisor.source.plain_spans import span_tree
from advisor.source.reader import parse_tree
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence
from advisor.source.yaml_writer import FlowMapping, YamlWriter, detect_style, in_quotes_of

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
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*parts, text[at:]))


@record
class Lines:
    """The lines of a text, found from any place in them.  Ends of lines are LF, or CR and LF."""

    text: str

    def newline(self, at: int) -> str:
        """What ends the line of a place, and so a new one below it; where nothing does, as the one above."""
        end = _BREAK.search(self.text, at) or _BREAK.search(self.text, max(self.text.rfind("\n") - 1, 0))
        return end[0] if end else "\n"

    def start(self, at: int) -> int:
        """Where the line begins."""
        return self.text.rfind("\n", 0, at) + 1

    def end(self, at: int) -> int:
        """Where the line ends, before what ends it."""
        end = _BREAK.search(self.text, at)
        return end.start() if end else len(self.text)

    def next(self, at: int) -> int:
        """Where the next line begins; the end of the text, after the last one."""
        end = _BREAK.search(self.text, at)
        return end.end() if end else len(self.text)

    def column(self, at: int) -> int:
        """How many signs stand before a place on its line."""
        return at - self.start(at)

    def rest(self, at: int) -> int:
        """How many signs stand behind a place on its line."""
        return self.end(at) - at

    def is_first(self, at: int) -> bool:
        """Whether nothing but blanks stands before a place on its line."""
        return not self.text[self.start(at) : at].strip()

    def removed(self, start: int, end: int) -> Edit:
        """Take away whole lines; a comment behind them stays on a line of its own."""
        first, last = self.start(start), self.end(end)
        comment = self.text[end:last].strip()
        indent = " " * (len(self.text[first:start]) - len(self.text[first:start].lstrip()))
        return Edit(first, last + 1, f"{indent}{comment}\n" if comment.startswith("#") else "")


def has_comment(text: str, node: NodeSpan) -> bool:
    """Whether a comment stands between the signs of a node."""
    rest, at = "", node.start
    for inner in node.walk():
        if inner.shape is Shape.SCALAR:
            rest, at = rest + text[at : inner.start], max(at, inner.end)
            if text[inner.start : inner.start + 1] in ("|", ">"):
                rest += text[inner.start : inner.end].split("\n", maxsplit=1)[0]
    return "#" in rest + text[at : node.end]


def compact(text: str, node: NodeSpan) -> str:
    """A node as it stands, on one line."""
    if node.shape is Shape.LIST:
        return f"[{', '.join(compact(text, item) for item in node.children)}]"
    if node.shape is Shape.MAPPING:
        pairs = (f"{compact(text, key)}: {compact(text, value)}" for key, value in node.pairs)
        return f"{{{', '.join(pairs)}}}"
    return " ".join(line.strip() for line in text[node.start : node.end].split("\n"))


_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")


def rewrite(text: str, name: str, old: Node, new: Node) -> str:
    """The text, whose tree is `old`, with what differs in `new` changed in it, and all else as it stands.

    A null that is new is not written.  Raises CannotRewrite where the new text would not read as `new`.
    """
    body = text.removeprefix(BYTE_ORDER_MARK)
    mark = text[: len(text) - len(body)]
    root = span_tree(body, name)
    if root is None or content_of(old) == content_of(new):
        return text
    after = apply(body, _Rewriter(body, root).changed(old, new, root))
    read, problems = parse_tree(after, name)
    if problems or read is None or content_of(read) != content_of(new):
        if any(node.shape is Shape.ALIAS for node in root.walk()):
            raise CannotRewrite("anchors (&) and aliases (*) stand in it")
        raise CannotRewrite("it is laid out in an unusual way")
    return mark + after


def content_of(node: Node | None) -> object:
    """What a tree says, however it is written: a key without a value is as good as none."""
    if node is None or isinstance(node, Scalar):
        return None if node is None or node.is_null else node.text
    if isinstance(node, Sequence):
        return [content_of(item) for item in node.items]
    contents = {entry.key.text: content_of(entry.value) for entry in node.entries}
    return {key: content for key, content in contents.items() if content is not None}


class _Rewriter:
    """Edits of one text.

    `key` is that of the value in question, None for the root and for items of lists; `inside` is whether
    brackets stand around it.
    """

    def __init__(self, text: str, root: NodeSpan) -> None:
        self.text, self.lines = text, Lines(text)
        self.style = detect_style(text, root)
        self.writer = YamlWriter(self.style)

    def changed(
        self, old: Node, new: Node, at: NodeSpan, key: NodeSpan | None = None, inside: bool = False
    ) -> list[Edit]:
        if old is new or content_of(old) == content_of(new):
            return []
        if at.shape is Shape.ALIAS:
            raise CannotRewrite("what changes stands elsewhere too, by an alias (*)")
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            kept = {entry.key.text for entry in new.entries}
            if old.entries and all(entry.key.text in kept for entry in old.entries):
                return self.mapping(old, new, at)
        if isinstance(old, Sequence) and isinstance(new, Sequence):
            stays = old.items or key is None or has_comment(self.text, at)
            if stays and len(old.items) <= len(new.items):
                return self.sequence(old, new, at)
        return self.replaced(new, at, key, inside)

    def mapping(self, old: Mapping, new: Mapping, at: NodeSpan) -> list[Edit]:
        edits = []
        now = {entry.key.text: entry.value for entry in new.entries}
        for entry, (key, value) in zip(old.entries, at.pairs, strict=True):
            edits += self.changed(entry.value, now.pop(entry.key.text), value, key, at.flow)
        added = [entry for entry in new.entries if content_of(now.get(entry.key.text)) is not None]
        if not added:
            return edits
        if at.flow:
            return [*edits, *self.added_in_brackets(at, added)]
        starts, column = [key.start for key, _ in at.pairs], at.pairs[0][0].column
        lines = [line for entry in added for line in self.writer.entry(entry, column)]
        blank = column == 0 and self._is_spaced([value for _, value in at.pairs], starts)
        return [*edits, self.inserted(at, column, ["", *lines] if blank else lines)]

    def sequence(self, old: Sequence, new: Sequence, at: NodeSpan) -> list[Edit]:
        edits = []
        for was, now, child in zip(old.items, new.items, at.children, strict=False):
            edits += self.changed(was, now, child, None, at.flow)
        added = new.items[len(old.items) :]
        if not added:
            return edits
        if at.flow:
            return [*edits, *self.added_in_brackets(at, added)]
        children, last = at.children, at.children[-1]
        dash = self.lines.start(self.text.rindex("-", at.start, last.start + 1))
        inner = last.column - at.column if self.lines.start(last.start) == dash else 2
        blank = self._is_spaced(children, [child.start for child in children])
        short = at.column > 0 and (last.flow or last.shape is not Shape.MAPPING)
        lines: list[str] = []
        for item in added:
            lines += [""] if blank else []
            lines += self.writer.item(item, at.column, short=short, inner=max(inner, 2))
        return [*edits, self.inserted(at, at.column, lines)]

    def inserted(self, at: NodeSpan, column: int, lines: Several[str]) -> Edit:
        """New lines below a block, and below comments that are part of its last entry."""
        place = self.lines.end(at.end)
        while place < len(self.text):
            start = self.lines.next(place)
            line = self.text[start : self.lines.end(start)]
            if not re.match(rf" {{{column + 1},}}#", line):
                break
            place = start + len(line)
        newline = self.lines.newline(place)
        return Edit(place, place, "".join(newline + line for line in lines))

    def _is_spaced(self, nodes: Several[NodeSpan], starts: Several[int]) -> bool:
        """Whether a blank line stands between the last two."""
        between = self.text[nodes[-2].end : starts[-1]] if len(nodes) > 1 else ""
        return bool(re.search(r"\n[ \t]*\r?\n", between))

    # Collections in brackets

    def added_in_brackets(self, at: NodeSpan, new: Several[Entry | Node]) -> list[Edit]:
        """The edits that put new entries, or new items, behind the last one."""
        on_line = self.style.comma.join(map(self.writer.on_line, new))
        children, is_mapping = at.children, at.shape is Shape.MAPPING
        if not children:
            inside = self.text.index("{" if is_mapping else "[", at.start) + 1
            return [Edit(inside, inside, on_line)]
        last, end = children[-2 if is_mapping else -1], children[-1].end
        comma = self._comma(end, at.end - 1)
        if not self.lines.is_first(last.start) or self.lines.start(last.start) <= at.start:
            if comma is not None:
                return [Edit(comma + 1, comma + 1, " " + on_line)]
            return [Edit(end, end, self.style.comma + on_line)]
        long = self.style.as_json and (is_mapping or "\n" in self.text[last.start : end])
        text = self._on_lines_like(last, new, long) + ("," if comma is not None else "")
        behind = end if comma is None else comma + 1
        if self.lines.end(behind) < at.end - 1:
            behind = self.lines.end(behind)
        return [*([] if comma is not None else [Edit(end, end, ",")]), Edit(behind, behind, text)]

    def _on_lines_like(self, last: NodeSpan, new: Several[Entry | Node], long: bool) -> str:
        """New entries or items on lines of their own, indented as the last one there is."""
        line = self.text[self.lines.start(last.start) : last.start]
        indent = line[: len(line) - len(line.lstrip())]
        newline = self.lines.newline(last.start)
        parts = []
        for part in new:
            lines = self.writer.broken(part, indent, self.style.unit) if long else [self.writer.on_line(part)]
            parts.append(newline + indent + newline.join(lines))
        return ",".join(parts)

    def _comma(self, start: int, end: int) -> int | None:
        """Where a comma stands behind the last entry already."""
        tail = _COMMENT.sub(lambda comment: " " * len(comment[0]), self.text[start:end])
        return start + tail.index(",") if "," in tail else None

    # One value in the place of another

    def replaced(self, new: Node, at: NodeSpan, key: NodeSpan | None, inside: bool) -> list[Edit]:
        colon = at.start  # or, behind a key, the place after the colon
        if key is not None:
            colon = self.text.find(":", key.end, max(at.start, key.end)) + 1
        if key is not None and not colon:
            return [Edit(key.end, key.end, self.style.colon + self.writer.on_line(new))]
        on_lines = not at.flow and at.shape in (Shape.MAPPING, Shape.LIST)
        if not inside and not isinstance(new, Scalar | FlowMapping) and not self.writer.is_bare(new):
            self.refuse_comments(at, colon)
            return self.opened(new, at, key, colon, on_lines)
        start = colon if on_lines else at.start
        self.refuse_comments(at, start)
        text = self.value_text(new, at, key, inside)
        nothing = on_lines or at.start == at.end
        blank = nothing and start > 0 and self.text[start - 1] in ":-"
        return [Edit(start, at.end, f" {text}" if blank else text)]

    def value_text(self, new: Node, at: NodeSpan, key: NodeSpan | None, inside: bool) -> str:
        if isinstance(new, Scalar):
            quoted = "" if new.is_null else in_quotes_of(self.text[at.start : at.end], new.text)
            return quoted or self.writer.scalar(new)
        if inside and self.style.as_json and key is not None and self.lines.is_first(key.start):
            indent = self.text[self.lines.start(key.start) : key.start]
            return self.lines.newline(at.start).join(self.writer.broken(new, indent, self.style.unit))
        return self.writer.on_line(new)

    def opened(
        self, new: Mapping | Sequence, at: NodeSpan, key: NodeSpan | None, colon: int, on_lines: bool
    ) -> list[Edit]:
        """Lines in the place of what stands behind a key, or below it, or behind a dash."""
        if key is None:
            lines = self.writer.behind_dash(new, at.column, short=not on_lines)
            return [Edit(at.start, at.end, self.lines.newline(at.start).join(lines))]
        newline = self.lines.newline(key.end)
        text = "".join(newline + line for line in self.writer.below(new, key.column))
        if on_lines:
            return [Edit(colon, at.end, text)]
        end = self.lines.end(at.end)
        return [Edit(colon, at.end, ""), Edit(end, end, text)]

    def refuse_comments(self, at: NodeSpan, start: int) -> None:
        """Nothing that a person wrote goes with a value."""
        if has_comment(self.text, at) or "#" in self.text[start : at.start]:
            raise CannotRewrite("comments stand within what changes")
