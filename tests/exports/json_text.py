"""Days, amounts and whole texts as JSON exports write them."""

import json
from datetime import date

from hypothesis import strategies as st

from advisor.source.record import record


@record
class Manner:
    """The manner of a JSON file.

    `clock` stands behind each day ("" for none).  `assignment` is the JavaScript before the value, if any.
    `ascii`: everything beyond ASCII is escaped.
    """

    bom: bool = False
    indent: int | None = None
    clock: str = "T08:00:00.000Z"
    assignment: str = ""
    ascii: bool = False


MANNERS = st.builds(
    Manner,
    bom=st.booleans(),
    indent=st.sampled_from([None, 0, 2]),
    clock=st.sampled_from(["", "T00:00:00.000Z", "T23:59:59Z", "T08:30:00+0000", "T12:00:00+00:00"]),
    ascii=st.booleans(),
)
ASSIGNED = st.sampled_from(["", "reviews = ", "const work_history = ", "var x="])


def day_text(day: int | None, manner: Manner) -> str | None:
    """A day with the manner's clock, or null."""
    return None if day is None else date.fromordinal(day).isoformat() + manner.clock


def money(cents: int) -> dict[str, str]:
    """An amount as the API's schema has it."""
    text = plain(cents)
    return {"rawValue": text, "currency": "USD", "displayValue": f"${text}"}


def plain(cents: int) -> str:
    """An amount with a point and two decimals."""
    return f"{cents // 100}.{cents % 100:02d}"


def json_bytes(value: object, manner: Manner) -> bytes:
    """The file of a value."""
    text = json.dumps(value, indent=manner.indent, ensure_ascii=manner.ascii)
    if manner.assignment:
        text = f"{manner.assignment}{text};\n"
    return text.encode("utf-8-sig" if manner.bom else "utf-8")
