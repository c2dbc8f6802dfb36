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
    if not _PLAIN.fullmatch(text) or text in NULLS:
        return in_double_quotes(text)
    typed = text.lower() in _WORDS or text[0].isdigit()
    return in_double_quotes(text) if typed and value.quoted else text


def in_double_quotes(text: str) -> str:
    """Text in double quotes, on one line, as both YAML and JSON read it."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def in_quotes_of(old: str, value: Scalar, as_json: bool) -> str:
    """A value as it stands in a file in the place of `old`, in the quotes of which it is written."""
    told = scalar_text(value, as_json)
    if old[:1] not in ("'", '"') or told[:1] == '"' or value.is_null:
        return told
    return in_double_quotes(value.text) if old[0] == '"' else "'" + value.text.replace("'", "''") + "'"
