"""Conditions on histories in plain English: "no check-in is recorded that is at least 60 days old".

An entity whose rows belong to another and name an action in the field `did` is a history.
"""

from collections.abc import Callable
from dataclasses import replace

from advisor.playbook.conditions import (
    All,
    Any,
    Compare,
    Condition,
    FieldTest,
    Literal,
    NoneOf,
    OneOf,
    Op,
    Path,
    Some,
    Test,
)
from advisor.playbook.english_tests import asked_in_english, straight
from advisor.playbook.english_words import Words, one_of
from advisor.playbook.reading import a
from advisor.playbook.vocabulary import Computed, DaysSince
from advisor.source.record import record

_STATUS = {"done": "recorded", "snoozed": "put off", "dismissed": "dismissed"}
_REPLIES = {"none": "had no answer", "yes": "had a yes", "no": "had a no"}


@record
class Deeds:
    """What is asked of a history: "no check-in is recorded", and what else of it ("had a no"), all or any."""

    text: str
    such: tuple[str, ...] = ()


def deeds_in_english(words: Words, condition: Some | NoneOf) -> Deeds | None:
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
    return Deeds(f"{deed} is {state}", tuple(text for text in such if text))


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
    if isinstance(condition, All | Any):
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
