"""An agenda as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.agenda_model import Agenda, Entry
from advisor.advice.compare import Place, Standing
from advisor.advice.model import Reason, Recommendation
from advisor.reports.json_report import (
    SCHEMA_VERSION,
    Json,
    playbook_json,
    question_json,
    subject_json,
    to_json,
)
from advisor.reports.wording import iso_day


def agenda_json(agenda: Agenda, *, who: str = "", ascii_only: bool = False) -> str:
    """The agenda as a JSON object, its entries in the order of the page."""
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": iso_day(agenda.today.as_of),
            "until": iso_day(agenda.last),
            "name": who or None,
            "playbook": playbook_json(agenda.today),
            "entries": [_entry(entry, agenda.today.as_of) for entry in agenda.entries],
            "questions": [question_json(question) for question in agenda.today.questions],
        },
        ascii_only=ascii_only,
    )


def _entry(entry: Entry, today: int) -> Json:
    told: dict[str, Json] = {
        "date": iso_day(entry.day),
        "in_days": entry.day - today,
        "kind": entry.occasion.value,
        "subject": subject_json(entry.subject),
    }
    if entry.noted is not None:
        return told | {"path": entry.noted.path, "says": entry.noted.words}
    return told | (_item(entry.item) if entry.item is not None else {}) | _around(entry)


def _item(item: Recommendation) -> dict[str, Json]:
    return {
        "action": item.action,
        "title": item.title,
        "priority": item.priority.value,
        "deadline": None if item.deadline is None else iso_day(item.deadline),
        "points_at_stake": None if item.points is None else round(item.points / 100, 1),
        "effort": item.effort.value,
        "rules": item.rules,
        "moved_by": [reason.rule for reason in item.moved_by],
        "because": [reason.text for reason in item.reasons],
        "steps": item.steps,
        "message": item.message,
    }


def _around(entry: Entry) -> dict[str, Json]:
    """What changed with the day, and what changes after it."""
    return {
        "last_day": entry.then is not None,
        "then": _then(entry.then),
        "news": [_said(reason) for reason in entry.news],
        "no_longer": [_said(reason) for reason in entry.gone],
        "instead_of": entry.instead_of,
        "rules_from_this_day": entry.starting,
        "rules_until_this_day": entry.ending,
    }


def _said(reason: Reason) -> Json:
    return {"rule": reason.rule, "because": reason.text}


def _then(then: Standing | None) -> Json:
    """Where it stands from the next day on; null where it goes on, or is not considered any more."""
    if then is None or then.place is Place.NOWHERE:
        return None
    if then.place is Place.NEXT:
        return {"place": then.place.value, "after": then.after}
    reason = then.reason.value if then.reason is not None else None
    return {"place": then.place.value, "reason": reason, "by": then.by, "because": then.because}
