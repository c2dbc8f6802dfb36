"""Errors, threads, memory and the end of things."""

import gc
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from advisor.engine.limits import Join, Pattern, Production
from advisor.engine.rete import Engine, Rete, engine_module
from advisor.source.errors import EngineError
from tests.engine.naive import Fact, evaluate
from tests.growth import growth

NETWORK = [
    Production("idle", (Pattern("contract", ("idle",)),), derives="quiet"),
    Production("notice", (Pattern("contract"), Pattern("quiet", joins=(Join("ref", 0, "ref"),)))),
] * 40
FACTS: list[Fact] = [{"kind": "contract", "ref": ref, "idle": ref > 10} for ref in range(20)]
EXPECTED = evaluate(NETWORK[:2], FACTS)
_kept: dict[str, Rete] = {}


class Failing:
    """The engine, except that one call goes wrong."""

    def __init__(self, engine: Engine, call: str, after: int) -> None:
        self._engine, self._call, self._after = engine, call, after

    def __getattr__(self, name: str) -> object:
        if name == self._call:
            self._after -= 1
            if self._after == 0:
                return self._fail
        return getattr(self._engine, name)

    def _fail(self, handle: int, *_: object) -> tuple[int, int]:
        return self._engine.assert_fact(handle, '{"id":"f0","kind":"k0","v0":1e-07}')


@pytest.mark.parametrize(
    ("call", "after"),
    [
        ("assert_fact", 1),
        ("assert_fact", 2),
        ("assert_fact", 25),
        ("start_action_for_state", 1),
        ("complete_and_start_action", 1),
        ("complete_and_start_action", 3),
    ],
)
def test_an_error_of_the_engine_leaves_the_next_run_clean(call: str, after: int) -> None:
    rete = Rete(NETWORK)
    last = rete._loaded[-1]
    last._engine = Failing(last._engine, call, after)  # type: ignore[assignment]
    with pytest.raises(EngineError) as caught:
        rete.run(FACTS)
    assert str(caught.value) == "durable_rules failed: Could not assert fact, error code: 204"
    assert rete.run(FACTS) == EXPECTED


def test_a_fact_that_the_engine_takes_for_another() -> None:
    rete = Rete(NETWORK)
    same = engine_module().assert_fact
    first = rete._loaded[0]

    class Twice(Failing):
        def _fail(self, handle: int, *fact: object) -> tuple[int, int]:
            same(handle, str(fact[0]))
            return same(handle, str(fact[0]))

    first._engine = Twice(first._engine, "assert_fact", 5)  # type: ignore[assignment]
    with pytest.raises(EngineError) as caught:
        rete.run(FACTS)
    assert str(caught.value) == 'durable_rules answered 2 to the fact {"id":"f4","kind":"k0","v1":4,"v0":0}'
    assert rete.run(FACTS) == EXPECTED


def test_an_interrupted_run_leaves_the_next_one_clean() -> None:
    class Interrupt(Failing):
        def _fail(self, handle: int, *_: object) -> tuple[int, int]:
            raise KeyboardInterrupt

    rete = Rete(NETWORK)
    first = rete._loaded[0]
    first._engine = Interrupt(first._engine, "complete_and_start_action", 1)  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        rete.run(FACTS)
    assert rete.run(FACTS) == EXPECTED


def test_two_at_once_know_nothing_of_each_other() -> None:
    one, two = Rete(NETWORK), Rete([Production("any", (Pattern("contract"),))])
    for _ in range(3):
        assert one.run(FACTS) == EXPECTED
        assert two.run(FACTS[:2]) == {("any", 0), ("any", 1)}
    del one
    assert two.run(FACTS[2:3]) == {("any", 2)}


def test_threads_share_one() -> None:
    before = threading.active_count()
    rete = Rete(NETWORK)
    assert rete.run(FACTS) == EXPECTED
    assert threading.active_count() == before
    with ThreadPoolExecutor(8) as pool:
        slices = [FACTS[: index % 20 + 1] for index in range(160)]
        firings = list(pool.map(rete.run, slices))
    assert firings == [evaluate(NETWORK[:2], memory) for memory in slices]
    assert threading.active_count() == before


def run_often(times: int) -> None:
    """One network, run again and again."""
    rete = _kept.get("rete") or _kept.setdefault("rete", Rete(NETWORK))
    for _ in range(times):
        rete.run(FACTS[8:14])


def use_and_forget(times: int) -> None:
    """Networks that are used once."""
    for _ in range(times):
        Rete(NETWORK).run(FACTS)
        gc.collect(0)


@pytest.mark.parametrize(
    ("what", "warm_up", "times", "allowed"),
    [("run_often", 200, 1_000, 700 << 10), ("use_and_forget", 20, 100, 8 << 20)],
)
def test_nothing_is_left_behind(what: str, warm_up: int, times: int, allowed: int) -> None:
    held, threads = growth(f"tests.engine.test_rete_lifetime:{what}", warm_up, times)

    assert held < allowed
    assert threads == 0


@pytest.mark.parametrize("ending", ["", "del rete", "raise SystemExit", "fork()", "leave()"])
def test_the_interpreter_ends_in_peace(ending: str) -> None:
    program = f"""
import os, threading
from tests.engine.test_rete_lifetime import FACTS, NETWORK, EXPECTED
from advisor.engine.rete import Rete
rete = Rete(NETWORK)
assert rete.run(FACTS) == EXPECTED
def fork():
    child = os.fork()
    assert rete.run(FACTS) == EXPECTED
    if child:
        assert os.waitpid(child, 0)[1] == 0
def leave():
    def work():
        while True:
            rete.run(FACTS)
    threading.Thread(target=work, daemon=True).start()
    rete.run(FACTS)
{ending}
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
