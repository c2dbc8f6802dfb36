"""JSON exports: answers of the platform's API, and the work history of a saved profile page.

What stands in an answer hangs on what was asked, and names may be aliases.  So the whole tree is walked, and
objects are known by the fields that the platform's schema gives them; the rest is passed through.
"""

from collections.abc import Callable, Iterator

from advisor.upwork.exports.api_contracts import read_contract
from advisor.upwork.exports.api_offers import read_offer
from advisor.upwork.exports.api_profile import read_profile
from advisor.upwork.exports.json_reading import JsonText, Node, places_of, read_json_text, written
from advisor.upwork.exports.json_shapes import Shape, is_elsewhere, opens_an_export, shape_of
from advisor.upwork.exports.json_values import AssertionList, Cells, iso, shown
from advisor.upwork.exports.model import Contract, Export, ExportKind, Precedence
from advisor.upwork.exports.problems import FileProblems
from advisor.upwork.exports.work_history import read_entry

_LISTS = ("workHistoryList", "contracts", "offers", "edges", "pageItems")
_ENTRIES = ("contracts", "workHistoryList", "pageItems", "transactionHistoryRow")
_LONGEST = 160


def note_errors(cells: Cells, node: Node) -> list[str]:
    """Note the errors of an answer, for which data may be missing; their messages in quotes."""
    found = node.get("errors")
    texts: list[str] = []
    if found is None or not isinstance(found.value, list) or len(node.path) > 1:
        return texts
    for error in found.children():
        message = error.get("message")
        if message is None:
            continue
        text = shown(message.value, _LONGEST)
        texts.append(text)
        path = error.get("path")
        steps = path.value if path is not None and isinstance(path.value, list) else []
        at = written(tuple(step for step in steps if isinstance(step, str | int)))
        where = f" of {at}" if at else ""
        cells.notes.add(
            f"The platform answered with an error{where}: {text}.",
            f"The platform answered {{count}} times with an error{where}: {text}.",
            error.place,
        )
    return texts


def check_entries(cells: Cells, node: Node) -> None:
    """Refuse lists of entries that are none, and entries that are no objects."""
    for name in _ENTRIES:
        found = node.get(name)
        if found is not None and not isinstance(found.value, dict):
            cells.items(found)


def note_missing_pages(cells: Cells, node: Node) -> None:
    """Note where a list has fewer entries than the answer says there are."""
    total = node.get("totalCount", "totalItems")
    if total is None or not isinstance(total.value, int) or isinstance(total.value, bool):
        return
    if is_elsewhere(node):
        return
    for name in _LISTS:
        found = node.get(name)
        if found is not None and isinstance(found.value, list) and len(found.value) < total.value:
            cells.notes.add(
                f"The file has {len(found.value):,} of {total.value:,} entries: get the other pages too.",
                f"{{count}} lists have {len(found.value):,} of {total.value:,} entries: get the other pages.",
                found.place,
            )


_KEYS_SHOWN = 8
_HOURS = 100_000
_ABOUT = {"errors", "extensions"}  # keys of an answer that hold none of its data
_EXPECTED = (
    "expected an answer of the platform's API (such as contractList, talentWorkHistory or "
    "freelancerProfile), or the work history of a profile page"
)


def read_json(path: str, short: str, progress: Callable[[int], None] | None = None) -> Export:
    """What a JSON file tells; origins call it `short`, problems `path`.  `progress` gets the bytes read.

    Raises ExportError with everything that is wrong in the file, by line and column.
    """
    source = read_json_text(path)
    if progress is not None:
        progress(len(source.text.encode("utf-8", "replace")))
    return export_of(source, short)


def export_of(source: JsonText, short: str) -> Export:
    """As `read_json`, of a text that was read."""
    cells = Cells(short)
    found = _Found(cells)
    found.walk(source.top)
    _check(source, cells, found)
    return found.export()


class _Found:
    """What was found in one file so far."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.is_export = False
        self.rows = 0
        self.entries = 0
        self.answers = 0
        self.errors: list[str] = []
        self.profile = AssertionList(cells)
        self.contracts: list[Contract] = []
        self._worked: dict[str, int] = {}

    def walk(self, top: Node) -> None:
        """Look at every object, from the top down; what is understood is not looked into again."""
        waiting = [top]
        while waiting:
            node = waiting.pop()
            if isinstance(node.value, dict):
                self._note(node)
                shape = shape_of(node)
                if shape is not Shape.OTHER:
                    self._read(node, shape)
                    continue
            waiting += reversed([child for child in node.children() if isinstance(child.value, dict | list)])

    def export(self) -> Export:
        """All of it."""
        if not self.entries and not self.answers:
            self.cells.notes.add("The file has no entries.", "The file has no entries.", "")
        kind = ExportKind.HISTORY if self.entries and not self.answers else ExportKind.API
        notes = self.cells.notes.told()
        return Export(
            self.cells.short, kind, self.rows, tuple(self.profile.told), tuple(self.contracts), notes
        )

    def _note(self, node: Node) -> None:
        self.is_export |= opens_an_export(node)
        self.errors += note_errors(self.cells, node)
        note_missing_pages(self.cells, node)
        check_entries(self.cells, node)

    def _read(self, node: Node, shape: Shape) -> None:
        self.is_export = True
        if shape not in {Shape.AGGREGATES, Shape.PAGE_STATS}:
            self.rows += 1
        if shape in {Shape.PAGE_ENTRY, Shape.PAGE_STATS}:
            self.entries += 1
        else:
            self.answers += 1
        for contract in self._contracts_in(node, shape):
            self.contracts.append(contract)

    def _contracts_in(self, node: Node, shape: Shape) -> Iterator[Contract]:
        cells = self.cells
        made: Contract | None = None
        if shape in {Shape.AGGREGATES, Shape.PAGE_STATS}:
            read_profile(cells, node, self.profile)
        elif shape is Shape.PAGE_ENTRY:
            made = read_entry(cells, node)
        elif shape is Shape.OFFER:
            made = read_offer(cells, node)
        elif shape is Shape.CONTRACT:
            made = read_contract(cells, node)
        elif shape is Shape.HISTORY_ENTRY:
            made = read_contract(cells, node.get("contract") or node, node, older=False)
        elif shape is Shape.WORK_DAY:
            made = self._work_day(node)
        elif shape is Shape.TRANSACTION:
            cells.notes.add(
                "A transaction is left out, as no answer tells its contract: download the transaction "
                "report.",
                "{count} transactions are left out, as no answer tells their contracts: download the "
                "transaction report.",
                node.place,
            )
        if made is not None and not (made.key.id or made.key.title):
            cells.notes.add(
                "An entry is left out, as it has neither a number nor a title.",
                "{count} entries are left out, as they have neither numbers nor titles.",
                made.origin.place,
            )
        elif made is not None:
            yield made

    def _work_day(self, node: Node) -> Contract | None:
        """The contract of a day of work, if it was worked on later than the days before have told."""
        found = node.get("dateWorkedOn")
        day = self.cells.day(found)
        if self.cells.number(node.get("totalHoursWorked"), -_HOURS, _HOURS, "a number of hours") == 0:
            return None  # no day of work
        inner = self.cells.mapping(node.get("contract"))
        made = read_contract(self.cells, inner, older=False) if inner is not None else None
        if made is None or day is None or not made.key.id or self._worked.get(made.key.id, 0) >= day:
            return None
        self._worked[made.key.id] = day
        facts = AssertionList(self.cells)
        facts.tell("last_activity", iso(day), found, Precedence.LATEST)
        return Contract(made.key, self.cells.origin(node), (*made.facts, *facts.told))


def _check(source: JsonText, cells: Cells, found: _Found) -> None:
    problems = FileProblems(source.file)
    if cells.wrong:
        places = places_of(source.text, source.start, cells.wrong)
        for path, wrong in cells.wrong.items():
            place = source.location(places.get(path, source.start))
            hint = "download or save the file again; if it is so there too, correct it"
            problems.add("export-cell", (place.line, place.column), wrong.message, hint)
    elif found.errors and _is_nothing(source.top.value):
        place = source.location(source.start)
        message = f"the answer holds errors and nothing else; the first one is {found.errors[0]}"
        hint = "check the key and what it may ask, and save a new answer"
        problems.add("export-empty", (place.line, place.column), message, hint)
    elif not found.is_export:
        place = source.location(source.start)
        message = f"{_found_in(source.top)}; {_EXPECTED}"
        problems.add("export-unknown", (place.line, place.column), message, "see docs/exports.md")
    problems.check()


def _is_nothing(value: object) -> bool:
    """Whether answers hold null and errors alone; an empty list is something."""
    if isinstance(value, dict):
        return all(_is_nothing(each) for key, each in value.items() if key not in _ABOUT)
    return value is None or (
        isinstance(value, list) and value != [] and all(_is_nothing(each) for each in value)
    )


def _found_in(top: Node) -> str:
    """What the file has instead, in a few words."""
    first = next(top.children(), None) if isinstance(top.value, list) else top
    inner = first.get("data") if first is not None else None
    node = inner if inner is not None and inner.keys else first
    if node is None or not isinstance(node.value, dict):
        return (
            "the JSON is no object" if not isinstance(top.value, list) else "the JSON is a list of no objects"
        )
    names = [Node(None, (key,)).place for key in node.value][:_KEYS_SHOWN]
    more = "" if len(node.value) <= _KEYS_SHOWN else f" and {len(node.value) - _KEYS_SHOWN} more"
    return f"the JSON has the keys {', '.join(names)}{more}" if names else "the JSON is empty"
