"""What is refused before the engine sees it, in whole sentences."""

import pytest

from advisor.engine.limits import MAX_FACTS, MAX_PROPERTIES, Join, Pattern, Production
from advisor.engine.rete import Rete
from advisor.engine.ruleset import hash32, short_names
from advisor.source.errors import EngineError
from tests.engine.naive import Fact


def refusal(*productions: Production) -> str:
    with pytest.raises(EngineError) as caught:
        Rete(productions)
    return str(caught.value)


def one(*joins: Join, flags: tuple[str, ...] = ()) -> Production:
    """A production whose second pattern has the flags and joins."""
    return Production("quiet client", (Pattern("contract"), Pattern("client", flags, joins)))


def test_no_pattern() -> None:
    assert refusal(Production("x", ())) == 'production "x": has 0 patterns; the limits are 1 and 4'


def test_five_patterns() -> None:
    five = Production("x", (Pattern("c"),) * 5)
    assert refusal(five) == 'production "x": has 5 patterns; the limits are 1 and 4'


def test_nine_joins() -> None:
    nine = one(*[Join("ref", 0, "ref")] * 9)
    assert refusal(nine) == 'production "quiet client": pattern 1 has 9 joins; the limit is 8'


@pytest.mark.parametrize("pattern", [1, 2, -1])
def test_join_with_a_later_pattern(pattern: int) -> None:
    assert refusal(one(Join("ref", pattern, "client"))) == (
        f'production "quiet client": pattern 1 joins "ref" with pattern {pattern}; '
        "a join refers to an earlier pattern"
    )


def test_too_many_properties_of_a_kind() -> None:
    wide = one(flags=tuple(f"p{i}" for i in range(MAX_PROPERTIES + 1)))
    assert (
        refusal(wide) == 'production "quiet client": reads 101 properties of kind "client"; the limit is 100'
    )


def test_more_properties_go_to_another_ruleset() -> None:
    one_each = [Production(f"x{i}", (Pattern("c", (f"p{i}",)),)) for i in range(260)]
    wide: Fact = {"kind": "c", "ref": 7, **{f"p{i}": True for i in range(260)}}
    rete = Rete(one_each)
    assert rete.run([wide]) == {(f"x{i}", 7) for i in range(260)}


NETWORK = (
    Production("flag", (Pattern("contract", ("paused",)),)),
    Production("number", (Pattern("contract", ("paused", "idle")),), subject="client"),
)


@pytest.mark.parametrize("prop", ["paused", "idle", "client"])
@pytest.mark.parametrize("value", ["true", "61", 2**63, -(2**63) - 1, None, 1.5, [1]])
def test_a_fact_with_what_is_neither_a_flag_nor_an_integer(prop: str, value: object) -> None:
    rete = Rete(NETWORK)
    with pytest.raises(EngineError) as caught:
        rete.run([{"kind": "contract", "ref": 3, prop: value}])  # type: ignore[dict-item]
    assert str(caught.value) == (
        f'the fact "contract" 3: "{prop}" is {value!r}; it takes a flag, '
        "or an integer between -9223372036854775808 and 9223372036854775807"
    )
    good: Fact = {"kind": "contract", "ref": 3, "client": 9, "idle": True, "paused": True}
    assert rete.run([good]) == {("flag", 3), ("number", 9)}


def test_a_fact_without_kind_or_ref() -> None:
    rete = Rete(NETWORK)
    for fact in (
        {"kind": "contract"},
        {"ref": 3},
        {"kind": "contract", "ref": True},
        {"kind": 1, "ref": 1},
    ):
        with pytest.raises(EngineError) as caught:
            rete.run([fact])  # type: ignore[list-item]
        assert str(caught.value) == f"the fact {fact!r} needs a kind (text) and a ref (an integer)"


def test_too_many_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({hash32(f"f{number}") for number in range(MAX_FACTS)}) == MAX_FACTS
    monkeypatch.setattr("advisor.engine.rete.MAX_FACTS", 2)
    rete = Rete(NETWORK)
    with pytest.raises(EngineError) as caught:
        rete.run([{"kind": "contract", "ref": ref} for ref in range(3)])
    assert str(caught.value) == "more facts than durable_rules can tell apart; the limit is 2"


def test_short_names_have_distinct_hashes() -> None:
    names = [name for name, _ in zip(short_names(), range(5_000), strict=False)]
    assert len({hash32(name) for name in ["id", "sid", "kind", *names]}) == 5_003
    assert hash32("costarring") == hash32("liquid")
