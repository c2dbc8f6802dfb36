"""How scenarios pin a rule: one in which it fires, and a near miss, one fact apart, in which it does not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations

from advisor.facts.schema import Schema
from advisor.playbook.choices import text_of_list
from advisor.playbook.vocabulary import Entity
from advisor.scenarios.firings import ScenarioFirings
from advisor.scenarios.model import Scenario
from advisor.source.record import record
from advisor.source.tree import Mapping as Tree
from advisor.source.tree import Node, Scalar, is_null, mappings_of

Leaf = tuple[str, str]


@record
class Unit:
    """A row, or the policy, or the day: its leaves, and its records, such as the events of a contract."""

    leaves: frozenset[Leaf]
    records: tuple[tuple[str, frozenset[Leaf]], ...] = ()


Units = Mapping[str, Unit]
NOTHING = Unit(frozenset())
_NONE = 0  # the mark of no unit


def neighbours(scenarios: Sequence[Scenario], schema: Schema) -> tuple[tuple[int, ...], ...]:
    """For each scenario the numbers of those that are exactly one fact apart from it, ascending."""
    near: list[list[int]] = [[] for _ in scenarios]
    marks: dict[tuple[str, Unit], int] = {}
    # Who is near has the same units but for one.
    alike: dict[tuple[tuple[str, ...], frozenset[int]], list[tuple[int, int]]] = defaultdict(list)
    for number, scenario in enumerate(scenarios):
        every = units_of(scenario, schema).items()
        own = frozenset(marks.setdefault(item, len(marks) + 1) for item in every)
        for mark in (_NONE, *own):
            alike[scenario.without, own - {mark}].append((number, mark))
    units: list[Units] = [{}, *({name: unit} for name, unit in marks)]

    @cache
    def is_one_fact(mine: int, yours: int) -> bool:
        return facts_apart(units[mine], units[yours]) == 1

    for group in alike.values():
        for (one, mine), (other, yours) in combinations(group, 2):
            if mine != yours and is_one_fact(mine, yours):
                near[one].append(other)
                near[other].append(one)
    return tuple(tuple(sorted(numbers)) for numbers in near)


def facts_apart(one: Units, other: Units) -> int:
    """In how many facts two states differ."""
    return sum(
        _apart(name, one.get(name), other.get(name))
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
    )


def _apart(name: str, one: Unit | None, other: Unit | None) -> int:
    """In how many facts a unit differs from another of its name; a listed row that is new is one."""
    if (one is None or other is None) and "." in name:
        return 1
    one, other = one or NOTHING, other or NOTHING
    apart = _fields_apart(one.leaves, other.leaves)
    if one.records == other.records:
        return apart
    mine, yours = Counter(one.records), Counter(other.records)
    gone, new = list((mine - yours).elements()), list((yours - mine).elements())
    if len(gone) == len(new) == 1 and gone[0][0] == new[0][0]:
        return apart + _fields_apart(gone[0][1], new[0][1])
    return apart + len(gone) + len(new)


def _fields_apart(one: frozenset[Leaf], other: frozenset[Leaf]) -> int:
    return len({name for name, _ in one ^ other})


def units_of(scenario: Scenario, schema: Schema) -> Units:
    """The units of a scenario's state by their paths: "profile", "contracts.c-1", "policy", "as_of"."""
    units = {"as_of": Unit(frozenset({("", str(scenario.as_of))}))}
    for entry in scenario.state.tree.entries:
        name = entry.key.text
        entity = schema.sections.get(name)
        if entity is not None and not entity.single:
            units |= _rows(entry.value, entity, schema)
        elif name != "as_of" and isinstance(entry.value, Tree):
            units[name] = _unit(entry.value, schema.children.get(name, ()))
    return {name: unit for name, unit in units.items() if unit != NOTHING}


def _rows(section: Node, entity: Entity, schema: Schema) -> Units:
    """The rows of a section.  One with its id alone says no more than a link to it does."""
    linked = any(entity.name in owner.links.values() for owner in schema.sections.values())
    units = {}
    for row in mappings_of(section):
        key = row.get(entity.key)
        name = key.text.strip() if isinstance(key, Scalar) else ""
        unit = _unit(row, schema.children[entity.name])
        if not linked or unit != Unit(frozenset({(entity.key, name)})):
            units[f"{entity.section}.{name}"] = unit
    return units


def _unit(tree: Tree, children: Sequence[Entity]) -> Unit:
    records = [
        (child.section, _leaves(record))
        for child in children
        for record in mappings_of(tree.get(child.section))
    ]
    return Unit(_leaves(tree), tuple(sorted(records, key=lambda entry: (entry[0], sorted(entry[1])))))


def _leaves(tree: Tree) -> frozenset[Leaf]:
    return frozenset(
        (entry.key.text, text)
        for entry in tree.entries
        if not is_null(entry.value) and (text := _text(entry.value)) is not None
    )


def _text(node: Node) -> str | None:
    """A value as one text; None for a list of rows."""
    return node.text.strip() if isinstance(node, Scalar) else text_of_list(node) or None


@record
class NearMiss:
    """A rule fires for `subject` (a path, such as "contracts.c-1") in one scenario, and not in the other."""

    subject: str
    fires: Scenario
    misses: Scenario


@record
class Pinned:
    """The scenarios in which a rule fires, and the first near miss; None where there is none."""

    rule: str
    fires: tuple[Scenario, ...]
    near_miss: NearMiss | None

    @property
    def lacks(self) -> str:
        """What is missing, in words; "" where the rule is pinned."""
        if not self.fires:
            return "fires in no scenario"
        return "" if self.near_miss else f'fires in "{self.fires[0].name}", no near miss'


def pinned(rules: Iterable[str], firings: Sequence[ScenarioFirings], schema: Schema) -> tuple[Pinned, ...]:
    """How each rule (an id) is pinned by scenarios that have been run, in the order of the rules."""
    near = neighbours([scenario.scenario for scenario in firings], schema)
    pins = []
    for rule in rules:
        fires = tuple(scenario.scenario for scenario in firings if rule in scenario.fired)
        pins.append(Pinned(rule, fires, _near_miss(rule, firings, near)))
    return tuple(pins)


def _near_miss(
    rule: str, firings: Sequence[ScenarioFirings], near: Sequence[Sequence[int]]
) -> NearMiss | None:
    for number, here in enumerate(firings):
        for other in near[number] if rule in here.fired else ():
            there = firings[other]
            missed = here.fired[rule] & there.subjects - there.fired.get(rule, frozenset())
            if missed:
                return NearMiss(min(missed), here.scenario, there.scenario)
    return None
