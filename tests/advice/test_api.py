"""The library's face: days as people have them, and values that are copied and sent to other processes."""

import copy
import datetime
import multiprocessing
import pickle
from collections.abc import Callable
from typing import TypeVar

import pytest

from advisor import Advice, Playbook, State
from advisor.source.errors import DayError
from tests.cli.deeds import RULES, STATE

DAY = datetime.date(2026, 12, 1)
T = TypeVar("T")


def pickled(value: T) -> T:
    loaded: T = pickle.loads(pickle.dumps(value))
    return loaded


WAYS = [copy.copy, copy.deepcopy, pickled]


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return Playbook.load(RULES)


@pytest.fixture
def state() -> State:
    return State.parse(STATE)


@pytest.mark.parametrize("day", [DAY, "2026-12-01", " 2026-12-01 ", datetime.datetime(2026, 12, 1, 23, 59)])
def test_a_day_is_a_date_or_text(playbook: Playbook, state: State, day: datetime.date | str) -> None:
    assert playbook.review(state, as_of=day) == playbook.review(state, as_of=DAY)
    assert playbook.run(state, day).facts.as_of == DAY.toordinal()


@pytest.mark.parametrize("day", ["1 December 2026", "2026-13-01", "", 738000, True])
def test_what_is_no_day_is_refused_with_what_is_taken(playbook: Playbook, state: State, day: object) -> None:
    for call in (playbook.review, playbook.run):
        with pytest.raises(DayError) as raised:
            call(state, day)  # type: ignore[arg-type]

        assert isinstance(raised.value, ValueError)
        assert str(raised.value) == (
            f'{day!r} is not a day: give a date, or text such as "2026-11-21", year first'
        )


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_a_playbook_gives_the_same_advice(
    playbook: Playbook, state: State, way: Callable[[Playbook], Playbook]
) -> None:
    other = way(playbook)

    assert other == playbook
    assert other.review(state) == playbook.review(state)
    assert other.review(state).digest == playbook.review(state).digest


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_a_playbook_knows_what_was_left_out(way: Callable[[Playbook], Playbook]) -> None:
    shipped = Playbook.load()
    other = way(shipped.without("platform"))

    assert other.content.left_out == ("platform",)
    assert other.without("escrow").content.left_out == shipped.without("platform", "escrow").content.left_out


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_a_state_is_equal_and_reviewed_alike(
    playbook: Playbook, state: State, way: Callable[[State], State]
) -> None:
    advice = playbook.review(state)  # which keeps something in the state

    assert way(state) == state
    assert playbook.review(way(state)) == advice


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_advice_is_whole_and_equal(
    playbook: Playbook, state: State, way: Callable[[Advice], Advice]
) -> None:
    advice = playbook.review(state)

    other = way(advice)

    assert other == advice
    assert (other.digest, other.is_blank) == (advice.digest, advice.is_blank)


def review_all(given: tuple[Playbook, list[State]]) -> list[Advice]:
    playbook, states = given
    return [playbook.review(state) for state in states]


def test_another_process_gives_equal_advice(playbook: Playbook, state: State) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        [advice] = pool.map(review_all, [(playbook, [state])])

    assert advice == [playbook.review(state)]
