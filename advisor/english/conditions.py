"""Conditions in plain English: clauses, and groups of clauses that a page shows as lists or in one line."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import chain

from advisor.english.comparisons import (
    Words,
    asked_in_english,
    number_in_english,
    plural,
    straight,
    tested_in_english,
)
from advisor.english.lists import comma_list
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    NoneOf,
    Not,
    OneOf,
    Op,
    Quantifier,
    Relation,
    Some,
    Test,
    Unless,
    negation_normal_form,
)
from advisor.playbook.expressions import Literal, Path
from advisor.playbook.formulas import DaysSince
from advisor.playbook.reading import a
from advisor.playbook.vocabulary import Computed, spaced
from advisor.source.record import record

UNLESS = "unless"
ALL_HOLD, ANY_HOLDS = "all of these hold", "at least one of these holds"
_STATUS = {"done": "recorded", "snoozed": "put off", "dismissed": "dismissed"}
_REPLIES = {"none": "no answer", "yes": "a yes", "no": "a no"}


class PhraseKind(StrEnum):
    """How the parts of what is said hang together."""

    CLAUSE = "clause"
    ALL = "all"
    ANY = "any"
    SUCH = "such"


@record
class Phrase:
    """A clause, or a group: `text` comes before the one part of SUCH ("there is a job such that ...")."""

    kind: PhraseKind
    text: str = ""
    parts: tuple["Phrase", ...] = ()

    def __str__(self) -> str:
        """Everything in one line, without a full stop."""
        if self.kind is PhraseKind.CLAUSE:
            return self.text
        if self.kind is PhraseKind.SUCH:
            return f"{self.text} {self.parts[0]}"
        parts = [part.enclosed for part in self.parts if not part.is_exception]
        if self.kind is PhraseKind.ANY:
            return f"either {_joined(parts, 'or')}"
        return ", ".join([_joined(parts, "and"), *(str(part) for part in self.parts if part.is_exception)])

    @property
    def is_exception(self) -> bool:
        """Whether it says what keeps a rule from firing: "unless a dispute is open"."""
        return self.kind is PhraseKind.SUCH and self.text == UNLESS

    @property
    def enclosed(self) -> str:
        """The line as a part of another: in square brackets where commas of both could be mixed up."""
        line = str(self)
        return f"[{line}]" if self.kind is not PhraseKind.CLAUSE and ", " in line else line

    @property
    def lead(self) -> str:
        """What stands over a list of the items."""
        if self.kind is PhraseKind.SUCH:
            return f"{self.text} {ANY_HOLDS}" if self.parts[0].kind is PhraseKind.ANY else self.text
        return ANY_HOLDS if self.kind is PhraseKind.ANY else ALL_HOLD

    @property
    def items(self) -> tuple["Phrase", ...]:
        """What stands in the list: the parts, those of a group within SUCH included."""
        group = self.parts[0] if self.kind is PhraseKind.SUCH else self
        return group.parts if group.kind in (PhraseKind.ALL, PhraseKind.ANY) else self.parts

    def as_list(self, fits: Callable[["Phrase"], bool]) -> tuple[str, list[tuple[int, str]]]:
        """What stands over a list of everything, and its lines with their depths; what `fits` takes one."""
        if self.kind in (PhraseKind.ALL, PhraseKind.ANY):
            return f"{self.lead}:", [line for item in self.items for line in item._lines(fits, 0)]
        return "", list(self._lines(fits, 0))

    def _lines(self, fits: Callable[["Phrase"], bool], depth: int) -> Iterator[tuple[int, str]]:
        if self.kind is PhraseKind.CLAUSE or len(self.items) == 1 or fits(self):
            yield depth, str(self)
            return
        yield depth, f"{self.lead}:"
        for item in self.items:
            yield from item._lines(fits, depth + 1)


def in_english(words: Words, condition: Condition, subject: str) -> Phrase:
    """What a condition on a subject (the name of its entity) asks for."""
    return _Phrases(words).of(condition, subject)


class _Phrases(ConditionFold[str, Phrase]):
    def __init__(self, words: Words) -> None:
        self.words = words

    def test(self, condition: FieldTest, subject: str) -> Phrase:
        return _clause(tested_in_english(self.words, condition))

    def all_of(self, condition: All, subject: str) -> Phrase:
        """The parts of an `all` within an `all` stand beside the others."""
        parts = [self.of(part, subject) for part in condition.parts]
        opened = (part.parts if part.kind is PhraseKind.ALL else (part,) for part in parts)
        return _group(PhraseKind.ALL, tuple(chain.from_iterable(opened)))

    def any_of(self, condition: AnyOf, subject: str) -> Phrase:
        return _group(PhraseKind.ANY, tuple(self.of(part, subject) for part in condition.parts))

    def negation(self, condition: Not, subject: str) -> Phrase:
        if isinstance(condition.part, FieldTest | Some | NoneOf):
            return self.of(negation_normal_form(condition), subject)
        return _such("it is not the case", self.of(condition.part, subject))

    def exception(self, condition: Unless, subject: str) -> Phrase:
        return Phrase(PhraseKind.SUCH, UNLESS, (self.of(condition.part, subject),))

    def quantifier(self, condition: Quantifier, subject: str) -> Phrase:
        return self._deeds(condition) or self._related(condition, subject)

    def count(self, condition: Count, subject: str) -> Phrase:
        number, test = number_in_english(self.words, condition.test), straight(condition.test)
        entity = self.words.entities[condition.relation.entity]
        owner = owner_in_english(self.words, condition.relation, subject)
        block = self.of(condition.block, entity.name)
        is_one = isinstance(test, Compare) and isinstance(test.right, Literal) and test.right.value == 1
        noun, verb = (entity.called, "is") if is_one else (plural(entity), "are")
        return _such(f"{number} {noun}{owner} {verb} such", block)

    def _related(self, condition: Quantifier, subject: str) -> Phrase:
        """ "its history has an event", "there is no contract of this client"."""
        entity, relation = self.words.entities[condition.relation.entity], condition.relation
        what = a(entity.called) if isinstance(condition, Some) else f"no {entity.called}"
        owned = relation.via is not None and entity.belongs_to == relation.via
        if owned and entity.listed_as and not self.words.entities[subject].single:
            lead = f"its {spaced(entity.listed_as)} has {what}"
        else:
            lead = f"there is {what}{owner_in_english(self.words, relation, subject)}"
        return _such(f"{lead} such", self.of(condition.block, entity.name))

    def _deeds(self, condition: Quantifier) -> Phrase | None:
        """What is asked of a history; None where only general words can tell it."""
        entity = self.words.entities[condition.relation.entity]
        if not entity.records_deeds or condition.relation.via != entity.belongs_to:
            return None
        block = condition.block
        parts = block.parts if isinstance(block, All) else (block,)
        did, statuses = _values(parts, "did"), _values(parts, "status")
        if not did or statuses is None:
            return None
        others = [part for part in parts if _name(part) not in ("did", "status")]
        clauses = [_DeedClauses().of(part, self.words) for part in others]
        if None in clauses:
            return None
        known = [_STATUS[status] for status in statuses or _STATUS if status in _STATUS]
        state = comma_list(known) if "status" in entity.fields else _STATUS["done"]
        deed = a(comma_list(did)) if isinstance(condition, Some) else f"no {comma_list(did)}"
        such = tuple(_clause(clause) for clause in clauses if clause)
        text = f"{deed} is {state}"
        return _such(text, _group(PhraseKind.ALL, such)) if such else _clause(text)


def owner_in_english(words: Words, relation: Relation, subject: str) -> str:
    """Whose the related ones are, with a blank before it: " of this client"; "" where all are meant."""
    return "" if relation.via is None else f" of this {words.entities[subject].called}"


def _clause(text: str) -> Phrase:
    return Phrase(PhraseKind.CLAUSE, text)


def _such(text: str, part: Phrase) -> Phrase:
    return Phrase(PhraseKind.SUCH, f"{text} that", (part,))


def _group(kind: PhraseKind, parts: tuple[Phrase, ...]) -> Phrase:
    if not parts:  # of all alone, such as {some: {contract: {}}}
        return _clause("nothing more is asked for")
    return parts[0] if len(parts) == 1 else Phrase(kind, "", parts)


def _joined(clauses: list[str], word: str) -> str:
    heavy = len(clauses) > 2 or any(sign in text for text in clauses for sign in (" and ", " or ", ", "))
    return comma_list(clauses, f"{', ' if heavy else ' '}{word} ")


def _name(condition: Condition) -> str:
    """The name of the field of the event itself that is tested; "" for all else."""
    if isinstance(condition, FieldTest) and not condition.path.hops and not condition.path.conclusion:
        return condition.path.name
    return ""


def _values(parts: tuple[Condition, ...], name: str) -> list[str] | None:
    """The values that the one test of a field allows: [] without one, None where it lists no values."""
    tests = [part.test for part in parts if isinstance(part, FieldTest) and _name(part) == name]
    if len(tests) > 1:
        return None
    return _listed(straight(tests[0])) if tests else []


def _listed(test: Test) -> list[str] | None:
    tests = test.tests if isinstance(test, OneOf) else (test,)
    rights = [one.right for one in tests if isinstance(one, Compare) and one.op is Op.EQ]
    values = [str(right.value) for right in rights if isinstance(right, Literal)]
    return values if len(values) == len(tests) else None


class _DeedClauses(ConditionFold[Words, "str | None"]):
    """What is asked of a deed ("is at least 60 days old"); None where these words cannot tell it."""

    def connective(self, condition: Connective, words: Words) -> str | None:
        clauses = [self.of(part, words) for part in condition.parts]
        known = [clause for clause in clauses if clause]
        if None in clauses:
            return None
        return " and ".join(known) if isinstance(condition, All) else f"either {', or '.join(known)}"

    def test(self, condition: FieldTest, words: Words) -> str | None:
        name, test, kind = _name(condition), straight(condition.test), condition.path.kind
        if name == "reply":
            return _reply(test)
        if not name or not isinstance(test, Compare):
            return None
        member = words.member(condition.path)
        formula = member.formula if isinstance(member, Computed) else None
        if isinstance(formula, DaysSince) and formula.of == "on":
            asked = asked_in_english(words, test, kind)
            return f"is {replace(asked, text=f'{asked.text} old')}"
        if name != "on":
            return None
        if isinstance(test.right, Path):  # of the owner, who is talked about: "the last activity"
            test = Compare(test.op, replace(test.right, hops=test.right.hops[1:]))
        asked = asked_in_english(words, test, kind)
        return f"came {asked}".replace("came on or after ", "came no earlier than ")

    def negation(self, condition: Not, words: Words) -> str | None:
        return None

    def exception(self, condition: Unless, words: Words) -> str | None:
        return None

    def quantifier(self, condition: Quantifier, words: Words) -> str | None:
        return None


def _reply(test: Test) -> str | None:
    replies = _listed(test)
    if replies is None or not set(replies) <= set(_REPLIES):
        return None
    return "had " + comma_list([_REPLIES[reply] for reply in replies])
