"""What the types of rows mean for a contract: one table for all reports.

The words differ from one generation of a report to the next ("Fixed Price", "Fixed-price"), and no list of
them is published.  A new word goes into `_TYPES`; one that is not there is counted and told with its sum.
"""

import re
from enum import Enum, auto
from functools import lru_cache


class Sense(Enum):
    """What a row means for a contract."""

    HOURLY = auto()
    FIXED = auto()
    PAID = auto()  # a bonus, which does not show the kind of contract
    REFUND = auto()
    CHARGEBACK = auto()  # the client's bank took a payment back
    ASIDE = auto()  # about a contract, but perhaps no pay for work
    OTHER = auto()  # between the freelancer and the platform
    UNKNOWN = auto()


PAYMENTS = frozenset({Sense.HOURLY, Sense.FIXED, Sense.PAID})
RETURNS = frozenset({Sense.REFUND, Sense.CHARGEBACK})

_TYPES = {
    Sense.HOURLY: "hourly, hourly payment, hourly invoice",
    Sense.FIXED: "fixed price, fixed price payment, fixed price milestone, milestone, milestone payment",
    Sense.PAID: "bonus, bonus payment",
    Sense.REFUND: "refund, refund to client, client refund, partial refund, full refund",
    Sense.CHARGEBACK: "chargeback, charge back, payment chargeback",
    Sense.ASIDE: "miscellaneous, adjustment, expense, expenses, reimbursement, expense reimbursement, salary",
    Sense.OTHER: "payment",
}
_SENSES = {name: sense for sense, names in _TYPES.items() for name in names.split(", ")}

# One of these words is enough: more types are in use than are listed anywhere, such as "VAT (KE)".
_FEES = {"fee", "fees", "connects", "membership", "subscription", "withdrawal", "withholding"}
_TAXES = {"gst", "hst", "tax", "taxes", "tds", "vat", "wht"}
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015]+")


@lru_cache(maxsize=1024)
def sense_of(name: str) -> Sense:
    """What rows of this type are; letter case, blanks and hyphens make no difference."""
    plain = plain_type(name)
    if (_FEES | _TAXES).intersection(_WORD.findall(plain)):
        return Sense.OTHER
    return _SENSES.get(plain, Sense.UNKNOWN)


@lru_cache(maxsize=1024)
def plain_type(name: str) -> str:
    """A type as types are compared."""
    return _BETWEEN.sub(" ", name).strip().casefold()
