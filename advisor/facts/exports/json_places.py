"""Where in a JSON text a value stands: read again, and only where there is a problem to point at.

The standard library's reader keeps no places, and to keep them for every value would cost more than reading.
"""

import re
from collections.abc import Collection, Iterator

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

    return json.dumps(key if len(key) <= _LONGEST else key[: _LONGEST - 3] + "...", ensure_ascii=False)
