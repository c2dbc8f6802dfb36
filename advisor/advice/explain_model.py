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
    """A value that was looked at.

    `name` is the field in words, `owner` whose it is where that is not the one talked about; `value` is
    spoken ("unknown" where there is none).  `location` is where it is written: None for what is computed,
    and for a field that is left out, where `assumed` tells whether the vocabulary supplies the value.  `of`
    holds what it is computed from; `ask` is the question that would bring an unknown one.  `source` is where
    an import found the value, as long as it is still the one that the import wrote.
    """

    path: str
    name: str
    value: str
    known: bool = True
    owner: str = ""
    location: Location | None = field(default=None, compare=False)
    assumed: bool = False
    of: tuple["Evidence", ...] = ()
    ask: str = ""
    source: "Provenance | None" = None

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
    """One condition of a rule in English, and whether it holds (None: not known).

    `evidence` are the values that it looks at, `instances` what it ranges over, `rules` those that draw the
    conclusion that it asks for (or could have); `all_of` and `any_of` are the parts of a group.  `note` says
    what no value shows, such as that there is none.  `others` counts the instances and rules left out.  `on`
    is the first day, as an ordinal, on which time alone makes it true.
    """

    text: str
    truth: bool | None
    evidence: tuple[Evidence, ...] = ()
    instances: tuple[Instance, ...] = ()
    rules: tuple["RuleTrace", ...] = ()
    all_of: tuple["ConditionResult", ...] = ()
    any_of: tuple["ConditionResult", ...] = ()
    note: str = ""
    others: int = 0
    on: int | None = None

    @property
    def parts(self) -> tuple["ConditionResult", ...]:
        """The parts of a group."""
        return self.all_of or self.any_of

    @property
    def missing(self) -> Iterator[Evidence]:
        """The facts to ask for that it names itself, where it is not known whether it holds."""
        if self.truth is None:
            for evidence in self.evidence:
                yield from evidence.missing

    @property
    def missing_below(self) -> Iterator[Evidence]:
        """The facts to ask for, those under its parts, its instances and the rules behind it included."""
        if self.truth is None:
            yield from self.missing
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
    """A rule and one subject: its conditions, whether it `fired`, and what it rests on.

    `text` is its sentence, filled; "" where it did not fire.  `again` means that it was told in full before,
    and has no conditions here.  `in_force` is whether its period covers the day.  `on` is the first day, as
    an ordinal, on which time alone makes it fire.
    """

    rule: str
    verb: Verb
    targets: tuple[str, ...]
    subject: Subject
    fired: bool
    text: str
    location: Location = field(compare=False)
    conditions: tuple[ConditionResult, ...] = ()
    claims: tuple[Cited, ...] = ()
    again: bool = False
    period: Validity = Validity()
    in_force: bool = True
    on: int | None = None


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
    """Why an action stands where it stands for a subject.

    `advised` are the rules that advise it, `moved` those that raise or lower it, `forbidden` those that set
    it aside; `event` is the record that does.  `follows` is the title of the action whose next step it is.
    """

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
    failed = unknown = 0
    for result in results:
        more = _distance_of_result(result)
        failed, unknown = failed + more[0], unknown + more[1]
    return failed, unknown


def distance_of_trace(rule: RuleTrace) -> Distance:
    """(failed, unknown) of a rule; that it is not in force counts as a condition that fails."""
    if rule.again:
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
    nearer += [
        distance_of_results(instance.conditions) for instance in result.instances if instance.conditions
    ]
    return max(least, min(nearer)) if nearer else least
