"""What nobody has told yet: the facts that rows which matter lack, field by field.

Not to be taken for `questions`, which finds the missing facts that would change the advice now; here an
answer may matter only later.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from advisor.advice.model import Question
from advisor.facts.rows import Facts, Row
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record

_STATUS, _OVER = "status", "ended"


@record
class Untold:
    """A field of an entity that is not known.

    `lacking` counts the rows that are not over and lack it, `of` all rows that are not over, and `asked`
    those of all rows whose answer could change the advice now.
    """

    entity: str
    field: str
    lacking: int
    of: int
    asked: int = 0


def untold(facts: Facts, questions: Iterable[Question]) -> tuple[Untold, ...]:
    """The fields and links without a value or a default, in the order of the vocabulary.

    What has ended is left out, unless an answer about it could change the advice.
    """
    asked = Counter(_field_of(each) for each in questions)
    return tuple(
        found for entity in facts.schema.sections.values() for found in _of_entity(facts, entity, asked)
    )


def _of_entity(facts: Facts, entity: Entity, asked: Counter[tuple[str, str]]) -> Iterator[Untold]:
    rows = [row for row in facts.rows[entity.name] if not _is_over(facts, entity, row)]
    for name in (*entity.fields, *entity.links):
        lacking = sum(facts.value(row, name) is None for row in rows)
        if lacking or asked[entity.name, name]:
            yield Untold(entity.name, name, lacking, len(rows), asked[entity.name, name])


def _is_over(facts: Facts, entity: Entity, row: Row) -> bool:
    field = entity.fields.get(_STATUS)
    return field is not None and _OVER in field.choices and facts.value(row, _STATUS) == _OVER


def _field_of(question: Question) -> tuple[str, str]:
    return question.subject.entity, question.path.rpartition(".")[2]
