"""One question after the other, and what an answer makes of the state."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice.answers import Answer, Form
from advisor.advice.api import Playbook
from advisor.advice.interview import Interview
from advisor.facts import State
from advisor.playbook.types import FieldType, Mismatch
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.tree import Entry, Mapping, Scalar

PLAYBOOK = Playbook.load(str(Path(__file__).parents[1] / "cli" / "ask_rules"))
DAY = datetime.date(2026, 11, 21)
STATE = """\
as_of: 2026-11-21
clients: [{id: acme, name: ACME}, {id: bolt}]
contracts:
  - id: c-1
    client: acme
    title: Logo
    moved: 2026-05-01
  - {id: c-2, title: Menu, mood: happy, moved: 2026-01-01}
  - id: c-3
    client: bolt
    mood: happy
    moved: 2026-11-20
    paid: 900
    history:
      - {did: talk, on: 2026-09-20}
      - {did: check-in, on: 2026-11-01}
      - {did: talk}
"""


def interview(state: str = STATE, **more: str) -> Interview:
    return Interview(PLAYBOOK, State.parse(state, "s.yaml"), **more)  # type: ignore[arg-type]


def after(start: Interview, *answers: str) -> Interview:
    """The interview after answers, "" for one that is not known."""
    for answer in answers:
        step = start.answered(answer) if answer else start.put_off()
        assert isinstance(step, Interview), step
        start = step
    return start


def asked(start: Interview) -> list[str]:
    """The paths in order, if nobody knows anything."""
    paths = []
    while start.asking is not None:
        paths.append(start.asking.path)
        start = start.put_off()
    return paths


def test_it_asks_the_most_useful_question_first_and_each_once() -> None:
    begun = interview()

    assert begun.to_go == 7
    assert asked(begun) == [
        "contracts.c-1.mood",
        "clients.acme.fair",
        "contracts.c-2.client",
        "contracts.c-1.paid",
        "contracts.c-2.paid",
        "contracts.c-3.history.2.on",
        "profile.score",
    ]


def test_an_answer_becomes_a_fact_and_tells_what_it_changed() -> None:
    done = after(interview(), "unh")

    (given,) = done.answers
    assert (given.asking.path, given.answer) == (
        "contracts.c-1.mood",
        Answer("unhappy", "unhappy", is_text=True),
    )
    assert done.changes is not None
    assert [(change.kind.value, change.title) for change in done.changes.changes] == [
        ("came", "Talk about Logo")
    ]
    assert done.advice == PLAYBOOK.review(
        State.parse(STATE.replace("title: Logo", "title: Logo\n    mood: unhappy"), "s.yaml")
    )
    assert done.asking is not None
    assert done.asking.path == "clients.acme.fair"


def test_what_is_no_answer_changes_nothing() -> None:
    begun = interview()

    assert begun.answered("grumpy") == Mismatch("one of happy, neutral, unhappy")
    assert (begun.given, begun.changes) == ((), None)


def test_what_is_not_known_stays_open_and_may_be_taken_back() -> None:
    begun = interview()
    left = after(begun, "")

    assert ([given.asking.path for given in left.open], left.answers) == (["contracts.c-1.mood"], ())
    assert left.state.tree == begun.state.tree
    assert left.before is begun
    assert after(left, "no").to_go == begun.to_go - 2


def test_an_event_is_named_as_it_stands_in_the_state() -> None:
    begun = interview(about="contracts.c-3")

    assert asked(begun) == ["contracts.c-3.history.2.on"]
    done = after(begun, "2 months ago")
    dated = STATE.replace("{did: talk}", "{did: talk, on: 2026-09-21}")
    assert done.state.tree == State.parse(dated, "s.yaml").tree
    assert asked(done) == []


@pytest.mark.parametrize(
    ("about", "paths"),
    [
        ("contracts.c-1", ["contracts.c-1.mood", "clients.acme.fair", "contracts.c-1.paid"]),
        ("clients.acme", ["clients.acme.fair"]),
        ("clients.bolt", []),
        ("profile", ["profile.score"]),
    ],
)
def test_it_may_be_held_to_one_subject(about: str, paths: list[str]) -> None:
    assert asked(interview(about=about)) == paths
    assert asked(interview().held_to(about)) == paths


def test_a_link_is_one_of_those_that_are_listed() -> None:
    (asking,) = [step.asking for step in [after(interview(), "", "")] if step.asking]

    assert asking.form == Form(FieldType.CHOICE, ("acme", "bolt"), ("ACME", ""))
    assert isinstance(after(interview(), "", "").answered("nobody"), Mismatch)


def test_without_a_list_a_link_is_a_new_id() -> None:
    state = STATE.replace("clients: [{id: acme, name: ACME}, {id: bolt}]\n", "")
    begun = after(interview(state), "", "")

    assert begun.asking is not None
    assert (begun.asking.path, begun.asking.form) == (
        "contracts.c-2.client",
        Form(FieldType.TEXT, is_id=True),
    )
    assert "clients.fresh.fair" in asked(after(begun, "fresh"))


def test_a_link_into_an_empty_list_is_refused_in_words() -> None:
    begun = interview(
        "as_of: 2026-11-21\nclients: []\ncontracts: [{id: c, mood: happy, moved: 2026-01-01}]\n"
    )

    assert begun.asking is not None
    assert begun.asking.path == "contracts.c.client"
    assert begun.answered("acme") == Mismatch(
        'something else: there is no client "acme"', "list it under clients:"
    )


def test_an_id_with_dots_is_asked_about_as_others_are() -> None:
    begun = interview(STATE.replace("c-1", "c.1"))

    assert "contracts.c.1.mood" in asked(begun)
    assert set(asked(begun)) == {path.replace("c-1", "c.1") for path in asked(interview())}


def test_an_interview_past_midnight_stays_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = interview(STATE.replace("as_of: 2026-11-21\n", ""))

    assert begun.as_of == datetime.date.today()
    assert interview().as_of is None
    assert Interview(PLAYBOOK, State.parse(STATE, "s.yaml"), DAY).as_of == DAY


def test_facts_that_nobody_asked_for_are_taken_too() -> None:
    done = interview().with_facts(_facts("contracts.c-1.moved", "2026-11-20"))

    assert done.given == ()
    assert done.changes is not None
    assert [(change.kind.value, change.title) for change in done.changes.changes] == [
        ("went", "Ask about Logo")
    ]
    with pytest.raises(StateError, match="there is no contract"):
        interview().with_facts(_facts("contracts.x.title", "Card"))


def test_an_answer_of_a_file_is_put_in_words() -> None:
    done = after(interview(), "happy", "yes")

    (_, given) = done.with_answer(Scalar("acme", False, Location("a", 1, 1))).given[1:]
    assert (given.asking.path, given.answer) == ("contracts.c-2.client", Answer("acme", "acme"))


def _facts(path: str, value: str) -> Mapping:
    where = Location("answers.yaml", 1, 1)
    return Mapping((Entry(Scalar(path, False, where), Scalar(value, False, where)),), where)


ANSWERS: dict[FieldType, Sequence[str]] = {
    FieldType.CHOICE: ["1", "2", "happy"],
    FieldType.FLAG: ["yes", "no"],
    FieldType.DATE: ["yesterday", "2026-01-01", "not yet", "3 months ago"],
    FieldType.MONEY: ["0", "$1,200"],
    FieldType.PERCENT: ["50", "95", "not yet"],
}


@settings(max_examples=40)
@given(st.data())
def test_any_answers_in_any_order_end_and_say_what_the_state_says(data: st.DataObject) -> None:
    now = interview()
    seen: list[str] = []
    while now.asking is not None:
        seen.append(now.asking.path)
        choices = ["", "back", *(answer for answer in ANSWERS[now.asking.form.kind])]
        answer = data.draw(st.sampled_from(choices))
        if answer == "back" and now.before is not None and len(seen) < 20:
            now = now.before
            continue
        step = now.put_off() if answer in ("", "back") else now.answered(answer)
        now = step if isinstance(step, Interview) else now.put_off()
        paths = [given.asking.path for given in now.given]
        assert len(set(paths)) == len(paths)
        assert now.advice == PLAYBOOK.review(now.state)

    assert len(seen) < 60
