"""A project: where a coach's rules, scenarios and state lie, as a file `advisor.yaml` tells.

Commands take from it what their options and arguments leave open.  This is asked by every command, so that
the file is looked for here, and read in `parse_project.py` where there is one.
"""

import os
from dataclasses import field

from advisor.source.diagnostic import Location
from advisor.source.record import record

PROJECT_FILE = "advisor.yaml"


@record
class Project:
    """What `advisor.yaml` says; paths as they lead there from the current folder, "" and () for nothing.

    `leaves_out_at` is the place of `without`: whether there are such rules is for a playbook's reader to say.
    """

    file: str
    rules: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    state: str = ""
    without: tuple[str, ...] = ()
    leaves_out_at: Location | None = field(default=None, compare=False)

    def beside(self, *names: str) -> str:
        """A path in the folder of the project's file."""
        return os.path.join(os.path.dirname(self.file), *names)


def find_project(folder: str = os.curdir) -> str:
    """The file of the project that a folder belongs to: in it, or in the nearest folder above; "" for none.

    The search ends with the home folder, or else at the root.
    """
    try:
        here = os.path.realpath(folder)
    except OSError:  # a current folder that is gone
        return ""
    home = os.path.realpath(os.path.expanduser("~"))
    while True:
        path = os.path.join(here, PROJECT_FILE)
        if os.path.lexists(path) and not os.path.isdir(path):
            return _from_here(path)
        above = os.path.dirname(here)
        if here in (home, above):
            return ""
        here = above


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return path
