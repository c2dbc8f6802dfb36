"""The problems of one file of exports: as many as are worth reading, then a count of the rest."""

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import ExportError

MOST = 20  # told of one file


class FileProblems:
    """Problems of one file as they are found; nothing of the file is used once there is one."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Diagnostic] = []
        self._more = 0
        self._last = (1, 1)

    def add(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        """Record a problem at a line and column; those behind the twentieth are only counted."""
        if self.is_full:
            self._more += 1
            self._last = max(self._last, place)
            return
        newest = Diagnostic(code, Location(self.file, *place), message, hint)
        if newest not in self._found:
            self._found.append(newest)

    @property
    def is_full(self) -> bool:
        """Whether so many were found that others are only counted, and need no exact place."""
        return len(self._found) >= MOST

    def check(self) -> None:
        """Raises ExportError with everything that was found, if there is anything."""
        if not self._found:
            return
        told = sorted(self._found)
        if self._more:
            noun = "problem" if self._more == 1 else "problems"
            message = f"{self._more:,} more {noun} in this file, the last one here"
            hint = "the first problems often explain the others"
            told.append(Diagnostic("export-many", Location(self.file, *self._last), message, hint))
        raise ExportError(told)
