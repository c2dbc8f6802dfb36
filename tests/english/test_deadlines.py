"""Deadlines in words."""

from pathlib import Path

import pytest

from advisor.english.comparisons import Words
from advisor.english.deadlines import deadline_in_english
from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND, usable

RULE = "{{id: mine, for: contract, when: {{stars: 1}}, advise: check-in, priority: low, deadline: {}, "


@pytest.mark.parametrize(
    ("deadline", "clause", "words"),
    [
        ("{field: last_activity}", "by the last activity", "the last activity"),
        ("{field: last_activity, plus: 0 days}", "by the last activity", "the last activity"),
        (
            "{field: last_activity, plus: 5 business days}",
            "by 5 business days after the last activity",
            "5 business days after the last activity",
        ),
        (
            "{field: last_activity, minus: 1 year}",
            "by 12 months before the last activity",
            "12 months before the last activity",
        ),
        (
            "{field: last_activity, plus: policy.idle_after}",
            "by 183 days after the last activity (policy idle_after)",
            "183 days (policy idle_after) after the last activity",
        ),
        (
            "{field: client.member_since, minus: idle}",
            "by the idle before the member since of the client",
            "the idle before the member since of the client",
        ),
    ],
)
def test_a_deadline_in_words(deadline: str, clause: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = RULE.format(deadline) + 'because: "So", claims: D-1}'
    path.write_text(f"ruleset: mine\nrules:\n  - {text}\n", encoding="utf-8")
    playbook = usable(load_playbook((str(SOUND), str(path))))
    [mine] = [rule for rule in playbook.rules if rule.id == "mine"]
    [consequence] = mine.consequences
    assert consequence.deadline is not None

    told = deadline_in_english(Words(playbook), consequence.deadline)

    assert (told.clause, str(told)) == (clause, words)
