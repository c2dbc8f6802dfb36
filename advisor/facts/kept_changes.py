"""The last changes that commands made in a state's file, so that they can be taken back byte for byte."""

from typing import Any

from advisor.facts.state_memory import recalled, remember
from advisor.source.record import record

KEEP = 20
_KIND = "changes"  # of what is remembered
_LARGEST = 4_000_000  # characters of all texts kept of one state


@record
class KeptChange:
    """A change of a state's text: what it was about ("" for no words), and the text before and after."""

    what: str
    before: str
    after: str


def keep_change(path: str, change: KeptChange) -> bool:
    """Keep a change that was written into the file at a path; whether it can be taken back from now on."""
    return _write(path, [*_read(path), change][-KEEP:])


def last_change(path: str, text: str) -> KeptChange | None:
    """The last change of a file that has this text now, less those that were taken back; None for none."""
    changes = _not_taken_back(_read(path), text)
    return changes[-1] if changes else None


def drop_change(path: str, text: str) -> None:
    """Forget the last change of a file: it was taken back, and the file has this text again."""
    _write(path, _not_taken_back(_read(path), text))


def _not_taken_back(changes: list[KeptChange], text: str) -> list[KeptChange]:
    """The changes without the last one, where the text is the one before it."""
    is_back = bool(changes) and changes[-1].before == text != changes[-1].after
    return changes[:-1] if is_back else changes


def _read(path: str) -> list[KeptChange]:
    return recalled(_KIND, path, _changes_from) or []


def _changes_from(kept: Any) -> list[KeptChange]:
    return [_change_from(each) for each in kept["changes"]]


def _change_from(kept: Any) -> KeptChange:
    what, before, after = kept
    if not all(isinstance(text, str) for text in kept):
        raise TypeError(kept)
    return KeptChange(what, before, after)


def _write(path: str, changes: list[KeptChange]) -> bool:
    while sum(len(change.before) + len(change.after) for change in changes) > _LARGEST:
        changes = changes[1:]
    kept = {"changes": [[change.what, change.before, change.after] for change in changes]}
    return remember(_KIND, path, kept) and bool(changes)
