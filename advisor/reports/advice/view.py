"""Advice as the words and numbers of a report that is sent to somebody: for Markdown and for HTML.

All text is clean already (`printable`); what the format needs beyond that, such as escaping, is the format's.
"""

from advisor.advice.model import Advice, Recommendation, Subject, item_name
from advisor.playbook.model import Priority
from advisor.reports.advice.as_text import (
    nothing_to_do,
    paragraphs,
    sources_of,
    titles_of,
    what_hangs_on,
    why,
    why_aside,
    with_one_reason,
)
from advisor.reports.terminal.printable import lines, one_line
from advisor.reports.wording import (
    count,
    due,
    iso_day,
    listed,
    long_day,
    playbook_named,
    points_at_stake,
    short_day,
)
from advisor.source.record import record


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
    """One thing to do.  `draft` has an empty paragraph for each empty line, and none without a draft;
    `ladder` are the steps to take one after the other, the recommended first, or nothing.
    """

    rank: int
    title: str
    subject: str
    priority: Priority
    deadline: DeadlineView | None
    stake: str
    effort: str
    because: tuple[str, ...]
    steps: tuple[str, ...]
    draft: tuple[str, ...]
    ladder: tuple[str, ...]
    sources: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@record
class StakeView:
    """What one bad review of a contract would cost, in hundredths of a point, as an estimate."""

    label: str
    points: int
    words: str


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
    stakes: tuple[StakeView, ...]
    asides: tuple[SetAsideView, ...]
    questions: tuple[QuestionView, ...]


def advice_view(advice: Advice, *, who: str = "", top: int | None = None) -> AdviceView:
    """The report on a piece of advice; `who` and `top` mean what they mean to `text.advice_text`."""
    shown = advice.recommendations[:top]
    told: set[tuple[Subject, str]] = set()
    cards = tuple(_card(item, advice.as_of, told) for item in shown)
    name = one_line(who)
    deadlines = [card.deadline for card in cards if card.deadline is not None]
    return AdviceView(
        heading=f"Advice for {name}" if name else "Your advice",
        day=long_day(advice.as_of),
        playbook=playbook_named(advice, one_line),
        today=advice.as_of,
        summary=tuple(_summary(advice, len(shown))),
        cards=cards,
        more=len(advice.recommendations) - len(shown),
        deadlines=tuple(sorted(deadlines, key=lambda each: (each.day, each.rank))),
        stakes=tuple(_stakes(shown)),
        asides=tuple(_asides(advice)),
        questions=tuple(_questions(advice)),
    )


def _card(item: Recommendation, today: int, told: set[tuple[Subject, str]]) -> Card:
    title = one_line(item.title)
    ladder = [title, *(one_line(step.title) for step in item.next_steps)] if item.next_steps else []
    return Card(
        rank=item.rank,
        title=title,
        subject="" if item.subject.is_single else one_line(item.subject.label),
        priority=item.priority,
        deadline=None if item.deadline is None else _deadline(item.rank, title, item.deadline, today),
        stake=points_at_stake(item.points) if item.points is not None and item.points > 0 else "",
        effort=item.effort.value,
        because=tuple(dict.fromkeys(map(one_line, why(item, told)))),
        steps=tuple(map(one_line, item.steps)),
        draft=() if item.message is None else tuple(paragraphs(lines(item.message))),
        ladder=tuple(ladder),
        sources=tuple(map(one_line, sources_of(item))),
        facts=tuple((one_line(fact.path), one_line(fact.value)) for fact in item.facts),
    )


def _deadline(rank: int, title: str, day: int, today: int) -> DeadlineView:
    left = day - today
    words = f"overdue by {count(-left, 'day')}" if left < 0 else due(day, today).split(", ")[-1]
    return DeadlineView(rank, title, day, left, "today" if left == 0 else words)


def _summary(advice: Advice, shown: int) -> list[str]:
    items = advice.recommendations
    if not items:
        return nothing_to_do(advice)
    said = [f"{_how_many(items)}{_of_which(len(items), shown)}."]
    said.append(f"The most urgent: {one_line(items[0].title).rstrip('.')}.")
    days = sorted(item.deadline for item in items if item.deadline is not None)
    over = [day for day in days if day < advice.as_of]
    if over:
        said.append(f"{count(len(over), 'deadline')} {'has' if len(over) == 1 else 'have'} passed.")
    if len(over) < len(days):
        following = _deadline(0, "", days[len(over)], advice.as_of)
        said.append(f"The next deadline is {long_day(following.day)}, {following.words}.")
    if advice.questions:
        said.append(f"{count(len(advice.questions), 'open question')} could change this advice.")
    return said


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


def _stakes(items: tuple[Recommendation, ...]) -> list[StakeView]:
    """By contract, the most first."""
    most: dict[Subject, int] = {}
    for item in items:
        if item.points is not None and item.points > 0:
            most[item.subject] = max(item.points, most.get(item.subject, 0))
    ranked = sorted(most.items(), key=lambda each: (-each[1], each[0].id))
    return [StakeView(one_line(subject.label), points, points_at_stake(points)) for subject, points in ranked]


def _asides(advice: Advice) -> list[SetAsideView]:
    found = []
    for together in with_one_reason(advice.set_aside):
        names = [one_line(item_name(item.action, item.subject)) for item in together]
        found.append(
            SetAsideView(
                titles=tuple(one_line(item.title) for item in together),
                because=one_line(why_aside(together[0])),
                sources=(*names, f"by {one_line(together[0].by)}"),
            )
        )
    return found


def _questions(advice: Advice) -> list[QuestionView]:
    titles = titles_of(advice)
    return [
        QuestionView(
            question=one_line(item.question),
            about="" if item.subject.is_single else one_line(item.subject.label),
            find=one_line(item.find),
            hangs=tuple(map(one_line, what_hangs_on(item, titles))),
            path=one_line(item.path),
        )
        for item in advice.questions
    ]
