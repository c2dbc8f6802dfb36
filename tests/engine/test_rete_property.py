"""The Rete against nested loops, over random networks. ADVISOR_FUZZ_EXAMPLES raises the number."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine.limits import Production
from advisor.engine.rete import Rete
from tests.engine.naive import Fact, evaluate
from tests.engine.networks import facts, productions

NAMES = st.sampled_from(["one", "two", "three", 'q"x', "w"])


@given(
    st.lists(productions(NAMES), min_size=4, max_size=12),
    st.lists(st.lists(facts(), min_size=4, max_size=12), min_size=1, max_size=2),
)
def test_fires_what_nested_loops_find(network: list[Production], runs: list[list[Fact]]) -> None:
    rete = Rete(network)
    for memory in runs:
        assert rete.run(memory) == evaluate(network, memory)


@given(
    st.lists(productions(NAMES), min_size=2, max_size=4),
    st.lists(facts(), min_size=3, max_size=6),
    st.integers(20, 40),
)
def test_spread_over_rulesets_it_fires_the_same(
    network: list[Production], memory: list[Fact], copies: int
) -> None:
    rete = Rete(network * copies)
    assert rete.run(memory) == evaluate(network, memory)
