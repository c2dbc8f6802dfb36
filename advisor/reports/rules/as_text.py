"""Rules told in plain English, as a page to read."""

from collections.abc import Iterable, Sequence

from advisor.english.conditions import Phrase, PhraseKind
from advisor.reports.claims import Example
from advisor.reports.rules.summary import Link, RuleSummary, Shows, value_of
from advisor.reports.terminal.layout import Page, cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed

_INDENT = 2
_ROOM = 30  # cells that a nested list needs; one that would have less stands as far right as its parent
_SHORT = 88  # cells: a group that fits is told in one line
_EXAMPLES = 5


def rules_in_english(stories: Iterable[RuleSummary], look: TerminalStyle) -> str:
    """The stories one after the other."""
    page = Page(look)
    for number, story in enumerate(stories):
        if number:
            page.add("")
            page.blank()
        _story(page, story)
    return str(page)


def _story(page: Page, story: RuleSummary) -> None:
    look, rule = page.look, story.rule
    page.add(look.clean(rule.id), style="bold")
    page.remarks(
        [look.clean(story.ruleset), _place(look, rule.location.file, rule.location.line)], 0, style="dim"
    )
    page.blank()
    _when(page, story)
    _does(page, story)
    page.blank()
    page.add("Because", style="cyan")
    page.add(look.clean(story.because), _INDENT)
    if rule.note:
        page.blank()
        page.add("Note", style="cyan")
        page.add(look.clean(rule.note), _INDENT)
    page.blank()
    page.add("Rests on", style="cyan")
    for claim in story.claims:
        page.add(look.clean(f"{claim.id}: {claim.says}"), _INDENT, mark=look.bullet)
    _policy(page, story)
    _links(page, "Reads", "drawn by", "drawn by no rule", story.reads)
    _links(page, "Draws", "read by", "read by no rule", story.draws)
    if story.shows is not None:
        _shows(page, story.shows)


def _when(page: Page, story: RuleSummary) -> None:
    look, said = page.look, story.when
    subject = look.clean(story.subject)
    if said.kind is PhraseKind.CLAUSE:
        page.add(f"{subject}, if")
        page.add(look.clean(str(said)), _INDENT, mark=look.bullet)
    elif said.kind is PhraseKind.SUCH:
        page.add(f"{subject}, if")
        _item(page, said, _INDENT)
    else:
        page.add(f"{subject}, if {said.lead}:")
        for item in said.items:
            _item(page, item, _INDENT)
    page.blank()


def _item(page: Page, said: Phrase, indent: int) -> None:
    look = page.look
    line = look.clean(str(said))
    if (
        said.kind is PhraseKind.CLAUSE
        or len(said.items) == 1
        or (cells(line) <= _SHORT and not _is_deep(said))
    ):
        page.add(line, indent, mark=look.bullet)
        return
    page.add(f"{look.clean(said.lead)}:", indent, mark=look.bullet)
    deeper = indent + _INDENT if look.width - indent - 2 * _INDENT >= _ROOM else indent
    for item in said.items:
        _item(page, item, deeper)


def _is_deep(said: Phrase) -> bool:
    """Whether there are groups within its groups, so that a line would need brackets."""
    return any(item.kind is not PhraseKind.CLAUSE and ", " in str(item) for item in said.items)


def _does(page: Page, story: RuleSummary) -> None:
    look = page.look
    page.add(f"then {story.does}:")
    for effect in story.effects:
        page.add(look.clean(f"{effect.text} ({effect.target})"), _INDENT, mark=look.arrow)
    for more in (story.deadline, story.in_force):
        if more:
            page.add(look.clean(more), _INDENT, mark=look.bullet)


def _policy(page: Page, story: RuleSummary) -> None:
    if not story.policy:
        return
    look = page.look
    page.blank()
    page.add("Numbers of the policy", style="cyan")
    for parameter in story.policy:
        told = f"{parameter.name} is {value_of(parameter)}"
        told += f": {parameter.note}" if parameter.note else ""
        page.add(look.clean(told), _INDENT, mark=look.bullet)


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
