"""Candidates as SQL: what rules say of an action for each subject, before anything is decided."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from advisor.playbook.durations import Duration, DurationUnit
from advisor.playbook.expressions import Path
from advisor.playbook.model import WRITES_TO_SUBJECT, Action, Consequence, Deadline, Rule, RuleBase, Verb
from advisor.playbook.types import LAST_DAY, FieldType
from advisor.source.record import draft, record
from advisor.sqlplan.columns import Scope
from advisor.sqlplan.compiler import Compiler
from advisor.sqlplan.formulas import business_days_until
from advisor.sqlplan.sql_text import CALLED, ID, WHO, constant, either_of, quoted_name

_SAYING = (Verb.ADVISE, Verb.FORBID, Verb.RAISE, Verb.LOWER)


@record
class ActionNumbers:
    """Numbers for actions, in the order of their names, and from 1 on for the groups of each entity.

    They stand for names where rows are sorted and joined, as numbers are compared sooner.
    """

    actions: Mapping[str, int]
    groups: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, playbook: RuleBase) -> "ActionNumbers":
        """Those of a playbook."""
        groups = sorted({(one.entity, one.group) for one in playbook.actions.values() if one.group})
        actions = {name: number for number, name in enumerate(sorted(playbook.actions))}
        return cls(actions, {group: number for number, group in enumerate(groups, start=1)})


@draft
class CandidateColumns:
    """What stands in the rows of one action: expressions over the columns of its entity, and the latter."""

    action: Action
    scope: Scope
    fields: dict[str, str] = field(default_factory=dict)
    is_advised: str = ""

    def select(self, table: str) -> str:
        """The rows of all subjects for which the action is advised."""
        columns = ", ".join(f"{sql} AS {name}" for name, sql in self.fields.items())
        who = quoted_name(WHO)
        return f"SELECT {who} AS who, {columns} FROM {table} WHERE {self.is_advised}"


def candidates_of(compiler: Compiler, texts: dict[str, tuple[Path, ...]]) -> list[CandidateColumns]:
    """The candidates of all actions that a rule advises.

    `texts` has the paths that the title of an action and the label of its subject read, by action.
    """
    said: dict[str, dict[Verb, list[tuple[Rule, Consequence]]]] = {}
    for rule in compiler.playbook.rules:
        for one in rule.consequences:
            for target in one.targets if one.verb in _SAYING else ():
                said.setdefault(target, {}).setdefault(one.verb, []).append((rule, one))
    numbers = ActionNumbers.of(compiler.playbook)
    return [
        _candidate(compiler, numbers, compiler.playbook.actions[name], verbs, texts.get(name, ()))
        for name, verbs in sorted(said.items())
        if Verb.ADVISE in verbs
    ]


def _candidate(
    compiler: Compiler,
    numbers: ActionNumbers,
    action: Action,
    verbs: dict[Verb, list[tuple[Rule, Consequence]]],
    texts: tuple[Path, ...],
) -> CandidateColumns:
    scope = compiler.scope(action.entity)
    advised = [(scope.column(compiler.rule(rule)), rule, one) for rule, one in verbs[Verb.ADVISE]]
    fired = {
        verb: either_of(scope.column(compiler.rule(rule)) for rule, _ in verbs.get(verb, ()))
        for verb in _SAYING
    }
    ranks: dict[int, list[str]] = {}
    for column, _, one in advised:
        ranks.setdefault(one.priority.rank, []).append(column)
    whens = " ".join(f"WHEN {either_of(ranks[rank])} THEN {rank}" for rank in sorted(ranks))
    deadlines = [
        f"CASE WHEN {column} THEN {deadline_sql(compiler, scope, one.deadline)} END"
        for column, _, one in advised
        if one.deadline is not None
    ]
    moves = {Verb.RAISE: -1, Verb.LOWER: 1}
    moved = " + ".join(
        f"CASE WHEN {fired[verb]} THEN {step} ELSE 0 END" for verb, step in moves.items() if verb in verbs
    )
    rules = ", ".join(f"CASE WHEN {column} THEN {constant(rule.id)} END" for column, rule, _ in advised)
    kind = action.stake.kind if action.stake is not None else None
    stake = "NULL" if action.stake is None else compiler.value(scope, action.stake)
    words = ", ".join(f"CAST({compiler.value(scope, path)} AS VARCHAR)" for path in texts)
    fields = {
        **_subject(compiler, action, scope),
        "action": constant(action.id),
        "act": str(numbers.actions[action.id]),
        "priority": next(iter(map(str, ranks))) if len(ranks) == 1 else f"CASE {whens} END",
        "moved": moved or "0",
        "is_forbidden": fired[Verb.FORBID],
        "deadline": f"CAST({_least(deadlines)} AS BIGINT)",
        "has_stake": constant(action.stake is not None),
        "points": f"CAST({stake if kind is FieldType.POINTS else 'NULL'} AS BIGINT)",
        "money": f"CAST({stake if kind is FieldType.MONEY else 'NULL'} AS BIGINT)",
        "effort": str(action.effort.rank),
        "grouped": str(numbers.groups.get((action.entity, action.group), 0)),
        "rung": str(action.rung),
        "is_all_clear": constant(action.all_clear),
        **_addressee(compiler, action, scope),
        "rules": f"list_filter([{rules}], lambda x: x IS NOT NULL)",
        "words": f"CAST([{words}] AS VARCHAR[])",
    }
    return CandidateColumns(action, scope, fields, either_of(column for column, _, _ in advised))


def _subject(compiler: Compiler, action: Action, scope: Scope) -> dict[str, str]:
    """Which row it is about: `number` is its place where it has no key, `name` what advice calls it."""
    entity, key = compiler.entities[action.entity], quoted_name(ID)
    is_numbered = not entity.key and not entity.single
    if is_numbered and entity.belongs_to:
        name = scope.column(compiler.tables.raw(action.entity, CALLED))
    else:
        name = f"CAST({key} AS VARCHAR)"
    return {
        "entity": constant(action.entity),
        "id": f"CAST({key} AS VARCHAR)",
        "number": key if is_numbered else "0",
        "name": name,
    }


def _addressee(compiler: Compiler, action: Action, scope: Scope) -> dict[str, str]:
    entity, key = "NULL", "NULL"
    if action.writes_to == WRITES_TO_SUBJECT:
        entity, key = constant(action.entity), quoted_name(ID)
    elif action.writes_to:
        entity = constant(compiler.entities[action.entity].hops[action.writes_to])
        key = scope.column(compiler.tables.raw(action.entity, action.writes_to))
    return {"to_entity": f"CAST({entity} AS VARCHAR)", "to_id": f"CAST({key} AS VARCHAR)"}


def _least(deadlines: list[str]) -> str:
    if len(deadlines) < 2:
        return deadlines[0] if deadlines else "NULL"
    return f"least({', '.join(deadlines)})"


def deadline_sql(compiler: Compiler, scope: Scope, deadline: Deadline) -> str:
    """The day (an ordinal) of a deadline; NULL where its date or its time is not known."""
    date, span = compiler.value(scope, deadline.field), deadline.span
    if isinstance(span, Path):
        days = compiler.value(scope, span)
        return _in_calendar(f"{date} {'-' if deadline.is_before else '+'} {days}")
    return _in_calendar(_shifted(date, span, is_before=deadline.is_before))


def _shifted(date: str, span: Duration, *, is_before: bool) -> str:
    number, sign = span.number, "-" if is_before else "+"
    if span.unit is DurationUnit.DAY:
        return f"{date} {sign} {number}"
    if span.unit is DurationUnit.MONTH:
        first = "DATE '0001-01-01'"
        moved = f"({first} + CAST({date} - 1 AS INTEGER)) {sign} INTERVAL ({number}) MONTH"
        return f"date_diff('day', {first}, CAST({moved} AS DATE)) + 1"
    if not number:
        return date
    counted = f"{business_days_until(f'{date} - 1')} - {number}"
    if not is_before:
        counted = f"{business_days_until(date)} + {number} - 1"
    return f"(({counted}) // 5 * 7 + ({counted}) % 5 + 1)"


def _in_calendar(day: str) -> str:
    """The day itself, or the end of the calendar that it lies beyond; NULL stays so."""
    return f"(CASE WHEN {day} < 1 THEN 1 WHEN {day} > {LAST_DAY} THEN {LAST_DAY} ELSE {day} END)"


def texts_read(compiler: Compiler) -> dict[str, tuple[Path, ...]]:
    """The paths that the title of each action and the label of its subject read."""
    texts: dict[str, tuple[Path, ...]] = {}
    for name, action in compiler.playbook.actions.items():
        label = compiler.entities[action.entity].label
        paths = (*action.title.paths, *(label.paths if label is not None else ()))
        texts[name] = tuple(dict.fromkeys(paths))
    return texts


def mixed_addressees(compiler: Compiler) -> Iterator[tuple[Action, Action]]:
    """Actions of one group that write to different people, each with the first of its group."""
    first: dict[tuple[str, str], Action] = {}
    for action in compiler.playbook.actions.values():
        if action.group and action.writes_to:
            before = first.setdefault((action.group, action.entity), action)
            if before.writes_to != action.writes_to:
                yield action, before
