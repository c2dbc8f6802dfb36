"""Whose advice another playbook changes, and how, as a page to read."""

from collections.abc import Callable

from advisor.advice.compare import Change, Comparison, Kind, Place, Standing
from advisor.advice.model import Question, item_name
from advisor.playbook.changed import Changed, Mark
from advisor.playbook.quantities import speak
from advisor.reports.diff import DiffReport, StateDiff
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.wording import count, listed, long_day, short_day

_IN = 4  # blanks before what belongs to an entry
_SIGNS = {
    Kind.CAME: ("+", "green"),
    Kind.WENT: ("-", "red"),
    Kind.MOVED: ("~", "yellow"),
    Kind.SET_ASIDE: ("x", "red"),
    Kind.NO_LONGER_SET_ASIDE: ("o", "green"),
    Kind.NEXT_STEP: ("+", "dim"),
    Kind.NO_LONGER_NEXT_STEP: ("-", "dim"),
}


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
    for change in comparison.changes:
        if change.kind is not Kind.REWORDED:
            _change(page, change, comparison, changed)
    for question in comparison.new_questions:
        _question(page, question, "green", "asked for now")
    for question in comparison.old_questions:
        _question(page, question, "red", "no longer asked for")
    reworded = [change for change in comparison.changes if change.kind is Kind.REWORDED]
    if reworded:
        told = [
            f"{item_name(change.action, change.subject)} ({', '.join(change.reworded)})"
            for change in reworded
        ]
        page.add(f"Told otherwise: {look.clean('; '.join(told))}", 1, style="dim")


def _change(page: Page, change: Change, comparison: Comparison, changed: Changed) -> None:
    look = page.look
    sign, style = _SIGNS[change.kind]
    page.add(look.clean(change.title), 1, mark=sign, mark_style=style, style="bold")
    for told in _TOLD[change.kind](change, look):
        page.add(told, _IN - 1)
    if change.reworded:
        page.add(f"told otherwise: {', '.join(change.reworded)}", _IN - 1)
    page.remarks(
        [look.clean(each) for each in (item_name(change.action, change.subject), *_rules(change, changed))],
        _IN - 1,
        style="dim",
    )


def _question(page: Page, question: Question, style: str, what: str) -> None:
    look = page.look
    page.add(look.clean(question.question), 1, mark="?", mark_style=style)
    page.remarks([what, look.clean(question.path)], _IN - 1, style="dim")


def _came(change: Change, look: Look) -> list[str]:
    told = [f"comes at {_place(change.after)}"]
    if change.before.place is Place.SET_ASIDE:
        told.append(f"was set aside: {look.clean(change.before.because)}")
    elif change.before.place is Place.NEXT:
        told.append(f"was the next step after {look.clean(change.before.after)}")
    return told


def _went(change: Change, look: Look) -> list[str]:
    now = change.after
    told = [f"was {_place(change.before)}"]
    if now.place is Place.SET_ASIDE:
        told.append(f"is set aside: {look.clean(now.because)}")
    elif now.place is Place.NEXT:
        told.append(f"is the next step after {look.clean(now.after)}")
    return told


def _moved(change: Change, look: Look) -> list[str]:
    was, now = change.before, change.after
    told = []
    if was.rank != now.rank:
        told.append(f"rank {was.rank} {look.arrow} {now.rank}")
    if was.priority is not now.priority:
        told.append(f"{_word(was)} {look.arrow} {_word(now)}")
    if was.deadline != now.deadline:
        told.append(f"{_due(was)} {look.arrow} {_due(now)}")
    return [", ".join(told)]


def _set_aside(change: Change, look: Look) -> list[str]:
    because = look.clean(change.after.because)
    if change.before.place is Place.SET_ASIDE:
        return [f"set aside for another reason: {because}"]
    return [f"set aside: {because}"]


def _next_step(change: Change, look: Look) -> list[str]:
    return [f"next step after {look.clean(change.after.after)}"]


def _nothing_more(change: Change, look: Look) -> list[str]:
    if change.after.place is Place.NEXT:
        return [f"no longer set aside: next step after {look.clean(change.after.after)}"]
    if change.before.place is Place.NEXT:
        return [f"no longer the next step after {look.clean(change.before.after)}"]
    return ["no longer considered; it was set aside"]


_TOLD: dict[Kind, Callable[[Change, Look], list[str]]] = {
    Kind.CAME: _came,
    Kind.WENT: _went,
    Kind.MOVED: _moved,
    Kind.SET_ASIDE: _set_aside,
    Kind.NO_LONGER_SET_ASIDE: _nothing_more,
    Kind.NEXT_STEP: _next_step,
    Kind.NO_LONGER_NEXT_STEP: _nothing_more,
}


def _place(standing: Standing) -> str:
    told = f"rank {standing.rank}, {_word(standing)}"
    return told if standing.deadline is None else f"{told}, {_due(standing)}"


def _word(standing: Standing) -> str:
    return standing.priority.value if standing.priority is not None else ""


def _due(standing: Standing) -> str:
    return "no deadline" if standing.deadline is None else f"by {short_day(standing.deadline)}"


def _rules(change: Change, changed: Changed) -> list[str]:
    """The rules that made the difference: new voices and those that fell silent, else those that changed."""
    told = []
    if change.new_rules:
        told.append(f"by {listed([_marked(rule, changed) for rule in change.new_rules])}")
    if change.old_rules:
        told.append(f"no longer by {listed([_marked(rule, changed) for rule in change.old_rules])}")
    if not told:
        lasting = [rule for rule in change.lasting_rules if rule in changed.rules] or change.lasting_rules
        told.append(f"by {listed([_marked(rule, changed) for rule in lasting])}" if lasting else "")
    return [each for each in told if each]


def _marked(rule: str, changed: Changed) -> str:
    mark = changed.rules.get(rule)
    return f"{rule} ({mark.value})" if mark else rule
