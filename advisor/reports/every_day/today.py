"""The list of a day in a terminal: at most 24 lines at 80 columns, but for a list that is wanted whole."""

from typing import TYPE_CHECKING

from advisor.advice.last_list import News
from advisor.advice.model import Advice
from advisor.facts.trend import Trend
from advisor.playbook.model import Priority
from advisor.playbook.types import MONTHS, FieldType, date_of, speak
from advisor.playbook.units import Units
from advisor.reports.advice.view import AdviceView, Card, advice_view
from advisor.reports.terminal.layout import PRIORITY_STYLES, Page, cells, wrap
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.advice.next_up import NextUp

_MOST = 5  # items on the first screen
_TALLEST = 24  # lines of a screen
_IN = 5  # cells before a title: its number and its sign
_NEAR = 3  # days within which what is not shown is told to be near
_ALL_DONE = "That is all for today: what was on your list is done, put off or dismissed."
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@record
class Today:
    """What the list is made of; `file` is as it was typed after -f, "" where it needs no naming.

    `banner` is a sentence about the day, `doubts` how many values of the state are doubtful.  Where nothing
    needs doing, `ticked` is how much was recorded on this day, and `following` what comes up next.
    """

    advice: Advice
    who: str = ""
    trend: Trend | None = None
    news: News | None = None
    banner: str = ""
    doubts: int = 0
    everything: bool = False
    file: str = ""
    ticked: int = 0
    following: "NextUp | None" = None


def today_text(today: Today, look: TerminalStyle) -> str:
    """The list as text that ends with a line break; where it would be too tall, titles have a line each."""
    view = advice_view(today.advice, who=today.who, clean=look.clean)
    if today.everything:
        return _screen(today, view, look, 99)
    text = _screen(today, view, look, 2)
    return text if text.count("\n") <= _TALLEST else _screen(today, view, look, 1)


def _screen(today: Today, view: AdviceView, look: TerminalStyle, most: int) -> str:
    """The list, in which a title has at most so many lines."""
    page = Page(look)
    _add(page, look.dot.join(_head(today, look)), 2, style="bold")
    if today.banner:
        _add(page, today.banner, 2, style="yellow")
    page.blank()
    _items(page, today, view, most)
    _told(page, today, view)
    page.blank()
    page.remarks(_commands(today, view), 0, style="dim")
    if today.everything:
        named = f" -f {today.file}" if today.file else ""
        page.typed("As a page for your browser:", f"advisor advise{named} -o today.html")
    return str(page)


def short_weekday(day: int) -> str:
    """A day (an ordinal) as people say it: "Sat 28 Nov"."""
    date = date_of(day)
    return f"{_WEEKDAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1][:3]}"


def _head(today: Today, look: TerminalStyle) -> list[str]:
    parts = [look.clean(today.who), short_weekday(today.advice.day)]
    trend, units = today.trend, today.advice.words.units
    if trend is not None:
        parts.append(f"score {speak(trend.value, FieldType.PERCENT, units)}{_moved(trend, units)}")
    return [part for part in parts if part]


def _moved(trend: Trend, units: Units) -> str:
    if trend.before is None or trend.since is None:
        return ""
    by = speak(abs(trend.value - trend.before), FieldType.PERCENT, units).rstrip("%")
    date = date_of(trend.since)
    since = f"{date.day} {MONTHS[date.month - 1][:3]}"
    return f" ({'up' if trend.value > trend.before else 'down'} {by} since {since})"


def _items(page: Page, today: Today, view: AdviceView, most: int) -> None:
    if not view.cards:
        for sentence in (_ALL_DONE,) if today.ticked else view.summary:
            _add(page, sentence, 6)
        return
    new = today.news.new if today.news is not None else ()
    shown = view.cards if today.everything else view.cards[:_MOST]
    for card in shown:
        _item(page, card, most, is_new=card.rank in new)
    rest = view.cards[len(shown) :]
    if rest:
        page.add(_waiting(rest), _IN, style="dim")


def _day_and_year(today: Today) -> str:
    """The day of what comes next, with its year where that is another one."""
    day = today.following.day if today.following is not None else today.advice.day
    is_of_this_year = date_of(day).year == date_of(today.advice.day).year
    return f"{short_weekday(day)}{'' if is_of_this_year else f' {date_of(day).year}'}"


def _item(page: Page, card: Card, most: int, *, is_new: bool) -> None:
    """One thing to do, in at most so many lines; what is due, or at stake, stands at the right."""
    look = page.look
    is_critical = card.priority is Priority.CRITICAL
    sign, style = ("!", "red") if is_critical else ("+", "green") if is_new else (" ", "")
    aside = card.beside
    room = look.width - _IN - (cells(aside) + 2 if aside else 0)
    first, *more = _fitting(card.title, room, most, look)
    gap = " " * (look.width - _IN - cells(first) - cells(aside)) if aside else ""
    aside = look.paint(aside, "red" if card.is_over else PRIORITY_STYLES.get(card.priority, ""))
    page.lines([f"{card.rank:>2} {look.paint(sign, style)} {first}{gap}{aside}"])
    page.lines([" " * _IN + line for line in more])


def _waiting(rest: tuple[Card, ...]) -> str:
    near = [
        card
        for card in rest
        if card.priority is Priority.CRITICAL or (card.deadline is not None and card.deadline.left <= _NEAR)
    ]
    if near:
        return f"{len(rest):,} more, {len(near):,} of them urgent: advisor today --all"
    return f"{len(rest):,} more can wait: advisor today --all"


def _told(page: Page, today: Today, view: AdviceView) -> None:
    """What is new since an earlier day, what is doubtful, and the first question."""
    news, questions = today.news, view.questions
    if today.doubts:
        page.blank()
        page.add(f"{count(today.doubts, 'value')} in your file may be wrong: advisor advise says which.")
    if today.following is not None:
        page.blank()
        _add(page, f"Next, on {_day_and_year(today)}: {today.following.title.rstrip('.')}.", 2)
    if news is not None and not news.is_empty:
        page.blank()
        _add(page, _since(news, page.look), 2)
    if questions and (view.cards or today.ticked):
        page.blank()
        answers = f"{count(len(questions), 'answer')} would sharpen this. First: "
        _add(page, f"{answers}{questions[0].question}", 2)
        if questions[0].about:
            _add(page, f"({questions[0].about.rstrip()})", 1, style="dim")


def _since(news: News, look: TerminalStyle) -> str:
    parts = []
    if news.new:
        ranks = [str(rank) for rank in news.new]
        shown = ranks if len(ranks) <= _MOST else [*ranks[:_MOST], f"{len(ranks) - _MOST} more"]
        parts.append(f"new {listed(shown)}")
    for lead, titles in (("its day passed", news.missed), ("gone", news.gone)):
        more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
        parts += [f"{lead}: {look.clean(titles[0])}{more}"] if titles else []
    return f"Since {short_weekday(news.day)}: {'; '.join(parts)}"


def _commands(today: Today, view: AdviceView) -> list[str]:
    """What to type next, and with which file, where commands would not find it by themselves."""
    named = [f"each with -f {today.file}"] if today.file else []
    if not view.cards:
        return ["advisor ask", "agenda", "set", "add", "help: -h", *named]
    later = 2 if len(view.cards) > 1 else 1
    commands = ["advisor show 1", "done 1", f"later {later} friday", "set", "add", "ask", "help: -h"]
    return [*commands, *named]


def _add(page: Page, text: str, most: int, *, style: str = "") -> None:
    """A paragraph of at most so many lines."""
    for line in _fitting(page.look.clean(text), page.look.width, most, page.look):
        page.add(line, style=style)


def _fitting(text: str, width: int, most: int, look: TerminalStyle) -> list[str]:
    """The text in lines of a width, the last of which tells by dots that there was more."""
    lines = wrap(text, width)
    if len(lines) <= most:
        return lines or [""]
    last = lines[most - 1]
    while last and cells(last) + cells(look.dots) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + look.dots]
