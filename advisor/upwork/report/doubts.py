"""What of an import did not simply go into the state: contradictions, homeless money, what stays yours."""

from collections.abc import Callable, Sequence

from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed
from advisor.upwork.exports.merge_policy import ImportChange, ImportOutcome
from advisor.upwork.exports.model import UnplacedMoney
from advisor.upwork.report.view import (
    IN,
    MOST,
    ROWS,
    UNKNOWN,
    ImportView,
    fact,
    field_of,
    more,
    noted,
    place,
    places,
    row_label,
    rows_of,
    was_and_is,
)

_ALIKE = 4  # facts told of one reason
_MISSING = (
    "Where a contract is missing, write it into the state, or import a file that has it; then import again."
)


def unsettled_text(page: Page, told: ImportView) -> None:
    """What only a person can settle, each under a heading of its own; nothing where there is none."""
    _clashes(page, told)
    _unplaced(page, told)


def unsettled(told: ImportView) -> str:
    """How much of that there is, in a sentence; "" where there is none."""
    clashes, rows = len(told.account.clashes), sum(each.rows for each in told.account.unplaced)
    belong = "belongs" if rows == 1 else "belong"
    parts = [
        count(clashes, "contradiction") if clashes else "",
        f"{count(rows, 'row')} of money that {belong} to no contract" if rows else "",
    ]
    found = [part for part in parts if part]
    return f"Left to you: {listed(found)}." if found else ""


def doubts_text(page: Page, told: ImportView) -> None:
    """What stays as it was, and what is worth knowing, likewise."""
    _yours(page, told)
    _left_out(page, told)
    _notes(page, told)


def _yours(page: Page, told: ImportView) -> None:
    rows = rows_of(told.account.changes, ImportOutcome.YOURS)
    if not rows:
        return
    page.heading("Yours stays")
    for path, changes in list(rows.items())[:MOST]:
        page.add(page.look.clean(told.label(path)), 1, mark="=", mark_style="cyan", style="bold")
        for each in changes:
            page.add(_held(told, each, page.look), IN)
    more(page, len(rows) - MOST, "more contract or client", ROWS)
    page.add("To take what an export says, take your line out of the state and import again.", style="dim")


def _held(told: ImportView, each: ImportChange, look: TerminalStyle) -> str:
    was, now = was_and_is(told, each, look)
    say = "says" if len(each.origins) == 1 else "say"
    yours = "you left it open" if each.before == UNKNOWN else f"you wrote {was}"
    return f"{field_of(each.path)}: {yours}, and {places(each.origins, look)} {say} {now}"


def _clashes(page: Page, told: ImportView) -> None:
    clashes, look = told.account.clashes, page.look
    if not clashes:
        return
    page.heading("Exports that contradict each other")
    for each in clashes[:MOST]:
        row = row_label(told, each.path, look)
        page.add(f"{row}: {field_of(each.path)}", 1, mark="!", mark_style="red", style="bold")
        for value in each.values:
            page.add(f"{look.clean(told.spoken(each.path, value.value))}: {place(value.origin, look)}", IN)
        page.add(look.clean(each.path), IN, style="dim")
    more(page, len(clashes) - MOST, "more contradiction")
    page.add("Nothing is taken. Write the right value into the state: what you write wins.", style="dim")


def _left_out(page: Page, told: ImportView) -> None:
    """What the vocabulary does not take or hold, and what an earlier import knows better."""
    look, lacking = page.look, told.account.lacking
    refused = [each for each in told.account.changes if each.outcome is ImportOutcome.REFUSED]
    kept = [each for each in told.account.changes if each.outcome is ImportOutcome.KEPT]
    if not refused and not kept and not lacking:
        return
    page.heading("Not taken over")
    _by_reason(page, refused, lambda each: f"{_subject(told, each, look)}: {_said(told, each, look)}")
    _by_reason(page, kept, lambda each: f"{_subject(told, each, look)}: {look.clean(field_of(each.path))}")
    if lacking:
        named = listed([f"{name.replace('_', ' ')} ({number:,})" for name, number in lacking])
        page.add(f"This playbook has no field for {look.clean(named)}.", 1, mark=look.bullet)


def _by_reason(page: Page, changes: list[ImportChange], tell: Callable[[ImportChange], str]) -> None:
    look = page.look
    for why in dict.fromkeys(each.why for each in changes):
        page.add(look.clean(why) or "An earlier import knows better.", 1, mark=look.bullet)
        alike = [each for each in changes if each.why == why]
        for each in alike[:_ALIKE]:
            page.add(tell(each), IN, style="dim")
        if len(alike) > _ALIKE:
            page.add(f"{look.dots} and {count(len(alike) - _ALIKE, 'more fact')}", IN, style="dim")


def _subject(told: ImportView, each: ImportChange, look: TerminalStyle) -> str:
    return row_label(told, each.path, look)


def _said(told: ImportView, each: ImportChange, look: TerminalStyle) -> str:
    return f"{fact(told, each, look)} ({places(each.origins, look)})"


def _unplaced(page: Page, told: ImportView) -> None:
    unplaced, look = told.account.unplaced, page.look
    if not unplaced:
        return
    page.heading("Money that belongs to no contract")
    shown, rest = unplaced[:MOST], unplaced[MOST:]
    for why in dict.fromkeys(each.why for each in shown):
        for each in (each for each in shown if each.why == why):
            rows = f"{count(each.rows, 'row')} of {look.clean(each.file)}"
            page.add(f"{_called(each, look)}: {_amounts([each])} in {rows}", 1, mark="!", mark_style="yellow")
        page.add(look.clean(why), IN)
    if rest:
        page.add(f"{look.dots} and {len(rest):,} more: {_amounts(rest)}", 1)
    page.add(_MISSING, style="dim")


def _called(each: UnplacedMoney, look: TerminalStyle) -> str:
    title, client = look.clean(each.key.title), look.clean(each.key.client)
    return f"{title} ({client})" if title and client else title or client or "Neither title nor client"


def _amounts(unplaced: Sequence[UnplacedMoney]) -> str:
    earned, refunded = sum(each.earned for each in unplaced), sum(each.refunded for each in unplaced)
    parts = [(earned, "earned"), (refunded, "refunded")]
    return listed([f"${cents / 100:,.2f} {word}" for cents, word in parts if cents]) or "no money"


def _notes(page: Page, told: ImportView) -> None:
    notes = told.account.notes
    if not notes:
        return
    page.heading("Worth knowing")
    for note in notes[:MOST]:
        page.add(noted(note, page.look), 1, mark=page.look.bullet)
    more(page, len(notes) - MOST, "more remark")
