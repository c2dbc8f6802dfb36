"""What differs between two pieces of advice, told once for every page that tells it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from advisor.advice.compare import Change, ChangeKind, Comparison, Outcome, Place, key_of
from advisor.advice.model import Advice, Question, item_name
from advisor.playbook.digest import Mark
from advisor.reports.advice.as_json import day_json, question_json, subject_json
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import listed, long_day, short_day
from advisor.source.json_text import Json


def changes_json(comparison: Comparison, answered: Collection[str] | None = None) -> dict[str, Json]:
    """What stands otherwise, and the questions that came and went.

    With `answered`, the paths of those that were, each question that went tells whether it is among them.
    """
    gone = [question_json(question) for question in comparison.old_questions]
    if answered is not None:
        gone = [question | {"answered": question["path"] in answered} for question in gone]
    return {
        "changes": [change_json(change) for change in comparison.changes],
        "new_questions": [question_json(question) for question in comparison.new_questions],
        "old_questions": gone,
    }


def change_json(change: Change) -> Json:
    """One action for a subject that stands otherwise."""
    return {
        "kind": change.kind.value,
        "action": change.action,
        "subject": subject_json(change.subject),
        "title": change.title,
        "old": outcome_json(change.before),
        "new": outcome_json(change.after),
        "new_rules": change.new_rules,
        "old_rules": change.old_rules,
        "told_otherwise": change.reworded,
    }


def outcome_json(standing: Outcome) -> Json:
    """Where it stands, with what goes with that place; null where it is not considered."""
    if standing.place is Place.NOWHERE:
        return None
    told: dict[str, Json] = {"place": standing.place.value, "rules": standing.rules}
    if standing.place is Place.RECOMMENDED:
        told["moved_by"] = standing.moved_by
    return told | position_json(standing)


def position_json(standing: Outcome) -> dict[str, Json]:
    """What goes with a place: the urgency of what is recommended, what it comes after, or why it is aside."""
    if standing.place is Place.RECOMMENDED:
        priority = standing.priority.value if standing.priority else None
        return {"rank": standing.rank, "priority": priority, "deadline": day_json(standing.deadline)}
    if standing.place is Place.NEXT:
        return {"after": standing.after}
    if standing.place is Place.SET_ASIDE:
        reason = standing.reason.value if standing.reason else None
        return {"reason": reason, "by": standing.by, "because": standing.because}
    return {}


_IN = 3  # blanks before what belongs to an entry
_SIGNS = {
    ChangeKind.CAME: ("+", "green"),
    ChangeKind.WENT: ("-", "red"),
    ChangeKind.MOVED: ("~", "yellow"),
    ChangeKind.SET_ASIDE: ("x", "red"),
    ChangeKind.NO_LONGER_SET_ASIDE: ("o", "green"),
    ChangeKind.NEXT_STEP: ("+", "dim"),
    ChangeKind.NO_LONGER_NEXT_STEP: ("-", "dim"),
}


class ChangesText:
    """How the changes of one comparison are told.

    `marks` are rules that differ between two playbooks; `reasons` asks for the reasons of what comes, and
    for why the rest goes; `answered` are the paths of questions that were answered.
    """

    def __init__(
        self,
        page: Page,
        comparison: Comparison,
        *,
        marks: Mapping[str, Mark] | None = None,
        reasons: bool = False,
        answered: Collection[str] = (),
    ) -> None:
        self.page, self.look = page, page.look
        self.comparison = comparison
        self.marks = marks or {}
        self.reasons = reasons
        self.answered = answered

    def everything(self) -> None:
        """All changes, the questions, and in a line what is only told otherwise."""
        self.changes(self.comparison.changes)
        self.questions()
        reworded = [change for change in self.comparison.changes if change.kind is ChangeKind.REWORDED]
        told = [f"{_item(change)} ({', '.join(change.reworded)})" for change in reworded]
        if told:
            self.page.add(f"Also changed: {self.look.clean('; '.join(told))}", 1, style="dim")

    def changes(self, changes: Iterable[Change]) -> None:
        """Each with where it stood and stands, and by which rules."""
        for change in changes:
            if change.kind is not ChangeKind.REWORDED:
                self._change(change)

    def questions(self) -> None:
        """What is asked now and was not, and the reverse."""
        for question in self.comparison.new_questions:
            self._question(question, "green", "asked for now")
        for question in self.comparison.old_questions:
            what = "answered" if question.path in self.answered else "no longer asked for"
            self._question(question, "red", what)

    def _change(self, change: Change) -> None:
        look = self.look
        change = self._in_words(change) if self.reasons else change
        sign, style = _SIGNS[change.kind]
        self.page.add(look.clean(change.title or _item(change)), 1, mark=sign, mark_style=style, style="bold")
        for told in _TOLD[change.kind](change, look):
            self.page.add(told, _IN)
        for told in self._reasons(change) if self.reasons else ():
            self.page.add(told, _IN, mark=look.bullet)
        if change.reworded:
            self.page.add(f"also changed: {', '.join(change.reworded)}", _IN)
        sources = [_item(change), *self._rules(change)]
        self.page.remarks([look.clean(each) for each in sources], _IN, style="dim")

    def _in_words(self, change: Change) -> Change:
        """The change with the title of the step before in place of its id."""
        sides = ((change.before, self.comparison.before), (change.after, self.comparison.after))
        before, after = (
            replace(standing, after=f'"{title}"')
            if (title := _step_before(standing, change, advice))
            else standing
            for standing, advice in sides
        )
        return replace(change, before=before, after=after)

    def _reasons(self, change: Change) -> list[str]:
        """Why it comes; or of what goes that its time ended, or that no rule speaks for it."""
        if change.kind is ChangeKind.CAME:
            for item in self.comparison.after.recommendations:
                if key_of(item.action, item.subject) == key_of(change.action, change.subject):
                    return list(dict.fromkeys(self.look.clean(reason.text) for reason in item.reasons))
        if change.after.place is not Place.NOWHERE:
            return []
        deadline = change.before.deadline
        if deadline is not None and self.comparison.before.as_of <= deadline < self.comparison.after.as_of:
            return [f"The time for it ended on {long_day(deadline)}."]
        return ["No rule speaks for it any more."]

    def _question(self, question: Question, style: str, what: str) -> None:
        self.page.add(self.look.clean(question.question), 1, mark="?", mark_style=style)
        whose = self.look.clean(question.subject.label) if self.reasons else ""
        remarks = [what, "" if question.subject.is_single else whose, self.look.clean(question.path)]
        self.page.remarks([each for each in remarks if each], _IN, style="dim")

    def _rules(self, change: Change) -> list[str]:
        """The rules that made the difference: new voices and silent ones, else those that changed."""
        told = []
        if change.new_rules:
            told.append(f"by {self._marked(change.new_rules)}")
        if change.old_rules:
            told.append(f"no longer by {self._marked(change.old_rules)}")
        lasting = change.lasting_rules
        if not told and lasting:
            told.append(f"by {self._marked([rule for rule in lasting if rule in self.marks] or lasting)}")
        return told

    def _marked(self, rules: Iterable[str]) -> str:
        return listed(
            [f"{rule} ({self.marks[rule].value})" if rule in self.marks else rule for rule in rules]
        )


def _step_before(standing: Outcome, change: Change, advice: Advice) -> str:
    """The title of what a next step comes after; "" for other standings."""
    key = key_of(standing.after, change.subject)
    found = (item.title for item in advice.recommendations if key_of(item.action, item.subject) == key)
    return next(found, "") if standing.after else ""


def _item(change: Change) -> str:
    return item_name(change.action, change.subject)


def _came(change: Change, look: TerminalStyle) -> list[str]:
    told = [f"comes at {_place(change.after)}"]
    if change.before.place is Place.SET_ASIDE:
        told.append(f"was set aside: {look.clean(change.before.because)}")
    elif change.before.place is Place.NEXT:
        told.append(f"was the next step after {look.clean(change.before.after)}")
    return told


def _went(change: Change, look: TerminalStyle) -> list[str]:
    now = change.after
    told = [f"was {_place(change.before)}"]
    if now.place is Place.SET_ASIDE:
        told.append(f"is set aside: {look.clean(now.because)}")
    elif now.place is Place.NEXT:
        told.append(f"is the next step after {look.clean(now.after)}")
    return told


def _moved(change: Change, look: TerminalStyle) -> list[str]:
    was, now = change.before, change.after
    told = []
    if was.rank != now.rank:
        told.append(f"rank {was.rank} {look.arrow} {now.rank}")
    if was.priority is not now.priority:
        told.append(f"{_word(was)} {look.arrow} {_word(now)}")
    if was.deadline != now.deadline:
        told.append(f"{_due(was)} {look.arrow} {_due(now)}")
    return [", ".join(told)]


def _set_aside(change: Change, look: TerminalStyle) -> list[str]:
    because = look.clean(change.after.because)
    if change.before.place is Place.SET_ASIDE:
        return [f"set aside for another reason: {because}"]
    return [f"set aside: {because}"]


def _next_step(change: Change, look: TerminalStyle) -> list[str]:
    return [f"next step after {look.clean(change.after.after)}"]


def _nothing_more(change: Change, look: TerminalStyle) -> list[str]:
    if change.after.place is Place.NEXT:
        return [f"no longer set aside: next step after {look.clean(change.after.after)}"]
    if change.before.place is Place.NEXT:
        return [f"no longer the next step after {look.clean(change.before.after)}"]
    return ["no longer considered; it was set aside"]


_TOLD: dict[ChangeKind, Callable[[Change, TerminalStyle], list[str]]] = {
    ChangeKind.CAME: _came,
    ChangeKind.WENT: _went,
    ChangeKind.MOVED: _moved,
    ChangeKind.SET_ASIDE: _set_aside,
    ChangeKind.NO_LONGER_SET_ASIDE: _nothing_more,
    ChangeKind.NEXT_STEP: _next_step,
    ChangeKind.NO_LONGER_NEXT_STEP: _nothing_more,
}


def _place(standing: Outcome) -> str:
    told = f"rank {standing.rank}, {_word(standing)}"
    return told if standing.deadline is None else f"{told}, {_due(standing)}"


def _word(standing: Outcome) -> str:
    return standing.priority.value if standing.priority is not None else ""


def _due(standing: Outcome) -> str:
    return "no deadline" if standing.deadline is None else f"by {short_day(standing.deadline)}"
