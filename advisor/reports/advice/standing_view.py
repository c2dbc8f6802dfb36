"""Where a person stands, in words: the score, what threatens it, and the money."""

from collections.abc import Callable

from advisor.advice.standing import MoneyStanding, ScoreStanding, Standing
from advisor.playbook.terms import Terms
from advisor.playbook.types import FieldType, speak
from advisor.reports.advice.view import Card
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized, short_day, subject_label
from advisor.source.record import record

_MOST_THREATS = 3


@record
class ScoreView:
    """The score: its name and value, `share` in percent, what it was and its goal in words, "" for nothing.

    `goal_at` is where the goal stands on a line of 100, None without one.  `threats` are cards with points at
    stake, one a subject, and how many.
    """

    name: str
    value: str
    share: float
    trend: str
    goal: str
    goal_at: float | None
    threats: tuple[tuple[Card, str], ...]


@record
class MoneyRow:
    """The money of one subject in words; "" for what there is none of."""

    label: str
    held: str
    dormant: str
    due: str
    unpaid: str


@record
class StandingView:
    """The score, or None, and the money, with `columns` for the fields of `MoneyRow` that say something."""

    score: ScoreView | None
    money: tuple[MoneyRow, ...]
    columns: tuple[tuple[str, str], ...]


def standing_view(
    standing: Standing,
    terms: Terms,
    cards: tuple[Card, ...],
    today: int,
    clean: Callable[[str], str] = one_line,
) -> StandingView:
    """The view of a standing; `cards` are those of the advice, of which the first with points threaten it."""
    score = None if standing.score is None else _score(standing.score, terms, cards, clean)
    money = tuple(_money(each, terms, today, clean) for each in standing.money)
    heads = (("held", "Held"), ("dormant", "Dormant"), ("due", "Due"), ("unpaid", "Unpaid"))
    columns = tuple(head for head in heads if any(getattr(row, head[0]) for row in money))
    return StandingView(score, money, columns)


def _score(
    score: ScoreStanding, terms: Terms, cards: tuple[Card, ...], clean: Callable[[str], str]
) -> ScoreView:
    trend = ""
    if score.before is not None and score.before_on is not None:
        way = "Down" if score.now < score.before else "Up"
        trend = f"{way} {_points(abs(score.now - score.before), terms)} since {short_day(score.before_on)}"
    goal = ""
    if score.goal is not None:
        left = score.goal - score.now
        rest = f"{_points(left, terms)} to go" if left > 0 else "reached"
        goal = f"Goal: {speak(score.goal, FieldType.PERCENT)}, {rest}"
    return ScoreView(
        clean(capitalized(terms.score)),
        speak(score.now, FieldType.PERCENT),
        score.now / 100,
        clean(trend),
        clean(goal),
        None if score.goal is None else score.goal / 100,
        _threats(cards, clean(f"of your {terms.score}")),
    )


def _threats(cards: tuple[Card, ...], end: str) -> tuple[tuple[Card, str], ...]:
    first: dict[str, tuple[Card, str]] = {}
    for card in cards:
        if card.stake_note:
            first.setdefault(card.subject, (card, card.stake.removesuffix(f" {end}")))
    return tuple(first.values())[:_MOST_THREATS]


def _points(hundredths: int, terms: Terms) -> str:
    number = f"{hundredths / 100:g}"
    return f"{number} {terms.units.noun(number)}"


def _money(money: MoneyStanding, terms: Terms, today: int, clean: Callable[[str], str]) -> MoneyRow:
    def amount(cents: int | None) -> str:
        return "" if cents is None else clean(speak(cents, FieldType.MONEY, terms.units))

    def day(ordinal: int | None, passed: str, ahead: str) -> str:
        if ordinal is None:
            return ""
        return f"{passed if ordinal <= today else ahead} {short_day(ordinal)}".strip()

    return MoneyRow(
        clean(subject_label(money.subject)),
        amount(money.held),
        day(money.dormant, "since", "from"),
        day(money.due, "", ""),
        amount(money.unpaid),
    )
