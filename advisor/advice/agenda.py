"""From the reviews of the days to come to an agenda: each day's advice beside that of the day before."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from math import inf

from advisor.advice.agenda_days import AgendaDay, Stretch, stretches
from advisor.advice.agenda_model import Agenda, Entry, Occasion, noted_dates
from advisor.advice.api import Playbook
from advisor.advice.compare import Change, ChangeKind, ItemKey, changes_of, key_of
from advisor.advice.model import Reason, Recommendation, SetAsideReason
from advisor.facts.state import State
from advisor.playbook.model import Priority, Verb
from advisor.playbook.types import LAST_DAY

_URGENT = (Priority.CRITICAL, Priority.HIGH)


def agenda_of(playbook: Playbook, state: State, as_of: datetime.date | None = None, days: int = 60) -> Agenda:
    """What comes up from the day of the review (chosen as for `Playbook.review`) until `days` days later.

    It holds if nothing changes and nothing is recorded.  A longer agenda has the same entries for these days.
    Raises StateError with every problem in the state.
    """
    start = playbook.facts(state, as_of).as_of
    last = min(start + days, LAST_DAY)
    every = stretches(playbook, state, start, min(last + 1, LAST_DAY))  # the day after the last: what ends
    first = next(every)
    today = first.at(start)
    stretch: Stretch | None = first
    entries: list[Entry] = []
    before: AgendaDay | None = None
    into: Mapping[ItemKey, Change] = {}
    while stretch is not None and stretch.first <= last:
        following = next(every, None)
        out_of = _changes(stretch.at(stretch.last), following.at(following.first)) if following else {}
        telling = {stretch.first, *stretch.due, *({stretch.last} if out_of else ())}
        for number in sorted(number for number in telling if number <= last):
            is_first, is_last = number == stretch.first, number == stretch.last
            pair = before if is_first else stretch.at(number - 1), stretch.at(number)
            entries += _entries(playbook, pair, into if is_first else {}, out_of if is_last else {})
        before, into, stretch = stretch.at(stretch.last), out_of, following
    dated = (
        Entry(noted.day, Occasion.DATE, noted.subject, noted=noted)
        for noted in noted_dates(playbook.program, today.run, last)
    )
    return Agenda(today.advice, last, tuple(_in_order(chain(entries, dated))))


def _changes(before: AgendaDay, after: AgendaDay) -> dict[ItemKey, Change]:
    """What stands otherwise on the second day; that ranks and words differ is no news."""
    old, new = before.standing, after.standing
    kept = {key for key, (outcome, _) in old.items() if key in new and new[key][0] == outcome}
    was = {key: before.outcome(key) for key in old if key not in kept}
    now = {key: after.outcome(key) for key in new if key not in kept}
    subjects = {key: before.subject(key) for key in was} | {key: after.subject(key) for key in now}
    changes = changes_of(was, now, subjects)
    return {key_of(change.action, change.subject): change for change in changes}


def _entries(
    playbook: Playbook,
    days: tuple[AgendaDay | None, AgendaDay],
    into: Mapping[ItemKey, Change],
    out_of: Mapping[ItemKey, Change],
) -> Iterator[Entry]:
    """The entries of the second of two days, from what changed with it and what changes after it."""
    before, day = days
    rules = playbook.program.rules
    coming = {key: change for key, change in into.items() if change.kind is ChangeKind.CAME}
    rising = {key: change for key, change in into.items() if _rises(change)}
    ends = {key: change for key, change in out_of.items() if _ends(playbook, change, out_of)}
    occasions = {
        **dict.fromkeys(rising, Occasion.RISES),
        **dict.fromkeys(day.due, Occasion.DUE),
        **dict.fromkeys(ends, Occasion.ENDS),
        **dict.fromkeys(coming, Occasion.COMES),
        **({} if before else dict.fromkeys(day.ranked, Occasion.NOW)),
    }
    for key, occasion in occasions.items():
        item, change = day.item(key), rising.get(key) or coming.get(key)
        then = ends[key].after if key in ends else None
        replaced = [gone for gone in into.values() if key in coming and _replaces(playbook, into[key], gone)]
        old = rising[key].old_rules if key in rising else ()
        lifted = [rule for rule in old if item.action in rules[rule].targets(Verb.LOWER)]
        behind = dict.fromkeys((*item.all_rules, *(ground.rule for ground in item.grounds)))
        periods = [(rule, rules[rule].period.start, rules[rule].period.end) for rule in behind]
        yield Entry(
            day=day.number,
            occasion=occasion,
            subject=item.subject,
            item=item,
            before=change.before if change else None,
            then=then,
            news=_reasons(item, rising[key].new_rules) if key in rising else (),
            gone=_reasons(before.item(key), lifted) if before and key in rising else (),
            instead_of=tuple(gone.title for gone in replaced if gone.before.deadline is None),
            starting=tuple(rule for rule, start, _ in periods if start == day.number) if change else (),
            ending=tuple(rule for rule, _, end in periods if end == day.number + 1) if then else (),
            again=key in coming and day.is_recorded(key),
        )


def _rises(change: Change) -> bool:
    """Whether something recommended becomes urgent, or has to be done sooner."""
    if change.kind is not ChangeKind.MOVED:
        return False
    was, now = change.before, change.after
    if was.priority and now.priority and now.priority.rank < was.priority.rank and now.priority in _URGENT:
        return True
    return now.deadline is not None and now.deadline < (was.deadline or inf)


def _ends(playbook: Playbook, change: Change, changes: Mapping[ItemKey, Change]) -> bool:
    """Whether a window closes: what only makes room for another step of its group stands with that step.

    A letter that lets another one go first closes none.
    """
    if change.kind is not ChangeKind.WENT or change.after.reason is SetAsideReason.ONE_LETTER:
        return False
    return change.before.deadline is not None or not any(
        _replaces(playbook, other, change) for other in changes.values()
    )


def _replaces(playbook: Playbook, came: Change, went: Change) -> bool:
    actions = playbook.content.actions
    group = actions[went.action].group
    same = came.subject.entity == went.subject.entity and came.subject.id == went.subject.id
    moved = came.kind is ChangeKind.CAME and went.kind is ChangeKind.WENT
    return moved and same and bool(group) and actions[came.action].group == group


def _reasons(item: Recommendation, rules: Collection[str]) -> tuple[Reason, ...]:
    """What the rules say of an item, as far as they have a say in it."""
    return tuple(reason for reason in (*item.reasons, *item.moved_by) if reason.rule in rules)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By day and subject; what is recommended now by its deadline, overdue first, then by rank."""
    listed = list(entries)
    urgency: dict[tuple[int, str, str], float] = {}
    for entry in listed:
        rank = entry.item.priority.rank if entry.item else inf
        at = (entry.day, entry.subject.entity, entry.subject.id)
        urgency[at] = min(rank, urgency.get(at, inf))

    def order(entry: Entry) -> tuple[object, ...]:
        if entry.occasion is Occasion.NOW and entry.item:
            deadline = inf if entry.item.due is None else entry.item.due
            return entry.day, 0, deadline, entry.item.rank
        subject = entry.subject.entity, entry.subject.id
        occasion = list(Occasion).index(entry.occasion), entry.item.rank if entry.item else 0
        path = entry.noted.path if entry.noted else ""
        return entry.day, 1, urgency[entry.day, *subject], *subject, *occasion, path

    return sorted(listed, key=order)
