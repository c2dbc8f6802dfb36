"""JSON files as nodes, and all that keeps one from being read."""

from decimal import Decimal

import pytest

from advisor.source.errors import ExportError
from advisor.upwork.exports.json_reading import parse_json

VALUE = {"a": [1, Decimal("2.50"), None, "x = {"]}


@pytest.mark.parametrize(
    "before",
    [
        "",
        " \n",
        "reviews = ",
        "let r=",
        "const work_history =\n",
        "var x = ",
        "window.__data = ",
        "export default ",
        "export const r = ",
        "// saved today\n/* by me */ const a = ",
    ],
)
@pytest.mark.parametrize("after", ["", ";", "\n;\n", ";\nmodule.exports = reviews;\n", "\nexport { r };"])
def test_json_is_read_with_or_without_a_name(before: str, after: str) -> None:
    text = f'{before}{{"a": [1, 2.50, null, "x = {{"]}}{after}'

    assert parse_json(text, "x.json").value == VALUE


def refused(text: str) -> str:
    with pytest.raises(ExportError) as caught:
        parse_json(text, "x.json")
    return str(caught.value)


AGAIN = "\n    hint: download or save the file again"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: error[export-empty]: the file is empty" + AGAIN),
        (" \n", "1:1: error[export-empty]: the file is empty" + AGAIN),
        ('{"a": [1,\n', "2:1: error[export-json]: the file ends in the middle of its JSON" + AGAIN),
        ('{"a": "b', "1:7: error[export-json]: the file ends in the middle of its JSON" + AGAIN),
        ('{"a": tru', "1:7: error[export-json]: the file ends in the middle of its JSON" + AGAIN),
        ('{"a": -', "1:7: error[export-json]: the file ends in the middle of its JSON" + AGAIN),
        ('{"a": "\\u12', "1:9: error[export-json]: the file ends in the middle of its JSON" + AGAIN),
        ('{"a": "\\x"}', "1:8: error[export-json]: this is not JSON: invalid \\escape" + AGAIN),
        ('{"a": "b\nc"}', "1:9: error[export-json]: this is not JSON: invalid control character" + AGAIN),
        ("<html>", "1:1: error[export-json]: this is not JSON: expecting value" + AGAIN),
        (
            "{'a': 1}",
            "1:2: error[export-json]: this is not JSON: expecting property name enclosed in double quotes",
        ),
        (
            '{"a": 1,\n "b": 2,\n "a": 3}',
            '3:2: error[export-json]: the key "a" stands twice in one object, so that',
        ),
        ('{"a": {"b": "NaN"},\n "c": NaN}', "2:7: error[export-json]: NaN is no number of JSON" + AGAIN),
        ('{"a": {"b": 1, "b": NaN},\n "a": 3}', '1:16: error[export-json]: the key "b" stands twice'),
        ('{"a": [NaN1]}', "1:8: error[export-json]: NaN is no number of JSON" + AGAIN),
        ("[-Infinity]", "1:2: error[export-json]: -Infinity is no number of JSON" + AGAIN),
        ('{"a": 1}\n{"b": 2}', "2:1: error[export-json]: the JSON ends before this, and more text follows"),
    ],
)
def test_what_is_no_json_is_refused_at_its_place(text: str, expected: str) -> None:
    assert refused(text).startswith(f"x.json:{expected}")


@pytest.mark.parametrize("depth", [202, 5_000, 200_000])
def test_nests_are_refused(depth: int) -> None:
    assert refused("[" * depth + "]" * depth) == (
        "x.json:1:201: error[export-json]: values are nested deeper than 200, as no export has them\n"
        "    hint: is this an export?"
    )


def test_numbers_of_any_length_are_numbers() -> None:
    numbers = parse_json("[1e400, 1" + "0" * 5_000 + "]", "x.json").value

    assert isinstance(numbers, list)
    assert [number > 10**300 for number in numbers] == [True, True]
    assert refused("[1e99999999999999999999]").startswith(
        "x.json:1:2: error[export-json]: 1e99999999999999999999 is"
    )
