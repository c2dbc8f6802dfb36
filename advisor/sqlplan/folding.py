"""Texts without regard to capitals and the width of blanks, in SQL as in Python."""

import sys
from functools import cache

from advisor.sqlplan.sql_text import constant

FOLDED = "folded"
"""The name of the macro."""
BLANKS = "".join(f"\\x{{{code:x}}}" for code in range(0x3001) if chr(code).isspace())
"""What Python takes for blanks, for a class of signs in a regular expression."""


def folded(text: str) -> str:
    """A text as it is compared: see `playbook/choices.py`."""
    return " ".join(text.casefold().split())


@cache
def folding_macro() -> str:
    """The statement for DuckDB that makes the macro.

    A text of plain letters is put in small ones; in others each letter is replaced as Unicode says.
    """
    letters = [chr(code) for code in range(128, sys.maxunicode + 1) if chr(code).casefold() != chr(code)]
    names, values = (
        "[" + ", ".join(map(constant, several)) + "]"
        for several in (letters, [letter.casefold() for letter in letters])
    )
    replaced = f"lambda c: coalesce(map({names}, {values})[c], c)"
    careful = f"array_to_string(list_transform(string_split(lower_ascii, ''), {replaced}), '')"
    plain = "translate(t, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    whole = f"CASE WHEN length(t) = strlen(t) THEN lower(t) ELSE {careful.replace('lower_ascii', plain)} END"
    return (
        f"CREATE OR REPLACE TEMP MACRO {FOLDED}(t) AS "
        f"trim(regexp_replace({whole}, {constant(f'[{BLANKS}]+')}, ' ', 'g'), ' ')"
    )
