"""What if: facts supposed to be otherwise, and the advice that would follow."""

import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Playbook, State
from advisor.advice.what_if import SupposedValue, Supposition, WhatIf, what_if
from advisor.facts.override import changes_of
from advisor.source.errors import StateError
from advisor.source.tree import Mapping, Scalar, Sequence

TROUBLE = Path(__file__).parents[2] / "scenarios" / "states" / "in-trouble.yaml"
STATES = sorted(TROUBLE.parent.glob("*.yaml"))
MANUAL = "Manual for an infusion pump (Meridian Medical Devices)"
HOLIDAY = "Polish texts for holiday flats (Gable Holiday Homes)"


@cache
def shipped() -> Playbook:
    return Playbook.load()


@cache
def state(path: Path = TROUBLE) -> State:
    return State.load(str(path))


def suppose(*texts: str, as_of: datetime.date | None = None) -> WhatIf:
    return what_if(shipped(), state(), changes_of(texts, "--set"), as_of)


def changes(result: WhatIf) -> list[tuple[str, str]]:
    return [(change.kind.value, change.action) for change in result.comparison.changes]


@pytest.mark.parametrize(
    ("text", "about", "today", "supposed", "read"),
    [
        (
            "contracts.c-402.client_mood=happy",
            MANUAL,
            SupposedValue("unhappy", "the client is unhappy with the work"),
            SupposedValue("happy", "the client is happy with the work"),
            True,
        ),
        (
            "contracts.c-402.fixable=yes",
            MANUAL,
            SupposedValue("unknown", "it is not known whether it can still be put right"),
            SupposedValue("yes", "it can still be put right"),
            True,
        ),
        (
            "profile.job_success=",
            "",
            SupposedValue("78%", "your Job Success Score is 78%"),
            SupposedValue("unknown", "your Job Success Score is not known"),
            True,
        ),
        (
            "policy.large_stake=$5,000",
            "",
            SupposedValue("$1,000", "the parameter large_stake is $1,000"),
            SupposedValue("$5,000", "the parameter large_stake is $5,000"),
            True,
        ),
        (
            "as_of=2026-12-01",
            "",
            SupposedValue("21 November 2026", "it is 21 November 2026"),
            SupposedValue("1 December 2026", "it is 1 December 2026"),
            True,
        ),
        (
            "contracts.c-401.history.1.reply=yes",
            HOLIDAY,
            SupposedValue("no", "the client said no"),
            SupposedValue("yes", "the client said yes"),
            True,
        ),
        (
            "clients.gable.name=Gable",
            "Gable Holiday Homes",
            SupposedValue("Gable Holiday Homes", "the name is Gable Holiday Homes"),
            SupposedValue("Gable", "the name is Gable"),
            True,
        ),
        (
            "contracts.c-402.client=gable",
            MANUAL,
            SupposedValue("meridian", "the client is meridian"),
            SupposedValue("gable", "the client is gable"),
            True,
        ),
        (
            "contracts.c-401.history=[]",
            HOLIDAY,
            SupposedValue("as it is", "its list is as your state tells it"),
            SupposedValue("as given", "its list is as given here"),
            True,
        ),
        (
            "contracts.c-401.history.0={did: check-in, on: 2026-11-01}",
            HOLIDAY,
            SupposedValue("as it is", "it is as your state tells it"),
            SupposedValue("as given", "it is as given here"),
            True,
        ),
        (
            "contracts.c-9={title: New, status: active}",
            "New (your client)",
            SupposedValue("not there", "it is not there"),
            SupposedValue("as given", "it is as given here"),
            True,
        ),
    ],
)
def test_a_supposition_in_words(
    text: str, about: str, today: SupposedValue, supposed: SupposedValue, read: bool
) -> None:
    (supposition,) = suppose(text).suppositions

    path = text.partition("=")[0]
    assert supposition == Supposition(path, about, today, supposed, read, is_so=False)


def test_a_path_is_told_once_and_the_last_value_holds() -> None:
    suppositions = suppose(
        "contracts.c-402.client_mood=happy", "contracts.c-402.client_mood=neutral"
    ).suppositions

    assert [(supposition.path, supposition.supposed.value) for supposition in suppositions] == [
        ("contracts.c-402.client_mood", "neutral")
    ]


def test_what_comes_and_goes_and_is_answered() -> None:
    result = suppose("contracts.c-407.client_mood=unhappy")

    assert changes(result) == [("came", "talk-it-through"), ("went", "renegotiate-deadline")]
    assert result.answered == {"contracts.c-407.client_mood"}
    assert result.comparison.new_questions == ()  # the later steps are asked about when the talk is over
    assert (result.points.before, result.points.after) == (668, 668)


def test_what_is_at_stake() -> None:
    stakes = suppose("contracts.c-408.client_mood=unhappy").points

    assert [(stake.subject.id, stake.before) for stake in stakes.differing] == [("c-408", 0)]
    assert stakes.after is not None
    assert stakes.before is not None
    assert stakes.after - stakes.before == stakes.differing[0].after


def test_both_are_for_the_same_day_unless_another_is_supposed() -> None:
    def days(result: WhatIf) -> tuple[str, str]:
        before, after = result.comparison.before.day, result.comparison.after.day
        return str(datetime.date.fromordinal(before)), str(datetime.date.fromordinal(after))

    assert days(suppose("profile.name=T")) == ("2026-11-21", "2026-11-21")
    assert days(suppose("as_of=2026-12-01")) == ("2026-11-21", "2026-12-01")
    day = datetime.date(2026, 11, 30)
    assert days(suppose("profile.name=T", as_of=day)) == ("2026-11-30", "2026-11-30")


@pytest.mark.parametrize("text", ["contracts.c-402.client_mood=hapy", "contracts.c-4.title=x", "as_of=soon"])
def test_what_cannot_be_supposed(text: str) -> None:
    with pytest.raises(StateError):
        suppose(text)


def written(state: State) -> list[tuple[str, str]]:
    """The paths of all facts that a state tells, with their values."""
    facts: list[tuple[str, str]] = []

    def walk(node: object, path: str) -> None:
        if isinstance(node, Mapping):
            for entry in node.entries:
                walk(entry.value, f"{path}.{entry.key.text}".removeprefix("."))
        elif isinstance(node, Sequence):
            for number, item in enumerate(node.items):
                key = item.get("id") if isinstance(item, Mapping) else None
                walk(item, f"{path}.{key.text if isinstance(key, Scalar) else number}")
        elif isinstance(node, Scalar) and path.rpartition(".")[2] != "id":
            facts.append((path, node.text))

    walk(state.tree, "")
    return facts


@settings(max_examples=30)
@given(st.data())
def test_what_is_so_already_changes_nothing(data: st.DataObject) -> None:
    one = state(data.draw(st.sampled_from(STATES)))
    facts = data.draw(st.lists(st.sampled_from(written(one)), min_size=1, max_size=4))
    result = what_if(shipped(), one, changes_of([f"{path}={value}" for path, value in facts], "--set"))

    assert result.comparison.is_empty
    assert result.points.differing == ()
    assert [supposition.is_so for supposition in result.suppositions] == [True] * len(
        {path for path, _ in facts}
    )
