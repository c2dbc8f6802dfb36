"""Random productions and facts for property tests, within the limits."""

from hypothesis import strategies as st

from advisor.engine.limits import Join, Pattern, Production
from tests.engine.among import among
from tests.engine.naive import Fact

KINDS = ("contract", "client", "$warm", 'k"0')
DERIVED = ("going south", "late", "contract", "w")
NAMES = ("", "ab ", "ab", "1", "true", "café", "\ud800", '"},"p0":{"id":"f0"', '\\"', "nul\0", "x" * 70_000)
# The engine compares hashes first: two integers whose digits have one FNV-1a-32 hash.
COLLIDING = (6862892212, 5995161130)
INTEGERS = (-(2**63), -1, 2**53, 2**53 + 1, 2**63 - 1, *COLLIDING)

NUMBERS = ("ref", "n", "costarring", "$s")
FLAGS = ("liquid", "id", "sid", "flag")


@st.composite
def joins(draw: st.DrawFn, position: int) -> Join:
    prop = draw(among([*NUMBERS, *FLAGS]))
    others = NUMBERS if prop in NUMBERS else FLAGS
    return Join(prop, draw(st.integers(0, position - 1)), draw(among(others)))


_TESTS = st.lists(among(FLAGS), max_size=2)
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


_VALUES = {
    **dict.fromkeys(NUMBERS[1:], st.sampled_from([0, 1, 2] * 5 + list(INTEGERS))),
    **dict.fromkeys(FLAGS, st.booleans()),
}


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    fact: dict[str, bool | int | str] = {
        "kind": draw(among([*KINDS[:2] * 4, *KINDS, "unread"])),
        "ref": draw(st.integers(0, 4)),
    }
    for prop, values in _VALUES.items():
        if draw(among([True] * 5 + [False])):
            fact[prop] = draw(values)
    return fact
