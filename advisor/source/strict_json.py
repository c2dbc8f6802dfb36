"""JSON that leaves no doubt: each key stands once, and numbers are numbers."""

import json
from decimal import Decimal, InvalidOperation


def strict_json(text: str) -> object:
    """What a text holds, broken numbers as Decimal.

    Raises ValueError for what is no JSON, says one key twice or holds NaN, and RecursionError for what is too
    deep.
    """
    return json.loads(
        text, parse_float=_broken_number, parse_constant=_refuse, object_pairs_hook=_without_doubles
    )


def json_object_in(path: str) -> dict[str, object] | None:
    """The object that a file of ours holds; None where it holds anything else, or there is none."""
    try:
        with open(path, encoding="utf-8") as stream:
            told = json.load(stream)
    except (OSError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _broken_number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # of an exponent beyond all measure
        raise ValueError("no number") from None


def _refuse(_constant: str) -> None:
    raise ValueError("no number")


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands twice")
    return values
