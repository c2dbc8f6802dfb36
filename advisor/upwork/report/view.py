"""Words that the parts of an import's page share: places in files, values, and what is only counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from advisor.advice.model import Question
from advisor.facts.provenance import Origin
from advisor.facts.rows import Facts, Row
from advisor.facts.schema import Schema
from advisor.playbook.types import FieldType, Mismatch, read_value, speak
from advisor.playbook.vocabulary import Entity, Field
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count
from advisor.source.record import record
from advisor.upwork.exports.capabilities import fields_of
from advisor.upwork.exports.merge_policy import ImportChange, ImportOutcome, ImportResult
from advisor.upwork.exports.model import Export, ExportKind, Note

_STATUS, _OVER = "status", "ended"


@record
class MissingFacts:
    """A field of an entity that is not known.

    `lacking` counts the rows that are not over and lack it, `of` all rows that are not over, and `asked`
    those of all rows whose answer could change the advice now.
    """

    entity: str
    field: str
    lacking: int
    of: int
    asked: int = 0


def missing_facts(facts: Facts, questions: Iterable[Question]) -> tuple[MissingFacts, ...]:
    """The fields and links without a value or a default, in the order of the vocabulary.

    What has ended is left out, unless an answer about it could change the advice.
    """
    asked = Counter(_field_of(each) for each in questions)
    return tuple(
        found for entity in facts.schema.sections.values() for found in _of_entity(facts, entity, asked)
    )


def _of_entity(facts: Facts, entity: Entity, asked: Counter[tuple[str, str]]) -> Iterator[MissingFacts]:
    rows = [row for row in facts.rows[entity.name] if not _is_over(facts, entity, row)]
    for name in (*entity.fields, *entity.links):
        lacking = sum(facts.value(row, name) is None for row in rows)
        if lacking or asked[entity.name, name]:
            yield MissingFacts(entity.name, name, lacking, len(rows), asked[entity.name, name])


def _is_over(facts: Facts, entity: Entity, row: Row) -> bool:
    field = entity.fields.get(_STATUS)
    return field is not None and _OVER in field.choices and facts.value(row, _STATUS) == _OVER


def _field_of(question: Question) -> tuple[str, str]:
    return question.subject.entity, question.path.rpartition(".")[2]


UNKNOWN = "null"  # as a state says that something is not known


@record
class ImportView:
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
    account: ImportResult
    schema: Schema
    labels: Mapping[str, str] = field(default_factory=dict)
    missing_facts: Sequence[MissingFacts] = ()
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

    def day_of(self, change: ImportChange) -> int | None:
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

    def order(self, change: ImportChange) -> int:
        """Where the vocabulary has the field of a change among those of its entity."""
        entity = self.entity(change.path)
        names = list(entity.fields) if entity else []
        return names.index(name) if (name := _name(change.path)) in names else len(names)

    def label(self, path: str) -> str:
        """What people call the row at a path."""
        return self.labels.get(path) or path

    def kinds(self, each: MissingFacts) -> tuple[ExportKind, ...]:
        """The kinds of exports that could tell what is not known."""
        return fields_of(each.entity, each.field)


def is_none(text: str) -> bool:
    """Whether a value of a change says that there is none."""
    return text in ("", UNKNOWN)


def rows_of(changes: Sequence[ImportChange], *outcomes: ImportOutcome) -> dict[str, list[ImportChange]]:
    """The changes with one of these outcomes, by the path of the row that they are about, in order."""
    found: dict[str, list[ImportChange]] = {}
    for each in changes:
        if each.outcome in outcomes:
            found.setdefault(each.path.rpartition(".")[0], []).append(each)
    return found


def field_of(path: str) -> str:
    """The field that a path leads to, in words."""
    return _name(path).replace("_", " ")


def _name(path: str) -> str:
    return path.rpartition(".")[2]


IN = 3  # blanks before what stands below a mark
MOST = 8  # told of one kind; the rest is counted
ROWS = "more contracts and clients"


def place(origin: Origin, look: TerminalStyle) -> str:
    """Where a value stands: "weekly.csv, row 80"."""
    file = look.clean(origin.file)
    return f"{file}, {look.clean(origin.place)}" if origin.place else file


def places(origins: Sequence[Origin], look: TerminalStyle) -> str:
    """All places of a value, as a person finds them: the row of a table, and of JSON the file alone."""
    rows = [each if " " in each.place else Origin(each.file, "") for each in origins]
    return "; ".join(place(each, look) for each in dict.fromkeys(rows))


def row_label(told: ImportView, path: str, look: TerminalStyle) -> str:
    """What people call the row that a field's path leads through."""
    return look.clean(told.label(path.rpartition(".")[0]))


def was_and_is(told: ImportView, each: ImportChange, look: TerminalStyle) -> tuple[str, str]:
    """The value in the state, and that of the exports, as people say them."""
    return look.clean(told.spoken(each.path, each.before)), look.clean(told.spoken(each.path, each.after))


def fact(told: ImportView, each: ImportChange, look: TerminalStyle) -> str:
    """A fact as the exports tell it: "earned: $1,200.50"."""
    return f"{look.clean(field_of(each.path))}: {look.clean(told.spoken(each.path, each.after))}"


def noted(note: Note, look: TerminalStyle) -> str:
    """A note as a sentence, with its place."""
    text = sentence(look.clean(note.text)).rstrip(".")
    return f"{text} ({look.clean(note.place)})." if note.place else f"{text}."


def sentence(text: str) -> str:
    """A clause with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def more(page: Page, number: int, noun: str, plural: str = "") -> None:
    """How many more there are of what was told; nothing for none."""
    if number > 0:
        page.add(f"{page.look.dots} and {count(number, noun, plural)}", 1)
