"""The folder of pages beside a portfolio: filled all at once, and cleared of those who are gone.

A list in the folder tells which pages are the portfolio's, with a digest of each.  What is not in it is left
alone, and a page that somebody changed meanwhile is not removed.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping

from advisor.portfolio.page_names import page_name
from advisor.source.atomic_write import write_whole
from advisor.source.errors import SelectionError
from advisor.source.sha256 import sha256
from advisor.source.strict_json import json_object_in

_LIST = ".advisor-pages"


class PageFolder:
    """The folder; `put` the pages, write what leads to them, then `remove_gone`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._gone: Mapping[str, str] = {}
        self._now: Mapping[str, str] = {}

    def check(self) -> None:
        """Raises SelectionError where the folder holds what no portfolio put there, or is no folder."""
        if not os.path.lexists(self._folder):
            return
        if not os.path.isdir(self._folder):
            self._refuse("is no folder")
        if os.listdir(self._folder) and not os.path.exists(self._path(_LIST)):
            self._refuse("holds other files")
        if not os.access(self._folder, os.W_OK):
            self._refuse("may not be written to")

    def put(self, made: str, people: Iterable[str]) -> None:
        """Move the pages of these people here from the folder where they were made.

        Raises SelectionError before anything is moved, where a file that is none of ours has such a name, and
        OSError.
        """
        before = self._listed()
        self._now = {name: _digest(os.path.join(made, name)) for name in map(page_name, people)}
        taken = [name for name in self._now if name not in before and os.path.lexists(self._path(name))]
        if taken:
            self._refuse(f'has a "{taken[0]}" that no portfolio put there')
        self._gone = {name: digest for name, digest in before.items() if name not in self._now}
        os.makedirs(self._folder, exist_ok=True)
        self._write_list({**before, **self._now})  # whatever happens now, all of them are known as ours
        for name in self._now:
            os.replace(os.path.join(made, name), self._path(name))

    def remove_gone(self) -> None:
        """Remove the pages of those who were there before and are no longer, but for what was changed."""
        for name, digest in self._gone.items():
            with contextlib.suppress(OSError):
                if _digest(self._path(name)) == digest:
                    os.unlink(self._path(name))
        self._write_list(self._now)

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def _listed(self) -> dict[str, str]:
        told = json_object_in(self._path(_LIST)) or {}
        return {name: str(digest) for name, digest in told.items() if os.path.basename(name) == name}

    def _write_list(self, pages: Mapping[str, str]) -> None:
        write_whole(self._path(_LIST), json.dumps(pages, indent=0) + "\n")

    def _refuse(self, why: str) -> None:
        message = f'the pages of advice would stand in "{self._folder}", which {why}'
        raise SelectionError(message, "name another file with -o")


def _digest(path: str) -> str:
    with open(path, "rb") as stream:
        return sha256(stream.read()).hexdigest()
