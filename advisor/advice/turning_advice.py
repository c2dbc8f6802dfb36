"""Until when advice holds whose firings stay: what else in it hangs on the day."""

from collections.abc import Iterable, Iterator

from advisor.advice.decision import Decision
from advisor.advice.deliberate import Deliberation
from advisor.advice.history import days_of_deeds, ends_of_holds
from advisor.advice.ranking import Candidate
from advisor.engine.run import Run
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts.turning_days import NEVER
from advisor.playbook.model import Verb


def advice_turns(ahead: RunsAhead, run: Run, decision: Decision) -> int:
    """The first day (an ordinal) on which something may stand otherwise than on that of the run.

    That is as long as the same rules fire for the same subjects.
    """
    if decision.hangs_on_questions:  # and these on much
        return run.facts.as_of + 1
    return deliberation_turns(ahead, run, decision.deliberation)


def deliberation_turns(ahead: RunsAhead, run: Run, deliberation: Deliberation) -> int:
    """The first such day, whatever is open."""
    today, every = run.facts.as_of, list(_candidates(deliberation))
    days = (*_of_history(run, every), *_of_numbers(ahead, run, every), *_of_deadlines(run, every))
    return min((day for day in days if day > today), default=NEVER)


def _of_history(run: Run, candidates: Iterable[Candidate]) -> Iterator[int]:
    """The days on which what rests may come back, and on which no letter has been written yet."""
    for candidate in candidates:
        yield from ends_of_holds(run.facts, candidate.action, candidate.row)
    for day in days_of_deeds(run.facts):
        yield from (day, day + 1)


def _of_numbers(ahead: RunsAhead, run: Run, candidates: Iterable[Candidate]) -> Iterator[int]:
    """The days on which what is at stake, or a deadline, may be worked out to something else."""
    evaluator = ahead.evaluator
    evaluator.begin()
    for candidate in candidates:
        if candidate.action.stake is not None:
            evaluator.getter(candidate.action.stake)(run.view, candidate.row)
    for firing in run.firings:
        for consequence in firing.rule.consequences:
            if consequence.verb is Verb.ADVISE and consequence.deadline is not None:
                for path in consequence.deadline.paths:
                    evaluator.getter(path)(run.view, firing.row)
    yield evaluator.until


def _of_deadlines(run: Run, candidates: Iterable[Candidate]) -> Iterator[int]:
    """The days on which a deadline comes to be soon."""
    for candidate in candidates:
        if candidate.deadline is not None and not candidate.is_due_soon:
            yield candidate.deadline - int(candidate.soon_until) + run.facts.as_of


def _candidates(deliberation: Deliberation) -> Iterator[Candidate]:
    for candidate in deliberation.chosen:
        yield candidate
        yield from candidate.followers
    for suppressed in deliberation.suppressed:
        yield suppressed.candidate
