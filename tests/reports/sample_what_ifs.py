"""What if, put together by hand, for tests of how it looks."""

from dataclasses import replace

from advisor.advice.compare import compare_advice
from advisor.advice.model import Advice, AtStake, NextStep, SetAside, SetAsideReason
from advisor.advice.what_if import SupposedValue, Supposition, WhatIf, compare_stakes
from advisor.playbook.model import Priority
from advisor.playbook.types import FieldType
from tests.reports.samples import FULL, MANUAL, QUESTIONS, RENEGOTIATE, REST, TALK, advice

MOOD = Supposition(
    "contracts.c-1.client_mood",
    MANUAL.label,
    SupposedValue("unhappy", "the client is unhappy"),
    SupposedValue("happy", "the client is happy"),
    read=True,
    is_so=False,
)
SCORE = Supposition(
    "profile.job_success",
    "",
    SupposedValue("unknown", "your score is not known"),
    SupposedValue("92%", "your score is 92%"),
    read=True,
    is_so=False,
)
AFTER = advice(
    (
        replace(REST, rank=1, priority=Priority.CRITICAL),
        replace(
            RENEGOTIATE,
            stake=AtStake(FieldType.POINTS, 1200),
            next_steps=(NextStep("offer-discount", "Offer a lower price for Leaflets", ("discount",)),),
        ),
    ),
    (
        SetAside(
            "talk-it-through",
            MANUAL,
            TALK.title,
            ("talk-first",),
            SetAsideReason.FORBIDDEN,
            "all-is-well",
            "There is no\x1b[31m trouble.",
        ),
    ),
    QUESTIONS[:1],
)


def what(before: Advice, after: Advice, *suppositions: Supposition) -> WhatIf:
    points, money = (compare_stakes(before, after, kind) for kind in (FieldType.POINTS, FieldType.MONEY))
    return WhatIf(suppositions or (MOOD,), compare_advice(before, after), points, money)


WHOLE = what(FULL, AFTER, MOOD, SCORE)
