"""Many reviews in one process: nothing grows, nothing is left running, and nobody sees another's facts."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from advisor import Playbook, State
from advisor.reports.advice.as_json import advice_json
from advisor.shipped import shipped_playbook
from tests.end_to_end.repeated import LAYER, SMALL, TODAY, new_states
from tests.growth import growth

STATES = [str(path) for path in sorted(Path(__file__).parents[2].glob("scenarios/states/*.yaml"))]
EACH = 1_400  # bytes for each review, less than its facts alone


@pytest.fixture(scope="module")
def shipped() -> Playbook:
    return Playbook.load()


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns after every few steps."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize(
    ("what", "warm_up", "times", "allowed"),
    [
        ("new_states", 400, 300, 300 * EACH),  # once a function was written for their rows
        ("one_state", 400, 300, 300 * EACH),  # once every day was seen, all rules are loaded
        ("new_playbooks", 10, 30, 5 << 20),  # kept, they take 13 MB
    ],
)
def test_nothing_is_left_behind(what: str, warm_up: int, times: int, allowed: int) -> None:
    held, threads = growth(f"tests.end_to_end.repeated:{what}", warm_up, times)

    assert held < allowed
    assert threads == 0


def test_two_playbooks_at_once_keep_apart(shipped: Playbook, tmp_path: Path) -> None:
    (tmp_path / "layer.yaml").write_text(LAYER, encoding="utf-8")
    strict = Playbook.load(shipped_playbook(), str(tmp_path))
    state = State.from_values(SMALL)

    def barred(playbook: Playbook) -> list[str]:
        return [
            each.by for each in playbook.review(state, as_of=TODAY).set_aside if each.action == "check-in"
        ]

    for _ in range(3):
        assert barred(shipped) == []
        assert barred(strict) == ["no-check-in-here"]
    assert shipped.review(state).digest != strict.review(state).digest


def test_advice_stays_what_it_was(shipped: Playbook) -> None:
    """What is read late says what was decided then, whatever was reviewed in between."""
    early = [shipped.review(State.load(path)) for path in STATES]
    new_states(5)

    fresh = Playbook.load()
    assert [advice_json(advice) for advice in early] == [
        advice_json(fresh.review(State.load(path))) for path in STATES
    ]


@pytest.mark.usefixtures("hasty")
def test_four_threads_on_one_playbook(shipped: Playbook) -> None:
    expected = {path: advice_json(shipped.review(State.load(path))) for path in STATES}
    shared = {path: State.load(path) for path in STATES}
    fresh = Playbook.load()  # compiled by whichever thread comes first

    def work(number: int) -> list[str]:
        found = []
        for turn in range(12):
            path = STATES[(number + turn) % len(STATES)]
            state = shared[path] if turn % 2 else State.load(path)
            if advice_json(fresh.review(state)) != expected[path]:
                found.append(path)
        return found

    threads = threading.active_count()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [[], [], [], []]
    assert threading.active_count() == threads


@pytest.mark.usefixtures("hasty")
def test_four_threads_read_one_advice(shipped: Playbook) -> None:
    """Advice is worded when it is read, perhaps by several at once."""
    expected = advice_json(shipped.review(State.load(STATES[0])))
    for _ in range(5):
        advice = shipped.review(State.load(STATES[0]))
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(advice_json, [advice] * 4)) == {expected}
