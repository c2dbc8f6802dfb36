"""A JSON file as nodes that know their path, or all that keeps it from being read.

The text may be a JavaScript assignment around JSON (`const reviews = {...};`), as saved profile pages have
it.  Numbers come as int or Decimal, never as float.
"""

import json
import re
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Never

from advisor.source.diagnostic import Diagnostic, Location, shortened
from advisor.source.encoding import decode, position
from advisor.source.errors import ExportError
from advisor.source.files import read_bytes
from advisor.source.record import record

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LONGEST = 40  # characters of a key


def written(path: Path) -> str:
    """The path as a person finds it: `data.contractList.contracts[3].endDate`; "" for the whole."""
    parts = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN.fullmatch(step) and len(step) <= _LONGEST:
            parts.append(f".{step}")
        else:
            parts.append(f"[{quoted(step)}]")
    return "".join(parts).removeprefix(".")


def places_of(text: str, start: int, wanted: Collection[Path]) -> dict[Path, int]:
    """The indexes at which the values of these paths start in well-formed JSON; the first of each."""
    ends = {(len(path), path[-1]) for path in wanted if path}
    missing, found = set(wanted), dict[Path, int]()
    for index, _, frames, is_key in _tokens(text, start):
        if is_key or (frames and (len(frames), frames[-1].step) not in ends):
            continue
        path = tuple(frame.step for frame in frames)
        if path in missing:
            missing.discard(path)
            found[path] = index
            if not missing:
                break
    return found


def place_of_number(text: str, start: int, number: str) -> int:
    """The index of the first value that is written so; `start` where there is none."""
    tokens = _tokens(text, start)
    return next((index for index, token, _, is_key in tokens if token == number and not is_key), start)


def key_again(text: str, start: int) -> int:
    """The index of the first key that stands twice in one object; `start` where none does."""
    for index, token, frames, is_key in _tokens(text, start):
        if is_key:
            if token in frames[-1].keys:
                return index
            frames[-1].keys.add(token)
    return start


def depth_reached(text: str, start: int, depth: int) -> int:
    """The index of the bracket with which values are nested deeper than `depth`; `start` where none is."""
    for index, token, frames, _ in _tokens(text, start):
        if token in "{[" and len(frames) >= depth:
            return index
    return start


class _Frame:
    __slots__ = ("is_object", "keys", "step", "wants_key")

    def __init__(self, is_object: bool) -> None:
        self.is_object = self.wants_key = is_object
        self.step: str | int = "" if is_object else 0
        self.keys: set[str] = set()


def _tokens(text: str, start: int) -> Iterator[tuple[int, str, list[_Frame], bool]]:
    """Every value (objects and lists by their bracket) and key: index, text, what is around, is a key."""
    frames: list[_Frame] = []
    for found in _TOKEN.finditer(text, start):
        token = found[0]
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
            yield found.start(), str(top.step), frames, True
        else:
            yield found.start(), token, frames, False
            if token in "{[":
                frames.append(_Frame(token == "{"))


def _unquoted(token: str) -> str:
    import json

    try:
        return str(json.loads(token))
    except ValueError:
        return token


def quoted(key: str) -> str:
    """A key in quotes, cut where it is long."""
    import json

    return json.dumps(shortened(key, _LONGEST), ensure_ascii=False)


LIMIT = 64 * 1024 * 1024  # bytes
DEEPEST = 200  # objects and lists inside one another
_AGAIN = "download or save the file again"
# Comments, then `const name = `, `window.name = ` or `export default `.
_BEFORE = re.compile(
    r"\s*+(?:(?://[^\n]*+(?:\n|$)|/\*.*?\*/)\s*+)*+"
    r"(?:(?:(?:export\s++)?(?:const|let|var)\s++)?[A-Za-z_$][\w$]*+(?:\.[\w$]++)*+\s*+=(?!=)\s*+"
    r"|export\s++default\s++)?",
    re.DOTALL,
)
_AFTER = re.compile(r"\s*+;?\s*+(?:(?:module\.exports\s*+=|export\b)[^\n]*+\s*+)?")
_SHORT = 18  # digits that fit a 64-bit number


@record
class Node:
    """A value of a JSON file and the path to it from the top."""

    value: object
    path: Path

    @property
    def place(self) -> str:
        """The path as a person writes it; "the file" for the top."""
        return written(self.path) or "the file"

    @property
    def name(self) -> str:
        """The key that it stands under; for an item, the key of its list; "" at the top."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def keys(self) -> frozenset[str]:
        """The keys of an object; none for every other value."""
        return frozenset(self.value) if isinstance(self.value, dict) else frozenset()

    def get(self, *names: str) -> "Node | None":
        """The first of these keys that has a value; null is none.  None where this is no object."""
        if isinstance(self.value, dict):
            for name in names:
                if self.value.get(name) is not None:
                    return Node(self.value[name], (*self.path, name))
        return None

    def children(self) -> "Iterator[Node]":
        """The values of an object or a list in their order; null ones too."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield Node(value, (*self.path, key))
        elif isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(value, (*self.path, index))


@record
class JsonText:
    """A file that was read: its text, where its JSON starts in it, and the node at the top."""

    file: str
    text: str
    start: int
    top: Node

    def location(self, index: int) -> Location:
        """Line and column of a character."""
        return Location(self.file, *position(self.text, index))


class _Twice(ValueError):
    pass


class _Special(ValueError):
    pass


def read_json_text(path: str) -> JsonText:
    """Read a file of at most `LIMIT` bytes.  Raises ExportError with the one problem that stops it."""
    content, problem = read_bytes(path, LIMIT, path)
    if problem is None:
        text, problem = decode(content, path)
    if problem is not None:
        raise ExportError([_named(problem)])
    return parse_json(text, path)


def parse_json(text: str, file: str) -> JsonText:
    """The JSON of a text without byte order mark, as nodes.  Raises ExportError."""
    if not text.strip():
        _stop("export-empty", Location(file, 1, 1), "the file is empty", _AGAIN)
    found = _BEFORE.match(text)
    start = found.end() if found else 0
    value, end = _decoded(text, start, file)
    rest = _AFTER.match(text, end)
    after = rest.end() if rest else end
    if after < len(text):
        message = "the JSON ends before this, and more text follows"
        _stop("export-json", _at(text, after, file), message, "save one answer in one file")
    return JsonText(file, text, start, Node(value, ()))


def _decoded(text: str, start: int, file: str) -> tuple[object, int]:
    """The value that starts there and the index behind it."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_mapping, parse_float=_number, parse_int=_integer, parse_constant=_special
    )
    try:
        value, end = decoder.raw_decode(text, start)
        _check_depth(value)
        return value, end
    except json.JSONDecodeError as error:
        if _is_cut(error):
            _stop(
                "export-json", _at(text, error.pos, file), "the file ends in the middle of its JSON", _AGAIN
            )
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
        _stop("export-json", _at(text, error.pos, file), message, _AGAIN)
    except _Twice as error:
        message = f"the key {error} stands twice in one object, so that either value could be meant"
        _stop("export-json", _at(text, key_again(text, start), file), message, _AGAIN)
    except _Special as error:
        number = str(error)
        message = f"{number[:40]} is no number of JSON"
        _stop("export-json", _at(text, place_of_number(text, start, number), file), message, _AGAIN)
    except RecursionError:
        message = f"values are nested deeper than {DEEPEST}, as no export has them"
        _stop(
            "export-json", _at(text, depth_reached(text, start, DEEPEST), file), message, "is this an export?"
        )


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
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        again = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Twice(quoted(again))
    return made


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= _SHORT else _number(text)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _Special(text) from None


def _special(text: str) -> Never:
    raise _Special(text)


def _named(problem: Diagnostic) -> Diagnostic:
    """A file that is too large is told with the code of exports."""
    code = "export-size" if problem.code == "file-size" else problem.code
    return Diagnostic(code, problem.location, problem.message, problem.hint)


def _at(text: str, index: int, file: str) -> Location:
    return Location(file, *position(text, index))


def _stop(code: str, location: Location, message: str, hint: str) -> Never:
    raise ExportError([Diagnostic(code, location, message, hint)])
