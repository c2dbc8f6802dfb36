"""A table of days as people type them: where the day lies behind, where later, and where it is not known."""

from datetime import date

import pytest

from advisor.facts.typed.days import read_typed_day, refused_day
from advisor.facts.typed.lean import EXPECTED_DAY, Lean
from advisor.playbook.types import Mismatch

# Each line: what is typed, then the day as something that has happened, as something to come, and as either.
# One day stands for all three; "?" is refused with all readings, "-" as none.
SATURDAY = """
today                    | 2026-11-28
now                      | 2026-11-28
Tonight                  | 2026-11-28
this afternoon           | 2026-11-28
tomorrow                 | 2026-11-29
day after tomorrow       | 2026-11-30
the day after tomorrow.  | 2026-11-30
yesterday                | 2026-11-27
the day before yesterday | 2026-11-26
2026-11-21               | 2026-11-21
2026/11/21               | 2026-11-21
2026-1-5                 | 2026-01-05
21.11.2026               | 2026-11-21
1.2.2026                 | 2026-02-01
21. 11. 2026             | 2026-11-21
24.12.                   | 2025-12-24 | 2026-12-24 | ?
3.12.                    | 2025-12-03 | 2026-12-03 | ?
31. 11.                  | -
11/21/2026               | 2026-11-21
21/11/2026               | 2026-11-21
21-11-2026               | 2026-11-21
05/05/2026               | 2026-05-05
03/04/2026               | ?
3-4-2026                 | ?
11.21.2026               | -
21.11.26                 | -
11/21/26                 | -
13/13/2026               | -
11/21                    | 2026-11-21 | 2027-11-21 | ?
3/4                      | -
3-4                      | -
Nov 21                   | 2026-11-21 | 2027-11-21 | ?
21 Nov                   | 2026-11-21 | 2027-11-21 | ?
November 21st            | 2026-11-21 | 2027-11-21 | ?
21st of November         | 2026-11-21 | 2027-11-21 | ?
on the 21st of november  | 2026-11-21 | 2027-11-21 | ?
5 Dec                    | 2025-12-05 | 2026-12-05 | ?
Dec 5th                  | 2025-12-05 | 2026-12-05 | ?
Nov 28                   | 2026-11-28
21 Nov 2025              | 2025-11-21
Nov 21, 2025             | 2025-11-21
Nov. 21 2025             | 2025-11-21
21-nov-2026              | 2026-11-21
1. sept. 2026            | 2026-09-01
November 21st, 2025      | 2025-11-21
Nov 21 25                | -
Nov 21, '25              | -
92                       | -
Friday, 27 November 2026 | 2026-11-27
Fri 27 Nov               | 2026-11-27 | - | 2026-11-27
Sat 27 Nov 2026          | -
31 Feb                   | -
31 June 2026             | -
29 Feb                   | -
29 Feb 2024              | 2024-02-29
29 Feb 2026              | -
the 21st                 | 2026-11-21 | 2026-12-21 | ?
31st                     | 2026-10-31 | 2026-12-31 | ?
the 32nd                 | -
friday                   | 2026-11-27 | 2026-12-04 | ?
Fri                      | 2026-11-27 | 2026-12-04 | ?
tues                     | 2026-11-24 | 2026-12-01 | ?
monday                   | 2026-11-23 | 2026-11-30 | ?
sunday                   | 2026-11-22 | 2026-11-29 | ?
saturday                 | ? | 2026-12-05 | ?
last monday              | 2026-11-23
last saturday            | 2026-11-21
past friday              | 2026-11-27
next tuesday             | 2026-12-01
next saturday            | 2026-12-05
next sunday              | ?
this saturday            | 2026-11-28
this friday              | 2026-11-27 | 2026-12-04 | ?
this coming friday       | 2026-12-04
friday next week         | 2026-12-04
next week friday         | 2026-12-04
friday week              | 2026-12-11
a week on friday         | 2026-12-11
tomorrow week            | 2026-12-06
tomorrow morning         | 2026-11-29
friday evening           | 2026-11-27 | 2026-12-04 | ?
soon week                | -
monday last week         | 2026-11-16
until friday             | 2026-11-27 | 2026-12-04 | ?
3 weeks ago              | 2026-11-07
three weeks ago          | 2026-11-07
a week ago               | 2026-11-21
a fortnight ago          | 2026-11-14
in a fortnight           | 2026-12-12
in 3 days                | 2026-12-01
in 3 days' time          | 2026-12-01
3 days from now          | 2026-12-01
for 2 weeks              | 2026-12-12
in two weeks             | 2026-12-12
a couple of days ago     | 2026-11-26
2 wks ago                | 2026-11-14
5 business days ago      | 2026-11-23
in 1 business day        | 2026-11-30
1,000 days ago           | 2024-03-03
a month ago              | 2026-10-28
a year ago               | 2025-11-28
in 2 months              | 2027-01-28
2w                       | 2026-11-14 | 2026-12-12 | ?
1d                       | 2026-11-27 | 2026-11-29 | ?
1m                       | 2026-10-28 | 2026-12-28 | ?
3 days                   | 2026-11-25 | 2026-12-01 | ?
in 3 days ago            | -
a few days ago           | -
2-3 weeks ago            | -
200 years ago            | -
99999y                   | -
1926-01-01               | 1926-01-01
1826-11-21               | -
0026-11-21               | -
last March               | 2026-03-01
last november            | 2025-11-01
last december            | 2025-12-01
next March               | 2027-03-01
next december            | ?
last week                | 2026-11-21
next week                | 2026-11-30
next month               | 2026-12-01
next year                | 2027-01-01
last month               | -
last year                | -
march                    | -
may                      | -
March 2026               | -
2026                     | -
end of month             | 2026-11-30
end of the month         | 2026-11-30
end of last month        | 2026-10-31
start of next month      | 2026-12-01
beginning of May         | 2026-05-01 | 2027-05-01 | ?
end of May               | 2026-05-31 | 2027-05-31 | ?
end of February          | 2026-02-28 | 2027-02-28 | ?
end of Feb 2024          | 2024-02-29
end of last March        | 2026-03-31
last day of February 2028 | 2028-02-29
beginning of 2027        | 2027-01-01
end of the year          | 2026-12-31
beginning of the week    | 2026-11-23
end of the week          | ?
logo                     | -
maybe                    | -
4 stars                  | -
before friday            | -
soon                     | -
٣ days ago               | -
"""
OTHERS = [
    ("2027-01-01", "yesterday", "2026-12-31"),  # a new year
    ("2027-01-01", "last december", "2026-12-01"),
    ("2027-01-01", "end of last month", "2026-12-31"),
    ("2027-01-01", "last thursday", "2026-12-31"),
    ("2026-12-31", "tomorrow", "2027-01-01"),
    ("2026-12-31", "next month", "2027-01-01"),
    ("2026-12-31", "end of month", "2026-12-31"),
    ("2028-02-28", "tomorrow", "2028-02-29"),  # a leap year
    ("2028-02-29", "a year ago", "2027-02-28"),
    ("2028-02-29", "in a year", "2029-02-28"),
    ("2028-02-29", "Feb 29", "2028-02-29"),
    ("2028-02-01", "end of month", "2028-02-29"),
    ("2028-03-01", "yesterday", "2028-02-29"),
    ("2026-03-31", "a month ago", "2026-02-28"),  # ends of months
    ("2026-01-31", "in a month", "2026-02-28"),
    ("2026-01-31", "next month", "2026-02-01"),
    ("2026-11-25", "next monday", "2026-11-30"),  # a Wednesday
    ("2026-11-25", "next friday", "?"),
    ("2026-11-25", "last monday", "2026-11-23"),
    ("2026-11-25", "this friday", "2026-11-27"),
    ("2026-11-25", "next wednesday", "2026-12-02"),
    ("2026-11-29", "next tuesday", "?"),  # a Sunday ends a week, or begins one
    ("2026-11-29", "next week", "2026-11-30"),
    ("2026-11-29", "monday next week", "?"),
    ("2026-11-30", "beginning of the week", "2026-11-30"),  # a Monday
    ("2026-11-30", "last sunday", "2026-11-29"),
    ("2026-11-30", "next friday", "?"),
    ("2026-11-30", "friday next week", "2026-12-11"),
]
LEANS = (Lean.BEHIND, Lean.LATER, Lean.EITHER)
LINES = [[cell.strip() for cell in line.split("|")] for line in SATURDAY.strip().splitlines()]
CASES = [
    (text, lean, day)
    for text, *days in LINES
    for lean, day in zip(LEANS, days * (3 // len(days)), strict=True)
]


def read(text: str, lean: Lean = Lean.EITHER, today: str = "2026-11-28") -> str:
    """The day, "?" for several, "-" for none."""
    day = read_typed_day(text, date.fromisoformat(today).toordinal(), lean)
    if isinstance(day, Mismatch):
        return "?" if day.expected != EXPECTED_DAY and day.expected[:4].isdecimal() else "-"
    return date.fromordinal(day).isoformat()


@pytest.mark.parametrize(("text", "lean", "day"), CASES)
def test_on_a_saturday(text: str, lean: Lean, day: str) -> None:
    assert read(text, lean) == day
    assert read(f"  {text.upper()} ", lean) == day


@pytest.mark.parametrize(("today", "text", "day"), OTHERS)
def test_on_other_days(today: str, text: str, day: str) -> None:
    assert read(text, Lean.EITHER, today) == day


def test_the_table_is_a_table() -> None:
    assert len(LINES) > 120
    assert all(len(line) in (2, 4) for line in LINES)


@pytest.mark.parametrize(
    ("text", "lean", "told"),
    [
        ("tomorow", Lean.LATER,
         'I can\'t read "tomorow". Did you mean "tomorrow"? Try 1d, 2w or 2026-12-05.'),
        ("last wensday", Lean.BEHIND,
         'I can\'t read "last wensday". Did you mean "last wednesday"? Try 1d, 2w or 2026-12-05.'),
        ("soon", Lean.LATER, 'I can\'t read "soon". Try 1d, 2w or 2026-12-05.'),
        ("03/04/2026", Lean.BEHIND,
         'I can\'t read "03/04/2026": it could be 4 March 2026 or 3 April 2026. '
         "Try 2026-03-04 or 2026-04-03."),
        ("3/4", Lean.BEHIND, 'I can\'t read "3/4": it could be 4 March or 3 April. Try 4 March or 3 April.'),
        ("friday", Lean.EITHER,
         'I can\'t read "friday": it could be 27 November 2026 or 4 December 2026. '
         "Try 2026-11-27 or 2026-12-04."),
        ("31 June 2026", Lean.BEHIND,
         'I can\'t read "31 June 2026": there is no such day in the calendar. Try 1d, 2w or 2026-12-05.'),
        ("Nov 21 25", Lean.BEHIND,
         'I can\'t read "Nov 21 25": write the year with four digits. Try 1d, 2w or 2026-12-05.'),
        ("Sat 27 Nov 2026", Lean.BEHIND,
         'I can\'t read "Sat 27 Nov 2026": 27 November 2026 is a Friday. Try 1d, 2w or 2026-12-05.'),
        ("1826-11-21", Lean.BEHIND,
         'I can\'t read "1826-11-21": that is more than a hundred years away. Try 1d, 2w or 2026-12-05.'),
        ("last month", Lean.BEHIND, 'I can\'t read "last month". Which day? Try 1d, 2w or 2026-12-05.'),
        ("29 feb", Lean.BEHIND, 'I can\'t read "29 feb": write the year as well. Try 1d, 2w or 2026-12-05.'),
        ("x" * 99, Lean.BEHIND, f'I can\'t read "{"x" * 57}...". Try 1d, 2w or 2026-12-05.'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(text: str, lean: Lean, told: str) -> None:
    day = read_typed_day(text, date(2026, 11, 28).toordinal(), lean)

    assert isinstance(day, Mismatch)
    assert refused_day(text, day, "1d, 2w or 2026-12-05") == told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("friday", "2026-12-04"),  # what is due lies ahead
        ("5 Dec", "2026-12-05"),
        ("Nov 28", "2026-11-28"),
        ("the 27th", "2026-12-27"),
        ("last tuesday", "2026-11-24"),  # unless it is said that it does not
        ("Nov 21", "?"),  # and was it due a week ago?
        ("saturday", "?"),
    ],
)
def test_what_is_due(text: str, day: str) -> None:
    assert read(text, Lean.AHEAD) == day
