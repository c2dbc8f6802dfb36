"""Random productions and facts for property tests, within the declared types and limits."""

from hypothesis import strategies as st

from advisor.engine.limits import EngineValue, Join, Pattern, Production, PropertyTest
from tests.engine.among import among
from tests.engine.naive import Fact

KINDS = ("contract", "client", "$warm", 'k"0')
DERIVED = ("going south", "late", "contract", "w")
TEXTS = ("", "ab ", "ab", "1", "true", "café", "\ud800", '"},"p0":{"id":"f0"', '\\"', "nul\0", "x" * 70_000)
# The engine compares hashes first: two integers whose digits have one FNV-1a-32 hash.
COLLIDING = (6862892212, 5995161130)
INTEGERS = (-(2**63), -1, 2**53, 2**53 + 1, 2**63 - 1, *COLLIDING)

PROPS: dict[str, type] = {
    "ref": int,
    "n": int,
    "costarring": int,
    "liquid": int,
    "s": str,
    "id": str,
    "flag": bool,
    "sid": bool,
}
UNTYPED = ("any", "$s")

_VALUES: dict[type, st.SearchStrategy[EngineValue]] = {
    int: st.sampled_from([0, 1, 2] * 5 + list(INTEGERS)),
    str: st.sampled_from(["a", "b"] * 8 + list(TEXTS)),
    bool: st.booleans(),
}
_ANY_VALUE = st.one_of(*_VALUES.values())


@st.composite
def conditions(draw: st.DrawFn) -> PropertyTest:
    prop = draw(among([*PROPS, *UNTYPED]))
    if prop in UNTYPED or draw(st.integers(0, 5)) == 0:
        return PropertyTest(prop, draw(among(["known", "unknown"])))
    ops = ["eq", "ne", "lt", "le", "gt", "ge"] if PROPS[prop] is int else ["eq", "ne"]
    return PropertyTest(prop, draw(among(ops)), draw(_VALUES[PROPS[prop]]))


@st.composite
def joins(draw: st.DrawFn, position: int) -> Join:
    prop = draw(among([*PROPS, *UNTYPED]))
    others = [name for name in PROPS if PROPS[name] is PROPS.get(prop)] or list(UNTYPED)
    return Join(prop, draw(st.integers(0, position - 1)), draw(among(others)))


_TESTS = st.lists(conditions(), max_size=2)
_LINKS = {position: st.lists(joins(position), min_size=1, max_size=2) for position in (1, 2, 3)}


@st.composite
def productions(draw: st.DrawFn, names: st.SearchStrategy[str]) -> Production:
    patterns = []
    for position in range(draw(among([1, 1, 1, 2, 2, 2, 3, 4]))):
        kind = draw(among([*KINDS[:2] * 4, *KINDS, *DERIVED]))
        tests = draw(_TESTS)
        links = draw(_LINKS[position]) if position else []
        patterns.append(Pattern(kind, tuple(tests), tuple(links)))
    derives = draw(among([*[None] * len(DERIVED), *DERIVED]))
    subject = draw(among(["ref", "ref", "ref", "n"]))
    return Production(draw(names), tuple(patterns), subject, derives)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    fact: dict[str, EngineValue] = {
        "kind": draw(among([*KINDS[:2] * 4, *KINDS, "unread"])),
        "ref": draw(st.integers(0, 4)),
    }
    for prop, declared in PROPS.items():
        if prop != "ref" and draw(among([True] * 5 + [False])):
            fact[prop] = draw(_VALUES[declared])
    for prop in UNTYPED:
        if draw(st.booleans()):
            fact[prop] = draw(_ANY_VALUE)
    return fact
