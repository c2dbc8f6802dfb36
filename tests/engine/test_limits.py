"""What is left out because it cannot fire, does not."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine.limits import Join, Pattern, Production, facts_for, within_reach
from tests.engine.naive import Fact, evaluate
from tests.engine.networks import facts, productions

NAMES = st.sampled_from(["a", "b", "c"])


@given(st.lists(productions(NAMES), max_size=6), st.lists(facts(), max_size=6))
def test_the_productions_within_reach_fire_all_that_fires(
    network: list[Production], given: list[Fact]
) -> None:
    needed = within_reach(network, given)

    assert evaluate(needed, facts_for(needed, given)) == evaluate(network, given)


def _joining(flag: str, kind: str, derives: str) -> Production:
    own = Pattern("deal", (flag,))
    return Production(f"by {flag}", (own, Pattern(kind, (), (Join("ref", 0, "ref"),))), derives=derives)


def test_what_could_join_only_what_nothing_derives_is_out_of_reach() -> None:
    network = [
        _joining("x", "old", "older"),
        _joining("y", "older", "oldest"),
        _joining("x", "never", "late"),
    ]
    deals: list[Fact] = [{"kind": "deal", "ref": 1, "x": True}, {"kind": "deal", "ref": 2, "y": True}]

    assert within_reach(network, deals) == []
    needed = within_reach(network, [*deals, {"kind": "old", "ref": 1}])
    assert needed == network[:2]
    other: list[Fact] = [{"kind": "deal", "ref": 3, "z": True}, {"kind": "new", "ref": 3}]
    assert facts_for(needed, [*deals, *other]) == deals
