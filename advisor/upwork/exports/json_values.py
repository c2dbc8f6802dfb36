"""Values of a JSON export as what their fields should hold, as facts, and as remarks."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.facts.provenance import Origin
from advisor.source.record import record
from advisor.upwork.exports.cells import (
    A_DAY,
    AN_AMOUNT,
    YEARS,
    cents,
    decimal,
    excerpt_of_json,
    is_formula,
    iso,
    moment,
    whole_characters,
)
from advisor.upwork.exports.json_reading import Path, format_path
from advisor.upwork.exports.model import Assertion, Note, Precedence

_ID = re.compile(r"[A-Za-z0-9~_.:-]{1,100}", re.ASCII)
_HUGE = Decimal(10) ** 12
_AMOUNTS = ("rawValue", "amount", "displayValue")
_CURRENCIES = ("currency", "currencyCode")
_LONGEST_TEXT = 10_000
_ONE_OR_MANY = re.compile(r"\[([^\[|\]]*)\|([^|\]]*)\]")
_MOST_NOTES = 40  # kinds of remarks about one file


class Findings:
    """What is told of one file, which origins call `short`, besides its facts.

    `wrong` has a message for each value that is not what its field holds; `left_out` are days of no year.
    """

    def __init__(self, short: str) -> None:
        self.short = short
        self.wrong: dict[Path, str] = {}
        self.left_out: set[Path] = set()
        self._remarks: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[int, str]] = {}
        self._more = 0

    def note(self, place: str, text: str, /, **values: str) -> None:
        """Remember a remark; those of one text and the same values are counted together.

        Values replace their names in braces, the number "{count}"; of "[one|many]" stays what fits it.
        """
        kind = text, tuple(values.items())
        if kind in self._remarks or len(self._remarks) < _MOST_NOTES:
            count, first = self._remarks.get(kind, (0, place))
            self._remarks[kind] = count + 1, first
        else:
            self._more += 1

    def notes(self) -> Iterator[Note]:
        """The remarks in their order; a last note counts those that were too many."""
        for (text, values), (count, place) in self._remarks.items():
            yield Note(_sentence(text, count).format(count=f"{count:,}", **dict(values)), place)
        if self._more:
            yield Note(f"{self._more:,} more remarks of other kinds are left out.")


def _sentence(text: str, count: int) -> str:
    return _ONE_OR_MANY.sub(lambda choice: choice[1 if count == 1 else 2], text)


@record
class JsonNode:
    """A value of a JSON file and the path to it from the top; it is false where it is null or not there.

    What reads a value takes the first of the keys that has one, or the node itself without keys.  It gives
    None or "" for what is missing, and for what is not what the field holds, which is noted in the file.
    """

    value: object
    path: Path
    file: Findings

    def __bool__(self) -> bool:
        return self.value is not None

    @property
    def place(self) -> str:
        """The path as a person writes it; "the file" for the top."""
        return format_path(self.path) or "the file"

    @property
    def origin(self) -> Origin:
        return Origin(self.file.short, self.place)

    @property
    def name(self) -> str:
        """The key that it stands under; for an item, the key of its list; "" at the top."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def is_blank(self) -> bool:
        return self.value is None or self.value == ""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of an object; none for every other value."""
        return frozenset(self.value) if isinstance(self.value, dict) else frozenset()

    def holding(self, value: object) -> "JsonNode":
        """Another value in its place."""
        return JsonNode(value, self.path, self.file)

    def get(self, *names: str) -> "JsonNode":
        """The first of these keys that has a value, whatever that is."""
        if not names:
            return self
        if isinstance(self.value, dict):
            for name in names:
                if self.value.get(name) is not None:
                    return JsonNode(self.value[name], (*self.path, name), self.file)
        return self.holding(None)

    def children(self) -> "Iterator[JsonNode]":
        """The values of an object or a list in their order; null ones too."""
        pairs = self.value.items() if isinstance(self.value, dict) else ()
        for step, value in enumerate(self.value) if isinstance(self.value, list) else pairs:
            yield JsonNode(value, (*self.path, step), self.file)

    def mapping(self, *names: str) -> "JsonNode":
        """An object."""
        node = self.get(*names)
        if node and not isinstance(node.value, dict):
            node._refuse("an object in braces")
            return node.holding(None)
        return node

    def items(self, *names: str) -> "list[JsonNode]":
        """The objects of a list; null ones are left out."""
        node = self.get(*names)
        if node and not isinstance(node.value, list):
            node._refuse("a list in brackets")
            return []
        return [child for child in map(JsonNode.mapping, node.children()) if child]

    def text(self, *names: str) -> str:
        """A text, stripped, else as it stands; one that looks like a formula is kept and noted."""
        node = self.get(*names)
        if not isinstance(node.value, str):
            return node._refuse("a text") if node else ""
        text = whole_characters(node.value)[:_LONGEST_TEXT].strip()
        if is_formula(text):
            node.note(
                "[A text looks like a formula|{count} texts look like formulas] of a spreadsheet; "
                "[it is|they are] kept as plain text.",
            )
        return text

    def id(self, *names: str) -> str:
        """The platform's number of something: a text of plain signs, or a whole number."""
        node = self.get(*names)
        value = node.value
        if node.is_blank:
            return ""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return str(value)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        return node._refuse("an id such as 35695275")

    def word(self, *names: str) -> str:
        """A name of the platform's own, such as a status, in small letters and digits alone."""
        node = self.get(*names)
        if not isinstance(node.value, str):
            return node._refuse("a word") if node else ""
        return re.sub(r"[^a-z0-9]", "", node.value.lower())

    def flag(self, *names: str) -> bool:
        node = self.get(*names)
        if node and not isinstance(node.value, bool):
            node._refuse("true or false")
        return node.value is True

    def day(self, *names: str) -> int | None:
        """The day in UTC, as an ordinal, of a date or a `moment`."""
        node = self.get(*names)
        if node.is_blank:
            return None
        ordinal = moment(node.value)
        if ordinal is None:
            node._refuse(f"{A_DAY}, with or without the time,")
        elif date.fromordinal(ordinal).year in YEARS:  # others stand for "no date"
            return ordinal
        elif node.path not in self.file.left_out:
            self.file.left_out.add(node.path)
            node.note("[A date|{count} dates] before 1995 or after 2100 [is|are] left out.")
        return None

    def number(self, *names: str, low: int = 0, high: int, expected: str) -> Decimal | None:
        """A number from `low` to `high`, written as a number or as text."""
        node = self.get(*names)
        number = decimal(node.value)
        if number is not None and low <= number <= high:
            return number
        if not node.is_blank:
            node._refuse(expected)
        return None

    def money(self, *names: str, signed: bool = False) -> int | None:
        """An amount of US dollars in cents, not below 0 unless `signed`; half a cent is rounded up.

        It is {rawValue, currency, displayValue}, {amount, currencyCode}, a number or a text.  Other
        currencies are noted.
        """
        node = self.get(*names)
        if node.is_blank:
            return None
        if isinstance(node.value, dict):
            if node.word(*_CURRENCIES) not in {"", "usd"}:
                others = "[An amount in another currency|{count} amounts in other currencies]"
                node.note(f"{others} than US dollars [is|are] left out.")
                return None
            amount = node.get(*_AMOUNTS)
            is_kept_back = not amount and node.value.keys() <= {*_AMOUNTS, *_CURRENCIES}  # or not asked for
            if is_kept_back or node._is_unclear():
                return None
            node = amount or node
        number, displayed = decimal(node.value), node._displayed()
        if number is None and displayed is not None:
            number = Decimal(displayed) / 100
        if number is None or not (-_HUGE if signed else 0) <= number < _HUGE:
            node._refuse(AN_AMOUNT if signed else f"{AN_AMOUNT}, not below 0,")
            return None
        return int((number * 100).quantize(Decimal(1), ROUND_HALF_UP))

    def _is_unclear(self) -> bool:
        """Whether an amount is shown as a hundredth of its raw value, which is in cents then, perhaps."""
        amount, displayed = decimal(self.get("rawValue").value), self.get("displayValue")._displayed()
        if amount is None or not displayed or amount != displayed:
            return False
        self.note(
            "[An amount is|{count} amounts are] left out, as [its raw value is|their raw values are] a "
            "hundred times what [it is|they are] shown as."
        )
        return True

    def _displayed(self) -> int | None:
        return cents(self.value.strip()) if isinstance(self.value, str) else None

    def says(
        self, field: str, value: str, day: int | None = None, precedence: Precedence = Precedence.EXACT
    ) -> list[Assertion]:
        """A fact that stands here, as of a `day` perhaps; none without a value or a place."""
        return [Assertion(field, value, self.origin, precedence, day)] if value and self else []

    def says_day(self, field: str, *names: str) -> list[Assertion]:
        """The day at one of these keys as a fact."""
        node = self.get(*names)
        return node.says(field, iso(node.day()))

    def says_none(self, field: str, day: int | None) -> list[Assertion]:
        """That there is nothing of the kind, as the export says so."""
        return [Assertion(field, "", self.origin, day=day)]

    def note(self, text: str, /, **values: str) -> None:
        """Note something about the node; as `Findings.note`."""
        self.file.note(self.place, text, **values)

    def note_unknown(self, what: str) -> None:
        word = "".join(sign for sign in str(self.value) if sign.isalnum() or sign in " _-")[:40]
        text = 'The {what} "{word}"[|, which stands {count} times,] is not known here and is left out.'
        self.note(text, what=what, word=word)

    def _refuse(self, expected: str) -> str:
        message = f"{self.place}: {expected} was expected, not {excerpt_of_json(self.value)}"
        self.file.wrong.setdefault(self.path, message)
        return ""
