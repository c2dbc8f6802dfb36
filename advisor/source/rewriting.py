"""The text of a tree rewritten as that of a changed tree, with edits as small as can be."""

import re
from collections.abc import Sequence as Several

from advisor.source.drawing import Drawer, OnLine, habits_of, is_bare
from advisor.source.edits import CannotRewrite, Edit, Lines, apply, has_comment
from advisor.source.quoting import in_quotes_of, scalar_text
from advisor.source.reader import parse_tree
from advisor.source.rewriting_brackets import Brackets
from advisor.source.tree import Mapping, Node, Scalar, Sequence
from advisor.source.written import Shape, Written, written_tree

_MARK = "\ufeff"


def rewritten(text: str, name: str, old: Node, new: Node) -> str:
    """The text, whose tree is `old`, with what differs in `new` changed in it, and all else as it stands.

    A null that is new is not written.  Raises CannotRewrite where the new text would not read as `new`.
    """
    body = text.removeprefix(_MARK)
    mark = text[: len(text) - len(body)]
    root = written_tree(body, name)
    if root is None or said(old) == said(new):
        return text
    after = apply(body, _Rewriter(body, root).changed(old, new, root))
    read, problems = parse_tree(after, name)
    if problems or read is None or said(read) != said(new):
        reason = (
            "anchors (&) and aliases (*) stand in it"
            if _repeats(root)
            else "it is laid out in an unusual way"
        )
        raise CannotRewrite(reason)
    return mark + after


def said(node: Node) -> object:
    """What a tree says, however it is written: a key without a value is as good as none."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [said(item) for item in node.items]
    told = {each.key.text: said(each.value) for each in node.entries}
    return {key: value for key, value in told.items() if value is not None}


def _repeats(root: Written) -> bool:
    return any(each.shape is Shape.ALIAS for each in root.walk())


class _Rewriter:
    """Edits of one text.

    `key` is that of the value in question, None for the root and for items of lists; `inside` is whether
    brackets stand around it.
    """

    def __init__(self, text: str, root: Written) -> None:
        self.text, self.lines = text, Lines(text)
        self.drawer = Drawer(habits_of(text, root))
        self.brackets = Brackets(text, self.drawer)

    def changed(
        self, old: Node, new: Node, at: Written, key: Written | None = None, inside: bool = False
    ) -> list[Edit]:
        if old is new or said(old) == said(new):
            return []
        if at.shape is Shape.ALIAS:
            raise CannotRewrite("what changes stands elsewhere too, by an alias (*)")
        if isinstance(old, Mapping) and isinstance(new, Mapping) and self._grows(old, new, at):
            return self.mapping(old, new, at)
        if isinstance(old, Sequence) and isinstance(new, Sequence) and self._lengthens(old, new, at, key):
            return self.sequence(old, new, at)
        return self.replaced(new, at, key, inside)

    def _grows(self, old: Mapping, new: Mapping, at: Written) -> bool:
        kept = {each.key.text for each in new.entries}
        return bool(old.entries) and all(each.key.text in kept for each in old.entries)

    def _lengthens(self, old: Sequence, new: Sequence, at: Written, key: Written | None) -> bool:
        stays = bool(old.items) or key is None or has_comment(self.text, at)
        return stays and len(old.items) <= len(new.items)

    def mapping(self, old: Mapping, new: Mapping, at: Written) -> list[Edit]:
        edits = []
        now = {each.key.text: each.value for each in new.entries}
        for entry, (key, value) in zip(old.entries, at.pairs, strict=True):
            edits += self.changed(entry.value, now.pop(entry.key.text), value, key, at.flow)
        added = [each for each in new.entries if each.key.text in now and said(each.value) is not None]
        if not added:
            return edits
        if at.flow:
            return [*edits, *self.brackets.added(at, added)]
        starts, column = [key.start for key, _ in at.pairs], at.pairs[0][0].column
        told = [line for each in added for line in self.drawer.entry(each, column)]
        blank = column == 0 and self._is_spaced([value for _, value in at.pairs], starts)
        return [*edits, self.inserted(at, column, ["", *told] if blank else told)]

    def sequence(self, old: Sequence, new: Sequence, at: Written) -> list[Edit]:
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

    def dash_line(self, at: Written, item: Written) -> int:
        """Where the line of an item's dash begins."""
        return self.lines.start(self.text.rindex("-", at.start, item.start + 1))

    def inserted(self, at: Written, column: int, told: Several[str]) -> Edit:
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

    def _is_spaced(self, nodes: Several[Written], starts: Several[int]) -> bool:
        """Whether a blank line stands between the last two."""
        between = self.text[nodes[-2].end : starts[-1]] if len(nodes) > 1 else ""
        return bool(re.search(r"\n[ \t]*\r?\n", between))

    # One value in the place of another

    def replaced(self, new: Node, at: Written, key: Written | None, inside: bool) -> list[Edit]:
        colon = at.start if key is None else self.after_colon(key, at)
        if key is not None and colon < 0:
            return [Edit(key.end, key.end, self.drawer.habits.colon + self.drawer.on_line(new))]
        on_lines = not at.flow and at.shape in (Shape.MAPPING, Shape.LIST)
        if not inside and not isinstance(new, Scalar | OnLine) and not is_bare(new):
            self.refuse_comments(at, colon)
            return self.opened(new, at, key, colon, on_lines)
        start = colon if on_lines else at.start
        self.refuse_comments(at, start)
        told = self.told(new, at, key, inside)
        nothing = on_lines or at.start == at.end
        blank = nothing and start > 0 and self.text[start - 1] in ":-"
        return [Edit(start, at.end, f" {told}" if blank else told)]

    def told(self, new: Node, at: Written, key: Written | None, inside: bool) -> str:
        habits = self.drawer.habits
        if isinstance(new, Scalar):
            quoted = "" if new.is_null else in_quotes_of(self.text[at.start : at.end], new.text)
            return quoted or scalar_text(new, habits.as_json)
        if inside and habits.as_json and key is not None and self.lines.is_first(key.start):
            indent = self.text[self.lines.start(key.start) : key.start]
            return self.lines.newline(at.start).join(self.drawer.broken(new, indent, habits.unit))
        return self.drawer.on_line(new)

    def opened(
        self, new: Mapping | Sequence, at: Written, key: Written | None, colon: int, on_lines: bool
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

    def refuse_comments(self, at: Written, start: int) -> None:
        """Nothing that a person wrote goes with a value."""
        if has_comment(self.text, at) or "#" in self.text[start : at.start]:
            raise CannotRewrite("comments stand within what changes")

    def after_colon(self, key: Written, value: Written) -> int:
        """The place behind the colon between a key and its value; -1 where there is none."""
        return self.text.find(":", key.end, max(value.start, key.end)) + 1 or -1
