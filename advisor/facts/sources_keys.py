"""The keys of the section `sources` of a state, and the days in it: all that a check of its shape needs.

Every command that reads a state checks that shape, so this imports next to nothing.
"""

import re

from advisor.facts.exports.periods import Period
from advisor.playbook.quantities import FieldType, read_value

FILES, PLATFORM_ID = "files", "platform_id"
VALUE, FILE, PLACE, ALSO, DAY, FROM, TO, LACKS, KNOWN_AS = (
    *("value", "file", "place", "also"),
    *("day", "from", "to", "lacks", "known_as"),
)
KIND, READ = "kind", "read"

_PERIOD = re.compile(r"(\S+)\.\.(\S+)")


def period_of(text: str) -> Period | None:
    """ "2026-06-21..2026-07-04" as days; None for another text."""
    match = _PERIOD.fullmatch(text.strip())
    start, end = (day_of(match[1]), day_of(match[2])) if match else (None, None)
    return (start, end) if start is not None and end is not None and start <= end else None


def day_of(text: str) -> int | None:
    """A day as an ordinal; None for another text."""
    value = read_value(text, FieldType.DATE)
    return value if isinstance(value, int) else None
