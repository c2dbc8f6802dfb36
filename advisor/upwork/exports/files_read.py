"""The files of an import and of those before it: their kinds, their days, and when they were read."""

from collections.abc import Sequence

from advisor.facts.periods import Period
from advisor.facts.provenance import Origin, Provenance, ProvenanceNotes
from advisor.upwork.exports.model import Export, ExportKind, MergedFact

_BILLED = 14  # days after work, by which its hours are billed and paid


class FilesRead:
    """`day` (an ordinal) is the one on which `exports` are read; `sources` tell of earlier files."""

    def __init__(self, exports: Sequence[Export], sources: ProvenanceNotes, day: int) -> None:
        self.exports, self.day, self._sources = exports, day, sources
        self._kinds: dict[str, set[str]] = {}
        for export in exports:
            self._kinds.setdefault(export.file, set()).add(export.kind.value)
        of_now = [(export.kind.value, export.period) for export in exports if export.period]
        self._periods = [*sources.files(), *of_now]

    def is_read_again(self, origins: Sequence[Origin]) -> bool:
        """Whether some of the places are in files of this import."""
        return any(origin.file in self._kinds for origin in origins)

    def are_alike(self, fact: MergedFact, noted: Provenance) -> bool:
        """Whether the files behind a fact and behind a note are of the same kinds."""
        earlier = (self._sources.kinds(origin.file) for origin in noted.origins)
        return self._kinds_of(fact) == {kind for kinds in earlier for kind in kinds}

    def periods(self, fact: MergedFact) -> list[Period]:
        """The days of all files of the kinds of a fact, whether they tell it or not."""
        kinds = self._kinds_of(fact)
        return [period for kind, period in self._periods if kind in kinds]

    def may_be_unbilled(self, fact: MergedFact, noted: Provenance) -> bool:
        """Whether hours of a weekly summary are all of the time until two weeks after an amount was read."""
        read, kinds = self.read_on(noted), self._kinds_of(fact) - {ExportKind.API.value}
        if kinds != {ExportKind.WEEKLY.value} or read is None or fact.covers is None:
            return False
        return fact.covers[1] <= read + _BILLED

    def read_on(self, noted: Provenance) -> int | None:
        days = (self._sources.read_on(origin.file) for origin in noted.origins)
        return max((day for day in days if day is not None), default=None)

    def _kinds_of(self, fact: MergedFact) -> set[str]:
        return {kind for origin in fact.origins for kind in self._kinds.get(origin.file, {""})}
