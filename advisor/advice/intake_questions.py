"""The questions with which people begin to tell of something: what comes first, triage, and its details."""

from collections.abc import Iterator, Mapping

from advisor.advice.answers import Form
from advisor.advice.asking import Asking
from advisor.advice.forms import form_of
from advisor.advice.model import Question
from advisor.advice.names import ReviewWords
from advisor.advice.triage_days import is_due
from advisor.engine.run import Program, Run
from advisor.facts.rows import Facts, Row
from advisor.facts.state import State
from advisor.playbook.intake import Ending, Triage, TriageOption
from advisor.playbook.types import FieldType, plain
from advisor.playbook.vocabulary import Entity

Chosen = Mapping[str, tuple[TriageOption, ...]]
"""What was chosen so far, by the path of the question."""


class IntakeQuestions:
    """What is asked of the rows of one review, before all else."""

    def __init__(self, program: Program, run: Run, state: State) -> None:
        self.program, self.run, self.state = program, run, state
        self.facts = run.facts
        self.entities = run.facts.schema.vocabulary.entities
        self.words = ReviewWords(program, run.view)

    def due(self) -> Iterator[Asking]:
        """Triage of every row for which it is time, the one that moved last first."""
        for entity in self.facts.schema.sections.values():
            if entity.intake is None or entity.intake.triage is None:
                continue
            for row in newest_first(self.facts, entity):
                if is_due(entity.intake.triage, self.program, self.run, row):
                    yield self._triage(entity.intake.triage, row)

    def first(self, row: Row) -> Iterator[Asking]:
        """What comes first of a row and does not stand in the state."""
        entity = self.entities[row.entity]
        for name in first_of(entity):
            if not self._stands(row, name):
                yield self._field(row, name, names=entity.links.get(name, ""))

    def ending(self, row: Row) -> Iterator[Asking]:
        """How a row ended, if it has, and that does not stand in the state."""
        intake = self.entities[row.entity].intake
        if intake is not None and intake.ending is not None and self._has_ended(row, intake.ending):
            yield from self._fields(row, (intake.ending.on, *intake.ending.asks))

    def details(self, chosen: Chosen) -> Iterator[Asking]:
        """What the answers to triage ask for, in the order in which they were given."""
        for path, options in chosen.items():
            row = self._row_of(path)
            if row is not None:
                yield from self._of_options(row, path, options, chosen)

    def _row_of(self, path: str) -> Row | None:
        """The row whose triage has a path; None for a question that tells one closer."""
        for entity in self.facts.schema.sections.values():
            triage = entity.intake.triage if entity.intake else None
            for row in self.facts.rows[entity.name] if triage else ():
                if triage and path == f"{row.path}.{triage.recorded_in}":
                    return row
        return None

    def _of_options(
        self, row: Row, path: str, options: tuple[TriageOption, ...], chosen: Chosen
    ) -> Iterator[Asking]:
        for option in options:
            if option.which is not None:
                key = f"{path}: {option.says}"
                if key in chosen:
                    yield from self._of_options(row, key, chosen[key], chosen)
                else:
                    question = Question(key, option.which.ask, "", self.words.subject(row), ())
                    yield Asking(question, _of(FieldType.CHOICE, option.which.options), option.which.options)
            yield from self._fields(row, option.asks)

    def _triage(self, triage: Triage, row: Row) -> Asking:
        path = f"{row.path}.{triage.recorded_in}"
        question = Question(path, triage.ask, "", self.words.subject(row), ())
        return Asking(question, _of(FieldType.CHOICES, triage.options), triage.options)

    def _has_ended(self, row: Row, ending: Ending) -> bool:
        """Whether all is so that an end writes down."""
        fields = self.entities[row.entity].fields
        values = ((self.facts.value(row, name), fields[name], text) for name, text in ending.sets)
        return bool(ending.sets) and all(
            value is not None and plain(value, field.kind) == text for value, field, text in values
        )

    def _fields(self, row: Row, names: tuple[str, ...]) -> Iterator[Asking]:
        return (self._field(row, name) for name in names if not self._stands(row, name))

    def _stands(self, row: Row, name: str) -> bool:
        """Whether somebody said so: a default is an assumption."""
        return self.facts.value(row, name) is not None and name in row.places

    def _field(self, row: Row, name: str, names: str = "") -> Asking:
        asked = self.entities[row.entity].asks(name)
        find = asked.find if asked else ""
        text = self.words.question(row, name)
        question = Question(f"{row.path}.{name}", text, find, self.words.subject(row), ())
        return Asking(question, form_of(row, name, self.facts, self.state), names=names)


def newest_first(facts: Facts, entity: Entity) -> list[Row]:
    """The rows of an entity by the last day on which something is known to have happened; then the others."""
    dates = [field.name for field in entity.fields.values() if field.past and field.kind is FieldType.DATE]

    def moved(row: Row) -> int:
        days = (facts.value(row, name) for name in dates)
        return max((day for day in days if isinstance(day, int)), default=0)

    return sorted(facts.rows[entity.name], key=moved, reverse=True)


def first_of(entity: Entity) -> tuple[str, ...]:
    """What is asked first of an entity: what its playbook says, else its links and what has a question."""
    if entity.intake is not None and entity.intake.first:
        return entity.intake.first
    fields = [field.name for field in entity.fields.values() if field.ask and field.name != entity.key]
    return (*entity.links, *fields)


def _of(kind: FieldType, options: tuple[TriageOption, ...]) -> Form:
    """One of the options, or several of them."""
    also = tuple((word, option.says) for option in options for word in option.also)
    return Form(kind, tuple(option.says for option in options), also=also)
