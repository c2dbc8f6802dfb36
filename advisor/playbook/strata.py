"""Strata, as in stratified Datalog: what must be finished before its absence may count."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import field

from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import Rule
from advisor.source.diagnostic import Location
from advisor.source.record import record

Conclusion = tuple[str, str]


@record
class Cycle:
    """A conclusion that depends on its own absence, where that is read, and the rules on the way."""

    conclusion: str
    rules: tuple[str, ...]
    location: Location = field(compare=False)


@record
class Strata:
    """The stratum (from 0) of each conclusion and each rule; the numbers mean nothing where cycles exist."""

    of_conclusion: Mapping[Conclusion, int]
    of_rule: Mapping[str, int]
    cycles: tuple[Cycle, ...]

    def level_of(self, entity: str, name: str) -> int:
        """The stratum of a conclusion; -1, finished before all, for one whose rules were left out."""
        return self.of_conclusion.get((entity, name), -1)

    def levels(self, rules: Iterable[Rule]) -> list[tuple[int, list[Rule]]]:
        """The rules of each stratum that has any, lowest first, in the order given."""
        strata: dict[int, list[Rule]] = {}
        for rule in rules:
            strata.setdefault(self.of_rule[rule.id], []).append(rule)
        return sorted(strata.items())


@record
class _Edge:
    """`drawn` depends on `read`; a negative edge needs it finished."""

    read: Conclusion
    drawn: Conclusion
    negative: bool
    rule: str
    location: Location


def stratify(rules: Iterable[Rule]) -> Strata:
    """Split rules into strata.

    A rule that concludes runs with what it draws, after everything that it needs finished.  A rule that
    draws nothing runs after the conclusions that it reads: nothing waits for it.
    """
    rules = tuple(rules)
    edges = [edge for rule in rules for edge in _edges(rule)]
    cycles = tuple(_cycles(edges))
    level = {(rule.entity, name): 0 for rule in rules for name in rule.conclusions}
    if not cycles:
        _raise_levels(level, edges)
    return Strata(level, {rule.id: _rule_level(rule, level) for rule in rules}, cycles)


def _edges(rule: Rule) -> Iterable[_Edge]:
    names = rule.conclusions
    for path, negative, location in conclusions_read(rule.when) if names else ():
        for name in names:
            yield _Edge((path.entity, path.name), (rule.entity, name), negative, rule.id, location)
    # Conclusions that one rule draws together are finished together.
    for name in names[1:]:
        yield _Edge((rule.entity, names[0]), (rule.entity, name), False, rule.id, rule.location)
        yield _Edge((rule.entity, name), (rule.entity, names[0]), False, rule.id, rule.location)


def _raise_levels(level: dict[Conclusion, int], edges: list[_Edge]) -> None:
    changed = True
    while changed:
        changed = False
        for edge in edges:
            least = level.get(edge.read, -1) + edge.negative
            if level[edge.drawn] < least:
                level[edge.drawn] = least
                changed = True


def _rule_level(rule: Rule, level: Mapping[Conclusion, int]) -> int:
    if rule.conclusions:
        return max(level[(rule.entity, name)] for name in rule.conclusions)
    return max((level.get((p.entity, p.name), -1) + 1 for p, _, _ in conclusions_read(rule.when)), default=0)


def _cycles(edges: list[_Edge]) -> Iterable[Cycle]:
    from advisor.playbook.components import components

    seen: set[frozenset[str]] = set()
    readers: dict[Conclusion, list[_Edge]] = {}
    for edge in edges:
        readers.setdefault(edge.read, []).append(edge)
    together = components({name: [edge.drawn for edge in after] for name, after in readers.items()})
    circle = {name: number for number, names in enumerate(together) for name in names}
    for edge in edges:
        if not edge.negative or circle[edge.read] != circle[edge.drawn]:
            continue
        names = tuple(dict.fromkeys([edge.rule, *_way(readers, edge.drawn, edge.read)]))
        if frozenset(names) not in seen:
            seen.add(frozenset(names))
            yield Cycle(edge.read[1], names, edge.location)


def _way(readers: Mapping[Conclusion, list[_Edge]], start: Conclusion, goal: Conclusion) -> list[str]:
    """The rules on a shortest way from one conclusion to another that it leads to; [] where they are one."""
    came: dict[Conclusion, _Edge | None] = {start: None}
    queue = deque([start])
    while goal not in came:
        for edge in readers.get(queue.popleft(), ()):
            if edge.drawn not in came:
                came[edge.drawn] = edge
                queue.append(edge.drawn)
    way: list[str] = []
    last = came[goal]
    while last is not None:
        way.append(last.rule)
        last = came[last.read]
    return way[::-1]
