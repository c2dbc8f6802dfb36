"""What is new since advice was saved."""

import json
from dataclasses import replace
from functools import cache

from advisor import Playbook, State
from advisor.advice.model import Advice
from advisor.engine.run import Run
from advisor.reports.advice.as_json import advice_json
from advisor.reports.advice.saved import parse_saved
from advisor.reports.compare.since import Since, since, since_json, since_remarks
from tests.reports.samples import ASIDE, FULL, QUESTIONS, RENEGOTIATE, REST, TALK, advice

TALKED = replace(TALK, rank=2)


@cache
def _shipped() -> Playbook:
    return Playbook.load()


def run(text: str) -> Run:
    return _shipped().run(State.parse(text))


def news(then: Advice, now: Advice, *, top: int | None = None, text: str = "profile: {}") -> Since:
    return since(parse_saved(advice_json(then, top=top)), now, run(text))


def kinds(recent: Since) -> list[tuple[str, str]]:
    return [(change.kind.value, change.action) for change in recent.comparison.changes]


def test_nothing() -> None:
    recent = news(FULL, FULL)

    assert (kinds(recent), recent.unsure, recent.marks, recent.is_empty) == ([], (), {}, True)
    assert (recent.other_playbook, recent.new_questions, recent.answered) == (False, frozenset(), frozenset())


def test_whose_advice_it_was_is_told_where_it_was_for_somebody_else() -> None:
    saved = parse_saved(advice_json(FULL, who="Laura"))
    assert saved.who == "Laura"
    told = "The saved advice is for Laura, and this is Omar: what differs may be the person."
    for who, remark in (("laura ", []), ("", []), ("Omar", [told])):
        recent = since(saved, FULL, run("profile: {}"), who)
        assert [text for text in since_remarks(recent) if "for Laura" in text] == remark
        assert json.loads(since_json(recent)).get("name") == (who or None)
        assert json.loads(since_json(recent))["since"]["name"] == "Laura"


def test_words_are_no_news() -> None:
    other = replace(TALK, title="Talk", message=None, stake=None, steps=())

    assert news(FULL, advice((other, RENEGOTIATE, REST), ASIDE, QUESTIONS)).is_empty


def test_what_came_and_went() -> None:
    recent = news(advice((TALK,), ASIDE[:1], QUESTIONS[:1]), advice((REST,), ASIDE, QUESTIONS[1:]))

    assert kinds(recent) == [
        ("came", "keep-it-up"),
        ("went", "talk-it-through"),
        ("set aside", "cancel-and-refund"),
        ("set aside", "stop-taking-work"),
        ("no longer next step", "offer-to-fix"),
    ]
    assert recent.marks == {
        ("keep-it-up", "profile", "profile"): "new",
        ("cancel-and-refund", "contract", "c-1"): "new",
        ("stop-taking-work", "profile", "profile"): "new",
    }
    assert recent.new_questions == {"profile.job_success"}


def test_what_a_cut_file_leaves_open() -> None:
    then = advice((TALK, RENEGOTIATE, REST))
    recent = news(then, then, top=1)

    assert kinds(recent) == []
    assert [(change.kind.value, change.action) for change in recent.unsure] == [
        ("came", "renegotiate-deadline"),
        ("came", "keep-it-up"),
    ]
    assert recent.is_empty is False
    assert set(recent.marks.values()) == {"perhaps new"}


def test_what_a_cut_file_does_tell() -> None:
    then = advice((TALK, RENEGOTIATE), ASIDE[1:2])
    back = replace(REST, rank=1, action="stop-taking-work")
    recent = news(then, advice((back, TALKED)), top=1)

    assert kinds(recent) == [
        ("came", "stop-taking-work")
    ]  # it was set aside, and what is set aside is never cut
    assert recent.unsure == ()


def test_a_question_that_went_was_answered_where_its_fact_is_known() -> None:
    then = advice((), (), QUESTIONS)

    assert news(then, advice(), text="profile: {job_success: 92}").answered == {"profile.job_success"}
    assert news(then, advice(), text="profile: {}").answered == frozenset()


def test_another_playbook() -> None:
    other = Advice(FULL.day, "rules", digest=lambda: "sha256:1")

    assert news(FULL, other).other_playbook
