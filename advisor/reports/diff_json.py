"""Whose advice another playbook changes, as JSON for other programs; docs/output.md describes it for them."""

from advisor.playbook.digest import playbook_digest
from advisor.playbook.quantities import speak
from advisor.reports.changes_json import changes_json
from advisor.reports.diff import DiffReport, Side, StateDiff
from advisor.reports.json_report import SCHEMA_VERSION, Json, to_json
from advisor.reports.wording import iso_day


def diff_json(report: DiffReport, *, ascii_only: bool = False) -> str:
    """An object with every state, whether its advice differs or not."""
    numbers: dict[str, Json] = {
        before.name: {"old": speak(before.value, before.kind), "new": speak(after.value, after.kind)}
        for before, after in report.changed.numbers
    }
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "old": _side(report.old),
            "new": _side(report.new),
            "rules": {name: mark.value for name, mark in report.changed.rules.items()},
            "policy": numbers,
            "states": [_state(state) for state in report.states],
            "broken": report.broken,
        },
        ascii_only=ascii_only,
    )


def _side(side: Side) -> Json:
    return {"from": side.named, "name": side.content.name, "digest": playbook_digest(side.content)}


def _state(state: StateDiff) -> Json:
    comparison = state.comparison
    return {
        "file": state.file,
        "name": state.who or None,
        "as_of": iso_day(comparison.after.as_of),
        "changed": not comparison.is_empty,
        **changes_json(comparison),
    }
