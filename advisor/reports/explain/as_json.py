"""Why an action stands where it stands, or why it did not come up, as JSON; docs/output.md describes it."""

from advisor.advice.compare import Outcome
from advisor.advice.explain_model import (
    ConditionResult,
    Evidence,
    Explanation,
    Instance,
    Neighbour,
    RuleTrace,
)
from advisor.advice.why_not import ItemOutcome, Miss, WhyNot
from advisor.reports.advice.as_json import day_json, subject_json
from advisor.reports.compare.changes import position_json
from advisor.reports.wording import iso_day
from advisor.source.diagnostic import Location
from advisor.source.json_text import Json, to_json

_TRUTHS = {True: "holds", False: "fails", None: "unknown"}


def rule_trace_json(voice: RuleTrace) -> Json:
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
        "conditions": [_point(point) for point in voice.conditions],
    }
    return told if voice.fired else told | {"fires_on": day_json(voice.on)}


def evidence_json(found: Evidence) -> Json:
    """A value that was looked at."""
    told: dict[str, Json] = {
        "path": found.path,
        "value": found.value if found.known else None,
        **place_json(found.location),
        "assumed": found.assumed,
        "from": [evidence_json(each) for each in found.of],
        "question": found.ask or None,
    }
    if found.source is None:
        return told
    first, *rest = ({"file": each.file, "place": each.place} for each in found.source.origins)
    return told | {"source": {**first, "also": rest} if rest else first}


def place_json(location: Location | None) -> dict[str, Json]:
    """A file and a line; null where something is written nowhere."""
    return {"file": location.file if location else None, "line": location.line if location else None}


def _point(point: ConditionResult) -> Json:
    told: dict[str, Json] = {
        "condition": point.text,
        "truth": _TRUTHS[point.truth],
        "found": [evidence_json(each) for each in point.evidence],
    }
    if point.note:
        told["note"] = point.note
    if point.all_of or point.any_of:
        told["all_of" if point.all_of else "any_of"] = [_point(part) for part in point.parts]
    if point.rules:
        told["rules"] = [rule_trace_json(voice) for voice in point.rules]
    if point.instances:
        told["cases"] = [_case(case) for case in point.instances]
    if point.others:
        told["others"] = point.others
    return told if point.truth else told | {"holds_on": day_json(point.on)}


def _case(case: Instance) -> Json:
    return {
        "subject": subject_json(case.subject),
        "path": case.path,
        **place_json(case.location),
        "conditions": [_point(point) for point in case.conditions],
    }


def _period(voice: RuleTrace) -> Json:
    period = voice.period
    if period.start is None and period.end is None:
        return None
    return {"from": day_json(period.start), "until": day_json(period.end), "now": voice.in_force}


def why_json(told: Explanation, *, ascii_only: bool = False) -> str:
    """The explanation as a JSON object."""
    event = told.event
    value: Json = {
        "as_of": iso_day(told.as_of),
        "action": told.action,
        "subject": subject_json(told.subject),
        "title": told.title,
        **_standing(told.outcome),
        "advised_by": [rule_trace_json(each) for each in told.advised],
        "moved_by": [rule_trace_json(each) for each in told.moved],
        "forbidden_by": [rule_trace_json(each) for each in told.forbidden],
        "event": None if event is None else {"path": event.path, **place_json(event.location)},
        "ranking": [
            {
                "name": each.name,
                "value": each.value,
                "because": each.because,
                "found": [evidence_json(found) for found in each.evidence],
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
        "stands": [_stands(each) for each in told.outcomes],
        "misses": [_miss(each) for each in told.misses],
    }
    return to_json(value, ascii_only=ascii_only)


def _standing(standing: Outcome) -> dict[str, Json]:
    """How an action stands: the keys that its place has."""
    return {"place": standing.place.value, **position_json(standing)}


def _neighbour(neighbour: Neighbour | None) -> Json:
    if neighbour is None:
        return None
    return {"rank": neighbour.rank, "title": neighbour.title, "which": neighbour.by}


def _stands(stands: ItemOutcome) -> Json:
    return {
        "item": stands.item,
        "subject": subject_json(stands.subject),
        "title": stands.title or None,
        "fires": stands.fires,
        **_standing(stands.outcome),
        "forbidden_by": [rule_trace_json(each) for each in stands.forbidden],
        "recommended_on": day_json(stands.returns),
    }


def _miss(miss: Miss) -> Json:
    return {
        "item": miss.item,
        "failed": miss.distance[0],
        "unknown": miss.distance[1],
        "rule": rule_trace_json(miss.trace),
        "questions": [{"path": each.path, "question": each.ask} for each in miss.questions],
        "then": None if miss.then is None else _standing(miss.then),
    }
