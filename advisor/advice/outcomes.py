"""Where every candidate of one review stands: recommended, next, or set aside.

`compare` reads the same from advice that was put into words; here the candidates themselves are at hand.
"""

from dataclasses import replace

from advisor.advice.compare import NOWHERE, Outcome, Place
from advisor.advice.decision import Decision
from advisor.advice.deliberate import Suppressed
from advisor.advice.names import ReviewWords
from advisor.advice.ranking import Candidate, CandidateKey
from advisor.engine.run import Run
from advisor.facts.rows import Row
from advisor.source.record import record


@record
class CandidateOutcome:
    """How an action for a subject stands, and the candidate behind it; `leader` is whose next step it is."""

    outcome: Outcome
    candidate: Candidate | None = None
    suppressed: Suppressed | None = None
    leader: Candidate | None = None


class Outcomes:
    """The outcomes of one run, by action and subject."""

    def __init__(self, names: ReviewWords, run: Run) -> None:
        self.names = names
        self.deliberation = Decision(names.program, run).deliberation
        self._outcomes: dict[CandidateKey, CandidateOutcome] = {}
        for rank, candidate in enumerate(self.deliberation.chosen, start=1):
            outcome = self._outcome(Place.RECOMMENDED, candidate)
            outcome = replace(outcome, rank=rank, priority=candidate.priority, deadline=candidate.deadline)
            self._outcomes[candidate.key] = CandidateOutcome(outcome, candidate)
            for follower in candidate.followers:
                outcome = replace(self._outcome(Place.NEXT, follower), after=candidate.action.id)
                self._outcomes[follower.key] = CandidateOutcome(outcome, follower, leader=candidate)
        for suppressed in self.deliberation.suppressed:
            candidate = suppressed.candidate
            outcome = replace(
                self._outcome(Place.SET_ASIDE, candidate),
                reason=suppressed.reason,
                by=suppressed.by,
                because=names.because(suppressed),
            )
            self._outcomes[candidate.key] = CandidateOutcome(outcome, candidate, suppressed)

    def of(self, action: str, row: Row) -> CandidateOutcome:
        """How an action stands for a subject."""
        return self._outcomes.get((action, row.entity, row.index), CandidateOutcome(NOWHERE))

    def rows(self, action: str) -> list[Row]:
        """The subjects for which an action stands somewhere, in order of their ids."""
        candidates = (outcome.candidate for outcome in self._outcomes.values())
        rows = [candidate.row for candidate in candidates if candidate and candidate.action.id == action]
        return sorted(rows, key=lambda row: row.index)

    def _outcome(self, place: Place, candidate: Candidate) -> Outcome:
        return Outcome(
            place,
            self.names.fill(candidate.action.title, candidate.row),
            tuple(rule.id for rule in candidate.rules),
            tuple(rule.id for rule in candidate.moved_by),
        )
