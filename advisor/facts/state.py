"""A freelancer's state as written: a positioned tree, not yet held against a vocabulary."""

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import SourceError, StateError
from advisor.source.plain_values import PlainValues, plain_values
from advisor.source.plain_yaml import read_plain
from advisor.source.reader import parse_tree, read_source
from advisor.source.tree import Mapping, Node

_HINT = 'write what you know under the sections of the playbook; "advisor schema state" lists them'


class State:
    """What a person (or an import) wrote about a freelancer; a playbook's vocabulary gives it meaning.

    `plain` is the same as plain values, where it came so; then the tree is made when somebody asks for it.
    """

    __slots__ = ("_tree", "memo", "name", "plain")

    def __init__(self, tree: Mapping | None, name: str, plain: PlainValues | None = None) -> None:
        self._tree = tree
        self.name = name
        self.plain = plain
        self.memo: dict[object, object] = {}

    @property
    def tree(self) -> Mapping:
        """What was written, every part with its place."""
        if self._tree is None:
            assert self.plain is not None
            self._tree = self.plain.tree()
        return self._tree

    def section(self, key: str) -> Node | None:
        """What stands under a key at the top; the tree is not made for it."""
        if self._tree is not None or self.plain is None:
            return self.tree.get(key)
        return self.plain.node(key) if key in self.plain.values else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and (self.name, self.tree) == (other.name, other.tree)

    def __hash__(self) -> int:
        return hash((self.tree, self.name))

    def __repr__(self) -> str:
        return f"State(tree={self.tree!r}, name={self.name!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return State, (self.tree, self.name)  # what others worked out of it is theirs

    @classmethod
    def load(cls, path: str) -> "State":
        """The state in a YAML or JSON file, or on standard input for "-".  Raises StateError."""
        name = "<stdin>" if path == "-" else str(path)
        text, problem = read_source(str(path), name)
        return cls.parse(text, name) if problem is None else cls._of(None, [problem], name)

    @classmethod
    def parse(cls, text: str, name: str = "<text>") -> "State":
        """The state in a text.  Raises StateError."""
        plain = read_plain(text)
        if plain is not None:
            return cls(None, name, PlainValues(plain, name))
        return cls._of(*parse_tree(text, name), name)

    @classmethod
    def from_values(cls, values: object, name: str = "<values>") -> "State":
        """The state in plain Python values: dicts, lists, text, numbers, dates, None.  Raises StateError."""
        plain = plain_values(values, name)
        if plain is not None:
            return cls(None, name, plain)
        from advisor.source.from_python import from_values

        try:
            return cls._of(from_values(values, name), [], name)
        except SourceError as error:
            raise StateError(error.diagnostics) from None

    @classmethod
    def _of(cls, node: Node | None, problems: list[Diagnostic], name: str) -> "State":
        if problems:
            raise StateError(problems)
        if node is None:
            raise StateError([Diagnostic("empty-state", Location(name, 1, 1), "the state is empty", _HINT)])
        if not isinstance(node, Mapping):
            raise StateError([Diagnostic("wrong-shape", node.location, "a state is a mapping", _HINT)])
        return cls(node, name)
