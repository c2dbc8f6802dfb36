"""Files outside of a project, to which an `extends`, a `state` or a link leads: told of, and never quoted.

Whoever writes a playbook or a scenario for others could name any file of theirs, and a build server shows its
messages to everybody.  So what is wrong with such a file is told at the place that names it, without a word
of what it holds.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping

from advisor.playbook.project import find_project
from advisor.source.diagnostic import Diagnostic, Location, Severity


def is_outside(path: str, named: Iterable[str]) -> bool:
    """Whether a path leads out of the project, the current folder and what its user `named`."""
    try:
        real = os.path.realpath(path)
        return not any(_lies_in(real, folder) for folder in _folders(named))
    except (OSError, ValueError):  # a NUL in the name: it leads nowhere
        return False


def _folders(named: Iterable[str]) -> Iterable[str]:
    yield os.curdir
    if project := find_project(os.curdir):
        yield os.path.dirname(project)
    for path in named:
        yield path if os.path.isdir(path) else os.path.dirname(path) or os.curdir


def _lies_in(real: str, folder: str) -> bool:
    around = os.path.realpath(folder).rstrip(os.sep)
    return real == around or real.startswith(around + os.sep)


def without_quotes(
    found: Iterable[Diagnostic], outside: Mapping[str, tuple[str, Location]]
) -> list[Diagnostic]:
    """Diagnostics, of which those in files `outside` with errors become one for each place that names them.

    `outside` has, by file, how it was named, and where.
    """
    found = list(found)
    errors = {one.location.file for one in found if one.severity is Severity.ERROR} & outside.keys()
    counts = Counter(outside[one.location.file] for one in found if one.location.file in errors)
    kept = [one for one in found if one.location.file not in errors]
    return kept + [unquoted(named, count, where) for (named, where), count in counts.items()]


def unquoted(path: str, problems: int, where: Location) -> Diagnostic:
    """`outside-project`: so many problems of what a path leads to, at the place that names it."""
    count = f"{problems:,} problems" if problems != 1 else "a problem"
    message = f'"{path}" lies outside of this project and has {count}; what it holds is not shown here'
    hint = "look at it by itself, in its own folder, or name what lies in this project"
    return Diagnostic("outside-project", where, message, hint)
