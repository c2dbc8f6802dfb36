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

_KEPT = 4  # facts told of one reason


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
    refused = [each for each in told.account.changes if each.outcome is Outcome.REFUSED]
    kept = [each for each in told.account.changes if each.outcome is Outcome.KEPT]
    if not refused and not kept and not lacking:
        return
    page.heading("Not taken over")
    for each in refused[:MOST]:
        told_of = f"{row_label(told, each.path, look)}: {fact(told, each, look)}"
        page.add(f"{told_of} ({places(each.origins, look)})", 1, mark=look.bullet)
        page.add(look.clean(each.why), IN)
    more(page, len(refused) - MOST, "more fact")
    _kept(page, told, kept)
    if lacking:
        named = listed([f"{name.replace('_', ' ')} ({number:,})" for name, number in lacking])
        page.add(f"This playbook has no field for {look.clean(named)}.", 1, mark=look.bullet)


def _kept(page: Page, told: Imported, kept: list[Change]) -> None:
    """What an earlier import knows better, by the reason."""
    look = page.look
    for why in dict.fromkeys(each.why for each in kept):
        page.add(look.clean(why) or "An earlier import knows better.", 1, mark=look.bullet)
        alike = [each for each in kept if each.why == why]
        for each in alike[:_KEPT]:
            page.add(
                f"{row_label(told, each.path, look)}: {look.clean(field_of(each.path))}", IN, style="dim"
            )
        if len(alike) > _KEPT:
            page.add(f"{look.dots} and {count(len(alike) - _KEPT, 'more fact')}", IN, style="dim")


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
