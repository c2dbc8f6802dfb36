"""Conditions in plain English: clauses, and groups of clauses that a page shows as lists or in one line."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from advisor.english.tests import (
    Words,
    asked_in_english,
    number_in_english,
    one_of,
    plural,
    straight,
    tested_in_english,
)
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Count,
    FieldTest,
    Literal,
    NoneOf,
    Not,
    OneOf,
    Op,
    Path,
    Relation,
    Some,
    Test,
    negation_normal_form,
)
from advisor.playbook.reading import a
from advisor.playbook.vocabulary import Computed, DaysSince
from advisor.source.record import record

_STATUS = {"done": "recorded", "snoozed": "put off", "dismissed": "dismissed"}
_REPLIES = {"none": "had no answer", "yes": "had a yes", "no": "had a no"}


@record
class EventPhrase:
    """What is asked of a history: "no check-in is recorded", and what else of it ("had a no"), all or any."""

    text: str
    such: tuple[str, ...] = ()


def events_in_english(words: Words, condition: Some | NoneOf) -> EventPhrase | None:
    """The words for a condition on a history; None where it asks what only general words can tell."""
    entity = words.entities[condition.relation.entity]
    if not entity.records_deeds or condition.relation.via != entity.belongs_to:
        return None
    block = condition.block
    parts = block.parts if isinstance(block, All) else (block,)
    did = _values(parts, "did")
    if not did:
        return None
    such = [_such(words, part) for part in parts if _name(part) not in ("did", "status")]
    statuses = _values(parts, "status")
    if statuses is None or any(text is None for text in such):
        return None
    known = [_STATUS[each] for each in statuses or _STATUS if each in _STATUS]
    state = one_of(known) if "status" in entity.fields else _STATUS["done"]
    deed = a(one_of(did)) if isinstance(condition, Some) else f"no {one_of(did)}"
    return EventPhrase(f"{deed} is {state}", tuple(text for text in such if text))


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
    found = []
    for each in tests:
        if not (isinstance(each, Compare) and each.op is Op.EQ and isinstance(each.right, Literal)):
            return None
        found.append(str(each.right.value))
    return found


def _such(words: Words, condition: Condition) -> str | None:
    """ "is at least 60 days old": what is asked of a deed; None where these words cannot tell it."""
    if isinstance(condition, All | AnyOf):
        told = [_such(words, part) for part in condition.parts]
        if any(text is None for text in told):
            return None
        joined = (" and " if isinstance(condition, All) else ", or ").join(text for text in told if text)
        return joined if isinstance(condition, All) else f"either {joined}"
    name = _name(condition)
    if not name or not isinstance(condition, FieldTest):
        return None
    test = straight(condition.test)
    if name == "reply":
        return _reply(test)
    tell = _teller(words, condition.path)
    return tell(test) if tell is not None and isinstance(test, Compare) else None


def _reply(test: Test) -> str | None:
    replies = _listed(test)
    if replies is None or not set(replies) <= set(_REPLIES):
        return None
    told = [_REPLIES[each] for each in replies]
    return one_of([told[0], *(each.removeprefix("had ") for each in told[1:])])


def _teller(words: Words, path: Path) -> Callable[[Test], str] | None:
    """What tells a test of the age of a deed, or of its day; None for other fields."""
    member = words.member(path)
    if isinstance(member, Computed) and isinstance(member.formula, DaysSince) and member.formula.of == "on":
        return lambda test: _aged(asked_in_english(words, test, path.kind))
    if path.name == "on":
        return lambda test: _dated(asked_in_english(words, _of_owner(test), path.kind))
    return None


def _aged(told: str) -> str:
    """ "is at least 60 days old (policy quiet_after)"."""
    age, blank, notes = told.partition(" (")
    return f"is {age} old{blank}{notes}"


def _dated(told: str) -> str:
    """ "came no earlier than the last activity"."""
    return f"came {told}".replace("came on or after ", "came no earlier than ")


def _of_owner(test: Test) -> Test:
    """The test with a field of the owner named as that of the one talked about: "the last activity"."""
    if isinstance(test, Compare) and isinstance(test.right, Path) and test.right.hops:
        return Compare(test.op, replace(test.right, hops=test.right.hops[1:]))
    return test


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
        told = [part.enclosed for part in self.parts]
        if self.kind is PhraseKind.ALL:
            return _joined(told, "and")
        return f"either {_joined(told, 'or')}"

    @property
    def enclosed(self) -> str:
        """The line as a part of another: in square brackets where commas of both could be mixed up."""
        line = str(self)
        return f"[{line}]" if self.kind is not PhraseKind.CLAUSE and ", " in line else line

    @property
    def lead(self) -> str:
        """What stands over a list of the items."""
        if self.kind is PhraseKind.SUCH:
            any_of = self.parts[0].kind is PhraseKind.ANY
            return f"{self.text} at least one of these holds" if any_of else f"{self.text}"
        return "at least one of these holds" if self.kind is PhraseKind.ANY else "all of these hold"

    @property
    def items(self) -> tuple["Phrase", ...]:
        """What stands in the list: the parts, those of a group within SUCH included."""
        only = self.parts[0] if self.kind is PhraseKind.SUCH else None
        return (
            only.parts if only is not None and only.kind in (PhraseKind.ALL, PhraseKind.ANY) else self.parts
        )


def in_english(words: Words, condition: Condition, subject: str) -> Phrase:
    """What a condition on a subject (the name of its entity) asks for."""
    if isinstance(condition, FieldTest):
        return Phrase(PhraseKind.CLAUSE, tested_in_english(words, condition))
    if isinstance(condition, All):
        parts = [in_english(words, part, subject) for part in condition.parts]
        return _group(PhraseKind.ALL, [inner for part in parts for inner in _opened(part)])
    if isinstance(condition, AnyOf):
        return _group(PhraseKind.ANY, [in_english(words, part, subject) for part in condition.parts])
    if isinstance(condition, Not):
        if isinstance(condition.part, FieldTest | Some | NoneOf):
            return in_english(words, negation_normal_form(condition), subject)
        return Phrase(PhraseKind.SUCH, "it is not so that", (in_english(words, condition.part, subject),))
    if isinstance(condition, Some | NoneOf) and (deeds := events_in_english(words, condition)) is not None:
        such = [_clause(text) for text in deeds.such]
        return (
            Phrase(PhraseKind.SUCH, f"{deeds.text} that", (_group(PhraseKind.ALL, such),))
            if such
            else _clause(deeds.text)
        )
    block = in_english(words, condition.block, condition.relation.entity)
    return Phrase(PhraseKind.SUCH, f"{_ranging(words, condition, subject)} such that", (block,))


def _clause(text: str) -> Phrase:
    return Phrase(PhraseKind.CLAUSE, text)


def _group(kind: PhraseKind, parts: list[Phrase]) -> Phrase:
    if not parts:
        return Phrase(
            PhraseKind.CLAUSE, "nothing more is asked for" if kind is PhraseKind.ALL else "this can never be"
        )
    return parts[0] if len(parts) == 1 else Phrase(kind, "", tuple(parts))


def _opened(part: Phrase) -> tuple[Phrase, ...]:
    """The parts of an `all` within an `all` stand beside the others."""
    return part.parts if part.kind is PhraseKind.ALL else (part,)


def _ranging(words: Words, condition: Some | NoneOf | Count, subject: str) -> str:
    """ "its history has an event", "there is no contract with this client"."""
    entity = words.entities[condition.relation.entity]
    if isinstance(condition, Count):
        number = number_in_english(words, condition.test)
        return f"{number} {plural(entity)}{_of_whom(words, condition.relation, subject)} are"
    owned = condition.relation.via is not None and entity.belongs_to == condition.relation.via
    if owned and entity.listed_as and not words.entities[subject].single:
        some = a(entity.called) if isinstance(condition, Some) else f"no {entity.called}"
        return f"its {entity.listed_as.replace('_', ' ')} has {some}"
    some = a(entity.called) if isinstance(condition, Some) else f"no {entity.called}"
    return f"there is {some}{_of_whom(words, condition.relation, subject)}"


def _of_whom(words: Words, relation: Relation, subject: str) -> str:
    return "" if relation.via is None else f" of this {words.entities[subject].called}"


def _joined(told: list[str], word: str) -> str:
    """The clauses with commas, and the word before the last."""
    heavy = len(told) > 2 or any(" and " in each or " or " in each or ", " in each for each in told)
    last = f"{', ' if heavy else ' '}{word} "
    return last.join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
