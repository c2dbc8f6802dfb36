"""The reference evaluator: the meaning of a program in plain Python, beside the engine.

It answers what an engine does not: which rules unknown facts alone keep from firing.  And it holds the
engine to account: over any facts both must fire the same rules for the same subjects.
"""

from collections.abc import Iterable

from advisor.engine.run import Firing, Program
from advisor.facts.evaluate import Truth
from advisor.facts.rows import Facts, WorkingMemory
from advisor.playbook.model import Rule

Fired = dict[tuple[str, int], Firing]
"""Firings by the rule's id and the index of its subject."""


def reference_run(program: Program, facts: Facts) -> tuple[WorkingMemory, Fired]:
    """The working memory with all that is concluded, and what fires: strata in order, each to its end."""
    drawn: dict[tuple[str, str], set[int]] = {}
    view = WorkingMemory(facts, drawn)
    return view, _firings(program, view, True, drawn)


def undecided(program: Program, view: WorkingMemory) -> tuple[WorkingMemory, tuple[Firing, ...]]:
    """The rules that unknown facts alone keep from firing, with a working memory in which they are unknown.

    There a conclusion that may yet be drawn, were more known, reads as unknown.
    """
    possible: dict[tuple[str, str], set[int]] = {}
    wider = WorkingMemory(view.facts, view.drawn, possible)
    firings = _firings(program, wider, None, possible)
    return wider, tuple(firings[key] for key in sorted(firings))


def _firings(
    program: Program, view: WorkingMemory, wanted: Truth, into: dict[tuple[str, str], set[int]]
) -> Fired:
    """Rules in force and subjects of which they have this truth; what follows goes `into` the view."""
    firings: Fired = {}

    def fire(rules: Iterable[Rule]) -> None:
        for rule in rules:
            rows = view.facts.rows[rule.entity]
            if not rows or not rule.period.covers(view.facts.as_of):
                continue
            truth = program.conditions[rule.id]
            rows = [row for row in rows if truth(view, row) is wanted]
            firings.update(((rule.id, row.index), Firing(rule, row)) for row in rows)
            for name in rule.conclusions if rows else ():
                into.setdefault((rule.entity, name), set()).update(row.index for row in rows)

    for concluding, others in program.levels:
        before = -1
        while before < len(firings):
            before = len(firings)
            fire(concluding)
        fire(others)
    return firings
