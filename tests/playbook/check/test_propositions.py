"""What is called excluded is excluded, and nothing else: tried with every choice of values."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.check.propositions import FALSE, TRUE, Both, Either, OneIn, Proposition, excluded

VARIABLES = "abcd"
VALUES = 3  # of each variable
literals = st.builds(OneIn, st.sampled_from(VARIABLES), st.integers(1, (1 << VALUES) - 2))
propositions: st.SearchStrategy[Proposition] = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: Both(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Either(tuple(parts))),
    ),
    max_leaves=12,
)


def holds(proposition: Proposition, values: dict[str, int]) -> bool:
    if isinstance(proposition, OneIn):
        return bool(proposition.values >> values[str(proposition.variable)] & 1)
    parts = [holds(part, values) for part in proposition.parts]
    return all(parts) if isinstance(proposition, Both) else any(parts)


@given(st.lists(propositions, max_size=4))
def test_what_is_excluded_holds_for_no_values(several: list[Proposition]) -> None:
    choices = (dict(zip(VARIABLES, values, strict=True)) for values in product(range(VALUES), repeat=4))

    possible = any(all(holds(one, values) for one in several) for values in choices)

    assert excluded(several) is not possible


def test_nothing_at_all_is_possible() -> None:
    assert not excluded([])
    assert not excluded([TRUE])
    assert excluded([FALSE])


def test_what_takes_too_long_is_let_pass() -> None:
    """Nine pigeons in eight holes: no choice of holes will do, and there are too many to try."""
    pigeons = [f"pigeon{number}" for number in range(9)]
    apart: list[Proposition] = [
        Either((OneIn(one, 255 & ~(1 << hole)), OneIn(other, 255 & ~(1 << hole))))
        for hole in range(8)
        for number, one in enumerate(pigeons)
        for other in pigeons[:number]
    ]

    assert excluded([OneIn("x", 1), OneIn("x", 2), *apart[:1]])
    assert not excluded([*(OneIn(one, 255) for one in pigeons), *apart])
