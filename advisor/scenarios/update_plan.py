"""What the expectations of a failed scenario would have to be, as changes of what is written.

The smallest change that makes them true.  An item that ended elsewhere moves there: among what is set aside,
the next steps, the recommendations; where no rule speaks for it, it is not recommended.
"""

from collections.abc import Iterable, Mapping

from advisor.advice.model import Recommendation, SetAside
from advisor.playbook.quantities import iso_date
from advisor.scenarios.difference import Comparison, Difference, Kind
from advisor.scenarios.model import Expectation, Recommended
from advisor.scenarios.run import Outcome
from advisor.source.record import record

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


def plan_of(outcome: Outcome) -> Plan:
    """The lists of the expectation that change, by their keys, as they must be."""
    planner = _Planner(outcome)
    before = {key: list(lines) for key, lines in planner.lists.items()}
    for difference in outcome.differences:
        planner.settle(difference)
    planner.order()
    return {key: tuple(lines) for key, lines in planner.lists.items() if lines != before[key]}


class _Planner:
    def __init__(self, outcome: Outcome) -> None:
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
            Kind.NOT_RECOMMENDED: "recommended",
            Kind.RECOMMENDED: "not_recommended",
            Kind.NOT_SET_ASIDE: "set_aside",
            Kind.NOT_NEXT: "next_steps",
        }
        if kind in homes:
            self.remove(homes[kind], name)
            self.place(name)
        elif kind is Kind.UNLISTED:
            self.recommend(name)
        elif kind in (Kind.NOT_ASKED, Kind.ASKED):
            here, there = ("asked", "not_asked") if kind is Kind.NOT_ASKED else ("not_asked", "asked")
            self.remove(here, name)
            self.append(there, name, {})
        elif kind in (Kind.REASON, Kind.CAUSE):
            self.change("set_aside", name, self.cause(name, kind))
        elif kind is not Kind.ORDER:
            self.change("recommended", name, self.detail(kind, name))

    def cause(self, name: str, kind: Kind) -> Keys:
        found = self.found.aside[name]
        wanted = next(each for each in self.expect.set_aside if str(each.item) == name)
        keys: dict[str, str | None] = {"reason": str(found.reason)} if kind is Kind.REASON else {}
        if wanted.by is not None and wanted.by not in found.by.split(", "):
            keys["by"] = _cause(found)
        return keys

    def detail(self, kind: Kind, name: str) -> Keys:
        found = self.found.chosen[name]
        if kind is Kind.RANK:
            return {"rank": str(found.rank)}
        if kind is Kind.PRIORITY:
            return {"priority": str(found.priority)}
        if kind is Kind.DEADLINE:
            return {"deadline": None if found.deadline is None else iso_date(found.deadline)}
        rules = [rule for rule in self.wanted[name].by if rule in found.voices] or list(found.rules)
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


def _like(others: tuple[Recommended, ...], found: Recommendation) -> Keys:
    """The keys that the other recommendations are listed with."""
    keys: dict[str, str | None] = {}
    if any(each.rank is not None for each in others):
        keys["rank"] = str(found.rank)
    if others and all(each.priority is not None for each in others):
        keys["priority"] = str(found.priority)
    if found.deadline is not None and any(each.deadline is not None for each in others):
        keys["deadline"] = iso_date(found.deadline)
    return keys
