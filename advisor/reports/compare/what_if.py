"""What if: what is supposed, what it would change, and both pieces of advice in short."""

from collections.abc import Callable, Iterable, Sequence

from advisor.advice.compare import ChangeKind, Comparison, key_of
from advisor.advice.model import Advice, Recommendation, Subject
from advisor.advice.what_if import Stakes, SubjectStake, Supposition, WhatIf
from advisor.playbook.terms import Terms
from advisor.playbook.types import FieldType, least_points, speak
from advisor.reports.advice.as_json import SCHEMA_VERSION, money_json, points_json, whole_advice
from advisor.reports.compare.changes import CHANGE_FORMS, SIGNS, ChangesText, changes_json
from advisor.reports.terminal.layout import GAP, Cell, Page, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, iso_day, long_day
from advisor.source.json_text import Forms, JsonObject, members, to_json
from advisor.source.record import record


def what_if_json(
    what_if: WhatIf, *, file: str, who: str = "", top: int | None = None, ascii_only: bool = False
) -> str:
    """What is supposed, what differs, and both pieces of advice; `top` cuts what each of them recommends."""
    comparison = what_if.comparison
    value = {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "name": who or None,
        "as_of": iso_day(comparison.before.day),
        "supposed": what_if.suppositions,
        "changed": not comparison.is_empty,
        **changes_json(comparison, answered=what_if.answered),
        "points_at_stake": _stakes_json(what_if.points, points_json),
        "money_at_stake": _stakes_json(what_if.money, money_json),
        "advice_today": whole_advice(comparison.before, top, who),
        "advice_supposed": whole_advice(comparison.after, top, who),
    }
    return to_json(value, WHAT_IF_FORMS, ascii_only=ascii_only)


def _stakes_json(stakes: Stakes, amount: Callable[[int | None], float | None]) -> JsonObject:
    def sides(stake: SubjectStake | Stakes) -> JsonObject:
        return {"before": amount(stake.before), "after": amount(stake.after)}

    differing = [members(stake, "subject") | sides(stake) for stake in stakes.differing]
    return {**sides(stakes), "differing": differing}


def _supposition_json(supposition: Supposition) -> JsonObject:
    return {
        "path": supposition.path,
        "about": supposition.about or None,
        "before": supposition.today.value,
        "after": supposition.supposed.value,
        "read": supposition.read,
    }


WHAT_IF_FORMS: Forms = {
    **CHANGE_FORMS,
    Supposition: _supposition_json,
}

_SIDE_BY_SIDE = 80  # cells: from here on the two lists stand beside each other
_RANK, _MARK = 3, 1  # widths of columns
Marks = dict[tuple[str, str, str], tuple[str, str]]


def what_if_text(what_if: WhatIf, look: TerminalStyle, *, who: str = "", top: int | None = None) -> str:
    """The page, with a line break at its end; `top` cuts the lists of what is recommended."""
    page, comparison = Page(look), what_if.comparison
    _header(page, comparison, look.clean(who))
    add_suppositions(page, what_if.suppositions)
    if comparison.is_empty:
        page.heading("Nothing would change")
        page.add(_nothing(what_if.suppositions))
        for losses in _losses(what_if):
            losses.unchanged(page)
        return str(page)
    page.heading("What would change")
    if comparison.is_wording:
        page.add("The same things to do, in the same order; only the wording would change.")
        page.blank()
    ChangesText(page, comparison, reasons=True, answered=what_if.answered).everything()
    for losses in _losses(what_if):
        losses.changed(page)
    if not comparison.is_wording:
        _lists(page, comparison, top)
    return str(page)


def _header(page: Page, comparison: Comparison, who: str) -> None:
    today, supposed = comparison.before, comparison.after
    page.add(f"What if, for {who}" if who else "What if", style="bold")
    day = long_day(today.day)
    if supposed.as_of != today.as_of:
        day = f"{day} {page.look.arrow} {long_day(supposed.day)}"
    page.remarks([day, f"playbook: {page.look.clean(today.playbook)}"], 0, style="dim")


def add_suppositions(page: Page, suppositions: Iterable[Supposition]) -> None:
    """The facts as they would be, and as they are."""
    page.heading("Suppose")
    for supposition in suppositions:
        clause, today = map(page.look.clean, (supposition.supposed.clause, supposition.today.clause))
        page.add(f"{clause[:1].upper()}{clause[1:]}.", 1, mark="=", mark_style="cyan", style="bold")
        page.add("Already so today." if supposition.is_so else f"Today: {today}.", 3)
        page.remarks([text for text in (supposition.about, supposition.path) if text], 3, style="dim")


def _nothing(suppositions: Sequence[Supposition]) -> str:
    """That nothing changes, and why, as far as it is plain."""
    why = ": rules look at this, but the new value adds and removes nothing"
    if all(supposition.is_so for supposition in suppositions):
        why = ", because this is how things already are"
    elif not any(supposition.read for supposition in suppositions):
        facts = "this fact" if len(suppositions) == 1 else "any of these facts"
        why = f": no rule in this playbook looks at {facts}"
    return f"The advice stays the same{why}."


@record
class _Losses:
    """What is at stake of one kind, points or money, before and after."""

    kind: FieldType
    stakes: Stakes
    comparison: Comparison

    @property
    def terms(self) -> Terms:
        """The words of the playbook."""
        return self.comparison.after.words

    @property
    def name(self) -> str:
        """What it is that is at stake."""
        if self.kind is FieldType.MONEY:
            return "Money at stake"
        return f"{capitalized(self.terms.units.points)} of your {self.terms.score} at stake"

    def changed(self, page: Page) -> None:
        """The amounts, subject by subject where they differ, and in all."""
        if not self.stakes.differing:
            self.unchanged(page)
            return
        page.heading(self.name if self.kind is FieldType.MONEY else f"{self.name} (estimate)")
        sides, is_left_alone = (self.comparison.before, self.comparison.after), False
        for stake in self.stakes.differing:
            concerns = [_concerns(advice, stake.subject) for advice in sides]
            is_left_alone = is_left_alone or not all(concerns)
            was = self._amount(stake.before) if concerns[0] else "nothing to do there"
            now = self._amount(stake.after) if concerns[1] else "nothing left to do there"
            page.add(stake.subject.label, 1, mark=page.look.bullet)
            page.add(_step(page, was, now), 3)
        page.add("In total", 1, mark="=")
        was, now = self._amount(self.stakes.before), self._amount(self.stakes.after)
        page.add(_step(page, was, now), 3, style="bold")
        if self.kind is FieldType.POINTS:
            page.blank()
            page.add(self._remarks(is_left_alone), style="dim")

    def unchanged(self, page: Page) -> None:
        """The amount in all, if there is one."""
        if self.stakes.after:
            estimate = " (estimate)" if self.kind is FieldType.POINTS else ""
            page.blank()
            page.add(f"{self.name}: {self._amount(self.stakes.after)} in total, as today{estimate}.")

    def _remarks(self, is_left_alone: bool) -> str:
        """How the points are added up, and on what they depend."""
        risk = self.terms.risk
        text = f"{capitalized(risk)} for each, added up as if it were the only one."
        if is_left_alone:
            text += f" Where nothing is left to do, nothing is added, though {risk} may still come."
        if any(stake.before and stake.after for stake in self.stakes.differing) and self.terms.note:
            text += f" {self.terms.note}"
        return text

    def _amount(self, amount: int | None) -> str:
        if not amount:
            return "not known" if amount is None else "nothing"
        units, is_money = self.terms.units, self.kind is FieldType.MONEY
        return speak(amount, self.kind, units) if is_money else least_points(amount, units)


def _step(page: Page, was: str, now: str) -> str:
    """From one amount to another; those that differ by less than they are told with read alike."""
    return f"{was}, hardly changed" if was == now else f"{was} {page.look.arrow} {now}"


def _losses(what_if: WhatIf) -> tuple[_Losses, ...]:
    comparison = what_if.comparison
    points = _Losses(FieldType.POINTS, what_if.points, comparison)
    return points, _Losses(FieldType.MONEY, what_if.money, comparison)


def _concerns(advice: Advice, subject: Subject) -> bool:
    """Whether something is recommended for the subject, however it is labelled."""
    key = (subject.entity, subject.id)
    return any((item.subject.entity, item.subject.id) == key for item in advice.recommendations)


def _lists(page: Page, comparison: Comparison, top: int | None) -> None:
    sides = (
        _Side("Today", comparison.before, top, _marks(comparison, ChangeKind.WENT)),
        _Side("Supposed", comparison.after, top, _marks(comparison, ChangeKind.CAME, ChangeKind.MOVED)),
    )
    if page.look.width >= _SIDE_BY_SIDE:
        page.heading("Side by side")
        _side_by_side(page, sides)
        return
    for side in sides:
        page.heading(side.title)
        for item in side.shown:
            sign, style = side.mark(item)
            page.add(item.title, mark=f"{sign or ' '}{item.rank:>{_RANK - 1}}.", mark_style=style)
        page.add(side.rest(page.look.dots))


def _marks(comparison: Comparison, *kinds: ChangeKind) -> Marks:
    changes = (change for change in comparison.changes if change.kind in kinds)
    return {key_of(change.action, change.subject): SIGNS[change.kind] for change in changes}


@record
class _Side:
    """One of the two lists; of the marks, today's has what goes, the other what comes or moves."""

    title: str
    advice: Advice
    top: int | None
    marks: Marks

    @property
    def shown(self) -> Sequence[Recommendation]:
        return self.advice.recommendations[: self.top]

    def mark(self, item: Recommendation) -> tuple[str, str]:
        """The sign of an entry and its style."""
        return self.marks.get(key_of(item.action, item.subject), ("", ""))

    def rest(self, dots: str) -> str:
        more = len(self.advice.recommendations) - len(self.shown)
        return f"{dots} and {more:,} more" if more else "" if self.shown else "Nothing to do."


def _side_by_side(page: Page, sides: Sequence[_Side]) -> None:
    look = page.look
    width = (look.width - _RANK - 2 * _MARK - 4 * GAP) // 2

    def add(rank: str, *columns: tuple[Cell, Cell]) -> None:
        cells = [(Cell(rank), _RANK)]
        for mark, text in columns:
            cells += [(mark, _MARK), (text, width)]
        page.lines([line.rstrip() for line in row(look, cells, 0)])

    add("", *((Cell(""), Cell(side.title, "bold")) for side in sides))
    for rank in range(max(len(side.shown) for side in sides)):
        columns = []
        for side in sides:
            item = side.shown[rank] if rank < len(side.shown) else None
            sign, style = side.mark(item) if item else ("", "")
            columns.append((Cell(sign, style), Cell(look.clean(item.title) if item else "", "")))
        add(f"{rank + 1:>{_RANK - 1}}.", *columns)
    rests = [side.rest(look.dots) for side in sides]
    if any(rests):
        add("", *((Cell(""), Cell(rest)) for rest in rests))
