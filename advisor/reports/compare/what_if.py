"""What if, as a page to read: what is supposed, what it would change, and both pieces of advice in short."""

from advisor.advice.compare import ChangeKind, Place, key_of
from advisor.advice.model import Advice, Recommendation, Subject
from advisor.advice.what_if import Stake, Stakes, Supposition, WhatIf
from advisor.reports.advice.as_json import SCHEMA_VERSION, points_json, whole_advice
from advisor.reports.compare.changes import CHANGE_FORMS, ChangesText, changes_json
from advisor.reports.terminal.layout import GAP, Cell, Page, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import iso_day, long_day, points_at_stake
from advisor.source.json_text import Forms, JsonObject, members, to_json


def what_if_json(
    found: WhatIf, *, file: str, who: str = "", top: int | None = None, ascii_only: bool = False
) -> str:
    """What is supposed, what differs, and both pieces of advice; `top` cuts what each of them recommends."""
    comparison = found.comparison
    value = {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "name": who or None,
        "as_of": iso_day(comparison.before.as_of),
        "supposed": found.suppositions,
        "changed": not comparison.is_empty,
        **changes_json(comparison, answered=found.answered),
        "points_at_stake": {**_stakes_json(found.stakes), "differing": found.stakes.differing},
        "advice_today": whole_advice(comparison.before, top),
        "advice_supposed": whole_advice(comparison.after, top),
    }
    return to_json(value, WHAT_IF_FORMS, ascii_only=ascii_only)


def _stakes_json(stakes: Stake | Stakes) -> JsonObject:
    return {"before": points_json(stakes.before), "after": points_json(stakes.after)}


def _supposition_json(supposition: Supposition) -> JsonObject:
    """What is supposed of one path, and what is so today."""
    return {
        "path": supposition.path,
        "about": supposition.about or None,
        "before": supposition.today.value,
        "after": supposition.supposed.value,
        "read": supposition.read,
    }


WHAT_IF_FORMS: Forms = {
    **CHANGE_FORMS,
    Stake: lambda stake: members(stake, "subject") | _stakes_json(stake),
    Supposition: _supposition_json,
}
_SIDE_BY_SIDE = 80  # cells: from here on the two lists stand beside each other
_RANK, _MARK = 3, 1  # widths of columns
_SIGNS = {ChangeKind.CAME: ("+", "green"), ChangeKind.WENT: ("-", "red"), ChangeKind.MOVED: ("~", "yellow")}
Marks = dict[tuple[str, str, str], tuple[str, str]]


def what_if_text(found: WhatIf, look: TerminalStyle, *, who: str = "", top: int | None = None) -> str:
    """The page, with a line break at its end; `top` cuts the lists of what is recommended."""
    page = Page(look)
    _header(page, found, look.clean(who))
    page.heading("Suppose")
    for supposition in found.suppositions:
        supposed_lines(page, supposition)
    comparison = found.comparison
    if comparison.is_empty:
        _nothing(page, found)
        return str(page)
    page.heading("What would change")
    if comparison.is_wording:
        page.add("The same things stay to be done, in the same order; only the words would be others.")
        page.blank()
    ChangesText(page, comparison, reasons=True, answered=found.answered).everything()
    _stakes(page, found)
    if not comparison.is_wording:
        _lists(page, found, top)
    return str(page)


def _header(page: Page, found: WhatIf, who: str) -> None:
    today, supposed = found.comparison.before, found.comparison.after
    page.add(f"What if, for {who}" if who else "What if", style="bold")
    day = long_day(today.as_of)
    if supposed.as_of != today.as_of:
        day = f"{day} {page.look.arrow} {long_day(supposed.as_of)}"
    page.remarks([day, f"playbook: {page.look.clean(today.playbook)}"], 0, style="dim")


def supposed_lines(page: Page, found: Supposition) -> None:
    """The fact as it would be, and as it is."""
    look = page.look
    page.add(_sentence(found.supposed.clause, look), 1, mark="=", mark_style="cyan", style="bold")
    if found.is_so:
        page.add("It is so today.", 3)
    else:
        page.add(f"Today: {look.clean(found.today.clause)}.", 3)
    page.remarks([look.clean(each) for each in (found.about, found.path) if each], 3, style="dim")


def _nothing(page: Page, found: WhatIf) -> None:
    """That nothing changes, and why, as far as it is plain."""
    page.heading("Nothing would change")
    told = found.suppositions
    few = "The advice stays as it is: rules read this, but the new value neither brings nor removes anything."
    if all(each.is_so for each in told):
        few = "The advice stays as it is, because so are the facts."
    elif not any(each.read for each in told):
        facts = "this fact" if len(told) == 1 else "any of these facts"
        few = f"The advice stays as it is: no rule of this playbook reads {facts}."
    page.add(few)
    _same_stakes(page, found.stakes)


def _stakes(page: Page, found: WhatIf) -> None:
    """The estimated points at stake, contract by contract where they differ, and in all."""
    stakes, sides = found.stakes, (found.comparison.before, found.comparison.after)
    if not stakes.differing:
        _same_stakes(page, stakes)
        return
    look = page.look
    page.heading("Points of job success at stake, an estimate")
    for each in stakes.differing:
        page.add(look.clean(each.subject.label), 1, mark=look.bullet)
        was, now = (_at_stake(each, advice, is_today=advice is sides[0]) for advice in sides)
        page.add(f"{was} {look.arrow} {now}", 3)
    page.add("In all", 1, mark="=")
    page.add(f"{_points(stakes.before)} {look.arrow} {_points(stakes.after)}", 3, style="bold")
    page.blank()
    told = "One bad review of each contract with something to do, added up as if each were the only one."
    if any(not _concerns(advice, each.subject) for each in stakes.differing for advice in sides):
        told += " Where nothing is left to do, none is added, though a bad review may still come."
    if any(each.before and each.after for each in stakes.differing):
        told += " The higher a score is, and the fewer jobs it rests on, the more a bad review costs."
    page.add(told, style="dim")


def _at_stake(stake: Stake, advice: Advice, *, is_today: bool) -> str:
    """The points of a subject in one piece of advice; in words where nothing is recommended for it."""
    if not _concerns(advice, stake.subject):
        return "nothing to do there" if is_today else "nothing left to do there"
    points = stake.before if is_today else stake.after
    return "not known" if points is None else points_at_stake(points).removesuffix(" of job success")


def _concerns(advice: Advice, subject: Subject) -> bool:
    """Whether something is recommended for the subject, however it is labelled."""
    key = (subject.entity, subject.id)
    return any((item.subject.entity, item.subject.id) == key for item in advice.recommendations)


def _same_stakes(page: Page, stakes: Stakes) -> None:
    if stakes.after:
        page.blank()
        page.add(f"Points of job success at stake: {_points(stakes.after)} in all, as today (an estimate).")


def _points(hundredths: int | None) -> str:
    if hundredths is None:
        return "not known"
    return points_at_stake(hundredths).removesuffix(" of job success") if hundredths else "nothing"


def _lists(page: Page, found: WhatIf, top: int | None) -> None:
    """What is recommended today and as supposed, in short."""
    today, supposed = found.comparison.before, found.comparison.after
    marks: Marks = {
        key_of(change.action, change.subject): _SIGNS[change.kind]
        for change in found.comparison.changes
        if change.kind in _SIGNS
    }
    if page.look.width >= _SIDE_BY_SIDE:
        page.heading("Side by side")
        _side_by_side(page, today, supposed, top, marks)
        return
    for title, advice, place in (("Today", today, Place.RECOMMENDED), ("Supposed", supposed, Place.NOWHERE)):
        page.heading(title)
        for item in advice.recommendations[:top]:
            sign, style = _mark(item, marks, is_today=place is Place.RECOMMENDED)
            page.add(
                page.look.clean(item.title), mark=f"{sign or ' '}{item.rank:>{_RANK - 1}}.", mark_style=style
            )
        _rest(page, advice, top)


def _rest(page: Page, advice: Advice, top: int | None) -> None:
    if not advice.recommendations:
        page.add("Nothing to do.")
    elif text := _more(page.look, advice, top):
        page.add(text)


def _side_by_side(page: Page, today: Advice, supposed: Advice, top: int | None, marks: Marks) -> None:
    look = page.look
    width = (look.width - _RANK - 2 * _MARK - 4 * GAP) // 2
    sides = (today, supposed)

    def add(rank: str, *columns: tuple[Cell, Cell]) -> None:
        cells = [(Cell(rank), _RANK)]
        for mark, text in columns:
            cells += [(mark, _MARK), (text, width)]
        page.lines([line.rstrip() for line in row(look, cells, 0)])

    add("", *((Cell(""), Cell(title, "bold")) for title in ("Today", "Supposed")))
    for rank in range(max(len(advice.recommendations[:top]) for advice in sides)):
        columns = []
        for advice in sides:
            item = advice.recommendations[rank] if rank < len(advice.recommendations[:top]) else None
            sign, style = _mark(item, marks, is_today=advice is today) if item else ("", "")
            columns.append((Cell(sign, style), Cell(look.clean(item.title) if item else "", "")))
        add(f"{rank + 1:>{_RANK - 1}}.", *columns)
    last = [
        _more(look, advice, top) or ("" if advice.recommendations else "Nothing to do.") for advice in sides
    ]
    if any(last):
        add("", *((Cell(""), Cell(text)) for text in last))


def _mark(item: Recommendation, marks: Marks, *, is_today: bool) -> tuple[str, str]:
    """The sign of what goes in today's list, and of what comes or moves in the other."""
    sign, style = marks.get(key_of(item.action, item.subject), ("", ""))
    return (sign, style) if (sign == "-") is is_today else ("", "")


def _more(look: TerminalStyle, advice: Advice, top: int | None) -> str:
    more = len(advice.recommendations[top:]) if top is not None else 0
    return f"{look.dots} and {more:,} more" if more else ""


def _sentence(clause: str, look: TerminalStyle) -> str:
    clean = look.clean(clause)
    return f"{clean[:1].upper()}{clean[1:]}."
