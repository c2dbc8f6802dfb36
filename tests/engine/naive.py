"""A second reading of the productions' meaning: nested loops until nothing new is derived."""

from collections.abc import Iterator, Sequence

from advisor.engine.limits import EngineFact, Pattern, Production

Fact = EngineFact


def evaluate(productions: Sequence[Production], facts: Sequence[Fact]) -> set[tuple[str, int]]:
    """The firings of the productions over the facts and whatever they derive."""
    memory = list(facts)
    derived: set[tuple[str, int]] = set()
    while True:
        firings = [(production, ref) for production in productions for ref in _subjects(production, memory)]
        new = {(rule.derives, ref) for rule, ref in firings if rule.derives is not None} - derived
        if not new:
            return {(production.name, ref) for production, ref in firings}
        derived |= {(str(kind), ref) for kind, ref in new}
        memory += [{"kind": str(kind), "ref": ref} for kind, ref in new]


def _subjects(production: Production, memory: Sequence[Fact]) -> Iterator[int]:
    for first in memory:
        subject = first.get(production.subject)
        if isinstance(subject, int) and _completes(production.patterns, (first,), memory):
            yield subject


def _completes(patterns: Sequence[Pattern], frame: tuple[Fact, ...], memory: Sequence[Fact]) -> bool:
    if not _matches(patterns[len(frame) - 1], frame[-1], frame):
        return False
    if len(frame) == len(patterns):
        return True
    return any(
        _completes(patterns, (*frame, fact), memory)
        for fact in memory
        if all(fact is not taken for taken in frame)
    )


def _matches(pattern: Pattern, fact: Fact, frame: tuple[Fact, ...]) -> bool:
    return (
        fact["kind"] == pattern.kind
        and all(fact.get(flag) is True for flag in pattern.flags)
        and all(_same(fact.get(join.prop), frame[join.pattern].get(join.other)) for join in pattern.joins)
    )


def _same(left: object, right: object) -> bool:
    return left is not None and left == right
