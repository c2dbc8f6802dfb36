"""Rules, their conditions and what was found, as JSON for other programs."""

from advisor.advice.explain_model import Case, Found, Point, Voice
from advisor.reports.json_report import Json, day_json, subject_json
from advisor.source.location import Location

_TRUTHS = {True: "holds", False: "fails", None: "unknown"}


def voice_json(voice: Voice) -> Json:
    """A rule for a subject; one that is told in full elsewhere has no conditions here."""
    told: dict[str, Json] = {
        "rule": voice.rule,
        "subject": subject_json(voice.subject),
        "verb": voice.verb.value,
        "targets": voice.targets,
        "fires": voice.fired,
        "because": voice.text or None,
        "in_force": _period(voice),
        **place_json(voice.location),
        "claims": [
            {
                "id": each.id,
                "says": each.says,
                "document": each.document,
                "section": each.section,
                "authority": each.authority.value,
            }
            for each in voice.claims
        ],
        "told_above": voice.again,
        "conditions": [_point(point) for point in voice.points],
    }
    return told if voice.fired else told | {"fires_on": day_json(voice.on)}


def found_json(found: Found) -> Json:
    """A value that was looked at."""
    told: dict[str, Json] = {
        "path": found.path,
        "value": found.value if found.known else None,
        **place_json(found.location),
        "assumed": found.assumed,
        "from": [found_json(each) for each in found.of],
        "question": found.ask or None,
    }
    if found.source is None:
        return told
    first, *rest = ({"file": each.file, "place": each.place} for each in found.source.origins)
    return told | {"source": {**first, "also": rest} if rest else first}


def place_json(location: Location | None) -> dict[str, Json]:
    """A file and a line; null where something is written nowhere."""
    return {"file": location.file if location else None, "line": location.line if location else None}


def _point(point: Point) -> Json:
    told: dict[str, Json] = {
        "condition": point.text,
        "truth": _TRUTHS[point.truth],
        "found": [found_json(each) for each in point.found],
    }
    if point.note:
        told["note"] = point.note
    if point.all_of or point.any_of:
        told["all_of" if point.all_of else "any_of"] = [_point(part) for part in point.parts]
    if point.voices:
        told["rules"] = [voice_json(voice) for voice in point.voices]
    if point.cases:
        told["cases"] = [_case(case) for case in point.cases]
    if point.others:
        told["others"] = point.others
    return told if point.truth else told | {"holds_on": day_json(point.on)}


def _case(case: Case) -> Json:
    return {
        "subject": subject_json(case.subject),
        "path": case.path,
        **place_json(case.location),
        "conditions": [_point(point) for point in case.points],
    }


def _period(voice: Voice) -> Json:
    period = voice.period
    if period.start is None and period.end is None:
        return None
    return {"from": day_json(period.start), "until": day_json(period.end), "now": voice.in_force}
