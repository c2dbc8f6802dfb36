"""The examples on the page about scenarios hold for the shipped playbook."""

import re
from pathlib import Path

from advisor.advice.api import Playbook
from advisor.scenarios import load_scenarios, run_scenarios

PAGE = Path(__file__).parents[1] / "docs" / "scenarios.md"


def test_the_examples_pass(tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for number, example in enumerate(examples):
        (tmp_path / f"{number}.yaml").write_text(example, encoding="utf-8")
    playbook = Playbook.load()

    results = run_scenarios(playbook, load_scenarios([str(tmp_path)], playbook))

    assert len(examples) == 3
    assert [str(result) for result in results if not result.passed] == []
