"""What people are asked when they tell of something: what comes first, what is wrong, and how it ends.

Nothing here has a say in advice: it brings facts, and rules do the rest.
"""

from advisor.playbook.conditions import Condition
from advisor.playbook.durations import Duration
from advisor.source.record import record

# Fields and the values that they get, as a state holds them.
Sets = tuple[tuple[str, str], ...]


@record
class TriageOption:
    """One thing that may have happened: the facts that it sets, and the fields that are asked for then.

    `which` is the question that tells it closer, before those fields; `also` are other words for it.
    """

    says: str
    sets: Sets = ()
    asks: tuple[str, ...] = ()
    which: "Which | None" = None
    also: tuple[str, ...] = ()


@record
class Which:
    """A question with one answer of several."""

    ask: str
    options: tuple[TriageOption, ...]


@record
class Triage:
    """The question before all details, whether anything has happened; several answers may hold.

    The day of the answer is kept in the field `recorded_in`, and it is asked again `every` so long; `when`
    tells of whom it is asked.
    """

    ask: str
    options: tuple[TriageOption, ...]
    recorded_in: str
    every: Duration
    when: Condition | None = None


@record
class Ending:
    """What is written when it ends: the day in the field `on`, and facts; and the fields asked for then."""

    on: str
    sets: Sets = ()
    asks: tuple[str, ...] = ()


@record
class Intake:
    """What is asked of an entity: the fields and links that come `first`, its triage, and how it ends."""

    first: tuple[str, ...] = ()
    triage: Triage | None = None
    ending: Ending | None = None

    @property
    def days(self) -> tuple[str, ...]:
        """The dates that it keeps."""
        kept = (
            self.triage.recorded_in if self.triage else "",
            self.ending.on if self.ending else "",
        )
        return tuple(filter(None, kept))
