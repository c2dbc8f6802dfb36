"""Where a person stands: the score with its past and its goal, and the money that is held, due and owed.

Which fields these are, the playbook says: `score`, `goal` and `money` of its entities.
"""

from advisor.advice.api import Playbook
from advisor.advice.fill_templates import Fillers
from advisor.advice.model import Subject
from advisor.advice.names import Names
from advisor.engine.run import Run
from advisor.facts.rows import Facts, Row
from advisor.facts.trend import scored, trend_of, whole_number
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record


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
    found, trend = scored(facts), trend_of(facts)
    if found is None or trend is None:
        return None
    goal = whole_number(facts.policy.get(found[0].goal))
    return ScoreStanding(trend.value, goal, trend.before, trend.since)


def _money(facts: Facts, entity: Entity, row: Row, names: Names) -> MoneyStanding | None:
    def value(key: str) -> int | None:
        name = entity.money.get(key)
        return whole_number(facts.value(row, name)) if name else None

    held, unpaid = value("held") or None, value("unpaid") or None
    if held is None and unpaid is None:
        return None
    return MoneyStanding(names.subject(row), held, unpaid, value("dormant") if held else None, value("due"))
