"""Explanations as values: rules with their conditions, down to the facts and where each is written."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from advisor.advice.compare import Outcome
from advisor.advice.model import Subject
from advisor.playbook.model import Authority, Validity, Verb
from advisor.source.diagnostic import Location
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.facts.provenance import Provenance


@record
class Evidence:
    """A value that was looked at, as it is spoken, and where it is written (None: nowhere, or computed)."""

    path: str
    name: str
    value: str
    known: bool = True
    owner: str = ""  # whose it is, where that is not the one talked about
    location: Location | None = field(default=None, compare=False)
    assumed: bool = False  # the vocabulary supplies the value
    of: tuple["Evidence", ...] = ()  # what it is computed from
    again: bool = False  # what it is computed from stands elsewhere
    ask: str = ""  # the question that would bring an unknown one
    source: "Provenance | None" = None  # where an import found it, if it is still as the import wrote it

    @property
    def missing(self) -> Iterator["Evidence"]:
        """The facts to ask for, where the value is unknown."""
        if not self.known:
            if self.ask:
                yield self
            for part in self.of:
                yield from part.missing


@record
class Instance:
    """One of the related things that a condition ranges over, with what holds or fails of it."""

    subject: Subject
    path: str
    location: Location | None = field(default=None, compare=False)
    conditions: tuple["ConditionResult", ...] = ()


@record
class ConditionResult:
    """One condition of a rule in English, or a group of them, and whether it holds (None: not known)."""

    text: str
    truth: bool | None
    evidence: tuple[Evidence, ...] = ()  # the values that it looks at
    instances: tuple[Instance, ...] = ()  # what it ranges over
    rules: tuple["RuleTrace", ...] = ()  # those that draw its conclusion, or could have
    all_of: tuple["ConditionResult", ...] = ()
    any_of: tuple["ConditionResult", ...] = ()
    unless: tuple["ConditionResult", ...] = ()  # what it is an exception to: where all of them hold, it fails
    found: str = ""  # of a choice that is not the one asked for, in English: "the client ended it"
    note: str = ""  # what no value shows, such as that there is none
    others: int = 0  # the instances and rules left out
    on: int | None = None  # the first day, an ordinal, on which time alone makes it true

    @property
    def parts(self) -> tuple["ConditionResult", ...]:
        """The parts of a group."""
        return self.all_of or self.any_of

    @property
    def missing(self) -> Iterator[Evidence]:
        """The facts to ask for that it names itself, each once, where it is not known whether it holds."""
        if self.truth is None:
            facts = (fact for evidence in self.evidence for fact in evidence.missing)
            yield from {fact.path: fact for fact in facts}.values()

    @property
    def missing_below(self) -> Iterator[Evidence]:
        """The facts to ask for, those under its parts, its instances and the rules behind it included."""
        yield from self.missing
        if self.truth is None:
            below = [*self.parts, *(inner for instance in self.instances for inner in instance.conditions)]
            below += [inner for rule in self.rules if not rule.fired for inner in rule.conditions]
            for result in below:
                yield from result.missing_below


def missing_facts_under(results: Iterable[ConditionResult]) -> tuple[Evidence, ...]:
    """The facts to ask for under conditions, each once."""
    facts: dict[str, Evidence] = {}
    for result in results:
        for fact in result.missing_below:
            facts.setdefault(fact.path, fact)
    return tuple(facts.values())


@record
class Cited:
    """A claim that a rule rests on: what it says in short, and who says it where."""

    id: str
    says: str
    document: str
    section: str
    authority: Authority


@record
class RuleTrace:
    """A rule and one subject: its conditions, whether it `fired`, and what it rests on."""

    rule: str
    verb: Verb
    targets: tuple[str, ...]
    subject: Subject
    fired: bool
    text: str  # its sentence, filled; "" where it did not fire
    location: Location = field(compare=False)
    conditions: tuple[ConditionResult, ...] = ()
    claims: tuple[Cited, ...] = ()
    again: bool = False  # it stands in full elsewhere, and has no conditions here
    deeper: bool = False  # it lies too deep to be told here, and has no conditions
    period: Validity = Validity()
    in_force: bool = True  # the period covers the day
    on: int | None = None  # the first day, an ordinal, on which time alone makes it fire


@record
class Ranked:
    """Where one value of the ranking comes from: the value, why, and the facts under it."""

    name: str
    value: str
    because: str = ""
    evidence: tuple[Evidence, ...] = ()


@record
class Neighbour:
    """The recommendation just before or after, and by what the two are told apart."""

    rank: int
    title: str
    by: str


@record
class Explanation:
    """Why an action stands where it stands for a subject; `follows` titles what it is the next step of."""

    as_of: int
    action: str
    subject: Subject
    title: str
    outcome: Outcome
    advised: tuple[RuleTrace, ...] = ()
    moved: tuple[RuleTrace, ...] = ()
    forbidden: tuple[RuleTrace, ...] = ()
    event: Evidence | None = None
    follows: str = ""
    ranking: tuple[Ranked, ...] = ()
    before: Neighbour | None = None
    after: Neighbour | None = None


Distance = tuple[int, int]
_NOWHERE: Distance = (99, 0)


def distance_of_results(results: Iterable[ConditionResult]) -> Distance:
    """(failed, unknown) of conditions that all have to hold; a conclusion counts as its nearest rule."""
    distances = [_distance_of_result(result) for result in results]
    return sum(failed for failed, _ in distances), sum(unknown for _, unknown in distances)


def distance_of_trace(rule: RuleTrace) -> Distance:
    """(failed, unknown) of a rule; that it is not in force counts as a condition that fails."""
    if rule.again or rule.deeper:
        return _NOWHERE
    failed, unknown = distance_of_results(rule.conditions)
    return failed + (not rule.in_force), unknown


def _distance_of_result(result: ConditionResult) -> Distance:
    if result.truth:
        return 0, 0
    least: Distance = (1, 0) if result.truth is False else (0, 1)
    if result.all_of:
        return max(least, distance_of_results(result.all_of))
    nearer = [_distance_of_result(part) for part in result.any_of]
    nearer += [distance_of_trace(rule) for rule in result.rules if not rule.fired]
    nearer += [distance_of_results(i.conditions) for i in result.instances if i.conditions]
    return max(least, min(nearer)) if nearer else least
