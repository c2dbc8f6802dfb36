"""What moves with time alone: rules that may fire tomorrow, or no longer, though nothing is written down.

That is what reads the days since or until a date, directly or through computed fields and conclusions, what
ranges over dated records (some may be dated after today), and what is in force for a time.
"""

from advisor.playbook.conditions import Condition, Count, NoneOf, Path, Some, paths_of, walk
from advisor.playbook.dependencies import Name
from advisor.playbook.model import Period, Rule, RuleBase, Verb
from advisor.playbook.vocabulary import Computed, CountOf, DaysSince, DaysUntil, SumOf


class Moving:
    """Which parts of a playbook move with time."""

    def __init__(self, playbook: RuleBase) -> None:
        entities = playbook.vocabulary.entities
        self._dated = {entity.name for entity in entities.values() if entity.records_days}
        self._names: set[Name] = set()
        computed = [(e.name, each) for e in entities.values() for each in e.computed.values()]
        before = -1
        while before < len(self._names):
            before = len(self._names)
            self._names |= {(entity, each.name) for entity, each in computed if self._computes(each)}
            for rule in playbook.rules:
                if rule.verb is Verb.CONCLUDE and self.rule(rule):
                    self._names |= {(rule.entity, target) for target in rule.targets}

    def rule(self, rule: Rule) -> bool:
        """Whether time alone can make the rule fire, or not."""
        return rule.period != Period() or self.condition(rule.when)

    def condition(self, condition: Condition) -> bool:
        """Whether time alone can make the condition true, or not."""
        if any(self._path(path) for path in paths_of(condition)):
            return True
        related = (node for node in walk(condition) if isinstance(node, Some | NoneOf | Count))
        return any(node.relation.entity in self._dated for node in related)

    def _path(self, path: Path) -> bool:
        return (path.entity, path.name) in self._names

    def _computes(self, computed: Computed) -> bool:
        formula = computed.formula
        if isinstance(formula, DaysSince | DaysUntil):
            return True
        if isinstance(formula, CountOf | SumOf):
            ranges = formula.relation.entity in self._dated
            summed = isinstance(formula, SumOf) and self._path(formula.of)
            return ranges or summed or self.condition(formula.block)
        return False
