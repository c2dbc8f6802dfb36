"""`expect:` of a scenario: read, and refused where it expects nothing or contradicts itself."""

from collections.abc import Iterable, Iterator

from advisor.advice.model import SetAsideReason
from advisor.playbook.model import Priority
from advisor.playbook.reading import (
    Problems,
    describe,
    read_choice,
    read_keys,
    read_list,
    read_text,
    read_texts,
)
from advisor.playbook.types import FieldType, Mismatch, Value, read_value
from advisor.scenarios.items import Places, ScenarioNames
from advisor.scenarios.model import (
    Expectation,
    ExpectedItem,
    ExpectedQuestion,
    ExpectedRecommendation,
    ExpectedSetAside,
)
from advisor.source.diagnostic import Location
from advisor.source.tree import Mapping, Node, Scalar

_Found = dict[str, Location]


def find_contradictions(expect: Expectation, problems: Problems) -> None:
    """Report everything in `expect` that rules something else in it out."""
    recommended = _once((each.item for each in expect.recommended), "recommended", problems)
    refused = _once(expect.not_recommended, "not_recommended", problems)
    aside = _once((each.item for each in expect.set_aside), "set_aside", problems)
    steps = _once(expect.next_steps, "next_steps", problems)
    asked = _once(expect.asked, "asked", problems)
    not_asked = _once(expect.not_asked, "not_asked", problems)
    _apart(recommended, "recommended", refused, "not recommended", problems)
    _apart(recommended, "recommended", aside, "set aside", problems)
    _apart(recommended, "recommended", steps, "a next step", problems)
    _apart(aside, "set aside", steps, "a next step", problems)
    _apart(asked, "asked", not_asked, "not asked", problems)
    _ranks(expect.recommended, expect.exact, problems)


def _once(items: Iterable[ExpectedItem | ExpectedQuestion], what: str, problems: Problems) -> _Found:
    seen: _Found = {}
    for item in items:
        name = item.path if isinstance(item, ExpectedQuestion) else str(item)
        if name in seen:
            message = f'"{name}" stands twice in {what}, first at {seen[name]}'
            problems.add("duplicate-expectation", item.location, message, "remove one of them")
        seen.setdefault(name, item.location)
    return seen


def _apart(one: _Found, what: str, other: _Found, what_else: str, problems: Problems) -> None:
    for name, where in other.items():
        if name in one:
            message = f'"{name}" is expected to be {what} (at {one[name]}) and to be {what_else}'
            problems.add("contradiction", where, message, "it can only be one of them")


def _ranks(recommended: tuple[ExpectedRecommendation, ...], exact: bool, problems: Problems) -> None:
    seen: dict[int, str] = {}
    for each in recommended:
        if each.rank is None:
            continue
        if each.rank in seen:
            message = f'"{each.item}" has rank {each.rank}, and so has "{seen[each.rank]}"'
            problems.add("contradiction", each.item.location, message, "ranks are told apart")
        if exact and each.rank > len(recommended):
            message = f'"{each.item}" has rank {each.rank}, and only {len(recommended)} may be recommended'
            problems.add("contradiction", each.item.location, message, "correct the rank, or list the others")
        seen.setdefault(each.rank, str(each.item))


LISTS = ("recommended", "not_recommended", "set_aside", "next_steps", "asked", "not_asked")


def read_expectation(node: Node, names: ScenarioNames) -> Expectation | None:
    """The expectation written at `node`, or None with diagnostics."""
    keys = read_keys(node, '"expect"', names.problems, optional=(*LISTS, "exact"))
    if keys is None:
        return None
    reader = _Reader(keys, names)
    exact = reader.value(keys.get("exact"), '"exact"', FieldType.FLAG)
    found = Expectation(
        node.location,
        recommended=tuple(reader.recommended()),
        not_recommended=tuple(reader.items("not_recommended")),
        set_aside=tuple(reader.set_aside()),
        next_steps=tuple(reader.items("next_steps")),
        asked=tuple(reader.paths("asked")),
        not_asked=tuple(reader.paths("not_asked")),
        exact=exact is True,
    )
    if keys.get("exact") is not None and "recommended" not in keys:
        hint = 'add "recommended:" with all that may be recommended, or "recommended: []"'
        names.problems.add(
            "empty-expectation", keys["exact"], '"exact" is about recommendations, and none are listed', hint
        )
    elif not found.exact and not any(read_list(keys.get(key), key, Problems()) for key in LISTS):
        hint = "list what must be recommended, set aside or asked"
        names.problems.add("empty-expectation", node, "the scenario expects nothing", hint)
    find_contradictions(found, names.problems)
    return found


class _Reader:
    def __init__(self, keys: dict[str, Node], names: ScenarioNames) -> None:
        self.keys, self.names, self.problems = keys, names, names.problems

    def nodes(self, key: str) -> tuple[Node, ...]:
        return read_list(self.keys.get(key), f'"{key}"', self.problems)

    def items(self, key: str) -> Iterator[ExpectedItem]:
        for node in self.nodes(key):
            if item := self.names.item(node, f"one of {key}"):
                yield item

    def paths(self, key: str) -> Iterator[ExpectedQuestion]:
        for node in self.nodes(key):
            if asked := self.names.asked(node, f"one of {key}"):
                yield asked

    def recommended(self) -> Iterator[ExpectedRecommendation]:
        for node in self.nodes("recommended"):
            keys = self.long_form(node, "one of recommended", ["rank", "priority", "deadline", "by"])
            item = self.item(node, keys, "one of recommended")
            rank = self.value(keys.get("rank"), '"rank"', FieldType.COUNT)
            if rank == 0:
                self.problems.add("wrong-value", keys["rank"], '"rank": found "0", and ranks count from 1')
            priority = read_choice(keys.get("priority"), Priority, '"priority"', self.problems)
            deadline = self.value(keys.get("deadline"), '"deadline"', FieldType.DATE)
            causes = read_texts(keys.get("by"), '"by"', self.problems)
            rules = tuple(rule for name, at in causes if (rule := self.names.rule(name, at)))
            if item:
                yield ExpectedRecommendation(item, _number(rank), priority, _number(deadline), rules)

    def set_aside(self) -> Iterator[ExpectedSetAside]:
        for node in self.nodes("set_aside"):
            keys = self.long_form(node, "one of set_aside", ["reason", "by"])
            item = self.item(node, keys, "one of set_aside")
            reason = read_choice(keys.get("reason"), SetAsideReason, '"reason"', self.problems)
            by = self.cause(keys.get("by"), reason)
            if item:
                yield ExpectedSetAside(item, reason, by)

    def cause(self, node: Node | None, reason: SetAsideReason | None) -> str | None:
        """A rule where something is forbidden, else the path of an event."""
        text = read_text(node, '"by"', self.problems)
        if text is None or node is None:
            return None
        by_rule = reason is SetAsideReason.FORBIDDEN or (reason is None and "." not in text)
        return self.names.rule(text, node) if by_rule else self.names.event(text, node)

    def long_form(self, node: Node, what: str, more: list[str]) -> dict[str, Node]:
        if not isinstance(node, Mapping):
            return {}
        return read_keys(node, what, self.problems, required=["action"], optional=["subject", *more]) or {}

    def item(self, node: Node, keys: dict[str, Node], what: str) -> ExpectedItem | None:
        if not isinstance(node, Mapping):
            return self.names.item(node, what)
        action = read_text(keys.get("action"), '"action"', self.problems)
        subject = read_text(keys.get("subject"), '"subject"', self.problems)
        if action is None:
            return None
        return self.names.item_of(action, subject, Places(node, keys["action"], keys.get("subject", node)))

    def value(self, node: Node | None, what: str, kind: FieldType) -> Value | None:
        if node is None:
            return None
        value = read_value(node.text, kind) if isinstance(node, Scalar) else Mismatch("one value")
        if isinstance(value, Mismatch):
            message = f"{what}: found {describe(node)}, expected {value.expected}"
            self.problems.add("wrong-value", node, message, value.hint)
            return None
        return value


def _number(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None
