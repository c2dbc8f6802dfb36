"""The dates that a state itself names for the days to come: deliveries due, and whatever else is dated."""

from collections.abc import Iterator

from advisor.advice.agenda_model import Noted
from advisor.advice.fill import Fillers
from advisor.advice.names import Names
from advisor.engine.run import Program, Run
from advisor.facts.rows import Row
from advisor.playbook.conditions import Path, Root
from advisor.playbook.english_words import Words
from advisor.playbook.quantities import FieldType
from advisor.playbook.vocabulary import DaysUntil, Entity

_OF_RECORDS = frozenset({"on", "until"})  # when something was done, and how long it rests


def noted_dates(program: Program, run: Run, last: int) -> Iterator[Noted]:
    """The dates after the day of the run until the last day, in order of entity, row and field.

    Of that day itself there are those that something is counted down to: others tell what was done today.
    The days of records are passed over, because they tell of deeds, which advice takes into account.
    """
    words = Words(program.playbook)
    names = Names(Fillers(program.schema.vocabulary, program.evaluator), run.view)
    for entity in program.schema.vocabulary.entities.values():
        dated, awaited = _dated(entity), _awaited(entity)
        for row in run.facts.rows[entity.name] if dated else ():
            for name in dated:
                day = run.facts.value(row, name)
                since = run.facts.as_of + (name not in awaited)
                if day is not None and since <= int(day) <= last:
                    noun = words.noun(Path(name, Root.SUBJECT, (), entity.name, name, FieldType.DATE))
                    subject = names.subject(_owner(program, row))
                    yield Noted(f"{row.path}.{name}", noun, subject, int(day))


def _dated(entity: Entity) -> list[str]:
    """The fields of an entity that hold dates."""
    names = [name for name, field in entity.fields.items() if field.kind is FieldType.DATE]
    return [name for name in names if not (entity.belongs_to and name in _OF_RECORDS)]


def _awaited(entity: Entity) -> set[str]:
    """The fields to which days are counted."""
    formulas = (computed.formula for computed in entity.computed.values())
    return {formula.of for formula in formulas if isinstance(formula, DaysUntil)}


def _owner(program: Program, row: Row) -> Row:
    """The row itself, or what it is listed under."""
    owner = program.schema.vocabulary.entities[row.entity].belongs_to
    return _owner(program, row.links[owner]) if owner else row
