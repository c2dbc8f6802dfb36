"""Points of the job success score at stake in advice, by whom or what it concerns; an estimate throughout."""

from advisor.advice.model import Advice, Subject
from advisor.source.record import record

Key = tuple[str, str]


@record
class Stake:
    """What one bad review of a subject would cost before and after, in hundredths of a point.

    0 where nothing is recommended for it, None where the points are not known.
    """

    subject: Subject
    before: int | None
    after: int | None


@record
class Stakes:
    """The sums before and after, None where a part is not known; and the subjects that differ, by id."""

    before: int | None
    after: int | None
    differing: tuple[Stake, ...]


def points_by_subject(advice: Advice) -> dict[Subject, int | None]:
    """The points of each subject for which something is recommended, each once; None: not known.

    Their sum counts each bad review as if it were the only one: all of them together would cost less.
    """
    return {item.subject: item.points for item in advice.recommendations}


def compare_stakes(before: Advice, after: Advice) -> Stakes:
    """The points at stake in two pieces of advice for one freelancer.

    Subjects whose points are known in neither are left out: that is so of all that no review is given for.
    """
    old, new = points_by_subject(before), points_by_subject(after)
    was = {_key(subject): points for subject, points in old.items()}
    now = {_key(subject): points for subject, points in new.items()}
    subjects = {_key(subject): subject for subject in (*old, *new)}
    stakes = [
        Stake(subjects[key], was.get(key, 0), now.get(key, 0))
        for key in sorted(subjects)
        if was.get(key) is not None or now.get(key) is not None
    ]
    differing = tuple(stake for stake in stakes if stake.before != stake.after)
    return Stakes(_sum([s.before for s in stakes]), _sum([s.after for s in stakes]), differing)


def _key(subject: Subject) -> Key:
    return subject.entity, subject.id


def _sum(points: list[int | None]) -> int | None:
    known = [each for each in points if each is not None]
    return sum(known) if len(known) == len(points) else None
