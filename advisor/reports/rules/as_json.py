"""Rules and constraints told in plain English, as JSON for other programs."""

from collections.abc import Iterable

from advisor.english.conditions import Phrase, PhraseKind
from advisor.reports.claims import Example
from advisor.reports.rules.summary import ConsequenceSummary, ConstraintSummary, Number, RuleSummary, Shows
from advisor.source.json_text import Forms, JsonObject, members, members_or_null, to_json


def rules_in_json(summaries: Iterable[RuleSummary | ConstraintSummary], *, ascii_only: bool = False) -> str:
    """An array with an object for each rule and constraint, in their order."""
    return to_json(list(summaries), FORMS, ascii_only=ascii_only)


def _summary(summary: RuleSummary) -> JsonObject:
    rule, (first, *others) = summary.rule, summary.consequences
    also = [_does(one) | {"because": one.because} for one in others]
    return {
        "id": rule.id,
        "ruleset": rule.ruleset,
        "for": rule.entity,
        **members(rule.location, "file", "line"),
        "english": summary.sentence,
        "when": summary.when,
        **_does(first),
        **members_or_null(summary, "in_force"),
        "because": first.because,
        "also": also,
        "note": rule.note or None,
        "claims": [members(claim, "id", "says") for claim in summary.claims],
        "policy": summary.policy,
        "reads": [{"conclusion": link.name, "drawn_by": link.rules} for link in summary.reads],
        "draws": [{"conclusion": link.name, "read_by": link.rules} for link in summary.draws],
        "changed": [
            {**members(change, "name", "key", "because"), **members(change.location, "file", "line")}
            for change in summary.changes
        ],
        "scenarios": summary.shows,
    }


def _constraint(summary: ConstraintSummary) -> JsonObject:
    """A constraint as an object; it has no id, and goes by what it says."""
    one = summary.constraint
    return {
        "id": None,
        "for": list(summary.kinds),
        "verb": "refuse" if summary.is_refusal else "warn",
        **members(one, "says"),
        **members(one.location, "file", "line"),
        "english": summary.sentence,
        "holds": summary.holds,
        "note": one.note or None,
        "policy": summary.policy,
        "scenarios": None if summary.broken_in is None else {"broken_in": summary.broken_in},
    }


def _does(consequence: ConsequenceSummary) -> JsonObject:
    return {
        **members(consequence, "verb", "does"),
        "targets": [{"name": effect.target, "text": effect.text} for effect in consequence.effects],
        **members_or_null(consequence, "deadline"),
    }


def _phrase(phrase: Phrase) -> object:
    """A clause as its text; a group as an object with what holds of its parts."""
    if phrase.kind is PhraseKind.CLAUSE:
        return phrase.text
    if phrase.kind is PhraseKind.SUCH:
        return {"text": phrase.text, "such": phrase.parts[0]}
    return {phrase.kind.value: phrase.parts}


FORMS: Forms = {
    ConstraintSummary: _constraint,
    Example: lambda example: members(example, "name") | members(example.location, "file", "line"),
    Number: lambda number: members(number, "name", "value") | members_or_null(number, "note"),
    Phrase: _phrase,
    RuleSummary: _summary,
    Shows: lambda shows: {
        "fires": shows.fires,
        "near_miss": shows.near_miss and dict(zip(("fires", "misses"), shows.near_miss, strict=True)),
    },
}
