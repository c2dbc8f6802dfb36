"""A playbook as typed values: policy, actions, claims and rules."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from advisor.playbook.conditions import Condition, Path
from advisor.playbook.quantities import FieldType, Value
from advisor.playbook.template import Template
from advisor.playbook.vocabulary import Vocabulary
from advisor.source.location import Location
from advisor.source.record import record


class Priority(StrEnum):
    """How urgent; `rank` 0 is the most urgent."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    rank: int

    def moved(self, steps: int) -> "Priority":
        """The priority so many steps more urgent (negative: less), stopping at the ends."""
        return _PRIORITIES[min(3, max(0, self.rank - steps))]


_PRIORITIES = tuple(Priority)
for _rank, _priority in enumerate(_PRIORITIES):
    _priority.rank = _rank


class Effort(StrEnum):
    """What an action asks of the freelancer; `rank` 0 is the least."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    rank: int


for _rank, _effort in enumerate(Effort):
    _effort.rank = _rank


class Verb(StrEnum):
    """The five consequences a rule may have."""

    CONCLUDE = "conclude"
    ADVISE = "advise"
    FORBID = "forbid"
    RAISE = "raise"
    LOWER = "lower"


class Authority(StrEnum):
    """Who says so: the coach's documents or the platform."""

    DOCUMENT = "document"
    PLATFORM = "platform"


@record
class Parameter:
    """A number that the documents leave open; a state may override it."""

    name: str
    kind: FieldType
    value: Value
    location: Location = field(compare=False, repr=False)
    note: str = ""
    claims: tuple[str, ...] = ()


@record
class Group:
    """Actions of which one at a time is recommended for a subject, by rung."""

    id: str
    title: str
    location: Location = field(compare=False, repr=False)
    shared_rungs: tuple[int, ...] = ()


@record
class Repeat:
    """When a done action may come again: never, after so many days, or once the subject moved."""

    days: int | None = None
    after_activity: bool = False


@record
class Action:
    """What can be recommended."""

    id: str
    entity: str
    title: Template
    effort: Effort
    location: Location = field(compare=False, repr=False)
    steps: tuple[Template, ...] = ()
    message: Template | None = None
    group: str = ""
    rung: int = 0
    repeat: Repeat = Repeat()
    claims: tuple[str, ...] = ()
    note: str = ""


@record
class Document:
    """A source that claims come from."""

    id: str
    title: str
    authority: Authority
    location: Location = field(compare=False, repr=False)
    author: str = ""
    year: str = ""


@record
class Claim:
    """What a source says, in our own words.  `not_carried` is why no rule can act on it, where that is so."""

    id: str
    document: str
    section: str
    kind: str
    says: str
    location: Location = field(compare=False, repr=False)
    date: str = ""
    sure: str = ""
    not_carried: str = ""


@record
class Deadline:
    """A date field of the subject plus a duration (days, or a policy parameter)."""

    field: Path
    plus: int | Path


@record
class Period:
    """When a rule holds: from (inclusive) and until (exclusive), as ordinals; None is open."""

    start: int | None = None
    end: int | None = None

    def covers(self, day: int) -> bool:
        """Whether the day (an ordinal) lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@record
class Rule:
    """One rule: conditions and one consequence, on one or several actions.

    `folder` is that of its file, as seen from the playbook's root: "platform", "" at the top.
    """

    id: str
    ruleset: str
    entity: str
    when: Condition
    verb: Verb
    targets: tuple[str, ...]
    because: Template
    claims: tuple[str, ...]
    location: Location = field(compare=False, repr=False)
    priority: Priority = Priority.MEDIUM
    deadline: Deadline | None = None
    period: Period = Period()
    note: str = ""
    folder: str = field(default="", compare=False)


@record
class RuleSet:
    """A named group of rules.  `folder` is that of the file with its title, as `Rule.folder` is."""

    id: str
    title: str
    location: Location = field(compare=False, repr=False)
    folder: str = field(default="", compare=False)


@record
class Disabled:
    """A rule of an extended playbook that a playbook on top of it does without, and why."""

    rule: Rule
    because: str
    location: Location = field(compare=False, repr=False)


@record
class Overridden:
    """A parameter that another playbook gave its value; `was` is its value where it is declared."""

    name: str
    was: Value
    because: str
    location: Location = field(compare=False, repr=False)


@record
class RuleBase:
    """Everything a coach wrote, parsed and resolved; rules are in order of their ids.

    `left_out` names the rule sets and folders whose rules were taken away, in order.  `disabled` holds rules
    that are not among `rules`, and `overridden` tells which values of the policy are not the first ones.
    """

    name: str
    vocabulary: Vocabulary
    policy: Mapping[str, Parameter]
    groups: Mapping[str, Group]
    actions: Mapping[str, Action]
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    rulesets: Mapping[str, RuleSet]
    rules: tuple[Rule, ...]
    left_out: tuple[str, ...] = field(default=(), compare=False)
    disabled: tuple[Disabled, ...] = field(default=(), compare=False)
    overridden: tuple[Overridden, ...] = field(default=(), compare=False)

    def without(self, names: Iterable[str]) -> "RuleBase":
        """The playbook without the rules of the rule sets and folders named.  Raises SelectionError."""
        from advisor.playbook.leaving_out import leave_out

        return leave_out(self, names)

    def authorities(self, rule: Rule) -> tuple[Authority, ...]:
        """Who stands behind a rule: the authorities of the documents that its claims come from."""
        found = {self.documents[self.claims[c].document].authority for c in rule.claims}
        return tuple(sorted(found))
