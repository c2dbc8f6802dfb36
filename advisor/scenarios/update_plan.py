"""What the lists of a failed scenario's expectation must become: items kept, changed, moved, added.

A plan says nothing of how a file is written: `update` puts it into the text.
"""

from collections.abc import Iterable, Mapping

from advisor.advice.model import Recommendation
from advisor.playbook.types import iso_date
from advisor.scenarios.difference import AdviceItems, Difference, DifferenceKind
from advisor.scenarios.expectations import LISTS
from advisor.scenarios.model import Expectation, ExpectedRecommendation, ExpectedSetAside
from advisor.scenarios.phrases import nearest_sentence, nearest_text, says, texts_of
from advisor.scenarios.run import ScenarioResult
from advisor.source.diagnostic import Location
from advisor.source.record import record

Value = str | tuple[str, ...]  # one text, or a list of them
Keys = Mapping[str, Value | None]


@record
class PlannedItem:
    """An item as planned: `old` is its number as written (None: new), `keys` what changes (None: goes)."""

    old: int | None
    name: str
    keys: Keys


Plan = Mapping[str, tuple[PlannedItem, ...]]


def plan_of(result: ScenarioResult) -> Plan:
    """The lists of the expectation that change, by their keys, as they must be."""
    planner = _Planner(result)
    before = {key: list(items) for key, items in planner.lists.items()}
    for difference in result.differences:
        planner.settle(difference)
    planner.order_next_steps()
    return {key: tuple(items) for key, items in planner.lists.items() if items != before[key]}


# The list that such an item leaves, and the one that it goes to; "": where the advice has it.
_MOVES = {
    DifferenceKind.NOT_RECOMMENDED: ("recommended", ""),
    DifferenceKind.RECOMMENDED: ("not_recommended", ""),
    DifferenceKind.NOT_SET_ASIDE: ("set_aside", ""),
    DifferenceKind.NOT_NEXT: ("next_steps", ""),
    DifferenceKind.NOT_ASKED: ("asked", "not_asked"),
    DifferenceKind.ASKED: ("not_asked", "asked"),
    DifferenceKind.NOT_WARNED: ("warnings", "not_warned"),
    DifferenceKind.WARNED: ("not_warned", "warnings"),
}


class _Planner:
    def __init__(self, result: ScenarioResult) -> None:
        self.expect = expect = result.scenario.expect
        self.advice = AdviceItems(result.advice)
        self.wanted = {str(wanted): wanted for wanted in expect.recommended}
        self.aside = {str(wanted): wanted for wanted in expect.set_aside}
        self.warned = _not_expected(result)
        self.together = {key: _written_together(expect, key) for key in LISTS}
        self.lists = {
            key: [
                PlannedItem(number, names[0] if len(names) == 1 else "", {})
                for number, names in enumerate(written)
            ]
            for key, written in self.together.items()
        }

    def settle(self, difference: Difference) -> None:
        kind, name = difference.kind, difference.item
        if kind is DifferenceKind.NOT_WARNED and self.warned:
            self.reword(name)
        elif kind in _MOVES:
            here, there = _MOVES[kind]
            self.tell_apart(here, name)
            self.lists[here] = [item for item in self.lists[here] if item.name != name]
            if there:
                self.append(there, name, {})
            else:
                self.place(name)
        elif kind is DifferenceKind.UNLISTED:
            self.recommend(name)
        elif kind in (DifferenceKind.REASON, DifferenceKind.CAUSE):
            self.change("set_aside", name, self.cause(name, kind))
        elif kind is DifferenceKind.WORDS:
            self.change_words(name)
        elif kind is not DifferenceKind.ORDER:
            self.change("recommended", name, self.detail(name, kind))

    def tell_apart(self, key: str, name: str) -> None:
        """Where an item stands for several, this one among them: each of them for itself."""
        old = next((number for number, names in enumerate(self.together[key]) if name in names), None)
        items = self.lists[key]
        at = next((at for at, item in enumerate(items) if item.old == old and not item.name), None)
        if old is not None and at is not None:
            items[at : at + 1] = [PlannedItem(None, each, {}) for each in self.together[key][old]]

    def change_words(self, name: str) -> None:
        """What an item no longer says is replaced by what comes nearest to it."""
        for key, wanted, found in (
            ("recommended", self.wanted.get(name), self.advice.chosen.get(name)),
            ("set_aside", self.aside.get(name), self.advice.aside.get(name)),
        ):
            if wanted is None or found is None:
                continue
            texts = tuple(texts_of(found))
            pieces = dict.fromkeys(
                piece if says(piece, texts) else nearest_sentence(piece, texts) for piece in wanted.says
            )
            self.change(key, name, {"says": next(iter(pieces)) if len(pieces) == 1 else tuple(pieces)})

    def reword(self, name: str) -> None:
        """What the state is not warned of is replaced by what comes nearest to it, once."""
        text = nearest_text(name, self.warned)
        self.warned.remove(text)
        self.lists["warnings"] = [
            PlannedItem(None, text, {}) if item.name == name else item for item in self.lists["warnings"]
        ]

    def cause(self, name: str, kind: DifferenceKind) -> Keys:
        aside, by = self.advice.aside[name], self.aside[name].by
        causes = aside.by.split(", ")
        keys: dict[str, Value | None] = {"reason": str(aside.reason)} if kind is DifferenceKind.REASON else {}
        return keys if by is None or by in causes else {**keys, "by": causes[0]}

    def detail(self, name: str, kind: DifferenceKind) -> Keys:
        chosen = self.advice.chosen[name]
        if kind is not DifferenceKind.RULES:
            return {str(kind): _details(chosen)[kind]}
        rules = [rule for rule in self.wanted[name].by if rule in chosen.all_rules] or list(chosen.rules)
        return {"by": rules[0] if len(rules) == 1 else tuple(rules)}

    def place(self, name: str) -> None:
        if name in self.advice.chosen:
            self.recommend(name)
        elif name in self.advice.aside:
            aside = self.advice.aside[name]
            self.append("set_aside", name, {"reason": str(aside.reason), "by": aside.by.split(", ")[0]})
        elif name in self.advice.after:
            self.append("next_steps", name, {})
        elif not self.expect.exact:
            self.append("not_recommended", name, {})

    def recommend(self, name: str) -> None:
        """List an item among the recommendations by its rank, with the keys that the others have."""
        items, chosen = self.lists["recommended"], self.advice.chosen
        if any(item.name == name for item in items):
            return
        rank = chosen[name].rank
        later = (at for at, item in enumerate(items) if item.name in chosen and chosen[item.name].rank > rank)
        keys = _keys_like(self.expect.recommended, chosen[name])
        items.insert(next(later, len(items)), PlannedItem(None, name, keys))

    def order_next_steps(self) -> None:
        """Put the next steps of each recommendation in the order in which they follow."""
        items, after = self.lists["next_steps"], self.advice.after
        by_first: dict[str, list[int]] = {}
        for at, item in enumerate(items):
            if item.name in after:
                by_first.setdefault(after[item.name][0], []).append(at)
        for places in by_first.values():
            in_order = sorted((items[at] for at in places), key=lambda item: after[item.name][1])
            for at, item in zip(places, in_order, strict=True):
                items[at] = item

    def append(self, key: str, name: str, keys: Keys) -> None:
        if all(item.name != name for item in self.lists[key]):
            self.lists[key].append(PlannedItem(None, name, keys))

    def change(self, key: str, name: str, keys: Keys) -> None:
        self.lists[key] = [
            PlannedItem(item.old, name, {**item.keys, **keys}) if item.name == name else item
            for item in self.lists[key]
        ]


def _not_expected(result: ScenarioResult) -> list[str]:
    """What the state is warned of beyond what is expected."""
    expect = result.scenario.expect
    told = [wanted.piece for wanted in (*expect.warnings, *expect.not_warned)]
    return [text for text in result.warned if not any(says(piece, [text]) for piece in told)]


def _details(recommendation: Recommendation) -> dict[str, str | None]:
    deadline = recommendation.due
    return {
        "rank": str(recommendation.rank),
        "priority": str(recommendation.priority),
        "deadline": None if deadline is None else iso_date(deadline),
    }


def _keys_like(others: Iterable[ExpectedRecommendation], new: Recommendation) -> Keys:
    """The keys that the other recommendations are listed with: a priority only where all have one."""
    has = {key: [getattr(other, key) is not None for other in others] for key in _details(new)}
    wanted = [key for key in has if any(has[key]) and (key != "priority" or all(has[key]))]
    return {key: value for key, value in _details(new).items() if key in wanted and value is not None}


def _written_together(expect: Expectation, key: str) -> list[list[str]]:
    """The names of a list's items as they are written: several where one stands for all subjects."""
    together: dict[Location, list[str]] = {}
    for wanted in getattr(expect, key):
        item = wanted.item if isinstance(wanted, ExpectedRecommendation | ExpectedSetAside) else wanted
        together.setdefault(item.location, []).append(str(wanted))
    return list(together.values())
