"""Cells of a CSV file that a spreadsheet takes for text, whatever somebody has written into a title."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_cell(value: object) -> object:
    """The value as it is, but for a text that a spreadsheet would run: an apostrophe marks it as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def of_cell(text: str) -> str:
    """The text as it was before `as_cell`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
