"""The state that a command of every day works on, under review."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.reviewed import Reviewed


def reviewed(playbook: "Playbook", path: str, text: str | None = None) -> "Reviewed":
    """The state in a file, or with that text, under review.  Raises SourceError about either."""
    from advisor.advice.reviewed import reviewed_text
    from advisor.source.atomic_write import read_whole

    return reviewed_text(playbook, path, read_whole(path) if text is None else text)
