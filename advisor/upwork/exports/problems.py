"""The problems of one file of exports: as many as are worth reading, then a count of the rest."""

import re
from dataclasses import dataclass, field

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import ExportError
from advisor.upwork.exports.cells import is_formula

MOST = 20  # problems listed of one file
_MANY = 3  # bad cells of one form that become one problem
_MOST_FORMS = 40
_LETTERS = re.compile(r"[^\W\d]+")
_DIGITS = re.compile(r"\d+")
_FORMULA = "it looks like a formula, which an export has no use for: do not open it in a spreadsheet"
_CELL_HINT = "import the file as it was downloaded; if it is so there too, correct the cell"
_SAVED = "a spreadsheet may have changed the column when it saved the file: import it as it was downloaded"


class FileProblems:
    """Problems of one file as they are found; nothing of the file is used once there is one."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._diagnostics: list[Diagnostic] = []
        self._more = 0
        self._last = (1, 1)

    def add(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        """Record a problem at a line and column; those behind the twentieth are only counted."""
        if self.is_full:
            self._more += 1
            self._last = max(self._last, place)
            return
        newest = Diagnostic(code, Location(self.file, *place), message, hint)
        if newest not in self._diagnostics:
            self._diagnostics.append(newest)

    @property
    def is_full(self) -> bool:
        """Whether so many were found that others are only counted, and need no exact place."""
        return len(self._diagnostics) >= MOST

    def check(self) -> None:
        """Raises ExportError with all problems, if there are any."""
        if not self._diagnostics:
            return
        diagnostics = sorted(self._diagnostics)
        if self._more:
            noun = "problem" if self._more == 1 else "problems"
            message = f"{self._more:,} more {noun} in this file, the last one here"
            hint = "the first problems often explain the others"
            diagnostics.append(Diagnostic("export-many", Location(self.file, *self._last), message, hint))
        raise ExportError(diagnostics)


@dataclass
class _Form:
    """Bad cells of one column that look alike; of the first ones: where, what is there, what should be."""

    hint: str
    count: int = 0
    cells: list[tuple[tuple[int, int], str, str]] = field(default_factory=list)


class BadCells:
    """The bad cells of a table: those of one column that look alike become one problem."""

    def __init__(self, problems: FileProblems) -> None:
        self._problems = problems
        self._forms: dict[tuple[int, str], _Form] = {}

    def is_known(self, column: int, cell: str) -> bool:
        """Whether so many cells of its form were found that the next one needs no exact place."""
        form = self._forms.get((column, _form(cell)))
        return form is not None and form.count >= _MANY

    def add(
        self, column: int, cell: str, place: tuple[int, int], message: str, *, tail: str, hint: str = ""
    ) -> None:
        """Remember a cell; `message` has the row, the column and what is there, `tail` what should be."""
        key = column, _form(cell)
        if key not in self._forms and len(self._forms) >= _MOST_FORMS:
            key = column, ""
        form = self._forms.setdefault(key, _Form(hint or (_FORMULA if is_formula(cell) else "")))
        form.count += 1
        if form.count < _MANY:
            form.cells.append((place, message, tail))

    def report(self) -> None:
        for form in self._forms.values():
            is_one = form.count >= _MANY
            more = f", and {form.count - 1:,} more rows the like" if is_one else ""
            hint = form.hint or (_SAVED if is_one else _CELL_HINT)
            for place, message, tail in form.cells[:1] if is_one else form.cells:
                self._problems.add("export-cell", place, f"{message}{more}; {tail}", hint)
        self._forms.clear()


def _form(cell: str) -> str:
    """The signs of a cell, whatever its words and numbers are; formulas have one form."""
    return "=" if is_formula(cell) else _DIGITS.sub("0", _LETTERS.sub("a", cell[:60]))
