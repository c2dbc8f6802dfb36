"""Advice as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.model import Advice, Question, Recommendation, SetAside, Subject
from advisor.playbook.types import tenths
from advisor.reports.wording import iso_day
from advisor.source.json_text import Json, to_json

SCHEMA_VERSION = 1


def advice_json(advice: Advice, *, top: int | None = None, ascii_only: bool = False) -> str:
    """The advice as a JSON object, indented by two, with a line break at its end.

    `top` cuts the recommendations alone.  With `ascii_only`, other signs are written as escapes.
    """
    return to_json(whole_advice(advice, top), ascii_only=ascii_only)


def whole_advice(advice: Advice, top: int | None = None) -> dict[str, Json]:
    """The advice as it stands in JSON; `more` tells how many recommendations `top` has cut."""
    shown = advice.recommendations[:top]
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": iso_day(advice.as_of),
        "playbook": playbook_json(advice),
        "recommendations": [recommendation_json(item) for item in shown],
        "more": len(advice.recommendations) - len(shown),
        "set_aside": [_set_aside(item) for item in advice.set_aside],
        "questions": [question_json(item) for item in advice.questions],
    }


def playbook_json(advice: Advice) -> Json:
    """The playbook that gave the advice, by name and digest."""
    playbook: dict[str, Json] = {"name": advice.playbook, "digest": advice.digest}
    return playbook | {"without": advice.without} if advice.without else playbook


def day_json(ordinal: int | None) -> Json:
    """A day as YYYY-MM-DD, or null."""
    return None if ordinal is None else iso_day(ordinal)


def points_json(hundredths: int | None) -> Json:
    """Points with one decimal, or null."""
    return None if hundredths is None else tenths(hundredths) / 10


def subject_json(subject: Subject) -> Json:
    """Whom or what an action concerns."""
    return {"entity": subject.entity, "id": subject.id, "label": subject.label}


def recommendation_json(item: Recommendation) -> dict[str, Json]:
    """One thing to do, with what it rests on and what follows it."""
    return {
        "rank": item.rank,
        "action": item.action,
        "subject": subject_json(item.subject),
        "title": item.title,
        "priority": item.priority.value,
        "deadline": day_json(item.deadline),
        "points_at_stake": points_json(item.points),
        "effort": item.effort.value,
        "rules": item.rules,
        "moved_by": [reason.rule for reason in item.moved_by],
        "claims": item.claims,
        "because": [reason.text for reason in item.reasons],
        "grounds": [
            {"rule": ground.rule, "because": ground.text, "claims": ground.claims} for ground in item.grounds
        ],
        "facts": [{"path": fact.path, "value": fact.value} for fact in item.facts],
        "message": item.message,
        "next_steps": [
            {"action": step.action, "title": step.title, "rules": step.rules} for step in item.next_steps
        ],
    }


def _set_aside(item: SetAside) -> Json:
    return {
        "action": item.action,
        "subject": subject_json(item.subject),
        "title": item.title,
        "rules": item.rules,
        "reason": item.reason.value,
        "by": item.by,
        "because": item.because,
    }


def question_json(item: Question) -> dict[str, Json]:
    """A fact that is missing, and what its answer could change."""
    return {
        "path": item.path,
        "subject": subject_json(item.subject),
        "question": item.question,
        "find": item.find,
        "could_bring": item.could_bring,
        "could_forbid": item.could_forbid,
    }
