"""Where something stands in a file."""

from advisor.source.record import record


@record
class Location:
    """A place in a file; line and column count from 1, columns in characters. `str` is "file:line:column"."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def __lt__(self, other: "Location") -> bool:
        """In order of file, line and column."""
        return (self.file, self.line, self.column) < (other.file, other.line, other.column)
