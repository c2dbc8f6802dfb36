"""Whose advice another playbook changes, and how, as a page to read."""

from advisor.playbook.changed import Changed, Mark
from advisor.playbook.quantities import speak
from advisor.reports.changes_text import Telling
from advisor.reports.diff import DiffReport, StateDiff
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.wording import count, long_day


def diff_text(report: DiffReport, look: Look) -> str:
    """The states whose advice differs, each with what differs, and a line that counts them and the others."""
    page = Page(look)
    page.add(f"{look.clean(report.old.named)} {look.arrow} {look.clean(report.new.named)}", style="bold")
    page.remarks(_playbooks(report.changed, look), 0, style="dim")
    for state in report.differing:
        _state(page, state, report.changed)
    page.blank()
    page.add(_summary(report), style="yellow" if report.differing or report.broken else "green")
    return str(page)


def _playbooks(changed: Changed, look: Look) -> list[str]:
    marks = [f"{number:,} {mark}" for mark in Mark if (number := changed.count(mark))]
    told = [f"rules: {', '.join(marks)}" if marks else "the same rules"]
    for old, new in changed.numbers:
        values = f"{speak(old.value, old.kind)} {look.arrow} {speak(new.value, new.kind)}"
        told.append(f"{look.clean(new.name)}: {values}")
    return told


def _summary(report: DiffReport) -> str:
    wording = sum(state.comparison.is_wording for state in report.differing)
    changing, states = len(report.differing) - wording, count(len(report.states), "state")
    told = f"Advice changes in {changing:,} of {states}" if changing else f"No advice changes in {states}"
    if wording:
        told += f"; in {wording:,}{' more' if changing else ''} it is only told otherwise"
    if report.broken:
        told += f"; {count(len(report.broken), 'state')} could not be read"
    return told


def _state(page: Page, state: StateDiff, changed: Changed) -> None:
    look, comparison = page.look, state.comparison
    page.blank()
    page.add(look.clean(state.who or state.file), style="bold")
    day = long_day(comparison.after.as_of)
    page.remarks([look.clean(state.file), day] if state.who else [day], 0, style="dim")
    page.blank()
    Telling(page, comparison, marks=changed.rules).everything()
