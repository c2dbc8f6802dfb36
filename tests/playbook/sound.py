"""The sound playbook, with rules of one's own on top of it."""

from functools import cache
from pathlib import Path

from advisor.playbook.load import Loaded, load_playbook
from advisor.playbook.model import Rule, RuleBase

SOUND = Path(__file__).with_name("sound.yaml")
_TAIL = 'because: "So", claims: D-1}'


@cache
def sound() -> RuleBase:
    return usable(load_playbook((str(SOUND),)))


def usable(loaded: Loaded) -> RuleBase:
    assert loaded.playbook is not None, [str(problem) for problem in loaded.diagnostics]
    return loaded.playbook


def rule(when: str, folder: Path, subject: str = "contract") -> Rule:
    """The rule with these conditions, read on top of the sound playbook."""
    verb = "forbid: check-in" if subject == "contract" else "forbid: keep-it-up"
    path = folder / "mine.yaml"
    text = f"{{id: mine, for: {subject}, when: {when}, {verb}, {_TAIL}"
    path.write_text(f"ruleset: mine\nrules:\n  - {text}\n", encoding="utf-8")
    playbook = usable(load_playbook((str(SOUND), str(path))))
    return next(rule for rule in playbook.rules if rule.id == "mine")
