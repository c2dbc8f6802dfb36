"""What differs between two pieces of advice, as JSON; docs/output.md describes it for programs."""

from collections.abc import Collection

from advisor.advice.compare import Change, Comparison, Place, Standing
from advisor.reports.json_report import Json, day_json, question_json, subject_json


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
    return told | position_json(standing)


def position_json(standing: Standing) -> dict[str, Json]:
    """What goes with a place: the urgency of what is recommended, what it comes after, or why it is aside."""
    if standing.place is Place.RECOMMENDED:
        priority = standing.priority.value if standing.priority else None
        return {"rank": standing.rank, "priority": priority, "deadline": day_json(standing.deadline)}
    if standing.place is Place.NEXT:
        return {"after": standing.after}
    if standing.place is Place.SET_ASIDE:
        reason = standing.reason.value if standing.reason else None
        return {"reason": reason, "by": standing.by, "because": standing.because}
    return {}
