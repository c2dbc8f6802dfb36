"""What was listed last: kept whole or not at all, and what its numbers and its day mean later."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.last_list import (
    LastList,
    ListedItem,
    ListShown,
    News,
    Whereabouts,
    keep_list,
    list_of,
    news_since,
    read_last_list,
    whereabouts,
)
from advisor.advice.model import Advice, Recommendation, SetAside, SetAsideReason
from tests.reports.samples import FULL, RENEGOTIATE, REST, TALK, TODAY, advice

STATE = "me.yaml"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "lists"


def ranked(*items: Recommendation, aside: tuple[SetAside, ...] = ()) -> Advice:
    return advice(tuple(replace(item, rank=rank) for rank, item in enumerate(items, start=1)), aside)


def listed(*items: Recommendation, day: int = TODAY) -> ListShown:
    return replace(list_of(ranked(*items), STATE, "text"), day=day)


def aside(item: Recommendation, reason: SetAsideReason) -> SetAside:
    return SetAside(item.action, item.subject, item.title, (), reason, "somebody", "So.")


def test_a_list_has_all_items_with_their_numbers() -> None:
    shown = list_of(FULL, STATE, "text")

    assert [item.number for item in shown.items] == [item.rank for item in FULL.recommendations]
    assert [item.title for item in shown.items] == [item.title for item in FULL.recommendations]
    assert (shown.day, Path(shown.state).name, len(shown.digest)) == (FULL.day, STATE, 64)


def test_names_are_as_they_are_typed() -> None:
    assert ListedItem(1, "check-in", "thing", "c-1", "Ask").name == "check-in@c-1"
    assert ListedItem(1, "rest", "profile", "profile", "Rest").name == "rest"


def test_it_is_read_as_it_was_kept() -> None:
    shown = listed(TALK, RENEGOTIATE)

    assert keep_list(shown)
    assert read_last_list(STATE) == LastList(shown)
    assert read_last_list(f"./{STATE}") == LastList(shown)
    assert read_last_list("other.yaml") is None


def test_the_last_list_of_an_earlier_day_is_kept_too() -> None:
    first, second, third = (listed(TALK, day=TODAY + n) for n in range(3))
    other = replace(third, items=())
    for shown in (first, second, third, other):
        keep_list(shown)

    assert read_last_list(STATE) == LastList(other, second)


def test_a_list_of_a_day_that_lies_before_forgets_what_is_later() -> None:
    for day in (TODAY, TODAY + 5, TODAY + 2):
        keep_list(listed(TALK, day=day))

    assert read_last_list(STATE) == LastList(listed(TALK, day=TODAY + 2), listed(TALK, day=TODAY))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", '{"edition": 2}', '{"edition": 1}', "[" * 100_000, "\x00"],
)
def test_what_is_wrong_with_it_is_no_list(text: str, cache: Path) -> None:
    keep_list(listed(TALK))
    (file,) = cache.iterdir()
    file.write_text(text, encoding="utf-8")

    assert read_last_list(STATE) is None
    assert keep_list(listed(TALK))
    assert read_last_list(STATE) == LastList(listed(TALK))


WRONG = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(st.sampled_from(["day", "state", "digest", "items", "earlier", "shown", 0, 1, 2, 3, 4, 5]), WRONG)
def test_no_wrong_value_is_taken_or_does_harm(place: str | int, value: object) -> None:
    keep_list(listed(TALK))
    (file,) = Path("cache/lists").iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    if isinstance(place, int):
        kept["shown"]["items"][0][place] = value
    else:
        kept["shown" if place in kept["shown"] else place] = (
            {**kept["shown"], place: value} if place in kept["shown"] else value
        )
    file.write_text(json.dumps(kept), encoding="utf-8")

    found = read_last_list(STATE)

    assert found is None or json.loads(json.dumps(found.shown.items[:1], default=str)) is not None
    assert found is None or all(isinstance(item.title, str) for item in found.shown.items)


def test_where_it_cannot_be_kept_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_list(listed(TALK))

    def full(path: str, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("advisor.facts.state_memory.write_whole", full)

    assert not keep_list(listed(RENEGOTIATE))
    assert read_last_list(STATE) is None


def test_a_number_means_what_it_meant() -> None:
    shown = listed(TALK, RENEGOTIATE, REST)
    talk, renegotiate, rest = shown.items

    same = ranked(TALK, RENEGOTIATE, REST)
    assert [whereabouts(shown, n, same) for n in (1, 2, 3)] == [
        Whereabouts(talk, 1),
        Whereabouts(renegotiate, 2),
        Whereabouts(rest, 3),
    ]
    assert whereabouts(shown, 4, same) is None
    # What stood before it is done: it is the same still.
    assert whereabouts(shown, 3, ranked(TALK, REST)) == Whereabouts(rest, 2)
    # Something passed it, or came before it.
    assert whereabouts(shown, 1, ranked(RENEGOTIATE, TALK)) == Whereabouts(talk, 2, True)
    assert whereabouts(listed(TALK), 1, ranked(REST, TALK)) == Whereabouts(talk, 2, True)
    # It is gone, or set aside.
    assert whereabouts(shown, 1, ranked(REST)) == Whereabouts(talk, None)
    forbidden = ranked(REST, aside=(aside(TALK, SetAsideReason.FORBIDDEN),))
    assert whereabouts(shown, 1, forbidden) == Whereabouts(talk, None, because="So.")


def test_news_is_what_came_and_went_less_what_was_ticked() -> None:
    due = replace(RENEGOTIATE, due=TODAY - 1)
    earlier = listed(TALK, due, REST, day=TODAY - 3)

    assert news_since(earlier, ranked(TALK, due, REST)).is_empty
    assert news_since(earlier, ranked(REST)) == News(TODAY - 3, (), (due.title,), (TALK.title,))
    assert news_since(listed(TALK, day=TODAY - 1), ranked(REST, TALK)) == News(TODAY - 1, (1,), (), ())
    for reason in SetAsideReason:
        ticked = reason in (SetAsideReason.DONE, SetAsideReason.SNOOZED, SetAsideReason.DISMISSED)
        news = news_since(listed(TALK, day=TODAY - 1), ranked(aside=(aside(TALK, reason),)))
        assert news.is_empty is ticked
