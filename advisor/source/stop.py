"""Where and why a YAML parser stopped: its complaint with the text around it (explained in `syntax`)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from advisor.source.builder import Mark
from advisor.source.characters import lines_of
from advisor.source.diagnostic import Diagnostic
from advisor.source.location import Location


class Problem(Protocol):
    """What both parsers put on their errors. Marks count from 0; any part may be missing."""

    context: str | None
    context_mark: Mark | None
    problem: str | None
    problem_mark: Mark | None


@dataclass
class Stop:
    """Where and why a parser stopped. Lines and columns count from 0, as in marks."""

    problem: Problem
    text: str
    file: str

    @cached_property
    def complaint(self) -> str:
        parts = (self.problem.context, self.problem.problem)
        return ": ".join(part for part in parts if part)

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.text)

    @cached_property
    def mark(self) -> tuple[int, int, int]:
        mark = self.problem.problem_mark
        return (mark.line, mark.column, mark.index) if mark else (0, 0, 0)

    @cached_property
    def opened(self) -> tuple[int, int, int]:
        """Where the thing that was being read began."""
        mark = self.problem.context_mark
        return (mark.line, mark.column, mark.index) if mark else self.mark

    @cached_property
    def found(self) -> str:
        """The text at which the parser stopped, in a few words."""
        rest = self.text[self.mark[2] : self.mark[2] + 200]
        if not rest.strip():
            return "the end of the file"
        line = lines_of(rest)[0].strip()
        if not line:
            return "the end of the line"
        return f"'{few_words(line)}'"

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def last_line_before(self, number: int) -> int:
        """The nearest line above that is not blank, or `number` itself."""
        above = number - 1
        while above > 0 and not self.line(above).strip():
            above -= 1
        return max(above, 0)

    def at(
        self, line: int, column: int, message: str, hint: str = "", code: str = "yaml-syntax"
    ) -> Diagnostic:
        return Diagnostic(code, Location(self.file, line + 1, column + 1), message, hint)

    def at_problem(self, message: str, hint: str = "") -> Diagnostic:
        return self.at(self.mark[0], self.mark[1], message, hint)

    def at_opened(self, message: str, hint: str = "") -> Diagnostic:
        return self.at(self.opened[0], self.opened[1], message, hint)


def few_words(text: str) -> str:
    return text if len(text) <= 40 else text[:37].rstrip() + "..."
