"""A sentence where a file is about another day than the reader's."""

from advisor.reports.wording import count, long_day

_FRESH = 1  # days: a list of last night is no stale one


def stale_day(day: int, today: int) -> str:
    """That advice is for a day which lies back, or ahead (both are ordinals); "" where it is about now."""
    gone = today - day
    if 0 <= gone <= _FRESH:
        return ""
    away = f"{count(gone, 'day')} ago" if gone > 0 else f"{count(-gone, 'day')} from now"
    return f"This file says it is {long_day(day)}, {away}; take out its line as_of to see today."
