"""One fact of an import held against what the state has: which value holds, and whose it is.

What a person wrote always holds.  What an earlier import wrote gives way to the new one, but for a day or an
amount of which it had more.  Where an export says that there is none of something, what an import wrote
becomes null.
"""

from collections.abc import Collection
from dataclasses import replace

from advisor.facts.periods import Period, contains, gaps, joined, overlap, within, without
from advisor.facts.provenance import Provenance
from advisor.playbook.types import FieldType, Mismatch, Value, iso_date, plain, read_value, speak
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import Field
from advisor.source.encoding import without_forbidden
from advisor.source.record import record
from advisor.source.tree import Node, text_of
from advisor.upwork.exports.candidates import folded
from advisor.upwork.exports.cells import dollars, iso
from advisor.upwork.exports.files_read import FilesRead
from advisor.upwork.exports.model import ImportOutcome, MergedFact, Precedence

_TOGETHER = "import the files of both together to have every day counted once"
_APART = f"though the two tell of different days; {_TOGETHER}"


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
    """What stands beside a fact of exports: its field, and what the state has of it."""

    field: Field
    node: Node | None  # what is written in the state
    noted: Provenance | None  # what an earlier import wrote there
    files: FilesRead
    units: Units  # of the playbook
    refunded: int = 0  # in cents
    is_name: bool = False  # things are found again by this field

    def resolve(self, fact: MergedFact) -> Resolution:
        if not fact.value:
            return self._none(fact)
        text = without_forbidden(fact.value) if self.field.kind is FieldType.TEXT else fact.value
        new = self._read(text)
        reason = self._refusal(new)
        if reason or isinstance(new, Mismatch):
            return Resolution(ImportOutcome.REFUSED, text, why=reason)
        value = state_text(new, self.field.kind)
        periods = without(fact.covers, fact.lacks) if fact.covers else ()
        source = Provenance(value, fact.origins, fact.day, periods)
        if self.node is None:
            return Resolution(ImportOutcome.ADDED, value, source)
        old, imported = self._old(), self._imported()
        if imported is not None:
            return self._newer(fact, old, new, source, imported)
        is_least = fact.precedence is not Precedence.EXACT  # a day before, or less than a person wrote
        is_less = is_least and isinstance(old, int) and isinstance(new, int) and new < old
        if is_less or self._same(old, new):
            return Resolution(ImportOutcome.SAME, value)
        return Resolution(ImportOutcome.YOURS, value, self._named_too(source) if self.is_name else None)

    def _read(self, text: str) -> Value | Mismatch:
        return read_value(text, self.field.kind, self.field.choices, self.units)

    def _refusal(self, new: Value | Mismatch) -> str:
        """Why a state cannot hold a value; "" where it can."""
        if new == "":
            return "There is nothing in it."
        if isinstance(new, Mismatch):
            return f"It is not {new.expected}."
        if self.field.past and isinstance(new, int) and new > self.files.day:
            return f"That day has not come yet on {speak(self.files.day, FieldType.DATE)}."
        return ""

    def _none(self, fact: MergedFact) -> Resolution:
        source, imported = Provenance("", fact.origins, fact.day), self._imported()
        if self._old() is None:
            return Resolution(ImportOutcome.SAME, "", self._again(source, imported) if imported else None)
        if fact.precedence is Precedence.LATEST and (imported is None or imported.value >= iso(fact.day)):
            return Resolution(ImportOutcome.SAME, "" if imported is None else imported.value)
        if imported is None:
            return Resolution(ImportOutcome.YOURS, "")
        return _older(source, imported) or _changed(source)

    def _old(self) -> Value | None:
        value = self._read(text_of(self.node)) if text_of(self.node) else None
        return None if isinstance(value, Mismatch) else value

    def _imported(self) -> Provenance | None:
        """The note of the value in the state, if that is still the one that an import wrote."""
        if self.noted is None or self.node is None:
            return None
        was = self._read(self.noted.value) if self.noted.value else None
        return self.noted if was == self._old() else None

    def _same(self, old: Value | None, new: Value) -> bool:
        if isinstance(old, str) and isinstance(new, str) and self.field.kind is FieldType.TEXT:
            return folded(old) == folded(new)
        return old == new

    def _newer(
        self, fact: MergedFact, old: Value | None, new: Value, source: Provenance, noted: Provenance
    ) -> Resolution:
        if isinstance(old, int) and isinstance(new, int):
            if fact.precedence is Precedence.PART:
                return self._amount(fact, old, new, source, noted)
            if fact.precedence is Precedence.LATEST and new != old:
                earlier = _kept(source, "An earlier import tells of a later day.")
                return _changed(source) if new > old else earlier
        if self._same(old, new):
            return Resolution(ImportOutcome.SAME, noted.value, self._again(source, noted))
        if self.is_name:
            if folded(source.value) in map(folded, noted.known_as):
                return Resolution(ImportOutcome.SAME, noted.value)  # as an older export or a person calls it
            others = tuple(name for name in noted.names if folded(name) != folded(source.value))
            source = replace(source, known_as=others)
        return _older(source, noted) or _changed(source)

    def _named_too(self, source: Provenance) -> Provenance | None:
        """The note of what a person calls otherwise, by which exports find it again; None where it stands."""
        noted = self.noted
        if noted is None or folded(source.value) in map(folded, noted.names):
            return source if noted is None else None
        return Provenance(noted.value, noted.origins, noted.day, known_as=(*noted.known_as, source.value))

    def _again(self, source: Provenance, noted: Provenance) -> Provenance | None:
        """The note of a value that comes again, where the old one no longer leads there or has less."""
        if noted.day is not None and (source.day is None or source.day < noted.day):
            return None
        is_news = source.day != noted.day or source.periods != noted.periods
        is_gone = self.files.is_read_again(noted.origins)
        return replace(source, value=noted.value, known_as=noted.known_as) if is_gone or is_news else None

    def _amount(
        self, fact: MergedFact, old: int, new: int, source: Provenance, noted: Provenance
    ) -> Resolution:
        had, has, alike = noted.periods, source.periods, self.files.are_alike(fact, noted)
        if not had or not has:
            return self._of_all(old, new, source, self.files.may_be_unbilled(fact, noted))
        if contains(has, had) and (alike or new >= old):
            if new == old:
                return Resolution(ImportOutcome.SAME, noted.value, self._again(source, noted))
            return _changed(source)
        if alike and not overlap(has, had):
            return self._summed(fact, old + new, source, noted)
        if contains(had, has):
            if new == old:
                return Resolution(ImportOutcome.SAME, source.value)
            is_more = _changed(replace(source, periods=had))
            return is_more if new > old else _kept(source, "An earlier import tells of more days.")
        if new > old:
            return _changed(source, f"The larger amount is taken, {_APART}.")
        return _kept(source, f"The larger amount stays, {_APART}.")

    def _of_all(self, old: int, new: int, source: Provenance, unbilled: bool) -> Resolution:
        """A part of an amount against one that was the whole, refunds taken off perhaps."""
        whole = "An earlier import tells the whole amount"
        if new > old and unbilled:
            return _kept(source, f"{whole}; hours that are not billed yet may be in this one.")
        if new - self.refunded > old:
            return _changed(source)
        if new == old:
            return Resolution(ImportOutcome.SAME, source.value)
        return _kept(source, f"{whole}, and this is a part of it.")

    def _summed(self, fact: MergedFact, total: int, source: Provenance, noted: Provenance) -> Resolution:
        value = state_text(total, self.field.kind)
        apart = joined((*noted.periods, *source.periods))
        periods = joined((*apart, *within(apart[0][0], apart[-1][1], self.files.periods(fact))))
        origins = tuple(dict.fromkeys((*noted.origins, *source.origins)))
        before = speak(self._old() or 0, self.field.kind, self.units)
        why = f"What was imported before, {before}, is of other days, and is added."
        new_gaps = [gap for gap in gaps(periods) if gap not in gaps(noted.periods)]
        return _changed(Provenance(value, origins, source.day, periods), why, _gap(new_gaps))


def _older(source: Provenance, noted: Provenance) -> Resolution | None:
    if source.day is None or noted.day is None or source.day >= noted.day:
        return None
    return _kept(source, f"An earlier import tells how it was on {speak(noted.day, FieldType.DATE)}.")


def _gap(days: Collection[Period]) -> str:
    stretches = ", ".join(f"{iso_date(first)} to {iso_date(last)}" for first, last in days)
    return f"no file tells of {stretches}; what was paid then is not in the sums" if days else ""


def state_text(value: Value, kind: FieldType) -> str:
    """A value as it is written in a state; money has two decimals where it has cents."""
    if kind is FieldType.MONEY and isinstance(value, int) and value % 100:
        return dollars(value)
    return plain(value, kind)
