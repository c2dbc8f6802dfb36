"""A JSON file as nodes that know their path, or all that keeps it from being read.

The text may be a JavaScript assignment around JSON (`const reviews = {...};`), as saved profile pages have
it.  Numbers come as int or Decimal, never as float.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
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
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
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
    decoder = json.JSONDecoder(
        object_pairs_hook=_mapping, parse_float=_number, parse_int=_integer, parse_constant=_special
    )
    hint = _AGAIN
    try:
        value, end = decoder.raw_decode(text, start)
        _check_depth(value)
        return value, end
    except json.JSONDecodeError as error:
        message, index = "the file ends in the middle of its JSON", error.pos
        if not _is_cut(error):
            message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
    except _Twice as error:
        message = f"the key {error} stands twice in one object, so that either value could be meant"
        index = _index_of(text, start, lambda token, frames, is_key: is_key and token in frames[-1].keys)
    except _Special as error:
        number = str(error)
        message = f"{number[:40]} is no number of JSON"
        index = _index_of(text, start, lambda token, _, is_key: token == number and not is_key)
    except RecursionError:
        message = f"values are nested deeper than {DEEPEST}, as no export has them"
        hint = "is this an export?"
        index = _index_of(text, start, lambda token, frames, _: token in "{[" and len(frames) >= DEEPEST)
    raise _error("export-json", Location(file, *position(text, index)), message, hint)


def _error(code: str, location: Location, message: str, hint: str = _AGAIN) -> ExportError:
    return ExportError([Diagnostic(code, location, message, hint)])


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Whether the text ends where a value, or the rest of one, was expected."""
    rest = error.doc[error.pos :].rstrip()
    if error.msg.startswith(("Unterminated", "Invalid \\")):
        return '"' not in rest[1:]
    return rest == "-" or any(word.startswith(rest) for word in ("true", "false", "null"))


def _check_depth(value: object) -> None:
    """Raises RecursionError, as the reader itself does a little deeper."""
    level: list[object] = [value]
    for _ in range(DEEPEST + 1):
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


def places_of(text: str, start: int, wanted: Collection[Path]) -> dict[Path, int]:
    """The indexes at which the values of these paths start in well-formed JSON; the first of each."""
    ends = {(len(path), path[-1]) for path in wanted if path}
    missing, indexes = set(wanted), dict[Path, int]()
    for index, _, frames, is_key in _tokens(text, start):
        if is_key or (frames and (len(frames), frames[-1].step) not in ends):
            continue
        path = tuple(frame.step for frame in frames)
        if path in missing:
            missing.discard(path)
            indexes[path] = index
            if not missing:
                break
    return indexes


def _index_of(text: str, start: int, is_it: "Callable[[str, list[_Frame], bool], bool]") -> int:
    """The index of the first value or key that is the one; `start` where none is."""
    tokens = _tokens(text, start)
    return next((index for index, token, frames, is_key in tokens if is_it(token, frames, is_key)), start)


class _Frame:
    __slots__ = ("is_object", "keys", "step", "wants_key")

    def __init__(self, is_object: bool) -> None:
        self.is_object = self.wants_key = is_object
        self.step: str | int = "" if is_object else 0
        self.keys: set[str] = set()


def _tokens(text: str, start: int) -> Iterator[tuple[int, str, list[_Frame], bool]]:
    """Every value (objects and lists by their bracket) and key: index, text, what is around, is a key."""
    frames: list[_Frame] = []
    for match in _TOKEN.finditer(text, start):
        token = match[0]
        top = frames[-1] if frames else None
        if token == ",":
            if top and top.is_object:
                top.wants_key = True
            elif top:
                top.step = int(top.step) + 1
        elif token in "}]":
            if top:
                frames.pop()
        elif token == ":":
            continue
        elif top and top.wants_key:
            top.step, top.wants_key = _unquoted(token), False
            yield match.start(), top.step, frames, True
            top.keys.add(top.step)
        else:
            yield match.start(), token, frames, False
            if token in "{[":
                frames.append(_Frame(token == "{"))


def _unquoted(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
