"""A number of days as an option takes it."""

from typing import Any

import click


class Days(click.IntRange):
    """A number of days, which may be typed as a duration, such as 2w or "3 weeks"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; where a text is no duration either, what click says about numbers."""
        if isinstance(value, str) and not value.strip().isdecimal():
            from advisor.facts.typed.numbers import read_typed_number
            from advisor.playbook.types import FieldType
            from advisor.playbook.units import UNNAMED

            days = read_typed_number(value, FieldType.DAYS, UNNAMED)
            value = days if isinstance(days, int) else value
        return super().convert(value, param, ctx)
