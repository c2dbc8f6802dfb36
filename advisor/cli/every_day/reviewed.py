"""The state that a command of every day works on, under review."""

from typing import TYPE_CHECKING

from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.model import Advice
    from advisor.engine.run import Run
    from advisor.facts.state import State


@record
class Reviewed:
    """A state in a file, its text, and what follows from it."""

    playbook: "Playbook"
    path: str
    text: str
    state: "State"
    run: "Run"
    advice: "Advice"


def reviewed(playbook: "Playbook", path: str, text: str | None = None) -> Reviewed:
    """The state in a file, or with that text, under review.  Raises SourceError about either."""
    from advisor.facts.state import State
    from advisor.source.atomic_write import read_whole

    if text is None:
        text = read_whole(path)
    state = State.parse(text, path)
    run = playbook.run(state)
    return Reviewed(playbook, path, text, state, run, playbook.advise(run))
