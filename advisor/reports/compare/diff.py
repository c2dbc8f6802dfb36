"""Whose advice another playbook changes, as text and as JSON."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field

from advisor.advice.compare import Comparison
from advisor.english.comparisons import Words
from advisor.english.formulas import computed_in_english
from advisor.playbook.changed import Changed, FormulaPair, Mark
from advisor.playbook.digest import playbook_digest
from advisor.playbook.model import RuleBase, parameter_in_words
from advisor.playbook.vocabulary import Computed
from advisor.reports.advice.as_json import SCHEMA_VERSION
from advisor.reports.compare.changes import CHANGE_FORMS, ChangesText, changes_json
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, iso_day, listed, long_day
from advisor.source.json_text import JsonObject, members, to_json
from advisor.source.record import record


@record
class StateDiff:
    """A freelancer's state by its file and, where it is known, by name; and what differs in the advice.

    What one of the playbooks does not know was left out for it: how often, by name, as in "contracts.fee".
    """

    file: str
    who: str
    comparison: Comparison
    left_out_of_old: Mapping[str, int] = field(default_factory=dict)
    left_out_of_new: Mapping[str, int] = field(default_factory=dict)


@record
class Side:
    """One of the two playbooks, and how it was named."""

    named: str
    content: RuleBase


@record
class DiffReport:
    """Two playbooks, what differs in them and in their advice; `broken` are the files that cannot be read."""

    old: Side
    new: Side
    changed: Changed
    states: tuple[StateDiff, ...]
    broken: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[StateDiff, ...]:
        """The states whose advice differs."""
        return tuple(state for state in self.states if not state.comparison.is_empty)


def diff_json(report: DiffReport, *, ascii_only: bool = False) -> str:
    """An object with every state, whether its advice differs or not."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "old": report.old,
        "new": report.new,
        "rules": dict(report.changed.rules),
        "policy": {name: {"old": old, "new": new} for name, old, new in _numbers(report)},
        "computed": {
            pair.name: {"mark": pair.mark, "old": old or None, "new": new or None}
            for pair, old, new in _formulas(report)
        },
        "constraints": [
            {"for": entity, "says": says, "mark": mark}
            for (entity, says), mark in report.changed.constraints.items()
        ],
        "conduct": report.changed.conduct,
        "lists": report.changed.lists,
        "intake": report.changed.intake,
        **members(report, "states", "broken"),
    }
    return to_json(value, {**CHANGE_FORMS, Side: _side_json, StateDiff: _state_json}, ascii_only=ascii_only)


def _side_json(side: Side) -> JsonObject:
    return {"from": side.named, "name": side.content.name, "digest": playbook_digest(side.content)}


def _state_json(state: StateDiff) -> JsonObject:
    comparison = state.comparison
    return {
        "file": state.file,
        "name": state.who or None,
        "as_of": iso_day(comparison.after.day),
        "left_out": {"old": dict(state.left_out_of_old), "new": dict(state.left_out_of_new)},
        "changed": not comparison.is_empty,
        **changes_json(comparison),
    }


def diff_text(report: DiffReport, look: TerminalStyle) -> str:
    """The states whose advice differs, each with what differs, and a line that counts them and the others."""
    page = Page(look)
    page.add(f"{look.clean(report.old.named)} {look.arrow} {look.clean(report.new.named)}", style="bold")
    page.remarks(_playbook_remarks(report, look), 0, style="dim")
    for pair, old, new in _formulas(report):
        if pair.mark is Mark.CHANGED:
            page.add(_formula_line(pair.name, old, new, look), style="dim")
    _left_out(page, report.old, report.new, [state.left_out_of_old for state in report.states])
    _left_out(page, report.new, report.old, [state.left_out_of_new for state in report.states])
    for state in report.differing:
        page.blank()
        page.add(state.who or state.file, style="bold")
        day = long_day(state.comparison.after.day)
        page.remarks([state.file, day] if state.who else [day], 0, style="dim")
        page.blank()
        ChangesText(page, state.comparison, marks=report.changed.rules).everything()
    page.blank()
    page.add(_summary(report), style="yellow" if report.differing or report.broken else "green")
    return str(page)


def _numbers(report: DiffReport) -> Iterator[tuple[str, str, str]]:
    """The parameters with another value: the name, and the values as each playbook speaks them."""
    for before, after in report.changed.numbers:
        old = parameter_in_words(before, report.old.content.words.units)
        yield after.name, old, parameter_in_words(after, report.new.content.words.units)


def _left_out(page: Page, side: Side, other: Side, states: Sequence[Mapping[str, int]]) -> None:
    """What was left out of the states for one of the playbooks, and how often."""
    total: Counter[str] = Counter()
    for state in states:
        total.update(state)
    if total:
        look = page.look
        names = listed([f"{look.clean(name)} ({count(number, 'time')})" for name, number in total.items()])
        known = f"Only {look.clean(other.named)} knows {names}"
        page.add(f"{known}: left out for {look.clean(side.named)}", style="dim")


def _playbook_remarks(report: DiffReport, look: TerminalStyle) -> list[str]:
    changed = report.changed
    remarks = [_counted("rules", changed.rules.values()) or "the same rules"]
    for name, old, new in _numbers(report):
        remarks.append(f"{look.clean(name)}: {old} {look.arrow} {new}")
    others = {
        "computed fields": [pair.mark for pair in changed.formulas],
        "constraints": changed.constraints.values(),
        "what no message may say": changed.conduct.values(),
        "lists of words": changed.lists.values(),
        "what is asked first": changed.intake.values(),
    }
    return [*remarks, *(text for what, marks in others.items() if (text := _counted(what, marks)))]


def _counted(what: str, marks: Collection[Mark]) -> str:
    """How many are new, changed or gone: "rules: 1 new, 2 gone"; "" where nothing differs."""
    numbers = {mark: sum(one is mark for one in marks) for mark in Mark}
    listed_marks = [f"{number:,} {mark}" for mark, number in numbers.items() if number]
    return f"{what}: {', '.join(listed_marks)}" if listed_marks else ""


def _formulas(report: DiffReport) -> Iterator[tuple[FormulaPair, str, str]]:
    """The computed fields that are got otherwise, in the words of each playbook; "" where it has none."""
    old, new = Words(report.old.content), Words(report.new.content)
    for pair in report.changed.formulas:
        yield pair, _in_words(old, pair.old, pair.entity), _in_words(new, pair.new, pair.entity)


def _in_words(words: Words, computed: Computed | None, entity: str) -> str:
    return "" if computed is None else computed_in_english(words, computed, entity)


def _formula_line(name: str, old: str, new: str, look: TerminalStyle) -> str:
    """Where the words do not tell the difference, they are given once."""
    if old == new:
        return look.clean(f"{name}: written otherwise; in words still {new}")
    return f"{look.clean(name)}: {look.clean(old)} {look.arrow} {look.clean(new)}"


def _summary(report: DiffReport) -> str:
    wording = sum(state.comparison.is_wording for state in report.differing)
    changing, states = len(report.differing) - wording, count(len(report.states), "state")
    text = f"Advice changes in {changing:,} of {states}" if changing else f"No advice changes in {states}"
    if wording:
        text += f"; in {wording:,}{' more' if changing else ''} only the wording differs"
    if report.broken:
        text += f"; {count(len(report.broken), 'state')} could not be read"
    return text
