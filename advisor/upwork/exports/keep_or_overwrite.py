"""One fact of an import held against what the state has: which value holds, and whose it is.

What a person wrote always holds.  What an earlier import wrote gives way to the new one, but for a day or an
amount of which it had more.  Where an export says that there is none of something, what an import wrote
becomes null.
"""

from collections.abc import Collection

from advisor.facts.periods import Period, contains, gaps, joined, overlap, within, without
from advisor.facts.provenance import Provenance
from advisor.playbook.types import FieldType, Mismatch, Value, iso_date, plain, read_value, speak
from advisor.playbook.units import UNNAMED, Units
from advisor.playbook.vocabulary import Field
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.source.tree import Node, Scalar, text_of
from advisor.upwork.exports.candidates import folded
from advisor.upwork.exports.cells import dollars, iso
from advisor.upwork.exports.model import ImportOutcome, MergedFact, Precedence

_TOGETHER = "import the files of both together to have every day counted once"


@record
class Resolution:
    """What becomes of a fact; `value` is what follows from the exports, as it is written in a state."""

    outcome: ImportOutcome
    value: str
    source: Provenance | None = None  # what is to be noted; None where the old note, or none, holds
    why: str = ""  # a sentence, where the outcome alone does not say it
    gap: str = ""  # the days of an amount that no file covers


def _changed(source: Provenance, why: str = "", gap: str = "") -> Resolution:
    return Resolution(ImportOutcome.CHANGED, source.value, source, why, gap)


def _kept(source: Provenance, why: str) -> Resolution:
    return Resolution(ImportOutcome.KEPT, source.value, why=why)


@record
class MergePolicy:
    """What stands beside a fact of exports: its field, the day, and what the state has of it."""

    field: Field
    day: int
    node: Node | None  # what is written in the state
    noted: Provenance | None  # what an earlier import wrote there
    refunded: int = 0  # in cents
    alike: bool = True  # the exports behind the fact and behind the note are of the same kinds
    read: tuple[Period, ...] = ()  # the days of all files of these kinds, with this fact or without
    again: frozenset[str] = frozenset()  # the files of this import, which an earlier one may have read too
    unbilled: bool = False  # an amount may have hours that were not billed when the noted one was read
    units: Units = UNNAMED  # of the playbook
    is_name: bool = False  # things are found again by this field

    def resolve(self, fact: MergedFact) -> Resolution:
        if not fact.value:
            return self._none(fact)
        text = without_forbidden(fact.value) if self.field.kind is FieldType.TEXT else fact.value
        new = read_value(text, self.field.kind, self.field.choices, self.units)
        if reason := self._refusal(new):
            return Resolution(ImportOutcome.REFUSED, text, why=reason)
        assert not isinstance(new, Mismatch)
        value = state_text(new, self.field.kind)
        periods = without(fact.covers, fact.lacks) if fact.covers else ()
        source = Provenance(value, fact.origins, fact.day, periods)
        if self.node is None:
            return Resolution(ImportOutcome.ADDED, value, source)
        old, imported = self._old(), self._imported()
        if imported is not None:
            return self._newer(fact, old, new, source, imported)
        is_news = not self._same(old, new) and not _is_less(fact, old, new)
        named = self._named_too(source) if is_news and self.is_name else None
        return Resolution(ImportOutcome.YOURS if is_news else ImportOutcome.SAME, value, named)

    def _refusal(self, new: Value | Mismatch) -> str:
        """Why a state cannot hold a value; "" where it can."""
        if new == "":
            return "There is nothing in it."
        if isinstance(new, Mismatch):
            return f"It is not {new.expected}."
        if self.field.past and isinstance(new, int) and new > self.day:
            return f"That day has not come yet on {speak(self.day, FieldType.DATE)}."
        return ""

    def _none(self, fact: MergedFact) -> Resolution:
        source, imported = Provenance("", fact.origins, fact.day), self._imported()
        if self._old() is None:
            again = _noted_again(source, imported, self.again) if imported else None
            return Resolution(ImportOutcome.SAME, "", again)
        if fact.precedence is Precedence.LATEST and (imported is None or imported.value >= iso(fact.day)):
            return Resolution(ImportOutcome.SAME, "" if imported is None else imported.value)
        if imported is None:
            return Resolution(ImportOutcome.YOURS, "")
        return _older(source, imported) or _changed(source)

    def _old(self) -> Value | None:
        if not isinstance(self.node, Scalar) or not text_of(self.node):
            return None
        value = read_value(self.node.text, self.field.kind, self.field.choices, self.units)
        return None if isinstance(value, Mismatch) else value

    def _imported(self) -> Provenance | None:
        """The note of the value in the state, if that is still the one that an import wrote."""
        if self.noted is None or self.node is None:
            return None
        old, value = self._old(), self.noted.value
        if old is None or not value:
            return self.noted if old is None and not value else None
        read = read_value(value, self.field.kind, self.field.choices, self.units)
        return self.noted if read == old else None

    def _same(self, old: Value | None, new: Value) -> bool:
        if isinstance(old, str) and isinstance(new, str) and self.field.kind is FieldType.TEXT:
            return folded(old) == folded(new)
        return old == new

    def _newer(
        self, fact: MergedFact, old: Value | None, new: Value, source: Provenance, noted: Provenance
    ) -> Resolution:
        if isinstance(old, int) and isinstance(new, int):
            if fact.precedence is Precedence.PART:
                return self._amount(old, new, source, noted)
            if fact.precedence is Precedence.LATEST and new < old:
                return _kept(source, "An earlier import tells of a later day.")
            if fact.precedence is Precedence.LATEST and new > old:
                return _changed(source)
        if self._same(old, new):
            return Resolution(ImportOutcome.SAME, noted.value, _noted_again(source, noted, self.again))
        if self.is_name:
            if folded(source.value) in map(folded, noted.known_as):
                return Resolution(ImportOutcome.SAME, noted.value)  # as an older export or a person calls it
            others = tuple(name for name in noted.names if folded(name) != folded(source.value))
            source = Provenance(source.value, source.origins, source.day, known_as=others)
        return _older(source, noted) or _changed(source)

    def _named_too(self, source: Provenance) -> Provenance | None:
        """The note of what a person calls otherwise, by which exports find it again; None where it stands."""
        noted = self.noted
        if noted is None:
            return source
        if folded(source.value) in map(folded, noted.names):
            return None
        return Provenance(noted.value, noted.origins, noted.day, known_as=(*noted.known_as, source.value))

    def _amount(self, old: int, new: int, source: Provenance, noted: Provenance) -> Resolution:
        had, has = noted.periods, source.periods
        if not had or not has:
            return self._of_all(old, new, source)
        if contains(has, had) and (self.alike or new >= old):
            if new == old:
                return Resolution(ImportOutcome.SAME, noted.value, _noted_again(source, noted, self.again))
            return _changed(source)
        if self.alike and not overlap(has, had):
            return self._summed(old, new, source, noted)
        if contains(had, has):
            if new == old:
                return Resolution(ImportOutcome.SAME, source.value)
            if new > old:
                return _changed(Provenance(source.value, source.origins, source.day, had))
            return _kept(source, "An earlier import tells of more days.")
        if new > old:
            why = f"The larger amount is taken, though the two tell of different days; {_TOGETHER}."
            return _changed(source, why)
        return _kept(source, f"The larger amount stays, though the two tell of different days; {_TOGETHER}.")

    def _of_all(self, old: int, new: int, source: Provenance) -> Resolution:
        """A part of an amount against one that was the whole, refunds taken off perhaps."""
        whole = "An earlier import tells the whole amount"
        if new > old and self.unbilled:
            return _kept(source, f"{whole}; hours that are not billed yet may be in this one.")
        if new - self.refunded > old:
            return _changed(source)
        if new == old:
            return Resolution(ImportOutcome.SAME, source.value)
        return _kept(source, f"{whole}, and this is a part of it.")

    def _summed(self, old: int, new: int, source: Provenance, noted: Provenance) -> Resolution:
        value = state_text(old + new, self.field.kind)
        apart = joined((*noted.periods, *source.periods))
        periods = joined((*apart, *within(apart[0][0], apart[-1][1], self.read)))
        origins = tuple(dict.fromkeys((*noted.origins, *source.origins)))
        before = speak(old, self.field.kind, self.units)
        why = f"What was imported before, {before}, is of other days, and is added."
        new_gaps = [gap for gap in gaps(periods) if gap not in gaps(noted.periods)]
        return _changed(Provenance(value, origins, source.day, periods), why, _gap(new_gaps))


def _older(source: Provenance, noted: Provenance) -> Resolution | None:
    if source.day is None or noted.day is None or source.day >= noted.day:
        return None
    return _kept(source, f"An earlier import tells how it was on {speak(noted.day, FieldType.DATE)}.")


def _noted_again(source: Provenance, noted: Provenance, again: Collection[str]) -> Provenance | None:
    """The note of a value that comes again, where the old one no longer leads there or has less."""
    if noted.day is not None and (source.day is None or source.day < noted.day):
        return None
    is_gone = any(origin.file in again for origin in noted.origins)
    if is_gone or source.day != noted.day or source.periods != noted.periods:
        return Provenance(noted.value, source.origins, source.day, source.periods, noted.known_as)
    return None


def _is_less(fact: MergedFact, old: Value | None, new: Value) -> bool:
    """Whether a day is before, or a part of an amount below, what a person wrote: no contradiction."""
    is_least = fact.precedence is not Precedence.EXACT
    return is_least and isinstance(old, int) and isinstance(new, int) and new < old


def _gap(days: Collection[Period]) -> str:
    stretches = ", ".join(f"{iso_date(first)} to {iso_date(last)}" for first, last in days)
    return f"no file tells of {stretches}; what was paid then is not in the sums" if days else ""


def state_text(value: Value, kind: FieldType) -> str:
    """A value as it is written in a state; money has two decimals where it has cents."""
    if kind is FieldType.MONEY and isinstance(value, int) and value % 100:
        return dollars(value)
    return plain(value, kind)
