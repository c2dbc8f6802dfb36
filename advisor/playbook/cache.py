"""A cache of checked playbooks, keyed by their content: parsing YAML takes most of a short command's time.

The key covers every byte of every file, the folders, the code that reads them and the version of Python.
Which playbooks these extend is known only once they are read: an entry counts while they are as it says.
An entry is pickled, so that it is read only if nobody else could have written it, and names nothing but our
own records; it leaves out the places of conditions and texts, which only checks ask for.  A room above may
have what it makes of a playbook kept beside it.  Whatever goes wrong, the playbook is read from its files.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from advisor.playbook.formulas import Function
from advisor.playbook.model import RuleBase
from advisor.source.own_files import open_own, remove_leftovers
from advisor.source.pickled_records import dump_records, load_records
from advisor.source.quick_digest import quick_digest
from advisor.source.record import record

KEEP = 16
_TICK = 20_000_000  # nanoseconds by which the clocks of file systems may lag behind
_DRAFT = r"[0-9a-f]{64}\.playbook\.\d+"  # of an entry, with the number of its writer
_HOME = "ADVISOR_CACHE_DIR"
_OFF = "ADVISOR_NO_CACHE"
_MODULES = frozenset(
    {
        "advisor.playbook.conditions",
        "advisor.playbook.conduct.model",
        "advisor.playbook.durations",
        "advisor.playbook.expressions",
        "advisor.playbook.follow",
        "advisor.playbook.formulas",
        "advisor.playbook.intake",
        "advisor.playbook.model",
        "advisor.playbook.terms",
        "advisor.playbook.types",
        "advisor.playbook.units",
        "advisor.playbook.vocabulary",
        "advisor.source.diagnostic",
    }
)


@record
class Companion:
    """What is kept beside a playbook, and called by a `name`.

    `make` makes it, of records from `modules`; `code` is the folder of the code that does.
    """

    name: str
    make: Callable[[RuleBase], object]
    modules: frozenset[str]
    code: str


def checked_playbook(folders: tuple[str, ...]) -> RuleBase:
    """The playbook in the folders, read from its files.  Raises PlaybookError with every problem found."""
    return _checked(folders).playbook


def cached_playbook(folders: tuple[str, ...]) -> RuleBase:
    """The same, from the user's cache where it passed its checks before.  Raises PlaybookError."""
    return playbook_with(folders, None)[0]


def playbook_with(folders: tuple[str, ...], companion: Companion | None) -> tuple[RuleBase, object | None]:
    """The same with its companion, or None where that cannot be kept.  Raises PlaybookError."""
    cache = PlaybookCache(folders, companion)
    both = cache.read_both()
    if both is not None:
        return both
    checked = _checked(folders)
    if _uses_functions(checked.playbook):  # their packages may change, or go
        return checked.playbook, None
    return cache.write(checked.playbook, checked.extended)


@record
class _Checked:
    """A playbook that passed its checks; with those that it was built on: as it names each, and its place."""

    playbook: RuleBase
    extended: tuple[tuple[str, str], ...]


def _checked(folders: tuple[str, ...]) -> _Checked:
    from advisor.playbook.load import load_playbook
    from advisor.source.errors import PlaybookError

    loaded = load_playbook(folders)
    if loaded.playbook is None:
        raise PlaybookError(loaded.diagnostics)
    below = tuple((layer.named, layer.root) for layer in loaded.layers if layer.extended)
    return _Checked(loaded.playbook, below)


def _uses_functions(playbook: RuleBase) -> bool:
    entities = playbook.vocabulary.entities.values()
    return any(isinstance(f.formula, Function) for entity in entities for f in entity.computed.values())


class PlaybookCache:
    """The entry of one playbook: found by `read`, made by `write`; with its companion, if it has one."""

    def __init__(self, folders: tuple[str, ...], companion: Companion | None = None) -> None:
        self._began = time.time_ns()
        self._path = "" if os.environ.get(_OFF) else _entry(folders, companion)
        self._companion = companion

    def read(self) -> RuleBase | None:
        """The playbook as it passed its checks before; None where there is no entry that can be trusted."""
        both = self.read_both()
        return both[0] if both is not None else None

    def read_both(self) -> tuple[RuleBase, object | None] | None:
        """The same with its companion."""
        if not self._path:
            return None
        modules = _MODULES | (self._companion.modules if self._companion is not None else frozenset())
        try:
            with open_own(self._path) as file:
                kept: Any = load_records(file, modules)
            playbook, companion, extended = kept
            if any(_digest(named, root) != digest for named, root, digest in extended):
                return None
        except Exception:  # an entry may be torn, or of another time: it is only a cache
            return None
        return (playbook, companion) if isinstance(playbook, RuleBase) else None

    def write(
        self, playbook: RuleBase, extended: Iterable[tuple[str, str]] = ()
    ) -> tuple[RuleBase, object | None]:
        """Keep a playbook that passed its checks; a cache that cannot be written is done without.

        `extended` names the playbooks that it was built on, each with the place where it lies.  What the next
        command will read, or else the playbook alone.
        """
        if not self._path:
            return playbook, None
        below = tuple((named, root, _digest(named, root, self._began)) for named, root in extended)
        if not all(digest for _, _, digest in below):
            return playbook, None
        from advisor.playbook.shared_parts import with_shared_parts

        folder = os.path.dirname(self._path)
        draft = f"{self._path}.{os.getpid()}"
        try:
            kept = with_shared_parts(playbook)
            companion = self._companion.make(kept) if self._companion is not None else None
            os.makedirs(folder, mode=0o700, exist_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                dump_records((kept, companion, below), file)
            os.replace(draft, self._path)
            _prune(folder)
        except (OSError, RecursionError):
            return playbook, None
        return kept, companion


def _entry(folders: tuple[str, ...], companion: Companion | None) -> str:
    """The path of the entry for these folders as they are now; "" where they cannot be read."""
    name = companion.name if companion is not None else ""
    digest = quick_digest(repr((sys.version, os.path.abspath(os.curdir), folders, name)).encode())
    for line in _code(companion.code if companion is not None else ""):
        digest.update(line.encode())
    for folder in folders:
        content = _digest(folder, folder)
        if not content:
            return ""
        digest.update(content.encode())
    return os.path.join(cache_folder(), digest.hexdigest() + ".playbook")


def _digest(named: str, root: str, before: int | None = None) -> str:
    """A digest of every file of a playbook and of where they lie.

    "" where they cannot be read, or where one was changed since `before` (in nanoseconds): what was read may
    have been something else.
    """
    from advisor.source.files import open_regular
    from advisor.source.reader import playbook_files

    if named.startswith("package:"):
        from advisor.playbook.playbook_places import Missing, place_of

        place = place_of(named)
        if isinstance(place, Missing):
            return ""
        root = place
    digest = quick_digest(root.encode(errors="surrogateescape"))
    try:
        paths, problems = ([root], []) if os.path.isfile(root) else playbook_files(root)
        if problems or not paths:
            return ""
        for path in paths:
            file, _ = open_regular(path, path)
            if file is None:  # a pipe, say, on which nobody waits
                return ""
            with file:
                content = file.readall()
                if before is not None and os.fstat(file.fileno()).st_mtime_ns >= before - _TICK:
                    return ""
            digest.update(f"{path}\0{len(content)}\0".encode(errors="surrogateescape"))
            digest.update(content)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def cache_folder() -> str:
    """The folder in which the advisor keeps what it can do without; it need not exist."""
    chosen = os.environ.get(_HOME)
    if chosen:
        return chosen
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(base):  # nobody's home: a folder that cannot be made, and so is done without
        base = os.devnull
    return os.path.join(base, "freelance-advisor")


def _code(companion: str) -> Iterable[str]:
    """The code that turns text into a playbook and its companion, by name, size and time."""
    room = os.path.dirname(os.path.abspath(__file__))
    source = os.path.join(os.path.dirname(room), "source")
    for folder in filter(None, (room, source, companion)):
        yield from _code_in(folder)


def _code_in(folder: str) -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}\n"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _code_in(entry.path)


def _prune(folder: str) -> None:
    remove_leftovers(folder, _DRAFT)
    with os.scandir(folder) as files:
        ours = [file for file in files if file.name.endswith(".playbook")]
        entries = sorted((file.stat(follow_symlinks=False).st_mtime_ns, file.path) for file in ours)
    for _, path in entries[:-KEEP]:
        os.unlink(path)
