"""The shipped playbook without some of its rules advises every freelancer that comes with it."""

from functools import cache
from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.engine.reference import reference_run
from advisor.engine.run import Program
from advisor.facts.state import State
from advisor.playbook.model import names_of
from advisor.reports.advice.as_json import advice_json
from advisor.reports.advice.as_text import advice_text
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.errors import SelectionError
from tests.end_to_end.repeated import TODAY

STATES = sorted((Path(__file__).parents[2] / "scenarios" / "states").rglob("*.yaml"))


@cache
def shipped() -> Playbook:
    return Playbook.load()


@cache
def digest_of_all(path: Path) -> str:
    """The digest of the advice that every rule has a say in."""
    return shipped().review(State.load(str(path)), as_of=TODAY).digest


NAMES = names_of(shipped().content)


@pytest.mark.parametrize("name", NAMES)
def test_advice_without_a_rule_set_or_folder(name: str) -> None:
    reduced = shipped().without(name)
    program = Program(reduced.content)  # for the reference alone
    kept = {rule.id for rule in reduced.content.rules}

    for path in STATES[NAMES.index(name) % 4 :: 4]:  # each name with some, and each state with some
        run = reduced.run(State.load(str(path)), as_of=TODAY)
        advice = reduced.advise(run)

        fired = {(firing.rule.id, firing.row.index) for firing in run.firings}
        assert fired == set(reference_run(program, run.facts)[1])
        assert {rule for each in advice.recommendations for rule in each.rules} <= kept
        assert advice.without == (name,)
        assert f", without {name}\n" in advice_text(advice, TerminalStyle(width=100))
        assert f'"without": [\n      "{name}"\n    ]' in advice_json(advice)
        assert advice.digest != digest_of_all(path)


def test_the_library_adds_up_what_is_left_out() -> None:
    once = shipped().without("platform")

    assert once.without() is once
    assert shipped().without() is shipped()
    both = once.without("job-success", "platform")
    assert both.content.left_out == ("job-success", "platform")
    assert both.content == shipped().without("platform", "job-success").content
    with pytest.raises(SelectionError, match=r"^without documents, platform no rule would be left: "):
        once.without("documents")
    with pytest.raises(SelectionError, match=r'^there is no rule set or folder "platforms": did you mean'):
        shipped().without("platforms")
