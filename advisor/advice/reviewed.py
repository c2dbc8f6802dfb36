"""A state's text with all that follows from it, for those who need it more than once."""

from advisor.advice.api import Playbook
from advisor.advice.model import Advice
from advisor.engine.run import Run
from advisor.facts.state import State
from advisor.source.record import record


@record
class Reviewed:
    """A state at a path, its text, and what follows from it."""

    playbook: Playbook
    path: str
    text: str
    state: State
    run: Run
    advice: Advice


def reviewed_text(playbook: Playbook, path: str, text: str, before: Reviewed | None = None) -> Reviewed:
    """The text under review, as it was `before` where it is the same.  Raises StateError."""
    if before is not None and (before.playbook, before.path, before.text) == (playbook, path, text):
        return before
    state = State.parse(text, path)
    run = playbook.run(state)
    return Reviewed(playbook, path, text, state, run, playbook.advise(run))
