"""Rules in plain English, as a page to read."""

from collections.abc import Iterable, Sequence

from advisor.english.conditions import Phrase, PhraseKind
from advisor.reports.claims import Example
from advisor.reports.rules.summary import Link, RuleSummary, Shows, value_of
from advisor.reports.terminal.layout import Page, cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed

_INDENT = 2
_ROOM = 32  # cells that a nested list needs; one that would have less stands as far right as its parent
_SHORT = 88  # cells: a group that fits stands in one line
_EXAMPLES = 5


def rules_in_english(summaries: Iterable[RuleSummary], look: TerminalStyle) -> str:
    """The rules one after the other."""
    page = Page(look)
    for number, summary in enumerate(summaries):
        if number:
            page.add("")
            page.blank()
        _summary(page, summary)
    return str(page)


def _summary(page: Page, summary: RuleSummary) -> None:
    look, rule = page.look, summary.rule
    page.add(look.clean(rule.id), style="bold")
    page.remarks(
        [look.clean(summary.ruleset), _place(look, rule.location.file, rule.location.line)], 0, style="dim"
    )
    page.blank()
    _when(page, summary)
    _does(page, summary)
    page.blank()
    page.add("Because", style="cyan")
    page.add(look.clean(summary.because), _INDENT)
    if rule.note:
        page.blank()
        page.add("Note", style="cyan")
        page.add(look.clean(rule.note), _INDENT)
    page.blank()
    page.add("Rests on", style="cyan")
    for claim in summary.claims:
        page.add(look.clean(f"{claim.id}: {claim.says}"), _INDENT, mark=look.bullet)
    _policy(page, summary)
    _links(page, "Reads", "drawn by", "drawn by no rule", summary.reads)
    _links(page, "Draws", "read by", "read by no rule", summary.draws)
    if summary.shows is not None:
        _shows(page, summary.shows)


def _when(page: Page, summary: RuleSummary) -> None:
    look = page.look
    deepest = max(_INDENT, (look.width - _ROOM) // _INDENT * _INDENT)

    def fits(phrase: Phrase) -> bool:
        """Whether it is short, and has no groups within its groups, so that it would need brackets."""
        nested = any(item.kind is not PhraseKind.CLAUSE and ", " in str(item) for item in phrase.items)
        return not nested and cells(look.clean(str(phrase))) <= _SHORT

    lead, lines = summary.when.as_list(fits)
    page.add(f"{look.clean(summary.subject)}, if {lead}".rstrip())
    for depth, line in lines:
        page.add(look.clean(line), min(_INDENT * (depth + 1), deepest), mark=look.bullet)
    page.blank()


def _does(page: Page, summary: RuleSummary) -> None:
    look = page.look
    page.add(f"then {summary.does}:")
    for effect in summary.effects:
        page.add(look.clean(f"{effect.text} ({effect.target})"), _INDENT, mark=look.arrow)
    for more in (summary.deadline, summary.in_force):
        if more:
            page.add(look.clean(more), _INDENT, mark=look.bullet)


def _policy(page: Page, summary: RuleSummary) -> None:
    if not summary.policy:
        return
    look = page.look
    page.blank()
    page.add("Numbers of the policy", style="cyan")
    for parameter in summary.policy:
        note = f": {parameter.note}" if parameter.note else ""
        line = f"{parameter.name} is {value_of(parameter)}{note}"
        page.add(look.clean(line), _INDENT, mark=look.bullet)


def _links(page: Page, heading: str, how: str, lonely: str, links: Sequence[Link]) -> None:
    if not links:
        return
    page.blank()
    page.add(heading, style="cyan")
    for link in links:
        others = f"{how} {listed(link.rules)}" if link.rules else lonely
        page.add(page.look.clean(f"{link.name}, {others}"), _INDENT, mark=page.look.bullet)


def _shows(page: Page, shows: Shows) -> None:
    page.blank()
    number = len(shows.fires)
    page.add(f"Fires in {count(number, 'scenario') if number else 'no scenario'}", style="cyan")
    for example in shows.fires[:_EXAMPLES]:
        _example(page, example)
    if number > _EXAMPLES:
        page.add(f"and in {number - _EXAMPLES} more", _INDENT, style="dim")
    page.blank()
    if shows.near_miss is None:
        page.add("Near miss: none", style="yellow")
        return
    fires, misses = shows.near_miss
    page.add("Near miss: does not fire in", style="cyan")
    _example(page, misses)
    page.add("which is one fact apart from", style="cyan")
    _example(page, fires)


def _example(page: Page, example: Example) -> None:
    look = page.look
    page.add(look.clean(example.name), _INDENT, mark=look.bullet)
    page.add(_place(look, example.location.file, example.location.line), _INDENT + 2, style="dim")


def _place(look: TerminalStyle, file: str, line: int) -> str:
    return look.clean(f"{file}:{line}")
