"""`expect:` of a scenario: read, and refused where it expects nothing or contradicts itself."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from advisor.advice.model import SetAsideReason
from advisor.playbook.model import Priority
from advisor.playbook.reading import Problems, read_choice, read_keys, read_list, read_text, read_texts
from advisor.playbook.types import FieldType
from advisor.scenarios.items import Places, ScenarioNames, read_typed
from advisor.scenarios.model import (
    Expectation,
    ExpectedItem,
    ExpectedQuestion,
    ExpectedRecommendation,
    ExpectedSetAside,
    ExpectedWarning,
)
from advisor.scenarios.phrases import says
from advisor.source.diagnostic import Location
from advisor.source.tree import Mapping, Node, Sequence

_Wanted = TypeVar("_Wanted", ExpectedItem, ExpectedQuestion, ExpectedWarning)
_BY_ANYTHING = (SetAsideReason.OTHER_ADVICE, SetAsideReason.OPEN_QUESTIONS, SetAsideReason.ONE_LETTER)
LISTS = (
    "recommended",
    "not_recommended",
    "set_aside",
    "next_steps",
    "asked",
    "not_asked",
    "warnings",
    "not_warned",
)


def read_expectation(node: Node, names: ScenarioNames) -> Expectation | None:
    """The expectation written at `node`, or None with diagnostics."""
    problems = names.problems
    keys = read_keys(node, '"expect"', problems, optional=(*LISTS, "exact"))
    if keys is None:
        return None
    reader = _Reader(keys, names)
    expect = Expectation(
        node.location,
        exact=read_typed(keys.get("exact"), '"exact"', FieldType.FLAG, problems) is True,
        recommended=tuple(reader.recommended()),
        not_recommended=tuple(reader.all_entries("not_recommended", names.items)),
        set_aside=tuple(reader.set_aside()),
        next_steps=tuple(reader.entries("next_steps", names.item)),
        asked=tuple(reader.entries("asked", names.asked)),
        not_asked=tuple(reader.all_entries("not_asked", names.all_asked)),
        warnings=tuple(reader.entries("warnings", reader.warning)),
        not_warned=tuple(reader.entries("not_warned", reader.warning)),
    )
    if keys.get("exact") is not None and "recommended" not in keys:
        message = '"exact" is about recommendations, and none are listed'
        hint = 'add "recommended:" with all that may be recommended, or "recommended: []"'
        problems.add("empty-expectation", keys["exact"], message, hint)
    elif not expect.exact and not any(read_list(keys.get(key), key, Problems()) for key in LISTS):
        hint = "list what must be recommended, set aside or asked"
        problems.add("empty-expectation", node, "the scenario expects nothing", hint)
    _find_contradictions(expect, problems)
    return expect


class _Reader:
    def __init__(self, keys: dict[str, Node], names: ScenarioNames) -> None:
        self.keys, self.names, self.problems = keys, names, names.problems

    def nodes(self, key: str) -> tuple[Node, ...]:
        return read_list(self.keys.get(key), f'"{key}"', self.problems)

    def entries(self, key: str, read: Callable[[Node, str], _Wanted | None]) -> Iterator[_Wanted]:
        for node in self.nodes(key):
            if entry := read(node, f"one of {key}"):
                yield entry

    def all_entries(self, key: str, read: Callable[[Node, str], Iterator[_Wanted]]) -> Iterator[_Wanted]:
        """As `entries`, where one that is written may stand for several."""
        for node in self.nodes(key):
            yield from read(node, f"one of {key}")

    def warning(self, node: Node, what: str) -> ExpectedWarning | None:
        text = read_text(node, what, self.problems)
        return None if text is None else ExpectedWarning(text, node.location)

    def recommended(self) -> Iterator[ExpectedRecommendation]:
        problems = self.problems
        for keys, item in self.long_items("recommended", ["rank", "priority", "deadline", "by", "says"]):
            rank = read_typed(keys.get("rank"), '"rank"', FieldType.COUNT, problems)
            if rank == 0:
                problems.add("wrong-value", keys["rank"], '"rank": found "0", and ranks count from 1')
            priority = read_choice(keys.get("priority"), Priority, '"priority"', problems)
            deadline = read_typed(keys.get("deadline"), '"deadline"', FieldType.DATE, problems)
            causes = read_texts(keys.get("by"), '"by"', problems)
            rules = tuple(rule for name, at in causes if (rule := self.names.rule(name, at)))
            says = self.pieces(keys.get("says"))
            if item:
                yield ExpectedRecommendation(item, _number(rank), priority, _number(deadline), rules, says)

    def set_aside(self) -> Iterator[ExpectedSetAside]:
        for keys, item in self.long_items("set_aside", ["reason", "by", "says"]):
            reason = read_choice(keys.get("reason"), SetAsideReason, '"reason"', self.problems)
            by = self.cause(keys.get("by"), reason)
            says = self.pieces(keys.get("says"))
            if item:
                yield ExpectedSetAside(item, reason, by, says)

    def pieces(self, node: Node | None) -> tuple[str, ...]:
        """One piece of text, or several, which an item must say."""
        if isinstance(node, Sequence) and not node.items:
            self.problems.add("empty-expectation", node, '"says" is empty', "write what is to be said")
        return tuple(text for text, _ in read_texts(node, '"says"', self.problems))

    def cause(self, node: Node | None, reason: SetAsideReason | None) -> str | None:
        """A rule where something is forbidden, the path of an event, or what it yields to."""
        text = read_text(node, '"by"', self.problems)
        if text is None or node is None or reason in _BY_ANYTHING:
            return text
        by_rule = reason is SetAsideReason.FORBIDDEN or (reason is None and "." not in text)
        return self.names.rule(text, node) if by_rule else self.names.event(text, node)

    def long_items(self, key: str, more: list[str]) -> Iterator[tuple[dict[str, Node], ExpectedItem | None]]:
        """The items of a list that may be mappings, with what further keys stand in them."""
        what = f"one of {key}"
        for node in self.nodes(key):
            if not isinstance(node, Mapping):
                yield {}, self.names.item(node, what)
                continue
            optional = ["subject", *more]
            keys = read_keys(node, what, self.problems, required=["action"], optional=optional) or {}
            action = read_text(keys.get("action"), '"action"', self.problems)
            subject = read_text(keys.get("subject"), '"subject"', self.problems)
            item = None
            if action is not None:
                places = Places(node, keys["action"], keys.get("subject", node))
                item = self.names.item_of(action, subject, places)
            yield keys, item


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


_Places = dict[str, Location]


def _find_contradictions(expect: Expectation, problems: Problems) -> None:
    recommended = _once((wanted.item for wanted in expect.recommended), "recommended", problems)
    refused = _once(expect.not_recommended, "not_recommended", problems)
    aside = _once((wanted.item for wanted in expect.set_aside), "set_aside", problems)
    steps = _once(expect.next_steps, "next_steps", problems)
    asked = _once(expect.asked, "asked", problems)
    not_asked = _once(expect.not_asked, "not_asked", problems)
    _apart(recommended, "recommended", refused, "not recommended", problems)
    _apart(recommended, "recommended", aside, "set aside", problems)
    _apart(recommended, "recommended", steps, "a next step", problems)
    _apart(aside, "set aside", steps, "a next step", problems)
    _apart(asked, "asked", not_asked, "not asked", problems)
    _find_warnings_at_odds(expect, problems)
    ranks: dict[int, str] = {}
    for wanted in expect.recommended:
        rank, where, count = wanted.rank, wanted.item.location, len(expect.recommended)
        if rank is None:
            continue
        if rank in ranks:
            message = f'"{wanted}" has rank {rank}, and so has "{ranks[rank]}"'
            problems.add("contradiction", where, message, "ranks are told apart")
        if expect.exact and rank > count:
            message = f'"{wanted}" has rank {rank}, and only {count} may be recommended'
            problems.add("contradiction", where, message, "correct the rank, or list the others")
        ranks.setdefault(rank, str(wanted))


def _find_warnings_at_odds(expect: Expectation, problems: Problems) -> None:
    """Warnings that are expected twice, or have a piece in them that no warning may have."""
    _once(expect.warnings, "warnings", problems)
    not_warned = _once(expect.not_warned, "not_warned", problems)
    for piece, where in not_warned.items():
        ruled_out = next((wanted for wanted in expect.warnings if says(piece, [wanted.piece])), None)
        if ruled_out is not None:
            message = f'no warning may say "{piece}", and one that does is expected at {ruled_out.location}'
            problems.add("contradiction", where, message, "write a longer piece, or remove one of them")


def _once(
    items: Iterable[ExpectedItem | ExpectedQuestion | ExpectedWarning], what: str, problems: Problems
) -> _Places:
    places: _Places = {}
    for item in items:
        name = str(item)
        if name in places:
            message = f'"{name}" stands twice in {what}, first at {places[name]}'
            problems.add("duplicate-expectation", item.location, message, "remove one of them")
        places.setdefault(name, item.location)
    return places


def _apart(one: _Places, what: str, other: _Places, what_else: str, problems: Problems) -> None:
    for name, where in other.items():
        if name in one:
            message = f'"{name}" is expected to be {what} (at {one[name]}) and to be {what_else}'
            problems.add("contradiction", where, message, "it can only be one of them")
