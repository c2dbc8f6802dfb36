"""Parts of a portfolio that are done, kept in a folder until the whole is written: a run can go on there.

The folder holds a manifest, which says what the parts were made of, a file for each part, and pages for its
people.  A part counts once its file is there, and that is written whole, after the pages.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from advisor.advice.api import Playbook
from advisor.engine.run import Run
from advisor.facts.state import State
from advisor.portfolio.model import Outcome, Reviewed
from advisor.portfolio.page_names import page_name
from advisor.portfolio.part_text import part_text, read_part
from advisor.source.atomic_write import write_whole
from advisor.source.errors import SelectionError
from advisor.source.strict_json import json_object_in

_MANIFEST = "manifest"  # no name here ends as that of a state does: the folder may lie among states
_PAGES = "pages"


Page = Callable[[Playbook, str, State, Run], str]


class Parts:
    """The parts in a folder, `number` of them; `page` makes the page of a name, a state and its run."""

    def __init__(self, folder: str, number: int, page: Page | None) -> None:
        self._folder, self.number, self.page = folder, number, page

    @classmethod
    def begin(cls, folder: str, made_of: Mapping[str, str], page: Page | None, *, resume: bool) -> "Parts":
        """Parts in a folder: with `resume` those that are there, else none, and what is there is removed.

        `made_of` tells what a run is made of, and each of it by name: "the playbook".  Raises SelectionError
        where the parts that are there were made of something else, or the folder is none of ours, and
        OSError.
        """
        before = json_object_in(os.path.join(folder, _MANIFEST))
        if before is not None and resume:
            other = [name for name, value in made_of.items() if before.get(name) != value]
            if other:
                message = f'"{folder}" was begun with another value of: {", ".join(other)}'
                raise SelectionError(message, "leave out --resume to begin anew, or run it as before")
            number = 0
            while os.path.exists(_part(folder, number)):
                number += 1
            return cls(folder, number, page)
        if before is not None:
            cls(folder, 0, None).remove()
        if os.path.isdir(folder) and os.listdir(folder):
            hint = "move it away, or name another file"
            raise SelectionError(f'"{folder}" is where parts are kept, and holds something else', hint)
        os.makedirs(os.path.join(folder, _PAGES), exist_ok=True)
        write_whole(os.path.join(folder, _MANIFEST), json.dumps(made_of, indent=2) + "\n")
        return cls(folder, 0, page)

    @property
    def pages(self) -> str:
        """The folder of the pages."""
        return os.path.join(self._folder, _PAGES)

    def kept(self) -> Iterator[list[Outcome]]:
        """What the parts hold, in their order.  Raises SelectionError about one that somebody changed."""
        for number in range(self.number):
            path = _part(self._folder, number)
            try:
                with open(path, encoding="ascii") as stream:
                    yield read_part(stream.read())
            except ValueError:
                message, hint = f'"{path}" is no part of a portfolio', "leave out --resume to begin anew"
                raise SelectionError(message, hint) from None

    def keep(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes without their pages, once these are a further part.  Raises OSError."""
        plain: list[Outcome] = []
        for one in outcomes:
            if isinstance(one, Reviewed) and one.page:
                with open(os.path.join(self.pages, page_name(one.name)), "w", encoding="utf-8") as stream:
                    stream.write(one.page)
                plain.append(replace(one, page=""))
            else:
                plain.append(one)
        write_whole(_part(self._folder, self.number), part_text(plain))
        self.number += 1
        return plain

    def remove(self) -> None:
        """Remove the folder, but for what others put there; the manifest last, so that it stays ours."""
        for folder, _, names in list(os.walk(self._folder, topdown=False)):
            for name in sorted(names, key=lambda name: name == _MANIFEST):
                if name == _MANIFEST or name.startswith(("part-", ".advisor-")) or name.endswith(".html"):
                    os.unlink(os.path.join(folder, name))
            if not os.listdir(folder):
                os.rmdir(folder)


def _part(folder: str, number: int) -> str:
    return os.path.join(folder, f"part-{number:06}")
