"""An import as a page to read: what the files are, what they brought, what stays yours, what is missing."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from advisor.facts.provenance import Origin
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, count, listed, short_day
from advisor.upwork.exports.cells import spoken_dollars
from advisor.upwork.exports.model import (
    Export,
    ExportKind,
    ImportChange,
    ImportConflict,
    ImportOutcome,
    Note,
    UnplacedMoney,
)
from advisor.upwork.report.missing_facts import MissingFacts
from advisor.upwork.report.view import UNKNOWN, ImportView, field_name, row_path

_IN = 3  # blanks before what stands below a mark
_MOST = 8  # listed of one sort; the rest is counted
_ALIKE = 4  # facts listed of one reason
_TYPES = 6
_TABLES = (ExportKind.WEEKLY, ExportKind.TRANSACTIONS)
_SECTIONS = ("profile", "contracts", "clients")  # in the order in which they stand on the page
_ROWS = ("more contract or client", "more contracts and clients")
_CALLED = {ExportKind.API: "an API answer", ExportKind.HISTORY: "a saved work history"}
_MISSING = "If a contract is missing, add it to the state or import a file that has it; then import again."
_SETTLE = "Neither value is used. Write the right one into the state: what you write wins."
_GIVE_UP = "To use what an export says, remove your line from the state and import again."
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def import_text(view: ImportView, look: TerminalStyle) -> str:
    """The page, with a line break at its end."""
    page, account = _ImportPage(view, look), view.account
    page.result()
    page.part("What was read", view.exports, page.file, most=len(view.exports))
    page.part(
        "Exports that contradict each other",
        account.conflicts,
        page.conflict,
        more=("more contradiction",),
        advice=_SETTLE,
    )
    page.unplaced()
    page.news()
    yours = page.by_row(ImportOutcome.YOURS)
    page.part("Yours stays", list(yours.items()), page.yours, more=_ROWS, advice=_GIVE_UP)
    page.not_taken()
    page.part("Worth knowing", account.notes, page.note, more=("more remark",))
    page.unknown()
    page.other_exports()
    page.next()
    return str(page.page)


class _ImportPage:
    """The page as it grows: a part without content is left out, its heading too."""

    def __init__(self, view: ImportView, look: TerminalStyle) -> None:
        self.view, self.look, self.page = view, look, Page(look)

    def part(
        self,
        heading: str,
        items: Sequence[T],
        show: Callable[[T], None],
        *,
        most: int = _MOST,
        more: Sequence[str] = (),
        advice: str = "",
    ) -> None:
        """A heading, the first items below it, how many more there are (a noun and its plural), advice."""
        if not items:
            return
        self.page.heading(heading)
        for item in items[:most]:
            show(item)
        if more:
            self.more(len(items) - most, *more)
        self.page.add(advice, style="dim")

    def more(self, number: int, *noun: str, indent: int = 1, style: str = "") -> None:
        if number > 0:
            self.page.add(f"{self.look.dots} and {count(number, *noun)}", indent, style=style)

    def result(self) -> None:
        view, account = self.view, self.view.account
        file = "the new state" if view.file == "-" else view.file
        files = count(len({export.file for export in view.exports}), "file")
        lead = f"{files} imported into {file}"
        if not view.changed:
            lead = f"{file} says all of this already and stays as it is"
        elif not view.written:
            lead = f"Dry run, nothing written: {files} for {file}"
        self.page.add(lead, style="bold")
        self.page.add(self._in_short() if view.changed else "")
        rows = sum(money.rows for money in account.unplaced)
        left = _counted(
            (len(account.conflicts), "contradiction", ""),
            (rows, "row", f" of money that {'belongs' if rows == 1 else 'belong'} to no contract"),
        )
        self.page.add(f"Left to you: {left}." if left else "")

    def _in_short(self) -> str:
        account = self.view.account
        outcomes = [change.outcome for change in account.changes]
        news = _counted(
            (len(account.contracts), "new contract", ""),
            (len(account.clients), "new client", ""),
            (outcomes.count(ImportOutcome.ADDED), "fact", " added"),
            (outcomes.count(ImportOutcome.CHANGED), "fact", " with a newer value"),
        )
        if news:
            return f"{capitalized(news)}."
        if outcomes:
            return "No new facts, only new notes on where values come from."
        if account.lacking:
            return "No new facts: this playbook has no fields for what the files hold."
        return "No new facts: the files hold none."

    def file(self, export: Export) -> None:
        self.page.add(export.file, 1, mark=self.look.bullet)
        nouns = ("row",) if export.kind in _TABLES else ("entry", "entries")
        remarks = [export.kind.value, count(export.rows, *nouns)]
        if export.period is not None:
            remarks.append(f"{short_day(export.period[0])} to {short_day(export.period[1])}")
        self.page.remarks(remarks, _IN, style="dim")
        strange = [each for each in export.types if not each.is_known]
        names = [f'"{each.name}" ({each.rows:,}, {spoken_dollars(each.cents)})' for each in strange]
        self.page.add(f"Rows of unknown types, skipped: {listed(names, _TYPES)}." if strange else "", _IN)
        for note in export.notes[:_MOST]:
            self.note(note, _IN, "")
        self.more(len(export.notes) - _MOST, "more note")

    def note(self, note: Note, indent: int = 1, mark: str | None = None) -> None:
        place = f" ({note.place})" if note.place else ""
        text = f"{capitalized(note.text).rstrip('.')}{place}."
        self.page.add(text, indent, mark=self.look.bullet if mark is None else mark)

    def conflict(self, conflict: ImportConflict) -> None:
        """Values that contradict one another, which a person settles."""
        lead = f"{self._label(conflict.path)}: {_words(conflict.path)}"
        self.page.add(lead, 1, mark="!", mark_style="red", style="bold")
        for value in conflict.values:
            spoken = self.view.speak(conflict.path, value.value)
            self.page.add(f"{spoken}: {_place(value.origin)}", _IN)
        self.page.add(conflict.path, _IN, style="dim")

    def unplaced(self) -> None:
        unplaced = self.view.account.unplaced
        shown, rest = unplaced[:_MOST], unplaced[_MOST:]
        if unplaced:
            self.page.heading("Money that belongs to no contract")
        for why, alike in _grouped(shown, lambda money: money.why).items():
            for money in alike:
                text = f"{_owner(money)}: {_amounts([money])} in {count(money.rows, 'row')} of {money.file}"
                self.page.add(text, 1, mark="!", mark_style="yellow")
            self.page.add(why, _IN)
        if rest:
            self.page.add(f"{self.look.dots} and {len(rest):,} more: {_amounts(rest)}", 1)
        self.page.add(_MISSING if unplaced else "", style="dim")

    def news(self) -> None:
        """New contracts and clients, and facts that came or changed, row by row, the latest first."""
        account = self.view.account
        facts = self.by_row(ImportOutcome.CHANGED, ImportOutcome.ADDED)
        new = {row.path: row.platform_id for row in (*account.contracts, *account.clients)}
        facts |= {path: [] for path in new if path not in facts}
        rows = sorted(facts.items(), key=lambda row: (_rank(*row), -self._latest(row[1])))

        def show(row: tuple[str, list[ImportChange]]) -> None:
            self._row(*row, new.get(row[0]))

        self.part("What is new", rows, show, most=_MOST)
        if rest := rows[_MOST:]:
            hidden = count(sum(len(changes) for _, changes in rest), "fact")
            tail = f"{hidden} of {count(len(rest), *_ROWS)}; --format json lists them all"
            self.page.add(f"{self.look.dots} and {tail}", 1)

    def _latest(self, facts: Iterable[ImportChange]) -> int:
        days = (self.view.day_of(change) for change in facts)
        return max((day for day in days if day is not None), default=0)

    def _row(self, path: str, facts: Sequence[ImportChange], number: str | None) -> None:
        """One row of the state; `number` is the platform's where the row is new, None where it is not."""
        page, is_new = self.page, number is not None
        mark, colour = ("+", "green") if is_new else ("~", "yellow")
        page.add(self.view.label(path), 1, mark=mark, mark_style=colour, style="bold")
        added = []
        for change in facts:
            if change.outcome is ImportOutcome.CHANGED:
                values = f"{self._spoken(change, change.before)} {self.look.arrow} {self._spoken(change)}"
                page.add(f"{_words(change.path)}: {values} ({_places(change)})", _IN)
                page.add(change.why, _IN, style="dim")
            elif not (is_new and self._is_in_label(change)):
                added.append(change)
        page.remarks([self._fact(change) for change in sorted(added, key=self.view.order)], _IN)
        named = [path] if "." in path else []
        named += [f"the platform's number {number}"] if number and not path.endswith(number) else []
        page.remarks(named, _IN, style="dim")

    def _is_in_label(self, change: ImportChange) -> bool:
        """Whether the label of a row says it already: its name, or the one that it links to."""
        entity, name = self.view.entity(change.path), field_name(change.path)
        if entity is None or name in entity.links:
            return entity is not None
        is_text = name in entity.fields and entity.fields[name].kind is FieldType.TEXT
        return is_text and change.after in self.view.label(row_path(change.path))

    def yours(self, row: tuple[str, list[ImportChange]]) -> None:
        """What a person wrote otherwise, which stays."""
        self.page.add(self.view.label(row[0]), 1, mark="=", mark_style="cyan", style="bold")
        for change in row[1]:
            yours = f"you wrote {self._spoken(change, change.before)}"
            yours = "you left it open" if change.before == UNKNOWN else yours
            say = "says" if len(change.origins) == 1 else "say"
            exports = f"{_places(change)} {say} {self._spoken(change)}"
            self.page.add(f"{_words(change.path)}: {yours}, and {exports}", _IN)

    def not_taken(self) -> None:
        """What the vocabulary does not take or hold, and what an earlier import knows better."""
        changes, lacking = self.view.account.changes, self.view.account.lacking
        refused, kept = (
            _grouped((change for change in changes if change.outcome is outcome), lambda change: change.why)
            for outcome in (ImportOutcome.REFUSED, ImportOutcome.KEPT)
        )
        if refused or kept or lacking:
            self.page.heading("Not imported")
        for why, alike in refused.items():
            self._reason(why, [(change, f"{self._fact(change)} ({_places(change)})") for change in alike])
        for why, alike in kept.items():
            self._reason(why, [(change, _words(change.path)) for change in alike])
        if lacking:
            fields = listed([f"{name.replace('_', ' ')} ({number:,})" for name, number in lacking])
            self._reason(f"This playbook has no field for {fields}.", [])

    def _reason(self, why: str, facts: Sequence[tuple[ImportChange, str]]) -> None:
        self.page.add(why or "An earlier import has the better value.", 1, mark=self.look.bullet)
        for change, what in facts[:_ALIKE]:
            self.page.add(f"{self._label(change.path)}: {what}", _IN, style="dim")
        self.more(len(facts) - _ALIKE, "more fact", indent=_IN, style="dim")

    def unknown(self) -> None:
        """What no export can have: the questions that matter now, and the fields that may matter later."""
        missing = [missing for missing in self.view.missing_facts if not missing.kinds]
        asked = [missing for missing in missing if missing.asked]
        later = _grouped((one for one in missing if not one.asked), lambda one: one.entity)
        if missing:
            self.page.heading("What no export can tell")
        for one in asked[:_MOST]:
            entity, field = self._entity(one.entity), self._entity(one.entity).fields.get(one.field)
            question = (field.ask if field else "") or _words(one.field)
            about = "" if entity.single else f" ({count(one.asked, entity.called or entity.name)})"
            self.page.add(f"{question}{about}", 1, mark="?", mark_style="cyan")
        self.more(len(asked) - _MOST, "more question")
        lead = "Maybe later, about"
        for name, facts in later.items():
            entity = self._entity(name)
            called = (entity.called or entity.name) + ("" if entity.single else "s")
            text = f"{lead} your {called}: {', '.join(_words(one.field) for one in facts)}"
            self.page.add(text, 1, mark=self.look.bullet, style="dim")
            lead = "About"

    def other_exports(self) -> None:
        """What could change the advice now, and kinds of exports could have of which one was not read."""
        read = {export.kind for export in self.view.exports}
        missing = [one for one in self.view.missing_facts if one.asked and not read.issuperset(one.kinds)]
        kinds = list(_grouped(missing, lambda one: one.kinds).items())
        self.part("What another export can tell", kinds, self._told_by, most=len(kinds))

    def _told_by(self, told: tuple[tuple[ExportKind, ...], list[MissingFacts]]) -> None:
        *names, last = [_CALLED.get(kind, f"a {kind.value}") for kind in told[0]]
        lead = f"{', '.join(names)} or {last}" if names else last
        self.page.add(capitalized(lead), 1, mark=self.look.bullet)
        numbers = ["" if self._entity(one.entity).single else f" ({one.asked:,})" for one in told[1]]
        fields = [_words(one.field) for one in told[1]]
        self.page.remarks(list(map("".join, zip(fields, numbers, strict=True))), _IN)

    def next(self) -> None:
        """The question to answer first, and the command that asks them all."""
        view, page = self.view, self.page
        page.heading("What to do next")
        if not view.asked:
            page.add("Nothing to ask: no missing answer would change your advice now.")
            return
        answers = count(view.asked, "answer")
        page.add(f"{answers} could change your advice now. The most useful question is:")
        if view.first is not None:
            page.add(view.first.question, 1, mark="?", mark_style="cyan", style="bold")
            page.add("" if view.first.subject.is_single else view.first.subject.label, _IN)
        if view.command:
            page.blank()
            page.typed("To answer them one by one:", self.look.clean(view.command))

    def by_row(self, *outcomes: ImportOutcome) -> dict[str, list[ImportChange]]:
        """The changes with one of these outcomes, by the path of the row that they are about, in order."""
        changes = (change for change in self.view.account.changes if change.outcome in outcomes)
        return _grouped(changes, lambda change: row_path(change.path))

    def _label(self, path: str) -> str:
        return self.view.label(row_path(path))

    def _spoken(self, change: ImportChange, value: str | None = None) -> str:
        return self.view.speak(change.path, change.after if value is None else value)

    def _fact(self, change: ImportChange) -> str:
        """A fact as the exports have it: "earned: $1,200.50"."""
        return f"{_words(change.path)}: {self._spoken(change)}"

    def _entity(self, name: str) -> Entity:
        return self.view.schema.vocabulary.entities[name]


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _rank(path: str, facts: Sequence[ImportChange]) -> tuple[bool, int, bool]:
    """What changed comes before what was added; then the profile, contracts, clients; what has ended last."""
    section = path.partition(".")[0]
    is_change = any(change.outcome is ImportOutcome.CHANGED for change in facts)
    has_ended = any(change.path == f"{path}.status" and change.after == "ended" for change in facts)
    return not is_change, _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS), has_ended


def _counted(*parts: tuple[int, str, str]) -> str:
    """Numbers with their nouns, each with a tail, as a list; without those that are zero."""
    return listed([f"{count(number, noun)}{tail}" for number, noun, tail in parts if number])


def _words(path: str) -> str:
    return field_name(path).replace("_", " ")


def _place(origin: Origin) -> str:
    """Where a value stands: "weekly.csv, row 80"."""
    return f"{origin.file}, {origin.place}" if origin.place else origin.file


def _places(change: ImportChange) -> str:
    """All places of a value, as a person finds them: the row of a table, and of JSON the file alone."""
    rows = [_place(origin) if " " in origin.place else origin.file for origin in change.origins]
    return "; ".join(dict.fromkeys(rows))


def _owner(money: UnplacedMoney) -> str:
    title, client = money.key.title, money.key.client
    return f"{title} ({client})" if title and client else title or client or "Neither title nor client"


def _amounts(unplaced: Sequence[UnplacedMoney]) -> str:
    earned, refunded = sum(money.earned for money in unplaced), sum(money.refunded for money in unplaced)
    parts = [(earned, "earned"), (refunded, "refunded")]
    return listed([f"${cents / 100:,.2f} {word}" for cents, word in parts if cents]) or "no money"
