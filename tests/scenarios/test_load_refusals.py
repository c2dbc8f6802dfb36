"""What a constraint refuses is refused on the day of a scenario, and not on any other."""

from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios
from advisor.source.errors import ScenarioError
from tests.facts.refusing import STATE, refusing

SCENARIOS = """\
scenarios:
  - name: Nobody looks yet
    as_of: 2026-05-11
    state: me.yaml
    expect: {not_recommended: [look@h-1]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("me.yaml").write_text(STATE.partition("\n")[2], encoding="utf-8")


def test_a_state_is_read_for_the_days_of_its_scenarios(tmp_path: Path) -> None:
    Path("scenarios.yaml").write_text(SCENARIOS, encoding="utf-8")

    assert len(load_scenarios(["scenarios.yaml"], refusing(tmp_path))) == 1


def test_on_another_day_it_is_refused(tmp_path: Path) -> None:
    Path("scenarios.yaml").write_text(SCENARIOS.replace("05-11", "05-20"), encoding="utf-8")

    with pytest.raises(ScenarioError) as caught:
        load_scenarios(["scenarios.yaml"], refusing(tmp_path))

    assert str(caught.value) == "me.yaml:2:5: error[constraint]: hives.h-1: nobody waits so long"
