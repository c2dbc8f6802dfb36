"""Whom a list for sentences names, and in which order.

Worked out when a sentence asks for it: no condition tests a list, so that a review that words none is spared.
"""

from collections.abc import Callable

from advisor.facts.evaluate import Evaluator, judged
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.formulas import ListOf

Listed = Callable[[WorkingMemory, Row], list[Row]]


def listed_rows(formula: ListOf, evaluator: Evaluator) -> Listed:
    """The related rows of which the block is known to hold, most first.

    Those that are alike stay in the order of their ids, and those of which the order is not known come last.
    """
    relation, block = formula.relation, evaluator.condition(formula.block)
    by = None if formula.by is None else evaluator.getter(formula.by)

    def rows(view: WorkingMemory, row: Row) -> list[Row]:
        found = [other for other, truth in judged(view, row, relation, block) if truth]
        if by is None:
            return found
        most = [(by(view, other), other) for other in found]
        most.sort(key=lambda pair: (pair[0] is None, -int(pair[0] or 0)))
        return [other for _, other in most]

    return rows
