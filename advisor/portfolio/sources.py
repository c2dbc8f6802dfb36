"""Where people are found: in a folder of states, or in a file with a state in each line (JSON Lines)."""

import os
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper

from advisor.playbook.project import PROJECT_FILE
from advisor.playbook.vocabulary import Vocabulary
from advisor.portfolio.model import NotRead, Person
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import StateError
from advisor.source.files import MAX_BYTES, STATES, open_regular, playbook_files
from advisor.source.sha256 import sha256
from advisor.sqlplan.parquet_files import PARQUET, is_folder_of_tables, number_of_rows, states_in_parquet

JSON_LINES = (".jsonl", ".ndjson")

FoundPerson = Person | NotRead


def people_in(source: str, vocabulary: Vocabulary | None = None) -> Iterator[FoundPerson]:
    """Everybody in a source, in order: files of a folder by their path, lines of a file, or rows of Parquet.

    A folder's own `advisor.yaml`, hidden files and folders are passed over.  With a `vocabulary` a folder may
    also hold tables (`sqlplan/parquet_files.py`).  One who cannot be read so far, such as a line that is too
    long, is `NotRead`.  Raises StateError where the source itself cannot be read.
    """
    is_tables = vocabulary is not None and is_folder_of_tables(source)
    if is_tables or is_parquet(source):
        return _in_rows(source, vocabulary)
    if os.path.isdir(source):
        return _in_folder(source)
    if source.lower().endswith(JSON_LINES):
        return _in_lines(source)
    if os.path.exists(source):
        endings = f"{', '.join(JSON_LINES)} or {PARQUET}"
        message = f'"{source}" is no folder, and no file whose name ends in {endings}'
        hint = "name a folder of states, or a file with a state in each line, as JSON, or in each row"
        raise StateError([Diagnostic("wrong-shape", Location(source, 1, 1), message, hint)])
    raise StateError([Diagnostic("file-missing", Location(source, 1, 1), f'there is no "{source}"')])


def is_parquet(source: str) -> bool:
    """Whether a source is one file of Parquet."""
    return source.lower().endswith(PARQUET) and os.path.isfile(source)


def fingerprint(source: str) -> str:
    """A digest over the names, sizes and times of a source's files: another one where somebody changed it."""
    folder = os.path.isdir(source)
    digest = sha256(b"")
    for path in playbook_files(source, STATES)[0] if folder else [source]:
        try:
            status = os.stat(path)
            told = f"{os.path.relpath(path, source)}\0{status.st_size}\0{status.st_mtime_ns}\n"
        except OSError:
            told = f"{path}\0gone\n"
        digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _in_folder(folder: str) -> Iterator[FoundPerson]:
    paths, problems = playbook_files(folder, STATES)
    if problems:
        raise StateError(problems)
    paths = [path for path in paths if os.path.basename(path) != PROJECT_FILE]
    if not paths:
        message = f'"{folder}" holds no state: no file in it ends in {", ".join(STATES)}'
        hint = "name the folder that holds the states"
        raise StateError([Diagnostic("wrong-shape", Location(folder, 1, 1), message, hint)])
    names = [os.path.relpath(path, folder).replace(os.sep, "/") for path in paths]
    # A name that is no UTF-8 is one all the same, and the same in every report.
    names = [name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name in names]
    plain = [os.path.splitext(name)[0] for name in names]
    shared = Counter(plain)
    for path, name, short in zip(paths, names, plain, strict=True):
        yield Person(short if shared[short] == 1 else name, Location(path, 1, 1))


def _in_lines(path: str) -> Iterator[FoundPerson]:
    raw, problem = open_regular(path, path)
    if raw is None:
        raise StateError([problem] if problem else [])
    with TextIOWrapper(raw, "utf-8-sig", errors="surrogateescape", newline="\n") as stream:
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            if len(line) > MAX_BYTES:
                yield NotRead(f"line {number}", (_too_long(path, number),))
                while line and not line.endswith("\n"):
                    line = stream.readline(MAX_BYTES)
            elif line.strip():
                yield Person(f"line {number}", Location(path, number, 1), line.rstrip("\r\n"))


def rows_of(path: str) -> Iterator[FoundPerson]:
    """Everybody in a file of Parquet, whose states are not read here.  Raises StateError."""
    return (_in_row(path, number, None) for number in range(1, number_of_rows(path) + 1))


def _in_rows(path: str, vocabulary: Vocabulary | None) -> Iterator[FoundPerson]:
    for number, text in enumerate(states_in_parquet(path, vocabulary), start=1):
        yield _in_row(path, number, text)


def _in_row(path: str, number: int, text: str | None) -> Person:
    return Person(f"row {number}", Location(path, number, 1), text)


def _too_long(path: str, number: int) -> Diagnostic:
    message = f"the line has more than {MAX_BYTES:,} characters"
    return Diagnostic("file-size", Location(path, number, 1), message, "give each state a line of its own")
