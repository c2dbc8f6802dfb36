"""Many reviews in one process: nothing grows, nothing is left running, and nobody sees another's facts."""

import gc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from advisor import Playbook, State
from advisor.reports.json_report import advice_json
from advisor.shipped import shipped_playbook

STATES = [str(path) for path in sorted(Path(__file__).parents[2].glob("scenarios/states/*.yaml"))]
TODAY = date(2026, 11, 21)
SMALL: dict[str, Any] = {
    "profile": {"job_success": 92, "completed_jobs": 40},
    "contracts": [
        {"id": "a", "title": "Blog", "status": "active", "last_activity": "2026-02-01", "client": "x"},
        {"id": "b", "title": "Site", "status": "ended", "ended": "2026-11-12", "client": "y", "earned": 300},
    ],
}
LAYER = """\
ruleset: house
rules:
  - id: no-check-in-here
    for: contract
    when: {idle: "> 10 days"}
    forbid: check-in
    because: "We never write first."
    claims: [S2-48]
"""
WARM_UP, REVIEWS = 300, 1500
ALLOWED = 2 << 20  # bytes over all reviews: 1,400 for each, less than its facts alone


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


def resident() -> int:
    """The memory that this process holds now, in bytes."""
    gc.collect()
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        pytest.skip("this system does not tell how much memory a process holds")
    return int(pages) * 4096


def review_often(playbook: Playbook, times: int) -> None:
    """New states, each read whole, on changing days."""
    for number in range(times):
        state = State.from_values({**SMALL, "policy": {"many_refunds": number}})
        advice_json(playbook.review(state, as_of=TODAY + timedelta(days=number % 400)))


def test_reviews_leave_nothing_behind(shipped: Playbook) -> None:
    threads = threading.active_count()
    review_often(shipped, WARM_UP)
    before = resident()

    review_often(shipped, REVIEWS)

    assert resident() - before < ALLOWED
    assert threading.active_count() == threads


def test_one_state_on_many_days_leaves_nothing_behind(shipped: Playbook) -> None:
    """What a state keeps for its next review is kept once."""
    state = State.from_values(SMALL)
    for number in range(WARM_UP):
        shipped.review(state, as_of=TODAY + timedelta(days=number % 400))
    before = resident()

    for number in range(REVIEWS):
        shipped.review(state, as_of=TODAY + timedelta(days=number % 400))

    assert resident() - before < ALLOWED


def test_playbooks_come_and_go(tmp_path: Path) -> None:
    (tmp_path / "layer.yaml").write_text(LAYER, encoding="utf-8")
    state = State.from_values(SMALL)

    def once() -> None:
        Playbook.load(shipped_playbook(), str(tmp_path)).review(state, as_of=TODAY)

    for _ in range(5):
        once()
    before = resident()
    for _ in range(10):
        once()

    assert resident() - before < 10 * ALLOWED


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
    review_often(shipped, 5)

    assert [advice_json(advice) for advice in early] == [
        advice_json(Playbook.load().review(State.load(path))) for path in STATES
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
