"""The rules that unknown facts alone keep from firing, as `engine/reference.py` finds them, in less time.

A rule waits only where none of its tests is known to fail.  An alpha network sees to most of that, with tests
that let pass what is unknown; the conditions of the few rules that are left are asked whole.
"""

from collections.abc import Iterable, Mapping, Set

from advisor.engine.row_network import RowNetwork
from advisor.engine.stages import SUBJECT, Stage, conclusion_kind, flag
from advisor.facts.evaluate import Evaluator, Truths
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import Rule

Waiting = dict[tuple[str, int], tuple[Rule, Row]]
"""Rules and the rows for which they wait, by the rule's id and the index of the row."""

_Pairs = list[tuple[Rule, Row]]
_Conclusion = tuple[str, str]
# Of rules that read what their stage concludes, for each alternative: which conclusions of the row itself.
_Joining = dict[str, list[list[_Conclusion]]]


class WaitingRules:
    """Finds the rules that wait, in any number of reviews."""

    def __init__(
        self,
        stages: Iterable[Stage],
        rules: Mapping[str, Rule],
        evaluator: Evaluator,
        conditions: Mapping[str, Truths],
        concluded: Mapping[str, tuple[tuple[str, str], ...]],
    ) -> None:
        """The stages, the rules in them by their ids, the truth of each, and what it concludes of whom."""
        self._sieves = [_StageSieve(stage, rules, evaluator, concluded) for stage in stages]
        self._conditions, self._concluded = conditions, concluded
        self._read_by: dict[str, Set[_Conclusion]] = {}

    def of(self, view: WorkingMemory, fired: Set[tuple[str, int]]) -> tuple[WorkingMemory, Waiting]:
        """The rules, with a working memory in which what they may yet conclude reads as unknown.

        `fired` are rules and rows (by id and index) that fire in the view.
        """
        possible: dict[tuple[str, str], set[int]] = {}
        wider = WorkingMemory(view.facts, view.drawn, possible)
        waiting: Waiting = {}
        for sieve in self._sieves:
            pairs = sieve.rows(wider)
            while pairs:
                found, others = self._undecided(pairs, sieve.joining, wider, fired)
                waiting |= {(rule.id, row.index): (rule, row) for rule, row in found}
                concluded = [(key, row.index) for rule, row in found for key in self._concluded[rule.id]]
                for key, index in concluded:
                    possible.setdefault(key, set()).add(index)
                pairs = [pair for pair in others if pair[0].id in sieve.joining] if concluded else []
        return wider, waiting

    def _undecided(
        self, pairs: _Pairs, joining: _Joining, view: WorkingMemory, fired: Set[tuple[str, int]]
    ) -> tuple[_Pairs, _Pairs]:
        """The rules and rows of which the conditions are unknown, and the others.

        What comes through the sieve is not false, but for a rule that joins.  What fires is true, unless it
        hangs on what may yet be concluded.
        """
        found: _Pairs = []
        others: _Pairs = []
        for rule, row in pairs:
            if (rule.id, row.index) in fired:
                hangs = not view.possible.keys().isdisjoint(self._reads(rule))
                undecided = hangs and self._conditions[rule.id](view, row) is None
            elif rule.id in joining:
                joins = any(_may_join(needs, view, row) for needs in joining[rule.id])
                undecided = joins and self._conditions[rule.id](view, row) is None
            else:
                undecided = True
            (found if undecided else others).append((rule, row))
        return found, others

    def _reads(self, rule: Rule) -> Set[_Conclusion]:
        """The conclusions that a rule reads."""
        known = self._read_by.get(rule.id)
        if known is None:
            read = conclusions_read(rule.when)
            known = self._read_by[rule.id] = {(path.entity, path.name) for path, _, _ in read}
        return known


def _may_join(needs: Iterable[_Conclusion], view: WorkingMemory, row: Row) -> bool:
    """Whether conclusions of a row are drawn, or may yet be."""
    index = row.index
    return all(index in view.drawn.get(key, ()) or index in view.possible.get(key, ()) for key in needs)


class _StageSieve:
    """One stage: the rows of which none of a rule's own tests is known to fail.

    Tests of what the stage itself concludes are not among them: these may change until it is finished.
    """

    def __init__(
        self,
        stage: Stage,
        rules: Mapping[str, Rule],
        evaluator: Evaluator,
        concluded: Mapping[str, tuple[_Conclusion, ...]],
    ) -> None:
        keys = {conclusion_kind(*key): key for keys in concluded.values() for key in keys}
        alternatives: _Joining = {}
        joining: set[str] = set()
        flagged: dict[tuple[str, str], list[Rule]] = {}
        for production in stage.productions:
            first, rule = production.patterns[0], rules.get(production.name)
            if rule is not None:  # else it is an auxiliary of the compiler
                flagged.setdefault((first.kind, first.flags[0]), []).append(rule)
                needs = [
                    keys[pattern.kind]
                    for pattern in production.patterns[1:]
                    if pattern.kind in keys and pattern.joins[0].other == SUBJECT
                ]
                alternatives.setdefault(rule.id, []).append(needs)
                if len(production.patterns) > 1:
                    joining.add(rule.id)
        self.joining = {name: needs for name, needs in alternatives.items() if name in joining}
        self._kinds = [
            (
                entity,
                RowNetwork(subjects.tree, subjects.sources, evaluator, perhaps=True),
                [flagged.get((kind, flag(number)), []) for number, kind in enumerate(subjects.kinds)],
            )
            for entity, subjects in stage.subjects.items()
        ]

    def rows(self, view: WorkingMemory) -> _Pairs:
        """The rules, each with a row for which it may wait."""
        found: _Pairs = []
        for entity, network, rules in self._kinds:
            rows = view.facts.rows[entity]
            for row, holding in zip(rows, network.holding(view, rows), strict=True):
                passed = {rule.id: rule for number in holding for rule in rules[number]}
                found += ((rule, row) for rule in passed.values() if rule.period.covers(view.facts.as_of))
        return found
