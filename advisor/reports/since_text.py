"""What is new in advice since it was saved, as the first part of the page; the advice follows with marks."""

from dataclasses import replace

from advisor.advice.compare import key_of
from advisor.advice.model import Advice, item_name
from advisor.advice.since import Since
from advisor.reports.changes_text import Telling
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.text import advice_text
from advisor.reports.wording import count, long_day


def since_text(found: Since, look: Look, *, who: str = "", top: int | None = None) -> str:
    """What is new, and then the advice as usual, in which each new thing is marked."""
    page = Page(look)
    then, now = found.comparison.before.as_of, found.comparison.after.as_of
    if found.is_empty:
        page.add(f"Nothing is new since {long_day(then)}", style="bold")
    else:
        page.add(f"What is new since {long_day(then)}", style="bold")
    for remark in _remarks(found, then, now):
        page.add(remark, style="dim")
    page.blank()
    Telling(page, found.comparison, reasons=True, answered=found.answered).everything()
    _unsure(page, found)
    return f"{page}\n{advice_text(marked(found), look, who=who, top=top)}"


def marked(found: Since) -> Advice:
    """The advice with a word behind all that is new."""
    advice, marks = found.comparison.after, found.marks
    told = {key: f" ({mark})" for key, mark in marks.items()}
    return Advice(
        advice.as_of,
        advice.playbook,
        recommendations=tuple(
            replace(item, title=item.title + told.get(key_of(item.action, item.subject), ""))
            for item in advice.recommendations
        ),
        set_aside=tuple(
            replace(item, title=item.title + told.get(key_of(item.action, item.subject), ""))
            for item in advice.set_aside
        ),
        questions=tuple(
            replace(item, question=f"{item.question} (new)") if item.path in found.new_questions else item
            for item in advice.questions
        ),
        digest=lambda: advice.digest,
        without=advice.without,
    )


def _remarks(found: Since, then: int, now: int) -> list[str]:
    """What a reader has to know before she trusts the list."""
    told = []
    if then == now:
        told.append("The saved advice is of the same day.")
    elif then > now:
        told.append(
            f"The saved advice is of a later day: this is how the advice of {long_day(now)} differs from it."
        )
    if found.other_playbook:
        told.append("The playbook has changed too, so a rule may be what is new, and not a fact or the day.")
    return told


def _unsure(page: Page, found: Since) -> None:
    """What may have been advised already, as the saved advice was cut; in short, as the advice tells all."""
    cut = found.recorded.cut
    if not cut:
        return
    page.blank()
    told = f"The saved advice was cut by --top: {count(cut, 'recommendation')} of then cannot be compared"
    if not found.unsure:
        page.add(f"{told}.", style="dim")
        return
    page.add(f"{told}, so these may be new or not. Save it without --top to be told.", style="dim")
    for change in found.unsure:
        title = change.title or item_name(change.action, change.subject)
        page.add(page.look.clean(title), 1, mark="?", mark_style="yellow")
