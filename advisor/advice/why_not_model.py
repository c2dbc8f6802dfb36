"""Why something did not come up, as values: what stands after all, and the rules that came nearest."""

from advisor.advice.compare import Standing
from advisor.advice.distance import Distance
from advisor.advice.explain_model import Found, Voice
from advisor.advice.model import Subject
from advisor.advice.points import unread
from advisor.source.record import record


@record
class Stands:
    """A subject for which it did come up: an action that stands in the advice, a rule that fires.

    `item` is the action with the subject: of a rule, the first one that it is about.  `voices` are the rules
    that set an action aside.  `returns` is the first day, as an ordinal, on which time alone makes it
    recommended, where it is not now.
    """

    item: str
    subject: Subject
    title: str
    standing: Standing
    fires: bool = False
    voices: tuple[Voice, ...] = ()
    returns: int | None = None


@record
class Miss:
    """A rule that did not fire for a subject.  `item` is the action, or the rule, with the subject.

    `then` is how the action will stand on the day on which time alone makes the rule fire.
    """

    item: str
    voice: Voice
    distance: Distance
    then: Standing | None = None

    @property
    def questions(self) -> tuple[Found, ...]:
        """The facts to ask for, where it is not known whether the rule fires."""
        return unread(self.voice.points)


@record
class WhyNot:
    """Why an action, or a rule, did not come up: for one subject, or for all (`subject` None).

    `title` is the action in a sentence for that subject, else "".  `misses` are nearest first.  `until` is
    the last day that was looked at, as an ordinal: `as_of` where nothing moves with time.
    """

    as_of: int
    name: str
    item: str
    is_rule: bool
    entity: str
    subject: Subject | None
    title: str
    stands: tuple[Stands, ...]
    misses: tuple[Miss, ...]
    until: int
