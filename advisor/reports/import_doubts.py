"""What of an import did not simply go into the state: what stays yours, contradictions, homeless money."""

from advisor.facts.exports.picture_model import Unplaced
from advisor.facts.exports.update_model import Change, Outcome
from advisor.reports.import_told import UNKNOWN, Imported, field_of, rows_of
from advisor.reports.import_words import (
    IN,
    MOST,
    ROWS,
    fact,
    more,
    noted,
    place,
    places,
    row_label,
    was_and_is,
)
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.wording import count, listed


def doubts_text(page: Page, told: Imported) -> None:
    """Each of it under a heading of its own; nothing where there is none."""
    _yours(page, told)
    _clashes(page, told)
    _left_out(page, told)
    _unplaced(page, told)
    _notes(page, told)


def _yours(page: Page, told: Imported) -> None:
    rows = rows_of(told.account.changes, Outcome.YOURS)
    if not rows:
        return
    page.heading("Yours stays")
    for path, changes in list(rows.items())[:MOST]:
        page.add(page.look.clean(told.label(path)), 1, mark="=", mark_style="cyan", style="bold")
        for each in changes:
            page.add(_held(told, each, page.look), IN)
    more(page, len(rows) - MOST, "more contract or client", ROWS)
    page.add("To take what an export says, take your line out of the state and import again.", style="dim")


def _held(told: Imported, each: Change, look: Look) -> str:
    was, now = was_and_is(told, each, look)
    say = "says" if len(each.origins) == 1 else "say"
    yours = "you left it open" if each.before == UNKNOWN else f"you wrote {was}"
    return f"{field_of(each.path)}: {yours}, and {places(each.origins, look)} {say} {now}"


def _clashes(page: Page, told: Imported) -> None:
    clashes, look = told.account.clashes, page.look
    if not clashes:
        return
    page.heading("Exports that contradict each other")
    for each in clashes[:MOST]:
        row = row_label(told, each.path, look)
        page.add(f"{row}: {field_of(each.path)}", 1, mark="!", mark_style="red", style="bold")
        for value in each.values:
            page.add(f"{look.clean(told.spoken(each.path, value.value))}: {place(value.origin, look)}", IN)
    more(page, len(clashes) - MOST, "more contradiction")
    page.add("Nothing is taken. Write the right value into the state: what you write wins.", style="dim")


def _left_out(page: Page, told: Imported) -> None:
    """What the vocabulary does not hold, and what an earlier import knows better."""
    look, lacking = page.look, told.account.lacking
    found = [each for each in told.account.changes if each.outcome in (Outcome.REFUSED, Outcome.KEPT)]
    if not found and not lacking:
        return
    page.heading("Not taken over")
    for each in found[:MOST]:
        told_of = f"{row_label(told, each.path, look)}: {fact(told, each, look)}"
        page.add(f"{told_of} ({places(each.origins, look)})", 1, mark=look.bullet)
        kept = "An earlier import knows better, and stays." if each.outcome is Outcome.KEPT else ""
        page.add(look.clean(each.why) or kept, IN)
    more(page, len(found) - MOST, "more fact")
    if lacking:
        named = listed([f"{name.replace('_', ' ')} ({number:,})" for name, number in lacking])
        page.add(f"This playbook has no field for {look.clean(named)}.", 1, mark=look.bullet)


def _unplaced(page: Page, told: Imported) -> None:
    unplaced, look = told.account.unplaced, page.look
    if not unplaced:
        return
    page.heading("Money that belongs to no contract")
    for each in unplaced[:MOST]:
        page.add(_called(each, look), 1, mark="!", mark_style="yellow", style="bold")
        rows = f"{count(each.rows, 'row')} of {look.clean(each.file)}"
        page.add(f"{_amounts(each)} in {rows}", IN)
        page.add(look.clean(each.why), IN)
    more(page, len(unplaced) - MOST, "more", "more")


def _called(each: Unplaced, look: Look) -> str:
    title, client = look.clean(each.key.title), look.clean(each.key.client)
    return f"{title} ({client})" if title and client else title or client or "Neither title nor client"


def _amounts(each: Unplaced) -> str:
    parts = [(each.earned, "earned"), (each.refunded, "refunded")]
    return listed([f"${cents / 100:,.2f} {word}" for cents, word in parts if cents]) or "No money"


def _notes(page: Page, told: Imported) -> None:
    notes = told.account.notes
    if not notes:
        return
    page.heading("Worth knowing")
    for note in notes[:MOST]:
        page.add(noted(note, page.look), 1, mark=page.look.bullet)
    more(page, len(notes) - MOST, "more remark")
