"""Expectations rewritten where they stand: edits of a file's text, that leave everything else as it is."""

from collections.abc import Iterator, Sequence

from advisor.scenarios.update_plan import Line, Plan
from advisor.scenarios.update_words import WIDTH, Words, fits, wrapped
from advisor.source.edits import CannotRewrite, Edit, Lines, has_comment
from advisor.source.written import Shape, Written


def expectation_edits(text: str, scenario: Written, plan: Plan) -> list[Edit]:
    """The edits that make the lists of an expectation what the plan says.

    The text has line feeds alone, and ends with one.  Raises CannotRewrite with the reason.
    """
    expect = scenario.get("expect")
    if expect is None or any(each.shared for each in expect.walk()):
        raise CannotRewrite("its expectations stand in several places, by an anchor (&) or an alias (*)")
    return _Rewriter(Words(text), scenario, expect).edits(plan)


class _Rewriter:
    def __init__(self, words: Words, scenario: Written, expect: Written) -> None:
        self.words, self.text, self.lines = words, words.text, Lines(words.text)
        self.scenario, self.expect = scenario, expect

    def edits(self, plan: Plan) -> list[Edit]:
        if self.expect.flow:
            return [self.braces(plan)]
        found: list[Edit] = []
        added: list[tuple[str, tuple[Line, ...]]] = []
        gone = {key for key, lines in plan.items() if not lines and not self.stays(key)}
        for key, lines in plan.items():
            value = self.expect.get(key)
            if value is None:
                added.append((key, lines))
            elif key in gone:
                found += self.entry_removed(key)
            elif value.shape is Shape.LIST and not value.flow and lines:
                found += self.dashes(value, lines)
            else:
                found.append(self.value_replaced(key, value, lines))
        return [*found, *(self.entry_added(key, lines, gone) for key, lines in added)]

    def stays(self, key: str) -> bool:
        """Whether a list stands even without items."""
        return key == "recommended" and self.expect.get("exact") is not None

    # Expectations in braces

    def braces(self, plan: Plan) -> Edit:
        expect = self.expect
        self.refuse_comments(expect)
        entries = list(self.entries(plan))
        tail = self.lines.end(expect.end) - expect.end
        column = expect.start - self.lines.start(expect.start)
        pieces = self.words.mapped(
            [[self.words.key(key) + (told[0] if told else ""), *told[1:]] for key, told, _ in entries]
        )
        was_long = self.scenario.flow and column + expect.end - expect.start + tail > WIDTH
        if was_long or fits(pieces, column, tail):
            return Edit(expect.start, expect.end, " ".join(pieces))
        if self.scenario.flow:
            return Edit(expect.start, expect.end, wrapped(pieces, column, tail))
        indent = self.scenario.column + 2
        told = [
            self.one(key, pieces, indent) if items is None else self.entry(key, items, indent, pieces)
            for key, pieces, items in entries
        ]
        return Edit(self.after_colon(expect), expect.end, "\n" + "\n".join(told))

    def entries(self, plan: Plan) -> Iterator[tuple[str, list[str], list[list[str]] | None]]:
        """Key, value in pieces, and items where it is a list that changes; new keys stand before `exact`."""
        new = [key for key in plan if self.expect.get(key) is None]
        if "recommended" in new:
            yield self.planned("recommended", plan)
            new.remove("recommended")
        for key, value in self.expect.pairs:
            if key.value == "exact":
                yield from (self.planned(each, plan) for each in new)
                new = []
            if key.value not in plan:
                yield key.value, [self.words.compact(value)], None
            elif plan[key.value] or self.stays(key.value):
                yield self.planned(key.value, plan)
        yield from (self.planned(each, plan) for each in new)

    def planned(self, key: str, plan: Plan) -> tuple[str, list[str], list[list[str]] | None]:
        items = self.items(self.expect.get(key), plan[key])
        return key, self.words.listed(items), items

    def one(self, key: str, pieces: list[str], indent: int) -> str:
        return wrapped([" " * indent + self.words.key(key) + pieces[0], *pieces[1:]], 0, hang=indent + 2)

    # Expectations line by line

    def value_replaced(self, key: str, value: Written, lines: tuple[Line, ...]) -> Edit:
        self.refuse_comments(value)
        items = self.items(value, lines)
        pieces = self.words.listed(items)
        tail = self.lines.end(value.end) - value.end
        if not items or fits(pieces, value.start - self.lines.start(value.start), tail):
            start = value.start if value.flow or value.shape is Shape.SCALAR else self.after_colon(value)
            return Edit(start, value.end, ("" if start == value.start else " ") + " ".join(pieces))
        indent = self.expect.column + 2
        return Edit(
            self.after_colon(value), value.end, "".join("\n" + self.dash(each, indent) for each in items)
        )

    def entry_added(self, key: str, lines: tuple[Line, ...], gone: set[str]) -> Edit:
        column = self.expect.column
        items = self.items(None, lines)
        told = self.entry(key, items, column, self.words.listed(items)) + "\n"
        before = [
            value for name, value in self.expect.pairs if name.value != "exact" and name.value not in gone
        ]
        if key == "recommended" or not before:
            at = self.lines.start(self.expect.start)
        else:
            at = self.lines.next(before[-1].end)
        return Edit(at, at, told)

    def entry_removed(self, key: str) -> list[Edit]:
        name, value = next((name, value) for name, value in self.expect.pairs if name.value == key)
        if value.flow or value.shape is not Shape.LIST:
            self.refuse_comments(value)
            return [self.lines_removed(name.start, value.end)]
        return [
            self.lines_removed(name.start, name.end + 1),
            *(self.lines_removed(each.start, each.end) for each in value.children),
        ]

    def dashes(self, value: Written, lines: tuple[Line, ...]) -> list[Edit]:
        """Edits of a list with an item a line."""
        nodes = value.children
        if any(self.text[self.lines.start(each.start) : each.start].strip() != "-" for each in nodes):
            raise CannotRewrite("its list is laid out in an unusual way")
        kept = sorted(line.old for line in lines if line.old is not None)
        found = [self.lines_removed(each.start, each.end) for at, each in enumerate(nodes) if at not in kept]
        slots = iter(kept)
        at = self.lines.start(nodes[0].start)
        for line in lines:
            if line.old is None:
                found.append(Edit(at, at, self.dash(self.words.new(line), value.column) + "\n"))
                continue
            slot = nodes[next(slots)]
            found += self.item_changed(slot, nodes[line.old], line)
            at = self.lines.next(slot.end)
        return found

    def item_changed(self, slot: Written, node: Written, line: Line) -> list[Edit]:
        if slot is not node:
            return [Edit(slot.start, slot.end, self.words.compact(node))]
        if not line.keys:
            return []
        if not node.flow:
            return self.mapping_changed(node, line)
        self.refuse_comments(node)
        column = node.start - self.lines.start(node.start)
        tail = self.lines.end(node.end) - node.end
        return [Edit(node.start, node.end, wrapped(self.words.kept(node, line), column, tail))]

    def mapping_changed(self, node: Written, line: Line) -> list[Edit]:
        """Edits of an item with a key a line."""
        found = []
        for number, (key, value) in enumerate(node.pairs):
            if key.value not in line.keys:
                continue
            new = line.keys[key.value]
            if new is not None:
                start = value.start if value.flow or value.shape is Shape.SCALAR else self.after_colon(value)
                told = self.words.replaced(value, new)
                found.append(Edit(start, value.end, told if start == value.start else f" {told}"))
            elif number == 0:
                raise CannotRewrite(f'its "{key.value}" stands first in an item')
            else:
                found.append(self.lines_removed(key.start, value.end))
        return found

    # Pieces of text

    def items(self, value: Written | None, lines: Sequence[Line]) -> list[list[str]]:
        nodes = () if value is None else value.children if value.shape is Shape.LIST else (value,)
        words = self.words
        return [words.new(each) if each.old is None else words.kept(nodes[each.old], each) for each in lines]

    def entry(self, key: str, items: list[list[str]], indent: int, pieces: list[str]) -> str:
        head = " " * indent + self.words.key(key)
        if not items or fits(pieces, len(head)):
            return head + " ".join(pieces)
        return "\n".join([head.rstrip(), *(self.dash(each, indent + 2) for each in items)])

    def dash(self, item: list[str], indent: int) -> str:
        return " " * indent + "- " + wrapped(item, indent + 2)

    def lines_removed(self, start: int, end: int) -> Edit:
        """Take away whole lines; a comment behind them stays on a line of its own."""
        first, last = self.lines.start(start), self.lines.end(end)
        comment = self.text[end:last].strip()
        indent = " " * (len(self.text[first:start]) - len(self.text[first:start].lstrip()))
        return Edit(first, last + 1, f"{indent}{comment}\n" if comment.startswith("#") else "")

    def refuse_comments(self, node: Written) -> None:
        if has_comment(self.text, node):
            raise CannotRewrite("comments stand within its brackets")

    def after_colon(self, value: Written) -> int:
        """The place behind the colon of a value's key."""
        start = self.text.rindex(":", 0, value.start) + 1
        if self.text[start : value.start].strip():
            raise CannotRewrite("comments stand before its items")
        return start
