"""An import as JSON for other programs; docs/output.md describes it for them."""

from collections.abc import Sequence

from advisor.facts.provenance import Origin
from advisor.reports.advice.as_json import SCHEMA_VERSION, day_json, question_json
from advisor.reports.wording import iso_day
from advisor.source.json_text import Json, to_json
from advisor.upwork.exports.model import Export, ImportChange, ImportConflict, NewRow, Note, UnplacedMoney
from advisor.upwork.report.missing_facts import MissingFacts
from advisor.upwork.report.view import ImportView, is_none


def import_json(told: ImportView, *, ascii_only: bool = False) -> str:
    """All that the page tells, and what it only counts."""
    account = told.account
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "state": told.file,
            "as_of": iso_day(told.day),
            "changed": told.changed,
            "written": told.written,
            "files": [_file(each) for each in told.exports],
            "new_clients": [_added(each, with_client=False) for each in account.clients],
            "new_contracts": [_added(each, with_client=True) for each in account.contracts],
            "facts": [_fact(each, told) for each in account.changes],
            "contradictions": [_clash(each, told) for each in account.conflicts],
            "unplaced": [_unplaced(each) for each in account.unplaced],
            "notes": _notes(account.notes),
            "no_field": [{"field": name, "facts": number} for name, number in account.lacking],
            "unknown": [_untold(each, told) for each in told.missing_facts],
            "questions": told.asked,
            "first_question": None if told.first is None else question_json(told.first),
        },
        ascii_only=ascii_only,
    )


def _file(export: Export) -> Json:
    return {
        "file": export.file,
        "kind": export.kind.value,
        "rows": export.rows,
        "from": day_json(export.first),
        "to": day_json(export.last),
        "types": [{"type": name, "rows": rows, "known": known} for name, rows, known in export.types],
        "notes": _notes(export.notes),
    }


def _notes(notes: Sequence[Note]) -> Json:
    return [{"text": note.text, "place": note.place or None} for note in notes]


def _added(each: NewRow, *, with_client: bool) -> Json:
    found: dict[str, Json] = {
        "path": each.path,
        "name": each.name or None,
        "platform_id": each.platform_id or None,
    }
    return found | {"client": each.client or None} if with_client else found


def _fact(each: ImportChange, told: ImportView) -> Json:
    return {
        "path": each.path,
        "label": told.label(each.path.rpartition(".")[0]),
        "outcome": each.outcome.value,
        "state": _value(each.before),
        "exports": _value(each.after),
        "sources": [_origin(origin) for origin in each.origins],
        "why": each.why or None,
    }


def _value(text: str) -> Json:
    return None if is_none(text) else text


def _origin(origin: Origin) -> Json:
    return {"file": origin.file, "place": origin.place}


def _clash(each: ImportConflict, told: ImportView) -> Json:
    values: Json = [{"value": _value(value.value), "source": _origin(value.origin)} for value in each.values]
    return {"path": each.path, "label": told.label(each.path.rpartition(".")[0]), "values": values}


def _unplaced(each: UnplacedMoney) -> Json:
    return {
        "client": each.key.client or None,
        "title": each.key.title or None,
        "platform_id": each.key.id or None,
        "earned": each.earned / 100,
        "refunded": each.refunded / 100,
        "rows": each.rows,
        "file": each.file,
        "because": each.why,
    }


def _untold(each: MissingFacts, told: ImportView) -> Json:
    return {
        "entity": each.entity,
        "field": each.field,
        "lacking": each.lacking,
        "of": each.of,
        "asked": each.asked,
        "told_by": [kind.value for kind in each.kinds],
    }
