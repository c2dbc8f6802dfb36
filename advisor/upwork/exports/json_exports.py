"""JSON exports: answers of the platform's API, and the work history of a saved profile page.

What stands in an answer hangs on what was asked, and names may be aliases.  So the whole tree is walked, and
objects are known by the fields that the platform's schema gives them; the rest is passed through.
"""

from collections.abc import Iterator
from dataclasses import replace

from advisor.source.encoding import position
from advisor.upwork.exports.api_contracts import read_contract, read_offer
from advisor.upwork.exports.api_ledger import ApiLedger
from advisor.upwork.exports.api_rooms import read_room
from advisor.upwork.exports.cells import excerpt_of_json
from advisor.upwork.exports.json_reading import JsonText, format_path, parse_json
from advisor.upwork.exports.json_shapes import Shape, is_elsewhere, opens_an_export, shape_of
from advisor.upwork.exports.json_values import Findings, JsonNode
from advisor.upwork.exports.model import Assertion, Contract, Export, ExportKind, Key
from advisor.upwork.exports.problems import MOST, FileProblems
from advisor.upwork.exports.profile import read_entry, read_profile

_LISTS = ("workHistoryList", "contracts", "offers", "edges", "pageItems")
_ENTRIES = ("contracts", "workHistoryList", "pageItems", "transactionHistoryRow")
_OF_PAGE = {Shape.PAGE_ENTRY, Shape.PAGE_STATS}
_ABOUT = {"errors", "extensions"}  # keys of an answer that hold none of its data
_LONGEST = 160  # characters of an error's message
_KEYS_SHOWN = 8
_EXPECTED = (
    "expected an answer of the platform's API (such as contractList, talentWorkHistory or "
    "freelancerProfile), or the work history of a profile page"
)


def read_json(text: str, file: str, short: str) -> Export:
    """What a JSON text holds; origins call its file `short`, problems `file`.

    Raises ExportError with everything that is wrong in the file, by line and column.
    """
    source = parse_json(text, file)
    reading = _Reading(JsonNode(source.value, (), Findings(short)))
    reading.walk()
    _check(source, reading)
    return reading.export()


class _Reading:
    """What was found in one file so far, which holds `top`."""

    def __init__(self, top: JsonNode) -> None:
        self.top, self.file = top, top.file
        self.is_export = False
        self.errors: list[str] = []
        self._rows = 0
        self._is_of_page = self._is_of_api = False
        self._profile: list[Assertion] = []
        self._contracts: list[Contract] = []
        self._hours, self._transactions = ApiLedger(), ApiLedger()
        self._told: set[Key] = set()  # contracts of days of work

    def walk(self) -> None:
        """Look at every object, from the top down; what is understood is not looked into again."""
        waiting = [self.top]
        while waiting:
            node = waiting.pop()
            if isinstance(node.value, dict):
                self.is_export |= opens_an_export(node)
                self.errors += _note_errors(node)
                _note_missing_pages(node)
                for name in _ENTRIES:
                    if not isinstance(node.get(name).value, dict):
                        node.items(name)
                shape = shape_of(node)
                if shape is not Shape.OTHER:
                    self._read(node, shape)
                if shape not in (Shape.OTHER, Shape.ROOM):  # a room may tell more of its contract
                    continue
            waiting += reversed([child for child in node.children() if isinstance(child.value, dict | list)])

    def export(self) -> Export:
        short = self.file.short
        ledgers = self._hours.exports(short, ExportKind.WEEKLY)
        ledgers += self._transactions.exports(short, ExportKind.TRANSACTIONS)
        if not self._is_of_page and not self._is_of_api:
            self.file.note("", "The file has no entries.")
        profile, contracts = tuple(self._profile), tuple(self._contracts)
        notes = tuple(self.file.notes())
        if ledgers and not (profile or contracts or self._rows):
            first, *others = ledgers
            return replace(first, notes=(*notes, *first.notes), also=tuple(others))
        kind = ExportKind.HISTORY if self._is_of_page and not self._is_of_api else ExportKind.API
        return Export(short, kind, self._rows, profile, contracts, notes, also=tuple(ledgers))

    def _read(self, node: JsonNode, shape: Shape) -> None:
        self.is_export = True
        self._is_of_page |= shape in _OF_PAGE
        self._is_of_api |= shape not in _OF_PAGE
        if shape in (Shape.AGGREGATES, Shape.PAGE_STATS):
            self._profile += read_profile(node)
            return None
        if shape is Shape.TRANSACTION:
            return self._transactions.add_entry(node)
        if shape is Shape.WORK_DAY:
            return self._add_day_of_work(node)
        self._rows += 1
        contract = self._contract(node, shape)
        if contract and (contract.key.id or contract.key.title):
            self._contracts.append(contract)
        elif contract:
            self.file.note(
                contract.origin.place,
                "[An entry is|{count} entries are] left out, as "
                "[it has neither a number nor a title|they have neither numbers nor titles].",
            )
        return None

    def _contract(self, node: JsonNode, shape: Shape) -> Contract | None:
        if shape is Shape.PAGE_ENTRY:
            return read_entry(node)
        if shape is Shape.ROOM:
            return read_room(node, self.top)
        if shape is Shape.OFFER:
            return read_offer(node)
        if shape is Shape.CONTRACT:
            return read_contract(node)
        return read_contract(node.get("contract") or node, node, older=False)

    def _add_day_of_work(self, node: JsonNode) -> None:
        """Count a day of work, and take in what it tells of its contract, once."""
        inner = node.mapping("contract")
        contract = read_contract(inner, older=False) if inner else None
        key = contract.key if contract else Key()
        self._hours.add_day_of_work(node, key)
        if contract and (key.id or key.title) and key not in self._told:
            self._told.add(key)
            self._rows += 1
            self._contracts.append(contract)


def _note_errors(node: JsonNode) -> Iterator[str]:
    """Note the errors of an answer, for which data may be missing; their messages in quotes."""
    errors = node.get("errors")
    if not isinstance(errors.value, list) or len(node.path) > 1:
        return
    for error in errors.children():
        if message := error.get("message"):
            text = excerpt_of_json(message.value, _LONGEST)
            yield text
            steps = error.get("path").value
            path = (
                tuple(step for step in steps if isinstance(step, str | int))
                if isinstance(steps, list)
                else ()
            )
            where = f" of {format_path(path)}" if path else ""
            remark = "The platform answered [|{count} times ]with an error{where}: {text}."
            error.note(remark, where=where, text=text)


def _note_missing_pages(node: JsonNode) -> None:
    total = node.get("totalCount", "totalItems").value
    if not isinstance(total, int) or isinstance(total, bool) or is_elsewhere(node):
        return
    for entries in map(node.get, _LISTS):
        if isinstance(entries.value, list) and len(entries.value) < total:
            share = f"{len(entries.value):,} of {total:,} entries"
            remark = "[The file has|{count} lists have] {share}: get the other pages[ too|]."
            entries.note(remark, share=share)


def _check(source: JsonText, reading: _Reading) -> None:
    problems = FileProblems(source.file)
    start = position(source.text, source.start)
    wrong = reading.file.wrong
    if wrong:
        paths = list(wrong)
        places = source.places([*paths[:MOST], paths[-1]])  # of the others none is told
        for path, message in wrong.items():
            hint = "download or save the file again; if it is so there too, correct it"
            problems.add("export-cell", places.get(path, start), message, hint)
    elif reading.errors and _is_nothing(source.value):
        message = f"the answer holds errors and nothing else; the first one is {reading.errors[0]}"
        hint = "check the key and what it may ask, and save a new answer"
        problems.add("export-empty", start, message, hint)
    elif not reading.is_export:
        message = f"{_describe(reading.top)}; {_EXPECTED}"
        problems.add("export-unknown", start, message, "see docs/exports.md")
    problems.check()


def _is_nothing(value: object) -> bool:
    """Whether answers hold null and errors alone; an empty list is something."""
    if isinstance(value, dict):
        return all(_is_nothing(inner) for key, inner in value.items() if key not in _ABOUT)
    return value is None or (isinstance(value, list) and value != [] and all(map(_is_nothing, value)))


def _describe(top: JsonNode) -> str:
    is_list = isinstance(top.value, list)
    first = next(top.children(), top) if is_list else top
    data = first.get("data")
    value = data.value if data.keys else first.value
    if not isinstance(value, dict):
        return "the JSON is a list of no objects" if is_list else "the JSON is no object"
    names = [format_path((key,)) for key in value][:_KEYS_SHOWN]
    more = f" and {len(value) - _KEYS_SHOWN} more" if len(value) > _KEYS_SHOWN else ""
    return f"the JSON has the keys {', '.join(names)}{more}" if names else "the JSON is empty"
