"""Business days, from Monday to Friday, on the calendar of ordinals: day 1 is a Monday."""

_WEEK, _WORKED = 7, 5


def business_days_between(first: int, last: int) -> int:
    """How many business days there are after the first day, up to the last; negative the other way round."""
    return _until(last) - _until(first)


def business_day_after(day: int, number: int) -> int:
    """The day with so many business days after `day` up to it; before it where the number is negative."""
    return _numbered(_until(day) + number) if number else day


def business_day_before(day: int, number: int) -> int:
    """The business day from which there are so many of them, itself included, up to the day before `day`."""
    return _numbered(_until(day - 1) + 1 - number) if number else day


def _numbered(number: int) -> int:
    """The business day of that number, from 1: the first Monday of the calendar."""
    weeks, rest = divmod(number - 1, _WORKED)
    return weeks * _WEEK + rest + 1


def _until(day: int) -> int:
    """The business days up to an ordinal, it included."""
    weeks, rest = divmod(day, _WEEK)
    return weeks * _WORKED + min(rest, _WORKED)
