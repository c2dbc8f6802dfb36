"""The file `advisor.yaml` read: a project, or every problem in it."""

import os
from errno import ENOENT

from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.playbook_places import PACKAGE, Missing, place_of, plain_path
from advisor.playbook.project import Project
from advisor.playbook.reading import Problems, ordered
from advisor.playbook.shapes import Key, ValueShape
from advisor.playbook.types import FieldType
from advisor.source.diagnostic import Diagnostic, Location, suggest
from advisor.source.errors import PlaybookError
from advisor.source.files import unreadable
from advisor.source.reader import read_tree
from advisor.source.tree import Mapping, Node

PROJECT = ValueShape(
    Key("rules", 'The playbook: a folder, seen from this file, or "package:NAME"; or a list of them.'),
    Key("scenarios", "The scenarios: a file or a folder, seen from this file; or a list of them."),
    Key("state", "The state to look at: a file, seen from this one.", FieldType.TEXT),
    Key("without", "Rule sets and folders of the playbook to leave out; one, or a list of them."),
)
_SAMPLE = 'a project says where things are, as in "rules: my-rules"; rename the file if it is something else'


def read_project(file: str, *, begun: bool = False) -> Project:
    """The project that a file tells of.  Raises PlaybookError with every problem in it.

    What it names has to be there, unless the project is only just `begun`.
    """
    node, found = read_tree(file)
    problems = Problems()
    problems.found += found
    project = Project(file)
    if node is None and not found:
        raise PlaybookError([_no_project(file, None)])
    if node is not None and not _has_part(node):
        raise PlaybookError([*found, _no_project(file, node)])
    keys = read_shape(node, "a project", PROJECT, problems) if node is not None else None
    if keys is not None:
        places = _PlaceReader(keys, file, begun)
        without = tuple(name for name, _ in keys.texts("without"))
        where = keys["without"].location if without else None
        project = Project(file, places.playbook(), places.scenarios(), places.state(), without, where)
    if problems.errors:
        raise PlaybookError(ordered(problems.found))
    return project


def _has_part(node: Node) -> bool:
    """Whether a mapping has a key of a project, or one that may be meant to be."""
    keys = [entry.key.text for entry in node.entries] if isinstance(node, Mapping) else []
    return any(key in PROJECT.names or suggest(key, PROJECT.names) for key in keys)


def _no_project(file: str, node: Node | None) -> Diagnostic:
    parts = ", ".join(PROJECT.names)
    if node is None:
        return Diagnostic("no-project", Location(file, 1, 1), "the project is empty", _SAMPLE)
    if not isinstance(node, Mapping) or not node.entries:
        message = f"a project is a mapping that holds some of {parts}"
        return Diagnostic("no-project", node.location, message, _SAMPLE)
    message = f'this is no project: it has "{node.entries[0].key.text}", and none of {parts}'
    return Diagnostic("no-project", node.entries[0].key.location, message, _SAMPLE)


class _PlaceReader:
    """Reads what a project names, and reports where nothing is there, unless it is only just `begun`."""

    def __init__(self, keys: Keys, file: str, begun: bool) -> None:
        self.keys, self.begun = keys, begun
        self.folder = os.path.dirname(file)

    def playbook(self) -> tuple[str, ...]:
        """The folders and packages under `rules`."""
        named = self.keys.texts("rules")
        return tuple(
            self._package(name, node) if name.startswith(PACKAGE) else self._place("rules", name, node)
            for name, node in named
        )

    def scenarios(self) -> tuple[str, ...]:
        """The files and folders under `scenarios`."""
        return tuple(self._place("scenarios", name, node) for name, node in self.keys.texts("scenarios"))

    def state(self) -> str:
        """The file under `state`; "" for none."""
        name = self.keys.text("state")
        place = self._path(name) if name else ""
        if place == "-" or os.path.isdir(place):
            found = "standard input" if place == "-" else "a folder"
            message = f'"{name}" is {found}, expected a file'
            self._report("wrong-value", "state", self.keys["state"], message, "name the file of one state")
        elif place:
            self._there("state", place, self.keys["state"])
        return place

    def _package(self, name: str, node: Node) -> str:
        place = place_of(name)
        if isinstance(place, Missing):
            self._report("missing-playbook", "rules", node, place.message, place.hint)
        return name

    def _place(self, key: str, name: str, node: Node) -> str:
        place = self._path(name)
        if self._is_around(place):
            message = f'the folder "{name}" holds this file, which would be read as one of them'
            hint = f'give them a folder of their own, such as "my-{key}"'
            self._report("wrong-value", key, node, message, hint)
        else:
            self._there(key, place, node)
        return place

    def _path(self, name: str) -> str:
        return plain_path(os.path.join(self.folder, name))

    def _there(self, key: str, place: str, node: Node) -> None:
        """Report a place at which nothing is."""
        if self.begun and "\0" not in place:
            return
        try:
            os.stat(place)
        except (OSError, ValueError) as error:
            reason = error if isinstance(error, OSError) else FileNotFoundError(ENOENT, "no such file")
            told = unreadable(place, reason, place)
            self._report(told.code, key, node, told.message, told.hint)

    def _is_around(self, place: str) -> bool:
        """Whether a place is the project's folder, or lies around it."""
        if not os.path.isdir(place):
            return False
        inside, around = (os.path.join(os.path.realpath(path), "") for path in (self.folder or ".", place))
        return inside.startswith(around)

    def _report(self, code: str, key: str, node: Node, message: str, hint: str) -> None:
        self.keys.problems.add(code, node, f"{self.keys.about(key)}: {message}", hint)
