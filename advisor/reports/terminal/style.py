"""How text may look: as wide as the terminal, with colour and signs where it has them."""

from advisor.reports.terminal.printable import one_line, with_plain_signs
from advisor.source.record import record

NARROWEST, WIDEST = 40, 100

_CODES = {"bold": "1", "dim": "2", "red": "1;31", "yellow": "1;33", "cyan": "1;36", "green": "1;32"}


@record
class TerminalStyle:
    """What the output can show.  `width` in cells; `unicode` is whether it has bars and bullets."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    @property
    def bullet(self) -> str:
        """Before one of several sentences."""
        return "•" if self.unicode else "-"

    @property
    def bar(self) -> str:
        """Left of a text to send."""
        return "│" if self.unicode else "|"

    @property
    def arrow(self) -> str:
        """Before what comes next."""
        return "→" if self.unicode else ">"

    @property
    def dot(self) -> str:
        """Between short remarks on one line, with its blanks."""
        return " · " if self.unicode else " - "

    @property
    def dots(self) -> str:
        """For text that is left out."""
        return "…" if self.unicode else "..."

    def paint(self, text: str, style: str) -> str:
        """The text in a style ("bold", "red", ...); without colour, or for the style "", as it is."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and style and text else text

    def clean(self, text: str) -> str:
        """Text of a state or a playbook on one line, safe to show."""
        text = one_line(text)
        return text if self.unicode else with_plain_signs(text)
