"""Advice as a page to read in a terminal.

For the form that programs read, see `json_report`.
"""

from itertools import groupby

from advisor.advice.model import Advice, Question, Recommendation, SetAside, SetAsideReason, Subject
from advisor.playbook.model import Priority
from advisor.reports.draft import paragraphs
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.wording import action_words, count, due, long_day, points_at_stake

_PRIORITY_STYLE = {Priority.CRITICAL: "red", Priority.HIGH: "yellow", Priority.MEDIUM: "cyan"}
_REASON_WORDS = {
    SetAsideReason.FORBIDDEN: "Better not",
    SetAsideReason.DONE: "Done",
    SetAsideReason.SNOOZED: "Put off",
    SetAsideReason.DISMISSED: "Dismissed",
}
_IN = 4  # blanks before what belongs to a numbered entry
_BROUGHT = 3  # actions named behind a question; the first ones weigh most


def advice_text(advice: Advice, look: Look, *, who: str = "", top: int | None = None) -> str:
    """The advice as text that ends with a line break.

    `who` is the freelancer's name, where it is known.  `top` is how many recommendations are shown; a line
    tells how many more there are.
    """
    page = Page(look)
    _header(page, advice, who)
    _recommended(page, advice, top)
    _set_aside(page, advice.set_aside)
    _questions(page, advice)
    return str(page)


def _header(page: Page, advice: Advice, who: str) -> None:
    look = page.look
    name = look.clean(who)
    page.add(f"Advice for {name}" if name else "Your advice", style="bold")
    facts = [long_day(advice.as_of), f"playbook: {look.clean(advice.playbook)}"]
    page.add(look.dot.join(facts), style="dim")


def _heading(page: Page, text: str) -> None:
    page.blank()
    page.add(text, style="green")
    page.blank()


def _recommended(page: Page, advice: Advice, top: int | None) -> None:
    if not advice.recommendations:
        _nothing_to_do(page, advice)
        return
    _heading(page, "Do now")
    for item in advice.recommendations[:top]:
        _recommendation(page, advice, item)
    more = len(advice.recommendations[top:]) if top is not None else 0
    if more:
        page.add(f"{page.look.dots} and {more:,} more, less urgent.")


def _nothing_to_do(page: Page, advice: Advice) -> None:
    page.blank()
    page.add("There is nothing you need to do now. Enjoy your day, and look again when something changes.")
    if advice.questions:
        page.add("With answers to the questions below there may be more to say.")


def _recommendation(page: Page, advice: Advice, item: Recommendation) -> None:
    look = page.look
    page.add(look.clean(item.title), mark=f"{item.rank:>{_IN - 2}}.", style="bold")
    _urgency(page, advice, item)
    for text in dict.fromkeys(look.clean(reason.text) for reason in item.reasons):
        page.add(text, _IN, mark=look.bullet)
    for text in dict.fromkeys(look.clean(reason.text) for reason in item.moved_by):
        page.add(f"For its urgency: {text}", _IN, mark=look.bullet)
    if item.steps:
        page.add("How", _IN, style="cyan")
        for number, step in enumerate(item.steps, start=1):
            page.add(look.clean(step), _IN, mark=f"{number}.")
    if item.message is not None:
        page.add("Draft, to make your own", _IN, style="cyan")
        page.quote(paragraphs(look.clean_lines(item.message)), _IN)
    if item.next_steps:
        page.add("If that fails", _IN, style="cyan")
        for after in item.next_steps:
            page.add(look.clean(after.title), _IN, mark=look.arrow)
    _sources(page, item)
    page.blank()


def _urgency(page: Page, advice: Advice, item: Recommendation) -> None:
    """How urgent, until when, for which subject; then what is at stake and what it takes."""
    look = page.look
    first = item.priority.value.capitalize()
    if item.deadline is not None:
        first += f", {due(item.deadline, advice.as_of)}"
    late = item.deadline is not None and item.deadline <= advice.as_of
    page.add(first, _IN, style="red" if late else _PRIORITY_STYLE.get(item.priority, ""))
    remarks = [look.clean(item.subject.label)] if item.subject.id != item.subject.entity else []
    if item.points is not None and item.points > 0:
        remarks.append(f"{points_at_stake(item.points)} at stake (an estimate)")
    remarks.append(f"{item.effort.value} effort")
    page.add(look.dot.join(remarks), _IN)


def _sources(page: Page, item: Recommendation) -> None:
    look = page.look
    remarks = [_address(item.action, item.subject)]
    for name, ids in (("rule", item.rules), ("claim", item.claims)):
        if ids:
            remarks.append(f"{name if len(ids) == 1 else name + 's'} {', '.join(dict.fromkeys(ids))}")
    page.add(look.clean(look.dot.join(remarks)), _IN, style="dim")


def _address(action: str, subject: Subject) -> str:
    """The action and its subject by their ids, as scenarios and the history of a state write them."""
    return action if subject.id == subject.entity else f"{action}@{subject.id}"


def _set_aside(page: Page, items: tuple[SetAside, ...]) -> None:
    if not items:
        return
    _heading(page, "Set aside, and why")
    for _, group in groupby(items, key=lambda item: (item.subject, item.reason, item.by, item.because)):
        together = list(group)
        for item in together:
            page.add(page.look.clean(item.title), mark=page.look.bullet)
        first = together[0]
        words = f"{_REASON_WORDS[first.reason]}: {page.look.clean(first.because)}"
        page.add(words, 2)
        places = [_address(item.action, item.subject) for item in together]
        by = f"by {first.by}" if first.reason is SetAsideReason.FORBIDDEN else ""
        remarks = [", ".join(places), by] if by else [", ".join(places)]
        page.add(page.look.clean(page.look.dot.join(remarks)), 2, style="dim")


def _questions(page: Page, advice: Advice) -> None:
    if not advice.questions:
        return
    _heading(page, "What we would need to know")
    titles = _titles(advice)
    for item in advice.questions:
        _question(page, item, titles)


def _question(page: Page, item: Question, titles: dict[tuple[str, Subject], str]) -> None:
    look = page.look
    page.add(look.clean(item.question), mark="?", mark_style="cyan")
    remarks = [look.clean(item.subject.label)] if item.subject.id != item.subject.entity else []
    if item.find:
        remarks.append(f"see {look.clean(item.find)}")
    if remarks:
        page.add(look.dot.join(remarks), 2)
    for verb, actions in (("Could bring", item.could_bring), ("Could rule out", item.could_forbid)):
        if actions:
            named = [titles.get((action, item.subject)) or action_words(action) for action in actions]
            shown = "; ".join(look.clean(name) for name in named[:_BROUGHT])
            more = f"; and {count(len(named) - _BROUGHT, 'more', 'more')}" if len(named) > _BROUGHT else ""
            page.add(f"{verb}: {shown}{more}", 2)
    page.add(look.clean(item.path), 2, style="dim")


def _titles(advice: Advice) -> dict[tuple[str, Subject], str]:
    """The titles of actions by subject, as far as the advice holds them."""
    found = {(item.action, item.subject): item.title for item in advice.set_aside}
    for item in advice.recommendations:
        found |= {(step.action, item.subject): step.title for step in item.next_steps}
        found[item.action, item.subject] = item.title
    return found
