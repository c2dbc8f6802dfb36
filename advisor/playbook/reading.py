"""Reading shapes out of positioned trees: every mismatch becomes a diagnostic, nothing raises."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeVar

from advisor.playbook.types import FieldType, Value, speak, two_readings
from advisor.source.diagnostic import Diagnostic, Location, Severity, shortened, suggest, suggest_key
from advisor.source.tree import Mapping, Node, Scalar, Sequence

E = TypeVar("E", bound=StrEnum)


class Problems:
    """Diagnostics as they are found; all of a run are shown together."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        where: Node | Location,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        *,
        related: Iterable[Location] = (),
    ) -> None:
        """Record an error at a node or location; `related` places have a part in it."""
        place = where if isinstance(where, Location) else where.location
        self.found.append(Diagnostic(code, place, message, hint, severity, tuple(related)))

    def warn(
        self,
        code: str,
        where: Node | Location,
        message: str,
        hint: str = "",
        related: Iterable[Location] = (),
    ) -> None:
        """Record a warning: the playbook still loads."""
        self.add(code, where, message, hint, Severity.WARNING, related=related)

    def mismatch(self, code: str, node: Node, what: str, expected: str, hint: str = "") -> None:
        """Record a node that is not what its place asks for."""
        self.add(code, node, f"{what}: found {describe(node)}, expected {expected}", hint)

    def has_at(self, node: Node) -> bool:
        """Whether something was found at a node already."""
        return any(diagnostic.location == node.location for diagnostic in self.found)

    def missing(self, keys: Iterable[str], where: Node, what: str) -> None:
        """Record keys that a mapping must have."""
        for key in keys:
            self.add("missing-key", where, f'{what} lacks "{key}"', f'add "{key}:"')

    def declared(
        self,
        noun: str,
        name: str,
        where: Node | Location,
        known: Collection[str],
        *,
        broken: Collection[str] = (),
        what: str = "",
    ) -> bool:
        """Whether a name is known; reported where it is not, unless its `broken` declaration is to blame."""
        if name not in known and name not in broken:
            otherwise = f"{noun}s are declared under {noun}s:"
            if noun == "entity":
                otherwise = "the entities are " + ", ".join(known)
            hint = suggest(name, known) or otherwise
            message = f'there is no {noun} "{name}"'
            self.add(f"unknown-{noun}", where, f"{what}: {message}" if what else message, hint)
        return name in known

    def duplicate(self, where: Scalar, earlier: Location) -> None:
        """Record a name that is declared a second time."""
        message = f'"{where.text}" is declared already, at {earlier}'
        self.add("duplicate-id", where, message, "rename one, or remove it")

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors so far, in order of place."""
        return ordered(problem for problem in self.found if problem.severity is Severity.ERROR)


def swallowed_comment(node: Scalar, what: str) -> Diagnostic:
    """`swallowed-comment`, a warning: a comment behind a text without quotes looks like a part of it."""
    comment = shortened(node.comment, 40)
    message = f'{what}: the text ends before "{comment}", which YAML takes for a comment'
    hint = 'put the whole text in quotes, or write a blank after "#" if it is a comment'
    return Diagnostic("swallowed-comment", node.location, message, hint, Severity.WARNING)


def small_percent(text: str, value: Value, kind: FieldType, what: str, node: Node) -> Diagnostic | None:
    """`small-percent`, a warning: what a value was read from may mean a share; None where it is plain."""
    hint = two_readings(text, value, kind)
    if not hint:
        return None
    message = f'{what}: found "{text}", which is {speak(value, FieldType.PERCENT)}'
    return Diagnostic("small-percent", node.location, message, hint, Severity.WARNING)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by place, each once."""
    return tuple(sorted(set(diagnostics)))


def describe(node: Node) -> str:
    """What stands there, in words."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    if node.is_null:
        return "nothing"
    return '"' + shortened(node.text, 40).replace("\n", " ") + '"'


def a(noun: str) -> str:
    """The noun with its article: "a contract", "an event"."""
    return f"an {noun}" if noun[:1].lower() in tuple("aeiou") else f"a {noun}"


def read_mapping(node: Node, what: str, problems: Problems) -> Mapping | None:
    """The node as a mapping, or None with a diagnostic."""
    if isinstance(node, Mapping):
        return node
    problems.mismatch("wrong-shape", node, what, "a mapping", 'write each entry as "name: value"')
    return None


def read_keys(
    node: Node, what: str, problems: Problems, required: Collection[str] = (), optional: Collection[str] = ()
) -> dict[str, Node] | None:
    """The entries of a mapping with a fixed set of keys; None where a required one is missing."""
    mapping = read_mapping(node, what, problems)
    if mapping is None:
        return None
    known = [*required, *optional]
    nodes: dict[str, Node] = {}
    for entry in mapping.entries:
        if entry.key.text in known:
            nodes[entry.key.text] = entry.value
        else:
            hint = suggest_key(entry.key.text, known) or "the keys here are " + ", ".join(known)
            problems.add("unknown-key", entry.key, f'{what} has no key "{entry.key.text}"', hint)
    missing = [key for key in required if key not in nodes]
    problems.missing(missing, node, what)
    return None if missing else nodes


def read_text(node: Node | None, what: str, problems: Problems) -> str | None:
    """Non-empty text, or None with a diagnostic."""
    if node is None:
        return None
    if isinstance(node, Scalar) and not node.is_null and node.text.strip():
        if node.comment and " " in node.text.strip():  # a sentence, and no word of the language
            problems.found.append(swallowed_comment(node, what))
        return node.text.strip()
    problems.mismatch("wrong-shape", node, what, "text")
    return None


def read_list(node: Node | None, what: str, problems: Problems) -> tuple[Node, ...]:
    """The items of a list; a missing list has none."""
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    if isinstance(node, Sequence):
        return node.items
    problems.mismatch("wrong-shape", node, what, "a list", 'start each item with "- ", or write [one, two]')
    return ()


def read_texts(node: Node | None, what: str, problems: Problems) -> tuple[tuple[str, Node], ...]:
    """One text or a list of texts, each with its node; a missing list has none."""
    nodes = (node,) if isinstance(node, Scalar) else read_list(node, what, problems)
    read = ((read_text(item, what, problems), item) for item in nodes)
    return tuple((text, item) for text, item in read if text is not None)


def read_choice(node: Node | None, kind: type[E], what: str, problems: Problems) -> E | None:
    """A member of an enumeration by its word."""
    word = read_word(node, [member.value for member in kind], what, problems)
    return None if word is None else kind(word)


def read_word(node: Node | None, words: Collection[str], what: str, problems: Problems) -> str | None:
    """One of these words, or None with a diagnostic."""
    text = read_text(node, what, problems)
    if text is None or node is None or text in words:
        return text
    message = f'{what}: found "{text}", expected one of ' + ", ".join(words)
    problems.add("wrong-value", node, message, suggest(text, words))
    return None
