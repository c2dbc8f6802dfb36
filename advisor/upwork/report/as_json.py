"""An import as JSON for other programs; docs/output.md describes it for them."""

from advisor.reports.advice.as_json import ADVICE_FORMS, SCHEMA_VERSION, day_json
from advisor.reports.wording import iso_day
from advisor.source.json_text import Forms, JsonObject, members, members_or_null, to_json
from advisor.upwork.exports.model import (
    Assertion,
    Export,
    ImportChange,
    ImportConflict,
    NewRow,
    Note,
    RowType,
    UnplacedMoney,
)
from advisor.upwork.report.missing_facts import MissingFacts
from advisor.upwork.report.view import ImportView, is_none


def import_json(view: ImportView, *, ascii_only: bool = False) -> str:
    """All that stands on the page, and what it only counts."""
    account = view.account
    value = {
        "schema_version": SCHEMA_VERSION,
        "state": view.file,
        "as_of": iso_day(view.day),
        **members(view, "changed", "written"),
        "files": view.exports,
        "new_clients": account.clients,
        "new_contracts": [_added(added) | members_or_null(added, "client") for added in account.contracts],
        "facts": [_fact(change, view) for change in account.changes],
        "contradictions": [_clash(clash, view) for clash in account.conflicts],
        **members(account, "unplaced", "notes"),
        "no_field": [{"field": name, "facts": number} for name, number in account.lacking],
        "unknown": view.missing_facts,
        "questions": view.asked,
        "first_question": view.first,
    }
    return to_json(value, _FORMS, ascii_only=ascii_only)


def _export(export: Export) -> JsonObject:
    return {
        **members(export, "file", "kind", "rows"),
        "from": day_json(export.first),
        "to": day_json(export.last),
        "types": [_type(each) for each in export.types],
        "notes": export.notes,
    }


def _type(each: RowType) -> JsonObject:
    return {"type": each.name, "rows": each.rows, "known": each.is_known, "sum": each.cents / 100}


def _note(note: Note) -> JsonObject:
    return {"text": note.text, "place": note.place or None}


def _added(added: NewRow) -> JsonObject:
    return {"path": added.path, **members_or_null(added, "name", "platform_id")}


def _fact(change: ImportChange, view: ImportView) -> JsonObject:
    return {
        "path": change.path,
        "label": view.label(change.path.rpartition(".")[0]),
        "outcome": change.outcome,
        "state": _value(change.before),
        "exports": _value(change.after),
        "sources": change.origins,
        "why": change.why or None,
    }


def _value(text: str) -> str | None:
    return None if is_none(text) else text


def _clash(clash: ImportConflict, view: ImportView) -> JsonObject:
    label = view.label(clash.path.rpartition(".")[0])
    return {"path": clash.path, "label": label, "values": clash.values}


def _assertion(assertion: Assertion) -> JsonObject:
    return {"value": _value(assertion.value), "source": assertion.origin}


def _unplaced(unplaced: UnplacedMoney) -> JsonObject:
    return {
        **members_or_null(unplaced.key, "client", "title"),
        "platform_id": unplaced.key.id or None,
        "earned": unplaced.earned / 100,
        "refunded": unplaced.refunded / 100,
        **members(unplaced, "rows", "file"),
        "because": unplaced.why,
    }


def _missing(missing: MissingFacts) -> JsonObject:
    fields = members(missing, "entity", "field", "lacking", "of", "asked")
    return fields | {"told_by": missing.kinds}


_FORMS: Forms = {
    **ADVICE_FORMS,
    NewRow: _added,
    Assertion: _assertion,
    Export: _export,
    MissingFacts: _missing,
    Note: _note,
    UnplacedMoney: _unplaced,
}
