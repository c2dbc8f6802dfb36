"""Tables written as CSV in every manner in which such reports lie on disks."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from advisor.source.record import record

SWAPPED = str.maketrans(".,", ",.")
DAYS = ("iso", "english", "german", "short", "slashes")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@record
class Style:
    """The manner of a file.

    `quoting`: "all" cells, or only where "needed", with the header bare or not.  `ends` are line ends;
    "mixed" takes turns.  `days` are written in one of five forms, and amounts with a decimal `comma` perhaps,
    as spreadsheets do; then semicolons part the cells.  `names` is how the header is cased.  `extra` adds a
    column of a name that nobody knows.  `newest`: the newest row first.
    """

    bom: bool = False
    quoting: str = "all"
    bare_header: bool = False
    ends: str = "\n"
    days: str = "iso"
    comma: bool = False
    names: str = "as is"
    extra: bool = False
    newest: bool = False
    dollars: bool = False
    last_end: bool = True


STYLES = st.builds(
    Style,
    bom=st.booleans(),
    quoting=st.sampled_from(["all", "needed"]),
    bare_header=st.booleans(),
    ends=st.sampled_from(["\n", "\r\n", "\r", "mixed"]),
    days=st.sampled_from(DAYS),
    comma=st.booleans(),
    names=st.sampled_from(["as is", "upper", "lower"]),
    extra=st.booleans(),
    newest=st.booleans(),
    dollars=st.booleans(),
    last_end=st.booleans(),
)


def day_text(day: int, style: Style) -> str:
    """A day as the style writes it."""
    when = date.fromordinal(day)
    month = MONTHS[when.month - 1]
    forms = {
        "english": f"{month} {when.day}, {when.year}",
        "german": f"{when:%d.%m.%Y}",
        "short": f"{when.day}-{month}-{when.year % 100:02d}",
        "slashes": f"{when.year}/{when.month}/{when.day}",
    }
    return forms.get(style.days, when.isoformat())


def money_text(cents: int, style: Style) -> str:
    """An amount with two decimals; with a $ and thousands apart where the style has it so."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    whole = f"{cents // 100:,}" if style.dollars else str(cents // 100)
    amount = f"{sign}{'$' if style.dollars else ''}{whole}.{cents % 100:02d}"
    return amount.translate(SWAPPED) if style.comma else amount


def written(header: Sequence[str], rows: Sequence[Sequence[str]], style: Style) -> bytes:
    """The table as a file of that style."""
    table = [[_named(name, style) for name in header], *(list(row) for row in rows)]
    if style.extra:
        for number, row in enumerate(table):
            row.insert(len(row) // 2, "Mystery, new column" if not number else f"x{number}")
    lines = [
        (";" if style.comma else ",").join(
            _cell(cell, style, bare=not number and style.bare_header) for cell in row
        )
        for number, row in enumerate(table)
    ]
    ends = ("\n", "\r\n", "\r") if style.ends == "mixed" else (style.ends,)
    text = "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))
    if not style.last_end:
        text = text.rstrip("\r\n")
    return text.encode("utf-8-sig" if style.bom else "utf-8")


def _named(name: str, style: Style) -> str:
    return {"upper": name.upper(), "lower": name.lower()}.get(style.names, name)


def _cell(text: str, style: Style, bare: bool) -> str:
    needed = any(sign in text for sign in ',;"\r\n') or text != text.strip()
    if needed or (style.quoting == "all" and not bare):
        return '"' + text.replace('"', '""') + '"'
    return text
