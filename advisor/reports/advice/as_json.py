"""Advice as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.model import Advice, Known, Question, Reason, Recommendation
from advisor.playbook.types import tenths
from advisor.reports.wording import iso_day
from advisor.source.json_text import Forms, JsonObject, members, to_json

SCHEMA_VERSION = 1


def advice_json(advice: Advice, *, who: str = "", top: int | None = None, ascii_only: bool = False) -> str:
    """The advice as a JSON object, with whose it is where that is known; `top` cuts what to do alone."""
    return to_json(whole_advice(advice, top, who), ADVICE_FORMS, ascii_only=ascii_only)


def whole_advice(advice: Advice, top: int | None = None, who: str = "") -> JsonObject:
    """The advice as it stands in JSON; `more` tells how many recommendations `top` has cut."""
    shown = advice.recommendations[:top]
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": iso_day(advice.day),
        **({"name": who} if who else {}),
        "playbook": playbook_json(advice),
        "recommendations": shown,
        "more": len(advice.recommendations) - len(shown),
        **members(advice, "set_aside", "questions"),
    }


def playbook_json(advice: Advice) -> JsonObject:
    """The playbook that gave the advice, by name and digest."""
    playbook = {"name": advice.playbook, **members(advice, "digest")}
    return playbook | members(advice, "without") if advice.without else playbook


def day_json(ordinal: int | None) -> str | None:
    """A day as YYYY-MM-DD, or null."""
    return None if ordinal is None else iso_day(ordinal)


def points_json(hundredths: int | None) -> float | None:
    """Points with one decimal, or null."""
    return None if hundredths is None else tenths(hundredths) / 10


def money_json(cents: int | None) -> float | int | None:
    """An amount in the currency of the playbook, whole where it has no cents, or null."""
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else cents / 100


def reason_json(reason: Reason) -> JsonObject:
    """A rule, and its sentence."""
    return {"rule": reason.rule, "because": reason.text}


def recommendation_json(item: Recommendation) -> JsonObject:
    """One thing to do, with what it rests on and what follows it."""
    return {
        **members(item, "rank", "action", "subject", "title", "priority"),
        "deadline": day_json(item.due),
        "points_at_stake": points_json(item.points),
        "money_at_stake": money_json(item.money),
        **members(item, "effort", "rules"),
        "moved_by": [reason.rule for reason in item.moved_by],
        "claims": item.claims,
        "because": [reason.text for reason in item.reasons],
        "grounds": [reason_json(ground) | members(ground, "claims") for ground in item.grounds],
        **members(item, "facts", "message", "next_steps"),
    }


def question_json(question: Question) -> JsonObject:
    """A fact that is missing, and what its answer could change."""
    return members(
        question, "path", "subject", "question", "find", "could_bring", "could_forbid", "could_move"
    )


ADVICE_FORMS: Forms = {
    Known: lambda fact: members(fact, "path", "value"),
    Question: question_json,
    Reason: reason_json,
    Recommendation: recommendation_json,
}
