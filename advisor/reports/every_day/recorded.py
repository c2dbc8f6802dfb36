"""What was recorded about an item, or taken back, and what it changes, in a few lines."""

from advisor.advice.compare import Comparison
from advisor.reports.compare.in_short import changed_in_short
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, count, long_day
from advisor.source.record import record


@record
class Recorded:
    """A record; days are ordinals.

    `verb` is what became of the item ("done"), on which day (`on`), and until when it rests.  `deadline` is
    its last day, if it has one.  `is_news` is whether the file did not say so before, and `answer` what to
    type when an answer comes, "" where none is to be expected.  `named` is what commands need after that to
    find the same file (" -f me.yaml"), "" where it is the usual one; `may_be_undone` is whether it can be
    taken back.
    """

    file: str
    verb: str
    title: str
    on: int
    until: int | None
    deadline: int | None
    is_news: bool
    comparison: Comparison
    answer: str = ""
    named: str = ""
    may_be_undone: bool = True


def recorded_text(told: Recorded, look: TerminalStyle) -> str:
    """The page."""
    page = Page(look)
    when = f"until {long_day(told.until)}" if told.until is not None else f"on {long_day(told.on)}"
    file, title = look.clean(told.file), look.clean(told.title).rstrip(".")
    if not told.is_news:
        page.add(f"{file} says so already: {title}, {told.verb} {when}.", style="bold")
        return str(page)
    page.add(f"{capitalized(told.verb)} {when}: {title}.", style="bold")
    if told.until is not None and told.deadline is not None and told.until > told.deadline:
        late = count(told.until - told.deadline, "day")
        page.add(f"Mind its deadline: {long_day(told.deadline)}, {late} before that.", style="yellow")
    changed_in_short(page, told.comparison)
    if told.answer:
        page.typed("When an answer comes, record it with yes or no:", look.clean(told.answer + told.named))
    page.add(_written(file, told.named, may_be_undone=told.may_be_undone), style="dim")
    return str(page)


def all_recorded_text(
    lead: str, titles: list[str], comparison: Comparison, written: tuple[str, str, bool], look: TerminalStyle
) -> str:
    """Several records of one kind; `lead` are words for it.

    `written` are the file, what names it in commands (as `named` of a record), and whether undo works.
    """
    page = Page(look)
    page.add(f"{capitalized(lead)}:", style="bold")
    for title in titles:
        page.add(look.clean(title), 2, mark=look.bullet)
    changed_in_short(page, comparison)
    file, named, may_be_undone = written
    page.add(_written(look.clean(file), named, may_be_undone=may_be_undone), style="dim")
    return str(page)


def _written(file: str, named: str, *, may_be_undone: bool) -> str:
    return f"Written into {file}." + (f" Take it back: advisor undo{named}" if may_be_undone else "")


def undone_text(what: str, file: str, comparison: Comparison, look: TerminalStyle) -> str:
    """That a change (`what`, in words, or "") was taken back in a file, and what that changes."""
    page = Page(look)
    of = f": {look.clean(what).rstrip('.')}" if what else ""
    page.add(f"Taken back{of}. {look.clean(file)} is as it was before.", style="bold")
    changed_in_short(page, comparison)
    return str(page)
