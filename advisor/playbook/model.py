"""A playbook as typed values: policy, actions, claims and rules."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from advisor.playbook.conditions import Condition
from advisor.playbook.conduct.model import Conduct
from advisor.playbook.durations import Duration
from advisor.playbook.expressions import Path
from advisor.playbook.follow import Follow
from advisor.playbook.terms import Terms
from advisor.playbook.types import FieldType, Value, speak
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import Says, Template, Vocabulary
from advisor.source.diagnostic import Location, Severity, suggest
from advisor.source.errors import SelectionError
from advisor.source.record import record


class _Ranked(StrEnum):
    """Words in order; `rank` 0 is the first."""

    rank: int

    def __init__(self, word: str) -> None:
        super().__init__()
        self.rank = len(type(self).__members__)


class Priority(_Ranked):
    """How urgent; `rank` 0 is the most urgent."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def moved(self, steps: int) -> "Priority":
        """The priority so many steps more urgent (negative: less), stopping at the ends."""
        return tuple(Priority)[min(3, max(0, self.rank - steps))]


class Effort(_Ranked):
    """What an action asks of the freelancer; `rank` 0 is the least."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Verb(StrEnum):
    """What a consequence does: draw a conclusion, or say something of an action."""

    CONCLUDE = "conclude"
    ADVISE = "advise"
    FORBID = "forbid"
    RAISE = "raise"
    LOWER = "lower"


WRITES_TO_SUBJECT = "self"  # among addressees: the subject itself
ON_ACTIONS = tuple(verb for verb in Verb if verb is not Verb.CONCLUDE)


class Authority(StrEnum):
    """Who says so: the coach's documents or the platform."""

    DOCUMENT = "document"
    PLATFORM = "platform"


@record
class DatedValue:
    """What a parameter is from a day (an ordinal) on."""

    day: int
    value: Value
    location: Location = field(compare=False, repr=False)


@record
class Parameter:
    """A number that the documents leave open; a state may override it.

    One that changes with time has `dated` values, in the order of their days; `value` is the last of them.
    """

    name: str
    kind: FieldType
    value: Value
    location: Location = field(compare=False, repr=False)
    note: str = ""
    claims: tuple[str, ...] = ()
    dated: tuple[DatedValue, ...] = ()

    def on(self, day: int) -> Value:
        """The value on a day (an ordinal); before the first of its days, the first value."""
        held = self._held(day)
        return self.value if held is None else held.value

    def place_on(self, day: int) -> Location:
        """Where the value of a day is written."""
        held = self._held(day)
        return self.location if held is None else held.location

    def _held(self, day: int) -> DatedValue | None:
        begun = [one for one in self.dated if one.day <= day] or self.dated[:1]
        return begun[-1] if begun else None


@record
class Group:
    """Actions of which one at a time is recommended for a subject, by rung."""

    id: str
    title: str
    location: Location = field(compare=False, repr=False)
    shared_rungs: tuple[int, ...] = ()
    then: Follow = Follow.IF_IT_FAILS


@record
class Repeat:
    """When a done action may come again: never, after so many days, or once the subject moved."""

    days: int | None = None
    after_activity: bool = False


@record
class Variant:
    """A text for the cases in which a condition holds; with None for all."""

    text: Template
    when: Condition | None = None


@record
class Action:
    """What can be recommended.  Its draft is the first `message` whose condition holds; () for none.

    `stake` leads to what is lost if it is not taken, points or money.  An `all_clear` says that all is well.
    `writes_to` is the link to whom it writes, "self" where that is the subject, "" where it is nobody.
    """

    id: str
    entity: str
    title: Template
    effort: Effort
    location: Location = field(compare=False, repr=False)
    steps: tuple[Variant, ...] = ()
    message: tuple[Variant, ...] = ()
    stake: Path | None = None
    group: str = ""
    rung: int = 0
    repeat: Repeat = Repeat()
    claims: tuple[str, ...] = ()
    note: str = ""
    all_clear: bool = False
    writes_to: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of its steps and its draft."""
        return tuple(text.when for text in (*self.steps, *self.message) if text.when is not None)


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
    """A date field of the subject, and a time after it, or before: a duration, or what has one in days."""

    field: Path
    span: Duration | Path = Duration(0)
    is_before: bool = False

    @property
    def paths(self) -> tuple[Path, ...]:
        """All that it reads: the date, then the parameter or field with the days."""
        return self.field, *((self.span,) if isinstance(self.span, Path) else ())

    def day(self, date: int, span: Duration) -> int:
        """The ordinal of the deadline, from the date and the time that the state has."""
        return span.before(date) if self.is_before else span.after(date)


@record
class Validity:
    """When a rule holds: from (inclusive) and until (exclusive), as ordinals; None is open."""

    start: int | None = None
    end: int | None = None

    def covers(self, day: int) -> bool:
        """Whether the day (an ordinal) lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def within(self, other: "Validity") -> bool:
        """Whether the other period covers every day of this one."""
        starts = other.start is None or (self.start is not None and other.start <= self.start)
        return starts and (other.end is None or (self.end is not None and self.end <= other.end))


@record
class Consequence:
    """What follows where a rule fires: a verb on actions, or on the conclusions that it draws, and why.

    `says` has the clauses for its one conclusion: "true", where it is drawn, and "false", where it is not.
    """

    verb: Verb
    targets: tuple[str, ...]
    because: Template
    location: Location = field(compare=False, repr=False)
    priority: Priority = Priority.MEDIUM
    deadline: Deadline | None = None
    says: Says = ()


@record
class Rule:
    """One rule: conditions and their consequences, of which no two speak of one action.

    `folder` is that of its file, as seen from the playbook's root: "platform", "" at the top.
    """

    id: str
    ruleset: str
    entity: str
    when: Condition
    consequences: tuple[Consequence, ...]
    claims: tuple[str, ...]
    location: Location = field(compare=False, repr=False)
    period: Validity = Validity()
    note: str = ""
    folder: str = field(default="", compare=False)

    def targets(self, *verbs: Verb) -> tuple[str, ...]:
        """What its consequences of these verbs are on: actions, or conclusions."""
        return tuple(name for one in self.consequences if one.verb in verbs for name in one.targets)

    @property
    def conclusions(self) -> tuple[str, ...]:
        """The conclusions that it draws."""
        return self.targets(Verb.CONCLUDE)

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that it speaks of, in whatever way."""
        return self.targets(*ON_ACTIONS)

    def on_action(self, action: str) -> Consequence:
        """The consequence that speaks of an action.  Raises ValueError where none does."""
        return self._consequence(action, ON_ACTIONS)

    def drawing(self, conclusion: str) -> Consequence:
        """The consequence that draws a conclusion.  Raises ValueError where none does."""
        return self._consequence(conclusion, (Verb.CONCLUDE,))

    def _consequence(self, name: str, verbs: tuple[Verb, ...]) -> Consequence:
        for one in self.consequences:
            if one.verb in verbs and name in one.targets:
                return one
        raise ValueError(f'the rule "{self.id}" has no consequence for "{name}"')

    @property
    def because(self) -> Template:
        """The first reason that it gives."""
        return self.consequences[0].because


@record
class Constraint:
    """What must hold of each thing of a kind in a state, and what is said where it does not."""

    entity: str
    holds: Condition
    says: str
    location: Location = field(compare=False, repr=False)
    severity: Severity = Severity.WARNING
    note: str = field(default="", compare=False)


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
class Rewritten:
    """What another playbook set in a rule or an action, or added to a choice; `was` and `now` are texts.

    Both are "" where lists stand there.  `name` is an id, or "contract.status" of a choice.
    """

    kind: str
    name: str
    key: str
    was: str
    now: str
    because: str
    location: Location = field(compare=False, repr=False)


@record
class RuleBase:
    """Everything a coach wrote, parsed and resolved; rules are in order of their ids.

    `left_out` names the rule sets and folders whose rules were taken away, in order.  `disabled` holds rules
    that are not among `rules`, `overridden` has the values of the policy that are not the first ones, and
    `rewritten` what is otherwise in rules, actions and choices.
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
    conduct: Conduct = Conduct()
    constraints: tuple[Constraint, ...] = ()
    left_out: tuple[str, ...] = field(default=(), compare=False)
    disabled: tuple[Disabled, ...] = field(default=(), compare=False)
    overridden: tuple[Overridden, ...] = field(default=(), compare=False)
    rewritten: tuple[Rewritten, ...] = field(default=(), compare=False)

    @property
    def words(self) -> Terms:
        """The currency, and what reports call things."""
        return self.vocabulary.words

    @property
    def soon(self) -> Parameter | None:
        """Within how many days a deadline ranks before what is at stake; None: however late it is."""
        parameter = self.policy.get("soon")
        return parameter if parameter is not None and parameter.kind is FieldType.DAYS else None

    def spoken(self, parameter: str) -> str:
        """The value of a parameter as people say it, or all of its values."""
        return parameter_in_words(self.policy[parameter], self.words.units)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """All rules, those included that are disabled."""
        return (*self.rules, *(disabled.rule for disabled in self.disabled))

    def without(self, names: Iterable[str]) -> "RuleBase":
        """The playbook without the rules of the rule sets and folders named, or in folders below those.

        All else stays: a conclusion that is then never drawn is false.  Raises SelectionError about a name
        that stands for nothing, and where no rule would be left.
        """
        wanted = dict.fromkeys(name.rstrip("/") or name for name in names)  # a folder may end in a slash
        if not wanted:
            return self
        known = names_of(self)
        for name in wanted:
            if name not in known:
                near = suggest(name, known)
                hint = f"{near}{' There' if near else 'there'} are {', '.join(known)}"
                raise SelectionError(f'there is no rule set or folder "{name}"', hint)

        def stays(rule: Rule) -> bool:
            return wanted.keys().isdisjoint([rule.ruleset, *_folders(rule)])

        rules = tuple(filter(stays, self.rules))
        if not rules:
            names = ", ".join(sorted(wanted))
            raise SelectionError(f"without {names} no rule would be left", "leave less out")
        disabled = tuple(change for change in self.disabled if stays(change.rule))
        used = {rule.ruleset for rule in (*rules, *(change.rule for change in disabled))}
        return replace(
            self,
            rulesets={name: ruleset for name, ruleset in self.rulesets.items() if name in used},
            rules=rules,
            left_out=tuple(sorted({*self.left_out, *wanted})),
            disabled=disabled,
        )

    def authorities(self, rule: Rule) -> tuple[Authority, ...]:
        """Who stands behind a rule: the authorities of the documents that its claims come from."""
        return tuple(sorted({self.documents[self.claims[claim].document].authority for claim in rule.claims}))


def parameter_in_words(parameter: Parameter, units: Units) -> str:
    """ "7 days", or "5 days from 1 January 2026 on, 7 days before"."""
    if len(parameter.dated) < 2:
        return speak(parameter.value, parameter.kind, units)
    first, *later = (
        (speak(one.value, parameter.kind, units), speak(one.day, FieldType.DATE)) for one in parameter.dated
    )
    changes = [f"{value} from {day} on" for value, day in reversed(later)]
    return ", ".join([*changes, f"{first[0]} before"])


def names_of(playbook: RuleBase) -> tuple[str, ...]:
    """What can be left out: folders, then rule sets, each in order."""
    rules = playbook.all_rules
    folders = {folder for rule in rules for folder in _folders(rule)}
    return tuple(dict.fromkeys([*sorted(folders), *sorted({rule.ruleset for rule in rules})]))


def _folders(rule: Rule) -> list[str]:
    """The folder of a rule and those above it: "a/b", then "a"."""
    parts = rule.folder.split("/") if rule.folder else []
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


@record
class Chapter:
    """The rules of one file, as they stand in it, and those among them that are disabled."""

    ruleset: RuleSet
    folder: str
    file: str
    rules: tuple[Rule, ...]
    disabled: tuple[Disabled, ...] = ()


def chapters(playbook: RuleBase) -> tuple[Chapter, ...]:
    """All rules: those that rest on documents before those of the platform, then by folder and file."""
    files: dict[str, list[Rule]] = {}
    disabled = {change.rule.id: change for change in playbook.disabled}
    for rule in sorted(playbook.all_rules, key=lambda rule: rule.location):
        files.setdefault(rule.location.file, []).append(rule)
    unsorted = [
        Chapter(
            ruleset=playbook.rulesets[rules[0].ruleset],
            folder=rules[0].folder,
            file=file,
            rules=tuple(rule for rule in rules if rule.id not in disabled),
            disabled=tuple(disabled[rule.id] for rule in rules if rule.id in disabled),
        )
        for file, rules in files.items()
    ]
    last = {folder: _is_platform(playbook, folder) for folder in {chapter.folder for chapter in unsorted}}
    return tuple(sorted(unsorted, key=lambda chapter: (last[chapter.folder], chapter.folder, chapter.file)))


def _is_platform(playbook: RuleBase, folder: str) -> bool:
    """Whether most rules of the folder rest on nothing but what the platform says."""
    rules = [playbook.authorities(rule) for rule in playbook.rules if rule.folder == folder]
    return sum(authorities == (Authority.PLATFORM,) for authorities in rules) * 2 > len(rules)
