"""The vocabulary: what can be known about a freelancer, as typed entities with fields."""

from collections.abc import Mapping
from dataclasses import field

from advisor.playbook.conditions import Relation
from advisor.playbook.expressions import Path
from advisor.playbook.formulas import CountOf, DayCount, Formula
from advisor.playbook.intake import Intake
from advisor.playbook.terms import NEUTRAL, Terms
from advisor.playbook.types import FieldType, Value
from advisor.source.diagnostic import Location
from advisor.source.record import record

POLICY = "policy"
SOURCES = "sources"
EVENT = "event"  # what conditions call the records of a history
STATE_KEYS = frozenset({"as_of", POLICY, SOURCES})

# Words for a rule's tests of a field, by what is tested, such as "true", "known", or a choice;
# under "value" a noun ("the money in escrow") or a clause with a place for the value ("it is {value}").
Says = tuple[tuple[str, str], ...]


def spaced(name: str) -> str:
    """The name of a field or a conclusion as words."""
    return name.replace("_", " ")


def spelt(word: str) -> str:
    """A word as it is compared with what people type: small letters, blanks for hyphens and underscores."""
    return " ".join(word.replace("_", " ").replace("-", " ").casefold().split())


@record
class NumberForms:
    """A text that goes by a count: `one` where it is 1, else `many`; "#" in them stands for the number."""

    path: Path
    one: str
    many: str

    def of(self, number: int, language: str = "") -> str:
        """The form of a number, with the number as a sentence of the language tells it."""
        from advisor.playbook.spoken_numbers import spoken_number

        return (self.one if number == 1 else self.many).replace("#", spoken_number(number, language))


@record
class Template:
    """A text with `{path}` placeholders: literal text and placeholders in turn, and the text as written."""

    parts: tuple[str | Path | NumberForms, ...]
    text: str
    location: Location = field(compare=False, repr=False)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of the placeholders, in order."""
        forms = (part.path if isinstance(part, NumberForms) else part for part in self.parts)
        return tuple(part for part in forms if isinstance(part, Path))


class Member:
    """What fields and computed fields have in common."""

    __slots__ = ()
    name: str
    kind: FieldType
    choices: tuple[str, ...]
    if_unknown: str

    @property
    def unknown_words(self) -> str:
        """Words that stand for the value in a sentence while it is unknown."""
        return self.if_unknown or "the " + spaced(self.name)


@record
class Field(Member):
    """One field: its type, the question that asks for it, and the words for it when it is unknown.

    `past` is a date that tells of what has happened, so that it cannot lie after the day of a review.
    `quoted` is a name that texts set off by quotation marks, and then speak of as "this" and the noun.
    `also` are other words that people type for the field, `choice_words` those for its choices, each with the
    choice, and `means` has what choices mean.
    """

    name: str
    kind: FieldType
    location: Location = field(compare=False, repr=False)
    choices: tuple[str, ...] = ()
    default: Value | None = None
    ask: str = ""
    find: str = ""
    if_unknown: str = ""
    says: Says = ()
    past: bool = False
    quoted: bool = False
    also: tuple[str, ...] = ()
    choice_words: tuple[tuple[str, str], ...] = ()
    means: tuple[tuple[str, str], ...] = ()


@record
class Link(Member):
    """A field that refers to another entity by its key: which one, and the question that asks for it."""

    name: str
    to: str
    location: Location = field(compare=False, repr=False)
    ask: str = ""
    find: str = ""
    if_unknown: str = ""


@record
class Computed(Member):
    """A field whose value follows from others; `choices` are those of the choice that it may take over."""

    name: str
    kind: FieldType
    formula: Formula
    location: Location = field(compare=False, repr=False)
    choices: tuple[str, ...] = ()
    if_unknown: str = ""
    claims: tuple[str, ...] = ()
    says: Says = ()


@record
class Entity:
    """A kind of thing: the profile, a client, a contract, an event of a contract.

    `links` has the entity to which each link leads, `asked` those of them that have words of their own.
    `score` names the percentage that is the score (of a record, was it on its day), `goal` a parameter that
    it should reach, and `money` the fields of a view of the money.  `is_standard` is the record that
    `history: true` gives to the entity it belongs to.  `intake` is what people are
    asked when they tell of one, `also` other words that they have for it.
    """

    name: str
    location: Location = field(compare=False, repr=False)
    single: bool = False
    key: str = ""
    called: str = ""
    label: Template | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Link] = field(default_factory=dict)
    belongs_to: str = ""
    listed_as: str = ""
    points: str = ""
    score: str = ""
    goal: str = ""
    money: Mapping[str, str] = field(default_factory=dict)
    activity: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)
    computed: Mapping[str, Computed] = field(default_factory=dict)
    is_standard: bool = False
    intake: Intake | None = None
    also: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """What messages call one of them: its name, for authors know it by that, or "event"."""
        return EVENT if self.is_standard else self.name

    @property
    def section(self) -> str:
        """The key under which the state lists these entities."""
        if self.single:
            return self.name
        return self.listed_as or self.name + "s"

    @property
    def hops(self) -> dict[str, str]:
        """Links to other entities, the owner included: name of the link to name of the entity."""
        owner = {self.belongs_to: self.belongs_to} if self.belongs_to else {}
        return {**owner, **self.links}

    @property
    def records_days(self) -> bool:
        """Whether it is a list of dated records: what is dated after a review has not happened yet."""
        return bool(self.belongs_to) and self._is("on", FieldType.DATE)

    @property
    def records_deeds(self) -> bool:
        """Whether it is a history: a list of what was done."""
        return bool(self.belongs_to) and self._is("did", FieldType.ACTION)

    def _is(self, name: str, kind: FieldType) -> bool:
        field = self.fields.get(name)
        return field is not None and field.kind is kind

    def member(self, name: str) -> Field | Computed | None:
        """The field or computed field of that name."""
        return self.fields.get(name) or self.computed.get(name)

    def asks(self, name: str) -> Field | Link | None:
        """The field or link of that name, as far as it has words to ask for it."""
        return self.fields.get(name) or self.asked.get(name)


def start_of(path: list[str], subject: str, entities: Mapping[str, Entity]) -> tuple[Entity, list[str]]:
    """The entity at which a path from a subject starts, and the names that lead on from there.

    Its first name may be that of a single entity, or the subject's own.
    """
    here, first = entities[subject], path[0]
    if len(path) == 1 or first in here.hops:
        return here, path
    named = here if here.is_standard and first == EVENT else entities.get(first)
    return (named, path[1:]) if named is not None and (named.single or named is here) else (here, path)


def entity_called(name: str, subject: str, entities: Mapping[str, Entity]) -> str:
    """The entity that a block about a subject means by a name: "event" is one of the subject's history."""
    own = entities.get(event_of(subject))
    return own.name if name == EVENT and own is not None and own.is_standard else name


def event_of(owner: str) -> str:
    """The name of the record that `history: true` gives to an entity."""
    return f"{owner}_{EVENT}"


@record
class Vocabulary:
    """All entities by name, and the words beside those of their fields.

    `language` is that of all texts for readers, by its tag; "" where the playbook names none.
    """

    entities: Mapping[str, Entity]
    words: Terms = NEUTRAL
    language: str = ""

    @property
    def sections(self) -> dict[str, Entity]:
        """The keys at the top of a state and the entity that each holds."""
        return {entity.section: entity for entity in self.entities.values() if not entity.belongs_to}

    @property
    def path_forms(self) -> tuple[str, ...]:
        """The forms of paths to facts in a state: "home.FIELD" of a single entity, "tenants.ID.FIELD"."""
        return tuple(
            f"{section}.FIELD" if entity.single else f"{section}.ID.FIELD"
            for section, entity in self.sections.items()
        )

    def children(self, owner: str) -> tuple[Entity, ...]:
        """The entities that are listed inside another one."""
        return tuple(entity for entity in self.entities.values() if entity.belongs_to == owner)

    def member(self, path: Path) -> Field | Computed | None:
        """The field that a path leads to; None for a conclusion, a link and a parameter."""
        return self.entities[path.entity].member(path.name) if path.entity else None

    def choices(self, path: Path) -> tuple[str, ...]:
        """The words that a path may hold; none where it leads to no choice."""
        member = self.member(path)
        return member.choices if member else ()

    def is_calculated(self, path: Path) -> bool:
        """Whether the value of a path comes out of arithmetic."""
        member = self.member(path)
        return isinstance(member, Computed) and not isinstance(member.formula, DayCount | CountOf)

    @property
    def events(self) -> tuple[str, ...]:
        """The records of all standard histories."""
        return tuple(entity.name for entity in self.entities.values() if entity.is_standard)

    def links_between(self, subject: str, name: str) -> tuple[str, ...]:
        """The links by which entities of a name in conditions lead to a subject, in order of their names."""
        hops = self.entities[entity_called(name, subject, self.entities)].hops
        return tuple(sorted(link for link, target in hops.items() if target == subject))

    def relation(self, subject: str, name: str) -> Relation | None:
        """How entities of a name in conditions relate to a subject; None where they do not."""
        entity = entity_called(name, subject, self.entities)
        if self.entities[subject].single:
            return Relation(entity, None, name)
        for link, target in self.entities[entity].hops.items():
            if target == subject:
                return Relation(entity, link, name)
        return None
