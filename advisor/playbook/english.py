"""Conditions in plain English: clauses, and groups of clauses that a page shows as lists or in one line."""

from enum import StrEnum

from advisor.playbook.conditions import (
    All,
    Any,
    Condition,
    Count,
    FieldTest,
    NoneOf,
    Not,
    Relation,
    Some,
)
from advisor.playbook.english_deeds import deeds_in_english
from advisor.playbook.english_tests import number_in_english, tested_in_english
from advisor.playbook.english_words import Words, plural
from advisor.playbook.positive import positive
from advisor.playbook.reading import a
from advisor.source.record import record


class Kind(StrEnum):
    """How the parts of what is said hang together."""

    CLAUSE = "clause"
    ALL = "all"
    ANY = "any"
    SUCH = "such"


@record
class Said:
    """A clause, or a group: `text` comes before the one part of SUCH ("there is a job such that ...")."""

    kind: Kind
    text: str = ""
    parts: tuple["Said", ...] = ()

    def __str__(self) -> str:
        """Everything in one line, without a full stop."""
        if self.kind is Kind.CLAUSE:
            return self.text
        if self.kind is Kind.SUCH:
            return f"{self.text} {self.parts[0]}"
        told = [part.enclosed for part in self.parts]
        if self.kind is Kind.ALL:
            return _joined(told, "and")
        return f"either {_joined(told, 'or')}"

    @property
    def enclosed(self) -> str:
        """The line as a part of another: in square brackets where commas of both could be mixed up."""
        line = str(self)
        return f"[{line}]" if self.kind is not Kind.CLAUSE and ", " in line else line

    @property
    def lead(self) -> str:
        """What stands over a list of the items."""
        if self.kind is Kind.SUCH:
            any_of = self.parts[0].kind is Kind.ANY
            return f"{self.text} at least one of these holds" if any_of else f"{self.text}"
        return "at least one of these holds" if self.kind is Kind.ANY else "all of these hold"

    @property
    def items(self) -> tuple["Said", ...]:
        """What stands in the list: the parts, those of a group within SUCH included."""
        only = self.parts[0] if self.kind is Kind.SUCH else None
        return only.parts if only is not None and only.kind in (Kind.ALL, Kind.ANY) else self.parts


def in_english(words: Words, condition: Condition, subject: str) -> Said:
    """What a condition on a subject (the name of its entity) asks for."""
    if isinstance(condition, FieldTest):
        return Said(Kind.CLAUSE, tested_in_english(words, condition))
    if isinstance(condition, All):
        parts = [in_english(words, part, subject) for part in condition.parts]
        return _group(Kind.ALL, [inner for part in parts for inner in _opened(part)])
    if isinstance(condition, Any):
        return _group(Kind.ANY, [in_english(words, part, subject) for part in condition.parts])
    if isinstance(condition, Not):
        if isinstance(condition.part, FieldTest | Some | NoneOf):
            return in_english(words, positive(condition), subject)
        return Said(Kind.SUCH, "it is not so that", (in_english(words, condition.part, subject),))
    if isinstance(condition, Some | NoneOf) and (deeds := deeds_in_english(words, condition)) is not None:
        such = [_clause(text) for text in deeds.such]
        return (
            Said(Kind.SUCH, f"{deeds.text} that", (_group(Kind.ALL, such),)) if such else _clause(deeds.text)
        )
    block = in_english(words, condition.block, condition.relation.entity)
    return Said(Kind.SUCH, f"{_ranging(words, condition, subject)} such that", (block,))


def _clause(text: str) -> Said:
    return Said(Kind.CLAUSE, text)


def _group(kind: Kind, parts: list[Said]) -> Said:
    if not parts:
        return Said(Kind.CLAUSE, "nothing more is asked for" if kind is Kind.ALL else "this can never be")
    return parts[0] if len(parts) == 1 else Said(kind, "", tuple(parts))


def _opened(part: Said) -> tuple[Said, ...]:
    """The parts of an `all` within an `all` stand beside the others."""
    return part.parts if part.kind is Kind.ALL else (part,)


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
