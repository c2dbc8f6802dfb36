"""Why an action stands where it stands, or why it did not come up, as JSON; docs/output.md describes it."""

from advisor.advice.compare import Standing
from advisor.advice.explain_model import Explanation, Neighbour
from advisor.advice.why_not_model import Miss, Stands, WhyNot
from advisor.reports.changes_json import position_json
from advisor.reports.json_report import Json, day_json, subject_json, to_json
from advisor.reports.voice_json import found_json, place_json, voice_json
from advisor.reports.wording import iso_day


def why_json(told: Explanation, *, ascii_only: bool = False) -> str:
    """The explanation as a JSON object."""
    event = told.event
    value: Json = {
        "as_of": iso_day(told.as_of),
        "action": told.action,
        "subject": subject_json(told.subject),
        "title": told.title,
        **_standing(told.standing),
        "advised_by": [voice_json(each) for each in told.advised],
        "moved_by": [voice_json(each) for each in told.moved],
        "forbidden_by": [voice_json(each) for each in told.forbidden],
        "event": None if event is None else {"path": event.path, **place_json(event.location)},
        "ranking": [
            {
                "name": each.name,
                "value": each.value,
                "because": each.because,
                "found": [found_json(found) for found in each.found],
            }
            for each in told.ranking
        ],
        "before": _neighbour(told.before),
        "after": _neighbour(told.after),
    }
    return to_json(value, ascii_only=ascii_only)


def why_not_json(told: WhyNot, *, ascii_only: bool = False) -> str:
    """What did not come up as a JSON object, with every miss, nearest first."""
    value: Json = {
        "as_of": iso_day(told.as_of),
        "rule" if told.is_rule else "action": told.name,
        "subject": None if told.subject is None else subject_json(told.subject),
        "title": told.title or None,
        "looked_until": iso_day(told.until),
        "stands": [_stands(each) for each in told.stands],
        "misses": [_miss(each) for each in told.misses],
    }
    return to_json(value, ascii_only=ascii_only)


def _standing(standing: Standing) -> dict[str, Json]:
    """How an action stands: the keys that its place has."""
    return {"place": standing.place.value, **position_json(standing)}


def _neighbour(neighbour: Neighbour | None) -> Json:
    if neighbour is None:
        return None
    return {"rank": neighbour.rank, "title": neighbour.title, "which": neighbour.by}


def _stands(stands: Stands) -> Json:
    return {
        "item": stands.item,
        "subject": subject_json(stands.subject),
        "title": stands.title or None,
        "fires": stands.fires,
        **_standing(stands.standing),
        "forbidden_by": [voice_json(each) for each in stands.voices],
        "recommended_on": day_json(stands.returns),
    }


def _miss(miss: Miss) -> Json:
    return {
        "item": miss.item,
        "failed": miss.distance[0],
        "unknown": miss.distance[1],
        "rule": voice_json(miss.voice),
        "questions": [{"path": each.path, "question": each.ask} for each in miss.questions],
        "then": None if miss.then is None else _standing(miss.then),
    }
