"""What is refused before the engine sees it, in whole sentences."""

from collections.abc import Sequence

import pytest

from advisor.engine.limits import (
    MAX_FACTS,
    MAX_PROPERTIES,
    EngineValue,
    Join,
    Pattern,
    Production,
    PropertyTest,
)
from advisor.engine.rete import Rete
from advisor.engine.ruleset import hash32, short_names
from advisor.source.errors import EngineError


def refusal(*productions: Production) -> str:
    with pytest.raises(EngineError) as caught:
        Rete(productions)
    return str(caught.value)


def one(*conditions: PropertyTest, joins: Sequence[Join] = (), name: str = "quiet client") -> Production:
    """A production whose second pattern has the conditions and joins."""
    return Production(name, (Pattern("contract"), Pattern("client", conditions, tuple(joins))))


def test_no_pattern() -> None:
    assert refusal(Production("x", ())) == 'production "x": has 0 patterns; the limits are 1 and 4'


def test_five_patterns() -> None:
    five = Production("x", (Pattern("c"),) * 5)
    assert refusal(five) == 'production "x": has 5 patterns; the limits are 1 and 4'


def test_nine_joins() -> None:
    nine = one(joins=[Join("ref", 0, "ref")] * 9)
    assert refusal(nine) == 'production "quiet client": pattern 1 has 9 joins; the limit is 8'


@pytest.mark.parametrize("pattern", [1, 2, -1])
def test_join_with_a_later_pattern(pattern: int) -> None:
    assert refusal(one(joins=[Join("ref", pattern, "client")])) == (
        f'production "quiet client": pattern 1 joins "ref" with pattern {pattern}; '
        "a join refers to an earlier pattern"
    )


def test_unknown_operator() -> None:
    assert refusal(one(PropertyTest("hires", "matches", 1))) == (
        'production "quiet client": "hires" has the operator "matches"; '
        "known are eq, ge, gt, known, le, lt, ne, unknown"
    )


@pytest.mark.parametrize(("value", "shown"), [("x", "'x'"), (True, "True")])
def test_order_of_what_has_none(value: EngineValue, shown: str) -> None:
    assert refusal(one(PropertyTest("mood", "lt", value))) == (
        f'production "quiet client": "mood" lt has the value {shown}; only integers have an order'
    )


def test_presence_with_a_value() -> None:
    assert refusal(one(PropertyTest("mood", "known", 1))) == (
        'production "quiet client": "mood" known has the value 1; it takes none'
    )


@pytest.mark.parametrize("value", [None, 1.5])
def test_comparison_with_what_is_no_value(value: EngineValue | None) -> None:
    assert refusal(one(PropertyTest("hires", "eq", value))) == (
        f'production "quiet client": "hires" eq has the value {value}; it takes a flag, an integer or text'
    )


@pytest.mark.parametrize("value", [-(2**63) - 1, 2**63])
def test_integer_beyond_64_bits(value: int) -> None:
    assert refusal(one(PropertyTest("hires", "eq", value))) == (
        f'production "quiet client": "hires" eq has the value {value}; '
        "the limits are -9223372036854775808 and 9223372036854775807"
    )


def test_two_types_of_a_property() -> None:
    first, second = (
        one(PropertyTest("mood", "eq", "happy")),
        one(PropertyTest("mood", "eq", 1), name="other"),
    )
    assert refusal(first, second) == (
        'production "other": "mood" is an integer here and text elsewhere; a property has one type'
    )


def test_a_subject_that_is_no_integer() -> None:
    named = Production("x", (Pattern("contract", (PropertyTest("title", "eq", "Ghost"),)),), subject="title")
    assert refusal(named) == (
        'production "x": "title" is text here and an integer elsewhere; a property has one type'
    )


def test_a_join_of_two_types() -> None:
    mixed = one(PropertyTest("name", "eq", "ACME"), joins=[Join("name", 0, "ref")])
    assert refusal(mixed) == (
        'production "quiet client": joins "name", which is text, '
        'with "ref", which is an integer; both sides have one type'
    )


def test_types_spread_over_chains_of_joins() -> None:
    chain = [one(joins=[Join("a", 0, "b")]), one(joins=[Join("b", 0, "c")]), one(joins=[Join("c", 0, "ref")])]
    with Rete([*chain, one(PropertyTest("a", "gt", 1))]) as rete:
        assert rete.run([]) == set()
    assert refusal(*chain, one(PropertyTest("a", "eq", "x"), name="end")).endswith("both sides have one type")


def test_too_many_properties_of_a_kind() -> None:
    wide = one(*(PropertyTest(f"p{i}", "known") for i in range(MAX_PROPERTIES + 1)))
    assert (
        refusal(wide) == 'production "quiet client": reads 101 properties of kind "client"; the limit is 100'
    )


def test_more_properties_go_to_another_ruleset() -> None:
    one_each = [Production(f"x{i}", (Pattern("c", (PropertyTest(f"p{i}", "known"),)),)) for i in range(260)]
    wide: dict[str, EngineValue] = {"kind": "c", "ref": 7, **{f"p{i}": i for i in range(260)}}
    with Rete(one_each) as rete:
        assert rete.run([wide]) == {(f"x{i}", 7) for i in range(260)}


TYPED = (
    Production("flag", (Pattern("contract", (PropertyTest("paused", "eq", True),)),)),
    Production(
        "text", (Pattern("contract", (PropertyTest("mood", "eq", "happy"), PropertyTest("x", "known"))),)
    ),
    Production("number", (Pattern("contract", (PropertyTest("idle", "gt", 60),)),), subject="client"),
)
RANGE = "an integer between -9223372036854775808 and 9223372036854775807"


@pytest.mark.parametrize(
    ("prop", "value", "wanted"),
    [
        ("paused", 1, "a flag"),
        ("paused", "true", "a flag"),
        ("mood", 1, "text"),
        ("idle", True, RANGE),
        ("idle", "61", RANGE),
        ("idle", 2**63, RANGE),
        ("client", "acme", RANGE),
        ("client", False, RANGE),
    ],
)
def test_a_fact_of_another_type(prop: str, value: EngineValue, wanted: str) -> None:
    with Rete(TYPED) as rete:
        with pytest.raises(EngineError) as caught:
            rete.run([{"kind": "contract", "ref": 3, prop: value}])
        assert str(caught.value) == f'the fact "contract" 3: "{prop}" is {value!r}; it takes {wanted}'
        good: list[dict[str, EngineValue]] = [
            {"kind": "contract", "ref": 3, "client": 9, "idle": 61, "paused": True}
        ]
        assert rete.run(good) == {("flag", 3), ("number", 9)}


@pytest.mark.parametrize("prop", ["paused", "mood", "idle", "x"])
@pytest.mark.parametrize("value", [None, 1.5, [1]])
def test_a_fact_with_what_is_no_value(prop: str, value: object) -> None:
    with Rete(TYPED) as rete, pytest.raises(EngineError, match=f'"{prop}" is'):
        rete.run([{"kind": "contract", "ref": 3, prop: value}])  # type: ignore[dict-item]


def test_a_fact_without_kind_or_ref() -> None:
    with Rete(TYPED) as rete:
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
    with Rete(TYPED) as rete, pytest.raises(EngineError) as caught:
        rete.run([{"kind": "contract", "ref": ref} for ref in range(3)])
    assert str(caught.value) == "more facts than durable_rules can tell apart; the limit is 2"


def test_short_names_have_distinct_hashes() -> None:
    names = [name for name, _ in zip(short_names(), range(5_000), strict=False)]
    assert len({hash32(name) for name in ["id", "sid", "kind", *names]}) == 5_003
    assert hash32("costarring") == hash32("liquid")
