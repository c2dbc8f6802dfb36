"""An agenda as a page to read in a terminal: what is on the table today, then day by day what comes up."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby

from advisor.advice.agenda_model import Agenda, Entry, Occasion
from advisor.advice.model import Question, item_name
from advisor.reports.agenda.sentences import headline, reasons, remarks, urgency
from advisor.reports.terminal.layout import PRIORITY_STYLES, Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, count, long_day, playbook_named, subject_label

_SIGNS = {
    Occasion.COMES: ("+", "green"),
    Occasion.RISES: ("^", "red"),
    Occasion.DUE: ("!", "red"),
    Occasion.ENDS: ("!", "red"),
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_IN = 4  # blanks before what belongs to an entry
_MOST_QUESTIONS = 3  # shown; the most useful come first


def agenda_text(agenda: Agenda, look: TerminalStyle, *, who: str = "") -> str:
    """The agenda as text that ends with a line break; `who` is the freelancer's name, where it is known."""
    page = Page(look)
    _header(page, agenda, look.clean(who))
    now = [entry for entry in agenda.entries if entry.occasion is Occasion.NOW]
    coming = [entry for entry in agenda.entries if entry.occasion is not Occasion.NOW]
    if now:
        page.heading("On the table today")
        for entry in now:
            _now(page, entry, agenda)
        page.add("For the reasons and the steps, run: advisor advise", style="dim")
    for day, entries in groupby(coming, lambda entry: entry.day):
        _day(page, day, entries, agenda)
    if not coming:
        page.blank()
        page.add(f"Nothing {'else ' if now else ''}comes up until {long_day(agenda.last)}.")
    _questions(page, agenda.today.questions)
    return str(page)


def _header(page: Page, agenda: Agenda, name: str) -> None:
    today = agenda.today
    page.add(f"Agenda for {name}" if name else "Your agenda", style="bold")
    playbook = f"playbook: {playbook_named(today, page.look.clean)}"
    page.remarks([f"{long_day(today.day)} to {long_day(agenda.last)}", playbook], 0, style="dim")
    if agenda.supposed:
        from advisor.reports.compare.what_if import add_suppositions  # most agendas suppose nothing

        add_suppositions(page, agenda.supposed)
    page.blank()
    page.add(
        "Here is what comes up if nothing changes and nothing is recorded. Whatever you do and record "
        "changes what follows."
    )
    if number := len(today.questions):
        page.add(f"{count(number, 'open question')} could change it too: see the end.")


def _now(page: Page, entry: Entry, agenda: Agenda) -> None:
    page.add(headline(entry), 1, mark=page.look.bullet, style="bold")
    _urgency(page, entry, agenda, 3)
    page.add(subject_label(entry.subject), 3)
    for remark in remarks(entry):
        page.add(remark, 3)
    page.blank()


def _day(page: Page, day: int, entries: Iterable[Entry], agenda: Agenda) -> None:
    days = day - agenda.today.day
    away = "today" if days == 0 else "tomorrow" if days == 1 else f"in {count(days, 'day')}"
    weekday = _WEEKDAYS[datetime.date.fromordinal(day).weekday()]
    page.heading(page.look.dot.join([f"{weekday} {long_day(day)}", away]))
    for _, group in groupby(entries, lambda entry: (entry.subject.entity, entry.subject.id)):
        first, *others = group
        label = page.look.clean(first.subject.label)
        page.add(capitalized(label), 1)
        for entry in (first, *others):
            _entry(page, entry, agenda)
        page.blank()


def _entry(page: Page, entry: Entry, agenda: Agenda) -> None:
    sign, style = _SIGNS.get(entry.occasion, (page.look.bullet, ""))
    if entry.item is None:
        page.add(headline(entry), _IN - 2, mark=sign)
        return
    page.add(headline(entry), _IN - 2, mark=sign, mark_style=style, style="bold")
    _urgency(page, entry, agenda, _IN)
    for reason in reasons(entry):
        page.add(reason, _IN, mark=page.look.bullet)
    for remark in remarks(entry):
        page.add(remark, _IN)
    page.add(item_name(entry.item.action, entry.subject), _IN, style="dim")


def _urgency(page: Page, entry: Entry, agenda: Agenda, indent: int) -> None:
    if entry.item is not None:
        style = "red" if entry.is_deadline else PRIORITY_STYLES.get(entry.item.priority, "")
        page.add(urgency(entry, agenda.today.day), indent, style=style)


def _questions(page: Page, questions: Sequence[Question]) -> None:
    if questions:
        page.heading("What could change this")
    for question in questions[:_MOST_QUESTIONS]:
        page.add(question.question, mark="?", mark_style="cyan")
        page.add(subject_label(question.subject), 2)
        page.add(question.path, 2, style="dim")
    more = len(questions) - _MOST_QUESTIONS
    if more > 0:
        page.add(f"{page.look.dots} and {more:,} more; advisor advise lists them all.")
