"""Rules told as text and as JSON: whole pages, every shipped rule, every width."""

import json
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.reports.claims import Example
from advisor.reports.rules.as_json import rules_in_json
from advisor.reports.rules.as_text import rules_in_english
from advisor.reports.rules.summary import RuleSummarizer, Shows
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.diagnostic import Location
from tests.playbook.sound import SOUND, sound, usable
from tests.reports.sample_rules import hostile, stories, story

GOLDEN = Path(__file__).parents[1] / "golden"
WHOLE = [
    "remind-once",
    "client-shows-red-flags",
    "removal-has-ended",
    "feedback-window-is-open",
    "score-is-falling",
]
FIRES = Example("It fires", Location("scenarios/a.yaml", 3, 5))
MISSES = Example("It does not", Location("scenarios/a.yaml", 9, 5))
QUIET = """\
gone-quiet
Sound rules · sound.yaml:65

For each contract, if all of these hold:
  • the status is active
  • the last activity was more than 183 days ago (policy idle_after)

then conclude, for other rules to read:
  → it counts as "quiet" (quiet)

Because
  Nothing has happened on TITLE for IDLE

Rests on
  • D-1: Quiet contracts are better closed.

Numbers of the policy
  • idle_after is 183 days

Draws
  • quiet, read by ask-the-quiet and close-the-quiet

Fires in 1 scenario
  • It fires
    scenarios/a.yaml:3

Near miss: does not fire in
  • It does not
    scenarios/a.yaml:9
which is one fact apart from
  • It fires
    scenarios/a.yaml:3
"""


@pytest.mark.parametrize("rule", WHOLE)
def test_a_shipped_rule_as_a_page(rule: str) -> None:
    text = rules_in_english([story(rule)], TerminalStyle(width=80))
    golden = (GOLDEN / f"rule-{rule}.txt").read_text(encoding="utf-8")

    # Above the first empty line stands where the rule is, which changes with every edit and every machine.
    assert text.partition("\n\n")[2] == golden.partition("\n\n")[2]
    assert text.startswith(f"{rule}\n")


def test_a_rule_with_its_scenarios(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SOUND.parent)
    playbook = usable(load_playbook((SOUND.name,)))
    rule = next(rule for rule in playbook.rules if rule.id == "gone-quiet")
    summary = RuleSummarizer(playbook, {"gone-quiet": Shows((FIRES,), (FIRES, MISSES))}).summary(rule)

    assert rules_in_english([summary], TerminalStyle(width=80)) == QUIET


def test_a_rule_that_no_scenario_shows() -> None:
    playbook = sound()
    rule = next(rule for rule in playbook.rules if rule.id == "score-is-fine")

    text = rules_in_english([RuleSummarizer(playbook, {}).summary(rule)], TerminalStyle(width=80))

    assert text.endswith("\nFires in no scenario\n\nNear miss: none\n")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_every_shipped_rule_fits_the_terminal(width: int) -> None:
    for unicode in (True, False):
        lines = rules_in_english(stories(), TerminalStyle(width=width, unicode=unicode)).splitlines()

        assert max(map(cells, lines)) <= width
        assert [line for line in lines if line != line.rstrip()] == []
        assert unicode or [line for line in lines if not line.isascii()] == []


def test_every_shipped_rule_is_told_without_a_gap() -> None:
    assert [
        summary.rule.id for summary in stories() if "{" in summary.sentence or "  " in summary.sentence
    ] == []
    assert all(summary.sentence.endswith(".") and summary.claims for summary in stories())
    assert all(one.effects and one.because for summary in stories() for one in summary.consequences)


def test_a_hostile_rule_moves_no_terminal(tmp_path: Path) -> None:
    playbook = hostile(tmp_path)
    rule = next(rule for rule in playbook.rules if rule.ruleset != "sound")
    summary = RuleSummarizer(playbook).summary(rule)

    text = rules_in_english([summary], TerminalStyle(width=60))
    data = rules_in_json([summary], ascii_only=True)

    assert [sign for sign in text.replace("\n", "") if not sign.isprintable()] == []
    assert max(map(cells, text.splitlines())) <= 60
    assert data.isascii()
    assert json.loads(data)[0]["id"] == rule.id


def test_the_json_of_a_rule() -> None:
    playbook = sound()
    rule = next(rule for rule in playbook.rules if rule.id == "close-the-quiet")

    written = json.loads(
        rules_in_json([RuleSummarizer(playbook, {rule.id: Shows((FIRES,), None)}).summary(rule)])
    )

    assert written == [
        {
            "id": "close-the-quiet",
            "ruleset": "sound",
            "for": "contract",
            "file": rule.location.file,
            "line": rule.location.line,
            "english": 'For each contract: if it counts as "quiet" and a check-in is recorded that '
            "had a no, advise, with low priority: Close TITLE.",
            "when": {
                "all": [
                    'it counts as "quiet"',
                    {"text": "a check-in is recorded that", "such": "had a no"},
                ]
            },
            "verb": "advise",
            "does": "advise, with low priority",
            "targets": [{"name": "close-contract", "text": "Close TITLE"}],
            "deadline": None,
            "in_force": None,
            "because": "CLIENT needs no more",
            "also": [],
            "note": None,
            "claims": [{"id": "D-1", "says": "Quiet contracts are better closed."}],
            "policy": [],
            "reads": [{"conclusion": "quiet", "drawn_by": ["gone-quiet"]}],
            "draws": [],
            "changed": [],
            "scenarios": {
                "fires": [{"name": "It fires", "file": "scenarios/a.yaml", "line": 3}],
                "near_miss": None,
            },
        }
    ]
