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
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.project import project_of, scenarios_of
from advisor.cli.shared.schema_files import SUFFIX, changed_schemas, schemas_of
from advisor.cli.shared.streams import is_terminal, style_of, write, write_error
from advisor.playbook.extends import LayerReader
from advisor.playbook.playbook_places import PACKAGE
from advisor.playbook.project import Project, find_project
from advisor.playbook.reading import Problems
from advisor.shipped import shipped_playbook
from advisor.source.errors import PlaybookError
from advisor.source.files import YAML, noting_reads, playbook_files

PAUSE = 0.5  # seconds between two looks
SETTLING = 0.1  # seconds without a change, before what was saved is taken for whole
LONGEST_SETTLING = 10  # times that long, at most

_CLEAR = "\x1b[2J\x1b[H"
_NAMED = 3  # files of a change
_STATES = (".json",)  # how a state may be written besides YAML
_UNREADABLE = ("file-", "yaml-")  # how the codes of files begin that give no names

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
    """Check and run the scenarios, now and after each change of their files, until Ctrl-C; the exit code.

    In a project, what is not named is its own, and its schemas and the advice for its state follow.
    """
    places = _places(folders, scenarios, _project())
    others: tuple[str, ...] = ()
    seen: Snapshot | None = None
    try:
        while True:
            now = snapshot((*places, *others))
            if now != seen:
                now = now if seen is None else _settled((*places, *others), now, wait)
                _head(clock(), _what(seen, now))
                with noting_reads() as read:
                    if _review(folders, scenarios, strict=strict) == exits.INTERRUPTED:
                        return exits.INTERRUPTED
                    project = _project()
                    if not folders:
                        _renew_schemas(project)
                places = tuple(dict.fromkeys((*places, *_places(folders, scenarios, project))))
                others = _elsewhere(places, read.union(others, filter(None, [project.state])))
                seen = snapshot((*places, *others)) | now
                shown = style_of(sys.stderr).clean(", ".join((*places, *others[:_NAMED])))
                write_error(f"Watching {len(seen)} files in {shown}; Ctrl-C ends.\n")
            wait(PAUSE)
    except KeyboardInterrupt:
        write_error("\n")
        return exits.INTERRUPTED


def snapshot(paths: Iterable[str]) -> Snapshot:
    """The files below these folders, or at these paths, as they are now; without what is gone."""
    files: Snapshot = {}
    for path in paths:
        for name in [path] if os.path.isfile(path) else playbook_files(path, (*YAML, *_STATES))[0]:
            if name.endswith(SUFFIX):  # which follows from the others
                continue
            try:
                status = os.stat(name)
            except (OSError, ValueError):
                continue
            files[name] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return files


def _project() -> Project:
    """The project of the current folder as it is now, with what may not be there yet.

    Of one with problems, its file alone.
    """
    try:
        return project_of(os.curdir, begun=True)
    except PlaybookError:
        return Project(find_project())


def _places(folders: tuple[str, ...], scenarios: tuple[str, ...], project: Project) -> tuple[str, ...]:
    """The folders and files to look at: those named, and those of the playbooks that they extend now."""
    rules = folders or project.rules
    reader = LayerReader(Problems(), Problems())
    reader.read(rules or (shipped_playbook(),))
    named = [folder for folder in rules if not folder.startswith(PACKAGE)]
    layers = (layer.root for layer in reader.layers)
    tested = scenarios or scenarios_of(project)
    return tuple(dict.fromkeys((*named, *layers, *tested, *filter(None, [project.file]))))


def _elsewhere(places: tuple[str, ...], read: set[str]) -> tuple[str, ...]:
    """The files that were read, or missed, outside of the places, such as the state of a scenario."""
    known = {os.path.realpath(name) for name in snapshot(places)}
    paths = (path for path in read if path != "-" and "\0" not in path)
    return tuple(sorted(path for path in paths if os.path.realpath(path) not in known))


def _settled(paths: tuple[str, ...], now: Snapshot, wait: Wait) -> Snapshot:
    """The files once nobody writes them any more, so that no half of a file is checked."""
    for _ in range(LONGEST_SETTLING):
        wait(SETTLING)
        before, now = now, snapshot(paths)
        if now == before:
            break
    return now


def _review(folders: tuple[str, ...], scenarios: tuple[str, ...], *, strict: bool) -> int:
    """The check; where it passed, the scenarios and the advice for the project's state: an exit code."""
    code = _run("check", *(["--strict"] if strict else []), *folders)
    project = _project()
    rules = [text for folder in folders for text in ("--rules", folder)]
    tested = scenarios or scenarios_of(project)
    if code == exits.DONE and tested:
        code = _run("test", *rules, "--", *tested)
    if code in (exits.DONE, exits.FAILED_SCENARIOS) and project.state:
        code = _run("advise", *rules, "--", project.state)
    return code


def _renew_schemas(project: Project) -> None:
    """Write those schemas of the project again that do not know its vocabulary any more.

    While a file cannot be read, its names are only gone for a moment: then nothing is written.
    """
    from advisor.playbook.load import load_playbook

    schemas = list(schemas_of(project))
    loaded = load_playbook(project.rules or (shipped_playbook(),)) if schemas else None
    if loaded is None or any(problem.code.startswith(_UNREADABLE) for problem in loaded.diagnostics):
        return
    playbook = loaded.playbook or loaded.draft
    texts = changed_schemas(schemas, playbook) if playbook is not None else {}
    try:
        write_files(texts)
    except click.ClickException as error:
        error.show()
        return
    for path in texts:
        write_error(f"{style_of(sys.stderr).clean(path)}: written again, for editors\n")


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
