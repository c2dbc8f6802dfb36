"""Whom a list for sentences names, and in which order.

Worked out when a sentence asks for it: no condition tests a list, so that a review that words none is spared.
"""

import re
from collections.abc import Callable

from advisor.facts.evaluate import Evaluator, judged
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.formulas import ListOf

_PARTS = re.compile(r"(\d+)", re.ASCII)

Listed = Callable[[WorkingMemory, Row], list[Row]]


def listed_rows(formula: ListOf, evaluator: Evaluator) -> Listed:
    """The related rows of which the block is known to hold, most first.

    Those that are alike stay in the order of their ids, in which 9 comes before 10, and those of which the
    order is not known come last.
    """
    relation, block = formula.relation, evaluator.condition(formula.block)
    by = None if formula.by is None else evaluator.getter(formula.by)

    def rows(view: WorkingMemory, row: Row) -> list[Row]:
        found = sorted((other for other, truth in judged(view, row, relation, block) if truth), key=_by_id)
        if by is None:
            return found
        most = [(by(view, other), other) for other in found]
        most.sort(key=lambda pair: (pair[0] is None, -int(pair[0] or 0)))
        return [other for _, other in most]

    return rows


def _by_id(row: Row) -> list[tuple[int, str]]:
    """The parts of its id, a run of digits as the number that it is: first how long, then which."""
    digits = (part.lstrip("0") if part.isdecimal() else "" for part in _PARTS.split(row.id))
    return [(len(number), number or part) for number, part in zip(digits, _PARTS.split(row.id), strict=True)]
