"""Cells of a table that do not hold what they should: many of one form are one problem, not twenty.

A spreadsheet that saves an export changes whole columns ("03/03/2026", "3,00"); who reads of the first such
cell and of how many there are knows all of them.
"""

import re
from dataclasses import dataclass

from advisor.facts.exports.cells import is_formula
from advisor.facts.exports.problems import FileProblems

_CODE = "export-cell"
_MANY = 3  # cells of one form that are told as one
_MOST = 40  # forms that are told apart
_LETTERS = re.compile(r"[^\W\d]+")
_DIGITS = re.compile(r"\d+")
_FORMULA = "it looks like a formula, which an export has no use for: do not open it in a spreadsheet"
_MEND = "import the file as it was downloaded; if it is so there too, correct the cell"
_SAVED = "a spreadsheet may have changed the column when it saved the file: import it as it was downloaded"


@dataclass
class _Form:
    places: list[tuple[int, int]]
    messages: list[tuple[str, str]]  # before and behind the count
    formula: bool
    count: int = 0


class BadCells:
    """Collects them row by row; `tell` makes problems of them."""

    def __init__(self, problems: FileProblems) -> None:
        self._problems = problems
        self._forms: dict[tuple[int, str], _Form] = {}

    def is_known(self, column: int, cell: str) -> bool:
        """Whether so many cells of its form were found that the next one needs no exact place."""
        form = self._forms.get((column, _form(cell)))
        return form is not None and form.count >= _MANY

    def add(self, column: int, cell: str, place: tuple[int, int], found: str, expected: str) -> None:
        """Remember a cell; `found` tells the row, the column and what is there."""
        key = column, _form(cell)
        if key not in self._forms:
            key = key if len(self._forms) < _MOST else (column, "")
            self._forms.setdefault(key, _Form([], [], is_formula(cell)))
        form = self._forms[key]
        form.count += 1
        if form.count < _MANY:
            form.places.append(place)
            form.messages.append((found, f"; {expected} was expected"))

    def tell(self) -> None:
        """Record all of them as problems of the file."""
        for form in self._forms.values():
            if form.count < _MANY:
                for place, (found, expected) in zip(form.places, form.messages, strict=True):
                    hint = _FORMULA if form.formula else _MEND
                    self._problems.add(_CODE, place, f"{found}{expected}", hint)
                continue
            (found, expected), more = form.messages[0], f"{form.count - 1:,} more rows"
            hint = _FORMULA if form.formula else _SAVED
            self._problems.add(_CODE, form.places[0], f"{found}, and {more} the like{expected}", hint)
        self._forms.clear()


def _form(cell: str) -> str:
    """The signs of a cell, whatever its words and numbers are; formulas have one form."""
    return "=" if is_formula(cell) else _DIGITS.sub("0", _LETTERS.sub("a", cell[:60]))
