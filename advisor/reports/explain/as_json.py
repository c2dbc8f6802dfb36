"""Why an action stands where it stands, or why it did not come up, as JSON; docs/output.md describes it."""

from advisor.advice.compare import Outcome
from advisor.advice.explain_model import (
    ConditionResult,
    Evidence,
    Explanation,
    Instance,
    Neighbour,
    Ranked,
    RuleTrace,
)
from advisor.advice.why_not import ItemOutcome, Miss, WhyNot
from advisor.reports.advice.as_json import day_json
from advisor.reports.compare.changes import position_json
from advisor.reports.wording import iso_day
from advisor.source.json_text import Forms, JsonObject, members, members_or_null, to_json

_TRUTHS = {True: "holds", False: "fails", None: "unknown"}


def why_json(explanation: Explanation, *, ascii_only: bool = False) -> str:
    """The explanation as a JSON object."""
    event = explanation.event
    value = {
        "as_of": iso_day(explanation.as_of),
        **members(explanation, "action", "subject", "title"),
        **_outcome(explanation.outcome),
        "advised_by": explanation.advised,
        "moved_by": explanation.moved,
        "forbidden_by": explanation.forbidden,
        "event": None if event is None else {"path": event.path, **members(event.location, "file", "line")},
        **members(explanation, "ranking", "before", "after"),
    }
    return to_json(value, _FORMS, ascii_only=ascii_only)


def why_not_json(why_not: WhyNot, *, ascii_only: bool = False) -> str:
    """What did not come up as a JSON object, with every miss, nearest first."""
    value = {
        "as_of": iso_day(why_not.as_of),
        "rule" if why_not.is_rule else "action": why_not.name,
        **members_or_null(why_not, "subject", "title"),
        "looked_until": iso_day(why_not.until),
        "stands": why_not.outcomes,
        "misses": why_not.misses,
    }
    return to_json(value, _FORMS, ascii_only=ascii_only)


def _rule_trace(trace: RuleTrace) -> JsonObject:
    """A rule for a subject; one that stands in full elsewhere, or lies too deep, has no conditions here."""
    value = {
        **members(trace, "rule", "subject", "verb", "targets"),
        "fires": trace.fired,
        "because": trace.text or None,
        "in_force": _period(trace),
        **members(trace.location, "file", "line"),
        "claims": trace.claims,
        "told_above": trace.again,
        "conditions": trace.conditions,
    }
    if trace.deeper:
        value["too_deep"] = True
    return value if trace.fired else value | {"fires_on": day_json(trace.on)}


def _period(trace: RuleTrace) -> JsonObject | None:
    period = trace.period
    if period.start is None and period.end is None:
        return None
    return {"from": day_json(period.start), "until": day_json(period.end), "now": trace.in_force}


def _evidence(evidence: Evidence) -> JsonObject:
    value = {
        "path": evidence.path,
        "value": evidence.value if evidence.known else None,
        **members(evidence.location, "file", "line"),
        "assumed": evidence.assumed,
        "from": evidence.of,
        "question": evidence.ask or None,
    }
    if evidence.source is None:
        return value
    first, *also = (members(origin, "file", "place") for origin in evidence.source.origins)
    return value | {"source": first | {"also": also} if also else first}


def _condition_result(result: ConditionResult) -> JsonObject:
    value: JsonObject = {"condition": result.text, "truth": _TRUTHS[result.truth], "found": result.evidence}
    parts = {
        "note": result.note,
        "all_of": result.all_of,
        "any_of": () if result.all_of else result.any_of,
        "unless": result.unless,
        "rules": result.rules,
        "cases": result.instances,
        "others": result.others,
    }
    value |= {key: part for key, part in parts.items() if part}
    return value if result.truth else value | {"holds_on": day_json(result.on)}


def _outcome(outcome: Outcome) -> JsonObject:
    return members(outcome, "place") | position_json(outcome)


def _stands(stands: ItemOutcome) -> JsonObject:
    return {
        **members(stands, "item", "subject"),
        "title": stands.outcome.title or None,
        "fires": stands.fires,
        **_outcome(stands.outcome),
        "forbidden_by": stands.forbidden,
        "recommended_on": day_json(stands.returns),
    }


def _miss(miss: Miss) -> JsonObject:
    failed, unknown = miss.distance
    return {
        "item": miss.item,
        "failed": failed,
        "unknown": unknown,
        "rule": miss.trace,
        "questions": [{"path": evidence.path, "question": evidence.ask} for evidence in miss.questions],
        "then": miss.then,
    }


_FORMS: Forms = {
    ConditionResult: _condition_result,
    Evidence: _evidence,
    Instance: lambda instance: {
        **members(instance, "subject", "path"),
        **members(instance.location, "file", "line"),
        "conditions": instance.conditions,
    },
    Miss: _miss,
    Neighbour: lambda neighbour: members(neighbour, "rank", "title") | {"which": neighbour.by},
    Outcome: _outcome,
    Ranked: lambda ranked: members(ranked, "name", "value", "because") | {"found": ranked.evidence},
    RuleTrace: _rule_trace,
    ItemOutcome: _stands,
}
