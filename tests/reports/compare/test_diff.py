"""Whose advice another playbook changes: the page and the JSON."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advice.compare import compare_advice
from advisor.advice.model import NextStep, SetAside, SetAsideReason
from advisor.playbook.changed import changed_between
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Priority, RuleBase
from advisor.reports.compare.diff import DiffReport, Side, StateDiff, diff_json, diff_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.playbook.sound import SOUND, sound, usable
from tests.reports.samples import (
    ASIDE,
    EMPTY,
    FULL,
    LEAFLETS,
    MANUAL,
    QUESTIONS,
    RENEGOTIATE,
    REST,
    TALK,
    TODAY,
    advice,
)

WORDS = """\
entities:
  contract:
    computed:
      paid: {type: money, value: "earned - refunded"}
      late: {business_days_since: last_activity}
      firm: {type: money, value: "0.5 * earned"}
constraints: [{for: contract, holds: {stars: known}, says: "it has no stars"}]
messages:
  lists: {praise: [good]}
  never: [{id: praise, any_of: "{praise} review", says: "asks for praise", instead: "ask"}]
"""
OTHER_WORDS = """\
entities:
  contract:
    computed:
      paid: {type: money, value: "earned - 0.5 * refunded"}
      firm: {type: money, value: "0.50 * earned"}
      mine: {count: {event: {did: check-in}}}
constraints: [{for: contract, holds: {issues: known}, says: "it has no stars"}]
messages:
  lists: {praise: [good, great]}
  never: [{id: money, any_of: "pay", but_not: "{praise}", says: "asks for money", instead: "wait"}]
"""
CHANGES = """\
override: {policy: {small_stake: {value: $400, because: "So"}}}
ruleset: more
rules:
  - {id: discount, for: contract, when: {issues: 3}, forbid: check-in, because: "So", claims: D-1}
"""
BEFORE = advice(
    (replace(TALK, priority=Priority.HIGH), replace(RENEGOTIATE, message="Hi"), replace(REST, steps=("Go",))),
    (ASIDE[0],),
    QUESTIONS[:1],
)
AFTER = advice(
    (
        replace(REST, rank=1, action="offer-discount", subject=MANUAL, title=ASIDE[0].title, due=TODAY + 3),
        replace(TALK, rank=2, next_steps=()),
        replace(REST, rank=3),
    ),
    (
        SetAside(
            "renegotiate-deadline",
            LEAFLETS,
            RENEGOTIATE.title,
            ("deadline-missed",),
            SetAsideReason.FORBIDDEN,
            "discount",
            "One new date is\x1b[31m enough.",
        ),
    ),
    QUESTIONS[1:],
)
PAGE = """\
rules → rules+mine
rules: 1 new, 1 gone · small_stake: 250 → 400

Nora
nora.yaml · 21 November 2026

 + Offer a lower price for Manual for a pump
   now rank 1, low, by 24 Nov 2026
   was set aside: You wrote 3 days ago; wait for the answer.
   offer-discount@c-1 · by great-score
   no longer by discount (new) and wait-for-the-answer
 - Agree on a new date for Leaflets
   was rank 2, high, by 19 Nov 2026
   is set aside: One new date is enough.
   renegotiate-deadline@c-2 · by discount (new)
 ~ Talk the problem on Manual for a pump over with Meridian Devices
   rank 1 → 2, high → critical
   talk-it-through@c-1 · by talk-first, talk-early, talk-by-call and few-jobs
 - Offer to fix Manual for a pump
   no longer the next step after talk-it-through
   offer-to-fix@c-1 · no longer by fix-it
 ? What is your Job Success Score?
   asked for now · profile.job_success
 ? Could you still put it right?
   no longer asked for · contracts.c-1.fixable
 Also changed: keep-it-up (steps)

quiet.yaml
21 November 2026

 Also changed: keep-it-up (effort)

Advice changes in 1 of 3 states; in 1 more only the wording differs; 1 state
could not be read
"""


@pytest.fixture
def changed(tmp_path: Path) -> RuleBase:
    path = tmp_path / "mine.yaml"
    path.write_text(CHANGES, encoding="utf-8")
    playbook = usable(load_playbook((str(SOUND), str(path))))
    return replace(playbook, rules=tuple(rule for rule in playbook.rules if rule.id != "score-is-fine"))


@pytest.fixture
def report(changed: RuleBase) -> DiffReport:
    effort = replace(REST, rank=1, effort=TALK.effort)
    return DiffReport(
        Side("rules", sound()),
        Side("rules+mine", changed),
        changed_between(sound(), changed),
        (
            StateDiff("nora.yaml", "Nora", compare_advice(BEFORE, AFTER)),
            StateDiff("same.yaml", "Sam", compare_advice(FULL, FULL)),
            StateDiff("quiet.yaml", "", compare_advice(advice((replace(REST, rank=1),)), advice((effort,)))),
        ),
        ("broken.yaml",),
    )


def test_what_was_left_out_is_counted(report: DiffReport) -> None:
    first, *others = report.states
    cut = replace(first, left_out_of_old={"contracts.fee": 2}, left_out_of_new={"profile.mood": 1})
    more = replace(others[0], left_out_of_old={"contracts.fee": 1, "policy.late": 1})
    told = replace(report, states=(cut, more, *others[1:]))

    lines = diff_text(told, TerminalStyle(width=100)).splitlines()
    assert lines[2:4] == [
        "Only rules+mine knows contracts.fee (3 times) and policy.late (1 time): left out for rules",
        "Only rules knows profile.mood (1 time): left out for rules+mine",
    ]
    states = json.loads(diff_json(told))["states"]
    assert [state["left_out"] for state in states] == [
        {"old": {"contracts.fee": 2}, "new": {"profile.mood": 1}},
        {"old": {"contracts.fee": 1, "policy.late": 1}, "new": {}},
        {"old": {}, "new": {}},
    ]


def test_the_page(report: DiffReport) -> None:
    assert diff_text(report, TerminalStyle(width=80)) == PAGE


@pytest.mark.parametrize("width", [40, 57, 100])
def test_no_line_is_wider_than_the_terminal(report: DiffReport, width: int) -> None:
    lines = diff_text(report, TerminalStyle(width=width)).splitlines()

    assert max(map(cells, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_colour_changes_nothing_but_colour(report: DiffReport) -> None:
    coloured = diff_text(report, TerminalStyle(width=80, colour=True))

    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == PAGE
    assert " \x1b[1;32m+\x1b[0m \x1b[1mOffer a lower price" in coloured


def test_plain_signs_where_there_are_no_others(report: DiffReport) -> None:
    assert diff_text(report, TerminalStyle(width=80, unicode=False)).isascii()


def test_every_kind_of_change_has_a_line(report: DiffReport) -> None:
    """Whatever comes from and goes to wherever."""
    step = replace(RENEGOTIATE, rank=1, next_steps=(NextStep(TALK.action, TALK.title, TALK.rules),))
    aside = replace(ASIDE[0], action=TALK.action, subject=LEAFLETS)
    talk = replace(TALK, subject=LEAFLETS, next_steps=())
    other = replace(aside, by="somebody")
    places = [EMPTY, advice((step,)), advice((talk,)), advice((), (aside,)), advice((), (other,))]
    pages = [
        diff_text(
            replace(report, states=(StateDiff("a", "", compare_advice(one, two)),)), TerminalStyle(width=100)
        )
        for one in places
        for two in places
    ]

    lines = {line.strip() for page in pages for line in page.splitlines()[5:] if line.startswith("   ")}
    assert {line for line in lines if not line.startswith(("talk-it", "renegotiate", "no longer by"))} == {
        "now rank 1, critical, by 28 Nov 2026",
        "now rank 1, high, by 19 Nov 2026",
        "is set aside: You wrote 3 days ago; wait for the answer.",
        "is the next step after renegotiate-deadline",
        "next step after renegotiate-deadline",
        "no longer considered; it was set aside",
        "no longer set aside: next step after renegotiate-deadline",
        "no longer the next step after renegotiate-deadline",
        "set aside for another reason: You wrote 3 days ago; wait for the answer.",
        "set aside: You wrote 3 days ago; wait for the answer.",
        "was rank 1, critical, by 28 Nov 2026",
        "was rank 1, high, by 19 Nov 2026",
        "was set aside: You wrote 3 days ago; wait for the answer.",
        "was the next step after renegotiate-deadline",
    }


def test_the_json(report: DiffReport) -> None:
    value = json.loads(diff_json(report))

    assert {key: value for key, value in value.items() if key not in ("old", "new", "states")} == {
        "schema_version": 1,
        "rules": {"discount": "new", "score-is-fine": "gone"},
        "policy": {"small_stake": {"old": "250", "new": "400"}},
        "computed": {},
        "constraints": [],
        "conduct": {},
        "lists": {},
        "intake": {},
        "broken": ["broken.yaml"],
    }
    assert list(value["old"]) == ["from", "name", "digest"]
    nora, same, _ = value["states"]
    assert (same["file"], same["name"], same["changed"], same["changes"]) == ("same.yaml", "Sam", False, [])
    assert [(change["kind"], change["action"]) for change in nora["changes"]] == [
        ("came", "offer-discount"),
        ("went", "renegotiate-deadline"),
        ("moved", "talk-it-through"),
        ("no longer next step", "offer-to-fix"),
        ("reworded", "keep-it-up"),
    ]
    assert nora["changes"][1] == {
        "kind": "went",
        "action": "renegotiate-deadline",
        "subject": {"entity": "contract", "id": "c-2", "label": "Leaflets (Larkmead)"},
        "title": "Agree on a new date for Leaflets",
        "old": {
            "place": "recommended",
            "rules": ["deadline-missed"],
            "moved_by": [],
            "rank": 2,
            "priority": "high",
            "deadline": "2026-11-19",
        },
        "new": {
            "place": "set aside",
            "rules": ["deadline-missed"],
            "reason": "forbidden",
            "by": "discount",
            "because": "One new date is\x1b[31m enough.",
        },
        "new_rules": ["discount"],
        "old_rules": [],
        "told_otherwise": [],
    }
    assert nora["changes"][3]["new"] is None
    assert nora["new_questions"] == [
        {
            "path": "profile.job_success",
            "subject": {"entity": "profile", "id": "profile", "label": "your profile"},
            "question": "What is your Job Success Score?",
            "find": "",
            "could_bring": ["keep-it-up"],
            "could_forbid": [],
            "could_move": [],
        }
    ]


@pytest.fixture
def worded(report: DiffReport, tmp_path: Path) -> DiffReport:
    """Two playbooks whose advice is the same, and whose formulas, constraints and conduct differ."""
    playbooks = []
    for name, text in (("before", WORDS), ("after", OTHER_WORDS)):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        playbooks.append(usable(load_playbook((str(SOUND), str(path)))))
    old, new = playbooks
    return replace(
        report,
        old=Side("before", old),
        new=Side("after", new),
        changed=changed_between(old, new),
        states=report.states[1:2],
        broken=(),
    )


def test_formulas_constraints_and_conduct_are_told(worded: DiffReport) -> None:
    assert (
        diff_text(worded, TerminalStyle(width=130))
        == """\
before → after
the same rules · computed fields: 1 new, 2 changed, 1 gone · constraints: 1 changed · what no message may say: 1 new, 1 gone
lists of words: 1 changed
contract.firm: written otherwise; in words still an amount of money: 50% of the earned
contract.paid: an amount of money: the earned minus the refunded → an amount of money: the earned minus 50% of the refunded

No advice changes in 1 state
"""  # noqa: E501
    )


def test_formulas_constraints_and_conduct_as_json(worded: DiffReport) -> None:
    value = json.loads(diff_json(worded))

    paid = "an amount of money: the earned minus"
    assert {key: value[key] for key in ("computed", "constraints", "conduct", "lists")} == {
        "computed": {
            "contract.firm": dict.fromkeys(("old", "new"), "an amount of money: 50% of the earned")
            | {"mark": "changed"},
            "contract.late": {
                "mark": "gone",
                "old": "the business days since the last activity",
                "new": None,
            },
            "contract.mine": {
                "mark": "new",
                "old": None,
                "new": "the number of events of this contract such that the did is check-in",
            },
            "contract.paid": {
                "mark": "changed",
                "old": f"{paid} the refunded",
                "new": f"{paid} 50% of the refunded",
            },
        },
        "constraints": [{"for": "contract", "says": "it has no stars", "mark": "changed"}],
        "conduct": {"money": "new", "praise": "gone"},
        "lists": {"praise": "changed"},
    }


def test_values_by_date_are_told(report: DiffReport, tmp_path: Path) -> None:
    path = tmp_path / "dated.yaml"
    text = SOUND.read_text(encoding="utf-8")
    path.write_text(text.replace("value: 6 months}", "values: {2023-01-01: 6 months, 2026-01-01: 5 days}}"))
    dated = usable(load_playbook((str(path),)))
    told = replace(report, new=Side("dated", dated), changed=changed_between(sound(), dated), states=())

    arrow = "183 days → 5 days from 1 January 2026 on, 183 days before"
    assert f"idle_after: {arrow}" in diff_text(told, TerminalStyle(width=150))
    old, new = arrow.split(" → ")
    assert json.loads(diff_json(told))["policy"] == {"idle_after": {"old": old, "new": new}}
