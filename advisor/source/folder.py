"""The YAML files of a playbook folder."""

import os

from advisor.source.diagnostic import Diagnostic
from advisor.source.files import unreadable

YAML = (".yaml", ".yml")


def playbook_files(folder: str, suffixes: tuple[str, ...] = YAML) -> tuple[list[str], list[Diagnostic]]:
    """Paths of all *.yaml and *.yml files below `folder`, sorted by their path relative to it.

    Hidden files and folders are skipped, and links to folders are not followed. A folder that cannot be
    listed is a diagnostic; the others are read all the same.  Other `suffixes` find other files.
    """
    problems: list[Diagnostic] = []

    def note(error: OSError) -> None:
        place = str(error.filename or folder)
        problems.append(unreadable(place, error, place))

    found: list[tuple[str, str]] = []
    try:
        for root, folders, files in os.walk(folder, onerror=note):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                if name.lower().endswith(suffixes) and not name.startswith("."):
                    path = os.path.join(root, name)
                    found.append((os.path.relpath(path, folder).replace(os.sep, "/"), path))
    except ValueError:  # a NUL in the name
        note(OSError(2, "no such folder", folder))
    return [path for _, path in sorted(found)], problems
