"""What was recorded in a state, and what the next review makes of it, as a page to read."""

from advisor.advice.compare import NOWHERE, ChangeKind, Comparison, Outcome, Place, key_of, outcomes_of
from advisor.advice.model import Subject
from advisor.reports.compare.changes import ChangesText
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import long_day
from advisor.source.record import record

_MOST = 12  # lines of a file shown
_WIDEST = 300


@record
class Logged:
    """A record: the file, its new lines with their numbers, the same as one line, and what follows from it.

    `lines` are none where it stood there already; `written` is whether the file has them now.  `answer` is
    what to type when an answer comes; "" where none is to be expected.
    """

    file: str
    lines: tuple[tuple[int, str], ...]
    event: str
    written: bool
    action: str
    subject: Subject
    title: str
    comparison: Comparison
    answer: str = ""


def log_text(logged: Logged, look: TerminalStyle) -> str:
    """The page."""
    page = Page(look)
    _recorded(page, logged)
    page.blank()
    _followed(page, logged)
    if logged.answer:
        page.blank()
        lead = "When an answer comes, record it with yes or no:"
        page.typed(lead, page.look.clean(logged.answer))
    return str(page)


def _recorded(page: Page, logged: Logged) -> None:
    look = page.look
    file, lines = look.clean(logged.file), logged.lines
    if not lines:
        page.add(f"{file} says so already, and stays as it is:", style="bold")
    else:
        verb = "Recorded" if logged.written else "Not written, for this is a dry run; it would be recorded"
        first, last = lines[0][0], lines[-1][0]
        where = f"line {first}" if first == last else f"lines {first} to {last}"
        page.add(f"{verb} in {file}, {where}:", style="bold")
    shown = [text for _, text in lines]
    if not shown or len(shown) > _MOST or max(map(len, shown)) > _WIDEST:
        shown = [logged.event]
    margin = min(len(text) - len(text.lstrip()) for text in shown)
    for text in shown:
        inner = len(text) - len(text.lstrip()) - margin
        page.add(look.clean(text), 2 + min(inner, 8), style="green")


def _followed(page: Page, logged: Logged) -> None:
    comparison, look = logged.comparison, page.look
    day = long_day(comparison.after.as_of)
    changes = [each for each in comparison.changes if each.kind is not ChangeKind.REWORDED]
    key = key_of(logged.action, logged.subject)
    mine = [each for each in changes if key_of(each.action, each.subject) == key]
    if not mine:
        standing = outcomes_of(comparison.after).get(key, NOWHERE)
        page.add(look.clean(logged.title), style="bold")
        page.add(f"In the advice of {day}: {_standing(standing, look)}", 2)
    if not (changes or comparison.new_questions or comparison.old_questions):
        return
    page.blank()
    page.add(f"What changes in the advice of {day}:", style="bold")
    page.blank()
    telling = ChangesText(page, comparison)
    telling.changes([*mine, *(each for each in changes if each not in mine)])
    telling.questions()


def _standing(standing: Outcome, look: TerminalStyle) -> str:
    if standing.place is Place.RECOMMENDED:
        return f"recommended as before, at rank {standing.rank}."
    if standing.place is Place.NEXT:
        return f"as before the next step after {look.clean(standing.after)}."
    if standing.place is Place.SET_ASIDE:
        return f"set aside as before. {look.clean(standing.because)}"
    return "no rule speaks for it, before or after, so the record changes nothing about it."


def new_lines(before: str, after: str) -> tuple[tuple[int, str], ...]:
    """The lines of a text that differ from an earlier one, from the first to the last such, with numbers."""
    old, new = before.splitlines(), after.splitlines()
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return tuple((at + 1, new[at]) for at in range(start, len(new) - end))
