"""Places of values in JSON, found again."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from advisor.upwork.exports.json_reading import Path, format_path, parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def paths_in(value: object, path: Path = ()) -> dict[Path, object]:
    paths = {path: value}
    if isinstance(value, dict):
        for key, inner in value.items():
            paths |= paths_in(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            paths |= paths_in(inner, (*path, index))
    return paths


@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_at_every_place_stands_the_value(value: object, indent: int | None, ascii_only: bool) -> None:
    text = "x = " + json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    paths = paths_in(value)
    starts = [0, *(end.end() for end in re.finditer("\n", text))]

    places = parse_json(text, "x.json").places(paths)

    found = {path: starts[line - 1] + column - 1 for path, (line, column) in places.items()}
    assert {path: json.JSONDecoder().raw_decode(text, at)[0] for path, at in found.items()} == paths


def test_paths_as_people_write_them() -> None:
    assert format_path(()) == ""
    assert format_path(("data", "contracts", 3, "endDate")) == "data.contracts[3].endDate"
    assert format_path((0, "a b", 'q"')) == '[0]["a b"]["q\\""]'
    assert format_path(("k" * 50,)) == f'["{"k" * 37}..."]'
