"""A freelancer's state as written: a positioned tree, not yet held against a vocabulary."""

from dataclasses import field

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import SourceError, StateError
from advisor.source.reader import parse_tree, read_tree
from advisor.source.record import record
from advisor.source.tree import Mapping, Node

_HINT = 'write what you know under the sections of the playbook; "advisor schema state" lists them'


@record
class State:
    """What a person (or an import) wrote about a freelancer; a playbook's vocabulary gives it meaning."""

    tree: Mapping
    name: str
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        return State, (self.tree, self.name)  # what others worked out of it is theirs

    @classmethod
    def load(cls, path: str) -> "State":
        """The state in a YAML or JSON file, or on standard input for "-".  Raises StateError."""
        name = "<stdin>" if path == "-" else str(path)
        return cls._of(*read_tree(str(path), name=name), name)

    @classmethod
    def parse(cls, text: str, name: str = "<text>") -> "State":
        """The state in a text.  Raises StateError."""
        return cls._of(*parse_tree(text, name), name)

    @classmethod
    def from_values(cls, values: object, name: str = "<values>") -> "State":
        """The state in plain Python values: dicts, lists, text, numbers, dates, None.  Raises StateError."""
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
