"""The reference evaluator: the meaning of a program in plain Python, beside the engine.

It answers what an engine does not: which rules unknown facts alone keep from firing.  And it holds the
engine to account: over any facts both must fire the same rules for the same subjects.
"""

from advisor.engine.run import Firing, Program
from advisor.facts.evaluate import Truth
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.model import Rule, Verb

Fired = set[tuple[str, int]]
"""A rule's id and the index of its subject, for each firing."""


def reference_firings(program: Program, facts: Facts) -> Fired:
    """What fires: strata in order, each to its fixed point."""
    return reference_run(program, facts)[1]


def reference_run(program: Program, facts: Facts) -> tuple[WorkingMemory, Fired]:
    """The working memory with all that is concluded, and what fires."""
    drawn: dict[tuple[str, str], set[int]] = {}
    view = WorkingMemory(facts, drawn)
    fired: Fired = set()
    for _, rules in program.strata.levels(program.playbook.rules):
        before = -1
        while before < len(fired):
            before = len(fired)
            for rule in rules:
                rows = _rows(program, rule, view, True)
                fired.update((rule.id, row.index) for row in rows)
                if rule.verb is Verb.CONCLUDE:
                    _conclude(rule, rows, drawn)
    return view, fired


def undecided(program: Program, view: WorkingMemory) -> tuple[WorkingMemory, tuple[Firing, ...]]:
    """The rules that unknown facts alone keep from firing, with a working memory in which they are unknown.

    There a conclusion that may yet be drawn, were more known, reads as unknown.
    """
    possible: dict[tuple[str, str], set[int]] = {}
    wider = WorkingMemory(view.facts, view.drawn, possible)
    firings: dict[tuple[str, int], Firing] = {}
    for _, rules in program.strata.levels(program.playbook.rules):
        concluding = [rule for rule in rules if rule.verb is Verb.CONCLUDE]
        before = -1
        while before < len(firings):
            before = len(firings)
            for rule in concluding:
                rows = _rows(program, rule, wider, None)
                firings.update(((rule.id, row.index), Firing(rule, row)) for row in rows)
                _conclude(rule, rows, possible)
    for rule in program.playbook.rules:
        if rule.verb is not Verb.CONCLUDE:
            rows = _rows(program, rule, wider, None)
            firings.update(((rule.id, row.index), Firing(rule, row)) for row in rows)
    return wider, tuple(firings[key] for key in sorted(firings))


def _rows(program: Program, rule: Rule, view: WorkingMemory, wanted: Truth) -> list[Row]:
    """The subjects of which a rule that is in force has this truth."""
    if not rule.period.covers(view.facts.as_of):
        return []
    truth = program.conditions[rule.id]
    return [row for row in view.facts.rows[rule.entity] if truth(view, row) is wanted]


def _conclude(rule: Rule, rows: list[Row], into: dict[tuple[str, str], set[int]]) -> None:
    for name in rule.targets if rows else ():
        into.setdefault((rule.entity, name), set()).update(row.index for row in rows)
