"""An interview as it reads in a terminal: questions, why they are asked, and what an answer changed."""

from advisor.advice.answers import NOT_KNOWN, NOT_SO_FAR, Form, expected
from advisor.advice.asking import Asking, Given
from advisor.advice.compare import Comparison
from advisor.advice.interview import Interview
from advisor.advice.model import Prospect
from advisor.playbook.types import FieldType, Mismatch
from advisor.reports.compare.in_short import changed_in_short
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, count, listed, subject_label

_IN = 2
_MOST_PROSPECTS = 3  # behind a question
_MOST_NAMES = 12  # in a row: choices, paths
_EXAMPLES = {
    FieldType.FLAG: "yes, no, y, n",
    FieldType.COUNT: "3, none",
    FieldType.PERCENT: "92, 92%, 40.5",
    FieldType.RATING: "4.5, not yet",
    FieldType.HOURS: "7.5, 7.5 hours, none",
    FieldType.DATE: "yesterday, 2 weeks ago, 1 May 2026, not yet",
    FieldType.TEXT: 'a few words, or "stop" in quotes',
    FieldType.DAYS: "14 days, 6 months",
    FieldType.NUMBER: "3, 1.25, none",
}
_TRIES = {
    FieldType.FLAG: "yes or no",
    FieldType.COUNT: "3 or none",
    FieldType.PERCENT: "92 or 92%",
    FieldType.RATING: "4.5",
    FieldType.HOURS: "7.5 or none",
    FieldType.DAYS: "14 days or 6 months",
    FieldType.NUMBER: "3 or 1.25",
}


def opening_text(
    interview: Interview, look: TerminalStyle, *, who: str = "", kept: str, typed: bool = True
) -> str:
    """How many questions there are, and where the answers go (`kept`, a sentence or nothing).

    `typed` answers may be corrected on the way.
    """
    page, name, about = Page(look), look.clean(who), _about(interview, look)
    if interview.asking is None:
        page.add(f"Nothing to ask{about}: no missing answer would change your advice now.")
        return f"{page}\n"
    answers = count(interview.to_go, "answer")
    page.add(f"{name + ': ' if name else ''}{answers}{about} could change your advice.", style="bold")
    page.add(kept, style="dim")
    if typed:
        page.add(
            "Type ? for help, back to change your last answer, stop to end; Enter if you don't know.",
            style="dim",
        )
    return f"{page}\n"


def question_text(interview: Interview, look: TerminalStyle, *, brief: bool = False) -> str:
    """How far the interview is, its question, and why it asks; `brief` is the question alone."""
    asking = interview.asking
    assert asking is not None
    page, question = Page(look), asking.question
    if not brief and interview.given:
        to_go = "the last one" if interview.to_go == 1 else f"about {interview.to_go:,} to go"
        page.add(f"{len(interview.answers):,} answered, {to_go}; stop whenever you like", style="dim")
    page.add(question.question, mark="?", mark_style="cyan", style="bold")
    page.add(subject_label(question.subject), _IN)
    if brief:
        return str(page)
    page.add(f"Where to look: {question.find}" if question.find else "", _IN)
    _prospects(page, "Why I ask: your answer may lead to", "+", "green", question.brings)
    ruling_out = "or rule out" if question.brings else "Why I ask: your answer may rule out"
    _prospects(page, ruling_out, "-", "red", question.forbids)
    is_first = not (question.brings or question.forbids)
    moving = (
        "Why we ask: an answer could make this more or less urgent"
        if is_first
        else "or make more or less urgent"
    )
    _prospects(page, moving, "~", "yellow", question.moves)
    offered_answers(page, asking)
    return str(page)


def help_text(asking: Asking, look: TerminalStyle) -> str:
    """What may be answered to a question, with examples, and what else may be typed."""
    page, form = Page(look), asking.form
    page.add(f"Answer with {look.clean(expected(form))}.", _IN)
    if form.choices and form.is_numbered:
        page.add("Its number or its first letters will do.", _IN)
    if form.kind is FieldType.CHOICES:
        page.add("Separate several with commas.", _IN)
    for choice, meaning in form.means:
        page.add(look.clean(meaning), _IN, mark=f"{look.clean(choice)}:", mark_style="cyan")
    if form.may_not_be:
        page.add("If it hasn't happened, say no or not yet; then nothing is written.", _IN)
    examples = "" if form.choices else _EXAMPLES.get(form.kind, "")
    if form.kind is FieldType.MONEY:
        examples = f"250, {form.units.amount('1,200.50')}, none"
    page.add(f"Examples: {examples}" if examples else "", _IN)
    if not asking.options:
        page.add(f"Saved as {look.clean(asking.path)}.", _IN)
    for word, meaning in (
        ("Enter or dk", "you don't know: it stays open and isn't asked again now"),
        ("back", "go back and change your last answer"),
        ("stop", "stop here; your answers so far are kept"),
    ):
        page.add(meaning, _IN, mark=f"{word}:", mark_style="cyan")
    return str(page)


def refused_text(form: Form, mismatch: Mismatch, look: TerminalStyle) -> str:
    """Why something typed is no answer, and what would be one."""
    page, hint = Page(look), capitalized(look.clean(mismatch.hint))
    what = hint if hint.endswith("?") else f"{hint}." if hint else "I didn't catch that."
    page.add(f"{what} {look.clean(what_to_try(form, mismatch))}", _IN, style="yellow")
    return str(page)


def what_to_try(form: Form, mismatch: Mismatch) -> str:
    """An answer of the kind that is asked for, in a sentence."""
    if form.kind is FieldType.DATE:
        is_unclear = mismatch.hint.startswith("it could be")
        return f"Write {mismatch.expected}." if is_unclear else "Write a date like 2026-11-21."
    tries = "" if form.choices else _TRIES.get(form.kind, "")
    if form.kind is FieldType.MONEY:
        tries = f"250 or {form.units.amount('1,200.50')}"
    return f"Try {tries}." if tries else f"Answer with {mismatch.expected}."


def noted_text(given: Given, comparison: Comparison, look: TerminalStyle) -> str:
    """An answer as it was understood, and what it changed, in few lines."""
    page = Page(look)
    if given.answer.text is None:
        page.add("Noted: not so far." if given.answer == NOT_SO_FAR else "Left open.", _IN, style="dim")
    else:
        noted = f"Noted: {look.clean(given.answer.spoken)}"
        if not comparison.changes:
            page.add(f"{noted}; nothing changes yet.", _IN, style="dim")
            return f"{page}\n"
        page.add(f"{noted}.", _IN, style="dim")
        changed_in_short(page, comparison)
    return f"{page}\n"


def closing_text(interview: Interview, look: TerminalStyle, *, kept: str, most: int | None = None) -> str:
    """How it ended, what was left open, and where the answers are (`kept`, a sentence or nothing).

    `most` is how many questions were to be asked at most.
    """
    page = Page(look)
    about = _about(interview, look)
    if interview.to_go:
        if most is not None and len(interview.given) >= most:
            page.add(f"Stopping here, as you asked for {count(most, 'question')} at most.")
        left = "1 question" if interview.to_go == 1 else f"About {interview.to_go:,} questions"
        page.add(f"{left}{about} {'is' if interview.to_go == 1 else 'are'} left for another time.")
    elif interview.given and not interview.open:
        page.add(f"That's all I need to know{about} for now.")
    if interview.about and interview.elsewhere:
        one = interview.elsewhere == 1
        other = (
            "1 question about something else is" if one else f"{interview.elsewhere:,} other questions are"
        )
        page.add(f"{other} open: leave out --about to answer {'it' if one else 'them'} too.")
    if interview.open:
        more = "An answer" if len(interview.open) == 1 else "Answers"
        page.add(f"Left open: {count(len(interview.open), 'question')}. {more} may still change your advice.")
    page.add(kept)
    return _if_any(page)


def taken_back_text(given: Given, look: TerminalStyle) -> str:
    """That the last answer no longer counts."""
    page, is_open = Page(look), given.answer == NOT_KNOWN
    text = "Back to what you left open" if is_open else f"Taken back: {look.clean(given.answer.spoken)}"
    page.add(f"{text}.", _IN, style="dim")
    return f"{page}\n"


def unasked_text(paths: list[str], comparison: Comparison | None, look: TerminalStyle, *, known: int) -> str:
    """Facts of a file that no question asked for; `known` is how many of them the state held already."""
    page = Page(look)
    if paths:
        page.add(
            f"No question asked for {listed(_cut([look.clean(path) for path in paths]))}; kept all the same."
        )
        if comparison is not None:
            changed_in_short(page, comparison)
    if known:
        page.add(f"{count(known, 'answer')} already there.")
    return _if_any(page)


def _if_any(page: Page) -> str:
    """The page and an empty line, or nothing for a page without words."""
    text = str(page)
    return f"{text}\n" if text.strip() else ""


def _prospects(page: Page, lead: str, sign: str, style: str, prospects: tuple[Prospect, ...]) -> None:
    clean = page.look.clean
    names = list(
        dict.fromkeys(f"{clean(prospect.title)} ({prospect.priority.value})" for prospect in prospects)
    )
    if names:
        page.add(lead, _IN)
    for name in names[:_MOST_PROSPECTS]:
        page.add(name, 2 * _IN, mark=sign, mark_style=style)
    if len(names) > _MOST_PROSPECTS:
        page.add(f"and {len(names) - _MOST_PROSPECTS:,} more", 3 * _IN, style="dim")


def offered_answers(page: Page, asking: Asking) -> None:
    """What may be answered, in a line; choices with their numbers."""
    clean, form = page.look.clean, asking.form
    if not form.choices:
        page.add(f"Answer with {clean(expected(form))}.", _IN, style="cyan")
        return
    labels = form.labels or ("",) * len(form.choices)
    names = [
        clean(choice) + (f" ({clean(label)})" if label else "")
        for choice, label in zip(form.choices, labels, strict=True)
    ]
    if form.is_numbered:
        names = [f"{number} {name}" for number, name in enumerate(names, start=1)]
    page.remarks([*_cut(names), *(["or a new name"] if asking.names else [])], _IN, style="cyan")


def _cut(names: list[str]) -> list[str]:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return [*names[:_MOST_NAMES], f"{more:,} more"] if more > 0 else names


def _about(interview: Interview, look: TerminalStyle) -> str:
    """What the interview is held to, as words after others; "" where it is held to nothing."""
    return f" about {look.clean(interview.about_whom)}" if interview.about else ""
