"""The types of transactions: what a row of a transaction report is, by the word that it bears.

The words differ from one generation of the report to the next ("Fixed Price", "Fixed-price"), and no list of
them is published.  A word that is not listed here is passed through and counted, never an error.
"""

import re
from enum import Enum, auto
from functools import lru_cache

from advisor.source.record import record

_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015]+")
_MOST = 100  # types that are told apart in one file
_LONGEST = 60  # characters of a type's name
_THE_REST = "(further types)"


class Sense(Enum):
    """What a row means for a contract.

    HOURLY, FIXED and PAID are payments of the client on a contract; PAID, a bonus, does not tell the kind of
    contract.  REFUND is money that went back to the client.  ASIDE is about a contract as well, but does not
    say whether the client paid for work: an expense paid back, a correction, "miscellaneous".  OTHER is
    between the freelancer and the platform: fees, taxes, connects, withdrawals.
    """

    HOURLY = auto()
    FIXED = auto()
    PAID = auto()
    REFUND = auto()
    ASIDE = auto()
    OTHER = auto()
    UNKNOWN = auto()


PAYMENTS = frozenset({Sense.HOURLY, Sense.FIXED, Sense.PAID})

_SENSES = {
    "hourly": Sense.HOURLY,
    "fixed price": Sense.FIXED,
    "milestone": Sense.FIXED,
    "bonus": Sense.PAID,
    "refund": Sense.REFUND,
    "refund to client": Sense.REFUND,
    "miscellaneous": Sense.ASIDE,
    "adjustment": Sense.ASIDE,
    "expense": Sense.ASIDE,
    "salary": Sense.ASIDE,
    "service fee": Sense.OTHER,
    "service fee refund": Sense.OTHER,
    "processing fee": Sense.OTHER,
    "payment": Sense.OTHER,
}

# Types of which more are in use than are listed anywhere, such as "VAT (KE)" or "Withdrawal Fee".  They are
# told by their first word.
_FAMILIES = frozenset(
    {"connects", "gst", "membership", "subscription", "vat", "wht", "withdrawal", "withholding"}
)


@lru_cache(maxsize=1024)
def sense_of(name: str) -> Sense:
    """What rows of this type are; letter case, blanks and hyphens make no difference."""
    plain = _plain(name)
    if plain.partition(" ")[0] in _FAMILIES:
        return Sense.OTHER
    return _SENSES.get(plain, Sense.UNKNOWN)


class TypeCount:
    """How many rows of each type a file has.

    A type is called as the file spells it, and by the first spelling in the order of letters where it has
    several, so that the order of rows makes no difference.  Types that are no payments share one count from
    the hundredth on, as nobody would read more.
    """

    def __init__(self) -> None:
        self._counts: dict[str, _Counted] = {}

    def add(self, name: str) -> Sense:
        """Count a row of this type, and say what it is."""
        plain, sense = _plain(name), sense_of(name)
        shown = name[:_LONGEST] or "(no type)"
        if len(self._counts) >= _MOST and plain not in self._counts and sense in (Sense.OTHER, Sense.UNKNOWN):
            plain, shown = f"{_THE_REST} {sense.name}", _THE_REST
        before = self._counts.get(plain)
        if before is None:
            self._counts[plain] = _Counted(shown, 1, sense)
        else:
            self._counts[plain] = _Counted(min(before.name, shown), before.rows + 1, sense)
        return sense

    def told(self) -> tuple[tuple[str, int, bool], ...]:
        """The types as an `Export` holds them, in the order of their names."""
        each = self._counts.values()
        return tuple(sorted((one.name, one.rows, one.sense is not Sense.UNKNOWN) for one in each))

    def aside(self) -> tuple[tuple[str, int], ...]:
        """The types whose rows are about contracts and are not counted, with their rows."""
        each = self._counts.values()
        return tuple(sorted((one.name, one.rows) for one in each if one.sense is Sense.ASIDE))


@record
class _Counted:
    name: str
    rows: int
    sense: Sense


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return _BETWEEN.sub(" ", name).strip().casefold()
