"""Days that people tell from today: "3 weeks ago", "in a fortnight", "friday", "last monday", "2w"."""

import re

from advisor.facts.typed.lean import WEEKDAYS, Readings, certain, one_of, open_between
from advisor.facts.typed.words import NUMBERS
from advisor.facts.typed.written_days import index_of
from advisor.playbook.durations import Duration, DurationUnit

FIXED = {
    **{"today": 0, "now": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0},
    **{"tomorrow": 1, "day after tomorrow": 2, "yesterday": -1, "day before yesterday": -2},
}
_COUNTS = {**NUMBERS, "a": 1, "an": 1, "a couple of": 2, "couple of": 2}
_NUMBER_WORDS = "|".join(sorted(_COUNTS, key=len, reverse=True))
_LONG = r"(?:business|working) days?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?"
_SPAN = re.compile(
    rf"(?:(?P<to>in|for) )?(?:(?P<n>\d{{1,5}}|\d{{1,3}},\d{{3}}) ?(?P<unit>{_LONG}|[dwmy])"
    rf"|(?P<word>{_NUMBER_WORDS}) (?P<long>{_LONG}))(?P<tail>'? time| ago| from now| from today)?",
    re.ASCII,
)
_DAYS_IN = {"d": 1, "w": 7, "f": 14}
_MONTHS_IN = {"m": 1, "y": 12}
_WEEKDAY = re.compile(
    r"(?:(?P<lean>last|past|next|this|coming|this coming|this past) )?(?P<day>[a-z]{3,9})\.?"
    r"(?: (?:of )?(?P<week>last|this|next) week)?"
)
_WEEK_ON = re.compile(r"(?P<day>[a-z]{3,9}) (?:week|in a week|a week later)|a week on (?P<on>[a-z]{3,9})")
_WEEK_FIRST = re.compile(r"(?P<week>last|this|next) week'?s? (?:on )?(?P<day>[a-z]{3,9})")
_TIME_OF_DAY = re.compile(r" (?:early |in the |at )?(?:morning|noon|afternoon|evening|night|lunchtime)")
_NEAR = ("Today", "Tomorrow")
_SHIFT = {"last": -1, "this": 0, "next": 1}


def relative_day(phrase: str, today: int) -> Readings | None:
    """The readings of a phrase in small letters; None for another kind of phrase."""
    if phrase in FIXED:
        return certain(today + FIXED[phrase])
    phrase = _TIME_OF_DAY.sub("", phrase)
    if phrase in FIXED:
        return certain(today + FIXED[phrase])
    if found := _WEEK_ON.fullmatch(phrase):
        day = index_of((*WEEKDAYS, *_NEAR), found["day"] or found["on"])
        return None if day is None else certain(_coming(day, today) + 7)
    if found := _WEEK_FIRST.fullmatch(phrase):
        day = index_of(WEEKDAYS, found["day"])
        return None if day is None else _in_week(day, _SHIFT[found["week"]], today)
    if span := _SPAN.fullmatch(phrase):
        return _span(span, today)
    if (found := _WEEKDAY.fullmatch(phrase)) and (day := index_of(WEEKDAYS, found["day"])) is not None:
        if found["week"]:
            return None if found["lean"] else _in_week(day, _SHIFT[found["week"]], today)
        return _weekday(day, (found["lean"] or "").split()[-1:], today)
    return None


def _span(span: re.Match[str], today: int) -> Readings | None:
    """So long ago, in so long a time, or either where it is not said."""
    ahead, tail = span["to"] is not None, (span["tail"] or "").strip(" '")
    if (tail and tail != "time" and ahead) or (tail == "time" and span["to"] != "in"):
        return None
    number = int(span["n"].replace(",", "")) if span["n"] else _COUNTS[span["word"]]
    unit = span["unit"] or span["long"]
    if unit.endswith(("business day", "business days", "working day", "working days")):
        duration = Duration(number, DurationUnit.BUSINESS_DAY)
    elif unit[0] in _MONTHS_IN:
        duration = Duration(number * _MONTHS_IN[unit[0]], DurationUnit.MONTH)
    else:
        duration = Duration(number * _DAYS_IN[unit[0]])
    if tail == "ago":
        return certain(duration.before(today))
    if ahead or tail:
        return certain(duration.after(today))
    return open_between(duration.before(today), duration.after(today))


def _coming(day: int, today: int) -> int:
    """The next such day of a week (0 is Monday), or today or tomorrow by their names."""
    if day >= len(WEEKDAYS):
        return today + day - len(WEEKDAYS)
    return today + (day - (today - 1) % 7 - 1) % 7 + 1


def _weekday(day: int, lean: list[str], today: int) -> Readings:
    """The day of a week: 0 is Monday.  "next friday" is unclear where a friday of this week is to come."""
    now = (today - 1) % 7
    coming, last = _coming(day, today), today - (now - day - 1) % 7 - 1
    if lean in (["last"], ["past"]):
        return certain(last)
    if lean == ["coming"]:
        return certain(coming)
    if lean == ["next"]:
        return one_of(coming, *_in_week(day, 1, today).days)
    if lean == ["this"]:
        return certain(today) if day == now else open_between(today - now + day, coming)
    return open_between(last, coming, *([today] if day == now else []))


def _in_week(day: int, shift: int, today: int) -> Readings:
    """The day of this week, the last or the next one, be it a week that starts on Monday or on Sunday."""
    monday = today - (today - 1) % 7
    sunday = today - today % 7
    return one_of(monday + 7 * shift + day, sunday + 7 * shift + (day + 1) % 7)
