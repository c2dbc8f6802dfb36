"""`advisor check --watch`: the same commands again, whenever a file has been saved.

Files are looked at twice a second rather than through the system's notices: that works on every system and
every file system, and a playbook has a few dozen files.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime

import click

from advisor.cli.shared import exits
from advisor.cli.shared.streams import is_terminal, style_of, write, write_error
from advisor.playbook.extends import PACKAGE, LayerReader
from advisor.playbook.reading import Problems
from advisor.shipped import shipped_playbook
from advisor.source.files import YAML, playbook_files

PAUSE = 0.5  # seconds between two looks
SETTLING = 0.1  # seconds without a change, before what was saved is taken for whole
LONGEST_SETTLING = 10  # times that long, at most

_CLEAR = "\x1b[2J\x1b[H"
_NAMED = 3  # files of a change
_STATES = (".json",)  # how a state may be written besides YAML

Snapshot = dict[str, tuple[int, int, int]]
Wait = Callable[[float], None]
Clock = Callable[[], datetime]


def watch(
    folders: tuple[str, ...],
    scenarios: tuple[str, ...],
    *,
    strict: bool = False,
    wait: Wait = time.sleep,
    clock: Clock = datetime.now,
) -> int:
    """Check and run the scenarios, now and after each change of their files, until Ctrl-C; the exit code."""
    places = _places(folders, scenarios)
    seen: Snapshot | None = None
    try:
        while True:
            now = snapshot(places)
            if now != seen:
                now = now if seen is None else _settled(places, now, wait)
                _head(clock(), _what(seen, now))
                if _review(folders, scenarios, strict=strict) == exits.INTERRUPTED:
                    return exits.INTERRUPTED
                places = tuple(dict.fromkeys((*places, *_places(folders, scenarios))))
                seen = snapshot(places) | now
                write_error(f"Watching {len(seen)} files in {', '.join(places)}; Ctrl-C ends.\n")
            wait(PAUSE)
    except KeyboardInterrupt:
        write_error("\n")
        return exits.INTERRUPTED


def snapshot(paths: Iterable[str]) -> Snapshot:
    """The files below these folders, or at these paths, as they are now; without what is gone."""
    files: Snapshot = {}
    for path in paths:
        for name in [path] if os.path.isfile(path) else playbook_files(path, (*YAML, *_STATES))[0]:
            try:
                status = os.stat(name)
            except (OSError, ValueError):
                continue
            files[name] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return files


def _places(folders: tuple[str, ...], scenarios: tuple[str, ...]) -> tuple[str, ...]:
    """The folders to look at: those named, and those of the playbooks that they extend now."""
    reader = LayerReader(Problems(), Problems())
    reader.read(folders or (shipped_playbook(),))
    named = [folder for folder in folders if not folder.startswith(PACKAGE)]
    return tuple(dict.fromkeys((*named, *(layer.root for layer in reader.layers), *scenarios)))


def _settled(paths: tuple[str, ...], now: Snapshot, wait: Wait) -> Snapshot:
    """The files once nobody writes them any more, so that no half of a file is checked."""
    for _ in range(LONGEST_SETTLING):
        wait(SETTLING)
        before, now = now, snapshot(paths)
        if now == before:
            break
    return now


def _review(folders: tuple[str, ...], scenarios: tuple[str, ...], *, strict: bool) -> int:
    """The check, and the scenarios where it passed: an exit code."""
    code = _run("check", *(["--strict"] if strict else []), *folders)
    if code != exits.DONE or not scenarios:
        return code
    rules = [text for folder in folders for text in ("--rules", folder)]
    return _run("test", *rules, "--", *scenarios)


def _run(*arguments: str) -> int:
    """A command of ours as if it were typed; its exit code."""
    from advisor.cli.main import main

    try:
        code = main.main(list(arguments), prog_name="advisor", standalone_mode=False)
    except click.ClickException as error:  # such as a folder that is gone for a moment
        error.show()
        return error.exit_code
    return code if isinstance(code, int) else exits.DONE


def _head(now: datetime, what: str) -> None:
    look = style_of(sys.stdout)
    clear = _CLEAR if is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb" else ""
    write(f"{clear}{look.paint(f'{now:%H:%M:%S}', 'bold')}  {look.clean(what)}\n")


def _what(seen: Snapshot | None, now: Snapshot) -> str:
    """What has changed, in words: at most three files by name."""
    if seen is None:
        return "first check"
    names = sorted(name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name))
    changes = [
        f"{name} {'is new' if name not in seen else 'changed' if name in now else 'is gone'}"
        for name in names[:_NAMED]
    ]
    more = len(names) - _NAMED
    return ", ".join([*changes, *([f"{more} more"] if more > 0 else [])]) or "saved again"
