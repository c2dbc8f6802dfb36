"""What differs between two pieces of advice, for every page that shows it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field, replace

from advisor.advice.compare import Change, ChangeKind, Comparison, Outcome, Place, key_of
from advisor.advice.model import Advice, Question, Recommendation, Subject, item_name
from advisor.playbook.changed import Mark
from advisor.reports.advice.as_json import ADVICE_FORMS, day_json, question_json
from advisor.reports.terminal.layout import Page
from advisor.reports.wording import listed, long_day, short_day, subject_label
from advisor.source.json_text import Forms, JsonObject, members
from advisor.source.record import record


def changes_json(comparison: Comparison, answered: Collection[str] | None = None) -> JsonObject:
    """What stands otherwise, and questions that came and went; with `answered` (paths), whether they were."""
    value = members(comparison, "changes", "new_questions", "old_questions")
    if answered is not None:
        value["old_questions"] = [
            question_json(question) | {"answered": question.path in answered}
            for question in comparison.old_questions
        ]
    return value


def _change_json(change: Change) -> JsonObject:
    return {
        **members(change, "kind", "action", "subject", "title"),
        "old": change.before,
        "new": change.after,
        **members(change, "new_rules", "old_rules"),
        "told_otherwise": change.reworded,
    }


def _outcome_json(outcome: Outcome) -> JsonObject | None:
    """Where it stands, with what goes with that place; null where it is not considered."""
    if outcome.place is Place.NOWHERE:
        return None
    moved_by = members(outcome, "moved_by") if outcome.place is Place.RECOMMENDED else {}
    return members(outcome, "place", "rules") | moved_by | position_json(outcome)


def position_json(outcome: Outcome) -> JsonObject:
    """What goes with a place: the urgency of what is recommended, what it comes after, or why it is aside."""
    if outcome.place is Place.RECOMMENDED:
        return members(outcome, "rank", "priority") | {"deadline": day_json(outcome.deadline)}
    if outcome.place is Place.NEXT:
        return members(outcome, "after")
    return members(outcome, "reason", "by", "because") if outcome.place is Place.SET_ASIDE else {}


CHANGE_FORMS: Forms = {**ADVICE_FORMS, Change: _change_json, Outcome: _outcome_json}


@record
class ChangeView:
    """One change on a page: a word for it, its title, and sentences about where it stood and stands."""

    word: str
    title: str
    sentences: tuple[str, ...]


_WORDS = {
    ChangeKind.CAME: "New",
    ChangeKind.WENT: "Gone",
    ChangeKind.MOVED: "Moved",
    ChangeKind.SET_ASIDE: "Set aside",
    ChangeKind.NO_LONGER_SET_ASIDE: "No longer set aside",
    ChangeKind.NEXT_STEP: "Next step",
    ChangeKind.NO_LONGER_NEXT_STEP: "No next step any more",
}


def change_views(
    comparison: Comparison, clean: Callable[[str], str], unsure: Iterable[Change] = ()
) -> tuple[ChangeView, ...]:
    """What stands otherwise, without what only reads otherwise; `unsure` are changes that may be none."""

    def view(change: Change, word: str) -> ChangeView:
        return ChangeView(
            word, clean(change.title or _item(change)), tuple(map(clean, _sentences(change, "→")))
        )

    told = (change for change in comparison.changes if change.kind in _WORDS)
    return (
        *(view(change, _WORDS[change.kind]) for change in told),
        *(view(change, "Perhaps new") for change in unsure),
    )


_IN = 3  # blanks before what belongs to an entry
SIGNS = {
    ChangeKind.CAME: ("+", "green"),
    ChangeKind.WENT: ("-", "red"),
    ChangeKind.MOVED: ("~", "yellow"),
    ChangeKind.SET_ASIDE: ("x", "red"),
    ChangeKind.NO_LONGER_SET_ASIDE: ("o", "green"),
    ChangeKind.NEXT_STEP: ("+", "dim"),
    ChangeKind.NO_LONGER_NEXT_STEP: ("-", "dim"),
}


@record
class ChangesText:
    """Writes the changes of one comparison on a page.

    `marks` are rules that differ between two playbooks; `reasons` asks for the reasons of what comes, and
    for why the rest goes; `answered` are the paths of questions that were answered.
    """

    page: Page
    comparison: Comparison
    marks: Mapping[str, Mark] = field(default_factory=dict)
    reasons: bool = False
    answered: Collection[str] = ()

    def everything(self) -> None:
        """All changes, the questions, and in a line what only reads otherwise."""
        self.changes(self.comparison.changes)
        self.questions()
        reworded = [change for change in self.comparison.changes if change.kind is ChangeKind.REWORDED]
        items = [f"{_item(change)} ({', '.join(change.reworded)})" for change in reworded]
        if items:
            self.page.add(f"Also changed: {'; '.join(items)}", 1, style="dim")

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
            remark = "answered" if question.path in self.answered else "no longer asked for"
            self._question(question, "red", remark)

    def _change(self, change: Change) -> None:
        page = self.page
        change = self._with_titles(change) if self.reasons else change
        sign, style = SIGNS[change.kind]
        page.add(change.title or _item(change), 1, mark=sign, mark_style=style, style="bold")
        for sentence in _sentences(change, page.look.arrow):
            page.add(sentence, _IN)
        for reason in self._reasons(change) if self.reasons else ():
            page.add(reason, _IN, mark=page.look.bullet)
        if change.reworded:
            page.add(f"also changed: {', '.join(change.reworded)}", _IN)
        page.remarks([_item(change), *self._rules(change)], _IN, style="dim")

    def _with_titles(self, change: Change) -> Change:
        """The change with the title of the step before in place of its id."""

        def with_title(outcome: Outcome, advice: Advice) -> Outcome:
            before = _recommendation_of(advice, outcome.after, change.subject) if outcome.after else None
            return replace(outcome, after=f'"{before.title}"') if before and before.title else outcome

        before = with_title(change.before, self.comparison.before)
        return replace(change, before=before, after=with_title(change.after, self.comparison.after))

    def _reasons(self, change: Change) -> list[str]:
        """Why it comes; or of what goes that its time ended, or that no rule calls for it."""
        if change.kind is ChangeKind.CAME:
            item = _recommendation_of(self.comparison.after, change.action, change.subject)
            texts = (reason.text for reason in item.reasons) if item else ()
            return list(dict.fromkeys(map(self.page.look.clean, texts)))
        if change.after.place is not Place.NOWHERE:
            return []
        deadline = change.before.deadline
        if deadline is not None and self.comparison.before.day <= deadline < self.comparison.after.day:
            return [f"Its deadline passed on {long_day(deadline)}."]
        return ["No rule calls for it any more."]

    def _question(self, question: Question, style: str, remark: str) -> None:
        self.page.add(question.question, 1, mark="?", mark_style=style)
        about = subject_label(question.subject) if self.reasons else ""
        self.page.remarks([text for text in (remark, about, question.path) if text], _IN, style="dim")

    def _rules(self, change: Change) -> list[str]:
        """The rules that made the difference: new voices and silent ones, else those that changed."""
        sentences = []
        if change.new_rules:
            sentences.append(f"by {self._marked(change.new_rules)}")
        if change.old_rules:
            sentences.append(f"no longer by {self._marked(change.old_rules)}")
        lasting = change.lasting_rules
        if not sentences and lasting:
            changed = [rule for rule in lasting if rule in self.marks]
            sentences.append(f"by {self._marked(changed or lasting)}")
        return sentences

    def _marked(self, rules: Iterable[str]) -> str:
        return listed(
            [f"{rule} ({self.marks[rule].value})" if rule in self.marks else rule for rule in rules]
        )


def _recommendation_of(advice: Advice, action: str, subject: Subject) -> Recommendation | None:
    """What is recommended of an action for a subject, however the subject is labelled; None for nothing."""
    key = key_of(action, subject)
    return next((item for item in advice.recommendations if key_of(item.action, item.subject) == key), None)


def _item(change: Change) -> str:
    return item_name(change.action, change.subject)


def _sentences(change: Change, arrow: str) -> list[str]:
    was, now = change.before, change.after
    match change.kind:
        case ChangeKind.CAME:
            return [f"now {_position(now)}", *_other_place("was", was)]
        case ChangeKind.WENT:
            return [f"was {_position(was)}", *_other_place("is", now)]
        case ChangeKind.MOVED:
            rank = f"rank {was.rank} {arrow} {now.rank}" if was.rank != now.rank else ""
            pairs = ((_priority(was), _priority(now)), (_due(was), _due(now)))
            others = [f"{old} {arrow} {new}" for old, new in pairs if old != new]
            return [", ".join([rank, *others] if rank else others)]
        case ChangeKind.SET_ASIDE:
            other = " for another reason" if was.place is Place.SET_ASIDE else ""
            return [f"set aside{other}: {now.because}"]
        case ChangeKind.NEXT_STEP:
            return [f"next step after {now.after}"]
    if now.place is Place.NEXT:
        return [f"no longer set aside: next step after {now.after}"]
    if was.place is Place.NEXT:
        return [f"no longer the next step after {was.after}"]
    return ["no longer considered; it was set aside"]


def _other_place(verb: str, outcome: Outcome) -> list[str]:
    if outcome.place is Place.SET_ASIDE:
        return [f"{verb} set aside: {outcome.because}"]
    return [f"{verb} the next step after {outcome.after}"] if outcome.place is Place.NEXT else []


def _position(outcome: Outcome) -> str:
    position = f"rank {outcome.rank}, {_priority(outcome)}"
    return position if outcome.deadline is None else f"{position}, {_due(outcome)}"


def _priority(outcome: Outcome) -> str:
    return outcome.priority.value if outcome.priority is not None else ""


def _due(outcome: Outcome) -> str:
    return "no deadline" if outcome.deadline is None else f"by {short_day(outcome.deadline)}"
