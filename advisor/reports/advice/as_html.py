"""Advice as a page of HTML: its view, put into the templates beside this file.

The templates are ours alone; no text of a state or a playbook is ever one.  They are sandboxed all the same:
it costs nothing, and then not even a mistake in a template can reach what Python can.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from jinja2 import ChoiceLoader, PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.advice.compare import ItemKey
from advisor.advice.model import Advice
from advisor.advice.standing import Standing
from advisor.playbook.model import Claim
from advisor.reports.advice.standing_view import standing_view
from advisor.reports.advice.view import DeadlineView, advice_view
from advisor.reports.wording import short_day
from advisor.source.record import record

_EDGE = 5.0  # left free at both ends, so that what stands there is not cut
_APART = 8.5  # a dot needs this much of a line of 280 pixels, the narrowest
_SHORTEST = 7  # days that the line spans at least
_STEPS = (1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650, 18250, 182500, 1825000)
_MOST_STEPS = 3
_LONG = 300  # days from which on a tick names its year


@record
class Dot:
    """A deadline on the line; `row` counts upwards from the line, from 0, so that no two dots touch."""

    deadline: DeadlineView
    at: float
    row: int


@record
class Tick:
    """A day named below the line; `anchor` as SVG aligns text."""

    at: float
    words: str
    anchor: str


@record
class Timeline:
    """The line; `today` is where the day of the review stands, and `rows` how many rows of dots there are."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    today: float
    rows: int


def timeline(deadlines: tuple[DeadlineView, ...], today: int) -> Timeline:
    """The line for deadlines in order of their days, at least one."""
    first = min(today, deadlines[0].day)
    last = max(today, deadlines[-1].day, first + _SHORTEST)

    def at(day: int) -> float:
        return round(_EDGE + (100 - 2 * _EDGE) * (day - first) / (last - first), 2)

    dots: list[Dot] = []
    ends: list[float] = []  # of each row, where its last dot stands
    for deadline in deadlines:
        place = at(deadline.day)
        row = next((row for row, end in enumerate(ends) if place - end >= _APART), len(ends))
        ends[row : row + 1] = [place]
        dots.append(Dot(deadline, place, row))
    return Timeline(tuple(dots), tuple(_ticks(first, last, today, at)), at(today), len(ends))


def _ticks(first: int, last: int, today: int, at: Callable[[int], float]) -> Iterator[Tick]:
    """Today, and days before and after it in even steps."""
    span = last - first
    step = next(step for step in _STEPS if step * _MOST_STEPS >= span)
    for day in range(today - (today - first) // step * step, last + 1, step):
        name = short_day(day) if span > _LONG else short_day(day).rpartition(" ")[0]
        anchor = "start" if at(day) < 12 else "end" if at(day) > 88 else "middle"
        yield Tick(at(day), "today" if day == today else name, anchor)


@record
class NewsItem:
    """One change: a word for it, its title, and sentences about it."""

    word: str
    title: str
    sentences: tuple[str, ...]


@record
class News:
    """What is told before the advice: a title, remarks, and what is otherwise.  The text is clean already."""

    title: str
    remarks: tuple[str, ...]
    items: tuple[NewsItem, ...]


def advice_html(
    advice: Advice,
    *,
    who: str = "",
    top: int | None = None,
    claims: Mapping[str, Claim] | None = None,
    marks: Mapping[ItemKey, str] | None = None,
    news: News | None = None,
    standing: Standing | None = None,
) -> str:
    """The advice as a page, with the score and the money, if a `standing` is given, and below `news`.

    The rest is as for `view.advice_view`.
    """
    view = advice_view(advice, who=who, top=top, claims=claims, marks=marks)
    stands = None if standing is None else standing_view(standing, advice.words, view.cards, view.today)
    return page_template("advisor.reports.advice", "page.html.jinja").render(
        report=view,
        news=news,
        standing=stands,
        timeline=timeline(view.deadlines, view.today) if view.deadlines else None,
    )


@cache
def page_template(package: str, name: str) -> Template:
    """A template of a package of reports, which may include the styles beside this file."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("advisor.reports.advice")]),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(name)
