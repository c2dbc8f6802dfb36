"""Actions for what others list by number: two of one number are two, wherever advice names them."""

from pathlib import Path

import pytest

from advisor import Playbook, State
from advisor.advice.compare import compare_advice, outcomes_of
from advisor.reports.advice.as_json import advice_json
from advisor.reports.advice.saved import parse_saved
from advisor.scenarios import load_scenarios, run_scenarios
from advisor.source.errors import ScenarioError

PLAYBOOK = """\
playbook: {name: Beds}
entities:
  bed: {key: id, called: bed, label: "{id}", fields: {id: {type: text}}}
  row: {belongs_to: bed, as: rows, called: row, fields: {dry: {type: flag, ask: "Is it dry?"}}}
actions:
  water: {for: row, title: "Water it", effort: low}
documents: {D: {title: "A book", authority: document}}
claims: {D-1: {document: D, section: One, kind: rule, says: "Water."}}
ruleset: water
title: Water
rules:
  - {id: dry, for: row, when: {dry: true}, advise: water, priority: low, because: "It is dry.", claims: [D-1]}
"""
STATE = """\
as_of: 2026-05-11
beds:
  - {id: a, rows: [{dry: false}, {dry: true}]}
  - {id: b, rows: [{dry: true}, {dry: true}, {dry: true}]}
"""
SCENARIO = """\
scenarios:
  - {name: Dry, as_of: 2026-05-11, state: beds.yaml, expect: {recommended: [water@%s]}}
"""


@pytest.fixture(name="playbook")
def _playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Playbook:
    monkeypatch.chdir(tmp_path)
    Path("rules.yaml").write_text(PLAYBOOK, encoding="utf-8")
    Path("beds.yaml").write_text(STATE, encoding="utf-8")
    return Playbook.load("rules.yaml")


def test_each_has_a_name_of_its_own(playbook: Playbook) -> None:
    advice = playbook.review(State.load("beds.yaml"))

    names = [item.subject.id for item in advice.recommendations]
    assert sorted(names) == ["beds.a.rows.1", "beds.b.rows.0", "beds.b.rows.1", "beds.b.rows.2"]
    assert len(outcomes_of(advice)) == 4
    assert compare_advice(advice, parse_saved(advice_json(advice)).advice).is_empty


@pytest.mark.parametrize("subject", ["beds.b.rows.1", "2"])
def test_a_scenario_names_one_by_its_path_or_by_a_number_that_is_its_own(
    subject: str, playbook: Playbook
) -> None:
    Path("it.yaml").write_text(SCENARIO % subject, encoding="utf-8")

    [result] = run_scenarios(playbook, load_scenarios(["it.yaml"], playbook))

    assert result.passed


def test_a_number_of_several_is_none(playbook: Playbook) -> None:
    Path("it.yaml").write_text(SCENARIO % "1", encoding="utf-8")

    with pytest.raises(ScenarioError) as caught:
        load_scenarios(["it.yaml"], playbook)

    assert str(caught.value) == (
        'it.yaml:2:77: error[unknown-id]: "1" is the number of 2 of rows\n'
        "    hint: name one by its path: beds.a.rows.1, beds.b.rows.1"
    )
