"""JSON as text that any reader can take and any terminal can show."""

import json
import re
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def to_json(value: Json, *, ascii_only: bool = False) -> str:
    """JSON text, its keys in the order given, that any reader can take and any terminal can show.

    A lone half of a surrogate pair, which no encoding holds, becomes U+FFFD.  What acts on a terminal
    unseen is written as an escape, which a reader turns back into the same text.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False)
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    acting = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    return re.sub(r"[^\x00-\x7e]" if ascii_only else acting, _escape, text) + "\n"


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
