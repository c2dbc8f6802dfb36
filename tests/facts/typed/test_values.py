"""A value of any type as it is typed: each type has its reader, and none raises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.typed.lean import Lean
from advisor.facts.typed.values import TypedForm, read_typed_value
from advisor.playbook.types import FieldType, Mismatch, Value, plain, read_value
from advisor.playbook.units import Units

TODAY = date(2026, 11, 28).toordinal()
TASKS = TypedForm(FieldType.CHOICES, ("drawing", "writing", "web and print"), is_numbered=True)
WITH_CHOICES = (FieldType.CHOICE, FieldType.CHOICES)


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (TypedForm(FieldType.FLAG), "yep", True),
        (TypedForm(FieldType.FLAG), "none", False),
        (TypedForm(FieldType.FLAG), "perhaps", Mismatch("yes or no")),
        (TypedForm(FieldType.DATE, lean=Lean.BEHIND), "friday", TODAY - 1),
        (TypedForm(FieldType.DATE), "yes", Mismatch(
            "a day: 2026-05-01, 1 May 2026, today, yesterday or 3 days ago", "on which day?")),
        (TypedForm(FieldType.MONEY, units=Units("$")), "$1.2k", 120_000),
        (TypedForm(FieldType.CHOICE, ("me", "nobody")), "no", "nobody"),
        (TypedForm(FieldType.TEXT), "friday", "friday"),
        (TASKS, "writing and drawing", "drawing, writing"),
        (TASKS, "3, 1", "drawing, web and print"),
        (TASKS, "web and print, writing", "writing, web and print"),
        (TASKS, "web and print", "web and print"),
        (TASKS, "sawing and writing", Mismatch("one or several of drawing, writing, web and print")),
    ],
)  # fmt: skip
def test_each_type(form: TypedForm, text: str, value: Value | Mismatch) -> None:
    assert read_typed_value(text, form, TODAY) == value


@given(st.text(max_size=80), st.sampled_from(FieldType), st.sampled_from(list(Lean)))
def test_whatever_is_read_can_stand_in_a_file(text: str, kind: FieldType, lean: Lean) -> None:
    choices = ("yes", "no", "a-b") if kind in WITH_CHOICES else ()
    form = TypedForm(kind, choices, is_numbered=True, units=Units("$"), lean=lean)
    value = read_typed_value(text, form, TODAY)

    if not isinstance(value, Mismatch) and kind is not FieldType.TEXT:
        written = plain(value, kind)
        assert read_value(written, kind, choices, form.units) == (
            value if isinstance(value, int) else written.strip()
        )
