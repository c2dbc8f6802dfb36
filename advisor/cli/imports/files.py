"""The exports that `advisor import` is given: named, read with a bar for large ones, all problems at once."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.streams import is_terminal

if TYPE_CHECKING:
    from advisor.source.diagnostic import Diagnostic
    from advisor.upwork.exports.model import Export


LARGE = 1_000_000  # bytes, from which on a bar shows how far reading is


def refuse_repeated(files: Sequence[str]) -> None:
    """A usage error where a file is given twice, or is standard input."""
    from advisor.reports.terminal.printable import one_line

    seen: dict[str, str] = {}
    for path in files:
        if path == "-":
            raise click.UsageError("Exports are read from files: save what you pipe, and name the file.")
        real = os.path.realpath(path)
        first = seen.get(real)
        seen[real] = path
        if first is not None:
            same = "is given twice" if first == path else f'is the same file as "{one_line(first)}"'
            raise click.UsageError(f'"{one_line(path)}" {same}: give each export once.')


def read_exports(files: Sequence[str]) -> "tuple[Export, ...]":
    """What the files say, in their order.  Raises ExportError with the problems of all of them."""
    from advisor.source.errors import ExportError, SourceError
    from advisor.upwork.exports.recognise import read_export

    found: list[Export] = []
    problems: list[Diagnostic] = []
    with _progress(files) as begin:
        for path, short in zip(files, short_names(files), strict=True):
            try:
                found.append(read_export(path, short=short, progress=begin()))
            except SourceError as error:
                problems += error.diagnostics
    if problems:
        raise ExportError(problems)
    return tuple(found)


def short_names(files: Sequence[str]) -> list[str]:
    """What files are called in a state: their base names, or the shortest endings that tell them apart."""
    split = [tuple(os.path.abspath(path).split(os.sep)) for path in files]
    return ["/".join(_ending(parts, [each for each in split if each != parts])) for parts in split]


def _ending(parts: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    taken = range(1, len(parts) + 1)
    endings = (parts[-size:] for size in taken)
    return next((end for end in endings if not any(each[-len(end) :] == end for each in others)), parts)


@contextmanager
def _progress(files: Sequence[str]) -> "Iterator[Callable[[], Callable[[int], None] | None]]":
    """What makes the progress of each next file: told of its bytes read so far, it moves one bar for all."""
    from advisor.upwork.exports.recognise import size_of

    sizes = [size_of(path) for path in files]
    if sum(sizes) < LARGE or not is_terminal(sys.stderr):
        yield lambda: None
        return
    bar = click.progressbar(length=sum(sizes), label="Reading", file=sys.stderr)
    starts = iter([sum(sizes[:number]) for number in range(len(sizes))])

    def begin() -> Callable[[int], None]:
        start = next(starts)
        return lambda done: bar.update(start + done - bar.pos)

    try:
        bar.render_progress()
        yield begin
        bar.update(sum(sizes) - bar.pos)
    finally:
        bar.render_finish()
