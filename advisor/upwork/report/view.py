"""What came of an import, as its page and its JSON show it."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from advisor.advice.model import Question
from advisor.facts.schema import Schema
from advisor.playbook.types import FieldType, Mismatch, Value, read_value, speak
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record
from advisor.upwork.exports.model import Export, ImportChange, ImportResult
from advisor.upwork.report.missing_facts import MissingFacts

UNKNOWN = "null"  # as a state says that something is not known


@record
class ImportView:
    """An import into the state `file` ("-": standard output), as of a day (an ordinal)."""

    file: str
    day: int
    written: bool  # the file has it now, or had all of it already; a dry run leaves it
    changed: bool  # there is something to write
    exports: Sequence[Export]
    account: ImportResult
    schema: Schema
    labels: Mapping[str, str] = field(default_factory=dict)  # of rows, by path
    missing_facts: Sequence[MissingFacts] = ()
    asked: int = 0  # the answers that could change the advice now
    first: Question | None = None  # the most useful question
    command: str = ""  # asks them all

    def speak(self, path: str, text: str) -> str:
        """A value as people say it, such as "17 November 2026"; as it is where its field is not known."""
        if is_none(text):
            return "none"
        typed = self._typed(path, text)
        return speak(*typed, self.schema.vocabulary.words.units) if typed else text

    def day_of(self, change: ImportChange) -> int | None:
        """The day (an ordinal) that is the value of a change; None for other values."""
        typed = self._typed(change.path, change.after)
        return int(typed[0]) if typed and typed[1] is FieldType.DATE else None

    def _typed(self, path: str, text: str) -> tuple[Value, FieldType] | None:
        entity = self.entity(path)
        field = entity.fields.get(field_name(path)) if entity else None
        units = self.schema.vocabulary.words.units
        value = read_value(text, field.kind, field.choices, units) if field else None
        return None if field is None or value is None or isinstance(value, Mismatch) else (value, field.kind)

    def entity(self, path: str) -> Entity | None:
        """The entity that the first part of a path stands for."""
        return self.schema.sections.get(path.partition(".")[0])

    def order(self, change: ImportChange) -> int:
        """Where the vocabulary has the field of a change among those of its entity."""
        entity, name = self.entity(change.path), field_name(change.path)
        names = list(entity.fields) if entity else []
        return names.index(name) if name in names else len(names)

    def label(self, path: str) -> str:
        return self.labels.get(path) or path


def is_none(text: str) -> bool:
    """Whether a value of a change says that there is none."""
    return text in ("", UNKNOWN)


def field_name(path: str) -> str:
    """The field that a path leads to."""
    return path.rpartition(".")[2]


def row_path(path: str) -> str:
    """The row that the path of a field leads through."""
    return path.rpartition(".")[0]
