"""An import as a page to read: what the files are, what they brought, what stays yours, what is missing."""

from advisor.playbook.types import FieldType
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed, short_day
from advisor.upwork.exports.merge_policy import ImportChange, ImportOutcome, ImportResult, NewRow
from advisor.upwork.exports.model import Export, ExportKind
from advisor.upwork.report.doubts import doubts_text, unsettled, unsettled_text
from advisor.upwork.report.missing_facts import missing_text
from advisor.upwork.report.view import (
    IN,
    MOST,
    ROWS,
    ImportView,
    fact,
    field_of,
    more,
    noted,
    places,
    rows_of,
    sentence,
    was_and_is,
)

_TYPES = 6
_TABLES = (ExportKind.WEEKLY, ExportKind.TRANSACTIONS)
_SECTIONS = ("profile", "contracts", "clients")  # in the order in which they are told


def import_text(told: ImportView, look: TerminalStyle) -> str:
    """The page, with a line break at its end."""
    page = Page(look)
    _result(page, told)
    page.heading("What was read")
    for export in told.exports:
        _file(page, export)
    unsettled_text(page, told)
    _news(page, told)
    doubts_text(page, told)
    missing_text(page, told)
    return str(page)


def _result(page: Page, told: ImportView) -> None:
    file = "the new state" if told.file == "-" else page.look.clean(told.file)
    files = count(len(told.exports), "file")
    lead = f"{files} imported into {file}"
    if not told.changed:
        lead = f"{file} says all of it already, and stays as it is"
    elif not told.written:
        lead = f"Not written, for this is a dry run: {files} for {file}"
    page.add(lead, style="bold")
    page.add(_in_short(told.account) if told.changed else "")
    page.add(unsettled(told))


def _in_short(account: ImportResult) -> str:
    """How much is new, in a sentence."""
    facts = [each.outcome for each in account.changes]
    parts = [
        _counted(len(account.contracts), "new contract", ""),
        _counted(len(account.clients), "new client", ""),
        _counted(facts.count(ImportOutcome.ADDED), "fact", " added"),
        _counted(facts.count(ImportOutcome.CHANGED), "fact", " with a newer value"),
    ]
    told = listed([part for part in parts if part])
    if told:
        return f"{sentence(told)}."
    if facts:
        return "No fact is new; only the notes of where values come from are."
    tell = "this playbook has no fields for what the files tell" if account.lacking else "the files tell none"
    return f"No fact is new; {tell}."


def _counted(number: int, noun: str, after: str) -> str:
    return f"{count(number, noun)}{after}" if number else ""


def _file(page: Page, export: Export) -> None:
    look = page.look
    page.add(look.clean(export.file), 1, mark=look.bullet)
    is_table = export.kind in _TABLES
    told = [export.kind.value, count(export.rows, *(("row",) if is_table else ("entry", "entries")))]
    if export.first is not None and export.last is not None:
        told.append(f"{short_day(export.first)} to {short_day(export.last)}")
    page.remarks(told, IN, style="dim")
    strange = [(name, rows) for name, rows, is_known in export.types if not is_known]
    if strange:
        named = [f'"{look.clean(name)}" ({rows:,})' for name, rows in strange[:_TYPES]]
        named += [f"{len(strange) - _TYPES:,} more"] if len(strange) > _TYPES else []
        page.add(f"Rows of types that we do not know, passed over: {listed(named)}.", IN)
    for note in export.notes[:MOST]:
        page.add(noted(note, look), IN)
    more(page, len(export.notes) - MOST, "more note")


def _news(page: Page, told: ImportView) -> None:
    """New contracts and clients, and facts that came or changed, row by row."""
    facts = rows_of(told.account.changes, ImportOutcome.CHANGED, ImportOutcome.ADDED)
    new = {each.path: each for each in (*told.account.contracts, *told.account.clients)}
    paths = sorted({**facts, **dict.fromkeys(new)}, key=lambda path: _latest(told, facts.get(path, [])))
    paths.sort(key=lambda path: _rank(path, facts.get(path, [])))
    if not paths:
        return
    page.heading("What is new")
    for path in paths[:MOST]:
        _row(page, told, path, facts.get(path, []), new.get(path))
    rest = paths[MOST:]
    if rest:
        hidden = count(sum(len(facts.get(path, [])) for path in rest), "fact")
        rows = count(len(rest), "more contract or client", ROWS)
        page.add(f"{page.look.dots} and {hidden} of {rows}; --format json lists them all", 1)


def _rank(path: str, facts: list[ImportChange]) -> tuple[bool, int, bool]:
    """What changed comes before what was added; then the profile, contracts, clients; what has ended last."""
    section = path.partition(".")[0]
    is_change = any(each.outcome is ImportOutcome.CHANGED for each in facts)
    has_ended = any(each.path == f"{path}.status" and each.after == "ended" for each in facts)
    return not is_change, _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS), has_ended


def _latest(told: ImportView, facts: list[ImportChange]) -> int:
    """What sorts rows with later days before those with earlier ones, and those without a day last."""
    days = [day for each in facts if (day := told.day_of(each)) is not None]
    return -max(days, default=0)


def _row(page: Page, told: ImportView, path: str, facts: list[ImportChange], added: NewRow | None) -> None:
    look = page.look
    label = look.clean(told.label(path))
    page.add(label, 1, mark="+" if added else "~", mark_style="green" if added else "yellow", style="bold")
    for each in facts:
        if each.outcome is ImportOutcome.CHANGED:
            was, now = was_and_is(told, each, look)
            page.add(f"{field_of(each.path)}: {was} {look.arrow} {now} ({places(each.origins, look)})", IN)
            page.add(look.clean(each.why), IN, style="dim")
    plain = [each for each in facts if each.outcome is ImportOutcome.ADDED]
    plain = [each for each in plain if added is None or not _in_label(told, each)]
    page.remarks([fact(told, each, look) for each in sorted(plain, key=told.order)], IN)
    number = look.clean(added.platform_id) if added else ""
    named = f"the platform's number {number}" if number and not path.endswith(number) else ""
    named_by = look.clean(path) if "." in path else ""
    page.remarks([each for each in (named_by, named) if each], IN, style="dim")


def _in_label(told: ImportView, each: ImportChange) -> bool:
    """Whether the label of a row says it already: its name, or the one that it links to."""
    entity, (stem, _, name) = told.entity(each.path), each.path.rpartition(".")
    if entity is None or name in entity.links:
        return entity is not None
    is_text = name in entity.fields and entity.fields[name].kind is FieldType.TEXT
    return is_text and each.after in told.label(stem)
