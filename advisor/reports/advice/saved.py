"""Advice that was saved as JSON (`reports/advice/as_json.py`), read again to be compared with that of today.

What its reader needs for a comparison comes back; the rest (steps, facts, who stands behind a claim) is
left empty.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from advisor.advice.model import (
    Advice,
    NextStep,
    Question,
    Reason,
    Recommendation,
    SetAside,
    SetAsideReason,
    Subject,
)
from advisor.playbook.model import Effort, Priority
from advisor.playbook.reading import Problems, describe, read_choice, read_list, read_text, read_texts
from advisor.playbook.types import FieldType, Mismatch, read_value
from advisor.source.diagnostic import Diagnostic, Location, suggest
from advisor.source.errors import AdviceError
from advisor.source.reader import parse_tree, read_tree
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, is_null

SCHEMA_VERSION = "1"
_HINT = 'save it with "advisor advise STATE --format json > FILE"'
_NEEDED = ("as_of", "playbook", "recommendations", "set_aside", "questions")
# What else our own commands write, or read, by a key at the top.
_OTHERS = {
    "states": "what `advisor diff` writes",
    "supposed": "what `advisor advise --set` writes",
    "profile": "a freelancer's state",
    "contracts": "a freelancer's state",
    "ruleset": "a part of a playbook",
    "scenarios": "a file of scenarios",
}
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


@record
class SavedAdvice:
    """Advice as it was saved; `cut` is how many recommendations, the least urgent, were left out then."""

    advice: Advice
    cut: int


def read_saved(path: str) -> SavedAdvice:
    """The advice saved in a file, or on standard input for "-".  Raises AdviceError."""
    name = "<stdin>" if path == "-" else path
    node, found = read_tree(path, name=name)
    return _recorded(node, name, found)


def parse_saved(text: str, name: str = "<text>") -> SavedAdvice:
    """The advice saved in a text.  Raises AdviceError."""
    node, found = parse_tree(text, name)
    return _recorded(node, name, found)


def _recorded(node: Node | None, name: str, found: list[Diagnostic]) -> SavedAdvice:
    if found:
        raise AdviceError(found)
    problems = Problems()
    recorded = None
    if node is None:
        message = "the file is empty, where saved advice was expected"
        problems.add("wrong-shape", Location(name, 1, 1), message, _HINT)
    elif _is_ours(node, problems):
        recorded = _Reader(problems).whole(node)
    if recorded is None or problems.errors:
        raise AdviceError(problems.errors)
    return recorded


def _is_ours(node: Node, problems: Problems) -> bool:
    """Whether the file looks like saved advice; told once where it does not, whatever else it lacks."""
    if not isinstance(node, Mapping):
        message = f"found {describe(node)}, where saved advice was expected"
        problems.add("wrong-shape", node, message, _HINT)
        return False
    version = node.get("schema_version")
    other = next((what for key, what in _OTHERS.items() if node.get(key) is not None), "")
    missing = [key for key in _NEEDED if node.get(key) is None]
    if other and missing:
        problems.add("wrong-shape", node, f"this is no saved advice but {other}", _HINT)
    elif version is None:
        problems.add("missing-key", node, 'this is no saved advice: it lacks "schema_version"', _HINT)
    elif not isinstance(version, Scalar) or version.text != SCHEMA_VERSION:
        message = f'"schema_version": found {describe(version)}, expected {SCHEMA_VERSION}'
        hint = "another version of the advisor saved it: " + _HINT.replace("save it", "save it anew")
        problems.add("wrong-value", version, message, hint)
    else:
        return True
    return False


class _Reader:
    """Reads the parts; what is wrong becomes a problem, and a part with a problem is None."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def whole(self, node: Node) -> SavedAdvice | None:
        entries = self.entries(node, "saved advice", _NEEDED)
        if entries is None:
            return None
        playbook = self.entries(entries["playbook"], '"playbook"', ("name", "digest"))
        as_of = self.day(entries["as_of"], "as_of")
        recommended = self.all(entries["recommendations"], "recommendations", self.recommendation)
        set_aside = self.all(entries["set_aside"], "set_aside", self.set_aside)
        questions = self.all(entries["questions"], "questions", self.question)
        cut = self.number(entries.get("more"), "more")
        if playbook is None or as_of is None:
            return None
        digest = self.text(playbook["digest"], "digest")
        advice = Advice(
            as_of,
            self.text(playbook["name"], "name"),
            recommendations=recommended,
            set_aside=set_aside,
            questions=questions,
            digest=lambda: digest,
            without=self.texts(playbook.get("without"), "without"),
        )
        return SavedAdvice(advice, cut)

    def recommendation(self, node: Node) -> Recommendation | None:
        needed = ("rank", "action", "subject", "title", "priority", "deadline", "rules", "because")
        found = self.entries(node, "one of recommendations", needed)
        if found is None:
            return None
        subject = self.subject(found["subject"])
        priority = self.choice(found["priority"], Priority, "priority")
        if subject is None or priority is None:
            return None
        rules = self.texts(found["rules"], "rules")
        sentences = self.texts(found["because"], "because")
        return Recommendation(
            rank=self.number(found["rank"], "rank"),
            action=self.text(found["action"], "action"),
            subject=subject,
            title=self.text(found["title"], "title"),
            priority=priority,
            deadline=None if is_null(found["deadline"]) else self.day(found["deadline"], "deadline"),
            points=None,
            effort=Effort.LOW,
            reasons=tuple(
                Reason(rule, sentences[number] if number < len(sentences) else "", (), ())
                for number, rule in enumerate(rules)
            ),
            grounds=(),
            moved_by=tuple(
                Reason(rule, "", (), ()) for rule in self.texts(found.get("moved_by"), "moved_by")
            ),
            facts=(),
            steps=(),
            message=None,
            next_steps=self.all(found.get("next_steps"), "next_steps", self.next_step),
        )

    def next_step(self, node: Node) -> NextStep | None:
        found = self.entries(node, "one of next_steps", ("action", "rules"))
        if found is None:
            return None
        title = self.text(found["title"], "title") if "title" in found else ""
        return NextStep(self.text(found["action"], "action"), title, self.texts(found["rules"], "rules"))

    def set_aside(self, node: Node) -> SetAside | None:
        needed = ("action", "subject", "rules", "reason", "by", "because")
        found = self.entries(node, "one of set_aside", needed)
        if found is None:
            return None
        subject = self.subject(found["subject"])
        reason = self.choice(found["reason"], SetAsideReason, "reason")
        if subject is None or reason is None:
            return None
        return SetAside(
            self.text(found["action"], "action"),
            subject,
            self.text(found["title"], "title") if "title" in found else "",
            self.texts(found["rules"], "rules"),
            reason,
            self.text(found["by"], "by"),
            self.text(found["because"], "because"),
        )

    def question(self, node: Node) -> Question | None:
        found = self.entries(node, "one of questions", ("path", "question", "could_bring"))
        if found is None:
            return None
        subject = self.subject(found["subject"]) if "subject" in found else Subject("", "", "")
        if subject is None:
            return None
        return Question(
            self.text(found["path"], "path"),
            self.text(found["question"], "question"),
            self.text(found["find"], "find") if "find" in found else "",
            subject,
            self.texts(found["could_bring"], "could_bring"),
            self.texts(found.get("could_forbid"), "could_forbid"),
        )

    def subject(self, node: Node) -> Subject | None:
        found = self.entries(node, '"subject"', ("entity", "id", "label"))
        if found is None:
            return None
        return Subject(*(self.text(found[key], key) for key in ("entity", "id", "label")))

    def entries(self, node: Node, what: str, needed: tuple[str, ...]) -> dict[str, Node] | None:
        """The entries of a mapping; more than the needed ones are welcome: a later version may add some."""
        if not isinstance(node, Mapping):
            message = f"{what}: found {describe(node)}, expected keys and values in braces"
            self.problems.add("wrong-shape", node, message, _HINT)
            return None
        found = {entry.key.text: entry.value for entry in node.entries}
        missing = [key for key in needed if key not in found]
        for key in missing:
            near = suggest(key, [name for name in found if name not in needed])
            hint = near.replace("did you mean", "is it").replace("?", " here?") if near else _HINT
            self.problems.add("missing-key", node, f'{what} lacks "{key}"', hint)
        return None if missing else found

    def all(self, node: Node | None, what: str, read: Callable[[Node], T | None]) -> tuple[T, ...]:
        items = (read(item) for item in read_list(node, f'"{what}"', self.problems))
        return tuple(item for item in items if item is not None)

    def text(self, node: Node, what: str) -> str:
        """A text, which may be empty."""
        if isinstance(node, Scalar) and not node.is_null:
            return node.text
        read_text(node, f'"{what}"', self.problems)
        return ""

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        return tuple(text for text, _ in read_texts(node, f'"{what}"', self.problems))

    def choice(self, node: Node, kind: type[E], what: str) -> E | None:
        return read_choice(node, kind, f'"{what}"', self.problems)

    def day(self, node: Node, what: str) -> int | None:
        return self.value(node, FieldType.DATE, what)

    def number(self, node: Node | None, what: str) -> int:
        return 0 if node is None else self.value(node, FieldType.COUNT, what) or 0

    def value(self, node: Node, kind: FieldType, what: str) -> int | None:
        found = read_value(node.text, kind, ()) if isinstance(node, Scalar) else Mismatch("one value")
        if isinstance(found, Mismatch):
            message = f'"{what}": found {describe(node)}, expected {found.expected}'
            self.problems.add("wrong-value", node, message, found.hint)
            return None
        return int(found)
