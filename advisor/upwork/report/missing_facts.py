"""What is not known after an import, field by field, and which kinds of exports could have it.

What one file does have hangs on what was asked for and what has happened; see docs/exports.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from advisor.advice.model import Question
from advisor.facts.rows import Facts, Row
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record
from advisor.upwork.exports.model import ExportKind

_STATUS, _OVER = "status", "ended"
_OF_KIND = {
    ExportKind.WEEKLY: {"contract": "title kind last_activity last_payment earned"},
    ExportKind.TRANSACTIONS: {
        "client": "name",
        "contract": "client title kind last_activity last_payment earned refunded",
    },
    ExportKind.API: {
        "profile": "job_success badge",
        "client": "name",
        "contract": "client title kind status started ended ended_by earned escrow escrow_refund_requested "
        "milestone_submitted milestone_due last_activity last_milestone last_client_message dispute "
        "feedback_received",
    },
    ExportKind.HISTORY: {
        "profile": "job_success completed_jobs",
        "contract": "title kind status started ended earned feedback_given feedback_received "
        "feedback_received_on",
    },
}
CAPABILITIES: Mapping[ExportKind, frozenset[str]] = {
    kind: frozenset(f"{entity}.{field}" for entity, names in entities.items() for field in names.split())
    for kind, entities in _OF_KIND.items()
}
"""The facts that each kind of export can have at all, by entity and field: the rest only a person knows."""


@record
class MissingFacts:
    """A field of an entity that is not known, with counts of rows."""

    entity: str
    field: str
    lacking: int  # not over, without a value
    of: int  # not over
    asked: int = 0  # where the answer could change the advice now

    @property
    def kinds(self) -> tuple[ExportKind, ...]:
        return tuple(kind for kind in ExportKind if f"{self.entity}.{self.field}" in CAPABILITIES[kind])


def missing_facts(facts: Facts, questions: Iterable[Question]) -> tuple[MissingFacts, ...]:
    """The fields and links without a value or a default, in the order of the vocabulary.

    What has ended is left out, unless an answer about it could change the advice.
    """
    asked = Counter((question.subject.entity, question.path.rpartition(".")[2]) for question in questions)
    entities = facts.schema.sections.values()
    return tuple(missing for entity in entities for missing in _of_entity(facts, entity, asked))


def _of_entity(facts: Facts, entity: Entity, asked: Counter[tuple[str, str]]) -> Iterator[MissingFacts]:
    rows = [row for row in facts.rows[entity.name] if not _is_over(facts, entity, row)]
    triage = entity.intake.triage if entity.intake is not None else None
    by_itself = triage.recorded_in if triage is not None else ""  # written when its question is answered
    for name in (*entity.fields, *entity.links):
        if name == by_itself:
            continue
        lacking = sum(facts.value(row, name) is None for row in rows)
        if lacking or asked[entity.name, name]:
            yield MissingFacts(entity.name, name, lacking, len(rows), asked[entity.name, name])


def _is_over(facts: Facts, entity: Entity, row: Row) -> bool:
    field = entity.fields.get(_STATUS)
    return field is not None and _OVER in field.choices and facts.value(row, _STATUS) == _OVER
