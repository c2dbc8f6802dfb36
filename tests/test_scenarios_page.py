"""The example on the page about scenarios holds for the shipped playbook."""

import re
from pathlib import Path

from advisor.advice.api import Playbook
from advisor.scenarios import load_scenarios, run_scenarios

PAGE = Path(__file__).parents[1] / "docs" / "scenarios.md"


def test_the_example_passes(tmp_path: Path) -> None:
    [example] = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    playbook = Playbook.load()

    results = run_scenarios(playbook, load_scenarios([str(tmp_path)], playbook))

    assert [str(result) for result in results if not result.passed] == []
