"""What is new in advice since it was saved: the comparison, and what a cut file leaves open."""

from dataclasses import replace

from advisor.advice.compare import Change, ChangeKind, Comparison, Place, compare_advice, key_of
from advisor.advice.model import Advice, SetAside, item_name
from advisor.engine.run import Run
from advisor.facts.rows import fact_at
from advisor.reports.advice.as_json import playbook_json, whole_advice
from advisor.reports.advice.in_brief import advice_page
from advisor.reports.advice.saved import SavedAdvice
from advisor.reports.compare.changes import CHANGE_FORMS, ChangesText, changes_json
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, iso_day, long_day
from advisor.source.json_text import to_json
from advisor.source.record import record


@record
class Since:
    """What differs from saved advice, in where things stand.

    Where the file was cut, `unsure` are changes that may be none: what came, or became a next step, may have
    stood among the recommendations that are missing.  `answered` are the paths of those questions of then
    whose facts are known now.  `who` is the name of the one whom the advice is for, "" where it is not known.
    """

    recorded: SavedAdvice
    comparison: Comparison
    unsure: tuple[Change, ...]
    answered: frozenset[str]
    who: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new, or may be."""
        return self.comparison.is_empty and not self.unsure

    @property
    def other_playbook(self) -> bool:
        """Whether the playbook says something else than then."""
        return self.comparison.before.digest != self.comparison.after.digest

    @property
    def other_person(self) -> bool:
        """Whether the saved advice was for somebody of another name."""
        then, now = (" ".join(name.split()).casefold() for name in (self.recorded.who, self.who))
        return bool(then and now) and then != now

    @property
    def marks(self) -> dict[tuple[str, str, str], str]:
        """A word for what is new, or may be, by `key_of` an action and its subject."""
        fresh = (ChangeKind.CAME, ChangeKind.SET_ASIDE)
        new = [change for change in self.comparison.changes if change.kind in fresh]
        marks = dict.fromkeys((key_of(change.action, change.subject) for change in new), "new")
        return marks | {key_of(change.action, change.subject): "perhaps new" for change in self.unsure}

    @property
    def new_questions(self) -> frozenset[str]:
        """The paths of the questions that were not asked then."""
        return frozenset(question.path for question in self.comparison.new_questions)


def since(recorded: SavedAdvice, advice: Advice, run: Run, who: str = "") -> Since:
    """What is new in the advice of a run since that which was saved."""
    comparison = compare_advice(recorded.advice, advice, words=False)
    may_be_old = (ChangeKind.CAME, ChangeKind.NEXT_STEP) if recorded.cut else ()
    unsure = tuple(
        change
        for change in comparison.changes
        if change.before.place is Place.NOWHERE and change.kind in may_be_old
    )
    sure = tuple(change for change in comparison.changes if change not in unsure)
    gone = (question.path for question in comparison.old_questions)
    return Since(
        recorded,
        replace(comparison, changes=sure),
        unsure,
        frozenset(path for path in gone if (fact := fact_at(run.facts, path)) and fact.value is not None),
        who,
    )


def since_json(news: Since, *, top: int | None = None, ascii_only: bool = False) -> str:
    """The advice as usual, with a last key `since`."""
    then, now = news.comparison.before, news.comparison.after
    since = {
        "as_of": iso_day(then.day),
        **({"name": news.recorded.who} if news.recorded.who else {}),
        "playbook": playbook_json(then),
        "more": news.recorded.cut,
        **changes_json(news.comparison, answered=news.answered),
        "perhaps": news.unsure,
    }
    return to_json({**whole_advice(now, top, news.who), "since": since}, CHANGE_FORMS, ascii_only=ascii_only)


def since_text(
    news: Since,
    look: TerminalStyle,
    *,
    who: str = "",
    top: int | None = None,
    full: bool = True,
    state: str | None = None,
) -> str:
    """What is new, and then the advice as `advice_page` has it, in which each new thing is marked."""
    page, advice = Page(look), marked_advice(news)
    page.add(since_title(news), style="bold")
    for remark in since_remarks(news):
        page.add(remark, style="dim")
    page.blank()
    ChangesText(page, news.comparison, reasons=True, answered=news.answered).everything()
    _unsure(page, news)
    text = advice_page(advice, look, who=who, top=top, full=full, state=state, marks=news.marks)
    return f"{page}\n{text}"


def since_title(news: Since) -> str:
    """Whether something is new, and since when."""
    lead = "Nothing" if news.is_empty else "What"
    return f"{lead} is new since {long_day(news.comparison.before.day)}"


def marked_advice(news: Since) -> Advice:
    """The advice, with a word behind what is newly set aside or asked; what to do is marked by its reader."""
    advice, marks = news.comparison.after, news.marks

    def with_mark(item: SetAside) -> SetAside:
        mark = marks.get(key_of(item.action, item.subject))
        return replace(item, title=f"{item.title} ({mark})") if mark else item

    return Advice(
        advice.day,
        advice.playbook,
        recommendations=advice.recommendations,
        set_aside=tuple(map(with_mark, advice.set_aside)),
        questions=tuple(
            replace(question, question=f"{question.question} (new)")
            if question.path in news.new_questions
            else question
            for question in advice.questions
        ),
        digest=lambda: advice.digest,
        without=advice.without,
        words=advice.words,
    )


def since_remarks(news: Since) -> list[str]:
    """What a reader has to know before she trusts the list."""
    then, now = news.comparison.before.day, news.comparison.after.day
    remarks = []
    if news.other_person:
        whose = f"The saved advice is for {news.recorded.who}, and this is {news.who}"
        remarks.append(f"{whose}: what differs may be the person.")
    if then == now:
        remarks.append("The saved advice is from the same day.")
    elif then > now:
        remarks.append(
            f"The saved advice is from a later day: here is how the advice of {long_day(now)} differs."
        )
    if news.other_playbook:
        remarks.append(
            "The playbook has changed too, so it may be a rule that is new, not a fact or the day."
        )
    return remarks


def _unsure(page: Page, news: Since) -> None:
    """What may have been advised already, as the saved advice was cut; in short, as the advice has it all."""
    if not news.recorded.cut:
        return
    page.blank()
    page.add(cut_remark(news), style="dim")
    for change in news.unsure:
        page.add(change.title or item_name(change.action, change.subject), 1, mark="?", mark_style="yellow")


def cut_remark(news: Since) -> str:
    """What saved advice that was cut leaves open; "" where it was whole."""
    cut = news.recorded.cut
    if not cut:
        return ""
    lost = count(cut, "recommendation")
    text = f"The saved advice was cut short by --top, so {lost} from then cannot be compared"
    if news.unsure:
        text += ", and these may or may not be new. Save it without --top to know for sure"
    return f"{text}."
