"""The words that a playbook speaks in, as far as they are not those of its fields: `words:`."""

from advisor.playbook.units import UNNAMED, Units
from advisor.source.record import record


@record
class Terms:
    """What a playbook calls things, with neutral words where it says nothing.

    `person` is who is advised.  `score` is what points are points of, `risk` what would cost them, and `note`
    a sentence on that estimate.  `conjunction` is the word before the last of several.
    """

    units: Units = UNNAMED
    person: str = "person"
    score: str = "score"
    risk: str = "one lapse"
    note: str = ""
    conjunction: str = "and"


NEUTRAL = Terms()
"""The words of a playbook that gives none."""
