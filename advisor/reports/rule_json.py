"""Rules told in plain English, as JSON for other programs."""

from collections.abc import Iterable

from advisor.playbook.english import Kind, Said
from advisor.reports.claims import Example
from advisor.reports.json_report import Json, to_json
from advisor.reports.rule_story import Shows, Story, value_of


def rules_in_json(stories: Iterable[Story], *, ascii_only: bool = False) -> str:
    """An array with an object for each story, in their order."""
    return to_json([_story(story) for story in stories], ascii_only=ascii_only)


def _story(story: Story) -> Json:
    rule = story.rule
    return {
        "id": rule.id,
        "ruleset": rule.ruleset,
        "for": rule.entity,
        "file": rule.location.file,
        "line": rule.location.line,
        "english": story.sentence,
        "when": _said(story.when),
        "verb": rule.verb.value,
        "does": story.does,
        "targets": [{"name": each.target, "text": each.text} for each in story.effects],
        "deadline": story.deadline or None,
        "in_force": story.in_force or None,
        "because": story.because,
        "note": rule.note or None,
        "claims": [{"id": each.id, "says": each.says} for each in story.claims],
        "policy": [
            {"name": each.name, "value": value_of(each), "note": each.note or None} for each in story.policy
        ],
        "reads": [{"conclusion": each.name, "drawn_by": each.rules} for each in story.reads],
        "draws": [{"conclusion": each.name, "read_by": each.rules} for each in story.draws],
        "scenarios": None if story.shows is None else _shows(story.shows),
    }


def _said(said: Said) -> Json:
    """A clause as its text; a group as an object with what holds of its parts."""
    if said.kind is Kind.CLAUSE:
        return said.text
    if said.kind is Kind.SUCH:
        return {"text": said.text, "such": _said(said.parts[0])}
    return {said.kind.value: [_said(part) for part in said.parts]}


def _shows(shows: Shows) -> Json:
    near = shows.near_miss
    return {
        "fires": [_example(each) for each in shows.fires],
        "near_miss": None if near is None else {"fires": _example(near[0]), "misses": _example(near[1])},
    }


def _example(example: Example) -> Json:
    return {"name": example.name, "file": example.location.file, "line": example.location.line}
