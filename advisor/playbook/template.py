"""Plain text with `{path}` placeholders: titles, reasons and message drafts.

Read with the standard library's formatter syntax, paths only: no attributes, calls, conversions or
format specifications, so text from a playbook or a state can never run.
"""

from dataclasses import field

from advisor.playbook.conditions import Path
from advisor.source.diagnostic import Location
from advisor.source.record import record


@record
class Template:
    """Literal text and paths in turn, and the text as written."""

    parts: tuple[str | Path, ...]
    text: str
    location: Location = field(compare=False, repr=False)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of the placeholders, in order."""
        return tuple(part for part in self.parts if isinstance(part, Path))


def split_placeholders(text: str) -> list[tuple[str, str | None]] | str:
    """(literal text, placeholder after it or None) pairs, or what is wrong with the text."""
    import string

    pieces: list[tuple[str, str | None]] = []
    try:
        for literal, name, spec, conversion in string.Formatter().parse(text):
            if name is not None and (spec or conversion):
                return f'"{{{name}" goes on with a format or a conversion, expected a path alone'
            if name is not None and not name.strip():
                return "{} names nothing, expected a path between the braces"
            pieces.append((literal, None if name is None else name.strip()))
    except ValueError as error:
        return str(error).lower()
    return pieces
