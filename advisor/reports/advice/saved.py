"""Advice that was saved as JSON (`reports/advice/as_json.py`), read again to be compared with that of today.

What its reader needs for a comparison comes back; the rest (steps, facts, who stands behind a claim) is
left empty.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import zip_longest
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
_IN_RECOMMENDATION = ("rank", "action", "subject", "title", "priority", "deadline", "rules", "because")
_IN_SET_ASIDE = ("action", "subject", "rules", "reason", "by", "because")
# What else our own commands write, or read, by a key at the top.
_OTHERS = {
    "states": "what `advisor diff` writes",
    "entries": "what `advisor agenda` writes",
    "advised_by": "what `advisor why` writes",
    "misses": "what `advisor why-not` writes",
    "supposed": "what `advisor advise --set` writes",
    "ruleset": "a part of a playbook",
    "scenarios": "a file of scenarios",
}
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


@record
class SavedAdvice:
    """Advice as it was saved; `cut` is how many recommendations, the least urgent, were left out then.

    `who` is the name of the one whom it was for, "" where it is not known.
    """

    advice: Advice
    cut: int
    who: str = ""


def read_saved(path: str, sections: Iterable[str] = ()) -> SavedAdvice:
    """The advice saved in a file, or on standard input for "-".  Raises AdviceError.

    By the `sections` of a vocabulary a state is told from saved advice.
    """
    name = "<stdin>" if path == "-" else path
    return _saved(*read_tree(path, name=name), name, sections)


def parse_saved(text: str, name: str = "<text>", sections: Iterable[str] = ()) -> SavedAdvice:
    """The advice saved in a text, as `read_saved`.  Raises AdviceError."""
    return _saved(*parse_tree(text, name), name, sections)


def _saved(
    node: Node | None, diagnostics: list[Diagnostic], name: str, sections: Iterable[str]
) -> SavedAdvice:
    if diagnostics:
        raise AdviceError(diagnostics)
    problems = Problems()
    saved = None
    if node is None:
        message = "the file is empty, where saved advice was expected"
        problems.add("wrong-shape", Location(name, 1, 1), message, _HINT)
    elif _is_ours(node, sections, problems):
        entries = _Entries.of(node, "saved advice", _NEEDED, problems)
        saved = None if entries is None else _whole(entries)
    if saved is None or problems.errors:
        raise AdviceError(problems.errors)
    return saved


def _is_ours(node: Node, sections: Iterable[str], problems: Problems) -> bool:
    """Whether the file looks like saved advice; where not, that is one problem, whatever else it lacks."""
    if not isinstance(node, Mapping):
        message = f"found {describe(node)}, where saved advice was expected"
        problems.add("wrong-shape", node, message, _HINT)
        return False
    version = node.get("schema_version")
    others = {**_OTHERS, **dict.fromkeys(sections, "a state")}
    other = next((what for key, what in others.items() if node.get(key) is not None), "")
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


class _Entries:
    """The entries of one object; a value that is wrong becomes a problem, and is then empty or None."""

    def __init__(self, nodes: dict[str, Node], problems: Problems) -> None:
        self.nodes = nodes
        self.problems = problems

    @classmethod
    def of(cls, node: Node, what: str, needed: tuple[str, ...], problems: Problems) -> "_Entries | None":
        """The entries of a mapping; more than the needed ones are welcome: a later version may add some."""
        if not isinstance(node, Mapping):
            message = f"{what}: found {describe(node)}, expected keys and values in braces"
            problems.add("wrong-shape", node, message, _HINT)
            return None
        nodes = {entry.key.text: entry.value for entry in node.entries}
        missing = [key for key in needed if key not in nodes]
        for key in missing:
            near = suggest(key, [name for name in nodes if name not in needed])
            hint = near.replace("did you mean", "is it").replace("?", " here?") if near else _HINT
            problems.add("missing-key", node, f'{what} lacks "{key}"', hint)
        return None if missing else cls(nodes, problems)

    def text(self, key: str) -> str:
        """A text, which may be empty."""
        node = self.nodes.get(key)
        if isinstance(node, Scalar) and not node.is_null:
            return node.text
        read_text(node, f'"{key}"', self.problems)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text for text, _ in read_texts(self.nodes.get(key), f'"{key}"', self.problems))

    def choice(self, key: str, kind: type[E]) -> E | None:
        return read_choice(self.nodes[key], kind, f'"{key}"', self.problems)

    def number(self, key: str, kind: FieldType = FieldType.COUNT) -> int | None:
        """A number, or a day as its ordinal; None where it is left out."""
        node = self.nodes.get(key)
        if node is None:
            return None
        value = read_value(node.text, kind, ()) if isinstance(node, Scalar) else Mismatch("one value")
        if isinstance(value, Mismatch):
            message = f'"{key}": found {describe(node)}, expected {value.expected}'
            self.problems.add("wrong-value", node, message, value.hint)
            return None
        return int(value)

    def subject(self) -> Subject | None:
        keys = ("entity", "id", "label")
        entries = _Entries.of(self.nodes["subject"], '"subject"', keys, self.problems)
        return None if entries is None else Subject(*map(entries.text, keys))

    def all(self, key: str, needed: tuple[str, ...], read: Callable[["_Entries"], T | None]) -> tuple[T, ...]:
        """What `read` makes of each object of a list, without those that have a problem."""
        nodes = read_list(self.nodes.get(key), f'"{key}"', self.problems)
        items = (_Entries.of(node, f"one of {key}", needed, self.problems) for node in nodes)
        values = (read(entries) for entries in items if entries is not None)
        return tuple(value for value in values if value is not None)


def _whole(saved: _Entries) -> SavedAdvice | None:
    playbook = _Entries.of(saved.nodes["playbook"], '"playbook"', ("name", "digest"), saved.problems)
    as_of = saved.number("as_of", FieldType.DATE)
    recommendations = saved.all("recommendations", _IN_RECOMMENDATION, _recommendation)
    set_aside = saved.all("set_aside", _IN_SET_ASIDE, _set_aside)
    questions = saved.all("questions", ("path", "question", "could_bring"), _question)
    cut = saved.number("more") or 0
    if playbook is None or as_of is None:
        return None
    digest = playbook.text("digest")
    advice = Advice(
        as_of,
        playbook.text("name"),
        recommendations=recommendations,
        set_aside=set_aside,
        questions=questions,
        digest=lambda: digest,
        without=playbook.texts("without"),
    )
    return SavedAdvice(advice, cut, saved.text("name") if "name" in saved.nodes else "")


def _recommendation(item: _Entries) -> Recommendation | None:
    subject, priority = item.subject(), item.choice("priority", Priority)
    if subject is None or priority is None:
        return None
    rules, sentences = item.texts("rules"), item.texts("because")
    return Recommendation(
        rank=item.number("rank") or 0,
        action=item.text("action"),
        subject=subject,
        title=item.text("title"),
        priority=priority,
        due=None if is_null(item.nodes["deadline"]) else item.number("deadline", FieldType.DATE),
        stake=None,
        effort=Effort.LOW,
        reasons=tuple(
            Reason(rule, sentence, (), ())
            for rule, sentence in zip_longest(rules, sentences[: len(rules)], fillvalue="")
        ),
        grounds=(),
        moved_by=tuple(Reason(rule, "", (), ()) for rule in item.texts("moved_by")),
        facts=(),
        steps=(),
        message=None,
        next_steps=item.all("next_steps", ("action", "rules"), _next_step),
    )


def _next_step(step: _Entries) -> NextStep:
    return NextStep(step.text("action"), step.text("title"), step.texts("rules"))


def _set_aside(item: _Entries) -> SetAside | None:
    subject, reason = item.subject(), item.choice("reason", SetAsideReason)
    if subject is None or reason is None:
        return None
    return SetAside(
        item.text("action"),
        subject,
        item.text("title"),
        item.texts("rules"),
        reason,
        item.text("by"),
        item.text("because"),
    )


def _question(item: _Entries) -> Question | None:
    subject = item.subject() if "subject" in item.nodes else Subject("", "", "")
    if subject is None:
        return None
    return Question(
        item.text("path"),
        item.text("question"),
        item.text("find"),
        subject,
        item.texts("could_bring"),
        item.texts("could_forbid"),
        item.texts("could_move"),
    )
