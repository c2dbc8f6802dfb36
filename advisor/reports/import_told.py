"""What a reader is told of an import: a value for `import_text` and `import_json`."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from advisor.advice.model import Question
from advisor.advice.untold import Untold
from advisor.facts.exports.model import Export, Kind
from advisor.facts.exports.tells import told_by
from advisor.facts.exports.update_model import Account, Change, Outcome
from advisor.facts.schema import Schema
from advisor.playbook.quantities import FieldType, Mismatch, read_value, speak
from advisor.playbook.vocabulary import Entity, Field
from advisor.source.record import record

UNKNOWN = "null"  # as a state says that something is not known


@record
class Imported:
    """An import into the state `file` ("-": standard output), as of a day (an ordinal).

    `written` is whether the file has it now, or says all of it already; a dry run leaves it.  `changed` is
    whether there is anything to write.  `labels` have what people call the rows of the new state, by path.
    `asked` counts the answers that could change the advice now, `first` being the most useful question;
    `command` asks them all.
    """

    file: str
    day: int
    written: bool
    changed: bool
    exports: Sequence[Export]
    account: Account
    schema: Schema
    labels: Mapping[str, str] = field(default_factory=dict)
    untold: Sequence[Untold] = ()
    asked: int = 0
    first: Question | None = None
    command: str = ""

    def spoken(self, path: str, text: str) -> str:
        """A value as people say it, such as "17 November 2026"; as it is where its field is not known."""
        if is_none(text):
            return "none"
        found = self._field(path)
        if found is None:
            return text
        value = read_value(text, found.kind, found.choices)
        return text if isinstance(value, Mismatch) else speak(value, found.kind)

    def day_of(self, change: Change) -> int | None:
        """The day that a change tells (an ordinal); None where it tells something else."""
        found = self._field(change.path)
        if found is None or found.kind is not FieldType.DATE:
            return None
        value = read_value(change.after, found.kind, found.choices)
        return None if isinstance(value, Mismatch) else int(value)

    def _field(self, path: str) -> Field | None:
        entity = self.entity(path)
        return entity.fields.get(_name(path)) if entity else None

    def entity(self, path: str) -> Entity | None:
        """The entity that the first part of a path stands for."""
        return self.schema.sections.get(path.partition(".")[0])

    def order(self, change: Change) -> int:
        """Where the vocabulary has the field of a change among those of its entity."""
        entity = self.entity(change.path)
        names = list(entity.fields) if entity else []
        return names.index(name) if (name := _name(change.path)) in names else len(names)

    def label(self, path: str) -> str:
        """What people call the row at a path."""
        return self.labels.get(path) or path

    def kinds(self, each: Untold) -> tuple[Kind, ...]:
        """The kinds of exports that could tell what is not known."""
        return told_by(each.entity, each.field)


def is_none(text: str) -> bool:
    """Whether a value of a change says that there is none."""
    return text in ("", UNKNOWN)


def rows_of(changes: Sequence[Change], *outcomes: Outcome) -> dict[str, list[Change]]:
    """The changes with one of these outcomes, by the path of the row that they are about, in order."""
    found: dict[str, list[Change]] = {}
    for each in changes:
        if each.outcome in outcomes:
            found.setdefault(each.path.rpartition(".")[0], []).append(each)
    return found


def field_of(path: str) -> str:
    """The field that a path leads to, in words."""
    return _name(path).replace("_", " ")


def _name(path: str) -> str:
    return path.rpartition(".")[2]
