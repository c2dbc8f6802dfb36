"""Values as JSON text that any reader can take and any terminal can show."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring
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

    if one_line:
        text = json.dumps(value, ensure_ascii=False, default=plain)
    else:
        pieces: list[str] = []
        _write(value, "\n", plain, pieces.append)
        text = "".join(pieces)
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    acting = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    return re.sub(r"[^\x00-\x7e]" if ascii_only else acting, _escape, text) + "\n"


def _write(value: object, line: str, plain: Callable[[Any], object], put: Callable[[str], object]) -> None:
    """Put the pieces of an indented text as `json.dumps` has it, which takes several times as long.

    `line` is a line break with the indent of what the value stands in.
    """
    if isinstance(value, str):
        put(encode_basestring(value))
    elif isinstance(value, dict):
        before = "{" + line + "  "
        for key, one in value.items():
            put(f"{before}{encode_basestring(key if isinstance(key, str) else json.dumps(key))}: ")
            _write(one, line + "  ", plain, put)
            before = "," + line + "  "
        put(line + "}" if value else "{}")
    elif isinstance(value, list | tuple):
        before = "[" + line + "  "
        for one in value:
            put(before)
            _write(one, line + "  ", plain, put)
            before = "," + line + "  "
        put(line + "]" if value else "[]")
    elif value is None or isinstance(value, int | float):
        put("null" if value is None else json.dumps(value))
    else:
        _write(plain(value), line, plain, put)


def members(record: object | None, *names: str) -> JsonObject:
    """Some fields of a record as members of an object; each is null where there is no record."""
    return {name: None if record is None else getattr(record, name) for name in names}


def members_or_null(record: object, *names: str) -> JsonObject:
    """The same, with null in place of what is empty."""
    return {name: getattr(record, name) or None for name in names}


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
