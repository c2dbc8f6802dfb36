"""The rules of a playbook as a table to read, and as JSON for other programs."""

import posixpath
from collections.abc import Callable
from dataclasses import replace

from advisor.playbook.model import Chapter, Consequence, Disabled, Rule, RuleBase, Verb, chapters
from advisor.playbook.types import speak
from advisor.reports.advice.as_json import day_json
from advisor.reports.rules.as_json import FORMS
from advisor.reports.rules.summary import RuleSummarizer, rewritten_in_words, what_it_does
from advisor.reports.terminal.layout import GAP, Cell, Page, cells, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed, short_day
from advisor.source.json_text import JsonObject, members, to_json
from advisor.source.record import record

_INDENT = 2
_LONGEST_ID = 36  # a longer one stands on a line of its own
_PRIORITY, _AUTHORITY, _NARROWEST_VERB = 8, 9, 24
_STYLES = {"critical": "red", "high": "yellow", "medium": "cyan"}


@record
class RuleList:
    """Some rules of a playbook, with all else that it holds: `total` is how many there are in it.

    Files with rules that are the reader's `own` come first.
    """

    playbook: RuleBase
    total: int
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, playbook: RuleBase) -> "RuleList":
        """All rules."""
        return cls(playbook, len(playbook.all_rules))

    def narrowed(self, keep: Callable[[Rule], bool], *, numbers: bool = False) -> "RuleList":
        """Those to keep, with their rule sets; else nothing, or the `numbers` and the constraints, too."""
        whole = self.playbook
        rules = tuple(filter(keep, whole.rules))
        disabled = tuple(change for change in whole.disabled if keep(change.rule))
        used = {rule.ruleset for rule in (*rules, *(change.rule for change in disabled))}
        sets = {name: ruleset for name, ruleset in whole.rulesets.items() if name in used}
        kept = replace(whole, rules=rules, disabled=disabled, rulesets=sets)
        kept = kept if numbers else replace(kept, overridden=(), rewritten=(), constraints=())
        return replace(self, playbook=kept)

    @property
    def is_whole(self) -> bool:
        """Whether no rule is missing."""
        return len(self.playbook.all_rules) == self.total

    def chapters(self) -> list[Chapter]:
        """The files, one's own first."""

        def is_others(chapter: Chapter) -> bool:
            return not any(rule.id in self.own for rule, _ in _rows_of(chapter))

        return sorted(chapters(self.playbook), key=is_others)


def rules_text(listed_rules: RuleList, look: TerminalStyle) -> str:
    """The rules file by file, one a row, with a line that counts them."""
    playbook = listed_rules.playbook
    page = Page(look)
    widths = _Widths(playbook, look)
    if widths.table:
        names = zip(("rule", "for", "what it does", "priority", "rests on"), widths.columns, strict=True)
        page.lines(row(look, [(Cell(name, "dim"), width) for name, width in names], _INDENT))
        page.blank()
    for chapter in listed_rules.chapters():
        _heading(page, chapter)
        for rule, disabled in _rows_of(chapter):
            _rule(page, playbook, rule, widths, disabled)
        page.blank()
    _overridden(page, playbook)
    _constraints(page, playbook)
    total = f"{count(len(playbook.rules), 'rule')} in {count(len(playbook.rulesets), 'rule set')}"
    if playbook.left_out:
        total += f", without {listed([look.clean(name) for name in playbook.left_out])}"
    if playbook.disabled:
        total += f", {len(playbook.disabled):,} disabled"
    if not listed_rules.is_whole:
        total += f"; of {count(listed_rules.total, 'rule')}, which --all shows"
    page.add(total, style="green")
    return str(page)


def rules_json(listed_rules: RuleList, *, ascii_only: bool = False) -> str:
    """An array with an object for each rule, in the order of the table; a disabled one tells so.

    One for each constraint follows, as `rules_in_json` tells them.
    """
    rules: list[object] = [
        _as_json(listed_rules.playbook, rule, disabled)
        for chapter in listed_rules.chapters()
        for rule, disabled in _rows_of(chapter)
    ]
    constraints = RuleSummarizer(listed_rules.playbook).constraints()
    return to_json([*rules, *constraints], FORMS, ascii_only=ascii_only)


def _rows_of(chapter: Chapter) -> list[tuple[Rule, Disabled | None]]:
    disabled = [(disabled.rule, disabled) for disabled in chapter.disabled]
    return [*((rule, None) for rule in chapter.rules), *disabled]


class _Widths:
    """The widths of the columns; `table` is False where the terminal is too narrow for them."""

    def __init__(self, playbook: RuleBase, look: TerminalStyle) -> None:
        rules = [*playbook.rules, *(disabled.rule for disabled in playbook.disabled)]
        longest = max((cells(look.clean(rule.id)) for rule in rules), default=0)
        self.id = min(_LONGEST_ID, longest)
        self.entity = max((cells(look.clean(rule.entity)) for rule in rules), default=0)
        taken = _INDENT + self.id + self.entity + _PRIORITY + _AUTHORITY + 4 * GAP
        room = look.width - taken
        self.table = bool(rules) and room >= _NARROWEST_VERB
        self.verb = min(room, max((cells(_does(look, rule)) for rule in rules), default=0))

    @property
    def columns(self) -> tuple[int, ...]:
        """All of them, from the left."""
        return self.id, self.entity, self.verb, _PRIORITY, _AUTHORITY


def _heading(page: Page, chapter: Chapter) -> None:
    """The title of the rule set and its file; its id as well, where the file does not tell it."""
    ruleset = chapter.ruleset
    name = chapter.file.replace("\\", "/").rpartition("/")[2]
    file = posixpath.join(chapter.folder, name)
    if posixpath.splitext(name)[0] != ruleset.id:
        file = f"{ruleset.id} in {file}"
    page.add(ruleset.title, style="bold")
    page.add(file, style="dim")


def _rule(page: Page, playbook: RuleBase, rule: Rule, widths: _Widths, disabled: Disabled | None) -> None:
    """One rule: in columns, or where these are too wide on lines of its own; a disabled one with why."""
    look = page.look
    name, entity, does = look.clean(rule.id), look.clean(rule.entity), _does(look, rule)
    style, urgency, note = "", [], _period(rule)
    if disabled is not None:
        style, note = "dim", f"disabled: {look.clean(disabled.because)}"
    else:
        priority, authorities = _priority(rule) or "", playbook.authorities(rule)
        authority = "both" if len(authorities) > 1 else "".join(authorities)
        urgency = [Cell(priority, _STYLES.get(priority, "")), Cell(authority, "dim")]
    if widths.table:
        columns = (Cell(name, style), Cell(entity, "dim"), Cell(does, style, _INDENT), *urgency)
        page.lines(row(look, list(zip(columns, widths.columns, strict=False)), _INDENT))
        if note:
            page.add(note, _INDENT + widths.id + widths.entity + 2 * GAP + _INDENT, style="dim")
        return
    page.add(name, _INDENT, style=style)
    remarks = [does, f"for {entity}", *(cell.text for cell in urgency), "" if disabled else note]
    page.remarks([remark for remark in remarks if remark], 2 * _INDENT, style="dim")
    if disabled is not None:
        page.add(note, 2 * _INDENT, style="dim")


def _overridden(page: Page, playbook: RuleBase) -> None:
    if playbook.overridden:
        page.add("Numbers with another value", style="bold")
    for number in playbook.overridden:
        parameter = playbook.policy[number.name]
        values, units = (parameter.value, number.was), playbook.words.units
        now, was = (speak(value, parameter.kind, units) for value in values)
        page.add(f"{page.look.clean(number.name)}: {now} instead of {was}", _INDENT)
        page.add(number.because, 2 * _INDENT, style="dim")
    page.blank()
    if playbook.rewritten:
        page.add("Rules, actions and choices that are otherwise", style="bold")
    for change in playbook.rewritten:
        page.add(page.look.clean(f"{change.name}: {rewritten_in_words(change)}"), _INDENT)
        page.add(change.because, 2 * _INDENT, style="dim")
    page.blank()


def _constraints(page: Page, playbook: RuleBase) -> None:
    """What a state is warned of, or refused for, each with what must hold; once where it is written once."""
    summaries = RuleSummarizer(playbook).constraints()
    if summaries:
        page.add("What cannot be true of a state", style="bold")
    clean = page.look.clean
    for one in summaries:
        refused = ", and the state is refused" if one.is_refusal else ""
        page.add(f"{clean(', '.join(one.kinds))}: {clean(one.constraint.says)}{refused}", _INDENT)
        page.add(f"it must hold that {clean(str(one.holds))}", 2 * _INDENT, style="dim")
    page.blank()


def _does(look: TerminalStyle, rule: Rule) -> str:
    return look.clean(what_it_does(rule))


def _priority(rule: Rule) -> str | None:
    """The most urgent one with which it advises."""
    priorities = [one.priority for one in rule.consequences if one.verb is Verb.ADVISE]
    return min(priorities, key=lambda priority: priority.rank).value if priorities else None


def _period(rule: Rule) -> str:
    """When the rule holds: "from 3 Sep 2024"; "" where it always does."""
    start, end = rule.period.start, rule.period.end
    parts = [f"from {short_day(start)}" if start is not None else ""]
    parts += [f"until {short_day(end)}" if end is not None else ""]
    return " ".join(part for part in parts if part)


def _consequence(consequence: Consequence) -> JsonObject:
    priority = consequence.priority.value if consequence.verb is Verb.ADVISE else None
    return {**members(consequence, "verb", "targets"), "priority": priority}


def _as_json(playbook: RuleBase, rule: Rule, disabled: Disabled | None) -> JsonObject:
    start, end = rule.period.start, rule.period.end
    is_always = start is None and end is None
    also = [_consequence(one) for one in rule.consequences[1:]]
    return {
        **members(rule, "id", "ruleset", "folder"),
        "for": rule.entity,
        **_consequence(rule.consequences[0]),
        "also": also,
        "authority": list(playbook.authorities(rule)),
        "claims": rule.claims,
        "in_force": None if is_always else {"from": day_json(start), "until": day_json(end)},
        **members(rule.location, "file", "line"),
        "disabled": None if disabled is None else disabled.because,
    }
