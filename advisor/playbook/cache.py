"""A cache of checked playbooks, keyed by their content: parsing YAML takes most of a short command's time.

The key covers every byte of every file, the folders, the code that reads them and the version of Python, so a
stale entry is never found.  An entry holds nothing but our own records: what it names is looked up in a fixed
list of modules, never imported, and a file that another user could have written is not read.  Whatever goes
wrong, the playbook is read from its files.
"""

import os
import pickle
import sys
from collections.abc import Iterable

from advisor.playbook.model import Playbook

KEEP = 16
_HOME = "ADVISOR_CACHE_DIR"
_OFF = "ADVISOR_NO_CACHE"
_MODULES = frozenset(
    {
        "advisor.playbook.conditions",
        "advisor.playbook.model",
        "advisor.playbook.quantities",
        "advisor.playbook.template",
        "advisor.playbook.vocabulary",
        "advisor.source.location",
    }
)


def checked_playbook(folders: tuple[str, ...]) -> Playbook:
    """The playbook in the folders, read from its files.  Raises PlaybookError with every problem found."""
    from advisor.playbook.load import load_playbook
    from advisor.source.errors import PlaybookError

    loaded = load_playbook(folders)
    if loaded.playbook is None:
        raise PlaybookError(loaded.diagnostics)
    return loaded.playbook


def cached_playbook(folders: tuple[str, ...]) -> Playbook:
    """The same, from the user's cache where it passed its checks before.  Raises PlaybookError."""
    cache = PlaybookCache(folders)
    playbook = cache.read()
    if playbook is None:
        playbook = checked_playbook(folders)
        cache.write(playbook)
    return playbook


class PlaybookCache:
    """The entry of one playbook: found by `read`, made by `write`."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self._path = "" if os.environ.get(_OFF) else _entry(folders)

    def read(self) -> Playbook | None:
        """The playbook as it passed its checks before; None where there is no entry that can be trusted."""
        if not self._path:
            return None
        try:
            with open(self._path, "rb") as file:
                if not _ours(os.fstat(file.fileno())):
                    return None
                found = _Records(file).load()
        except Exception:  # an entry may be torn, or of another time: it is only a cache
            return None
        return found if isinstance(found, Playbook) else None

    def write(self, playbook: Playbook) -> None:
        """Keep a playbook that passed its checks; a cache that cannot be written is done without."""
        if not self._path:
            return
        folder = os.path.dirname(self._path)
        draft = f"{self._path}.{os.getpid()}"
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                pickle.dump(playbook, file, protocol=5)
            os.replace(draft, self._path)
            _prune(folder)
        except (OSError, RecursionError):
            return


class _Records(pickle.Unpickler):
    """Reads our own records and enumerations, and refuses to look up anything else."""

    def find_class(self, module: str, name: str) -> object:
        kind = getattr(sys.modules.get(module), name, None) if module in _MODULES else None
        if isinstance(kind, type):
            return kind
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a cached playbook")


def _entry(folders: tuple[str, ...]) -> str:
    """The path of the entry for these folders as they are now; "" where they cannot be read."""
    import hashlib

    from advisor.source.reader import playbook_files

    digest = hashlib.sha256(repr((sys.version, os.path.abspath(os.curdir), folders)).encode())
    for line in _code():
        digest.update(line.encode())
    try:
        for folder in folders:
            paths, problems = playbook_files(folder)
            if problems or not paths:
                return ""
            for path in paths:
                with open(path, "rb") as file:
                    content = file.read()
                digest.update(f"{path}\0{len(content)}\0".encode(errors="surrogateescape"))
                digest.update(content)
    except OSError:
        return ""
    return os.path.join(_folder(), digest.hexdigest() + ".playbook")


def _folder() -> str:
    chosen = os.environ.get(_HOME)
    if chosen:
        return chosen
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "freelance-advisor")


def _code() -> Iterable[str]:
    """The code that turns text into a playbook, by name, size and time."""
    rooms = (os.path.dirname(os.path.abspath(__file__)),)
    root = os.path.dirname(rooms[0])
    for folder in (*rooms, os.path.join(rooms[0], "check"), os.path.join(root, "source")):
        with os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    stat = entry.stat()
                    yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}\n"


def _ours(stat: os.stat_result) -> bool:
    """Whether nobody else could have written the file."""
    return not hasattr(os, "getuid") or (stat.st_uid == os.getuid() and not stat.st_mode & 0o022)


def _prune(folder: str) -> None:
    with os.scandir(folder) as found:
        entries = [
            (entry.stat().st_mtime_ns, entry.path) for entry in found if entry.name.endswith(".playbook")
        ]
    for _, path in sorted(entries)[:-KEEP]:
        os.unlink(path)
