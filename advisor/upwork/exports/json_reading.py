"""The JSON of a text, or all that keeps it from being read.

The text may be a JavaScript assignment around JSON (`const reviews = {...};`), as saved profile pages have
it.  Numbers come as int or Decimal, never as float.
"""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Never

from advisor.source.diagnostic import Diagnostic, Location, shortened
from advisor.source.encoding import position
from advisor.source.errors import ExportError
from advisor.source.record import record

Path = tuple[str | int, ...]

DEEPEST = 200  # objects and lists inside one another
_AGAIN = "download or save the file again"
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LONGEST = 40  # characters of a key
# Comments, then `const name = `, `window.name = ` or `export default `.
_BEFORE = re.compile(
    r"\s*+(?:(?://[^\n]*+(?:\n|$)|/\*.*?\*/)\s*+)*+"
    r"(?:(?:(?:export\s++)?(?:const|let|var)\s++)?[A-Za-z_$][\w$]*+(?:\.[\w$]++)*+\s*+=(?!=)\s*+"
    r"|export\s++default\s++)?",
    re.DOTALL,
)
_AFTER = re.compile(r"\s*+;?\s*+(?:(?:module\.exports\s*+=|export\b)[^\n]*+\s*+)?")
_SHORT = 18  # digits that fit a 64-bit number
# A text, which is a key where a colon follows; a sign; a number or a word.
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+")(\s*+:)?|[{}\[\],]|NaN|[^\s{}\[\],:"]++', re.DOTALL)


def format_path(path: Path) -> str:
    """The path as a person finds it: `data.contractList.contracts[3].endDate`; "" for the whole."""
    parts = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN.fullmatch(step) and len(step) <= _LONGEST:
            parts.append(f".{step}")
        else:
            parts.append(f"[{_quoted(step)}]")
    return "".join(parts).removeprefix(".")


def _quoted(key: str) -> str:
    return json.dumps(shortened(key, _LONGEST), ensure_ascii=False)


@record
class JsonText:
    """A text that was read: what it holds, and where its JSON starts in it."""

    file: str
    text: str
    start: int
    value: object

    def places(self, paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
        """Line and column of the values of these paths."""
        wanted = set(paths)
        values = _values(self.text, self.start)
        return {path: position(self.text, token.start()) for path, _, token in values if path in wanted}


def parse_json(text: str, file: str) -> JsonText:
    """The JSON of a text without byte order mark.  Raises ExportError with the one problem that stops it."""
    if not text.strip():
        raise _error("export-empty", Location(file, 1, 1), "the file is empty")
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    value, end = _decoded(text, start, file)
    after = _AFTER.match(text, end)
    end = after.end() if after else end
    if end < len(text):
        message = "the JSON ends before this, and more text follows"
        place = Location(file, *position(text, end))
        raise _error("export-json", place, message, "save one answer in one file")
    return JsonText(file, text, start, value)


def _decoded(text: str, start: int, file: str) -> tuple[object, int]:
    """The value that starts at an index, and where it ends."""
    try:
        value, end = _DECODER.raw_decode(text, start)
        if not _is_too_deep(value):
            return value, end
        index, message, hint = _fault(text, start)
    except json.JSONDecodeError as error:
        index, message, hint = error.pos, "the file ends in the middle of its JSON", _AGAIN
        if not _is_cut(error):
            message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
    except (ValueError, InvalidOperation, RecursionError):
        index, message, hint = _fault(text, start)
    raise _error("export-json", Location(file, *position(text, index)), message, hint)


def _error(code: str, location: Location, message: str, hint: str = _AGAIN) -> ExportError:
    return ExportError([Diagnostic(code, location, message, hint)])


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Whether the text ends where a value, or the rest of one, was expected."""
    rest = error.doc[error.pos :].rstrip()
    if error.msg.startswith(("Unterminated", "Invalid \\")):
        return '"' not in rest[1:]
    return rest == "-" or any(word.startswith(rest) for word in ("true", "false", "null"))


def _is_too_deep(value: object) -> bool:
    level: list[dict[str, object] | list[object]] = [[value]]
    for _ in range(DEEPEST + 1):
        children = (parent.values() if isinstance(parent, dict) else parent for parent in level)
        level = [child for each in children for child in each if isinstance(child, dict | list)]
    return bool(level)


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError
    return mapping


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= _SHORT else Decimal(text)


def _special(text: str) -> Never:
    raise ValueError(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_mapping, parse_float=Decimal, parse_int=_integer, parse_constant=_special
)


def _values(text: str, at: int) -> Iterator[tuple[Path, int, re.Match[str]]]:
    """The values of JSON in their order: the path of each, where its key stands, and how it begins."""
    path: list[str | int] = []
    key_at = at
    for token in _TOKEN.finditer(text, at):
        sign = token[0]
        if token[2]:
            path[-1], key_at = json.loads(token[1]), token.start()
        elif sign == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else ""
        elif sign in "}]":
            path.pop()
        else:
            yield tuple(path), key_at, token
            if sign in "{[":
                path.append("" if sign == "{" else 0)
        if not path:
            return


def _fault(text: str, start: int) -> tuple[int, str, str]:
    """The first thing that JSON may have and no export has: where it stands, what it is, and a hint."""
    keys: dict[int, set[str | int]] = {}  # of the objects and lists that are open, by their depth
    for path, key_at, token in _values(text, start):
        depth, word = len(path), token[0]
        if path and path[-1] in keys[depth]:
            key = _quoted(str(path[-1]))
            return (
                key_at,
                f"the key {key} stands twice in one object, so that either value could be meant",
                _AGAIN,
            )
        if path:
            keys[depth].add(path[-1])
        if word in "{[":
            keys[depth + 1] = set()
            if depth == DEEPEST:
                message = f"values are nested deeper than {DEEPEST}, as no export has them"
                return token.start(), message, "is this an export?"
        elif word[0] not in '"tfn' and not _is_number(word):
            return token.start(), f"{word[:40]} is no number of JSON", _AGAIN
    raise AssertionError


def _is_number(word: str) -> bool:
    try:
        return Decimal(word).is_finite()
    except InvalidOperation:
        return False
