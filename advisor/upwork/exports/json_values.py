"""Values of a JSON export as what their fields should hold; assertions and remarks as they are gathered."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.facts.provenance import Origin
from advisor.upwork.exports.cells import (
    A_DAY,
    AN_AMOUNT,
    YEARS,
    cents,
    decimal,
    dollars,
    excerpt_of_json,
    is_formula,
    iso,
    moment,
    whole_characters,
)
from advisor.upwork.exports.json_reading import JsonNode, Path
from advisor.upwork.exports.model import Assertion, Note, Precedence

_ID = re.compile(r"[A-Za-z0-9~_.:-]{1,100}", re.ASCII)
_HUGE = Decimal(10) ** 12
_AMOUNTS = ("rawValue", "amount", "displayValue")
_CURRENCIES = ("currency", "currencyCode")
_LONGEST_TEXT = 10_000
_ONE_OR_MANY = re.compile(r"\[([^\[|\]]*)\|([^|\]]*)\]")
_MOST_NOTES = 40  # kinds of remarks about one file


class NoteCounter:
    """Collects remarks in the order in which their kinds first came up."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[int, str]] = {}
        self._more = 0

    def add(self, place: str, text: str, /, **values: str) -> None:
        """Remember a remark; those of one text and the same values are counted together.

        Values replace their names in braces, the number "{count}"; of "[one|many]" stays what fits it.
        """
        kind = text, tuple(values.items())
        if kind in self._kinds or len(self._kinds) < _MOST_NOTES:
            count, first = self._kinds.get(kind, (0, place))
            self._kinds[kind] = count + 1, first
        else:
            self._more += 1

    def notes(self) -> tuple[Note, ...]:
        """The remarks as notes; a last one counts those that were too many."""
        notes = [
            Note(_sentence(text, count, dict(values)), place)
            for (text, values), (count, place) in self._kinds.items()
        ]
        if self._more:
            notes.append(Note(f"{self._more:,} more remarks of other kinds are left out."))
        return tuple(notes)


def _sentence(text: str, count: int, values: dict[str, str]) -> str:
    chosen = _ONE_OR_MANY.sub(lambda choice: choice[1 if count == 1 else 2], text)
    return chosen.format(count=f"{count:,}", **values)


class ValueReader:
    """Reads single values of one file, which origins call `short`; None or "" for what is missing or wrong.

    `wrong` has a message for each value that is not what its field holds, `notes` what is worth knowing.
    """

    def __init__(self, short: str) -> None:
        self.short = short
        self.wrong: dict[Path, str] = {}
        self.notes = NoteCounter()
        self._left_out: set[Path] = set()

    def origin(self, node: JsonNode) -> Origin:
        return Origin(self.short, node.place)

    def text(self, node: JsonNode | None) -> str:
        """A text, stripped, else as it stands; one that looks like a formula is kept and noted."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            return self._refuse(node, "a text")
        text = whole_characters(node.value)[:_LONGEST_TEXT].strip()
        if is_formula(text):
            self.note(
                node,
                "[A text looks like a formula|{count} texts look like formulas] of a spreadsheet; "
                "[it is|they are] kept as plain text.",
            )
        return text

    def id(self, node: JsonNode | None) -> str:
        """The platform's number of something: a text of plain signs, or a whole number."""
        if node is None or node.value == "":
            return ""
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return str(value)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        return self._refuse(node, "an id such as 35695275")

    def word(self, node: JsonNode | None) -> str:
        """A name of the platform's own, such as a status, in small letters and digits alone."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            return self._refuse(node, "a word")
        return re.sub(r"[^a-z0-9]", "", node.value.lower())

    def flag(self, node: JsonNode | None) -> bool:
        if node is not None and not isinstance(node.value, bool):
            self._refuse(node, "true or false")
        return node is not None and node.value is True

    def day(self, node: JsonNode | None) -> int | None:
        """The day in UTC, as an ordinal, of a date or a `moment`."""
        if node is None or node.value == "":
            return None
        ordinal = moment(node.value)
        if ordinal is None:
            self._refuse(node, f"{A_DAY}, with or without the time,")
            return None
        if date.fromordinal(ordinal).year in YEARS:  # others stand for "no date"
            return ordinal
        if node.path not in self._left_out:
            self._left_out.add(node.path)
            self.note(node, "[A date|{count} dates] before 1995 or after 2100 [is|are] left out.")
        return None

    def number(self, node: JsonNode | None, low: int, high: int, expected: str) -> Decimal | None:
        """A number from `low` to `high`, written as a number or as text."""
        if node is None or node.value == "":
            return None
        number = decimal(node.value)
        if number is None or not low <= number <= high:
            self._refuse(node, expected)
            return None
        return number

    def money(self, node: JsonNode | None, *, signed: bool = False) -> int | None:
        """An amount of US dollars in cents, not below 0 unless `signed`; half a cent is rounded up.

        It is {rawValue, currency, displayValue}, {amount, currencyCode}, a number or a text.  Other
        currencies are noted.
        """
        if node is None or node.value == "":
            return None
        if isinstance(node.value, dict):
            if self.word(node.get(*_CURRENCIES)) not in {"", "usd"}:
                others = "[An amount in another currency|{count} amounts in other currencies]"
                self.note(node, f"{others} than US dollars [is|are] left out.")
                return None
            amount = node.get(*_AMOUNTS)
            if amount is None and node.value.keys() <= {*_AMOUNTS, *_CURRENCIES}:
                return None  # kept back, or not asked for
            if self._is_unclear(node):
                return None
            node = amount or JsonNode({}, node.path)
        number, displayed = decimal(node.value), _displayed(node)
        if number is None and displayed is not None:
            number = Decimal(displayed) / 100
        if number is None or not (-_HUGE if signed else 0) <= number < _HUGE:
            self._refuse(node, AN_AMOUNT if signed else f"{AN_AMOUNT}, not below 0,")
            return None
        return int((number * 100).quantize(Decimal(1), ROUND_HALF_UP))

    def _is_unclear(self, node: JsonNode) -> bool:
        """Whether an amount is shown as a hundredth of its raw value, which is in cents then, perhaps."""
        raw, display = node.get("rawValue"), node.get("displayValue")
        amount = decimal(raw.value) if raw else None
        displayed = _displayed(display)
        if amount is None or not displayed or amount != displayed:
            return False
        self.note(
            node,
            "[An amount is|{count} amounts are] left out, as [its raw value is|their raw values are] a "
            "hundred times what [it is|they are] shown as.",
        )
        return True

    def mapping(self, node: JsonNode | None) -> JsonNode | None:
        if node is not None and not isinstance(node.value, dict):
            self._refuse(node, "an object in braces")
            return None
        return node

    def within(self, node: JsonNode | None, *names: str) -> JsonNode | None:
        """The first of these keys that an object has a value under."""
        outer = self.mapping(node)
        return outer.get(*names) if outer is not None else None

    def items(self, node: JsonNode | None) -> tuple[JsonNode, ...]:
        """The objects of a list; null ones are left out."""
        if node is None:
            return ()
        if not isinstance(node.value, list):
            self._refuse(node, "a list in brackets")
            return ()
        objects = [self.mapping(child) for child in node.children() if child.value is not None]
        return tuple(child for child in objects if child is not None)

    def note(self, node: JsonNode, text: str, /, **values: str) -> None:
        """Note something about a node; as `NoteCounter.add`."""
        self.notes.add(node.place, text, **values)

    def note_unknown(self, what: str, node: JsonNode | None) -> None:
        if node is not None:
            word = "".join(sign for sign in str(node.value) if sign.isalnum() or sign in " _-")[:40]
            text = 'The {what} "{word}"[|, which stands {count} times,] is not known here and is left out.'
            self.note(node, text, what=what, word=word)

    def _refuse(self, node: JsonNode, expected: str) -> str:
        message = f"{node.place}: {expected} was expected, not {excerpt_of_json(node.value)}"
        self.wrong.setdefault(node.path, message)
        return ""


def _displayed(node: JsonNode | None) -> int | None:
    return cents(node.value.strip()) if node and isinstance(node.value, str) else None


class AssertionList:
    """The facts of one contract, or of the profile; what has no value or no place is not added."""

    def __init__(self, reader: ValueReader) -> None:
        self._reader = reader
        self.assertions: list[Assertion] = []

    def __contains__(self, field: str) -> bool:
        return any(assertion.field == field for assertion in self.assertions)

    def add(
        self,
        field: str,
        value: str,
        node: JsonNode | None,
        precedence: Precedence = Precedence.EXACT,
        day: int | None = None,
    ) -> None:
        """Add a fact that stands at a node; `day` is the day as of which it holds."""
        if value and node is not None:
            self.assertions.append(Assertion(field, value, self._reader.origin(node), precedence, day))

    def add_none(self, field: str, node: JsonNode | None, day: int | None) -> None:
        """Add that there is nothing of the kind, as the export says so."""
        if node is not None:
            self.assertions.append(Assertion(field, "", self._reader.origin(node), Precedence.EXACT, day))

    def add_day(self, field: str, node: JsonNode | None) -> int | None:
        """Add the day at a node, and give it back."""
        day = self._reader.day(node)
        self.add(field, iso(day), node)
        return day

    def add_money(self, field: str, node: JsonNode | None) -> int | None:
        """Add the amount at a node, and give it back in cents."""
        amount = self._reader.money(node)
        self.add(field, dollars(amount), node)
        return amount
