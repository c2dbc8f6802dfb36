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
from advisor.upwork.report.view import ImportView, is_none, row_path


def import_json(view: ImportView, *, ascii_only: bool = False) -> str:
    """All that stands on the page, and what it only counts."""
    account = view.account

    def labelled(of_fact: ImportChange | ImportConflict) -> JsonObject:
        return {"path": of_fact.path, "label": view.label(row_path(of_fact.path))}

    value = {
        "schema_version": SCHEMA_VERSION,
        "state": view.file,
        "as_of": iso_day(view.day),
        **members(view, "changed", "written"),
        "files": view.exports,
        "new_clients": account.clients,
        "new_contracts": [_added(added) | members_or_null(added, "client") for added in account.contracts],
        "facts": [labelled(change) | _fact(change) for change in account.changes],
        "contradictions": [labelled(clash) | members(clash, "values") for clash in account.conflicts],
        **members(account, "unplaced", "notes"),
        "no_field": [{"field": name, "facts": number} for name, number in account.lacking],
        "unknown": view.missing_facts,
        "questions": view.asked,
        "first_question": view.first,
    }
    return to_json(value, _FORMS, ascii_only=ascii_only)


def _export(export: Export) -> JsonObject:
    days = {"from": day_json(export.first), "to": day_json(export.last)}
    return members(export, "file", "kind", "rows") | days | members(export, "types", "notes")


def _type(each: RowType) -> JsonObject:
    return {"type": each.name, "rows": each.rows, "known": each.is_known, "sum": each.cents / 100}


def _added(added: NewRow) -> JsonObject:
    return members(added, "path") | members_or_null(added, "name", "platform_id")


def _fact(change: ImportChange) -> JsonObject:
    values = {"state": _value(change.before), "exports": _value(change.after), "sources": change.origins}
    return members(change, "outcome") | values | members_or_null(change, "why")


def _value(text: str) -> str | None:
    return None if is_none(text) else text


def _unplaced(unplaced: UnplacedMoney) -> JsonObject:
    return {
        **members_or_null(unplaced.key, "client", "title"),
        "platform_id": unplaced.key.id or None,
        "earned": unplaced.earned / 100,
        "refunded": unplaced.refunded / 100,
        **members(unplaced, "rows", "file"),
        "because": unplaced.why,
    }


_FORMS: Forms = {
    **ADVICE_FORMS,
    NewRow: _added,
    Assertion: lambda told: {"value": _value(told.value), "source": told.origin},
    Export: _export,
    MissingFacts: lambda fact: (
        members(fact, "entity", "field", "lacking", "of", "asked") | {"told_by": fact.kinds}
    ),
    Note: lambda note: members(note, "text") | members_or_null(note, "place"),
    RowType: _type,
    UnplacedMoney: _unplaced,
}
