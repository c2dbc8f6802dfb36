"""One fact of an import held against what the state has: which value holds, and whose it is.

What a person wrote always holds.  What an earlier import wrote gives way to the new one, but for a day or an
amount of which it told more.  Where an export says that there is none of something, what an import wrote
becomes null.
"""

from collections.abc import Collection
from enum import StrEnum

from advisor.facts.periods import Period, contains, gaps, joined, overlap, within, without
from advisor.facts.provenance import Origin, Provenance
from advisor.playbook.types import HUNDREDTHS, FieldType, Mismatch, Value, iso_date, plain, read_value, speak
from advisor.playbook.vocabulary import Field
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.source.tree import Node, Scalar, is_null
from advisor.upwork.exports.candidates import folded
from advisor.upwork.exports.model import Assertion, MergedFact, Note, UnplacedMoney


class ImportOutcome(StrEnum):
    """What became of a fact.

    ADDED: the state lacked it.  CHANGED: an earlier import wrote another value, and the new one takes its
    place.  SAME: it stood there already; or it is a name of before; or a person wrote what tells more (a
    later day, a larger amount than the sum of some days).  YOURS: a person wrote another value, which stays.
    KEPT: an earlier import tells of a later day, or of more, and stays.  REFUSED: the vocabulary does not
    hold it.
    """

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    YOURS = "yours"
    KEPT = "kept"
    REFUSED = "refused"


@record
class ImportChange:
    """What became of one fact.  `path` leads to it in the new state ("contracts.c-101.earned").

    `before` is the value in the old state as it is written there, "" where there was none ("null" is an
    unknown that a person wrote, or that an import did); `after` what the exports say, "" where they say that
    there is none.  `why` is a sentence where `outcome` alone does not tell it.
    """

    path: str
    outcome: ImportOutcome
    before: str
    after: str
    origins: tuple[Origin, ...]
    why: str = ""


@record
class NewRow:
    """A client or a contract that the state did not have: its path, and what people call it.

    `platform_id` is the platform's number of it, `client` the client's name ("" for a client itself).
    """

    path: str
    name: str
    client: str = ""
    platform_id: str = ""


@record
class ImportConflict:
    """Exports that contradict one another about one fact, so that nothing is written."""

    path: str
    values: tuple[Assertion, ...]


@record
class ImportResult:
    """All of it.  `lacking` counts facts by field that this vocabulary does not know; `notes` are remarks."""

    clients: tuple[NewRow, ...] = ()
    contracts: tuple[NewRow, ...] = ()
    changes: tuple[ImportChange, ...] = ()
    clashes: tuple[ImportConflict, ...] = ()
    unplaced: tuple[UnplacedMoney, ...] = ()
    notes: tuple[Note, ...] = ()
    lacking: tuple[tuple[str, int], ...] = ()


_TOGETHER = "import the files of both together to have every day counted once"


@record
class Resolution:
    """What becomes of a fact.

    `value` is what the exports say, or what follows from it, as it is written in a state; `source` is what is
    to be noted, None where the old note, or none, holds.  `why` is a sentence where the outcome alone does
    not tell it, `gap` what nobody told of an amount.
    """

    outcome: ImportOutcome
    value: str
    source: Provenance | None = None
    why: str = ""
    gap: str = ""


@record
class MergePolicy:
    """What stands beside a fact of a picture: the field, the day, and what the state has of it.

    `node` is what is written in the state (None: nothing), `noted` what an earlier import wrote there.
    `refunded` is what the picture says was returned, in cents; `alike` whether the exports behind the fact
    and those behind the note are of the same kinds, and `read` the days of all files of these kinds, whether
    or not they tell of this fact.  `again` are the files of this import that an earlier one read as well.
    `unbilled` is whether an amount may have hours in it that were not billed when the noted one was read,
    `is_name` whether things are found again by this field.
    """

    field: Field
    day: int
    node: Node | None
    noted: Provenance | None
    refunded: int = 0
    alike: bool = True
    read: tuple[Period, ...] = ()
    again: frozenset[str] = frozenset()
    unbilled: bool = False
    is_name: bool = False

    def of(self, fact: MergedFact) -> Resolution:
        """What becomes of the fact."""
        if not fact.value:
            return self._none(fact)
        text = without_forbidden(fact.value) if self.field.kind is FieldType.TEXT else fact.value
        new = read_value(text, self.field.kind, self.field.choices)
        if new == "":
            return Resolution(ImportOutcome.REFUSED, text, why="There is nothing in it.")
        if isinstance(new, Mismatch):
            return Resolution(ImportOutcome.REFUSED, text, why=f"It is not {new.expected}.")
        if self.field.past and isinstance(new, int) and new > self.day:
            today = speak(self.day, FieldType.DATE)
            return Resolution(ImportOutcome.REFUSED, text, why=f"That day has not come yet on {today}.")
        value = in_words_of_a_state(new, self.field.kind)
        source = Provenance(
            value, fact.origins, fact.day, without(fact.covers, fact.lacks) if fact.covers else ()
        )
        if self.node is None:
            return Resolution(ImportOutcome.ADDED, value, source)
        old = self._old()
        if not self._is_imported(old):
            is_news = not self._same(old, new) and not _tells_less(fact, old, new)
            named = self._named_too(source) if is_news and self.is_name else None
            return Resolution(ImportOutcome.YOURS if is_news else ImportOutcome.SAME, value, named)
        return self._newer(fact, old, new, source)

    def _none(self, fact: MergedFact) -> Resolution:
        """An export says that there is none of it."""
        old = self._old()
        source = Provenance("", fact.origins, fact.day)
        if old is None:
            return Resolution(
                ImportOutcome.SAME, "", self._noted_again(source) if self._is_imported(old) else None
            )
        if not self._is_imported(old):
            return Resolution(ImportOutcome.YOURS, "")
        return self._is_older(fact, source) or Resolution(ImportOutcome.CHANGED, "", source)

    def _old(self) -> Value | None:
        if not isinstance(self.node, Scalar) or is_null(self.node) or not self.node.text.strip():
            return None
        value = read_value(self.node.text, self.field.kind, self.field.choices)
        return None if isinstance(value, Mismatch) else value

    def _is_imported(self, old: Value | None) -> bool:
        if self.noted is None or self.node is None:
            return False
        if old is None or not self.noted.value:
            return old is None and not self.noted.value
        return read_value(self.noted.value, self.field.kind, self.field.choices) == old

    def _same(self, old: Value | None, new: Value) -> bool:
        if isinstance(old, str) and isinstance(new, str) and self.field.kind is FieldType.TEXT:
            return folded(old) == folded(new)
        return old == new

    def _newer(self, fact: MergedFact, old: Value | None, new: Value, source: Provenance) -> Resolution:
        assert self.noted is not None
        if fact.precedence is fact.precedence.PART and isinstance(old, int) and isinstance(new, int):
            return self._amount(old, new, source)
        if self._same(old, new):
            return Resolution(ImportOutcome.SAME, self.noted.value, self._noted_again(source))
        if fact.precedence is fact.precedence.LATEST and isinstance(old, int) and isinstance(new, int):
            if new < old:
                return Resolution(
                    ImportOutcome.KEPT, source.value, why="An earlier import tells of a later day."
                )
            return Resolution(ImportOutcome.CHANGED, source.value, source)
        if self.is_name and folded(source.value) in map(folded, self.noted.known_as):
            return Resolution(
                ImportOutcome.SAME, self.noted.value
            )  # an older export, or what a person calls otherwise
        if self.is_name:
            others = tuple(name for name in self.noted.names if folded(name) != folded(source.value))
            source = Provenance(source.value, source.origins, source.day, known_as=others)
        return self._is_older(fact, source) or Resolution(ImportOutcome.CHANGED, source.value, source)

    def _named_too(self, source: Provenance) -> Provenance | None:
        """The note of what a person calls otherwise, by which exports find it again; None where it stands."""
        noted = self.noted
        if noted is None:
            return source
        if folded(source.value) in map(folded, noted.names):
            return None
        return Provenance(noted.value, noted.origins, noted.day, known_as=(*noted.known_as, source.value))

    def _is_older(self, fact: MergedFact, source: Provenance) -> Resolution | None:
        """What becomes of a value that is told of an earlier day than the one that was imported."""
        assert self.noted is not None
        if fact.day is None or self.noted.day is None or fact.day >= self.noted.day:
            return None
        day = speak(self.noted.day, FieldType.DATE)
        return Resolution(
            ImportOutcome.KEPT, source.value, why=f"An earlier import tells how it was on {day}."
        )

    def _noted_again(self, source: Provenance) -> Provenance | None:
        """The note of a value that is told again, where the old one no longer leads there or tells less."""
        noted = self.noted
        assert noted is not None
        if noted.day is not None and (source.day is None or source.day < noted.day):
            return None
        is_gone = any(each.file in self.again for each in noted.origins)
        if is_gone or source.day != noted.day or source.periods != noted.periods:
            return Provenance(noted.value, source.origins, source.day, source.periods, noted.known_as)
        return None

    # Amounts of the days that exports cover

    def _amount(self, old: int, new: int, source: Provenance) -> Resolution:
        assert self.noted is not None
        had, has = self.noted.periods, source.periods
        if not had or not has:
            return self._of_all(old, new, source)
        if contains(has, had) and (self.alike or new >= old):
            return self._taken(old, new, source)
        if self.alike and not overlap(has, had):
            return self._summed(old, new, source)
        if new == old and contains(had, has):
            return Resolution(ImportOutcome.SAME, source.value)
        if new > old and contains(had, has):
            whole = Provenance(source.value, source.origins, source.day, had)
            return Resolution(ImportOutcome.CHANGED, source.value, whole)
        if new > old:
            why = f"The larger amount is taken, though the two tell of different days; {_TOGETHER}."
            return Resolution(ImportOutcome.CHANGED, source.value, source, why)
        if contains(had, has):
            return Resolution(ImportOutcome.KEPT, source.value, why="An earlier import tells of more days.")
        why = f"The larger amount stays, though the two tell of different days; {_TOGETHER}."
        return Resolution(ImportOutcome.KEPT, source.value, why=why)

    def _of_all(self, old: int, new: int, source: Provenance) -> Resolution:
        """A part of an amount against one that was told as the whole, refunds taken off perhaps."""
        if new > old and self.unbilled:
            why = (
                "An earlier import tells the whole amount; hours that are not billed yet may be in this one."
            )
            return Resolution(ImportOutcome.KEPT, source.value, why=why)
        if new - self.refunded > old:
            return Resolution(ImportOutcome.CHANGED, source.value, source)
        if new == old:
            return Resolution(ImportOutcome.SAME, source.value)
        why = "An earlier import tells the whole amount, and this is a part of it."
        return Resolution(ImportOutcome.KEPT, source.value, why=why)

    def _taken(self, old: int, new: int, source: Provenance) -> Resolution:
        assert self.noted is not None
        if new == old:
            return Resolution(ImportOutcome.SAME, self.noted.value, self._noted_again(source))
        return Resolution(ImportOutcome.CHANGED, source.value, source)

    def _summed(self, old: int, new: int, source: Provenance) -> Resolution:
        """Amounts of days apart from one another."""
        assert self.noted is not None
        value = in_words_of_a_state(old + new, self.field.kind)
        apart = joined((*self.noted.periods, *source.periods))
        periods = joined((*apart, *within(apart[0][0], apart[-1][1], self.read)))
        origins = tuple(dict.fromkeys((*self.noted.origins, *source.origins)))
        why = f"What was imported before, {speak(old, self.field.kind)}, is of other days, and is added."
        new_gaps = [each for each in gaps(periods) if each not in gaps(self.noted.periods)]
        gap = _untold(new_gaps) if new_gaps else ""
        return Resolution(
            ImportOutcome.CHANGED, value, Provenance(value, origins, source.day, periods), why, gap
        )


def _tells_less(fact: MergedFact, old: Value | None, new: Value) -> bool:
    """Whether a day is before, or a part of an amount below, what a person wrote: no contradiction."""
    if fact.precedence is fact.precedence.EXACT or not isinstance(old, int) or not isinstance(new, int):
        return False
    return new < old


def _untold(days: Collection[tuple[int, int]]) -> str:
    told = ", ".join(f"{iso_date(first)} to {iso_date(last)}" for first, last in days)
    return f"no file tells of {told}; what was paid then is not in the sums"


def in_words_of_a_state(value: Value, kind: FieldType) -> str:
    """A value as it is written in a state; money has two decimals where it has cents."""
    if kind is FieldType.MONEY and isinstance(value, int) and value % 100:
        return f"{value // 100}.{value % 100:02}"
    if kind in HUNDREDTHS and isinstance(value, int) and value % 100 == 0:
        return str(value // 100)
    return plain(value, kind)
