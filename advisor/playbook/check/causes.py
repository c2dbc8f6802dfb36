"""What a rule needs of the rules before it: a conclusion is drawn where one that draws it fires, else not."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from advisor.playbook.check.clashes import Part, clashing, fewest, listed, parts_of, report_clash
from advisor.playbook.check.propositions import TRUE, Either, Proposition
from advisor.playbook.check.variables import DOES_NOT_HOLD, HOLDS, Variables
from advisor.playbook.conditions import DRAWN, FieldTest, conclusions_read
from advisor.playbook.dependencies import rules_by_conclusion
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Rule, RuleBase, Validity
from advisor.playbook.reading import Problems
from advisor.playbook.strata import Strata
from advisor.source.record import record

_MOST = 12  # rules that are looked at behind one


@record
class Clash:
    """Conditions of a rule that exclude each other, given the rules that draw what it asks for.

    `in_time` is whether they do so only because of the days on which these are in force.
    """

    parts: tuple[Part, ...]
    causes: tuple[Rule, ...] = ()
    in_time: bool = False


class Causes:
    """Finds the rules of a playbook that can never fire, given the variables of each entity.

    Nothing is known of conclusions that rules draw `elsewhere`, which could not be read.
    """

    def __init__(
        self,
        playbook: RuleBase,
        variables: Mapping[str, Variables],
        strata: Strata,
        elsewhere: Collection[str] = (),
    ) -> None:
        self.variables = variables
        self.rules = {rule.id: rule for rule in playbook.rules}
        drawn = rules_by_conclusion(() if strata.cycles else playbook.rules)
        self._drawn = {name: rules for name, rules in drawn.items() if name[1] not in elsewhere}

    def clashes(self) -> dict[str, Clash]:
        """By rule; where a cause can never fire itself, it alone is to blame."""
        found: dict[str, Clash] = {}
        for rule in self._in_order():
            clash = self._clash(rule, found)
            if clash is not None:
                found[rule.id] = clash
        return found

    def _in_order(self) -> Iterable[Rule]:
        """Causes before the rules that need them, where there is such an order."""
        from graphlib import CycleError, TopologicalSorter

        before = {rule.id: [cause.id for cause in self._behind(rule, 1)] for rule in self.rules.values()}
        try:
            return [self.rules[name] for name in TopologicalSorter(before).static_order()]
        except CycleError:
            return self.rules.values()

    def _conclusions(self, rule: Rule) -> Iterator[Path]:
        """The conclusions on its own subject that a rule reads."""
        for path, _, _ in conclusions_read(rule.when):
            if path.root is Root.SUBJECT and not path.hops and path.entity == rule.entity:
                yield path

    def _drawing(self, path: Path) -> list[Rule]:
        """The rules that draw a conclusion."""
        return [self.rules[name] for name in self._drawn.get((path.entity, path.name), ())]

    def _behind(self, rule: Rule, most: int = _MOST) -> list[Rule]:
        """The rules that draw what a rule reads, and (up to so many) those that draw what these read."""
        found: dict[str, Rule] = {}
        waiting = [rule]
        while waiting and (len(found) < most or waiting == [rule]):
            here = waiting.pop(0)
            for path in self._conclusions(here):
                for cause in self._drawing(path):
                    if cause.id not in found:
                        found[cause.id] = cause
                        waiting.append(cause)
        return list(found.values())

    def _clash(self, rule: Rule, dead: Mapping[str, Clash]) -> Clash | None:
        behind = self._behind(rule)
        variables = self.variables[rule.entity]
        parts = list(parts_of(rule.when))
        clash = clashing(variables, parts)
        if clash:
            return Clash(clash)
        if not behind:
            return None
        needs = _Needs(variables, rule.period, {one.id for one in behind} - dead.keys())
        paths = {path.target: path for one in (rule, *behind) for path in self._conclusions(one)}
        drawn = [(path, self._drawing(path)) for path in paths.values()]
        bounded = any(cause.period != Validity() for _, causes in drawn for cause in causes)
        for in_time in (False, True) if bounded else (False,):
            propositions = [needs.of(path, causes, in_time=in_time) for path, causes in drawn]
            clash = clashing(variables, parts, propositions)
            if clash:
                used = _needed(variables, clash, propositions)
                causes = {cause.id: cause for number in used for cause in drawn[number][1]}
                return Clash(clash, tuple(causes.values()), in_time)
        return None


def _needed(variables: Variables, clash: Sequence[Part], propositions: Sequence[Proposition]) -> list[int]:
    """As few of the propositions as make the parts exclude each other, by number."""
    return fewest(
        len(propositions),
        lambda left: bool(clashing(variables, clash, [propositions[number] for number in left])),
    )


@record
class _Needs:
    """What holds of conclusions on the days of a period; rules that are not `looked_at` may fire or not."""

    variables: Variables
    period: Validity
    looked_at: set[str]

    def of(self, path: Path, causes: Sequence[Rule], *, in_time: bool) -> Proposition:
        """It is drawn only where a cause fires, and wherever one does that is in force all the time.

        With `in_time` a cause counts only if it is in force on some day of the period.
        """
        drawn = FieldTest(path, DRAWN, causes[0].location) if causes else None
        if drawn is None:
            return TRUE
        possible = [cause for cause in causes if not in_time or _overlap(cause.period, self.period)]
        fires = [
            self.variables.of(cause.when, HOLDS) if cause.id in self.looked_at else TRUE for cause in possible
        ]
        needs: list[Proposition] = [Either((self.variables.of(drawn, DOES_NOT_HOLD), *fires))]
        for cause in causes:
            if cause.id in self.looked_at and self.period.within(cause.period):
                silent = self.variables.of(cause.when, DOES_NOT_HOLD)
                needs.append(Either((self.variables.of(drawn, HOLDS), silent)))
        return HOLDS.whole(needs)


_FIRST, _LAST = -(10**9), 10**9


def _overlap(one: Validity, other: Validity) -> bool:
    start = max(_FIRST if period.start is None else period.start for period in (one, other))
    return start < min(_LAST if period.end is None else period.end for period in (one, other))


def report_never_fires(rule: Rule, clash: Clash, problems: Problems) -> None:
    """Tell that a rule can never fire, with the places of what excludes what."""
    never = f'the rule "{rule.id}" can never fire'
    if not clash.causes:
        report_clash("never-fires", never, clash.parts, clash.parts[-1], problems)
        return
    asked = [part for part in clash.parts if _is_conclusion(part)]
    at = asked[-1] if asked else clash.parts[-1]
    others = [part for part in clash.parts if part is not at]
    causes = listed(f'"{cause.id}", at {cause.location}' for cause in clash.causes)
    related = [*(part.location for part in others), *(cause.location for cause in clash.causes)]
    if clash.in_time:
        message = f"{never}: while it is in force, nothing draws what it needs, but {causes}"
        hint = "compare the days under in_force:"
        problems.add("cause-out-of-force", at.location, message, hint, related=related)
        return
    beside = f", beside {listed(part.named for part in others)}," if others else ""
    message = f"{never}: this{beside} does not go with what draws the conclusion: {causes}"
    problems.add("never-fires", at.location, message, "drop one of these conditions", related=related)


def _is_conclusion(part: Part) -> bool:
    return isinstance(part.condition, FieldTest) and part.condition.path.conclusion
