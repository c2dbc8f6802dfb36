"""The reference evaluator: the meaning of a program in plain Python, beside the engine.

It answers what an engine does not: which rules unknown facts alone keep from firing.  And it holds the
engine to account: over any facts both must fire the same rules for the same subjects.
"""

from advisor.engine.run import Firing, Program
from advisor.facts.rows import Facts, WorkingMemory
from advisor.playbook.model import Rule, Verb


def reference_firings(program: Program, facts: Facts) -> set[tuple[str, int]]:
    """The (rule, index of its subject) pairs that fire: strata in order, each to its fixed point."""
    return reference_run(program, facts)[1]


def reference_run(program: Program, facts: Facts) -> tuple[WorkingMemory, set[tuple[str, int]]]:
    """The view with all that is concluded, and what fires."""
    drawn: dict[tuple[str, str], set[int]] = {}
    view = WorkingMemory(facts, drawn)
    fired: set[tuple[str, int]] = set()
    for _, rules in program.strata.levels(program.playbook.rules):
        before = -1
        while before < len(fired):
            before = len(fired)
            for rule in rules:
                truth = program.conditions[rule.id]
                for row in facts.rows[rule.entity]:
                    if rule.period.covers(facts.as_of) and truth(view, row) is True:
                        fired.add((rule.id, row.index))
                        if rule.verb is Verb.CONCLUDE:
                            for name in rule.targets:
                                drawn.setdefault((rule.entity, name), set()).add(row.index)
    return view, fired


def undecided(program: Program, view: WorkingMemory) -> tuple[WorkingMemory, tuple[Firing, ...]]:
    """The rules that unknown facts alone keep from firing, with the view in which they are unknown.

    In that view a conclusion that may yet be drawn, were more known, reads as unknown.
    """
    facts = view.facts
    possible: dict[tuple[str, str], set[int]] = {}
    wider = WorkingMemory(facts, view.drawn, possible)
    found: dict[tuple[str, int], Firing] = {}
    for _, rules in program.strata.levels(program.playbook.rules):
        concluding = [rule for rule in rules if rule.verb is Verb.CONCLUDE]
        changed = True
        while changed:
            changed = False
            for rule in concluding:
                changed |= _open_rows(program, rule, wider, possible, found)
    for rule in program.playbook.rules:
        if rule.verb is not Verb.CONCLUDE and rule.period.covers(facts.as_of):
            truth = program.conditions[rule.id]
            for row in facts.rows[rule.entity]:
                if truth(wider, row) is None:
                    found[rule.id, row.index] = Firing(rule, row)
    return wider, tuple(found[key] for key in sorted(found))


def _open_rows(
    program: Program,
    rule: Rule,
    wider: WorkingMemory,
    possible: dict[tuple[str, str], set[int]],
    found: dict[tuple[str, int], Firing],
) -> bool:
    """Mark what an undecided rule could conclude; whether that was news."""
    if not rule.period.covers(wider.facts.as_of):
        return False
    truth = program.conditions[rule.id]
    news = False
    for row in wider.facts.rows[rule.entity]:
        if (rule.id, row.index) in found or truth(wider, row) is not None:
            continue
        found[rule.id, row.index] = Firing(rule, row)
        news = True
        for name in rule.targets:
            possible.setdefault((rule.entity, name), set()).add(row.index)
    return news
