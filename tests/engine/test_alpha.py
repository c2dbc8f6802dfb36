"""A block of a thousand tests: a call for each would be more calls within one another than Python allows."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.facts.state import State
from tests.playbook.sound import SOUND

TESTS = {"all": '{{issues: "!= {}"}}', "any": '{{issues: "{}"}}'}


@pytest.mark.parametrize(
    ("word", "issues", "fires"), [("all", 9, True), ("all", 5800, False), ("any", 5800, True)]
)
def test_a_thousand_tests_in_one_block(word: str, issues: int, fires: bool, tmp_path: Path) -> None:
    tests = ", ".join(TESTS[word].format(number) for number in range(5000, 6000))
    verb = "advise: check-in, priority: low, because: So, claims: D-1"
    text = f"{{id: mine, for: contract, when: {{{word}: [{tests}]}}, {verb}}}"
    rules = tmp_path / "mine.yaml"
    rules.write_text(f"ruleset: mine\nrules:\n  - {text}\n", encoding="utf-8")
    playbook = Playbook.load(str(SOUND), str(rules))
    state = State.from_values({"as_of": "2026-11-21", "contracts": [{"id": "a", "issues": issues}]})

    fired = [firing.rule.id for firing in playbook.run(state).firings]

    assert fired == (["mine"] if fires else [])
