"""Values as JSON text that any reader can take and any terminal can show."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
JsonObject = dict[str, object]
Forms = Mapping[type, Callable[[Any], object]]


def to_json(
    value: object, forms: Forms | None = None, *, ascii_only: bool = False, one_line: bool = False
) -> str:
    """The text, indented by two, with a line break at its end; with `ascii_only`, other signs are escapes.

    A record within the value becomes what `forms` makes of its type, else an object with all its fields in
    the order declared.  A lone half of a surrogate pair, which no encoding holds, becomes U+FFFD.  What acts
    on a terminal unseen is written as an escape, which a reader turns back into the same text.
    """

    def plain(record: Any) -> object:
        form = forms.get(type(record)) if forms else None
        return form(record) if form else members(record, *record.__dataclass_fields__)

    text = json.dumps(value, indent=None if one_line else 2, ensure_ascii=False, default=plain)
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    acting = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    return re.sub(r"[^\x00-\x7e]" if ascii_only else acting, _escape, text) + "\n"


def members(record: object | None, *names: str) -> JsonObject:
    """Some fields of a record as members of an object; each is null where there is no record."""
    return {name: None if record is None else getattr(record, name) for name in names}


def members_or_null(record: object, *names: str) -> JsonObject:
    """The same, with null in place of what is empty."""
    return {name: getattr(record, name) or None for name in names}


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
