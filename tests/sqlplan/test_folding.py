"""Texts are folded in SQL as in Python."""

import sys

from advisor.sqlplan.folding import FOLDED, folded, folding_macro
from tests.sqlplan.duckdb_here import connected


def test_every_sign_is_folded_as_python_does_it() -> None:
    connection = connected()
    connection.execute(folding_macro())
    signs = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    signs = [sign for n, sign in enumerate(signs) if sign.casefold() != sign or sign.isspace() or n % 97 == 0]
    texts = ["".join(signs[start : start + 500]) for start in range(0, len(signs), 500)]
    texts += ["Straße  IN Köln ", "plain TEXT\tand\n more", "", " ", "ΟΔΟΣ"]
    rows = ", ".join(f"({number}, ?)" for number in range(len(texts)))

    told = connection.execute(f"SELECT {FOLDED}(t) FROM (VALUES {rows}) v(n, t) ORDER BY n", texts).fetchall()

    assert [text for (text,) in told] == [folded(text) for text in texts]
