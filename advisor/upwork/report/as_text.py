"""An import as a page to read: what the files are, what they brought, what stays yours, what is missing."""

from collections.abc import Callable, Collection, Sequence

from advisor.facts.provenance import Origin
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, count, listed, short_day
from advisor.upwork.exports.cells import spoken_dollars
from advisor.upwork.exports.model import Export, ExportKind, ImportChange, ImportOutcome, Note, UnplacedMoney
from advisor.upwork.report.missing_facts import MissingFacts
from advisor.upwork.report.view import UNKNOWN, ImportView, field_name, row_path

_IN = 3  # blanks before what stands below a mark
_MOST = 8  # listed of one sort; the rest is counted
_ALIKE = 4  # facts listed of one reason
_TYPES = 6
_TABLES = (ExportKind.WEEKLY, ExportKind.TRANSACTIONS)
_SECTIONS = ("profile", "contracts", "clients")  # in the order in which they stand on the page
_ROWS = "more contracts and clients"
_ARTICLES = {
    ExportKind.WEEKLY: "a ",
    ExportKind.TRANSACTIONS: "a ",
    ExportKind.API: "an ",
    ExportKind.HISTORY: "a saved ",
}
_MISSING = "If a contract is missing, add it to the state or import a file that has it; then import again."


def import_text(view: ImportView, look: TerminalStyle) -> str:
    """The page, with a line break at its end."""
    page = _ImportPage(view, look)
    page.result()
    page.files()
    page.conflicts()
    page.unplaced()
    page.news()
    page.yours()
    page.not_taken()
    page.notes()
    page.unknown()
    page.other_exports()
    page.next()
    return str(page.page)


class _ImportPage:
    """The page as it grows: a part without content is left out, its heading too."""

    def __init__(self, view: ImportView, look: TerminalStyle) -> None:
        self.view, self.look, self._result = view, look, view.account
        self.page, self.clean = Page(look), look.clean

    def result(self) -> None:
        view = self.view
        file = "the new state" if view.file == "-" else self.clean(view.file)
        files = count(len({export.file for export in view.exports}), "file")
        lead = f"{files} imported into {file}"
        if not view.changed:
            lead = f"{file} says all of this already and stays as it is"
        elif not view.written:
            lead = f"Dry run, nothing written: {files} for {file}"
        self.page.add(lead, style="bold")
        self.page.add(self._in_short() if view.changed else "")
        conflicts, rows = len(self._result.conflicts), sum(money.rows for money in self._result.unplaced)
        belong = "belongs" if rows == 1 else "belong"
        left = [
            *_counted(conflicts, "contradiction"),
            *_counted(rows, "row", f" of money that {belong} to no contract"),
        ]
        self.page.add(f"Left to you: {listed(left)}." if left else "")

    def _in_short(self) -> str:
        result = self._result
        outcomes = [change.outcome for change in result.changes]
        parts = [
            *_counted(len(result.contracts), "new contract"),
            *_counted(len(result.clients), "new client"),
            *_counted(outcomes.count(ImportOutcome.ADDED), "fact", " added"),
            *_counted(outcomes.count(ImportOutcome.CHANGED), "fact", " with a newer value"),
        ]
        if parts:
            return f"{capitalized(listed(parts))}."
        if outcomes:
            return "No new facts, only new notes on where values come from."
        if result.lacking:
            return "No new facts: this playbook has no fields for what the files hold."
        return "No new facts: the files hold none."

    def files(self) -> None:
        self.page.heading("What was read")
        for export in self.view.exports:
            self._file(export)

    def _file(self, export: Export) -> None:
        page, clean = self.page, self.clean
        page.add(clean(export.file), 1, mark=self.look.bullet)
        nouns = ("row",) if export.kind in _TABLES else ("entry", "entries")
        remarks = [export.kind.value, count(export.rows, *nouns)]
        if export.period is not None:
            remarks.append(f"{short_day(export.period[0])} to {short_day(export.period[1])}")
        page.remarks(remarks, _IN, style="dim")
        strange = [each for each in export.types if not each.is_known]
        if strange:
            names = [
                f'"{clean(each.name)}" ({each.rows:,}, {spoken_dollars(each.cents)})'
                for each in strange[:_TYPES]
            ]
            names += [f"{len(strange) - _TYPES:,} more"] if len(strange) > _TYPES else []
            page.add(f"Rows of unknown types, skipped: {listed(names)}.", _IN)
        for note in export.notes[:_MOST]:
            page.add(self._note(note), _IN)
        self._more(len(export.notes) - _MOST, "more note")

    def conflicts(self) -> None:
        """Values that contradict one another, which a person settles."""
        conflicts = self._result.conflicts
        self._heading("Exports that contradict each other", conflicts)
        for conflict in conflicts[:_MOST]:
            lead = f"{self._label(conflict.path)}: {_words(conflict.path)}"
            self.page.add(lead, 1, mark="!", mark_style="red", style="bold")
            for value in conflict.values:
                spoken = self.clean(self.view.speak(conflict.path, value.value))
                self.page.add(f"{spoken}: {self._place(value.origin)}", _IN)
            self.page.add(self.clean(conflict.path), _IN, style="dim")
        self._more(len(conflicts) - _MOST, "more contradiction")
        if conflicts:
            advice = "Neither value is used. Write the right one into the state: what you write wins."
            self.page.add(advice, style="dim")

    def unplaced(self) -> None:
        unplaced = self._result.unplaced
        self._heading("Money that belongs to no contract", unplaced)
        shown, rest = unplaced[:_MOST], unplaced[_MOST:]
        for why in dict.fromkeys(money.why for money in shown):
            for money in (money for money in shown if money.why == why):
                rows = f"{count(money.rows, 'row')} of {self.clean(money.file)}"
                text = f"{self._owner(money)}: {_amounts([money])} in {rows}"
                self.page.add(text, 1, mark="!", mark_style="yellow")
            self.page.add(self.clean(why), _IN)
        if rest:
            self.page.add(f"{self.look.dots} and {len(rest):,} more: {_amounts(rest)}", 1)
        if unplaced:
            self.page.add(_MISSING, style="dim")

    def _owner(self, money: UnplacedMoney) -> str:
        title, client = self.clean(money.key.title), self.clean(money.key.client)
        return f"{title} ({client})" if title and client else title or client or "Neither title nor client"

    def news(self) -> None:
        """New contracts and clients, and facts that came or changed, row by row."""
        facts = self._by_row(ImportOutcome.CHANGED, ImportOutcome.ADDED)
        new = {row.path: row for row in (*self._result.contracts, *self._result.clients)}
        paths = sorted({**facts, **dict.fromkeys(new)}, key=lambda path: self._latest(facts.get(path, [])))
        paths.sort(key=lambda path: _rank(path, facts.get(path, [])))
        self._heading("What is new", paths)
        for path in paths[:_MOST]:
            self._row(path, facts.get(path, []), new[path].platform_id if path in new else None)
        rest = paths[_MOST:]
        if rest:
            hidden = count(sum(len(facts.get(path, [])) for path in rest), "fact")
            rows = count(len(rest), "more contract or client", _ROWS)
            self.page.add(f"{self.look.dots} and {hidden} of {rows}; --format json lists them all", 1)

    def _latest(self, facts: list[ImportChange]) -> int:
        """Sorts rows with later days first, and those without a day last."""
        days = [day for change in facts if (day := self.view.day_of(change)) is not None]
        return -max(days, default=0)

    def _row(self, path: str, facts: list[ImportChange], number: str | None) -> None:
        """One row of the state; `number` is the platform's where the row is new, None where it is not."""
        page, is_new = self.page, number is not None
        mark, colour = ("+", "green") if is_new else ("~", "yellow")
        page.add(self.clean(self.view.label(path)), 1, mark=mark, mark_style=colour, style="bold")
        for change in facts:
            if change.outcome is ImportOutcome.CHANGED:
                values = f"{self._before(change)} {self.look.arrow} {self._after(change)}"
                page.add(f"{_words(change.path)}: {values} ({self._places(change)})", _IN)
                page.add(self.clean(change.why), _IN, style="dim")
        added = [change for change in facts if change.outcome is ImportOutcome.ADDED]
        added = [change for change in added if not (is_new and self._is_in_label(change))]
        page.remarks([self._fact(change) for change in sorted(added, key=self.view.order)], _IN)
        number = self.clean(number or "")
        named = f"the platform's number {number}" if number and not path.endswith(number) else ""
        named_by = self.clean(path) if "." in path else ""
        page.remarks([part for part in (named_by, named) if part], _IN, style="dim")

    def _is_in_label(self, change: ImportChange) -> bool:
        """Whether the label of a row says it already: its name, or the one that it links to."""
        entity, name = self.view.entity(change.path), field_name(change.path)
        if entity is None or name in entity.links:
            return entity is not None
        is_text = name in entity.fields and entity.fields[name].kind is FieldType.TEXT
        return is_text and change.after in self.view.label(row_path(change.path))

    def yours(self) -> None:
        """What a person wrote otherwise, which stays."""
        rows = self._by_row(ImportOutcome.YOURS)
        self._heading("Yours stays", rows)
        for path, changes in list(rows.items())[:_MOST]:
            label = self.clean(self.view.label(path))
            self.page.add(label, 1, mark="=", mark_style="cyan", style="bold")
            for change in changes:
                is_open = change.before == UNKNOWN
                yours = "you left it open" if is_open else f"you wrote {self._before(change)}"
                say = "says" if len(change.origins) == 1 else "say"
                exports = f"{self._places(change)} {say} {self._after(change)}"
                self.page.add(f"{_words(change.path)}: {yours}, and {exports}", _IN)
        self._more(len(rows) - _MOST, "more contract or client", _ROWS)
        if rows:
            advice = "To use what an export says, remove your line from the state and import again."
            self.page.add(advice, style="dim")

    def not_taken(self) -> None:
        """What the vocabulary does not take or hold, and what an earlier import knows better."""
        lacking, changes = self._result.lacking, self._result.changes
        refused = [change for change in changes if change.outcome is ImportOutcome.REFUSED]
        kept = [change for change in changes if change.outcome is ImportOutcome.KEPT]
        self._heading("Not imported", [*refused, *kept, *lacking])
        self._by_reason(refused, lambda change: f"{self._fact(change)} ({self._places(change)})")
        self._by_reason(kept, lambda change: self.clean(_words(change.path)))
        if lacking:
            fields = listed([f"{name.replace('_', ' ')} ({number:,})" for name, number in lacking])
            text = f"This playbook has no field for {self.clean(fields)}."
            self.page.add(text, 1, mark=self.look.bullet)

    def _by_reason(self, changes: list[ImportChange], describe: Callable[[ImportChange], str]) -> None:
        for why in dict.fromkeys(change.why for change in changes):
            reason = self.clean(why) or "An earlier import has the better value."
            self.page.add(reason, 1, mark=self.look.bullet)
            alike = [change for change in changes if change.why == why]
            for change in alike[:_ALIKE]:
                self.page.add(f"{self._label(change.path)}: {describe(change)}", _IN, style="dim")
            if len(alike) > _ALIKE:
                rest = count(len(alike) - _ALIKE, "more fact")
                self.page.add(f"{self.look.dots} and {rest}", _IN, style="dim")

    def notes(self) -> None:
        notes = self._result.notes
        self._heading("Worth knowing", notes)
        for note in notes[:_MOST]:
            self.page.add(self._note(note), 1, mark=self.look.bullet)
        self._more(len(notes) - _MOST, "more remark")

    def unknown(self) -> None:
        """What no export can have: the questions that matter now, and the fields that may matter later."""
        missing = [missing for missing in self.view.missing_facts if not missing.kinds]
        self._heading("What no export can tell", missing)
        asked = [missing for missing in missing if missing.asked]
        for one in asked[:_MOST]:
            entity = self._entity(one)
            field = entity.fields.get(one.field)
            question = (field.ask if field else "") or _words(one.field)
            about = "" if entity.single else f" ({count(one.asked, entity.called or entity.name)})"
            self.page.add(self.clean(f"{question}{about}"), 1, mark="?", mark_style="cyan")
        self._more(len(asked) - _MOST, "more question")
        self._later([one for one in missing if not one.asked])

    def _later(self, missing: Sequence[MissingFacts]) -> None:
        lead = "Maybe later, about"
        for name in dict.fromkeys(one.entity for one in missing):
            of_entity = [one for one in missing if one.entity == name]
            entity = self._entity(of_entity[0])
            called = (entity.called or entity.name) + ("" if entity.single else "s")
            fields = ", ".join(_words(one.field) for one in of_entity)
            text = self.clean(f"{lead} your {called}: {fields}")
            self.page.add(text, 1, mark=self.look.bullet, style="dim")
            lead = "About"

    def other_exports(self) -> None:
        """What could change the advice now, and kinds of exports could have of which one was not read."""
        read = {export.kind for export in self.view.exports}
        by_kinds: dict[tuple[ExportKind, ...], list[MissingFacts]] = {}
        for missing in self.view.missing_facts:
            if missing.asked and not read.issuperset(missing.kinds):
                by_kinds.setdefault(missing.kinds, []).append(missing)
        self._heading("What another export can tell", by_kinds)
        for kinds, of_kinds in by_kinds.items():
            *names, last = [f"{_ARTICLES[kind]}{kind.value}" for kind in kinds]
            lead = f"{', '.join(names)} or {last}" if names else last
            self.page.add(capitalized(lead), 1, mark=self.look.bullet)
            self.page.remarks([self._asked(missing) for missing in of_kinds], _IN)

    def _asked(self, missing: MissingFacts) -> str:
        number = "" if self._entity(missing).single else f" ({missing.asked:,})"
        return self.clean(f"{_words(missing.field)}{number}")

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
            page.add(self.clean(view.first.question), 1, mark="?", mark_style="cyan", style="bold")
            page.add("" if view.first.subject.is_single else self.clean(view.first.subject.label), _IN)
        if view.command:
            page.blank()
            page.typed("To answer them one by one:", self.clean(view.command))

    # Words that the parts share

    def _heading(self, text: str, content: Collection[object]) -> None:
        if content:
            self.page.heading(text)

    def _more(self, number: int, noun: str, plural: str = "") -> None:
        """How many more there are of what was listed; nothing for none."""
        if number > 0:
            self.page.add(f"{self.look.dots} and {count(number, noun, plural)}", 1)

    def _by_row(self, *outcomes: ImportOutcome) -> dict[str, list[ImportChange]]:
        """The changes with one of these outcomes, by the path of the row that they are about, in order."""
        rows: dict[str, list[ImportChange]] = {}
        for change in self._result.changes:
            if change.outcome in outcomes:
                rows.setdefault(row_path(change.path), []).append(change)
        return rows

    def _label(self, path: str) -> str:
        return self.clean(self.view.label(row_path(path)))

    def _before(self, change: ImportChange) -> str:
        return self.clean(self.view.speak(change.path, change.before))

    def _after(self, change: ImportChange) -> str:
        return self.clean(self.view.speak(change.path, change.after))

    def _fact(self, change: ImportChange) -> str:
        """A fact as the exports have it: "earned: $1,200.50"."""
        return f"{self.clean(_words(change.path))}: {self._after(change)}"

    def _place(self, origin: Origin) -> str:
        """Where a value stands: "weekly.csv, row 80"."""
        file = self.clean(origin.file)
        return f"{file}, {self.clean(origin.place)}" if origin.place else file

    def _places(self, change: ImportChange) -> str:
        """All places of a value, as a person finds them: the row of a table, and of JSON the file alone."""
        rows = [origin if " " in origin.place else Origin(origin.file, "") for origin in change.origins]
        return "; ".join(self._place(origin) for origin in dict.fromkeys(rows))

    def _note(self, note: Note) -> str:
        text = capitalized(self.clean(note.text)).rstrip(".")
        return f"{text} ({self.clean(note.place)})." if note.place else f"{text}."

    def _entity(self, missing: MissingFacts) -> Entity:
        return self.view.schema.vocabulary.entities[missing.entity]


def _rank(path: str, facts: list[ImportChange]) -> tuple[bool, int, bool]:
    """What changed comes before what was added; then the profile, contracts, clients; what has ended last."""
    section = path.partition(".")[0]
    is_change = any(change.outcome is ImportOutcome.CHANGED for change in facts)
    has_ended = any(change.path == f"{path}.status" and change.after == "ended" for change in facts)
    return not is_change, _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS), has_ended


def _counted(number: int, noun: str, after: str = "") -> list[str]:
    return [f"{count(number, noun)}{after}"] if number else []


def _words(path: str) -> str:
    return field_name(path).replace("_", " ")


def _amounts(unplaced: Sequence[UnplacedMoney]) -> str:
    earned, refunded = sum(money.earned for money in unplaced), sum(money.refunded for money in unplaced)
    parts = [(earned, "earned"), (refunded, "refunded")]
    return listed([f"${cents / 100:,.2f} {word}" for cents, word in parts if cents]) or "no money"
