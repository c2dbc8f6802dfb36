"""What if: the advice as it is beside the advice as it would be, were some facts otherwise."""

import datetime

from advisor.advice.api import Playbook
from advisor.advice.compare import Comparison, compare_advice
from advisor.advice.fill_templates import Fillers, spoken
from advisor.advice.model import Advice, Subject
from advisor.advice.names import Names
from advisor.engine.run import Run
from advisor.english.comparisons import Words, tested_in_english
from advisor.facts.rows import Fact, Row, fact_at, row_at
from advisor.facts.state import State
from advisor.playbook.conditions import Compare, FieldTest, Op, Presence
from advisor.playbook.dependencies import rule_reads
from advisor.playbook.expressions import Literal
from advisor.playbook.types import FieldType, plain, speak
from advisor.playbook.vocabulary import POLICY
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Mapping


@record
class SubjectStake:
    """What a subject has at stake before and after, as `AtStake.amount`; 0 where nothing is told."""

    subject: Subject
    before: int | None
    after: int | None


@record
class Stakes:
    """The sums before and after, None where a part is not known; and the subjects that differ, by id."""

    before: int | None
    after: int | None
    differing: tuple[SubjectStake, ...]


def stakes_by_subject(advice: Advice, kind: FieldType) -> dict[Subject, int | None]:
    """The most of one kind that each subject has at stake in what is recommended; None: not known."""
    stakes: dict[Subject, int | None] = {}
    for item in advice.recommendations:
        if item.stake is not None and item.stake.kind is kind:
            known = [n for n in (stakes.get(item.subject), item.stake.amount) if n is not None]
            stakes[item.subject] = max(known, default=None)
    return stakes


def compare_stakes(before: Advice, after: Advice, kind: FieldType) -> Stakes:
    """The points, or the money, at stake in two pieces of advice for one person.

    Subjects whose amounts are known in neither are left out.  Sums count each loss as if it were the only
    one: all losses of points together would cost less.
    """
    old, new = stakes_by_subject(before, kind), stakes_by_subject(after, kind)
    was, now = ({(s.entity, s.id): points for s, points in by.items()} for by in (old, new))
    subjects = {(subject.entity, subject.id): subject for subject in (*old, *new)}
    stakes = [
        SubjectStake(subjects[key], was.get(key, 0), now.get(key, 0))
        for key in sorted(subjects)
        if was.get(key) is not None or now.get(key) is not None
    ]
    differing = tuple(stake for stake in stakes if stake.before != stake.after)
    return Stakes(_sum([s.before for s in stakes]), _sum([s.after for s in stakes]), differing)


def _sum(points: list[int | None]) -> int | None:
    known = [number for number in points if number is not None]
    return sum(known) if len(known) == len(points) else None


AS_OF = "as_of"


@record
class SupposedValue:
    """One fact in words: its value ("unhappy"), and a clause about it ("the client is unhappy")."""

    value: str
    clause: str


@record
class Supposition:
    """A fact, or a whole contract or list of events, that is supposed to be otherwise than it is.

    `about` labels whom it concerns; `read` is whether advice can hang on it, `is_so` whether it is so now.
    """

    path: str
    about: str
    today: SupposedValue
    supposed: SupposedValue
    read: bool
    is_so: bool


def _suppositions(playbook: Playbook, changes: Mapping, today: Run, supposed: Run) -> tuple[Supposition, ...]:
    """Each path of the changes once, in order; both states were reviewed without a problem."""
    words = _PathWords(playbook)
    paths = dict.fromkeys(entry.key.text for entry in changes.entries)
    return tuple(words.supposition(path, today, supposed) for path in paths)


class _PathWords:
    def __init__(self, playbook: Playbook) -> None:
        self.vocabulary = playbook.content.vocabulary
        self.words = Words(playbook.content)
        self.fillers = Fillers(playbook.program)
        rules = playbook.content.rules
        self.reads = {name for rule in rules for name in rule_reads(rule, self.vocabulary)}

    def supposition(self, path: str, today: Run, supposed: Run) -> Supposition:
        if path == AS_OF:
            days = [speak(run.facts.as_of, FieldType.DATE) for run in (today, supposed)]
            was, now = (SupposedValue(day, f"it is {day}") for day in days)
            return Supposition(path, "", was, now, read=True, is_so=was == now)
        before, after = fact_at(today.facts, path), fact_at(supposed.facts, path)
        known = before or after
        if known is None:
            return self._whole(path, today, supposed)
        about = self._label(known.row, today if before else supposed)
        name = (known.path.entity or POLICY, known.path.name)
        is_so = before is not None and after is not None and before.value == after.value
        values = self._value(before, today), self._value(after, supposed)
        entity = self.vocabulary.entities[known.row.entity] if known.row else None
        # Advice may hang on more than rules name: on what was done, moved last, or leads on.
        counts = entity and (entity.belongs_to or name[1] in (*entity.activity, *entity.links))
        return Supposition(path, about, *values, name in self.reads or bool(counts), is_so)

    def _value(self, fact: Fact | None, run: Run) -> SupposedValue:
        if fact is None:
            return SupposedValue("unknown", "it is not there")
        if fact.value is None:
            return SupposedValue("unknown", self._clause(fact, Presence(False), run))
        kind = fact.path.kind
        test = Compare(Op.EQ, Literal(fact.value, plain(fact.value, kind)))
        return SupposedValue(
            spoken(fact.value, kind, self.vocabulary.words.units), self._clause(fact, test, run)
        )

    def _clause(self, fact: Fact, test: Compare | Presence, run: Run) -> str:
        """The clause, in which an event is named by what was done: "the check-in was on 5 November 2026"."""
        clause = tested_in_english(self.words, FieldTest(fact.path, test, Location("", 1, 1)))
        entity = self.vocabulary.entities[fact.row.entity] if fact.row is not None else None
        if fact.row is None or entity is None or not entity.belongs_to or not clause.startswith("it "):
            return clause
        did = run.facts.value(fact.row, "did") if entity.records_deeds else None
        return f"the {did or entity.called} {clause.removeprefix('it ')}"

    def _label(self, row: Row | None, run: Run) -> str:
        """Whom a fact is about; for an event its owner."""
        entity = self.vocabulary.entities[row.entity] if row is not None else None
        if row is None or entity is None or entity.single:
            return ""
        if entity.belongs_to:
            return self._label(row.links[entity.belongs_to], run)
        return Names(self.fillers, run.view).subject(row).label

    def _whole(self, path: str, today: Run, supposed: Run) -> Supposition:
        """A whole contract, client or event, or all events of one."""
        before, after = row_at(today.facts, path), row_at(supposed.facts, path)
        owner = row_at(supposed.facts, path.rpartition(".")[0])
        about = self._label(before or after or owner, today if before else supposed)
        what = "its list" if after is None else "it"
        was = SupposedValue("as it is", f"{what} is as your state tells it")
        was = was if before or not after else SupposedValue("not there", "it is not there")
        given = SupposedValue("as given", f"{what} is as given here")
        return Supposition(path, about, was, given, True, False)


@record
class WhatIf:
    """Today's advice and the supposed one, held against each other."""

    suppositions: tuple[Supposition, ...]
    comparison: Comparison
    points: Stakes
    money: Stakes

    @property
    def answered(self) -> frozenset[str]:
        """The paths of the questions that the suppositions answer."""
        paths = {supposition.path for supposition in self.suppositions}
        return frozenset(paths & {question.path for question in self.comparison.old_questions})


def what_if(playbook: Playbook, state: State, changes: Mapping, as_of: datetime.date | None = None) -> WhatIf:
    """The advice for a state beside that with `changes` (paths and values as in `facts/override.py`).

    Both are for the same day, unless the changes name another.  Raises StateError with every problem.
    """
    today, supposed = _reviewed(playbook, state, changes, as_of)
    before, after = playbook.advise(today), playbook.advise(supposed)
    changed = _suppositions(playbook, changes, today, supposed)
    points, money = (compare_stakes(before, after, kind) for kind in (FieldType.POINTS, FieldType.MONEY))
    return WhatIf(changed, compare_advice(before, after), points, money)


def supposed_in(
    playbook: Playbook, state: State, changes: Mapping, as_of: datetime.date | None = None
) -> tuple[Supposition, ...]:
    """What `changes` suppose of a state, in words.  Raises StateError with every problem."""
    return _suppositions(playbook, changes, *_reviewed(playbook, state, changes, as_of))


def _reviewed(
    playbook: Playbook, state: State, changes: Mapping, as_of: datetime.date | None
) -> tuple[Run, Run]:
    # The supposed state first, so that what is wrong with both is reported at once.
    supposed = playbook.run(playbook.changed(state, changes), as_of)
    day = as_of
    if day is None and changes.get(AS_OF) is None:
        day = datetime.date.fromordinal(supposed.facts.as_of)
    return playbook.run(state, day), supposed
