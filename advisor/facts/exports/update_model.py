"""The account of one import: what became of every fact that exports tell, as values."""

from enum import StrEnum

from advisor.facts.exports.model import Note, Told
from advisor.facts.exports.picture_model import Unplaced
from advisor.facts.sources import Origin
from advisor.source.record import record


class Outcome(StrEnum):
    """What became of a fact.

    ADDED: the state lacked it.  CHANGED: an earlier import wrote another value, and the new one takes its
    place.  SAME: it stood there already; or it is a name of before; or a person wrote what tells more (a
    later day, a larger amount than the sum of some days).  YOURS: a person wrote another value, which stays.
    KEPT: an earlier import tells of a later day, or of more, and stays.  REFUSED: the vocabulary does not
    hold it.
    """

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    YOURS = "yours"
    KEPT = "kept"
    REFUSED = "refused"


@record
class Change:
    """What became of one fact.  `path` leads to it in the new state ("contracts.c-101.earned").

    `before` is the value in the old state as it is written there, "" where there was none ("null" is an
    unknown that a person wrote, or that an import did); `after` what the exports say, "" where they say that
    there is none.  `why` is a sentence where `outcome` alone does not tell it.
    """

    path: str
    outcome: Outcome
    before: str
    after: str
    origins: tuple[Origin, ...]
    why: str = ""


@record
class Added:
    """A client or a contract that the state did not have: its path, and what people call it.

    `platform_id` is the platform's number of it, `client` the client's name ("" for a client itself).
    """

    path: str
    name: str
    client: str = ""
    platform_id: str = ""


@record
class Clash:
    """Exports that contradict one another about one fact, so that nothing is written."""

    path: str
    values: tuple[Told, ...]


@record
class Account:
    """All of it.  `lacking` counts facts by field that this vocabulary does not know; `notes` are remarks."""

    clients: tuple[Added, ...] = ()
    contracts: tuple[Added, ...] = ()
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[Note, ...] = ()
    lacking: tuple[tuple[str, int], ...] = ()
