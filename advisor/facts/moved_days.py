"""The text of a state with all of its days moved, so that an example is never old."""

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta

_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])", re.ASCII)
_AS_OF = re.compile(r"^as_of:[ \t]*(\d{4}-\d{2}-\d{2})[^\n]*\n+", re.MULTILINE | re.ASCII)


def moved_to(text: str, today: date) -> str:
    """The text without its `as_of`, and with every other day as far from `today` as it was from that one.

    A text without `as_of` stays as it is.
    """
    frozen = _AS_OF.search(text)
    if frozen is None:
        return text
    by = today - date.fromisoformat(frozen[1])
    return _DAY.sub(lambda day: _moved(day[0], by), text[: frozen.start()] + text[frozen.end() :])


def _moved(text: str, by: timedelta) -> str:
    try:
        day = date.fromisoformat(text)
        return (day + by).isoformat() if MINYEAR < day.year < MAXYEAR else text
    except (ValueError, OverflowError):
        return text
