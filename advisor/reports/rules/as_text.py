"""Rules and constraints in plain English, as a page to read."""

from collections.abc import Iterable, Sequence

from advisor.english.conditions import Phrase, PhraseKind
from advisor.reports.claims import Example
from advisor.reports.rules.summary import ConstraintSummary, RuleSummary, Shows, rewritten_in_words
from advisor.reports.terminal.layout import Page, cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed

_INDENT = 2
_ROOM = 32  # cells that a nested list needs; one that would have less stands as far right as its parent
_SHORT = 88  # cells: a group that fits stands in one line
_EXAMPLES = 5


def rules_in_english(summaries: Iterable[RuleSummary | ConstraintSummary], look: TerminalStyle) -> str:
    """The rules and constraints one after the other."""
    page = Page(look)
    for number, summary in enumerate(summaries):
        if number:
            page.add("")
            page.blank()
        if isinstance(summary, RuleSummary):
            _summary(page, summary)
        else:
            _constraint(page, summary)
    return str(page)


def _summary(page: Page, summary: RuleSummary) -> None:
    look, rule = page.look, summary.rule
    page.add(rule.id, style="bold")
    page.remarks([summary.ruleset, f"{rule.location.file}:{rule.location.line}"], 0, style="dim")
    page.blank()
    _when(page, summary)
    page.blank()
    for number, one in enumerate(summary.consequences):
        page.add(f"{'and' if number else 'then'} {one.does}:")
        for effect in one.effects:
            page.add(f"{effect.text} ({effect.target})", _INDENT, mark=look.arrow)
        if one.deadline:
            page.add(one.deadline, _INDENT, mark=look.bullet)
    if summary.in_force:
        page.add(summary.in_force, _INDENT, mark=look.bullet)
    _section(page, "Because", summary.reasons, "")
    _section(page, "Note", [rule.note] if rule.note else [], "")
    _section(page, "Rests on", [f"{claim.id}: {claim.says}" for claim in summary.claims])
    changes = [(f"{change.name}: {rewritten_in_words(change)}", change.because) for change in summary.changes]
    _section(page, "Changed by another playbook", [f"{what}. {because}" for what, because in changes])
    numbers = [(f"{number.name} is {number.value}", number.note) for number in summary.policy]
    _section(page, "Numbers of the policy", [": ".join(filter(None, told)) for told in numbers])
    for heading, how, links in (("Reads", "drawn by", summary.reads), ("Draws", "read by", summary.draws)):
        _section(page, heading, [f"{link.name}, {how} {listed(link.rules) or 'no rule'}" for link in links])
    if summary.shows is not None:
        _shows(page, summary.shows)


def _constraint(page: Page, summary: ConstraintSummary) -> None:
    one, look = summary.constraint, page.look
    page.add(look.clean(one.says), style="bold")
    page.remarks(["a constraint", f"{one.location.file}:{one.location.line}"], 0, style="dim")
    page.blank()
    _condition(page, f"{summary.subject}, it must hold that", summary.holds)
    page.blank()
    page.add("else the state is refused" if summary.is_refusal else "else the state is warned of")
    _section(page, "Note", [one.note] if one.note else [], "")
    numbers = [(f"{number.name} is {number.value}", number.note) for number in summary.policy]
    _section(page, "Numbers of the policy", [": ".join(filter(None, told)) for told in numbers])
    if summary.broken_in is not None and not summary.is_refusal:
        page.blank()
        _examples(page, "Broken in", summary.broken_in)


def _section(page: Page, heading: str, lines: Sequence[str], mark: str | None = None) -> None:
    """Lines under a heading, with bullets unless another mark is given; nothing where there is no line."""
    if not lines:
        return
    page.blank()
    page.add(heading, style="cyan")
    for line in lines:
        page.add(line, _INDENT, mark=page.look.bullet if mark is None else mark)


def _when(page: Page, summary: RuleSummary) -> None:
    _condition(page, f"{summary.subject}, if", summary.when)


def _condition(page: Page, lead_in: str, condition: Phrase) -> None:
    look = page.look
    deepest = max(_INDENT, (look.width - _ROOM) // _INDENT * _INDENT)

    def fits(phrase: Phrase) -> bool:
        """Whether it is short, and has no groups within its groups, so that it would need brackets."""
        nested = any(item.kind is not PhraseKind.CLAUSE and ", " in str(item) for item in phrase.items)
        return not nested and cells(look.clean(str(phrase))) <= _SHORT

    lead, lines = condition.as_list(fits)
    page.add(f"{look.clean(lead_in)} {lead}")
    for depth, line in lines:
        page.add(line, min(_INDENT * (depth + 1), deepest), mark=look.bullet)


def _shows(page: Page, shows: Shows) -> None:
    page.blank()
    _examples(page, "Fires in", shows.fires)
    page.blank()
    if shows.near_miss is None:
        page.add("Near miss: none", style="yellow")
        return
    fires, misses = shows.near_miss
    page.add("Near miss: does not fire in", style="cyan")
    _example(page, misses)
    page.add("which is one fact apart from", style="cyan")
    _example(page, fires)


def _examples(page: Page, lead: str, examples: Sequence[Example]) -> None:
    """The first examples under a line that counts all."""
    number = len(examples)
    page.add(f"{lead} {count(number, 'scenario') if number else 'no scenario'}", style="cyan")
    for example in examples[:_EXAMPLES]:
        _example(page, example)
    if number > _EXAMPLES:
        page.add(f"and in {number - _EXAMPLES} more", _INDENT, style="dim")


def _example(page: Page, example: Example) -> None:
    page.add(example.name, _INDENT, mark=page.look.bullet)
    page.add(f"{example.location.file}:{example.location.line}", _INDENT + 2, style="dim")
