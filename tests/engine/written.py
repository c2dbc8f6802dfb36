"""Playbooks as text, one rule a line, read the way a coach's are."""

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
    """A playbook before it is read: the first lines, and the lines of its rules."""

    head: list[str]
    rules: list[str]

    def text(self) -> str:
        """The file: YAML, and JSON as well."""
        return "\n".join([*self.head, ",\n".join(self.rules), "]}"])

    def load(self) -> Loaded:
        """The playbook with all that is wrong with it."""
        return load_text(self.text())

    def read(self) -> RuleBase:
        """The playbook without the rules that the checker refuses."""
        loaded = self.load()
        if loaded.playbook is not None:
            return loaded.playbook
        errors = [problem for problem in loaded.diagnostics if problem.severity is Severity.ERROR]
        bad = {problem.location.line - len(self.head) - 1 for problem in errors}
        assert min(bad) >= 0, (self.text(), loaded.diagnostics)
        return Written(self.head, [rule for n, rule in enumerate(self.rules) if n not in bad]).read()


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
