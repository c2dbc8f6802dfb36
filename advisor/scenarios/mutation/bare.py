"""Advice without words: all that an expectation can speak of, and none of the sentences, which take time."""

from advisor.advice.deliberate import Candidate, Deliberation, Rested, deliberate
from advisor.advice.model import (
    Advice,
    NextStep,
    Question,
    Reason,
    Recommendation,
    SetAside,
    Subject,
)
from advisor.advice.questions import Wanted, wanted_facts
from advisor.engine.run import Program, Run
from advisor.facts.rows import Row
from advisor.playbook.model import Rule


def bare_advice(program: Program, run: Run, *, asking: bool) -> Advice:
    """The advice that follows from a run; its questions only where that is `asking` for them."""
    deliberation = deliberate(program, run)
    return Advice(
        as_of=run.facts.as_of,
        playbook=program.playbook.name,
        recommendations=tuple(
            _recommendation(rank, each) for rank, each in enumerate(deliberation.chosen, start=1)
        ),
        set_aside=tuple(_set_aside(each) for each in deliberation.rested),
        questions=_questions(program, run, deliberation) if asking else (),
    )


def _recommendation(rank: int, candidate: Candidate) -> Recommendation:
    action = candidate.action
    return Recommendation(
        rank=rank,
        action=action.id,
        subject=_subject(candidate.row),
        title="",
        priority=candidate.priority,
        deadline=candidate.deadline,
        points=candidate.points,
        effort=action.effort,
        reasons=tuple(map(_reason, candidate.rules)),
        grounds=(),
        moved_by=tuple(map(_reason, candidate.moved_by)),
        facts=(),
        steps=(),
        message=None,
        next_steps=tuple(NextStep(each.action.id, "", ()) for each in candidate.followers),
    )


def _set_aside(rested: Rested) -> SetAside:
    candidate = rested.candidate
    return SetAside(candidate.action.id, _subject(candidate.row), "", (), rested.reason, rested.by, "")


def _questions(program: Program, run: Run, deliberation: Deliberation) -> tuple[Question, ...]:
    return tuple(_question(wanted) for wanted in wanted_facts(program, run, deliberation))


def _question(wanted: Wanted) -> Question:
    return Question(f"{wanted.row.path}.{wanted.name}", "", "", _subject(wanted.row), ())


def _subject(row: Row) -> Subject:
    return Subject(row.entity, row.id, "")


def _reason(rule: Rule) -> Reason:
    return Reason(rule.id, "", (), ())
