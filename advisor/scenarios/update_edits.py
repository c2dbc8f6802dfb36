"""Expectations rewritten where they stand: edits of a file's text, that leave everything else as it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.advice.model import Recommendation, SetAside
from advisor.playbook.types import iso_date
from advisor.scenarios.difference import Comparison, Difference, DifferenceKind
from advisor.scenarios.model import Expectation, ExpectedRecommendation
from advisor.scenarios.run import ScenarioResult
from advisor.source.node_spans import NodeSpan, Shape
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite, Edit, Lines, has_comment
from advisor.source.yaml_writer import in_quotes_of, word

Keys = Mapping[str, str | None]


@record
class Line:
    """An item of a list after the update.  `old` is its number as written, None for a new one.

    `keys` are those of its mapping that change, with the new value; None takes the key away.
    """

    old: int | None
    name: str
    keys: Keys


Plan = Mapping[str, tuple[Line, ...]]


def plan_of(outcome: ScenarioResult) -> Plan:
    """The lists of the expectation that change, by their keys, as they must be."""
    planner = _Planner(outcome)
    before = {key: list(lines) for key, lines in planner.lists.items()}
    for difference in outcome.differences:
        planner.settle(difference)
    planner.order()
    return {key: tuple(lines) for key, lines in planner.lists.items() if lines != before[key]}


class _Planner:
    def __init__(self, outcome: ScenarioResult) -> None:
        self.expect: Expectation = outcome.scenario.expect
        self.found = Comparison(self.expect, outcome.advice)
        expect = self.expect
        self.wanted = {str(each.item): each for each in expect.recommended}
        self.lists = {
            "recommended": _lines(str(each.item) for each in expect.recommended),
            "not_recommended": _lines(map(str, expect.not_recommended)),
            "set_aside": _lines(str(each.item) for each in expect.set_aside),
            "next_steps": _lines(map(str, expect.next_steps)),
            "asked": _lines(each.path for each in expect.asked),
            "not_asked": _lines(each.path for each in expect.not_asked),
        }

    def settle(self, difference: Difference) -> None:
        """Make one difference go away."""
        kind, name = difference.kind, difference.item
        homes = {
            DifferenceKind.NOT_RECOMMENDED: "recommended",
            DifferenceKind.RECOMMENDED: "not_recommended",
            DifferenceKind.NOT_SET_ASIDE: "set_aside",
            DifferenceKind.NOT_NEXT: "next_steps",
        }
        if kind in homes:
            self.remove(homes[kind], name)
            self.place(name)
        elif kind is DifferenceKind.UNLISTED:
            self.recommend(name)
        elif kind in (DifferenceKind.NOT_ASKED, DifferenceKind.ASKED):
            here, there = (
                ("asked", "not_asked") if kind is DifferenceKind.NOT_ASKED else ("not_asked", "asked")
            )
            self.remove(here, name)
            self.append(there, name, {})
        elif kind in (DifferenceKind.REASON, DifferenceKind.CAUSE):
            self.change("set_aside", name, self.cause(name, kind))
        elif kind is not DifferenceKind.ORDER:
            self.change("recommended", name, self.detail(kind, name))

    def cause(self, name: str, kind: DifferenceKind) -> Keys:
        found = self.found.aside[name]
        wanted = next(each for each in self.expect.set_aside if str(each.item) == name)
        keys: dict[str, str | None] = {"reason": str(found.reason)} if kind is DifferenceKind.REASON else {}
        if wanted.by is not None and wanted.by not in found.by.split(", "):
            keys["by"] = _cause(found)
        return keys

    def detail(self, kind: DifferenceKind, name: str) -> Keys:
        found = self.found.chosen[name]
        if kind is DifferenceKind.RANK:
            return {"rank": str(found.rank)}
        if kind is DifferenceKind.PRIORITY:
            return {"priority": str(found.priority)}
        if kind is DifferenceKind.DEADLINE:
            return {"deadline": None if found.deadline is None else iso_date(found.deadline)}
        rules = [rule for rule in self.wanted[name].by if rule in found.all_rules] or list(found.rules)
        return {"by": rules[0] if len(rules) == 1 else f"[{', '.join(rules)}]"}

    def place(self, name: str) -> None:
        """Expect an item where it ended."""
        if name in self.found.chosen:
            self.recommend(name)
        elif name in self.found.aside:
            found = self.found.aside[name]
            self.append("set_aside", name, {"reason": str(found.reason), "by": _cause(found)})
        elif name in self.found.after:
            self.append("next_steps", name, {})
        elif not self.expect.exact:
            self.append("not_recommended", name, {})

    def recommend(self, name: str) -> None:
        """List an item among the recommendations by its rank, saying as much of it as of the others."""
        lines, chosen = self.lists["recommended"], self.found.chosen
        if any(line.name == name for line in lines):
            return
        rank = chosen[name].rank
        later = [at for at, line in enumerate(lines) if line.name in chosen and chosen[line.name].rank > rank]
        keys = _like(tuple(self.wanted.values()), chosen[name])
        lines.insert(later[0] if later else len(lines), Line(None, name, keys))

    def order(self) -> None:
        """Put the next steps of each recommendation in the order in which they follow."""
        lines, after = self.lists["next_steps"], self.found.after
        by_first: dict[str, list[int]] = {}
        for at, line in enumerate(lines):
            if line.name in after:
                by_first.setdefault(after[line.name][0], []).append(at)
        for places in by_first.values():
            ordered = sorted((lines[at] for at in places), key=lambda line: after[line.name][1])
            for at, line in zip(places, ordered, strict=True):
                lines[at] = line

    def remove(self, key: str, name: str) -> None:
        self.lists[key] = [line for line in self.lists[key] if line.name != name]

    def append(self, key: str, name: str, keys: Keys) -> None:
        if all(line.name != name for line in self.lists[key]):
            self.lists[key].append(Line(None, name, keys))

    def change(self, key: str, name: str, keys: Keys) -> None:
        self.lists[key] = [
            Line(line.old, name, {**line.keys, **keys}) if line.name == name else line
            for line in self.lists[key]
        ]


def _lines(names: Iterable[str]) -> list[Line]:
    return [Line(number, name, {}) for number, name in enumerate(names)]


def _cause(found: SetAside) -> str:
    return found.by.split(", ")[0]


def _like(others: tuple[ExpectedRecommendation, ...], found: Recommendation) -> Keys:
    """The keys that the other recommendations are listed with."""
    keys: dict[str, str | None] = {}
    if any(each.rank is not None for each in others):
        keys["rank"] = str(found.rank)
    if others and all(each.priority is not None for each in others):
        keys["priority"] = str(found.priority)
    if found.deadline is not None and any(each.deadline is not None for each in others):
        keys["deadline"] = iso_date(found.deadline)
    return keys


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

    def kept(self, node: NodeSpan, line: Line) -> list[str]:
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

    def replaced(self, value: NodeSpan, new: str) -> str:
        """A new value, in the quotes of the old one."""
        alone = value.shape is Shape.SCALAR and not new.startswith("[")
        quoted = in_quotes_of(self.text[value.start : value.end], new) if alone else ""
        return quoted or self.plain(new)

    def compact(self, node: NodeSpan) -> str:
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


def expectation_edits(text: str, scenario: NodeSpan, plan: Plan) -> list[Edit]:
    """The edits that make the lists of an expectation what the plan says.

    The text has line feeds alone, and ends with one.  Raises CannotRewrite with the reason.
    """
    expect = scenario.get("expect")
    if expect is None or any(each.shared for each in expect.walk()):
        raise CannotRewrite("its expectations stand in several places, by an anchor (&) or an alias (*)")
    return _Rewriter(Words(text), scenario, expect).edits(plan)


class _Rewriter:
    def __init__(self, words: Words, scenario: NodeSpan, expect: NodeSpan) -> None:
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

    def value_replaced(self, key: str, value: NodeSpan, lines: tuple[Line, ...]) -> Edit:
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

    def dashes(self, value: NodeSpan, lines: tuple[Line, ...]) -> list[Edit]:
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

    def item_changed(self, slot: NodeSpan, node: NodeSpan, line: Line) -> list[Edit]:
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

    def mapping_changed(self, node: NodeSpan, line: Line) -> list[Edit]:
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

    def items(self, value: NodeSpan | None, lines: Sequence[Line]) -> list[list[str]]:
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

    def refuse_comments(self, node: NodeSpan) -> None:
        if has_comment(self.text, node):
            raise CannotRewrite("comments stand within its brackets")

    def after_colon(self, value: NodeSpan) -> int:
        """The place behind the colon of a value's key."""
        start = self.text.rindex(":", 0, value.start) + 1
        if self.text[start : value.start].strip():
            raise CannotRewrite("comments stand before its items")
        return start
