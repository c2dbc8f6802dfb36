"""What is new in advice since it was saved: the comparison, and what a cut file leaves open."""

from advisor.advice.compare import Change, Comparison, Kind, Place, compare_advice, key_of
from advisor.advice.model import Advice, Question
from advisor.advice.recorded import Recorded
from advisor.engine.run import Run
from advisor.facts.paths import fact_at
from advisor.source.record import record


@record
class Since:
    """What differs from saved advice, in where things stand.

    Where the file was cut, `unsure` are changes that may be none: what came, or became a next step, may have
    stood among the recommendations that are missing.  `answered` are the paths of those questions of then
    whose facts are known now.
    """

    recorded: Recorded
    comparison: Comparison
    unsure: tuple[Change, ...]
    answered: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new, or may be."""
        return self.comparison.is_empty and not self.unsure

    @property
    def other_playbook(self) -> bool:
        """Whether the playbook says something else than then."""
        return self.comparison.before.digest != self.comparison.after.digest

    @property
    def marks(self) -> dict[tuple[str, str, str], str]:
        """A word for what is new, or may be, by `key_of` an action and its subject."""
        fresh = (Kind.CAME, Kind.SET_ASIDE)
        sure = {
            key_of(each.action, each.subject): "new" for each in self.comparison.changes if each.kind in fresh
        }
        return sure | {key_of(each.action, each.subject): "perhaps new" for each in self.unsure}

    @property
    def new_questions(self) -> frozenset[str]:
        """The paths of the questions that were not asked then."""
        return frozenset(question.path for question in self.comparison.new_questions)


def since(recorded: Recorded, advice: Advice, run: Run) -> Since:
    """What is new in the advice of a run since that which was saved."""
    found = compare_advice(recorded.advice, advice, words=False)
    unsure = tuple(each for each in found.changes if recorded.cut and _may_be_old(each))
    sure = tuple(each for each in found.changes if each not in unsure)
    comparison = Comparison(found.before, found.after, sure, found.new_questions, found.old_questions)
    answered = frozenset(q.path for q in found.old_questions if _is_known(run, q))
    return Since(recorded, comparison, unsure, answered)


def _may_be_old(change: Change) -> bool:
    return change.before.place is Place.NOWHERE and change.kind in (Kind.CAME, Kind.NEXT_STEP)


def _is_known(run: Run, question: Question) -> bool:
    found = fact_at(run.facts, question.path)
    return found is not None and found.value is not None
