"""Whose advice another playbook changes, as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.compare import Change, Place, Standing
from advisor.advice.model import Question
from advisor.playbook.digest import playbook_digest
from advisor.playbook.quantities import speak
from advisor.reports.diff import DiffReport, Side, StateDiff
from advisor.reports.json_report import SCHEMA_VERSION, Json, subject_json, to_json
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
        "changes": [_change(change) for change in comparison.changes],
        "new_questions": [_question(question) for question in comparison.new_questions],
        "old_questions": [_question(question) for question in comparison.old_questions],
    }


def _change(change: Change) -> Json:
    return {
        "kind": change.kind.value,
        "action": change.action,
        "subject": subject_json(change.subject),
        "title": change.title,
        "old": _standing(change.before),
        "new": _standing(change.after),
        "new_rules": change.new_rules,
        "old_rules": change.old_rules,
        "told_otherwise": change.reworded,
    }


def _standing(standing: Standing) -> Json:
    """Where it stands, with what goes with that place; null where it is not considered."""
    if standing.place is Place.NOWHERE:
        return None
    told: dict[str, Json] = {"place": standing.place.value, "rules": standing.rules}
    if standing.place is Place.RECOMMENDED:
        told["moved_by"] = standing.moved_by
        told["rank"] = standing.rank
        told["priority"] = standing.priority.value if standing.priority else None
        told["deadline"] = None if standing.deadline is None else iso_day(standing.deadline)
    elif standing.place is Place.NEXT:
        told["after"] = standing.after
    else:
        told["reason"] = standing.reason.value if standing.reason else None
        told["by"] = standing.by
        told["because"] = standing.because
    return told


def _question(question: Question) -> Json:
    return {"path": question.path, "question": question.question, "could_bring": question.could_bring}
