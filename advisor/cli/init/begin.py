"""How a state begins: the reports that lie in a folder, then what a person tells."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.advice.intake_questions import newest_first
from advisor.advice.interview import Interview
from advisor.cli.ask.telling import Telling
from advisor.cli.shared.streams import is_terminal, write_error
from advisor.facts.state import State
from advisor.facts.typed.words import yes_or_no
from advisor.playbook.vocabulary import Entity
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import count
from advisor.source.errors import SourceError
from advisor.source.tree import Mapping
from advisor.source.yaml_writer import YamlStyle, YamlWriter

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.upwork.exports.model import Export

OPENING = """\
# What you told: change any line, add what only you know, or use advisor set, add and end.
"""
_ENDINGS = (".csv", ".json", ".xlsx")
_DOWNLOADS = "Downloads"
_MOST = 40  # of the newest downloads that are looked at
_MORE = "\n  Enter if there are no more; several alike with ; between them."
_NOTHING: dict[str, object] = {}


class Beginning:
    """What is known before anything is asked, and then what is told: `text` is the state's file."""

    def __init__(self, playbook: "Playbook", folder: str, name: str) -> None:
        self.playbook, self.name = playbook, name
        self.imported = ""
        state = State.from_values(_NOTHING, name)
        exports = list(_exports_in(folder))
        if exports:
            write_error(f"Read {count(len(exports), 'report')} from {folder}.\n\n")
        exports += _wanted_downloads(folder)
        if exports:
            from advisor.upwork.import_exports import import_exports

            made = import_exports(playbook, exports, name=name)
            self.imported, state = made.text, made.state
        self.telling = Telling(Interview(playbook, state))

    def tell(self) -> bool:
        """Ask what comes first; False where somebody says stop."""
        sections = self.telling.interview.run.facts.schema.sections.values()
        for entity in sections:
            if entity.single and not self.telling.about(entity.section):
                return False
        return all(self._all_of(entity) for entity in sections if _is_told(entity))

    def _all_of(self, entity: Entity) -> bool:
        """Triage of those that are there, then new ones until there are no more."""
        for row in newest_first(self.telling.interview.run.facts, entity):
            if not self.telling.triage(row.path):
                return False
        while self.telling.of_new(entity, more=_MORE):
            pass
        return True

    @property
    def told(self) -> int:
        """How many answers were given."""
        return len(self.telling.store.changes.entries)

    @property
    def text(self) -> str:
        """The text of the state's file."""
        changes = self.telling.store.changes
        if self.imported:
            from advisor.facts.rewrite_state import rewrite_state

            return rewrite_state(self.imported, self.name, changes, self.playbook.program.schema)
        tree = self.telling.interview.state.tree
        return OPENING + "".join(f"{line}\n" for line in _lines(tree))


def _is_told(entity: Entity) -> bool:
    return entity.intake is not None and entity.intake.triage is not None


def _lines(tree: Mapping) -> Iterator[str]:
    writer = YamlWriter(YamlStyle())
    for entry in tree.entries:
        yield ""
        yield from writer.entry(entry, 0)


def _wanted_downloads(read: str) -> "list[Export]":
    """The reports among the newest downloads, where somebody at a terminal wants them.

    None where the downloads are the folder whose reports were read already.
    """
    folder = os.path.join(os.path.expanduser("~"), _DOWNLOADS)
    if os.path.realpath(read) == os.path.realpath(folder):
        return []
    if not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        return []
    exports = list(_exports_in(folder, newest=_MOST))
    if not exports:
        return []
    names = "".join(f"  {one_line(export.file)} ({export.kind.value})\n" for export in exports)
    write_error(f"{count(len(exports), 'report')} in {one_line(folder)}:\n{names}Import them? [Y/n]\n> ")
    line = sys.stdin.readline()
    write_error("\n")
    return exports if line.endswith("\n") and yes_or_no(line.strip() or "yes") is True else []


def _exports_in(folder: str, newest: int | None = None) -> "Iterator[Export]":
    """The reports that lie in a folder, among its newest files or all; other files are passed over."""
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    paths = [os.path.join(folder, name) for name in names if name.lower().endswith(_ENDINGS)]
    paths = [path for path in paths if os.path.isfile(path)]
    if newest is not None:
        paths = sorted(sorted(paths, key=os.path.getmtime)[-newest:])
    for path in paths:
        from advisor.upwork.import_exports import read_exports

        try:
            yield from read_exports([path])
        except SourceError:
            continue
