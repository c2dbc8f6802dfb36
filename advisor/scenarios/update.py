"""Expectations of failed scenarios brought in line with the advice: the new text of their files, unwritten.

Nothing is trusted: the new text is read as any scenario file is, and a rewritten scenario must pass, while
all else in the file says what it said.
"""

from collections.abc import Iterable, Iterator, Sequence, Set

from advisor.advice.api import Playbook
from advisor.scenarios.load import read_scenarios
from advisor.scenarios.model import Scenario
from advisor.scenarios.run import ScenarioResult, Variants
from advisor.scenarios.update_plan import Plan, PlannedItem, Value, plan_of
from advisor.source.atomic_write import read_whole
from advisor.source.diagnostic import Location
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.errors import ScenarioError, SourceError
from advisor.source.node_spans import NodeSpan, Shape
from advisor.source.plain_spans import span_tree
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite, Edit, Lines, apply, compact, has_comment
from advisor.source.yaml_writer import WIDTH, bracketed, fits, in_quotes_of, word, wrapped


@record
class Refusal:
    """A failed scenario that is left as it is, and why."""

    scenario: Scenario
    reason: str


@record
class FileUpdate:
    """A file as it is and as it would be (the same where nothing can be), and the scenarios that change."""

    file: str
    before: str
    after: str
    changed: tuple[Scenario, ...]
    refused: tuple[Refusal, ...]


def updates(playbook: Playbook, results: Iterable[ScenarioResult]) -> tuple[FileUpdate, ...]:
    """An update for each file with failed scenarios, in their order."""
    failed: dict[str, list[ScenarioResult]] = {}
    for result in results:
        if not result.passed:
            failed.setdefault(result.scenario.location.file, []).append(result)
    variants = Variants(playbook)
    return tuple(_File(file, variants).update(of_file) for file, of_file in failed.items())


def text_of(file: str) -> str:
    """The text of a file with its line ends and its byte order mark; "" where it cannot be read."""
    try:
        return read_whole(file)
    except SourceError:
        return ""


class _File:
    """A scenario file; `text` is what is edited: line feeds alone, one of them at the end, and no mark."""

    def __init__(self, file: str, variants: Variants) -> None:
        self.file, self.variants = file, variants
        self.before = text_of(file)
        self.text = self.before.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").removesuffix("\n") + "\n"
        self.old: tuple[Scenario, ...] = ()

    def update(self, results: list[ScenarioResult]) -> FileUpdate:
        root = span_tree(self.text, self.file)
        edits: dict[str, list[Edit]] = {}
        refused = []
        for result in results:
            scenario = result.scenario
            try:
                own = _Rewriter(self.text, _node_of(scenario, root), plan_of(result)).edits()
                reason = self.problem(self.edited([own]), {scenario.name})
            except CannotRewrite as error:
                reason = str(error)
            if reason:
                refused.append(Refusal(scenario, reason))
            else:
                edits[scenario.name] = own
        after = self.edited(edits.values())
        changed = tuple(result.scenario for result in results if result.scenario.name in edits)
        if edits and (reason := self.problem(after, edits.keys())):
            refused += [Refusal(scenario, reason) for scenario in changed]
            after, changed = self.before, ()
        return FileUpdate(self.file, self.before, after, changed, tuple(refused))

    def edited(self, edits: Iterable[list[Edit]]) -> str:
        all_edits = [edit for of_scenario in edits for edit in of_scenario]
        if not all_edits:
            return self.before
        after = apply(self.text, all_edits)
        if not self.before.endswith("\n"):
            after = after.removesuffix("\n")
        if "\r\n" in self.before:
            after = after.replace("\n", "\r\n")
        return BYTE_ORDER_MARK + after if self.before.startswith(BYTE_ORDER_MARK) else after

    def problem(self, after: str, names: Set[str]) -> str:
        """Why the scenarios of these names may not be changed so; "" where they may."""
        if "\r\n" in self.before and self.before.count("\r\n") != self.before.count("\n"):
            return "its file mixes two kinds of line ends"
        try:
            old = self.old = self.old or read_scenarios(self.before, self.file, self.variants.whole.content)
            new = read_scenarios(after, self.file, self.variants.whole.content)
        except ScenarioError as error:
            return f"the file would have a problem: {error.diagnostics[0].message}"

        def kept(scenario: Scenario) -> object:
            given = scenario.name, scenario.as_of, scenario.state, scenario.without
            return given if scenario.name in names else scenario

        if [*map(kept, old)] != [*map(kept, new)]:
            return "more than its expectations would change"
        if all(self.variants.result(scenario).passed for scenario in new if scenario.name in names):
            return ""
        return "what the advice holds cannot be written in this place"


def _node_of(scenario: Scenario, root: NodeSpan | None) -> NodeSpan:
    """What holds the expectations of the scenario that stood at its location when it was read."""
    for place, node in _cases(None if root is None else root.get("scenarios")):
        if place == scenario.location:
            return node
    raise CannotRewrite("it cannot be found in its file again")


def _cases(listed: NodeSpan | None) -> Iterator[tuple[Location, NodeSpan]]:
    """The scenarios of a list, or the rows of one, and their days, each at the place by which it is known."""
    for node in () if listed is None else listed.children if listed.shape is Shape.LIST else (listed,):
        yield (node.get("name") or node).location, node
        yield from _cases(node.get("rows"))
        days = node.get("days")
        yield from ((date.location, day) for date, day in (days.pairs if days else ()))


@record
class _Entry:
    """A key of the expectation with its value, in pieces; `items` only where that is a list that changes."""

    key: str
    pieces: list[str]
    items: list[list[str]] | None = None


class _Rewriter:
    """Edits that make an expectation what a plan is, in a text of line feeds alone; raises CannotRewrite."""

    def __init__(self, text: str, scenario: NodeSpan, plan: Plan) -> None:
        expect = scenario.get("expect")
        if expect is None or any(node.shared for node in expect.walk()):
            raise CannotRewrite("its expectations stand in several places, by an anchor (&) or an alias (*)")
        self.text, self.lines = text, Lines(text)
        self.is_json = text.lstrip().startswith("{")
        self.scenario, self.expect, self.plan = scenario, expect, plan
        # What is recommended may be nothing, where no more may be.
        stays = "recommended" if expect.get("exact") is not None else ""
        self.gone = {key for key, items in plan.items() if not items and key != stays}

    def edits(self) -> list[Edit]:
        return [self.in_braces()] if self.expect.flow else self.line_by_line()

    def in_braces(self) -> Edit:
        expect = self.expect
        self.refuse_comments(expect)
        entries = list(self.entries())
        column, rest = self.lines.column(expect.start), self.lines.rest(expect.end)
        pieces = bracketed((entry.pieces for entry in entries), "{}")
        was_long = self.scenario.flow and column + expect.end - expect.start + rest > WIDTH
        if was_long or fits(pieces, column, rest):
            return Edit(expect.start, expect.end, " ".join(pieces))
        if self.scenario.flow:
            return Edit(expect.start, expect.end, wrapped(pieces, column, rest))
        indent = self.scenario.column + 2
        lines = "".join("\n" + self.entry(entry, indent) for entry in entries)
        return Edit(self.after_colon(expect), expect.end, lines)

    def entries(self) -> Iterator[_Entry]:
        """The entries of the expectation as they will be; new keys stand before `exact`."""
        keys = [key.value for key, _ in self.expect.pairs]
        new = [key for key in self.plan if key not in keys]
        at = keys.index("exact") if "exact" in keys else len(keys)
        keys[at:at] = new
        for key in sorted(keys, key=lambda key: key != "recommended" or key not in new):
            value = self.expect.get(key)
            if key in self.plan and key not in self.gone:
                yield self.planned(key)
            elif key not in self.plan and value is not None:
                yield _Entry(key, [f"{self.plain(key)}: {compact(self.text, value)}"])

    def planned(self, key: str) -> _Entry:
        items = self.items(self.expect.get(key), self.plan[key])
        first, *rest = _listed(items)
        return _Entry(key, [f"{self.plain(key)}: {first}", *rest], items)

    def line_by_line(self) -> list[Edit]:
        edits: list[Edit] = []
        added = []
        for key, items in self.plan.items():
            value = self.expect.get(key)
            if value is None:
                added.append(self.entry_added(self.planned(key)))
            elif key in self.gone:
                edits += self.entry_removed(key)
            elif value.shape is Shape.LIST and not value.flow and items:
                edits += self.dashes(value, items)
            else:
                edits.append(self.value_replaced(value, self.items(value, items)))
        return [*edits, *added]

    def value_replaced(self, value: NodeSpan, items: list[list[str]]) -> Edit:
        self.refuse_comments(value)
        pieces = _listed(items)
        if not items or fits(pieces, self.lines.column(value.start), self.lines.rest(value.end)):
            return self.put(value, " ".join(pieces))
        lines = [_dash(item, self.expect.column + 2) for item in items]
        return Edit(self.after_colon(value), value.end, "\n".join(["", *lines]))

    def entry_added(self, entry: _Entry) -> Edit:
        after = {"exact", *self.gone}
        before = [value for name, value in self.expect.pairs if name.value not in after]
        if entry.key == "recommended" or not before:
            at = self.lines.start(self.expect.start)
        else:
            at = self.lines.next(before[-1].end)
        return Edit(at, at, self.entry(entry, self.expect.column) + "\n")

    def entry_removed(self, key: str) -> list[Edit]:
        name, value = next((name, value) for name, value in self.expect.pairs if name.value == key)
        if value.flow or value.shape is not Shape.LIST:
            self.refuse_comments(value)
            return [self.lines.removed(name.start, value.end)]
        items = [self.lines.removed(item.start, item.end) for item in value.children]
        return [self.lines.removed(name.start, name.end + 1), *items]

    def dashes(self, value: NodeSpan, items: tuple[PlannedItem, ...]) -> list[Edit]:
        """Edits of a list with an item a line."""
        nodes = value.children
        if any(self.text[self.lines.start(node.start) : node.start].strip() != "-" for node in nodes):
            raise CannotRewrite("its list is laid out in an unusual way")
        kept = sorted(item.old for item in items if item.old is not None)
        edits = [self.lines.removed(node.start, node.end) for at, node in enumerate(nodes) if at not in kept]
        slots = iter(kept)
        at = self.lines.start(nodes[0].start)
        for item in items:
            if item.old is None:
                edits.append(Edit(at, at, _dash(self.new_item(item), value.column) + "\n"))
                continue
            slot, node = nodes[next(slots)], nodes[item.old]
            if slot is not node:
                edits.append(Edit(slot.start, slot.end, compact(self.text, node)))
            elif item.keys:
                edits += self.item_changed(node, item)
            at = self.lines.next(slot.end)
        return edits

    def item_changed(self, node: NodeSpan, item: PlannedItem) -> list[Edit]:
        if node.flow:
            self.refuse_comments(node)
            column, rest = self.lines.column(node.start), self.lines.rest(node.end)
            return [Edit(node.start, node.end, wrapped(self.kept_item(node, item), column, rest))]
        edits = []
        for number, (key, value) in enumerate(node.pairs):
            if key.value not in item.keys:
                continue
            new = item.keys[key.value]
            if new is not None:
                edits.append(self.put(value, self.replaced(value, new)))
            elif number == 0:
                raise CannotRewrite(f'its "{key.value}" stands first in an item')
            else:
                edits.append(self.lines.removed(key.start, value.end))
        return edits

    def items(self, value: NodeSpan | None, items: Sequence[PlannedItem]) -> list[list[str]]:
        nodes = () if value is None else value.children if value.shape is Shape.LIST else (value,)
        return [
            self.new_item(item) if item.old is None else self.kept_item(nodes[item.old], item)
            for item in items
        ]

    def new_item(self, item: PlannedItem) -> list[str]:
        if not item.keys:
            return [self.plain(item.name)]
        action, _, subject = item.name.partition("@")
        keys = {"action": action, "subject": subject or None, **item.keys}
        pairs = [
            f"{self.plain(key)}: {self.plain(value)}" for key, value in keys.items() if value is not None
        ]
        return bracketed(([pair] for pair in pairs), "{}")

    def kept_item(self, node: NodeSpan, item: PlannedItem) -> list[str]:
        if node.shape is not Shape.MAPPING:
            return [compact(self.text, node)]
        pairs = []
        for key, value in node.pairs:
            new = item.keys.get(key.value, "")
            if new is not None:
                text = self.replaced(value, new) if key.value in item.keys else compact(self.text, value)
                pairs.append([f"{compact(self.text, key)}: {text}"])
        return bracketed(pairs, "{}")

    def plain(self, value: Value) -> str:
        if isinstance(value, str):
            return word(value, self.is_json)
        return f"[{', '.join(word(text, self.is_json) for text in value)}]"

    def replaced(self, value: NodeSpan, new: Value) -> str:
        """A new value, in the quotes of the old one."""
        old = self.text[value.start : value.end] if value.shape is Shape.SCALAR else ""
        return (in_quotes_of(old, new) if isinstance(new, str) else "") or self.plain(new)

    def entry(self, entry: _Entry, indent: int) -> str:
        if entry.items is None:
            return wrapped([" " * indent + entry.pieces[0], *entry.pieces[1:]], 0, hang=indent + 2)
        if not entry.items or fits(entry.pieces, indent):
            return " " * indent + " ".join(entry.pieces)
        head = f"{' ' * indent}{self.plain(entry.key)}:"
        return "\n".join([head, *(_dash(item, indent + 2) for item in entry.items)])

    def put(self, value: NodeSpan, text: str) -> Edit:
        """A text on the line of the key, in the place of a value that may stand below it."""
        if value.flow or value.shape is Shape.SCALAR:
            return Edit(value.start, value.end, text)
        return Edit(self.after_colon(value), value.end, f" {text}")

    def refuse_comments(self, node: NodeSpan) -> None:
        if has_comment(self.text, node):
            raise CannotRewrite("comments stand within its brackets")

    def after_colon(self, value: NodeSpan) -> int:
        """The place behind the colon of a value's key."""
        start = self.text.rindex(":", 0, value.start) + 1
        if self.text[start : value.start].strip():
            raise CannotRewrite("comments stand before its items")
        return start


def _listed(items: Iterable[list[str]]) -> list[str]:
    return bracketed(([" ".join(item)] for item in items), "[]")


def _dash(item: list[str], indent: int) -> str:
    return " " * indent + "- " + wrapped(item, indent + 2)
