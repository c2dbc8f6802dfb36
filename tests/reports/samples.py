"""Advice put together by hand, for tests of how it looks."""

import datetime

from advisor.advice.model import (
    Advice,
    AtStake,
    Known,
    NextStep,
    Question,
    Reason,
    Recommendation,
    SetAside,
    SetAsideReason,
    Subject,
)
from advisor.playbook.model import Authority, Effort, Priority
from advisor.playbook.terms import Terms
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units

TODAY = datetime.date(2026, 11, 21).toordinal()
WORDS = Terms(
    units=Units("$"),
    person="freelancer",
    score="Job Success Score",
    risk="one bad review",
    note="The higher a score is, and the fewer jobs it rests on, the more a bad review costs.",
)
DIGEST = "sha256:" + "0" * 64

PROFILE = Subject("profile", "profile", "your profile")
MANUAL = Subject("contract", "c-1", "Manual for a pump (Meridian Devices)")
LEAFLETS = Subject("contract", "c-2", "Leaflets (Larkmead)")


def reason(rule: str, text: str, *claims: str) -> Reason:
    return Reason(rule, text, claims, (Authority.DOCUMENT,))


TALK = Recommendation(
    rank=1,
    action="talk-it-through",
    subject=MANUAL,
    title="Talk the problem on Manual for a pump over with Meridian Devices",
    priority=Priority.CRITICAL,
    due=TODAY + 7,
    stake=AtStake(FieldType.POINTS, 2500),
    effort=Effort.LOW,
    reasons=(
        reason("talk-first", "Meridian Devices is unhappy, and talking costs least.", "S2-23", "S2-24"),
        reason("talk-early", "Meridian Devices is unhappy, and talking costs least.", "S2-24"),
        reason("talk-by-call", "Half of all trouble is a misunderstanding.", "S2-26"),
    ),
    grounds=(
        reason("deadlines-slip", "Deadlines missed on Manual for a pump: 3.", "S2-07"),
        reason("talk-again", "Half of all trouble is a misunderstanding.", "S2-26"),
    ),
    moved_by=(reason("few-jobs", "With 3 jobs every review counts.", "S1-10"),),
    facts=(Known("contracts.c-1.client_mood", "unhappy"), Known("profile.completed_jobs", "3")),
    steps=("Ask what went wrong, and listen before you explain.", "Agree on one next step."),
    message="Hello Ada,\nI have the impression that the manual is not going the way you hoped. "
    "Could you tell me\nwhat bothers you most?\n\n- by call\n- in writing\n\nKind regards\nLaura\n",
    next_steps=(NextStep("offer-to-fix", "Offer to fix Manual for a pump", ("fix-it",)),),
)
RENEGOTIATE = Recommendation(
    rank=2,
    action="renegotiate-deadline",
    subject=LEAFLETS,
    title="Agree on a new date for Leaflets",
    priority=Priority.HIGH,
    due=TODAY - 2,
    stake=AtStake(FieldType.POINTS, 33),
    effort=Effort.MEDIUM,
    reasons=(reason("deadline-missed", "The date has passed.", "S2-60"),),
    grounds=(),
    moved_by=(),
    facts=(),
    steps=(),
    message=None,
    next_steps=(),
)
REST = Recommendation(
    rank=3,
    action="keep-it-up",
    subject=PROFILE,
    title="Keep doing what got you to 92%",
    priority=Priority.LOW,
    due=None,
    stake=None,
    effort=Effort.HIGH,
    reasons=(reason("great-score", "Your score of 92% is great."),),
    grounds=(),
    moved_by=(),
    facts=(),
    steps=(),
    message=None,
    next_steps=(),
)
ASIDE = (
    SetAside(
        "offer-discount",
        MANUAL,
        "Offer a lower price for Manual for a pump",
        ("discount",),
        SetAsideReason.FORBIDDEN,
        "wait-for-the-answer",
        "You wrote 3 days ago; wait for the answer.",
    ),
    SetAside(
        "stop-taking-work",
        PROFILE,
        "Take no new work",
        ("overload",),
        SetAsideReason.SNOOZED,
        "profile.history.0",
        "Put off until 1 December 2026.",
    ),
    SetAside(
        "cancel-and-refund",
        MANUAL,
        "Cancel Manual for a pump and return $1,200",
        ("refund",),
        SetAsideReason.FORBIDDEN,
        "wait-for-the-answer",
        "You wrote 3 days ago; wait for the answer.",
    ),
)
QUESTIONS = (
    Question(
        "contracts.c-1.fixable",
        "Could you still put it right?",
        "the client's last message",
        MANUAL,
        ("offer-to-fix", "offer-discount", "offer-partial-refund", "file-dispute", "request-mediation"),
        ("cancel-and-refund",),
    ),
    Question("profile.job_success", "What is your Job Success Score?", "", PROFILE, ("keep-it-up",)),
)


def advice(
    recommendations: tuple[Recommendation, ...] = (),
    set_aside: tuple[SetAside, ...] = (),
    questions: tuple[Question, ...] = (),
    *,
    playbook: str = "rules",
    words: Terms = WORDS,
) -> Advice:
    return Advice(
        TODAY,
        playbook,
        recommendations=recommendations,
        set_aside=set_aside,
        questions=questions,
        digest=lambda: DIGEST,
        words=words,
    )


EMPTY = advice()
FULL = advice((TALK, RENEGOTIATE, REST), ASIDE, QUESTIONS)
