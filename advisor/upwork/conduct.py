"""Conduct: what a message may never say.

The platform forbids trading money or feedback for feedback, and pressure.  Every draft is held against
this when a playbook is loaded.

Patterns look at words and not at meaning, so they are drawn where honest messages do not go: "please review
the draft" is work, "a review" is feedback; thanks for a kind review are no request for one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from advisor.playbook.extensions import Breach

_GOOD = (
    r"(positive|good|great|glowing|excellent|perfect|favou?rable|best|top|high|higher|nice|kind|better|strong|"
    r"amazing|outstanding|fantastic|wonderful|stellar|raving|rave)"
)
_SMALL = r"(to|at|on|in|for|if|when|that|with|of|from|as|is|it|your|my|the)"
_BAD = r"(bad|negative|low|poor|harsh|unfair|one[ -]star|1[ -]star|two[ -]star|2[ -]star)"
_NOUN = r"(feedback|reviews?|ratings?|testimonials?|stars?|scores?)"
# "a review", "your last review"; not "to review", "for your review", "a review of the draft".
_REVIEW = (
    r"(?<!for )(?<!under )\b(a|an|my|your|our|the|this|that|any|no|another|each other.?s)\W+([\w-]+\W+){0,2}?"
    r"review\b(?!\W+(the|your|my|it|this|of the|of your|round|meeting|copy|process|and send|call))"
)
_FEEDBACK = (
    rf"\b(feedback|ratings?|rate (me|my|us|our)|[\d.]+[ -]stars?|stars|testimonials?|job success|"
    rf"reviews(?! (the|your|my|it|this))|(leave|write|post|give)\w*\b([^.!?]{{0,30}})\breview)\b|★|{_REVIEW}"
)
_MONEY = (
    r"\b(refund\w*|discount\w*|rebates?|reimburs\w*|compensat\w*|(money|cash) ?back|cash ?back|give back|"
    r"pay (you )?back|waive\w*|free of charge|at no (extra |additional )?(cost|charge)|for free|"
    r"(lower|reduc|cut)\w*\W+(\w+\W+){0,2}?(price|fee|bill|invoice|rate)|lower price|"
    r"return\w*\W+(of )?(\w+\W+){0,3}?(money|payments?|escrow|deposit|at stake|earned|\d+))\b"
)
_IF = r"(if|once|when|whenever|as soon as|after|provided|unless|in case)"
_WE_WILL = r"\b(i|we)( will|.ll| would|.d| can| could| shall| am happy to| are happy to)\b"
_HARMLESS = r"(?!( \w+)? (read|learn|listen|know|see|understand|answer|reply|thank|take it))"
_CHANGE = r"(remov|delet|chang|revis|edit|withdraw|reconsider|tak(e|ing) (down|back)|updat|improv|rais)\w*"
_PAYERS = r"(paypal|venmo|zelle|cash ?app|western union|revolut|bank (transfer|account)|crypto|bitcoin)"

# (pattern, harmless where this pattern is in the same sentence, what is wrong, what to write instead)
_ALONE: tuple[tuple[str, str, str, str], ...] = (
    (
        rf"\b{_GOOD}((,| and| or| but)? (?!{_SMALL}\b)[\w-]+)? {_NOUN}\b|"
        rf"\brat(e|ing) (me|us|my work|our work) (high|well|good|top|five|5|positive)\w*|"
        r"\b(full|top) marks\b",
        r"\bthank\w*( you)?( so much| very much| again)? for "
        rf"(your|the|this|that|such)( a| an)?( very)? {_GOOD}",
        "asks for or promises praise",
        "ask for honest feedback, and promise none",
    ),
    (
        r"\b(five|5(\.0)?|all)[ -]*(the )?stars?\b(?! (hotel|resort|restaurant|spa|chef|holiday|property))|"
        r"\b(5(\.0)?|five|10|ten) ?(/|out of) ?(5|five|10|ten)\b|★{5}|\b5 ?★|"
        r"\b(perfect|a) 5(\.0)?\b(?=[^.!?]{0,150}\b(feedback|review|rating))",
        "",
        "speaks of five stars",
        "ask for honest feedback",
    ),
    (
        rf"\b(in return|in exchange|return the favou?r)\b(?=[^.!?]{{0,150}}\b{_NOUN})|"
        rf"\b{_NOUN}\b[^.!?]{{0,150}}\b(in return|in exchange|return the favou?r)\b|"
        r"\breview for (a )?review\b|\bfeedback for feedback\b|"
        r"\b(swap|trade|exchange)\w* (\w+ )?(feedback|reviews?|ratings?)\b|"
        rf"\b{_IF} (you|your)\b[^.!?]{{0,150}}\b{_NOUN}\b[^.!?]{{0,150}}{_WE_WILL}{_HARMLESS}|"
        rf"{_WE_WILL}{_HARMLESS}[^.!?]{{0,150}}\b{_IF} (you|your)\b[^.!?]{{0,150}}\b{_NOUN}\b|"
        r"\b(i|we)( will|.ll) (also )?(leave|give|write|rate|review) (you )?"
        r"(the same|one (back|too)|\w+ (too|back))\b",
        "",
        "offers something for feedback",
        "feedback is never traded; drop the condition",
    ),
    (
        rf"\b(avoid|prevent|spare|without|instead of|don.t|do not|not to|never|please|{_CHANGE})\b"
        rf"[^.!?]{{0,150}}\b{_BAD} (\w+ )?{_NOUN}\b|"
        rf"\b{_CHANGE} (\w+ )?(your|this|that|my) (\w+ )?(feedback|review|rating|stars?)\b|"
        r"\b(hurt|harm|damag|ruin|destroy|lower|drop|kill)\w*\b[^.!?]{0,150}\b(my|our) (\w+ ){0,3}"
        r"(score|profile|career|living|livelihood|reputation|business|account|ranking)\b|"
        r"\b(my|our) (\w+ ){0,3}(score|livelihood|living|income|account|ranking|family|reputation|career) "
        r"[^.!?]{0,150}\b(depend|at stake|suffer|drop|fall|go down|hurt|harm|relies|rely)\w*\b|"
        r"\b(i|we) (beg|insist|demand)\b|"
        r"\b(or|otherwise|else),? (i|we)( will|.ll| shall| must| have to)\b[^.!?]{0,150}"
        r"\b(report|sue|lawyer|court|negative|bad)\b|\byou (must|have to|owe me)\b[^.!?]{0,150}\b"
        rf"{_NOUN}\b",
        "",
        "presses the client about feedback",
        "ask once, plainly, and leave it to the client",
    ),
    (
        rf"\b(pay|paid|send|transfer|wire|settle|payment|money|invoice)\w*\b[^.!?]{{0,150}}\b"
        rf"(via|through|by|with|over|using|to|on) (my |our |your )?{_PAYERS}\b|\bmy {_PAYERS}\b|"
        r"\boutside (of )?(upwork|the platform)|\boff[- ](the )?(platform|upwork)\b",
        r"\b(never|not|no|cannot|can.t|don.t|won.t)\b",
        "moves payment off the platform",
        "keep every payment on the platform",
    ),
)


# Every breach needs one of these; where none stands, nothing else need be asked.
_NEEDED = (
    r"feedback|review|rat(e|ing)|star|★|testimonial|scor|success|marks|\b(5|five|10|ten)\b|the same|"
    r"\b(too|back)\b|swap|trad|exchang|\b(beg|insist|demand)\b|profile|career|living|livelihood|reputation|"
    r"business|account|ranking|income|family|report|\bsue|lawyer|court|negative|\bbad\b|outside|\boff\b|"
    r"paypal|venmo|zelle|cash|western|revolut|bank|crypto|bitcoin"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def find_breaches(message: str) -> tuple[Breach, ...]:
    """Everything that a message says against conduct, in order; () for a clean one."""
    return tuple(_breaches(_plainly(message)))


def _plainly(message: str) -> str:
    """The message as a reader sees it: one kind of space, star and letter, and nothing invisible."""
    text = unicodedata.normalize("NFKC", message).replace("_", " ").replace("⭐", "★").replace("\ufe0f", "")
    seen = "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")
    return " ".join(seen.replace("’", "'").split())


def _breaches(message: str) -> Iterator[Breach]:
    if not _compiled(_NEEDED).search(message):
        return
    money, feedback = _compiled(_MONEY).search(message), _compiled(_FEEDBACK).search(message)
    if money and feedback:
        first, second = sorted((money, feedback), key=lambda match: match.start())
        yield Breach(
            "speaks of money given back and of feedback together",
            f"{first[0]} ... {second[0]}",
            "write of one of them alone; two messages on different days, if need be",
        )
    sentences = _compiled(r"(?<=[.!?;]) +").split(message)
    for pattern, harmless, what, hint in _ALONE:
        for sentence in sentences:
            match = _compiled(pattern).search(sentence)
            if match and not (harmless and _compiled(harmless).search(sentence)):
                yield Breach(what, match[0], hint)
                break
