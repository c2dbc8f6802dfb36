"""Advice whose every text tries to be more than text."""

from dataclasses import replace

from advisor.advice.model import Advice, AtStake, Known, Subject
from advisor.playbook.terms import Terms
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from tests.reports.samples import ASIDE, QUESTIONS, TALK, advice

SCRIPT = "<script>document.title='x'</script>\"><img src=x onerror=\"document.title='x'\">"
TRICKS = {
    "script": SCRIPT,
    "tags": '\'"><svg onload=alert(1)></title></style></textarea><a href="javascript:alert(1)">a</a>',
    "links": "[a](javascript:alert(1)) ![b](http://example.com/x.png) <http://example.com> http://example.com/a?b&c",
    "bare links": "www.example.com me@example.com mailto:me@example.com [c]: http://example.com",
    "blocks": "# one\n## two\n\n---\n\n```\ncode\n```\n> quote\n- item\n1. item",
    "inline": "| a | b |\n| - | - |\n| *c* | **d** | __e__ ~~f~~ `g` $h$ \\",
    "templates": "{{ 7*7 }} {% include 'x' %} {# c #} {profile.__class__} ${7*7} %(x)s &lt;b&gt; &#60;i&#62;",
    "controls": "\x1b[31mred\x1b[0m \u202eesrever\u202c \u2066in\u2069 \x9b2J \ud800 \x00 \x07",
    "long": "m" * 5000,
    "signs": "👩‍💻 שלום مرحبا 你好 𝔘𝔫𝔦",
}


def hostile(trick: str) -> Advice:
    """Advice with a trick wherever a text of a state or a playbook can stand."""
    subject = Subject("contract", trick, trick)
    reason = replace(TALK.reasons[0], text=trick, rule=trick, claims=(trick,))
    talk = replace(
        TALK,
        action=trick,
        subject=subject,
        title=trick,
        reasons=(reason,),
        grounds=(replace(reason, text=f"ground {trick}"),),
        moved_by=(reason,),
        facts=(Known(trick, trick),),
        steps=(trick,),
        message=f"{trick}\n{trick}\n\n{trick}",
        next_steps=(replace(TALK.next_steps[0], title=trick),),
    )
    owed = AtStake(FieldType.MONEY, 1200_00)
    without_draft = replace(talk, rank=2, message=None, stake=owed, subject=replace(subject, id="other"))
    words = Terms(Units(trick, point=trick, points=trick), trick, trick, trick, trick)
    aside = replace(ASIDE[0], action=trick, subject=subject, title=trick, because=trick, by=trick)
    question = replace(
        QUESTIONS[0],
        subject=subject,
        question=trick,
        find=trick,
        path=trick,
        could_bring=(trick,),
        could_forbid=(trick,),
    )
    return advice((talk, without_draft), (aside,), (question,), playbook=trick, words=words)
