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
        page.typed("When an answer comes, record it with yes or no:", look.clean(logged.answer))
    return str(page)


def _recorded(page: Page, logged: Logged) -> None:
    file, lines = page.look.clean(logged.file), logged.lines
    if not lines:
        page.add(f"{file} says so already and stays as it is:", style="bold")
    else:
        verb = "Recorded" if logged.written else "Dry run, nothing written. It would be recorded"
        first, last = lines[0][0], lines[-1][0]
        where = f"line {first}" if first == last else f"lines {first} to {last}"
        page.add(f"{verb} in {file}, {where}:", style="bold")
    texts = [text for _, text in lines]
    if not texts or len(texts) > _MOST or max(map(len, texts)) > _WIDEST:
        texts = [logged.event]
    indents = [len(text) - len(text.lstrip()) for text in texts]
    for text, indent in zip(texts, indents, strict=True):
        page.add(text, 2 + min(indent - min(indents), 8), style="green")


def _followed(page: Page, logged: Logged) -> None:
    comparison = logged.comparison
    day = long_day(comparison.after.day)
    changes = [change for change in comparison.changes if change.kind is not ChangeKind.REWORDED]
    key = key_of(logged.action, logged.subject)
    # What was recorded about comes first.
    changes.sort(key=lambda change: key_of(change.action, change.subject) != key)
    differs = bool(changes or comparison.new_questions or comparison.old_questions)
    if not changes or key_of(changes[0].action, changes[0].subject) != key:
        outcome = outcomes_of(comparison.after).get(key, NOWHERE)
        page.add(logged.title, style="bold")
        if outcome.place is Place.NOWHERE:
            page.add(f"This wasn't on your list{'' if differs else ', so your advice stays the same'}.", 2)
        else:
            page.add(f"In the advice of {day}: {_unchanged(outcome)}", 2)
    if not differs:
        return
    page.blank()
    page.add(f"What changes in the advice of {day}:", style="bold")
    page.blank()
    text = ChangesText(page, comparison)
    text.changes(changes)
    text.questions()


def _unchanged(outcome: Outcome) -> str:
    """Where something stands in the advice, as it did before."""
    if outcome.place is Place.RECOMMENDED:
        return f"recommended as before, at rank {outcome.rank}."
    if outcome.place is Place.NEXT:
        return f"still the next step after {outcome.after}."
    return f"still set aside. {outcome.because}"


def new_lines(before: str, after: str) -> tuple[tuple[int, str], ...]:
    """The lines of a text that differ from an earlier one, from the first to the last such, with numbers."""
    old, new = before.splitlines(), after.splitlines()
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return tuple((at + 1, new[at]) for at in range(start, len(new) - end))
