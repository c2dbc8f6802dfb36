"""A page of terminal text, put together paragraph by paragraph."""

from advisor.playbook.model import Priority
from advisor.reports.look import Look
from advisor.reports.wrapping import cells, wrap

PRIORITY_STYLES = {Priority.CRITICAL: "red", Priority.HIGH: "yellow", Priority.MEDIUM: "cyan"}


class Page:
    """Collects lines that fit a `Look`.  Text must be clean already; styles are those of `Look.paint`."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._lines: list[str] = []

    def __str__(self) -> str:
        """The page, with a line break at its end."""
        return "\n".join(self._lines).strip("\n") + "\n"

    def blank(self) -> None:
        """An empty line, unless there is one."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def add(
        self, text: str, indent: int = 0, *, mark: str = "", style: str = "", mark_style: str = ""
    ) -> None:
        """A paragraph behind `indent` blanks; a mark, such as a bullet, hangs out before its first line."""
        hang = cells(mark) + 1 if mark else 0
        wrapped = wrap(text, self.look.width - indent - hang)
        for number, line in enumerate(wrapped):
            lead = mark if number == 0 and mark else " " * max(hang - 1, 0)
            lead = self.look.paint(lead, mark_style) + " " if mark else ""
            self._lines.append(" " * indent + lead + self.look.paint(line, style))

    def typed(self, lead: str, command: str) -> None:
        """A command to copy into a shell, below a lead: its line is never broken, however long it is."""
        self.add(lead, style="dim")
        self.lines(["  " + self.look.paint(command, "dim")])

    def lines(self, lines: list[str]) -> None:
        """Lines that are painted and fit already."""
        self._lines += lines

    def heading(self, text: str) -> None:
        """The title of a part, apart from what stands around it."""
        self.blank()
        self.add(text, style="green")
        self.blank()

    def remarks(self, parts: list[str], indent: int, *, style: str = "") -> None:
        """Short remarks one after the other, as many on a line as fit; a longer one is wrapped."""
        row: list[str] = []
        for part in parts:
            if row and cells(self.look.dot.join([*row, part])) > self.look.width - indent:
                self.add(self.look.dot.join(row), indent, style=style)
                row = []
            row.append(part)
        self.add(self.look.dot.join(row), indent, style=style)

    def quote(self, paragraphs: list[str], indent: int) -> None:
        """A text to send, with a bar on its left; an empty paragraph is an empty line."""
        bar = " " * indent + self.look.paint(self.look.bar, "cyan")
        for paragraph in paragraphs:
            wrapped = wrap(paragraph, self.look.width - indent - 2)
            self._lines += [f"{bar} {line}" for line in wrapped] or [bar]
