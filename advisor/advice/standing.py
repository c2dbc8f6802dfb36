"""Where a person stands: the score with its past and its goal, and the money that is held, due and owed.

Which fields these are, the playbook says: `score`, `goal` and `money` of its entities.
"""

from advisor.advice.api import Playbook
from advisor.advice.fill_templates import Fillers
from advisor.advice.model import Subject
from advisor.advice.names import Names
from advisor.engine.run import Run
from advisor.facts.rows import Facts, Row
from advisor.playbook.types import Value
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record

_DAY = "on"  # of a record, the day that it tells of


@record
class ScoreStanding:
    """The score, its goal, and what it was, all in hundredths; None is not known.  `before_on` is a day."""

    now: int
    goal: int | None
    before: int | None
    before_on: int | None


@record
class MoneyStanding:
    """The money of one subject in cents, and days as ordinals; None where there is none, or not known."""

    subject: Subject
    held: int | None
    unpaid: int | None
    dormant: int | None
    due: int | None


@record
class Standing:
    """The score, where it is known, and every subject with money, those with most first."""

    score: ScoreStanding | None
    money: tuple[MoneyStanding, ...]


def standing(playbook: Playbook, run: Run) -> Standing:
    """What the state of a run says of the score and of money."""
    facts, names = run.facts, Names(Fillers(playbook.program), run.view)
    entities = facts.schema.vocabulary.entities.values()
    money = [
        each
        for entity in entities
        if entity.money
        for row in facts.rows[entity.name]
        if (each := _money(facts, entity, row, names)) is not None
    ]
    money.sort(key=lambda each: (-(each.held or 0) - (each.unpaid or 0), each.subject.id))
    return Standing(_score(facts), tuple(money))


def _score(facts: Facts) -> ScoreStanding | None:
    entities = facts.schema.vocabulary.entities.values()
    for entity in entities:
        rows = facts.rows[entity.name] if entity.single and entity.score else ()
        now = _whole(facts.value(rows[0], entity.score)) if rows else None
        if now is not None:
            goal = _whole(facts.policy.get(entity.goal))
            return ScoreStanding(now, goal, *_before(facts, entity, now))
    return None


def _before(facts: Facts, owner: Entity, now: int) -> tuple[int | None, int | None]:
    """The last score on record that was another one, with its day."""
    past = []
    for entity in facts.schema.vocabulary.entities.values():
        if entity.score and entity.belongs_to == owner.name and entity.records_days:
            for row in facts.rows[entity.name]:
                day, was = _whole(facts.value(row, _DAY)), _whole(facts.value(row, entity.score))
                if day is not None and was is not None and day <= facts.as_of and was != now:
                    past.append((day, was))
    day, was = max(past, default=(None, None))
    return was, day


def _money(facts: Facts, entity: Entity, row: Row, names: Names) -> MoneyStanding | None:
    def value(key: str) -> int | None:
        name = entity.money.get(key)
        return _whole(facts.value(row, name)) if name else None

    held, unpaid = value("held") or None, value("unpaid") or None
    if held is None and unpaid is None:
        return None
    return MoneyStanding(names.subject(row), held, unpaid, value("dormant") if held else None, value("due"))


def _whole(value: Value | None) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
