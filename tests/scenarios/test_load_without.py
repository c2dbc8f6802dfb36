"""Scenarios that leave out a part of the playbook."""

import shutil
from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.scenarios import load_scenarios, run_scenarios
from advisor.source.errors import ScenarioError, SelectionError
from tests.scenarios.toy import NORA, TOY

RULES = """\
ruleset: {name}
rules:
  - {{id: {name}, for: contract, when: {{title: {title}}}, forbid: {action}, because: "No.", claims: T1-01}}
"""
SCENARIO = """\
  - name: {name}
    as_of: 2026-11-21
    state: nora.yaml
    without: {without}
    expect: {expect}
"""


@pytest.fixture
def playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Playbook:
    """The toy playbook with two folders of rules more, and Nora beside it."""
    monkeypatch.chdir(tmp_path)
    for name, title, action in (("silence", "Logo", "talk"), ("leisure", "Poem", "hurry")):
        Path("book", name).mkdir(parents=True)
        text = RULES.format(name=f"{name}-first", title=title, action=action)
        Path("book", name, "rules.yaml").write_text(text)
    shutil.copyfile(TOY, "book/toy.yaml")
    Path("nora.yaml").write_text(NORA)
    return Playbook.load("book")


def write(*scenarios: tuple[str, str]) -> None:
    """Scenarios by their `without` and `expect`."""
    written = [
        SCENARIO.format(name=f"number {number}", without=without, expect=expect)
        for number, (without, expect) in enumerate(scenarios)
    ]
    Path("it.yaml").write_text("scenarios:\n" + "".join(written))


def test_each_is_reviewed_without_what_it_leaves_out(playbook: Playbook) -> None:
    write(
        ("[]", "{set_aside: [talk@c-1, hurry@c-2]}"),
        (
            "silence",
            "{recommended: [talk@c-1], set_aside: [{action: hurry, subject: c-2, by: leisure-first}]}",
        ),
        ("[silence/, leisure-first]", "{recommended: [talk@c-1, hurry@c-2]}"),
        ("[leisure]", "{recommended: [hurry@c-2], set_aside: [talk@c-1]}"),
    )

    scenarios = load_scenarios(["it.yaml"], playbook)
    results = run_scenarios(playbook, scenarios)

    assert [scenario.without for scenario in scenarios] == [
        (),
        ("silence",),
        ("leisure-first", "silence"),
        ("leisure",),
    ]
    assert [str(result) for result in results if not result.passed] == []
    assert [result.advice.without for result in results] == [scenario.without for scenario in scenarios]


def test_what_scenarios_leave_out_comes_on_top_of_what_the_playbook_does(playbook: Playbook) -> None:
    write(("[silence]", "{recommended: [talk@c-1, hurry@c-2]}"), ("toy", "{not_recommended: [talk@c-1]}"))

    scenarios = load_scenarios(["it.yaml"], playbook)

    [result] = run_scenarios(playbook.without("leisure", "silence-first"), scenarios[:1])
    assert result.passed
    assert result.advice.without == ("leisure", "silence", "silence-first")
    with pytest.raises(SelectionError, match=r"no rule would be left"):
        run_scenarios(playbook.without("leisure", "silence"), scenarios[1:])


def test_a_playbook_is_reduced_once_for_all_scenarios(
    playbook: Playbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["[]", "[silence]", "[leisure, silence]"]
    write(*[(names[n % 3], "{exact: true, recommended: []}") for n in range(9)])
    scenarios = load_scenarios(["it.yaml"], playbook)
    made: list[tuple[str, ...]] = []
    without = Playbook.without

    def counted(self: Playbook, *names: str) -> Playbook:
        made.append(names)
        return without(self, *names)

    monkeypatch.setattr(Playbook, "without", counted)

    run_scenarios(playbook, scenarios)

    assert made == [("silence",), ("leisure", "silence")]


def test_rules_that_are_left_out_cannot_be_expected(playbook: Playbook) -> None:
    write(("silence", "{set_aside: [{action: talk, subject: c-1, by: silence-first}]}"))

    with pytest.raises(ScenarioError) as caught:
        load_scenarios(["it.yaml"], playbook)

    assert str(caught.value).splitlines() == [
        'it.yaml:6:59: error[unknown-rule]: this scenario is without the rule "silence-first"',
        '    hint: name another one, or shorten "without"',
    ]


def test_a_rule_that_another_playbook_disables_may_be_named_and_does_not_speak(playbook: Playbook) -> None:
    write(("[]", "{set_aside: [{action: talk, subject: c-1, by: silence-first}]}"))
    Path("mine").mkdir()
    Path("mine/mine.yaml").write_text(
        "playbook: {name: Mine, extends: ../book}\n"
        "override: {rules: {silence-first: {disabled: true, because: We talk}}}\n"
    )
    mine = Playbook.load("mine")

    (before,) = run_scenarios(playbook, load_scenarios(["it.yaml"], playbook))
    (after,) = run_scenarios(mine, load_scenarios(["it.yaml"], mine))

    assert before.passed
    assert [difference.message for difference in after.differences] == [
        "expected to be set aside, but it is recommended at rank 1 (high) by talk-when-angry"
    ]
