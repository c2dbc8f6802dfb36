"""What became of changes made to a playbook on purpose, as text and as JSON."""

from dataclasses import field

from advisor.reports.advice.as_json import SCHEMA_VERSION
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, floored, percent_in_words
from advisor.source.diagnostic import Location
from advisor.source.json_text import Forms, members, to_json
from advisor.source.record import record


@record
class Proposed:
    """A scenario that would notice a change: its text, a folder for it, and the scenario it is made of."""

    text: str
    folder: str
    like: str


@record
class Unnoticed:
    """A change that no scenario notices: what is changed (a rule or a parameter), how, and of what kind."""

    name: str
    words: str
    change: str
    location: Location = field(compare=False, repr=False)
    proposed: Proposed | None = None


@record
class MutationResult:
    """How many changes were tried and noticed; `asked` is the percentage to be noticed, None for any."""

    tried: int
    unnoticed: tuple[Unnoticed, ...]
    equivalent: int
    scenarios: int
    asked: float | None = None

    @property
    def noticed(self) -> int:
        """How many a scenario notices."""
        return self.tried - len(self.unnoticed)

    @property
    def score(self) -> float:
        """The percentage that is noticed; 100 where there was nothing to try."""
        return 100 * self.noticed / self.tried if self.tried else 100.0

    @property
    def suffices(self) -> bool:
        """Whether as much is noticed as was asked for."""
        return self.asked is None or self.score >= self.asked


def mutation_text(result: MutationResult, look: TerminalStyle) -> str:
    """Each change that goes unnoticed, worst first, with a scenario to paste; then a line that counts all."""
    page = Page(look)
    for each in result.unnoticed:
        _change(page, each)
    page.blank()
    page.add(_summary(result), style="green" if result.suffices else "red")
    if not result.suffices:
        page.add(f"Expected were {percent_in_words(result.asked or 0)}.", style="red")
    return str(page)


def mutation_json(result: MutationResult, *, ascii_only: bool = False) -> str:
    """An object with the counts and each change that goes unnoticed, worst first."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "scenarios": result.scenarios,
        "mutants": result.tried,
        "caught": result.noticed,
        "survived": len(result.unnoticed),
        "equivalent": result.equivalent,
        "score": floored(result.score),
        "survivors": result.unnoticed,
    }
    forms: Forms = {
        Proposed: lambda scenario: members(scenario, "folder", "like") | {"yaml": scenario.text},
        Unnoticed: lambda change: {
            "name": change.name,
            **members(change.location, "file", "line", "column"),
            **members(change, "change", "words", "proposed"),
        },
    }
    return to_json(value, forms, ascii_only=ascii_only)


def _change(page: Page, each: Unnoticed) -> None:
    look = page.look
    page.blank()
    page.add(look.clean(str(each.location)), style="bold")
    page.add(f"{look.clean(each.name)}: {look.clean(each.words)}: no scenario notices", 2, style="yellow")
    if each.proposed is None:
        page.add(
            "No scenario was found that would: no state near those of the scenarios tells them apart.", 2
        )
        return
    page.add(f"This one would, for a file in {look.clean(each.proposed.folder or '.')}, made of", 2)
    page.add(f'"{look.clean(each.proposed.like)}":', 4)
    # To be pasted as it is: YAML that is wrapped would be other YAML.
    page.lines(_indented(look, each.proposed.text))


def _indented(look: TerminalStyle, text: str) -> list[str]:
    """The lines, safe to show, the blanks before them kept."""
    found = []
    for line in text.splitlines():
        bare = line.lstrip(" ")
        found.append(" " * (len(line) - len(bare)) + look.clean(bare))
    return found


def _summary(result: MutationResult) -> str:
    told = [
        f"{count(result.tried, 'mutant')} against {count(result.scenarios, 'scenario')}",
        f"{result.noticed:,} caught",
        f"{len(result.unnoticed):,} survived",
        f"{result.equivalent:,} equivalent",
        f"score {percent_in_words(result.score)}",
    ]
    return ", ".join(told)
