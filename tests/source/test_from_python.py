import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.diagnostic import Location
from advisor.source.errors import SourceError
from advisor.source.from_python import from_values
from advisor.source.reader import parse_tree
from advisor.source.tree import Entry, Mapping, Scalar, Sequence

PLACE = Location("state", 1, 1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def refusals(value: object) -> list[str]:
    with pytest.raises(SourceError) as caught:
        from_values(value, "state")
    return [str(diagnostic) for diagnostic in caught.value.diagnostics]


def test_values_become_the_text_that_a_file_would_hold() -> None:
    value = {
        "a": [True, None, 3, 2.5, Decimal("1.20"), date(2026, 5, 1), datetime(2026, 5, 1, 9)],
        "b": ("x",),
    }

    texts = ("true", "null", "3", "2.5", "1.20", "2026-05-01", "2026-05-01T09:00:00")
    listed = Sequence(tuple(Scalar(text, False, PLACE) for text in texts), PLACE)
    assert from_values(value, "state") == Mapping(
        (
            Entry(Scalar("a", True, PLACE), listed),
            Entry(Scalar("b", True, PLACE), Sequence((Scalar("x", True, PLACE),), PLACE)),
        ),
        PLACE,
    )


@given(VALUES)
def test_values_and_their_json_give_the_same_tree(value: object) -> None:
    assert parse_tree(json.dumps([value]), "state") == (from_values([value], "state"), [])


def test_every_value_that_no_file_could_hold_is_named() -> None:
    value = {
        "a": {1, 2},
        "b": [float("nan"), Decimal("sNaN"), "\x00", "\ud83d"],
        1: 2,
        "1": 3,
        (1,): 4,
        "c": 10**5000,
    }

    assert refusals(value) == [
        "state:1:1: error[value-type]: a is of type set, which has no place in a file",
        "state:1:1: error[value-type]: b[0] is of type float, which has no place in a file",
        "state:1:1: error[value-type]: b[1] is of type Decimal, which has no place in a file",
        "state:1:1: error[file-character]: b[2] holds U+0000, a control character",
        "state:1:1: error[file-character]: b[3] holds U+D83D, half of a surrogate pair",
        'state:1:1: error[value-key]: the value has two keys that read "1"',
        "state:1:1: error[value-key]: the value has a key of type tuple, which has no place in a file",
        "state:1:1: error[value-type]: c is a number with too many digits",
    ]


def test_a_value_that_holds_itself_is_refused() -> None:
    ring: list[object] = []
    ring.append(ring)

    path = "[0]" * 64
    assert refusals(ring) == [
        f"state:1:1: error[value-depth]: {path} is nested deeper than 64 levels, or holds itself"
    ]
