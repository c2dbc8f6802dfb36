"""Playbooks as text, read the way a coach's are."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.playbook.load import Loaded, load_playbook
from advisor.playbook.model import RuleBase
from advisor.source.diagnostic import Severity

Json = Any  # what json.dumps takes


@dataclass(frozen=True)
class Written:
    """A playbook before it is read: its first line; then a line for each constraint, action and rule."""

    head: dict[str, Json]
    rules: list[Json]
    constraints: list[Json]
    actions: dict[str, Json]

    def text(self) -> str:
        """The file: YAML, and JSON as well."""
        lines = [json.dumps(self.head)[:-1] + ', "constraints": [']
        lines += _lines([json.dumps(one) for one in self.constraints])
        lines.append('], "actions": {')
        lines += _lines([f"{json.dumps(name)}: {json.dumps(one)}" for name, one in self.actions.items()])
        lines.append('}, "rules": [')
        return "\n".join([*lines, *_lines([json.dumps(one) for one in self.rules]), "]}"])

    def load(self) -> Loaded:
        """The playbook with all that is wrong with it."""
        return load_text(self.text())

    def read(self) -> RuleBase:
        """The playbook without the rules, constraints and texts that the checker refuses."""
        return self._sound()[1]

    def sound(self) -> "Written":
        """What `read` reads."""
        return self._sound()[0]

    def _sound(self) -> tuple["Written", RuleBase]:
        loaded = self.load()
        if loaded.playbook is not None:
            return self, loaded.playbook
        errors = [problem for problem in loaded.diagnostics if problem.severity is Severity.ERROR]
        bad = {problem.location.line for problem in errors}
        kept = self.without(bad)
        assert kept != self, (self.text(), loaded.diagnostics)
        return kept._sound()

    def without(self, lines: set[int]) -> "Written":
        """The playbook without what stands on these lines; of an action, without what it says."""
        action = self.first_action
        rule = action + len(self.actions) + 1
        return Written(
            self.head,
            [one for number, one in enumerate(self.rules, rule) if number not in lines],
            [one for number, one in enumerate(self.constraints, 2) if number not in lines],
            {
                name: {key: one[key] for key in one if number not in lines or key not in ("steps", "message")}
                for number, (name, one) in enumerate(self.actions.items(), action)
            },
        )

    @property
    def first_action(self) -> int:
        """The line of the first action."""
        return 3 + max(1, len(self.constraints))


def _lines(items: list[str]) -> list[str]:
    """A line each; an empty one for none."""
    return [*(f"{item}," for item in items[:-1]), *(items[-1:] or [""])]


def as_playbook(sections: Json) -> RuleBase:
    """A playbook of one file, given as plain values; nothing may be wrong with it."""
    loaded = load_text(json.dumps(sections))
    assert loaded.playbook is not None, "\n".join(map(str, loaded.diagnostics))
    return loaded.playbook


def load_text(text: str) -> Loaded:
    """A playbook of one file with this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "playbook.yaml")
        path.write_text(text, encoding="utf-8")
        return load_playbook((str(path),))
