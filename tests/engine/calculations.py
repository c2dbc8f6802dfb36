"""Random expressions whose units fit, over whatever a vocabulary made at random has to read."""

from hypothesis import strategies as st

from tests.engine.among import among
from tests.engine.words import WRITTEN, Words

UNIT = {"count": "number", "rating": "number", "points": "percent"}
QUANTITIES = {
    "money": ["$2", "$1.50"],
    "hours": ["2 hours", "1.5 h"],
    "days": ["2 days", "1 week", "0 days"],
    "date": WRITTEN["date"],
    "percent": ["50 %", "2.5 %"],
    "number": ["2", "0.9", "0", "1.25"],
}
MEASURED = ["money", "hours", "days"]


@st.composite
def calculations(draw: st.DrawFn, words: Words, entity: str, kind: str) -> str:
    """An expression whose result may be of the kind, and which is no literal of it."""
    return f"({draw(terms(words, entity, UNIT.get(kind, kind), 2))})"


@st.composite
def terms(draw: st.DrawFn, words: Words, entity: str, unit: str, depth: int) -> str:
    """A term in a unit: a quantity, a path, or an operation on terms."""

    def term(of: str) -> str:
        return str(draw(terms(words, entity, of, depth - 1)))

    paths = [path for path, kind in words.paths(entity) if UNIT.get(kind, kind) == unit]
    if depth == 0 or draw(among([True, False, False])):
        return str(draw(among([*QUANTITIES[unit], *paths] if depth < 2 else paths or QUANTITIES[unit])))
    if unit == "date":
        forms = ["({date} + {days})", "({date} - {days})", "({days} + {date})", "min({date}, {date})"]
    else:
        forms = ["({0} + {0})", "({0} - {0})", "({0} - {0} - {0})", "min({0}, {0})", "max({0}, {0}, {0})"]
        forms += ["abs({0} - {0})", "({0} - {number} * {0})", "({0} + {0} / {number})"]
        forms += ["({date} - {date})", "days_between({date}, {date})"] * (unit == "days")
        forms += ["({measured} / {measured})"] * (unit in ("number", "percent"))
    form = draw(among(forms))
    measured = draw(among(MEASURED))
    filled = ""
    for piece in form.replace("{0}", f"{{{unit}}}").replace("measured", measured).split("{"):
        of, closing, rest = piece.partition("}")
        filled += term(of) + rest if closing else of
    return filled
