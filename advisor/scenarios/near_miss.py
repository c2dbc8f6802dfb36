"""How scenarios pin a rule: one in which it fires, and a near miss, one fact apart, in which it does not."""

from collections.abc import Iterable, Sequence

from advisor.facts.schema import Schema
from advisor.scenarios.apart import neighbours
from advisor.scenarios.model import Scenario
from advisor.scenarios.shown import Shown
from advisor.source.record import record


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


def pinned(rules: Iterable[str], shown: Sequence[Shown], schema: Schema) -> tuple[Pinned, ...]:
    """How each rule (an id) is pinned by scenarios that have been run, in the order of the rules."""
    near = neighbours([each.scenario for each in shown], schema)
    return tuple(_pinned(rule, shown, near) for rule in rules)


def _pinned(rule: str, shown: Sequence[Shown], near: Sequence[Sequence[int]]) -> Pinned:
    fires = tuple(each.scenario for each in shown if rule in each.fired)
    return Pinned(rule, fires, _near_miss(rule, shown, near) if fires else None)


def _near_miss(rule: str, shown: Sequence[Shown], near: Sequence[Sequence[int]]) -> NearMiss | None:
    for number, here in enumerate(shown):
        for other in near[number] if rule in here.fired else ():
            there = shown[other]
            missed = here.fired[rule] & there.subjects - there.fired.get(rule, frozenset())
            if missed:
                return NearMiss(min(missed), here.scenario, there.scenario)
    return None
