"""Records as JSON."""

import json
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from advisor.source.json_text import members, members_or_null, to_json
from advisor.source.record import record


class Size(StrEnum):
    SMALL = "small"


@record
class Box:
    label: str
    size: Size
    inside: tuple[object, ...] = ()
    note: str = ""


@record
class Coin:
    cents: int


BOX = Box("b", Size.SMALL, (Coin(50), Coin(5)))


def test_a_record_becomes_an_object_with_all_its_fields_in_the_order_declared() -> None:
    assert json.loads(to_json([BOX])) == [
        {"label": "b", "size": "small", "inside": [{"cents": 50}, {"cents": 5}], "note": ""}
    ]
    assert list(json.loads(to_json(BOX))) == ["label", "size", "inside", "note"]


def test_a_form_says_what_to_make_of_a_record_however_deep_it_lies() -> None:
    text = to_json({"box": BOX}, {Coin: lambda coin: coin.cents / 100})

    assert json.loads(text)["box"]["inside"] == [0.5, 0.05]


def test_members_are_null_where_there_is_no_record_or_where_they_are_empty() -> None:
    assert members(BOX, "size", "note") == {"size": "small", "note": ""}
    assert members(None, "size", "note") == {"size": None, "note": None}
    assert members_or_null(BOX, "size", "note") == {"size": "small", "note": None}


TEXTS = st.text() | st.sampled_from([*Size])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(TEXTS | st.integers() | st.booleans() | st.none(), inner, max_size=3)
    ),
)


@given(VALUES)
def test_any_value_is_written_as_the_library_has_it(value: object) -> None:
    whole = json.dumps(value, indent=2) + "\n"
    assert to_json(value, ascii_only=True) == whole.replace("\x7f", "\\u007f")
