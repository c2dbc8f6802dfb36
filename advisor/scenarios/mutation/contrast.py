"""Expectations that hold of one piece of advice and not of another: what a scenario would have to say."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from advisor.advice.model import Advice, Recommendation, SetAside
from advisor.playbook.types import iso_date
from advisor.scenarios.difference import AdviceItems
from advisor.scenarios.phrases import says, sentences_of, texts_of
from advisor.source.yaml_writer import word

LONGEST_PIECE = 200  # of what a scenario asks for, so that a person reads it

Expected = tuple[str, str]  # a key of `expect:`, and an item of its list


def distinguishing(own: Advice, other: Advice) -> Iterator[Expected]:
    """Expectations of advice that another contradicts, the plainest first."""
    mine, yours = AdviceItems(own), AdviceItems(other)
    for name in mine.chosen:
        if name not in yours.chosen:
            yield "recommended", word(name, False)
    for name in yours.chosen:
        if name not in mine.chosen and name not in mine.aside:
            yield "not_recommended", word(name, False)
    for name, aside in mine.aside.items():
        yield from _distinct_cause(name, aside, yours.aside.get(name))
    for name in mine.after:
        if name not in yours.after:
            yield "next_steps", word(name, False)
    for name in sorted(mine.chosen.keys() & yours.chosen.keys()):
        yield from _distinct_details(name, mine.chosen[name], yours.chosen[name])
    asked, asked_by_other = ({question.path for question in advice.questions} for advice in (own, other))
    for path in sorted(asked - asked_by_other):
        yield "asked", word(path, False)
    for path in sorted(asked_by_other - asked):
        yield "not_asked", word(path, False)
    for name, chosen in mine.chosen.items():
        if name in yours.chosen and yours.chosen[name].rank != chosen.rank:
            yield "recommended", _item(name, rank=str(chosen.rank))


def distinct_warnings(own: Sequence[str], other: Sequence[str]) -> Iterator[Expected]:
    """Expectations of what a state is warned of that something else contradicts."""
    yield from (("warnings", word(text, False)) for text in own if text not in other)
    yield from (("not_warned", word(text, False)) for text in other if text not in own)


def _distinct_cause(name: str, own: SetAside, other: SetAside | None) -> Iterator[Expected]:
    causes = own.by.split(", ")
    if other is not None and other.reason is own.reason:
        causes = [cause for cause in causes if cause not in other.by.split(", ")]
    if causes:
        yield "set_aside", _item(name, reason=str(own.reason), by=causes[0])
    elif other is None:
        yield "set_aside", _item(name, reason=str(own.reason))


def _distinct_details(name: str, own: Recommendation, other: Recommendation) -> Iterator[Expected]:
    if own.priority is not other.priority:
        yield "recommended", _item(name, priority=str(own.priority))
    if own.due != other.due and own.due is not None:
        yield "recommended", _item(name, deadline=iso_date(own.due))
    behind = [rule for rule in own.all_rules if rule not in other.all_rules]
    if behind:
        yield "recommended", _item(name, by=behind[0])
    theirs, sentences = tuple(texts_of(other)), sentences_of(texts_of(own))
    # A sentence of its own, or two that nothing of the other's stands between.
    for piece in (*sentences, *map(" ".join, pairwise(sentences))):
        if not says(piece, theirs) and len(piece) <= LONGEST_PIECE:
            yield "recommended", _item(name, says=piece)


def _item(name: str, **details: str) -> str:
    action, _, subject = name.partition("@")
    keys = {"action": action} | ({"subject": subject} if subject else {}) | details
    return f"{{{', '.join(f'{key}: {word(value, False)}' for key, value in keys.items())}}}"
