"""JSON exports: answers of the platform's API, and the work history of a saved profile page.

What stands in an answer hangs on what was asked, and names may be aliases.  So the whole tree is walked, and
objects are known by the fields that the platform's schema gives them; the rest is passed through.
"""

from collections.abc import Callable
from dataclasses import replace

from advisor.upwork.exports.api_contracts import read_contract, read_offer
from advisor.upwork.exports.api_ledger import Ledger
from advisor.upwork.exports.api_rooms import read_room
from advisor.upwork.exports.cells import excerpt_of_json
from advisor.upwork.exports.json_reading import JsonNode, JsonText, format_path, places_of, read_json_text
from advisor.upwork.exports.json_shapes import Shape, is_elsewhere, opens_an_export, shape_of
from advisor.upwork.exports.json_values import AssertionList, ValueReader
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key
from advisor.upwork.exports.problems import MOST, FileProblems
from advisor.upwork.exports.profile import read_entry, read_profile

_LISTS = ("workHistoryList", "contracts", "offers", "edges", "pageItems")
_ENTRIES = ("contracts", "workHistoryList", "pageItems", "transactionHistoryRow")
_OF_PROFILE = {Shape.AGGREGATES, Shape.PAGE_STATS}
_OF_PAGE = {Shape.PAGE_ENTRY, Shape.PAGE_STATS}
_ABOUT = {"errors", "extensions"}  # keys of an answer that hold none of its data
_LONGEST = 160  # characters of an error's message
_KEYS_SHOWN = 8
_EXPECTED = (
    "expected an answer of the platform's API (such as contractList, talentWorkHistory or "
    "freelancerProfile), or the work history of a profile page"
)


def read_json(path: str, short: str, progress: Callable[[int], None] | None = None) -> Export:
    """What a JSON file holds; origins call it `short`, problems `path`.  `progress` gets the bytes read.

    Raises ExportError with everything that is wrong in the file, by line and column.
    """
    source = read_json_text(path)
    if progress is not None:
        progress(len(source.text.encode("utf-8", "replace")))
    return export_of(source, short)


def export_of(source: JsonText, short: str) -> Export:
    """As `read_json`, of a text that was read."""
    reading = _Reading(ValueReader(short))
    reading.walk(source.top)
    _check(source, reading)
    return reading.export()


class _Reading:
    """What was found in one file so far."""

    def __init__(self, reader: ValueReader) -> None:
        self.reader = reader
        self.is_export = False
        self.errors: list[str] = []
        self._rows = 0
        self._top = JsonNode(None, ())
        self._is_of_page = self._is_of_api = False
        self._profile = AssertionList(reader)
        self._contracts: list[Contract] = []
        self._hours = Ledger(reader, ExportKind.WEEKLY)
        self._transactions = Ledger(reader, ExportKind.TRANSACTIONS)
        self._told: set[Key] = set()  # contracts of days of work

    def walk(self, top: JsonNode) -> None:
        """Look at every object, from the top down; what is understood is not looked into again."""
        self._top, waiting = top, [top]
        while waiting:
            node = waiting.pop()
            if isinstance(node.value, dict):
                self.is_export |= opens_an_export(node)
                self.errors += _note_errors(self.reader, node)
                _note_missing_pages(self.reader, node)
                _check_entries(self.reader, node)
                shape = shape_of(node)
                if shape is not Shape.OTHER:
                    self._read(node, shape)
                if shape not in (Shape.OTHER, Shape.ROOM):  # a room may tell more of its contract
                    continue
            waiting += reversed([child for child in node.children() if isinstance(child.value, dict | list)])

    def export(self) -> Export:
        reader = self.reader
        ledgers = tuple(one for one in (self._hours.export(), self._transactions.export()) if one)
        if not self._is_of_page and not self._is_of_api:
            reader.notes.add("", "The file has no entries.")
        kind = ExportKind.HISTORY if self._is_of_page and not self._is_of_api else ExportKind.API
        profile, contracts = tuple(self._profile.assertions), tuple(self._contracts)
        if ledgers and not (profile or contracts or self._rows):
            first, *others = ledgers
            return replace(first, notes=(*reader.notes.notes(), *first.notes), also=tuple(others))
        notes = reader.notes.notes()
        return Export(reader.short, kind, self._rows, profile, contracts, notes, also=ledgers)

    def _read(self, node: JsonNode, shape: Shape) -> None:
        reader, self.is_export = self.reader, True
        self._is_of_page |= shape in _OF_PAGE
        self._is_of_api |= shape not in _OF_PAGE
        if shape in _OF_PROFILE:
            read_profile(reader, node, self._profile)
            return
        if shape is Shape.TRANSACTION:
            return self._transactions.add_transaction(node)
        if shape is Shape.WORK_DAY:
            return self._add_day_of_work(node)
        self._rows += 1
        contract = self._contract(node, shape)
        if contract is not None and not (contract.key.id or contract.key.title):
            reader.notes.add(
                contract.origin.place,
                "[An entry is|{count} entries are] left out, as "
                "[it has neither a number nor a title|they have neither numbers nor titles].",
            )
        elif contract is not None:
            self._contracts.append(contract)

    def _contract(self, node: JsonNode, shape: Shape) -> Contract | None:
        reader = self.reader
        if shape is Shape.PAGE_ENTRY:
            return read_entry(reader, node)
        if shape is Shape.ROOM:
            return read_room(reader, node, self._top)
        if shape is Shape.OFFER:
            return read_offer(reader, node)
        if shape is Shape.CONTRACT:
            return read_contract(reader, node)
        if shape is Shape.HISTORY_ENTRY:
            return read_contract(reader, node.get("contract") or node, node, older=False)
        return None

    def _add_day_of_work(self, node: JsonNode) -> None:
        """Count a day of work, and take in what it tells of its contract, once."""
        inner = self.reader.mapping(node.get("contract"))
        contract = read_contract(self.reader, inner, older=False) if inner is not None else None
        key = contract.key if contract is not None else Key()
        self._hours.add_day_of_work(node, key)
        if contract is not None and (key.id or key.title) and key not in self._told:
            self._told.add(key)
            self._rows += 1
            self._contracts.append(contract)


def _note_errors(reader: ValueReader, node: JsonNode) -> list[str]:
    """Note the errors of an answer, for which data may be missing; their messages in quotes."""
    errors = node.get("errors")
    messages: list[str] = []
    if errors is None or not isinstance(errors.value, list) or len(node.path) > 1:
        return messages
    for error in errors.children():
        message = error.get("message")
        if message is None:
            continue
        text = excerpt_of_json(message.value, _LONGEST)
        messages.append(text)
        path = error.get("path")
        steps = path.value if path is not None and isinstance(path.value, list) else []
        at = format_path(tuple(step for step in steps if isinstance(step, str | int)))
        where = f" of {at}" if at else ""
        remark = "The platform answered [|{count} times ]with an error{where}: {text}."
        reader.note(error, remark, where=where, text=text)
    return messages


def _note_missing_pages(reader: ValueReader, node: JsonNode) -> None:
    total = node.get("totalCount", "totalItems")
    if total is None or not isinstance(total.value, int) or isinstance(total.value, bool):
        return
    if is_elsewhere(node):
        return
    for name in _LISTS:
        entries = node.get(name)
        if entries is not None and isinstance(entries.value, list) and len(entries.value) < total.value:
            share = f"{len(entries.value):,} of {total.value:,} entries"
            remark = "[The file has|{count} lists have] {share}: get the other pages[ too|]."
            reader.note(entries, remark, share=share)


def _check_entries(reader: ValueReader, node: JsonNode) -> None:
    """Refuse lists of entries that are none, and entries that are no objects."""
    for name in _ENTRIES:
        entries = node.get(name)
        if entries is not None and not isinstance(entries.value, dict):
            reader.items(entries)


def _check(source: JsonText, reading: _Reading) -> None:
    problems = FileProblems(source.file)
    wrong = reading.reader.wrong
    start = source.place(source.start)
    if wrong:
        paths = list(wrong)
        indexes = places_of(
            source.text, source.start, [*paths[:MOST], paths[-1]]
        )  # of the others none is told
        for path, message in wrong.items():
            hint = "download or save the file again; if it is so there too, correct it"
            problems.add("export-cell", source.place(indexes.get(path, source.start)), message, hint)
    elif reading.errors and _is_nothing(source.top.value):
        message = f"the answer holds errors and nothing else; the first one is {reading.errors[0]}"
        hint = "check the key and what it may ask, and save a new answer"
        problems.add("export-empty", start, message, hint)
    elif not reading.is_export:
        message = f"{_describe(source.top)}; {_EXPECTED}"
        problems.add("export-unknown", start, message, "see docs/exports.md")
    problems.check()


def _is_nothing(value: object) -> bool:
    """Whether answers hold null and errors alone; an empty list is something."""
    if isinstance(value, dict):
        return all(_is_nothing(inner) for key, inner in value.items() if key not in _ABOUT)
    return value is None or (isinstance(value, list) and value != [] and all(map(_is_nothing, value)))


def _describe(top: JsonNode) -> str:
    is_list = isinstance(top.value, list)
    first = next(top.children(), None) if is_list else top
    data = first.get("data") if first is not None else None
    node = data if data is not None and data.keys else first
    if node is None or not isinstance(node.value, dict):
        return "the JSON is a list of no objects" if is_list else "the JSON is no object"
    names = [format_path((key,)) for key in node.value][:_KEYS_SHOWN]
    more = "" if len(node.value) <= _KEYS_SHOWN else f" and {len(node.value) - _KEYS_SHOWN} more"
    return f"the JSON has the keys {', '.join(names)}{more}" if names else "the JSON is empty"
