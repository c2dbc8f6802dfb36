"""Values as files have them, typed by SQL: the plain ones; whatever is written otherwise is odd.

An odd state is none that is wrong: the careful reader (`facts/read_state.py`) looks at it, and tells.
"""

from collections.abc import Iterable

from advisor.playbook.types import HUNDREDTHS, LARGEST, MOST_DAYS, UPPER_BOUND, FieldType
from advisor.playbook.vocabulary import Field
from advisor.source.record import record
from advisor.sqlplan.folding import BLANKS
from advisor.sqlplan.sql_text import constant

PLAIN_ID = "[A-Za-z0-9_-]+"
"""An id that needs no second look."""
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_BOUNDED = "(CASE WHEN {0} BETWEEN 0 AND {1} THEN {0} END)"


@record
class Typed:
    """A value in the unit of its type as SQL, NULL where it is not known; and whether it is odd."""

    value: str
    is_odd: str


def typed(field: Field, ref: str, kind: str, actions: Iterable[str] = ()) -> Typed:
    """The value of a field that a column of a DuckDB type holds; `actions` are what an action may be."""
    value = _natural(field.kind, ref, kind)
    if value is None:
        text = f"CAST(to_json({ref}) AS VARCHAR)" if kind.endswith("[]") else plain_text(ref, kind)
        value, given = _from_text(field, text, actions), text
    else:
        given = ref
    is_odd = f"({given} IS NOT NULL AND ({value}) IS NULL)"
    if field.kind is FieldType.TEXT:
        is_odd = f"coalesce({_odd_text(given)}, FALSE)"
    usual = value if field.default is None else f"coalesce({value}, {constant(field.default)})"
    return Typed(usual, is_odd)


def plain_text(ref: str, kind: str) -> str:
    """The text of a column of a DuckDB type; NULL for an empty one.  With blanks around it it is odd."""
    return f"nullif({ref}, '')" if kind == "VARCHAR" else f"CAST({ref} AS VARCHAR)"


def odd_id(text: str) -> str:
    """Whether an id needs a second look."""
    return f"coalesce(NOT regexp_full_match({text}, '{PLAIN_ID}'), FALSE)"


def _odd_text(text: str) -> str:
    """Blanks around it, lists and mappings, and numbers written in several ways.

    Most texts start with a letter, and are looked at no further than to their end.
    """
    number = "[-+]?[0-9]*[.][0-9]*([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
    start, end = constant(f"^[{BLANKS}\\[{{]"), constant(f"[{BLANKS}]$")
    return (
        f"CASE WHEN regexp_matches({text}, '^[A-Za-z]') THEN regexp_matches({text}, {end}) "
        f"ELSE regexp_matches({text}, {start}) OR regexp_matches({text}, {end}) "
        f"OR regexp_full_match({text}, '{number}') END"
    )


def _natural(kind: FieldType, ref: str, column: str) -> str | None:
    """The value of a column that has the type for it; None for one that has to be read as text."""
    most = UPPER_BOUND.get(kind, LARGEST)
    if kind is FieldType.FLAG and column == "BOOLEAN":
        return ref
    if kind is FieldType.DATE and column == "DATE":
        return ordinal(ref)
    if column in _WHOLE and kind in (FieldType.COUNT, FieldType.DAYS):
        return _BOUNDED.format(f"CAST({ref} AS BIGINT)", MOST_DAYS if kind is FieldType.DAYS else most)
    if kind in HUNDREDTHS and (column in _WHOLE or (column.startswith("DECIMAL") and column.endswith(",2)"))):
        return _BOUNDED.format(f"CAST({ref} * 100 AS BIGINT)", most)
    if kind in HUNDREDTHS and column == "DOUBLE":  # one that is written with two decimals, or fewer
        is_exact = f"{ref} BETWEEN 0 AND {most} // 100 AND round({ref} * 100) / 100 = {ref}"
        return f"(CASE WHEN {is_exact} AND NOT signbit({ref}) THEN CAST(round({ref} * 100) AS BIGINT) END)"
    return None


def ordinal(date: str) -> str:
    """The ordinal of a DATE from the year 1 on."""
    is_known = f"{date} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
    return f"(CASE WHEN {is_known} THEN {date} - DATE '0001-01-01' + 1 END)"


def _from_text(field: Field, text: str, actions: Iterable[str]) -> str:
    kind = field.kind
    if kind is FieldType.FLAG:
        return f"(CASE lower({text}) {_whens({'true': True, 'yes': True, 'false': False, 'no': False})} END)"
    if kind is FieldType.DATE:
        return _matching(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}", ordinal(f"TRY_CAST({text} AS DATE)"))
    if kind is FieldType.COUNT:
        return _matching(text, "[0-9]{1,15}", f"TRY_CAST({text} AS BIGINT)")
    if kind is FieldType.DAYS:
        number = f"TRY_CAST(regexp_extract({text}, '[0-9]+') AS BIGINT)"
        return _matching(text, "[0-9]{1,5}( days?)?", number)
    if kind in HUNDREDTHS:
        number = f"CAST(TRY_CAST({text} AS DECIMAL(18, 2)) * 100 AS BIGINT)"
        bounded = _BOUNDED.format(number, UPPER_BOUND.get(kind, LARGEST))
        return _matching(text, "[0-9]{1,13}([.][0-9]{1,2})?", bounded)
    if kind is FieldType.CHOICES:
        return _choices(field.choices, text)
    if kind in (FieldType.CHOICE, FieldType.ACTION):
        words = field.choices if kind is FieldType.CHOICE else tuple(actions)
        return f"(CASE WHEN {text} IN ({', '.join(map(constant, words)) or 'NULL'}) THEN {text} END)"
    return text


def _choices(words: tuple[str, ...], text: str) -> str:
    """One word, or a list of them as JSON; in the order of the vocabulary."""
    known = "[" + ", ".join(map(constant, words)) + "]"
    listed = f"from_json({text}, '[\"VARCHAR\"]')"
    in_order = f"array_to_string(list_filter({known}, lambda w: list_contains({listed}, w)), ', ')"
    several = f"(CASE WHEN list_has_all({known}, {listed}) THEN {in_order} END)"
    one = f"(CASE WHEN list_contains({known}, {text}) THEN {text} END)"
    pattern = '\\[("[^",\\\\]*",?)*\\]'
    return f"(CASE WHEN regexp_full_match({text}, {constant(pattern)}) THEN {several} ELSE {one} END)"


def _matching(text: str, pattern: str, value: str) -> str:
    return f"(CASE WHEN regexp_full_match({text}, '{pattern}') THEN {value} END)"


def _whens(values: dict[str, bool]) -> str:
    return " ".join(f"WHEN {constant(word)} THEN {constant(value)}" for word, value in values.items())
