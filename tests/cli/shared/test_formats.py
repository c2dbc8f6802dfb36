"""Every format of every result leads to a function that writes it, as the stream can show it."""

import importlib
import io
from collections.abc import Iterator
from inspect import Parameter, signature

import pytest

from advisor.advice.model import Advice
from advisor.cli.shared.formats import TEXT, WRITERS, render

BLANK = Advice(738000, "Café")


@pytest.mark.parametrize(
    ("result", "form"), [(result, form) for result in WRITERS for form in WRITERS[result]]
)
def test_a_format_leads_to_a_function(result: str, form: str) -> None:
    module, _, name = WRITERS[result][form].partition(":")
    writer = getattr(importlib.import_module(f"advisor.{module}"), name)

    parameters = signature(writer).parameters
    if form == "parquet":  # no text: DuckDB writes the rows
        assert signature(writer).return_annotation == Iterator[dict[str, object]]
        return
    assert signature(writer).return_annotation in ("str", str)
    assert form != TEXT or "ascii_only" not in parameters
    assert not any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters.values())


@pytest.mark.parametrize(
    ("encoding", "form", "expected"),
    [
        ("utf-8", "json", '"name": "Café"'),
        ("ascii", "json", '"name": "Caf\\u00e9"'),
        ("utf-8", "html", "Café"),
        ("ascii", "html", "Caf&#233;"),
    ],
)
def test_signs_that_a_stream_does_not_have_are_escapes(encoding: str, form: str, expected: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)

    assert expected in render("advice", form, BLANK, stream=stream, who="Café")


def test_a_file_has_every_sign_whatever_the_terminal_shows() -> None:
    assert "Café" in render("advice", "json", BLANK, stream=None, who="")
