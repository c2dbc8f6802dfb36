"""An agenda as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.agenda_model import Agenda, Entry
from advisor.advice.model import Reason
from advisor.reports.advice.as_json import (
    SCHEMA_VERSION,
    playbook_json,
    question_json,
    recommendation_json,
    subject_json,
)
from advisor.reports.compare.changes import outcome_json
from advisor.reports.compare.what_if import supposition_json
from advisor.reports.wording import iso_day
from advisor.source.json_text import Json, to_json


def agenda_json(agenda: Agenda, *, who: str = "", ascii_only: bool = False) -> str:
    """The agenda as a JSON object, its entries in the order of the page."""
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": iso_day(agenda.today.as_of),
            "until": iso_day(agenda.last),
            "name": who or None,
            "playbook": playbook_json(agenda.today),
            "supposed": [supposition_json(each) for each in agenda.supposed],
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
    if entry.item is not None:
        told |= recommendation_json(entry.item) | {"steps": entry.item.steps}
    return told | _around(entry)


def _around(entry: Entry) -> dict[str, Json]:
    """What changed with the day, and what changes after it."""
    return {
        "last_day": entry.then is not None,
        "then": None if entry.then is None else outcome_json(entry.then),
        "news": [_said(reason) for reason in entry.news],
        "no_longer": [_said(reason) for reason in entry.gone],
        "instead_of": entry.instead_of,
        "rules_from_this_day": entry.starting,
        "rules_until_this_day": entry.ending,
    }


def _said(reason: Reason) -> Json:
    return {"rule": reason.rule, "because": reason.text}
