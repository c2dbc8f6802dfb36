"""The files of a playbook, layer by layer: those of the playbooks that it extends come first."""

import os

from advisor.playbook.ignored import IgnoreComment, ignore_comments
from advisor.playbook.outside import is_outside
from advisor.playbook.playbook_places import PACKAGE, Missing, place_of
from advisor.playbook.reading import Problems, read_mapping, read_texts
from advisor.source.diagnostic import Location
from advisor.source.reader import parse_tree, playbook_files, read_source
from advisor.source.record import record
from advisor.source.tree import Mapping, Node

MOST = 20  # playbooks, each of which extends the next


@record
class PlaybookFile:
    """A file's tree, and the folder that it lies in as seen from the playbook's root: "" at the top.

    `ignores` are the comments in it that ignore a problem.
    """

    tree: Mapping
    folder: str
    ignores: tuple[IgnoreComment, ...] = ()


@record
class Layer:
    """The files of one folder: `named` as its author called it, `root` where that is.

    `extended` is whether it is there because another layer extends it.
    """

    named: str
    root: str
    files: tuple[PlaybookFile, ...]
    extended: bool = False

    def sections(self, key: str) -> list[Node]:
        """What the files hold under a key."""
        return [node for file in self.files if (node := file.tree.get(key)) is not None]


class LayerReader:
    """Reads the folders that make up a playbook, each once; afterwards `layers` are in order of reading.

    `unreadable` gets the problems of what gives nothing at all: others may only follow from them.
    """

    def __init__(self, unreadable: Problems, problems: Problems) -> None:
        self.unreadable, self.problems = unreadable, problems
        self.layers: list[Layer] = []
        self.by_name: list[Layer] = []  # a playbook before those that it extends: whose name counts first
        self.outside: dict[str, tuple[str, Location]] = {}  # files out of the project: how named, and where
        self._read: set[str] = set()
        self._named: list[str] = []

    def read(self, folders: tuple[str, ...]) -> None:
        """Read the folders, a later one on top of the earlier."""
        self._named += [named for named in folders if not named.startswith(PACKAGE)]
        for named in folders:
            place = place_of(named) if named.startswith(PACKAGE) else named
            if isinstance(place, Missing):
                self.unreadable.add("missing-playbook", Location(named, 1, 1), place.message, place.hint)
            elif _real(place) not in self._read:
                self._layer(named, place, self._files(place), ())

    def _layer(self, named: str, root: str, files: list[PlaybookFile], above: tuple[str, ...]) -> None:
        self._read.add(_real(root))
        layer = Layer(named, root, tuple(files), bool(above))
        self.by_name.append(layer)
        for section in layer.sections("playbook"):
            node = section.get("extends") if isinstance(section, Mapping) else None
            for text, where in read_texts(node, '"playbook", extends', self.problems):
                self._extend(text, where, (*above, root))
        self.layers.append(layer)

    def _extend(self, named: str, where: Node, above: tuple[str, ...]) -> None:
        """Read the playbook that is named at a node, for those `above` it."""
        place = place_of(named, os.path.dirname(where.location.file))
        if isinstance(place, Missing):
            self.unreadable.add("missing-playbook", where, place.message, place.hint)
        elif not os.path.exists(place):
            hint = 'a folder is named from the folder of this file, a package as "package:NAME"'
            self.unreadable.add("missing-playbook", where, f'there is no "{place}" to extend', hint)
        elif any(_overlap(place, other) for other in above):
            self._refuse_cycle(where, [*above, place])
        elif len(above) >= MOST:
            message = f"more than {MOST} playbooks, each of which extends the next"
            self.unreadable.add("extends-cycle", where, message, "let one of them extend several")
        elif _real(place) not in self._read:
            count = len(self.unreadable.found)
            files = self._files(place, where, "" if named.startswith(PACKAGE) else named)
            if files or len(self.unreadable.found) > count:
                self._layer(named, place, files, above)

    def _refuse_cycle(self, where: Node, chain: list[str]) -> None:
        again = next(other for other in chain if _overlap(chain[-1], other))
        if _real(again) == _real(chain[-1]):
            message = f"the playbook extends itself: {' > '.join(chain[chain.index(again) :])}"
            hint = "take one of these out"
        else:
            message = f'"{chain[-1]}" and "{again}" lie one in the other, and would be read twice'
            hint = "give each playbook a folder of its own"
        self.unreadable.add("extends-cycle", where, message, hint)

    def _files(self, root: str, where: Node | None = None, extended: str = "") -> list[PlaybookFile]:
        """The files of a folder; `where` it is `extended` is to blame if it holds none."""
        is_other = os.path.exists(root) and not os.path.isdir(root)  # a file; or a pipe, as its reader tells
        paths, diagnostics = ([root], []) if is_other else playbook_files(root)
        self.unreadable.found += diagnostics
        if not paths and not diagnostics:
            code, named = ("missing-playbook", f'"{root}"') if where else ("empty-playbook", "the folder")
            place, message = where or Location(root, 1, 1), f"{named} holds no .yaml files"
            self.unreadable.add(code, place, message, "name a playbook's folder")
        files: list[PlaybookFile] = []
        for path in paths:
            if (extended or os.path.islink(path)) and is_outside(path, self._named):
                place = where.location if where and extended else Location(path, 1, 1)
                self.outside[path] = (extended or path, place)
            text, problem = read_source(path, path)
            node, diagnostics = parse_tree(text, path) if problem is None else (None, [problem])
            (self.unreadable if node is None else self.problems).found += diagnostics
            mapping = read_mapping(node, "a playbook file", self.unreadable) if node is not None else None
            if mapping is not None:
                folder = os.path.dirname(os.path.relpath(path, root)).replace(os.sep, "/")
                files.append(PlaybookFile(mapping, folder, ignore_comments(text, path)))
        return files


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a NUL in the name
        return path


def _overlap(one: str, other: str) -> bool:
    """Whether two folders are one, or one lies in the other."""
    one, other = (_real(path).rstrip(os.sep) + os.sep for path in (one, other))
    return one.startswith(other) or other.startswith(one)
