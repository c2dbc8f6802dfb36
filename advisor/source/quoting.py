"""One value as YAML or JSON text, in quotes where it would else be read as something else."""

import json
import re

from advisor.source.tree import NULLS, Scalar

_PLAIN = re.compile(r"\w(?:[\w ./@+%'()&-]*[\w./@+%')&-])?")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
# What other readers of YAML take for a yes, a no or nothing; what begins like a number may be one, or a date.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_UNSEEN = re.compile("[\x7f-\xa0\xad\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def scalar_text(value: Scalar, as_json: bool) -> str:
    """A value as it stands in a file.  What was in quotes stays text for every reader of YAML."""
    if value.is_null:
        return "null"
    text = value.text
    if as_json:
        bare = not value.quoted and (text in ("true", "false") or _NUMBER.fullmatch(text))
        return text if bare else in_double_quotes(text)
    typed = text.lower() in _WORDS or text[:1].isdigit()
    return in_double_quotes(text) if typed and value.quoted else word(text, as_json)


def word(text: str, as_json: bool) -> str:
    """A text as it stands in a file, in quotes only where it needs them to be read as itself here."""
    plain = not as_json and _PLAIN.fullmatch(text) and text not in NULLS
    return text if plain else in_double_quotes(text)


def in_double_quotes(text: str) -> str:
    """Text in double quotes, on one line, as both YAML and JSON read it."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def in_quotes_of(old: str, text: str) -> str:
    """Text in the quotes in which another stands in a file; "" where that has none."""
    if old[:1] == "'" and not in_double_quotes(text).count("\\"):
        return "'" + text.replace("'", "''") + "'"
    return in_double_quotes(text) if old[:1] in ("'", '"') else ""
