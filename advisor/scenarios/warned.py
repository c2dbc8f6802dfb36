"""What a state is warned of, held against what a scenario expects of that."""

from collections.abc import Iterator, Sequence

from advisor.facts.rows import Facts
from advisor.facts.state_warnings import state_warnings
from advisor.scenarios.difference import Difference, DifferenceKind
from advisor.scenarios.model import Expectation
from advisor.scenarios.phrases import nearest_text, says


def warned_of(facts: Facts) -> tuple[str, ...]:
    """What is to be doubted in a state, in order of place: "contracts.c-1: it ended before it started"."""
    return tuple(warning.message for warning in state_warnings(facts))


def compare_warnings(expect: Expectation, warned: Sequence[str]) -> tuple[Difference, ...]:
    """The warnings that are missing, and those that should not be there."""
    return tuple(sorted(_differences(expect, warned), key=lambda difference: difference.location))


def _differences(expect: Expectation, warned: Sequence[str]) -> Iterator[Difference]:
    for wanted in expect.warnings:
        if not says(wanted.piece, warned):
            nearest = nearest_text(wanted.piece, warned)
            actual = f'the nearest is "{nearest}"' if nearest else "the state is warned of nothing"
            yield Difference(
                DifferenceKind.NOT_WARNED, str(wanted), "a warning of that", actual, wanted.location
            )
    for unwanted in expect.not_warned:
        found = next((text for text in warned if says(unwanted.piece, [text])), None)
        if found is not None:
            actual = f'there is "{found}"'
            yield Difference(
                DifferenceKind.WARNED, str(unwanted), "no warning of that", actual, unwanted.location
            )
