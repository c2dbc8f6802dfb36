"""What differs between two pieces of advice, as JSON; docs/output.md describes it for programs."""

from collections.abc import Collection

from advisor.advice.compare import Change, Comparison, Place, Standing
from advisor.reports.json_report import Json, question_json, subject_json
from advisor.reports.wording import iso_day


def changes_json(comparison: Comparison, answered: Collection[str] | None = None) -> dict[str, Json]:
    """What stands otherwise, and the questions that came and went.

    With `answered`, the paths of those that were, each question that went tells whether it is among them.
    """
    gone = [question_json(question) for question in comparison.old_questions]
    if answered is not None:
        gone = [question | {"answered": question["path"] in answered} for question in gone]
    return {
        "changes": [change_json(change) for change in comparison.changes],
        "new_questions": [question_json(question) for question in comparison.new_questions],
        "old_questions": gone,
    }


def change_json(change: Change) -> Json:
    """One action for a subject that stands otherwise."""
    return {
        "kind": change.kind.value,
        "action": change.action,
        "subject": subject_json(change.subject),
        "title": change.title,
        "old": standing_json(change.before),
        "new": standing_json(change.after),
        "new_rules": change.new_rules,
        "old_rules": change.old_rules,
        "told_otherwise": change.reworded,
    }


def standing_json(standing: Standing) -> Json:
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
