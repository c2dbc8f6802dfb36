"""What a page about advice says, as words and numbers: for a terminal, for Markdown and for HTML.

All text is clean already (`printable`); what a format needs beyond that, such as escaping, is the format's.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from advisor.advice.model import (
    Advice,
    Question,
    Recommendation,
    SetAside,
    SetAsideReason,
    Subject,
    amount_of,
    item_name,
)
from advisor.playbook.follow import Follow
from advisor.playbook.model import Claim, Priority
from advisor.playbook.types import FieldType, speak
from advisor.reports.advice.prospects import first_few, what_hangs_on
from advisor.reports.terminal.printable import lines, one_line
from advisor.reports.wording import (
    at_stake,
    capitalized,
    count,
    due,
    iso_day,
    listed,
    long_day,
    playbook_named,
    short_day,
    subject_label,
)
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.advice.compare import ItemKey  # advice is shown without comparing anything

_UNTOLD = (
    "I can't tell yet: what was imported says nothing of trouble. advisor ask asks whether anything has "
    "happened, about the newest first."
)
_NOTHING = "There is nothing you need to do now. Enjoy your day, and look again when something changes."
_NOTHING_KNOWN = "I can't advise you yet: your file says nothing about you or your work."
_TOMORROW = "There is nothing more you need to do today. What can wait comes tomorrow."
_README = ' in it ("Writing down what you know" in README.md shows how), or run advisor ask'
_ASKS = ", which asks you questions and writes down your answers."
_THEN = {Follow.IF_IT_FAILS: "If that fails", Follow.AFTER: "After that"}
_STAKES = (FieldType.POINTS, FieldType.MONEY)
_BARS = {  # what a full bar can be, in hundredths of a point and in cents
    FieldType.POINTS: (25_00, 50_00, 100_00),
    FieldType.MONEY: tuple(1000_00 * 10**power for power in range(10)),
}
_FIRST = 3
_SHORT = 50  # cells: a greeting or a signature; a line that was merely wrapped is longer
_ENDS = (".", "!", "?", ":", ";")
_LIST_SIGNS = ("- ", "* ", "•", "–")


@record
class DeadlineView:
    """A last day for something to do: `left` in days (below 0: over), `words` such as "in 5 days"."""

    rank: int
    title: str
    day: int
    left: int
    words: str

    @property
    def spoken(self) -> str:
        """The day as readers write it."""
        return short_day(self.day)

    @property
    def iso(self) -> str:
        """The day as programs write it."""
        return iso_day(self.day)


@record
class Card:
    """One thing to do.

    `urgency` is its priority and its deadline in a phrase.  `draft` has an empty paragraph for each empty
    line, and none without a draft; `ladder` are the steps to take one after the other, the recommended
    first, or nothing; `then` is what stands before the later ones.  `claims` are the ids and words of the
    claims behind it.  `mark` is a word about it, such as "new".
    """

    rank: int
    title: str
    subject: str
    priority: Priority
    urgency: str
    deadline: DeadlineView | None
    stake: str
    stake_note: str
    effort: str
    because: tuple[str, ...]
    steps: tuple[str, ...]
    draft: tuple[str, ...]
    ladder: tuple[str, ...]
    then: str
    sources: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, str], ...] = ()
    mark: str = ""

    @property
    def marked_title(self) -> str:
        """The title, with the mark behind it."""
        return f"{self.title} ({self.mark})" if self.mark else self.title

    @property
    def is_over(self) -> bool:
        """Whether its last day has come, or passed."""
        return self.deadline is not None and self.deadline.left <= 0

    @property
    def beside(self) -> str:
        """What a list says in few words at the end of a line: how many days are left, else the money."""
        if self.deadline is not None:
            return self.deadline.words
        return "" if self.stake_note else self.stake

    @property
    def weight(self) -> list[str]:
        """What is at stake, where something is, and what it takes."""
        note = f" ({self.stake_note})" if self.stake_note else ""
        stake = [f"At stake: {self.stake}{note}"] if self.stake else []
        return [*stake, f"Effort: {self.effort}"]


@record
class StakeView:
    """What is at stake for one subject, `share` in percent of a full bar, 100 at most."""

    label: str
    share: float
    words: str


@record
class StakeList:
    """What is at stake of one kind, points or money, the most first.

    `column` heads the amounts, and `remark` tells of estimates, if that is what they are.  `scale` says how
    much a full bar is: the same on every page, unless there is more than that.
    """

    name: str
    title: str
    lead: str
    column: str
    remark: str
    stakes: tuple[StakeView, ...]
    scale: str


@record
class SetAsideView:
    """What was set aside for one reason."""

    titles: tuple[str, ...]
    because: str
    sources: tuple[str, ...]


@record
class QuestionView:
    """A question: about whom or what, where to look, and what hangs on the answer."""

    question: str
    about: str
    find: str
    hangs: tuple[str, ...]
    path: str

    @property
    def remarks(self) -> list[str]:
        """About whom or what, and where to look, as far as there is something to say."""
        return [text for text in (self.about, f"Where to look: {self.find}" if self.find else "") if text]


@record
class AdviceView:
    """A report.  `more` is how many recommendations are not among the cards."""

    heading: str
    day: str
    playbook: str
    today: int
    summary: tuple[str, ...]
    cards: tuple[Card, ...]
    more: int
    deadlines: tuple[DeadlineView, ...]
    stakes: tuple[StakeList, ...]
    asides: tuple[SetAsideView, ...]
    questions: tuple[QuestionView, ...]

    @property
    def estimates(self) -> str:
        """A sentence on estimates, where the report shows some."""
        return next((listed.remark for listed in self.stakes if listed.remark), "")

    @property
    def first(self) -> tuple[Card, ...]:
        """What to do first, as many as a screen holds."""
        return self.cards[:_FIRST]

    @property
    def charts(self) -> tuple[StakeList, ...]:
        """What is at stake for several subjects, so that it can be compared."""
        return tuple(listed for listed in self.stakes if len(listed.stakes) > 1)


def advice_view(
    advice: Advice,
    *,
    who: str = "",
    top: int | None = None,
    clean: Callable[[str], str] = one_line,
    marks: "Mapping[ItemKey, str] | None" = None,
    claims: Mapping[str, Claim] | None = None,
) -> AdviceView:
    """The view of a piece of advice.

    `who` is the freelancer's name, where it is known.  `top` is how many recommendations are shown.  `clean`
    makes texts of a state or a playbook safe to show, each on one line.  `marks` are words about
    recommendations, by `key_of` an action and its subject, and `claims` those of the playbook, to be quoted.
    """
    return _Viewer(advice, clean, marks or {}, claims or {}).view(clean(who), top)


class _Viewer:
    def __init__(
        self,
        advice: Advice,
        clean: Callable[[str], str],
        marks: "Mapping[ItemKey, str]",
        claims: Mapping[str, Claim],
    ) -> None:
        self.advice = advice
        self.claims = claims
        self.marks = marks
        self.today = advice.day
        self.clean = clean

    def view(self, name: str, top: int | None) -> AdviceView:
        advice = self.advice
        shown = advice.recommendations[:top]
        given: set[tuple[Subject, str]] = set()
        cards = tuple(self.card(item, given) for item in shown)
        deadlines = [card.deadline for card in cards if card.deadline is not None]
        return AdviceView(
            heading=f"Advice for {name}" if name else "Your advice",
            day=long_day(self.today),
            playbook=playbook_named(advice, self.clean),
            today=self.today,
            summary=tuple(self.summary(len(shown))),
            cards=cards,
            more=len(advice.recommendations) - len(shown),
            deadlines=tuple(sorted(deadlines, key=lambda deadline: (deadline.day, deadline.rank))),
            stakes=tuple(filter(None, (self.stakes(shown, kind) for kind in _STAKES))),
            asides=tuple(map(self.aside, _by_reason(advice.set_aside))),
            questions=tuple(self.questions()),
        )

    def all_clean(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.clean, texts))

    def card(self, item: Recommendation, given: set[tuple[Subject, str]]) -> Card:
        title = self.clean(item.title)
        ladder = (title, *(self.clean(step.title) for step in item.next_steps)) if item.next_steps else ()
        draft = [] if item.message is None else paragraphs(list(map(self.clean, lines(item.message))))
        priority, deadline = item.priority.value.capitalize(), item.due
        return Card(
            rank=item.rank,
            title=title,
            subject=self.clean(subject_label(item.subject)),
            priority=item.priority,
            urgency=priority if deadline is None else f"{priority}, {due(deadline, self.today)}",
            deadline=None if deadline is None else self.deadline(item.rank, title, deadline),
            stake=self.stake(item),
            stake_note="estimate" if item.points else "",
            effort=item.effort.value,
            because=tuple(dict.fromkeys(self.all_clean(_why(item, given)))),
            steps=self.all_clean(item.steps),
            draft=tuple(draft),
            ladder=ladder,
            then=_THEN[item.then],
            sources=self.all_clean(_sources(item)),
            facts=tuple((self.clean(fact.path), self.clean(fact.value)) for fact in item.facts),
            claims=tuple(
                (self.clean(claim), self.clean(self.claims[claim].says))
                for claim in item.claims
                if claim in self.claims
            ),
            mark=self.mark(item),
        )

    def mark(self, item: Recommendation) -> str:
        if not self.marks:
            return ""
        from advisor.advice.compare import key_of

        return self.marks.get(key_of(item.action, item.subject), "")

    def deadline(self, rank: int, title: str, day: int) -> DeadlineView:
        left = day - self.today
        words = f"overdue by {count(-left, 'day')}" if left < 0 else due(day, self.today).split(", ")[-1]
        return DeadlineView(rank, title, day, left, "today" if left == 0 else words)

    def summary(self, shown: int) -> list[str]:
        """The advice in few sentences; how to begin, where nothing is known yet."""
        items, questions = self.advice.recommendations, self.advice.questions
        if not items:
            if self.advice.is_blank:
                return [self.how_to_begin()]
            if questions:
                return [self.what_to_answer(questions)]
            reasons = {aside.reason for aside in self.advice.set_aside}
            if SetAsideReason.ONE_LETTER in reasons:
                return [_TOMORROW]
            return [_UNTOLD if SetAsideReason.OPEN_QUESTIONS in reasons else _NOTHING]
        sentences = [f"{_how_many(items)}{_of_which(len(items), shown)}."]
        sentences.append(f"Most urgent: {self.clean(items[0].title).rstrip('.')}.")
        days = sorted(item.due for item in items if item.due is not None)
        over = sum(day < self.today for day in days)
        if over:
            sentences.append(f"{count(over, 'deadline')} {'has' if over == 1 else 'have'} passed.")
        if over < len(days):
            following = self.deadline(0, "", days[over])
            sentences.append(f"The next deadline is {long_day(following.day)}, {following.words}.")
        if questions:
            sentences.append(f"{count(len(questions), 'open question')} could change this advice.")
        return sentences

    def how_to_begin(self) -> str:
        """That nothing is known yet, and what to write down first."""
        section = self.clean(self.advice.listing.replace("_", " "))
        listing = f"List your {section}{_README}" if section else "Run advisor ask"
        return f"{_NOTHING_KNOWN} {listing}{_ASKS}"

    def what_to_answer(self, questions: tuple[Question, ...]) -> str:
        """That answers are missing before there is something to say, and the first of them."""
        missing = f"{count(len(questions), 'answer')} {'is' if len(questions) == 1 else 'are'} missing"
        about = self.clean(subject_label(questions[0].subject))
        first = self.clean(questions[0].question) + (f" ({about})" if about else "")
        return f"I can't tell yet: {missing}. Start with: {first}"

    def stake(self, item: Recommendation) -> str:
        """What is lost without the action, in words; "" where nothing is, or it is not known."""
        stake = item.stake
        if stake is None or stake.amount is None or stake.amount <= 0:
            return ""
        return self.clean(at_stake(stake.amount, stake.kind, self.advice.words))

    def stakes(self, items: tuple[Recommendation, ...], kind: FieldType) -> StakeList | None:
        """Of each subject the most that is at stake, if there is something."""
        most: dict[Subject, int] = {}
        for item in items:
            amount = amount_of(item.stake, kind)
            if amount is not None and amount > 0:
                most[item.subject] = max(amount, most.get(item.subject, 0))
        ranked = sorted(most.items(), key=lambda stake: (-stake[1], stake[0].id))
        if not ranked:
            return None
        words, whole = self.advice.words, _full_bar(ranked[0][1], kind)
        scale = self.clean(f"A full bar is {speak(whole, kind, words.units)}.")
        stakes = tuple(
            StakeView(self.clean(subject.label), 100 * n / whole, self.clean(at_stake(n, kind, words)))
            for subject, n in ranked
        )
        if kind is FieldType.MONEY:
            lead = "What you may lose if nothing is done."
            return StakeList("money", "Money at stake", lead, "Amount", "", stakes, scale)
        lead = self.clean(f"What {words.risk} would cost your {words.score} (estimate).")
        remark = self.clean(f"{capitalized(words.units.points)} of your {words.score} are estimates.")
        return StakeList("stakes", "At stake", lead, "Estimate", remark, stakes, scale)

    def aside(self, group: list[SetAside]) -> SetAsideView:
        first = group[0]
        forbidden = first.reason is SetAsideReason.FORBIDDEN
        names = [item_name(item.action, item.subject) for item in group]
        by = [f"by {first.by}"] if all(item.by == first.by for item in group) else []
        titles = [item.title for item in group]
        if first.reason is SetAsideReason.ONE_LETTER:
            titles = ["; ".join(first_few(titles))]
        return SetAsideView(
            titles=self.all_clean(titles),
            because=self.clean(f"Hold off: {first.because}" if forbidden else first.because),
            sources=self.all_clean([*names, *by]),
        )

    def questions(self) -> list[QuestionView]:
        titles = _titles(self.advice) if self.advice.questions else {}
        return [
            QuestionView(
                question=self.clean(item.question),
                about=self.clean(subject_label(item.subject)),
                find=self.clean(item.find),
                hangs=self.all_clean(what_hangs_on(item, titles)),
                path=self.clean(item.path),
            )
            for item in self.advice.questions
        ]


def _full_bar(most: int, kind: FieldType) -> int:
    """How much a full bar is: 25 points or 1,000 in money, and more only where that is not enough."""
    bars = _BARS[kind]
    return next((bar for bar in bars if bar >= most), most)


def paragraphs(draft: list[str]) -> list[str]:
    """The lines of a draft, those joined that were only wrapped in the middle of a sentence.

    A line goes on in the next one where it is long, ends no sentence, and the next is no item of a list.
    An empty line stays, as an empty paragraph; at the ends there are none.
    """
    joined: list[str] = []
    goes_on = False
    for line in draft:
        if goes_on and line and not line.startswith(_LIST_SIGNS):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        goes_on = len(line) >= _SHORT and not line.endswith(_ENDS)
    while joined and not joined[-1]:
        joined.pop()
    while joined and not joined[0]:
        joined.pop(0)
    return joined


def _why(item: Recommendation, given: set[tuple[Subject, str]]) -> list[str]:
    """What makes it critical, the reasons, grounds not yet `given` (now they are), what else weighed."""
    grounds = [reason.text for reason in item.grounds if (item.subject, reason.text) not in given]
    given.update((item.subject, text) for text in grounds)
    pressing = [moved.text for moved in item.moved_by if moved.rule in item.pressing]
    others = [moved.text for moved in item.moved_by if moved.rule not in item.pressing]
    weighed = [f"Also considered: {text}" for text in others]
    return [*pressing, *(reason.text for reason in item.reasons), *grounds, *weighed]


def _sources(item: Recommendation) -> list[str]:
    """Where it comes from: its name, its rules and their claims."""
    sources = [item_name(item.action, item.subject)]
    for noun, ids in (("rule", item.rules), ("claim", item.claims)):
        if ids:
            sources.append(f"{noun if len(ids) == 1 else noun + 's'} {', '.join(dict.fromkeys(ids))}")
    return sources


def _how_many(items: tuple[Recommendation, ...]) -> str:
    by_priority = {priority: sum(item.priority is priority for item in items) for priority in Priority}
    present = [(priority.value, number) for priority, number in by_priority.items() if number]
    things = "There is 1 thing" if len(items) == 1 else f"There are {len(items):,} things"
    if len(present) == 1:
        every = {1: "", 2: "both "}.get(len(items), "all ")
        return f"{things} to do, {every}of {present[0][0]} priority"
    return f"{things} to do: {listed([f'{number:,} {name}' for name, number in present])}"


def _of_which(number: int, shown: int) -> str:
    if shown == number:
        return ""
    return "; the most urgent is shown here" if shown == 1 else f"; the {shown:,} most urgent are shown here"


def _by_reason(items: Iterable[SetAside]) -> list[list[SetAside]]:
    """What was set aside, those together that share subject and reason; all-clears need no word.

    Letters that wait for the same one stand together, whatever they are about.
    """
    groups: dict[object, list[SetAside]] = {}
    for item in items:
        if item.reason in (SetAsideReason.OTHER_ADVICE, SetAsideReason.OPEN_QUESTIONS):
            continue
        about = () if item.reason is SetAsideReason.ONE_LETTER else (item.subject, item.by)
        groups.setdefault((about, item.reason, item.because), []).append(item)
    return list(groups.values())


def _titles(advice: Advice) -> dict[tuple[str, Subject], str]:
    """The titles of actions by subject, as far as the advice holds them."""
    titles = {(item.action, item.subject): item.title for item in advice.set_aside}
    for item in advice.recommendations:
        titles |= {(step.action, item.subject): step.title for step in item.next_steps}
        titles[item.action, item.subject] = item.title
    return titles
