"""Several changes of a state at once, after which a rule fires, and what it is about is advised."""

from collections.abc import Iterator
from itertools import islice

from advisor.facts.rows import Row
from advisor.playbook.conditions import All, AnyOf, Condition, FieldTest, Quantifier, Some
from advisor.playbook.expressions import Root
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.scenarios.mutation.nearby import ChangeFinder
from advisor.scenarios.mutation.suite import Baseline
from advisor.source.tree import Entry

MOST_ROWS = 3
_DEEPEST = 2  # conclusions behind conclusions


def preparations(playbook: RuleBase, rule: Rule, baseline: Baseline) -> Iterator[tuple[Entry, ...]]:
    """For a few subjects each the changes that make the rule fire; none where it does, or where none would.

    Where the rule forbids, raises or lowers an action, a rule that advises it is to fire, too.
    """
    wanted = [rule.when]
    for target in rule.targets(Verb.FORBID, Verb.RAISE, Verb.LOWER):
        advising = (other for other in playbook.rules if target in other.targets(Verb.ADVISE))
        wanted += [other.when for other in advising if other.entity == rule.entity][:1]
    finder = _Preparer(playbook, baseline)
    for row in baseline.facts.rows[rule.entity][:MOST_ROWS]:
        entries: dict[str, Entry] = {}
        for condition in wanted:
            for entry in finder.wanted(condition, row, _DEEPEST):
                entries.setdefault(entry.key.text, entry)
        if len(entries) > 1:  # one alone is near, and was tried
            yield tuple(entries.values())


class _Preparer(ChangeFinder):
    def wanted(self, condition: Condition, row: Row, depth: int) -> Iterator[Entry]:
        """Changes after which a condition holds for a row, as far as its parts are alone in what they ask."""
        if self.evaluator.condition(condition)(self.view, row) is True:
            return
        if isinstance(condition, All):
            for part in condition.parts:
                yield from self.wanted(part, row, depth)
        elif isinstance(condition, AnyOf):
            yield from self.wanted(condition.parts[0], row, depth)
        elif isinstance(condition, FieldTest):
            yield from self._of_test(condition, row, depth)
        elif isinstance(condition, Some):
            yield from self._of_some(condition, row, depth)

    def _of_test(self, condition: FieldTest, row: Row, depth: int) -> Iterator[Entry]:
        path = condition.path
        owner = self.evaluator.row_at(path, self.view, row)
        if owner is None or path.root is Root.POLICY:
            return
        if path.conclusion:
            for rule in islice(self.drawing(path), 1 if depth else 0):
                yield from self.wanted(rule.when, owner, depth - 1)
            return
        stem = self.stem(owner)
        passing = [
            value
            for value in self.values(condition.test, path, row)
            if self.passes(condition.test, path, row, value)
        ]
        for name, text in list(self.texts(owner.entity, path, passing[:1])) if stem else ():
            yield self.change(f"{stem}.{name}", text)

    def _of_some(self, condition: Quantifier, row: Row, depth: int) -> Iterator[Entry]:
        relation = condition.relation
        entity = self.entities[relation.entity]
        if entity.belongs_to == row.entity and relation.via == row.entity:
            yield from list(self.events(entity, condition.block, row))[:1]
            return
        for other in self.view.facts.related(relation.entity, relation.via, row)[:1]:
            yield from self.wanted(condition.block, other, depth)
