"""Advice as a page to read in a terminal.

For the form that programs read, see `json_report`.
"""

from collections.abc import Iterable

from advisor.advice.model import (
    Advice,
    Question,
    Recommendation,
    SetAside,
    SetAsideReason,
    Subject,
    item_name,
)
from advisor.reports.terminal.layout import PRIORITY_STYLES, Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import action_words, due, long_day, playbook_named, points_at_stake

_SHORT = 50  # cells: a greeting or a signature; a line that was merely wrapped is longer
_ENDS = (".", "!", "?", ":", ";")
_LIST_SIGNS = ("- ", "* ", "•", "–")


def paragraphs(draft: list[str]) -> list[str]:
    """The lines of a draft, those joined that were only wrapped in the middle of a sentence.

    A line goes on in the next one where it is long, ends no sentence, and the next is no item of a list.
    An empty line stays, as an empty paragraph; at the ends there are none.
    """
    found: list[str] = []
    goes_on = False
    for line in draft:
        if goes_on and line and not line.startswith(_LIST_SIGNS):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
        goes_on = len(line) >= _SHORT and not line.endswith(_ENDS)
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return found


_IN = 4  # blanks before what belongs to a numbered entry
_BROUGHT = 3  # actions named behind a question; the first ones weigh most
_NOTHING = "There is nothing you need to do now. Enjoy your day, and look again when something changes."
_NOTHING_KNOWN = (
    "There is nothing to advise on yet: no contract is listed, and nothing is known about you. List your "
    'contracts in the file, as "Writing down what you know" in README.md shows; advisor ask puts questions '
    "to you and writes down your answers."
)
_MORE_WITH_ANSWERS = "With answers to the questions below there may be more to say."
Titles = dict[tuple[str, Subject], str]


def advice_text(advice: Advice, look: TerminalStyle, *, who: str = "", top: int | None = None) -> str:
    """The advice as text that ends with a line break.

    `who` is the freelancer's name, where it is known.  `top` is how many recommendations are shown; a line
    tells how many more there are.
    """
    page = Page(look)
    _header(page, advice, who)
    _recommended(page, advice, top)
    _set_aside(page, advice.set_aside)
    _questions(page, advice)
    return str(page)


def _header(page: Page, advice: Advice, who: str) -> None:
    look = page.look
    name = look.clean(who)
    page.add(f"Advice for {name}" if name else "Your advice", style="bold")
    playbook = f"playbook: {playbook_named(advice, look.clean)}"
    page.add(look.dot.join([long_day(advice.as_of), playbook]), style="dim")


def _recommended(page: Page, advice: Advice, top: int | None) -> None:
    if not advice.recommendations:
        _nothing_to_do(page, advice)
        return
    page.heading("Do now")
    told: set[tuple[Subject, str]] = set()
    for item in advice.recommendations[:top]:
        _recommendation(page, advice, item, told)
    more = len(advice.recommendations[top:]) if top is not None else 0
    if more:
        page.add(f"{page.look.dots} and {more:,} more, less urgent.")


def _nothing_to_do(page: Page, advice: Advice) -> None:
    page.blank()
    for sentence in nothing_to_do(advice):
        page.add(sentence)


def nothing_to_do(advice: Advice) -> list[str]:
    """What is said where nothing is recommended; how to begin, where nothing is known yet."""
    told = _NOTHING_KNOWN if advice.is_blank else _NOTHING
    return [told, _MORE_WITH_ANSWERS] if advice.questions else [told]


def _recommendation(page: Page, advice: Advice, item: Recommendation, told: set[tuple[Subject, str]]) -> None:
    """One thing to do; a ground that was `told` of the same subject before is not repeated."""
    look = page.look
    page.add(look.clean(item.title), mark=f"{item.rank:>{_IN - 2}}.", style="bold")
    _urgency(page, advice, item)
    for text in dict.fromkeys(map(look.clean, why(item, told))):
        page.add(text, _IN, mark=look.bullet)
    if item.steps:
        page.add("How", _IN, style="cyan")
        for number, step in enumerate(item.steps, start=1):
            page.add(look.clean(step), _IN, mark=f"{number}.")
    _weight(page, item)
    if item.message is not None:
        page.add("Draft, to make your own", _IN, style="cyan")
        page.quote(paragraphs(look.clean_lines(item.message)), _IN)
    if item.next_steps:
        page.add("If that fails", _IN, style="cyan")
        for after in item.next_steps:
            page.add(look.clean(after.title), _IN, mark=look.arrow)
    page.blank()


def why(item: Recommendation, told: set[tuple[Subject, str]]) -> list[str]:
    """The reasons, the grounds not yet `told` of the same subject (now they are), and what else weighed."""
    grounds = [reason.text for reason in item.grounds if (item.subject, reason.text) not in told]
    told.update((item.subject, text) for text in grounds)
    weighed = [f"Also weighed: {reason.text}" for reason in item.moved_by]
    return [*(reason.text for reason in item.reasons), *grounds, *weighed]


def _urgency(page: Page, advice: Advice, item: Recommendation) -> None:
    """How urgent and until when, then for what or whom."""
    text, style = item.priority.value.capitalize(), PRIORITY_STYLES.get(item.priority, "")
    if item.deadline is not None:
        text += f", {due(item.deadline, advice.as_of)}"
        style = "red" if item.deadline <= advice.as_of else style
    page.add(text, _IN, style=style)
    if not item.subject.is_single:
        page.add(page.look.clean(item.subject.label), _IN)


def _weight(page: Page, item: Recommendation) -> None:
    """What is at stake, what it takes, and where it comes from."""
    remarks = [f"Effort: {item.effort.value}"]
    if item.points is not None and item.points > 0:
        remarks.insert(0, f"At stake: {points_at_stake(item.points)} (an estimate)")
    page.remarks(remarks, _IN)
    page.remarks([page.look.clean(source) for source in sources_of(item)], _IN, style="dim")


def sources_of(item: Recommendation) -> list[str]:
    """Where it comes from: its name, its rules and their claims."""
    sources = [item_name(item.action, item.subject)]
    for noun, ids in (("rule", item.rules), ("claim", item.claims)):
        if ids:
            sources.append(f"{noun if len(ids) == 1 else noun + 's'} {', '.join(dict.fromkeys(ids))}")
    return sources


def _set_aside(page: Page, items: tuple[SetAside, ...]) -> None:
    """What was set aside; actions that share a reason stand together before it."""
    if not items:
        return
    look = page.look
    page.heading("Set aside, and why")
    for together in with_one_reason(items):
        for item in together:
            page.add(look.clean(item.title), mark=look.bullet)
        page.add(look.clean(why_aside(together[0])), 2)
        sources = [*(item_name(item.action, item.subject) for item in together), f"by {together[0].by}"]
        page.remarks([look.clean(source) for source in sources], 2, style="dim")


def with_one_reason(items: Iterable[SetAside]) -> list[list[SetAside]]:
    """What was set aside, those together that share subject and reason."""
    groups: dict[object, list[SetAside]] = {}
    for item in items:
        groups.setdefault((item.subject, item.reason, item.by, item.because), []).append(item)
    return list(groups.values())


def why_aside(item: SetAside) -> str:
    """Why it is not recommended, as a sentence."""
    return f"Better not: {item.because}" if item.reason is SetAsideReason.FORBIDDEN else item.because


def _questions(page: Page, advice: Advice) -> None:
    if not advice.questions:
        return
    page.heading("What we would need to know")
    titles = titles_of(advice)
    for item in advice.questions:
        _question(page, item, titles)


def _question(page: Page, item: Question, titles: Titles) -> None:
    look = page.look
    page.add(look.clean(item.question), mark="?", mark_style="cyan")
    remarks = [] if item.subject.is_single else [look.clean(item.subject.label)]
    if item.find:
        remarks.append(f"Look at: {look.clean(item.find)}")
    page.remarks(remarks, 2)
    for words in what_hangs_on(item, titles):
        page.add(look.clean(words), 2)
    page.add(look.clean(item.path), 2, style="dim")


def what_hangs_on(item: Question, titles: Titles) -> list[str]:
    """Why a question is asked: "Could bring: ...; ...", "Could rule out: ..."."""
    found = []
    for verb, actions, told in (
        ("Could bring", item.could_bring, item.brings),
        ("Could rule out", item.could_forbid, item.forbids),
    ):
        named = [each.title for each in told]
        named = named or [titles.get((each, item.subject)) or action_words(each) for each in actions]
        if len(named) > _BROUGHT:
            named[_BROUGHT:] = [f"and {len(named) - _BROUGHT:,} more"]
        if named:
            found.append(f"{verb}: {'; '.join(named)}")
    return found


def titles_of(advice: Advice) -> Titles:
    """The titles of actions by subject, as far as the advice holds them."""
    found = {(item.action, item.subject): item.title for item in advice.set_aside}
    for item in advice.recommendations:
        found |= {(step.action, item.subject): step.title for step in item.next_steps}
        found[item.action, item.subject] = item.title
    return found
