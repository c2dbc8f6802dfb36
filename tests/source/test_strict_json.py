"""JSON that leaves no doubt."""

from decimal import Decimal
from pathlib import Path

import pytest

from advisor.source.strict_json import json_object_in, strict_json


def test_what_is_plain_is_read() -> None:
    assert strict_json('{"a": [1, 2.50, true, null, "x"]}') == {"a": [1, Decimal("2.50"), True, None, "x"]}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 1}', "a key stands twice"),
        ("[NaN]", "no number"),
        ("[-Infinity]", "no number"),
        ("[1e99999999999999999999]", "no number"),
        ("{", "Expecting property name"),
        ("", "Expecting value"),
    ],
)
def test_what_is_in_doubt_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        strict_json(text)


@pytest.mark.parametrize(("text", "held"), [('{"a": 1}', {"a": 1}), ("[1]", None), ("{", None)])
def test_an_object_in_a_file_or_nothing(tmp_path: Path, text: str, held: object) -> None:
    path = tmp_path / "kept"
    path.write_text(text)

    assert json_object_in(str(path)) == held
    assert json_object_in(str(tmp_path / "gone")) is None
