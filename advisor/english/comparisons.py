"""A test of one path in plain English, as a clause: "it is active or paused"."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TypeGuard

from advisor.english.expressions import Described, expression_in_english
from advisor.english.lists import comma_list
from advisor.playbook.conditions import (
    DRAWN,
    Between,
    Compare,
    Complement,
    Contains,
    FieldTest,
    Has,
    Membership,
    OneOf,
    Op,
    Presence,
    Test,
)
from advisor.playbook.expressions import Expression, Literal, Operand, Path, Root
from advisor.playbook.formulas import BusinessDaysSince, BusinessDaysUntil, DayCount, DaysSince
from advisor.playbook.model import RuleBase
from advisor.playbook.types import FieldType, Value, plain, speak
from advisor.playbook.vocabulary import Computed, Entity, Field, NumberForms, Template, spaced

VALUE = "{value}"


class Words:
    """The words of one playbook; a parameter has its present value, or the one that `policy` gives it."""

    def __init__(self, playbook: RuleBase, policy: Mapping[str, Value] | None = None) -> None:
        self.playbook = playbook
        self.policy = policy or {}
        self.entities = playbook.vocabulary.entities
        self.units = playbook.words.units

    def member(self, path: Path) -> Field | Computed | None:
        """The field that a path leads to; None for a conclusion, a link and a parameter."""
        return self.playbook.vocabulary.member(path)

    def clauses(self, path: Path) -> dict[str, str]:
        """The clauses of the vocabulary for tests of the path, by what is tested."""
        if path.conclusion:
            return self._conclusions.get((path.entity, path.name), {})
        member = self.member(path)
        return dict(member.says) if member is not None else {}

    @cached_property
    def _conclusions(self) -> dict[tuple[str, str], dict[str, str]]:
        """What the rules that draw a conclusion say of it; a disabled one still has the words for it."""
        clauses: dict[tuple[str, str], dict[str, str]] = {}
        for rule in self.playbook.all_rules:
            for one in rule.consequences:
                for name in one.targets if one.says else ():
                    clauses.setdefault((rule.entity, name), {}).update(one.says)
        return clauses

    def noun(self, path: Path) -> str:
        """What the path leads to, as a noun: "the money in escrow", "your badge"."""
        noun = self.clauses(path).get("value", "")
        if not noun or VALUE in noun:
            if path.root is Root.POLICY:
                return f"the parameter {path.name}"
            if path.entity in self.entities and self.entities[path.entity].single:
                return f"your {spaced(path.name)}"
            noun = f"the {spaced(path.name)}"
        owner = self.entities[path.entity] if path.hops else None
        of_owner = owner is not None and not owner.single and owner.called not in noun
        return f"{noun} of the {owner.called}" if owner is not None and of_owner else noun

    def subject(self, path: Path) -> str:
        """Whom a clause about the path is about: "it", "you", or "the client"."""
        owner = self.entities.get(path.entity)
        if owner is None or owner.single:
            return "you"
        return f"the {owner.called}" if path.hops else "it"

    def value(self, right: Operand, kind: FieldType) -> Described:
        """What is compared with: a value, a parameter's present value, another field, or a calculation."""
        if isinstance(right, Literal):
            return Described(speak(right.value, kind, self.units))
        if isinstance(right, Expression):
            return expression_in_english(right, self.operand, self.units)
        return self.operand(right)

    def operand(self, path: Path) -> Described:
        """The present value of a parameter, or another field."""
        return self.parameter(path.name) if path.root is Root.POLICY else Described(self.noun(path))

    def parameter(self, name: str) -> Described:
        """The value of a parameter, with its name."""
        spoken = speak(self._present(name), self.playbook.policy[name].kind, self.units)
        return Described(spoken, (f"policy {name}",))

    def _present(self, name: str) -> Value:
        return self.policy.get(name, self.playbook.policy[name].value)

    def template(self, template: Template) -> str:
        """A title or a reason with names in capitals where facts will stand: "Close TITLE"."""
        return "".join(part if isinstance(part, str) else self._placeholder(part) for part in template.parts)

    def _placeholder(self, placeholder: Path | NumberForms) -> str:
        if isinstance(placeholder, NumberForms):
            path = placeholder.path
            if path.root is Root.POLICY:
                return placeholder.of(int(self._present(path.name)))
            return placeholder.many.replace("#", self._placeholder(path))
        if placeholder.root is Root.POLICY:
            return self.parameter(placeholder.name).text
        owner, name = self.entities.get(placeholder.entity), placeholder.name
        named = owner.called if owner is not None and name in ("name", "id") else name
        return spaced(named).upper()


def plural(entity: Entity) -> str:
    """The noun for several of an entity."""
    return entity.called if entity.called.endswith("s") else f"{entity.called}s"


# What is asked of a value, what is asked of a day, and the opposite.
_COMPARED = {
    Op.EQ: ("{}", "on {}", Op.NE),
    Op.NE: ("not {}", "not on {}", Op.EQ),
    Op.LT: ("less than {}", "before {}", Op.GE),
    Op.LE: ("at most {}", "on or before {}", Op.GT),
    Op.GT: ("more than {}", "after {}", Op.LE),
    Op.GE: ("at least {}", "on or after {}", Op.LT),
}
_DAYS = re.compile(r"\b(days?)\b")
_NOT_SO = "it is not the case that "
_DAY_ON_WHICH = "the day on which "


def tested_in_english(words: Words, tested: FieldTest) -> str:
    """The clause for a path and its test."""
    return _Clause(words, tested.path).of(straight(tested.test))


def drawn_in_english(words: Words, entity: str, name: str) -> str:
    """The clause for a conclusion that a rule draws on its subject, of that entity."""
    path = Path(name, Root.SUBJECT, (), entity, name, FieldType.FLAG, conclusion=True)
    return _Clause(words, path).of(DRAWN)


def number_in_english(words: Words, test: Test) -> str:
    """What a test asks of a number of things: "at least 2"."""
    test = straight(test)
    number = asked_in_english(words, test, FieldType.COUNT)
    return f"exactly {number}" if isinstance(test, Compare) and test.op is Op.EQ else str(number)


def straight(test: Test) -> Test:
    """The test without `not` around comparisons, lists and presence."""
    if isinstance(test, OneOf):
        return OneOf(tuple(straight(inner) for inner in test.tests))
    if not isinstance(test, Complement):
        return test
    inner = straight(test.test)
    if isinstance(inner, Compare):
        _, _, opposite = _COMPARED[inner.op]
        return Compare(opposite, inner.right)
    if isinstance(inner, Presence):
        return Presence(not inner.known)
    return inner.test if isinstance(inner, Complement) else Complement(inner)


class _Clause:
    def __init__(self, words: Words, path: Path) -> None:
        self.words = words
        self.path = path
        self.own = words.clauses(path)

    def of(self, test: Test) -> str:
        if self.path.conclusion:
            return self._conclusion(test)
        if isinstance(test, Presence):
            return self._presence(test)
        if isinstance(test, OneOf) and not self._is_list_of_values(test):
            return comma_list([self.of(inner) for inner in test.tests])
        if isinstance(test, Membership):
            return self._membership(test)
        if isinstance(test, Complement) and isinstance(test.test, Membership):
            return self._membership(test.test, negative=True)
        if isinstance(test, Complement) and not isinstance(test.test, Between):
            return _negated(self.of(test.test))
        return self._own_words(test) or self._value(test)

    def _conclusion(self, test: Test) -> str:
        drawn = test == DRAWN
        if self.own:
            return self._about(self._flag(drawn))
        subject = self.words.subject(self.path)
        counts, does = ("count", "do") if subject == "you" else ("counts", "does")
        verb = counts if drawn else f"{does} not count"
        return f'{subject} {verb} as "{spaced(self.path.name)}"'

    def _presence(self, test: Presence) -> str:
        own = self.own.get("known" if test.known else "unknown")
        if own:
            return self._about(own)
        known = "known" if test.known else "not known"
        if self.path.kind is FieldType.FLAG:
            return f"it is {known} whether {self._about(self._flag(True))}"
        return f"{self.words.noun(self.path)} is {known}"

    def _membership(self, test: Membership, *, negative: bool = False) -> str:
        """ "the title contains "invoice"", "the tasks include drawing or writing"."""
        words = [str(word.value) for word in test.words]
        own = [self._about(self.own[word]) for word in words if word in self.own and isinstance(test, Has)]
        if len(own) == len(words):
            return _negated(comma_list(own)) if negative else comma_list(own)
        noun = self.words.noun(self.path)
        verb = "contains" if isinstance(test, Contains) else "includes"
        several = isinstance(test, Has) and noun.endswith("s")  # "the tasks", and not "the kind of task"
        if negative:
            verb = f"{'do' if several else 'does'} not {verb.removesuffix('s')}"
        elif several:
            verb = verb.removesuffix("s")
        listed = words if isinstance(test, Has) else [f'"{word}"' for word in words]
        return f"{noun} {verb} {comma_list(listed)}"

    def _own_words(self, test: Test) -> str:
        """The clause where the vocabulary, or the type flag, has one for this very value; else ""."""
        if not (_is_equality(test) and isinstance(test.right, Literal)):
            return ""
        negative = test.op is Op.NE
        if isinstance(test.right.value, bool):
            return self._about(self._flag(test.right.value is not negative))
        own = self.own.get(plain(test.right.value, self.path.kind))
        if not own or (negative and "value" in self.own):
            return ""
        return _negated(self._about(own)) if negative else self._about(own)

    def _flag(self, value: bool) -> str:
        word, other = ("true", "false") if value else ("false", "true")
        if word in self.own:
            return self.own[word]
        if other in self.own:
            return _negated(self._about(self.own[other]))
        return f'"{spaced(self.path.name)}" is {word}'

    def _is_list_of_values(self, test: OneOf) -> bool:
        """Whether the tests are values to choose from, none of which has a clause of its own."""
        return all(
            isinstance(inner, Compare) and inner.op is Op.EQ and not self._own_words(inner)
            for inner in test.tests
        )

    def _value(self, test: Test) -> str:
        template = self.own.get("value", "")
        if VALUE not in template:
            template = self._from_date(test) or self._with_noun(test)
        asked = asked_in_english(self.words, test, self.path.kind)
        text = asked.text
        if isinstance(self._day_count(), BusinessDaysSince | BusinessDaysUntil):
            text = _DAYS.sub(r"business \1", text)
        return str(Described(self._about(template.replace(VALUE, text)), asked.notes))

    def _day_count(self) -> DayCount | None:
        """The formula of the path, where it counts days."""
        member = self.words.member(self.path)
        formula = member.formula if isinstance(member, Computed) else None
        return formula if isinstance(formula, DayCount) else None

    def _with_noun(self, test: Test) -> str:
        """ "the money in escrow is {value}"."""
        noun = self.words.noun(self.path)
        if self.path.kind is not FieldType.DATE:
            return f"{noun} is {VALUE}"
        if isinstance(test, Compare) and test.op is Op.EQ and noun.startswith(_DAY_ON_WHICH):
            return f"{noun.removeprefix(_DAY_ON_WHICH)} {VALUE}"
        member = self.words.member(self.path)
        is_past = (isinstance(member, Field) and member.past) or noun.startswith("the day ")
        return f"{noun} {'was' if is_past and _is_equality(test) else 'is'} {VALUE}"

    def _from_date(self, test: Test) -> str:
        """The clause for the days since or until a date, by the noun for that date; "" for other fields."""
        formula = self._day_count()
        if formula is None:
            return ""
        name = formula.of
        path = Path(name, self.path.root, self.path.hops, self.path.entity, name, FieldType.DATE)
        noun = self.words.noun(path)
        if isinstance(formula, DaysSince | BusinessDaysSince):
            return f"{noun} was {VALUE} ago"
        if isinstance(test, Compare) and isinstance(test.right, Literal) and test.right.value == 0:
            past = {Op.LT: "has passed", Op.GE: "is today or still to come", Op.EQ: "is today"}
            if test.op in past:
                return f"{noun} {past[test.op]}"
        return f"{noun} is {VALUE} ahead"

    def _about(self, clause: str) -> str:
        """The clause with its subject named, where "it" would be somebody else."""
        is_other = self.path.hops and clause.startswith("it ")
        return f"{self.words.subject(self.path)} {clause.removeprefix('it ')}" if is_other else clause


def _is_equality(test: Test) -> TypeGuard[Compare]:
    return isinstance(test, Compare) and test.op in (Op.EQ, Op.NE)


def _negated(clause: str) -> str:
    """The opposite of a clause, in plain words where these are sure: "no dispute is open"."""
    article, _, rest = clause.partition(" ")
    if article in ("a", "an"):
        return f"no {rest}"
    if clause.startswith("it is ") and not clause.startswith(("it is not ", "it is known ")):
        return f"it is not {clause.removeprefix('it is ')}"
    return _NOT_SO + clause


def asked_in_english(words: Words, test: Test, kind: FieldType) -> Described:
    """What a test asks of a value of a type: "at least 60 days (policy quiet_after)"."""
    if isinstance(test, Compare):
        right = words.value(test.right, kind)
        of_value, of_day, _ = _COMPARED[test.op]
        form = of_day if kind is FieldType.DATE else of_value
        return Described(form.format(right.text), right.notes)
    if isinstance(test, Between):
        low, high = words.value(test.low, kind), words.value(test.high, kind)
        notes = (*low.notes, *high.notes)
        if not test.low_open and not test.high_open:
            return Described(f"from {low.text} to {high.text}", notes)
        least = "more than" if test.low_open else "at least"
        most = "less than" if test.high_open else "at most"
        return Described(f"{least} {low.text} and {most} {high.text}", notes)
    if isinstance(test, OneOf):
        parts = [asked_in_english(words, inner, kind) for inner in test.tests]
        notes = tuple(note for part in parts for note in part.notes)
        return Described(comma_list([part.text for part in parts]), notes)
    if isinstance(test, Complement):
        inner = asked_in_english(words, test.test, kind)
        return Described(f"not {inner.text}", inner.notes)
    if isinstance(test, Membership):
        return Described(comma_list([str(word.value) for word in test.words]))
    return Described("known" if test.known else "not known")
