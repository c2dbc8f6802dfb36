"""An agenda as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.agenda_model import Agenda, Entry
from advisor.reports.advice.as_json import SCHEMA_VERSION, playbook_json, recommendation_json
from advisor.reports.compare.what_if import WHAT_IF_FORMS
from advisor.reports.wording import iso_day
from advisor.source.json_text import JsonObject, members, to_json


def agenda_json(agenda: Agenda, *, who: str = "", ascii_only: bool = False) -> str:
    """The agenda as a JSON object, its entries in the order of the page."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "as_of": iso_day(agenda.today.day),
        "until": iso_day(agenda.last),
        "name": who or None,
        "playbook": playbook_json(agenda.today),
        "supposed": agenda.supposed,
        "entries": [_entry(entry, agenda.today.day) for entry in agenda.entries],
        "questions": agenda.today.questions,
    }
    return to_json(value, WHAT_IF_FORMS, ascii_only=ascii_only)


def _entry(entry: Entry, today: int) -> JsonObject:
    lead: JsonObject = {
        "date": iso_day(entry.day),
        "in_days": entry.day - today,
        "kind": entry.occasion,
        "subject": entry.subject,
    }
    if entry.noted is not None:
        return lead | {"path": entry.noted.path, "says": entry.noted.words}
    if entry.item is not None:
        lead |= recommendation_json(entry.item) | {"steps": entry.item.steps}
    return lead | {
        "last_day": entry.then is not None,
        **members(entry, "then", "news"),
        "no_longer": entry.gone,
        "instead_of": entry.instead_of,
        "rules_from_this_day": entry.starting,
        "rules_until_this_day": entry.ending,
    }
