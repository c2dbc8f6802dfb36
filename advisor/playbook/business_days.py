"""Business days, from Monday to Friday, on the calendar of ordinals: day 1 is a Monday."""

_WEEK, _WORKED = 7, 5


def business_days_between(first: int, last: int) -> int:
    """How many business days there are after the first day, up to the last; negative the other way round."""
    return _until(last) - _until(first)


def business_day_after(day: int, number: int) -> int:
    """The day with so many business days after `day` up to it; before it where the number is negative."""
    weeks, rest = divmod(_until(day) + number - 1, _WORKED)
    return weeks * _WEEK + rest + 1 if number else day


def _until(day: int) -> int:
    """The business days up to an ordinal, it included."""
    weeks, rest = divmod(day, _WEEK)
    return weeks * _WORKED + min(rest, _WORKED)
