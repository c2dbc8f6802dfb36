"""Rules to report on: those of the shipped playbook, and one whose every text is hostile."""

from functools import cache
from pathlib import Path

from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.reports.rules.summary import RuleSummarizer, RuleSummary
from advisor.shipped import shipped_playbook
from tests.playbook.sound import SOUND, usable

HOSTILE = r"""
ruleset: hostile
title: "# [click](javascript:alert(1))"
documents: {H: {title: "<script>alert(1)</script>"}}
claims:
  H-1:
    {document: H, section: "`", kind: fact, says: "- see https://evil.example & <img src=x onerror=alert(1)>"}
policy: {odd_one: {type: days, value: 3 days, note: "*never* _mind_ <br>"}}
rules:
  - id: hostile
    for: contract
    when: {title: '"] --> <script>|x|', idle: "> policy.odd_one"}
    forbid: check-in
    because: "1. ```end``` {{x}} @everyone \u202egnihsals"
    claims: [H-1]
    note: "+ www.evil.example #1"
"""


@cache
def shipped() -> RuleBase:
    return usable(load_playbook((shipped_playbook(),)))


@cache
def teller() -> RuleSummarizer:
    return RuleSummarizer(shipped())


def story(rule: str) -> RuleSummary:
    """The story of a shipped rule."""
    return teller().summary(next(known for known in shipped().rules if known.id == rule))


def stories() -> list[RuleSummary]:
    return [teller().summary(rule) for rule in shipped().rules]


def hostile(folder: Path) -> RuleBase:
    """The sound playbook with a rule that tries everything; its ids are refused, so that it stays a draft."""
    path = folder / "hostile.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    draft = load_playbook((str(SOUND), str(path))).draft
    assert draft is not None
    return draft
