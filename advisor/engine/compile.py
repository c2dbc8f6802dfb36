"""From rules to productions: one set of productions a stratum, and what its facts carry.

A rule's conditions become alternatives, each a conjunction of tests on one row and of conclusions.  The tests
make one flag of the row's fact, found by the alpha network: they use what an engine does badly, such as
absence, counts and unknown values.  A conclusion of the same stratum becomes a join with the derived fact,
and the engine chains forward over these; one that an earlier stratum has finished is a test.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import field
from functools import partial
from itertools import product
from math import prod
from typing import NamedTuple

from advisor.engine.alpha import Leaves, PropertyTest, alpha_tree
from advisor.engine.limits import Join, Pattern, Production
from advisor.engine.stages import SUBJECT, Compiled, Source, Stage, Subjects, Way, conclusion_kind, flag
from advisor.playbook.conditions import (
    All,
    Compare,
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    NoneOf,
    Not,
    Presence,
    Quantifier,
    Some,
    Unless,
    conclusions_read,
    tests_absence,
)
from advisor.playbook.expressions import Literal, Path
from advisor.playbook.model import Rule, Validity
from advisor.playbook.strata import Strata
from advisor.source.record import draft, record

MAX_ALTERNATIVES = 12
MAX_DERIVED = 3  # in one conjunction
PATTERNS_A_KIND = 48  # fewer than an engine takes for facts of one kind, because other patterns may join them

AUXILIARY = ""  # the name of productions that serve others; no rule has it
_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}


class DerivedFact(NamedTuple):
    """A derived fact of `kind` whose `ref` is the subject's property `prop`."""

    kind: str
    prop: str


@record
class And:
    """All parts; none: true."""

    parts: tuple["Formula", ...]


@record
class Or:
    """One part; none: false."""

    parts: tuple["Formula", ...]


Leaf = PropertyTest | DerivedFact
Formula = Leaf | And | Or
Conjunction = tuple[Leaf, ...]
Shortcut = Callable[[list[Conjunction]], DerivedFact]


def alternatives(formula: Formula, shortcut: Shortcut) -> list[Conjunction]:
    """The formula as a list of conjunctions.

    `shortcut` names a derived fact for a list of alternatives: it keeps the list short where the product of
    several disjunctions would be long, and a conjunction within the number of joins that an engine does well.
    """
    if isinstance(formula, PropertyTest | DerivedFact):
        return [(formula,)]
    parts = [alternatives(part, shortcut) for part in formula.parts]
    if isinstance(formula, Or):
        return list(dict.fromkeys(conjunction for part in parts for conjunction in part))
    if all(len(part) == 1 for part in parts):  # most conditions
        conjunction = tuple(dict.fromkeys(leaf for part in parts for leaf in part[0]))
        return [_narrowed(conjunction, shortcut)]
    if prod(len(part) for part in parts) > MAX_ALTERNATIVES:
        parts = [part if len(part) == 1 else [(shortcut(part),)] for part in parts]
    joined = (
        tuple(dict.fromkeys(leaf for part in combination for leaf in part)) for combination in product(*parts)
    )
    return [_narrowed(conjunction, shortcut) for conjunction in dict.fromkeys(joined)]


def _narrowed(conjunction: Conjunction, shortcut: Shortcut) -> Conjunction:
    """The same conjunction with at most `MAX_DERIVED` derived facts in it, and no two of one kind.

    The patterns of a match are different facts, and two ways of links may end at the same one.
    """
    if not any(isinstance(leaf, DerivedFact) for leaf in conjunction):
        return conjunction
    first: dict[str, Leaf] = {}
    conjunction = tuple(
        shortcut([(leaf,)])
        if isinstance(leaf, DerivedFact) and first.setdefault(leaf.kind, leaf) != leaf
        else leaf
        for leaf in conjunction
    )
    derived = [leaf for leaf in conjunction if isinstance(leaf, DerivedFact)]
    if len(derived) <= MAX_DERIVED:
        return conjunction
    rest = tuple(leaf for leaf in conjunction if leaf not in derived[:MAX_DERIVED])
    return _narrowed((*rest, shortcut([tuple(derived[:MAX_DERIVED])])), shortcut)


@draft
class _SubjectsDraft:
    """Subjects as they are compiled: the conjunctions that matter, by their numbers.

    The flags are dealt out to several kinds of facts, of which `uses` counts the patterns.
    """

    conjunctions: dict[Leaves, int] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    uses: Counter[str] = field(default_factory=Counter)
    sources: dict[str, Source] = field(default_factory=dict)
    links: dict[str, Way] = field(default_factory=dict)

    def done(self) -> Subjects:
        """The subjects, compiled."""
        costly = {name for name, source in self.sources.items() if not isinstance(source, Path | Validity)}
        return Subjects(alpha_tree(self.conjunctions, costly), tuple(self.kinds), self.sources, self.links)


def compile_rules(rules: Iterable[Rule], strata: Strata) -> Compiled:
    """The rules by strata; a stratum without rules is left out."""
    return Compiled(strata, tuple(_stage(level, members, strata) for level, members in strata.levels(rules)))


def _stage(level: int, rules: Iterable[Rule], strata: Strata) -> Stage:
    compiler = _StageCompiler(level, strata)
    for rule in rules:
        compiler.add(rule)
    subjects = {entity: drawn_up.done() for entity, drawn_up in compiler.subjects.items()}
    return Stage(tuple(compiler.productions), subjects)


class _StageCompiler(ConditionFold[tuple[str, bool], Formula]):
    """Conditions on rows of an entity that are to be true, or false, become formulas by positive leaves."""

    def __init__(self, level: int, strata: Strata) -> None:
        self.level = level
        self.strata = strata
        self.productions: list[Production] = []
        self.subjects: dict[str, _SubjectsDraft] = defaultdict(_SubjectsDraft)
        self._auxiliaries = 0
        self._conditions: dict[tuple[str, Condition], int] = {}

    def add(self, rule: Rule) -> None:
        """Productions for one rule."""
        formula = self.of(rule.when, (rule.entity, True))
        if rule.period != Validity():
            formula = And((formula, self._in_force(rule)))
        kinds = [conclusion_kind(rule.entity, name) for name in rule.conclusions]
        conjunctions = alternatives(formula, partial(self._auxiliary, rule.entity))
        for kind in kinds:
            self._produce(rule.id, conjunctions, rule.entity, SUBJECT, kind)
        if not kinds:
            self._produce(rule.id, conjunctions, rule.entity, SUBJECT, None)

    def _produce(
        self, name: str, conjunctions: list[Conjunction], entity: str, subject: str, derives: str | None
    ) -> None:
        for conjunction in conjunctions:
            leaves = frozenset(leaf for leaf in conjunction if isinstance(leaf, PropertyTest))
            derived = (leaf for leaf in conjunction if isinstance(leaf, DerivedFact))
            joined = (Pattern(fact.kind, joins=(Join(SUBJECT, 0, fact.prop),)) for fact in derived)
            patterns = (self._flagged(entity, leaves), *joined)
            self.productions.append(Production(name, patterns, subject, derives))

    def _flagged(self, entity: str, leaves: Leaves) -> Pattern:
        """The fact of a row whose tests all hold."""
        subjects = self.subjects[entity]
        number = subjects.conjunctions.setdefault(leaves, len(subjects.conjunctions))
        if number == len(subjects.kinds):
            last = subjects.kinds[-1] if subjects.kinds else f"{entity}:0"
            if subjects.uses[last] >= PATTERNS_A_KIND:
                last = f"{entity}:{len(subjects.uses)}"
            subjects.kinds.append(last)
        kind = subjects.kinds[number]
        subjects.uses[kind] += 1
        return Pattern(kind, (flag(number),))

    def _auxiliary(self, entity: str, conjunctions: list[Conjunction], subject: str = SUBJECT) -> DerivedFact:
        """A derived fact of our own that holds where one of the conjunctions does."""
        self._auxiliaries += 1
        kind = f"#{self._auxiliaries}"
        self._produce(AUXILIARY, conjunctions, entity, subject, kind)
        return DerivedFact(kind, SUBJECT)

    def _value(self, entity: str, path: Path) -> str:
        self.subjects[entity].sources.setdefault(path.text, path)
        return path.text

    def _link(self, entity: str, name: str, way: Way) -> str:
        """The property that holds the index of a row that is found from the subject."""
        self.subjects[entity].links.setdefault(name, way)
        return name

    def _in_force(self, rule: Rule) -> PropertyTest:
        name = f"in force {rule.period.start} {rule.period.end}"
        self.subjects[rule.entity].sources.setdefault(name, rule.period)
        return PropertyTest(name, "eq", True)

    def test(self, condition: FieldTest, context: tuple[str, bool]) -> Formula:
        """A test as a property of the subject, or a conclusion."""
        path, test, (entity, wanted) = condition.path, condition.test, context
        if path.conclusion:
            return self._conclusion(path, entity, wanted != tests_absence(test))
        if isinstance(test, Presence):
            name = self._value(entity, path)
            return PropertyTest(name, "known" if test.known == wanted else "unknown")
        if isinstance(test, Compare) and isinstance(test.right, Literal):
            name = self._value(entity, path)
            op = test.op.name.lower()
            return PropertyTest(name, op if wanted else _OPPOSITE[op], test.right.value)
        return self._computed(condition, entity, wanted)

    def connective(self, condition: Connective, context: tuple[str, bool]) -> Formula:
        """All parts, or one."""
        parts = tuple(self.of(part, context) for part in condition.parts)
        return And(parts) if isinstance(condition, All) == context[1] else Or(parts)

    def negation(self, condition: Not, context: tuple[str, bool]) -> Formula:
        """The opposite of what is inside."""
        entity, wanted = context
        return self.of(condition.part, (entity, not wanted))

    def exception(self, condition: Unless, context: tuple[str, bool]) -> Formula:
        """A property: it is never unknown, and what is read inside is finished."""
        return self._computed(condition, *context)

    def quantifier(self, condition: Quantifier, context: tuple[str, bool]) -> Formula:
        """A join with a derived fact where the stratum itself draws what is inside, else a property."""
        entity, wanted = context
        exists = isinstance(condition, Some) == wanted
        if not isinstance(condition, Count) and exists and self._unfinished(condition.block):
            return self._exists(condition, entity)
        return self._computed(condition, entity, wanted)

    def _computed(self, condition: Condition, entity: str, wanted: bool) -> PropertyTest:
        """The truth of a condition as a property; missing where it is unknown."""
        number = self._conditions.setdefault((entity, condition), len(self._conditions))
        name = f"condition {number}"
        self.subjects[entity].sources.setdefault(name, condition)
        return PropertyTest(name, "eq", wanted)

    def _conclusion(self, path: Path, entity: str, wanted: bool) -> Leaf:
        level = self.strata.level_of(path.entity, path.name)
        if level < self.level or not wanted:
            return PropertyTest(self._value(entity, path), "eq", wanted)
        way = Way(path.single, path.hops)
        is_own = not (way.single or way.hops)
        prop = SUBJECT if is_own else self._link(entity, f"-> {'.'.join((way.single, *way.hops))}", way)
        return DerivedFact(conclusion_kind(path.entity, path.name), prop)

    def _exists(self, condition: Some | NoneOf, entity: str) -> DerivedFact:
        """One related entity of which the block is true, by a derived fact on the subject."""
        inner, via = condition.relation.entity, condition.relation.via
        conjunctions = alternatives(self.of(condition.block, (inner, True)), partial(self._auxiliary, inner))
        subject = Way(entity, ()) if via is None else Way("", (via,))
        return self._auxiliary(inner, conjunctions, self._link(inner, f"<- {via}", subject))

    def _unfinished(self, block: Condition) -> bool:
        level_of = self.strata.level_of
        return any(level_of(path.entity, path.name) >= self.level for path, _, _ in conclusions_read(block))
