"""A JSON file as nodes that know their path, or all that keeps it from being read.

The text may be a JavaScript assignment around JSON (`const reviews = {...};`), as saved profile pages have
it.  Numbers come as int or Decimal, never as float.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Never

from advisor.source.diagnostic import Diagnostic, Location, shortened
from advisor.source.encoding import decode, position
from advisor.source.errors import ExportError
from advisor.source.files import read_bytes
from advisor.source.record import record

Path = tuple[str | int, ...]

LIMIT = 64 * 1024 * 1024  # bytes
DEEPEST = 200  # objects and lists inside one another
_AGAIN = "download or save the file again"
_BLANKS = re.compile(r"[ \t\n\r]*+")
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
class JsonNode:
    """A value of a JSON file and the path to it from the top."""

    value: object
    path: Path

    @property
    def place(self) -> str:
        """The path as a person writes it; "the file" for the top."""
        return format_path(self.path) or "the file"

    @property
    def name(self) -> str:
        """The key that it stands under; for an item, the key of its list; "" at the top."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def keys(self) -> frozenset[str]:
        """The keys of an object; none for every other value."""
        return frozenset(self.value) if isinstance(self.value, dict) else frozenset()

    def get(self, *names: str) -> "JsonNode | None":
        """The first of these keys that has a value; null is none.  None where this is no object."""
        if isinstance(self.value, dict):
            for name in names:
                if self.value.get(name) is not None:
                    return JsonNode(self.value[name], (*self.path, name))
        return None

    def children(self) -> "Iterator[JsonNode]":
        """The values of an object or a list in their order; null ones too."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield JsonNode(value, (*self.path, key))
        elif isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield JsonNode(value, (*self.path, index))


@record
class JsonText:
    """A file that was read: its text, where its JSON starts in it, and the node at the top."""

    file: str
    text: str
    start: int
    top: JsonNode

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of a character."""
        return position(self.text, index)


def read_json_text(path: str) -> JsonText:
    """Read a file of at most `LIMIT` bytes.  Raises ExportError with the one problem that stops it."""
    content, problem = read_bytes(path, LIMIT, path)
    if problem is None:
        text, problem = decode(content, path)
    if problem is None:
        return parse_json(text, path)
    code = "export-size" if problem.code == "file-size" else problem.code
    raise ExportError([replace(problem, code=code)])


def parse_json(text: str, file: str) -> JsonText:
    """The JSON of a text without byte order mark, as nodes.  Raises ExportError."""
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
    return JsonText(file, text, start, JsonNode(value, ()))


class _Twice(ValueError):
    pass


class _Special(ValueError):
    pass


def _decoded(text: str, start: int, file: str) -> tuple[object, int]:
    hint, index = _AGAIN, -1
    try:
        value, end = _DECODER.raw_decode(text, start)
        _check_depth(value, DEEPEST)
        return value, end
    except json.JSONDecodeError as error:
        message, index = "the file ends in the middle of its JSON", error.pos
        if not _is_cut(error):
            message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
    except _Twice as error:
        message = f"the key {error} stands twice in one object, so that either value could be meant"
    except _Special as error:
        number = str(error)
        message = f"{number[:40]} is no number of JSON"
    except RecursionError:
        message = f"values are nested deeper than {DEEPEST}, as no export has them"
        hint = "is this an export?"
    index = _fault(text, start) if index < 0 else index
    raise _error("export-json", Location(file, *position(text, index)), message, hint)


def _error(code: str, location: Location, message: str, hint: str = _AGAIN) -> ExportError:
    return ExportError([Diagnostic(code, location, message, hint)])


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Whether the text ends where a value, or the rest of one, was expected."""
    rest = error.doc[error.pos :].rstrip()
    if error.msg.startswith(("Unterminated", "Invalid \\")):
        return '"' not in rest[1:]
    return rest == "-" or any(word.startswith(rest) for word in ("true", "false", "null"))


def _check_depth(value: object, deepest: int) -> None:
    """Raises RecursionError, as the reader itself does a little deeper."""
    level: list[object] = [value]
    for _ in range(deepest + 1):
        if not level:
            return
        level = [child for parent in level for child in _inside(parent)]
    raise RecursionError


def _inside(value: object) -> list[object]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, dict | list)]


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(_quoted(next(key for index, key in enumerate(keys) if key in keys[:index])))
    return mapping


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= _SHORT else _number(text)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _Special(text) from None


def _special(text: str) -> Never:
    raise _Special(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_mapping, parse_float=_number, parse_int=_integer, parse_constant=_special
)
_ANY = json.JSONDecoder(parse_int=str, parse_float=str)  # what was found fine, to pass over it


def places_of(text: str, start: int, wanted: Iterable[Path]) -> dict[Path, int]:
    """The indexes at which the values of these paths start in well-formed JSON that starts at `start`."""
    return {path: _index_of(text, start, path) for path in wanted}


def _index_of(text: str, at: int, path: Path) -> int:
    for step in path:
        at = next(value for key, _, value in _members(text, at) if key == step)
    return at


def _members(text: str, at: int) -> Iterator[tuple[str | int, int, int]]:
    """What an object or list at an index holds: the key or number, where that stands, and where the value."""
    is_object, number, at = text[at] == "{", 0, _behind_blanks(text, at + 1)
    while text[at] not in "}]":
        key, place = number, at
        if is_object:
            key, at = _ANY.raw_decode(text, at)
            at = _behind_blanks(text, _behind_blanks(text, at) + 1)
        yield key, place, at
        at = _behind_blanks(text, _ANY.raw_decode(text, at)[1])
        number, at = number + 1, _behind_blanks(text, at + 1) if text[at] == "," else at


def _behind_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _fault(text: str, at: int, depth: int = 1) -> int:
    """Where a value stands that no export may have, or the key of one: inside of the value at an index."""
    keys = set[str | int]()
    for key, place, value in _members(text, at) if text[at] in "{[" else ():
        if key in keys or (depth == DEEPEST and text[value] in "{["):
            return place if key in keys else value
        keys.add(key)
        if not _is_fine(text, value, DEEPEST - depth):
            return _fault(text, value, depth + 1)
    return at


def _is_fine(text: str, at: int, deepest: int) -> bool:
    try:
        _check_depth(_DECODER.raw_decode(text, at)[0], deepest)
    except (ValueError, RecursionError):
        return False
    return True
