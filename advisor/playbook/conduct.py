"""Conduct: what a message may never say.

The platform forbids trading money or feedback for feedback, and pressure.  Every draft is held against
this when a playbook is loaded, and every message again once it is filled from a state.
"""

import re
from collections.abc import Iterator
from functools import cache

from advisor.source.record import record


@record
class Breach:
    """What a message does wrong, the words that do it, and what to write instead."""

    what: str
    found: str
    hint: str


_MONEY = (
    r"\b(refund\w*|discount\w*|reimburs\w*|money back|cash ?back|give back|pay (you )?back|return the money|"
    r"waive\w*|free of charge|at no (cost|charge)|for free)\b"
)
_FEEDBACK = r"\b(feedback|reviews?|ratings?|rate (me|my|us)|stars?|score|testimonials?|job success)\b|\d ?★|★"
_PRAISE = (
    r"\b(positive|good|great|glowing|excellent|perfect|favou?rable|best|top|high|nice|kind)\W+(\w+\W+){0,2}?"
    r"(feedback|reviews?|ratings?|stars?|scores?)\b"
)
_STARS = r"\b(five|5(\.0)?)[\s-]*stars?\b|\b5 ?/ ?5\b|★★★★★"
_TRADE = (
    r"\b(in return|in exchange|return the favou?r|review for (a )?review|feedback for feedback|"
    r"if you (leave|give|write|post|change|remove|edit)\b[^.!?]*\b(feedback|review|rating|stars?)|"
    r"(i|we) will (also )?(leave|give|write) (you )?(the same|one (back|too)))\b"
)
_PRESSURE = (
    r"\b((bad|negative|low|poor|one-star|1-star) (feedback|reviews?|ratings?)|"
    r"(hurt|harm|damage|ruin|destroy)\w*\b[^.!?]*\b(score|profile|career|living|livelihood|reputation)|"
    r"my (score|livelihood|living) (depends|is at stake)|(i|we) (beg|insist|demand))\b"
)
_ASIDE = (
    r"\b(paypal|venmo|bank transfer|western union|outside (of )?(upwork|the platform)|"
    r"off[- ](the )?platform)\b"
)

_ALONE = (
    (_PRAISE, "asks for or promises praise", "ask for honest feedback, and promise none"),
    (_STARS, "speaks of five stars", "ask for honest feedback"),
    (_TRADE, "offers something for feedback", "feedback is never traded; drop the condition"),
    (_PRESSURE, "presses the client about feedback", "ask once, plainly, and leave it to the client"),
    (_ASIDE, "moves payment off the platform", "keep every payment on the platform"),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def breaches(message: str) -> tuple[Breach, ...]:
    """Everything that a message says against conduct, in order; () for a clean one."""
    return tuple(_breaches(" ".join(message.split())))


def _breaches(message: str) -> Iterator[Breach]:
    money, feedback = _compiled(_MONEY).search(message), _compiled(_FEEDBACK).search(message)
    if money and feedback:
        found = (
            f"{money[0]} ... {feedback[0]}"
            if money.start() < feedback.start()
            else f"{feedback[0]} ... {money[0]}"
        )
        yield Breach(
            "speaks of money given back and of feedback together",
            found,
            "write of one of them alone; two messages on different days, if need be",
        )
    for pattern, what, hint in _ALONE:
        match = _compiled(pattern).search(message)
        if match:
            yield Breach(what, match[0], hint)
