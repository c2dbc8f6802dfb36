"""An agenda as values: what will come up, and on which day, if nothing changes and nothing is recorded."""

from collections.abc import Iterator
from enum import StrEnum

from advisor.advice.compare import Outcome
from advisor.advice.fill_templates import Fillers
from advisor.advice.model import Advice, Reason, Recommendation, Subject
from advisor.advice.names import Names
from advisor.advice.what_if import Supposition
from advisor.engine.run import Program, Run
from advisor.english.comparisons import Words
from advisor.facts.rows import Row
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import BusinessDaysUntil, DaysUntil
from advisor.playbook.types import FieldType
from advisor.source.record import record


class Occasion(StrEnum):
    """Why an entry stands on its day; in the order in which one day and subject tell them."""

    NOW = "now"  # recommended on the first day
    DATE = "date"  # a date that the state names
    ENDS = "last day"  # recommended on this day for the last time
    DUE = "due"  # its deadline
    RISES = "rises"  # more urgent from this day on
    COMES = "comes"  # recommended from this day on


@record
class NotedDate:
    """A date in the state: its path, what it is in words, and when (an ordinal)."""

    path: str
    words: str
    subject: Subject
    day: int


@record
class Entry:
    """Something to know on `day` (an ordinal): an `item` as it is recommended then, or a date `noted`."""

    day: int
    occasion: Occasion
    subject: Subject
    item: Recommendation | None = None
    noted: NotedDate | None = None
    before: Outcome | None = None  # until this day, of what comes or becomes more urgent
    then: Outcome | None = None  # from the next day on, of what ends
    news: tuple[Reason, ...] = ()  # of the rules that brought what is new
    gone: tuple[Reason, ...] = ()  # of the rules that held it back until now
    instead_of: tuple[str, ...] = ()  # the titles of what it replaces in its group
    starting: tuple[str, ...] = ()  # the rules behind it that hold from this day on
    ending: tuple[str, ...] = ()  # and those that hold until this day
    again: bool = False  # whether the history knows of what comes

    @property
    def is_deadline(self) -> bool:
        """Whether what is to be done has to be done on this day at the latest."""
        due = self.item is not None and self.item.due == self.day
        return self.then is not None or due


@record
class Agenda:
    """The entries from the day of `today` (the advice of the first day) to `last`, an ordinal.

    By day, then by subject, the most urgent first.  All of it rests on the facts that are `supposed`.
    """

    today: Advice
    last: int
    entries: tuple[Entry, ...]
    supposed: tuple[Supposition, ...] = ()


_OF_RECORDS = frozenset({"on", "until"})  # when something was done, and how long it rests


def noted_dates(program: Program, run: Run, last: int) -> Iterator[NotedDate]:
    """The dates after the day of the run until the last day, in order of entity, row and field.

    Of that day itself only those that days are counted to; of records none, which advice takes into account.
    """
    words = Words(program.playbook)
    names = Names(Fillers(program), run.view)
    for entity in program.schema.vocabulary.entities.values():
        passed_over = _OF_RECORDS if entity.belongs_to else ()
        dates = [name for name, field in entity.fields.items() if field.kind is FieldType.DATE]
        dated = [name for name in dates if name not in passed_over]
        formulas = (computed.formula for computed in entity.computed.values())
        awaited = {formula.of for formula in formulas if isinstance(formula, DaysUntil | BusinessDaysUntil)}
        for row in run.facts.rows[entity.name] if dated else ():
            for name in dated:
                day = run.facts.value(row, name)
                since = run.facts.as_of + (name not in awaited)
                if day is not None and since <= int(day) <= last:
                    noun = words.noun(Path(name, Root.SUBJECT, (), entity.name, name, FieldType.DATE))
                    subject = names.subject(_owner(program, row))
                    yield NotedDate(f"{row.path}.{name}", noun, subject, int(day))


def _owner(program: Program, row: Row) -> Row:
    """The row itself, or what it is listed under."""
    owner = program.schema.vocabulary.entities[row.entity].belongs_to
    return _owner(program, row.links[owner]) if owner else row
