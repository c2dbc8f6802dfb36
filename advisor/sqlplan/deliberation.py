"""What is recommended, as SQL: holds of the history, groups, letters, the all-clear and the rank.

The same as in `advice/deliberate.py`, `history.py`, `letters.py` and `ranking.py`; each SELECT here is a step
that the next ones read.
"""

from collections.abc import Callable, Iterable, Iterator

from advisor.playbook.model import WRITES_TO_SUBJECT
from advisor.playbook.types import LAST_DAY
from advisor.playbook.vocabulary import Entity
from advisor.sqlplan.candidates import ActionNumbers, CandidateColumns
from advisor.sqlplan.columns import Scope
from advisor.sqlplan.compiler import Compiler
from advisor.sqlplan.sql_text import ID, WHO, constant, either_of, quoted_name

FOR_GOOD = 10**9
"""The end of what holds for good."""
CHOSEN, FOLLOWS = "chosen", "follows"
ORDER = (
    "priority, soon NULLS LAST, is_nothing, CASE WHEN points IS NULL THEN 1 ELSE -points END, "
    "CASE WHEN money IS NULL THEN 1 ELSE -money END, deadline NULLS LAST, effort, act, number, id"
)

_COLUMNS = (
    "c.who, entity, id, number, name, action, deadline, has_stake, points, money, effort, rung, to_entity, "
    "to_id, rules, words"
)

Step = tuple[str, str]
"""The name of a table, and the SELECT that makes it."""
Outputs = Callable[[str, Iterable[str]], str]
"""What to select columns of an entity from."""


class Histories:
    """The records of what was done, and the columns of them that are read."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        entities = compiler.entities.values()
        self.events = [one for one in entities if one.belongs_to and "did" in one.fields]
        self.scopes = {one.name: compiler.scope(one.name) for one in self.events}
        self._fields = {one.name: self._of(one, self.scopes[one.name]) for one in self.events}

    def _of(self, event: Entity, scope: Scope) -> dict[str, str]:
        compiler, owner = self.compiler, event.belongs_to

        def value(name: str, otherwise: str) -> str:
            if event.member(name) is None:
                return otherwise
            return scope.column(compiler.member(event.name, name))

        def of_owner(name: str) -> str:
            there = compiler.member(owner, name)
            return scope.column(compiler.tables.fetched(event.name, owner, owner, there))

        day = f"coalesce({value('on', 'NULL')}, 0)"
        status = f"coalesce({value('status', 'NULL')}, 'done')"
        moved = (f"coalesce({of_owner(name)}, 0) > {day}" for name in compiler.entities[owner].activity)
        did = value("did", "NULL")
        letters = [one for one in compiler.playbook.actions.values() if one.entity == owner and one.writes_to]
        key = scope.column(compiler.tables.raw(event.name, owner))
        whom = "".join(
            f" WHEN {did} = {constant(one.id)} THEN "
            f"CAST({key if one.writes_to == WRITES_TO_SUBJECT else of_owner(one.writes_to)} AS VARCHAR)"
            for one in letters
        )
        links = compiler.entities[owner].hops
        kinds = "".join(
            f" WHEN {did} = {constant(one.id)} THEN {constant(links.get(one.writes_to, owner))}"
            for one in letters
        )
        number = quoted_name(ID)
        if event.key:
            number = f"row_number() OVER (PARTITION BY {quoted_name(WHO)} ORDER BY {quoted_name(ID)})"
        return {
            "entity": constant(owner),
            "id": f"CAST({key} AS VARCHAR)",
            "action": f"CAST({did} AS VARCHAR)",
            "number": number,
            "day": day,
            "status": f"CASE WHEN {status} IN ('snoozed', 'dismissed') THEN {status} ELSE 'done' END",
            "until": f"CAST({value('until', 'NULL')} AS BIGINT)",
            "has_moved": either_of(moved),
            "today": compiler.day(scope),
            "to_entity": f"CAST({f'CASE{kinds} END' if kinds else 'NULL'} AS VARCHAR)",
            "to_id": f"CAST({f'CASE{whom} END' if whom else 'NULL'} AS VARCHAR)",
        }

    def select(self, outputs: Outputs) -> str:
        """All events, from the tables of their entities."""
        parts = [
            f"SELECT {quoted_name(WHO)} AS who, "
            + ", ".join(f"{sql} AS {name}" for name, sql in self._fields[one.name].items())
            + f" FROM {outputs(one.name, self.scopes[one.name].reads)}"
            for one in self.events
        ]
        return "\nUNION ALL ".join(parts) or _NO_EVENTS


_NO_EVENTS = (
    "SELECT 0 AS who, '' AS entity, '' AS id, '' AS action, 0 AS number, 0 AS day, '' AS status, 0 AS until, "
    "FALSE AS has_moved, 0 AS today, '' AS to_entity, '' AS to_id WHERE FALSE"
)
_NO_CANDIDATES = (
    "SELECT 0 AS who, '' AS entity, '' AS id, 0 AS number, '' AS name, '' AS action, 0 AS act, "
    "0 AS priority, 0 AS moved, FALSE AS is_forbidden, 0 AS deadline, FALSE AS has_stake, 0 AS points, "
    "0 AS money, 0 AS effort, 0 AS grouped, 0 AS rung, FALSE AS is_all_clear, '' AS to_entity, '' AS to_id, "
    "CAST([] AS VARCHAR[]) AS rules, CAST([] AS VARCHAR[]) AS words, CAST(NULL AS BIGINT) AS soon_until "
    "WHERE FALSE"
)


def deliberation_steps(
    compiler: Compiler, candidates: list[CandidateColumns], histories: Histories, outputs: Outputs
) -> Iterator[Step]:
    """From the last tables of the entities to `advice`: every candidate, and what came of it.

    Its `outcome` is "chosen", "follows" or why it is set aside; `rank` counts what is chosen; `is_sure` is
    false of a person for whom it hangs on questions whether all is clear.
    """
    selects = [one.select(outputs(one.action.entity, one.scope.reads)) for one in candidates]
    rows = "\nUNION ALL ".join(selects) or _NO_CANDIDATES
    yield "candidate", f"SELECT row_number() OVER () AS c, * FROM (\n{rows}) t"
    yield "event", histories.select(outputs)
    yield "held", _held(compiler)
    yield "resting", _RESTING
    yield "headed", _HEADED
    yield "settled", _SETTLED
    yield "advice", _ADVICE


def _held(compiler: Compiler) -> str:
    numbers = ActionNumbers.of(compiler.playbook).actions
    repeat = ", ".join(
        f"({numbers[one.id]}, {constant(one.id)}, {constant(one.entity)}, "
        f"CAST({'NULL' if one.repeat.days is None else one.repeat.days} AS BIGINT), "
        f"{constant(one.repeat.after_activity)})"
        for one in compiler.playbook.actions.values()
    )
    return f"""
WITH known AS (SELECT e.who, e.id, e.number, e.day, e.status, e.until, e.has_moved, e.today, r.act, r.days,
    r.after_activity
  FROM "event" e JOIN (VALUES {repeat}) r(act, action, entity, days, after_activity)
    ON r.action = e.action AND r.entity = e.entity),
done AS (SELECT who, act, id, max(day) AS last FROM known WHERE status = 'done' GROUP BY ALL),
ends AS (SELECT r.*, CASE
    WHEN status = 'done' AND r.days IS NOT NULL AND day > 0 THEN least(day + r.days, {LAST_DAY})
    WHEN status = 'done' AND r.after_activity AND day > 0 AND has_moved THEN 0
    WHEN status = 'done' THEN {FOR_GOOD}
    WHEN status = 'snoozed' AND day > 0 AND day <= coalesce(done.last, 0) THEN 0
    ELSE coalesce(until, {FOR_GOOD}) END AS until_day
  FROM known r LEFT JOIN done ON done.who = r.who AND done.act = r.act AND done.id = r.id)
SELECT who, act, id, arg_max(status, (until_day, day, number)) AS reason,
  bool_or(status = 'snoozed') AS is_snoozed
FROM ends WHERE until_day > today GROUP BY who, act, id"""


# What is said of a candidate (`c`) from here on, but for what it is, of whom and why: few and short columns,
# as each of these steps is sorted, joined and kept.  `place` is its place among all of the person.
_RESTING = f"""
WITH c AS (SELECT c.c, c.who, c.act, c.id, c.number, c.grouped, c.rung, c.priority, c.moved, c.is_forbidden,
    c.deadline, c.soon_until, c.has_stake, c.points, c.money, c.effort, c.to_entity, c.to_id, c.is_all_clear,
    h.reason, coalesce(h.is_snoozed, FALSE) AS is_snoozed FROM "candidate" c
  LEFT JOIN "held" h ON h.who = c.who AND h.act = c.act AND h.id = c.id),
put_off AS (SELECT who, id, grouped, min(rung) AS first FROM c
  WHERE is_snoozed AND grouped > 0 GROUP BY who, id, grouped),
rested AS (SELECT c.*, CASE WHEN reason IS NOT NULL THEN reason WHEN is_forbidden THEN 'forbidden'
    WHEN rung > p.first THEN 'snoozed' END AS rests FROM c
  LEFT JOIN put_off p ON p.who = c.who AND p.id = c.id AND p.grouped = c.grouped),
weighed AS (SELECT * REPLACE (CASE WHEN rests IS NOT NULL THEN priority
      ELSE least(3, greatest(0, priority + moved)) END AS priority),
    CASE WHEN deadline <= soon_until THEN deadline END AS soon,
    NOT has_stake OR coalesce(points, money, 1) = 0 AS is_nothing
  FROM rested)
SELECT c, who, id, grouped, rung, rests, priority, soon, to_entity, to_id, is_all_clear,
  row_number() OVER (PARTITION BY who ORDER BY {ORDER}) AS place
FROM weighed"""

_HEADED = """
WITH weighed AS (SELECT *, priority = 0 OR soon IS NOT NULL AS cannot_wait FROM "resting"),
placed AS (SELECT *, 1 AS step FROM weighed WHERE grouped = 0 OR rests IS NOT NULL
  UNION ALL SELECT *, row_number() OVER (PARTITION BY who, id, grouped ORDER BY rung, place) AS step
  FROM weighed WHERE grouped > 0 AND rests IS NULL),
written AS (SELECT DISTINCT who, to_entity, to_id FROM "event"
  WHERE status = 'done' AND day = today AND to_id IS NOT NULL),
letters AS (SELECT p.c, w.who IS NOT NULL
    OR row_number() OVER (PARTITION BY p.who, p.to_entity, p.to_id ORDER BY place) > 1 AS is_late
  FROM placed p LEFT JOIN written w
    ON w.who = p.who AND w.to_entity = p.to_entity AND w.to_id = p.to_id
  WHERE p.rests IS NULL AND p.step = 1 AND p.to_id IS NOT NULL)
SELECT p.*, coalesce(l.is_late, FALSE) AND NOT cannot_wait AS waits FROM placed p
LEFT JOIN letters l ON l.c = p.c"""

_SETTLED = """
WITH groups AS (SELECT who, id, grouped, bool_or(waits) AS waits,
    min(CASE WHEN step > 1 AND cannot_wait THEN step END) AS urgent
  FROM "headed" WHERE grouped > 0 AND rests IS NULL GROUP BY who, id, grouped HAVING bool_or(waits))
SELECT h.c, h.who, h.priority, h.place, h.is_all_clear, CASE WHEN h.rests IS NOT NULL THEN h.rests
    WHEN g.who IS NULL THEN CASE WHEN h.waits THEN 'one_letter' WHEN step > 1 THEN 'follows' ELSE 'chosen' END
    WHEN step = g.urgent THEN 'chosen'
    WHEN step > g.urgent THEN 'follows'
    ELSE 'one_letter' END AS outcome
  FROM "headed" h LEFT JOIN groups g
    ON g.who = h.who AND g.id = h.id AND g.grouped = h.grouped"""

_ADVICE = f"""
WITH up AS (SELECT who, bool_or(NOT is_all_clear AND priority < 3
      AND outcome IN ('chosen', 'one_letter')) AS is_up,
    bool_or(is_all_clear AND outcome = 'chosen') AS is_clear FROM "settled" GROUP BY who),
whole AS (SELECT s.c, s.who, s.priority, s.place, NOT (u.is_clear AND NOT u.is_up) AS is_sure,
    CASE WHEN is_all_clear AND outcome = 'chosen' AND u.is_up THEN 'other_advice' ELSE outcome END AS outcome
  FROM "settled" s JOIN up u ON u.who = s.who),
ranked AS (SELECT *, CASE WHEN outcome = 'chosen' THEN
    row_number() OVER (PARTITION BY who, outcome = 'chosen' ORDER BY place) END AS rank
  FROM whole)
SELECT {_COLUMNS}, s.priority, outcome, is_sure, rank
FROM ranked s JOIN "candidate" c ON c.c = s.c"""
