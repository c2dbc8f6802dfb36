"""Where every candidate of one review stands: recommended, next, or set aside.

`compare` reads the same from advice that was put into words; here the candidates themselves are at hand.
"""

from dataclasses import replace

from advisor.advice.compare import NOWHERE, Outcome, Place
from advisor.advice.deliberate import Candidate, Deliberation, Key, Suppressed, deliberate
from advisor.advice.wording import ReviewWords
from advisor.engine.run import Run
from advisor.facts.rows import Row
from advisor.source.record import record


@record
class CandidateOutcome:
    """How an action for a subject stands, and the candidate behind it, where there is one.

    `leader` is the recommended candidate whose next step it is.
    """

    standing: Outcome
    candidate: Candidate | None = None
    rested: Suppressed | None = None
    leader: Candidate | None = None


class Outcomes:
    """The standings of one run, by action and subject."""

    def __init__(self, naming: ReviewWords, run: Run) -> None:
        self.naming = naming
        self.deliberation: Deliberation = deliberate(naming.program, run)
        self._found: dict[Key, CandidateOutcome] = {}
        for rank, candidate in enumerate(self.deliberation.chosen, start=1):
            self._put(candidate, CandidateOutcome(self._recommended(rank, candidate), candidate))
            for follower in candidate.followers:
                standing = self._told(Place.NEXT, follower, after=candidate.action.id)
                self._put(follower, CandidateOutcome(standing, follower, leader=candidate))
        for rested in self.deliberation.rested:
            self._put(rested.candidate, CandidateOutcome(self._rested(rested), rested.candidate, rested))

    def of(self, action: str, row: Row) -> CandidateOutcome:
        """How an action stands for a subject."""
        return self._found.get((action, row.entity, row.index), CandidateOutcome(NOWHERE))

    def rows(self, action: str) -> list[Row]:
        """The subjects for which an action stands somewhere, in order of their ids."""
        found = [
            each.candidate.row for key, each in self._found.items() if key[0] == action and each.candidate
        ]
        return sorted(found, key=lambda row: row.index)

    def _put(self, candidate: Candidate, stand: CandidateOutcome) -> None:
        self._found[candidate.action.id, candidate.row.entity, candidate.row.index] = stand

    def _told(self, place: Place, candidate: Candidate, after: str = "") -> Outcome:
        return Outcome(
            place,
            self.naming.fill(candidate.action.title, candidate.row),
            tuple(rule.id for rule in candidate.rules),
            tuple(rule.id for rule in candidate.moved_by),
            after=after,
        )

    def _recommended(self, rank: int, candidate: Candidate) -> Outcome:
        return replace(
            self._told(Place.RECOMMENDED, candidate),
            rank=rank,
            priority=candidate.priority,
            deadline=candidate.deadline,
        )

    def _rested(self, rested: Suppressed) -> Outcome:
        return replace(
            self._told(Place.SET_ASIDE, rested.candidate),
            reason=rested.reason,
            by=rested.by,
            because=self.naming.because(rested),
        )
