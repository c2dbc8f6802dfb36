"""What compiled rules are: productions, and what the facts of rows carry for them.

Values alone, so that they can be kept: what reads a row is made of them when a review needs it.
"""

from typing import NamedTuple

from advisor.engine.alpha import AlphaTree
from advisor.engine.limits import Production
from advisor.playbook.conditions import Condition
from advisor.playbook.expressions import Path
from advisor.playbook.model import Validity
from advisor.playbook.strata import Strata
from advisor.source.record import record

SUBJECT = "ref"  # the property that holds the index of the row itself

Source = Path | Condition | Validity
"""What a property of a fact reads: a value, the truth of a condition, or whether a period covers the day."""


class Way(NamedTuple):
    """Links to follow, from the only row of `single`, or ("") from the row itself."""

    single: str
    hops: tuple[str, ...]


@record
class Subjects:
    """How the rows of one entity become facts.

    The tree finds the conjunctions of tests that hold, by number; each is a flag of the fact of the kind at
    its number in `kinds`.  `sources` has what the tests read, `links` the rows whose indexes joins need.
    """

    tree: AlphaTree
    kinds: tuple[str, ...]
    sources: dict[str, Source]
    links: dict[str, Way]


@record
class Stage:
    """One stratum: its productions, and how rows become facts for them, by entity."""

    productions: tuple[Production, ...]
    subjects: dict[str, Subjects]


@record
class Compiled:
    """The rules of a playbook: their strata, and the stages in order."""

    strata: Strata
    stages: tuple[Stage, ...]


def flag(number: int) -> str:
    """The property that says that a conjunction holds."""
    return f"holds {number}"


def conclusion_kind(entity: str, name: str) -> str:
    """The kind of the fact that stands for a conclusion."""
    return f"{entity}/{name}"
