"""Facts as they are gathered about one contract or the profile, each with its origin."""

import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.source.diagnostic import shortened
from advisor.source.record import record
from advisor.upwork.exports.cells import A_DAY, AN_AMOUNT, cents, in_money, is_formula
from advisor.upwork.exports.cells import day as plain_day
from advisor.upwork.exports.json_reading import Node, Path
from advisor.upwork.exports.model import Assertion, Note, Precedence

_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
_COMPACT = re.compile(r"\d{8}", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9~_.:-]{1,100}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?", re.ASCII)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_MILLISECONDS = (10**11, 10**13)  # numbers between are milliseconds since 1970, of the years 1973 to 2286
_FIRST = date(1995, 1, 1).toordinal()  # what is older, or later than the last, stands for "no date"
_LAST = date(2100, 12, 31).toordinal()
_HUGE = Decimal(10) ** 12
_AMOUNTS = ("rawValue", "amount", "displayValue")
_CURRENCIES = ("currency", "currencyCode")
_SHOWN = 40
_LONGEST_TEXT = 10_000


@record
class Wrong:
    """A value that is not what its field holds."""

    path: Path
    message: str


class Cells:
    """Reads single values of one file; `wrong` collects problems, `notes` what is worth telling."""

    def __init__(self, short: str) -> None:
        self.short = short
        self.wrong: dict[Path, Wrong] = {}
        self._left_out: set[Path] = set()
        self.notes = Notes()

    def origin(self, node: Node) -> Origin:
        """Where the node stands."""
        return Origin(self.short, node.place)

    def text(self, node: Node | None) -> str:
        """A text, stripped, else as it stands; one that looks like a formula is kept and noted."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            return self._refuse(node, "a text")
        kept = _HALF_PAIR.sub("\ufffd", node.value)[:_LONGEST_TEXT].strip()
        if is_formula(kept):
            self.notes.add(
                "A text looks like a formula of a spreadsheet; it is kept as plain text.",
                "{count} texts look like formulas of a spreadsheet; they are kept as plain text.",
                node.place,
            )
        return kept

    def id(self, node: Node | None) -> str:
        """The platform's number of something: a text of plain signs, or a whole number."""
        if node is None or node.value == "":
            return ""
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return str(value)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        return self._refuse(node, "an id such as 35695275")

    def word(self, node: Node | None) -> str:
        """A name of the platform's own, such as a status, in small letters and digits alone."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            return self._refuse(node, "a word")
        return re.sub(r"[^a-z0-9]", "", node.value.lower())

    def flag(self, node: Node | None) -> bool:
        """Whether it is true."""
        if node is not None and not isinstance(node.value, bool):
            self._refuse(node, "true or false")
        return node is not None and node.value is True

    def day(self, node: Node | None) -> int | None:
        """The day in UTC, as an ordinal, of a date, a moment in ISO form, or milliseconds since 1970."""
        if node is None or node.value == "":
            return None
        ordinal = _day_of(node.value)
        if ordinal is None:
            self._refuse(node, f"{A_DAY}, with or without the time,")
            return None
        if _FIRST <= ordinal <= _LAST:
            return ordinal
        if node.path not in self._left_out:
            self._left_out.add(node.path)
            self.notes.add(
                "A date before 1995 or after 2100 is left out.",
                "{count} dates before 1995 or after 2100 are left out.",
                node.place,
            )
        return None

    def number(self, node: Node | None, low: int, high: int, expected: str) -> Decimal | None:
        """A number from `low` to `high`, written as a number or as text."""
        if node is None or node.value == "":
            return None
        found = _decimal(node.value)
        if found is None or not low <= found <= high:
            self._refuse(node, expected)
            return None
        return found

    def money(self, node: Node | None) -> int | None:
        """An amount of US dollars in cents, not below 0; half a cent is rounded up.

        Given as {rawValue, currency, displayValue}, {amount, currencyCode}, a number or a text; nothing where
        the amount in it is null.  Other currencies are left out and noted, as a state holds dollars alone.
        """
        if node is None or node.value == "":
            return None
        if isinstance(node.value, dict):
            currency = self.word(node.get(*_CURRENCIES))
            if currency not in {"", "usd"}:
                self.notes.add(
                    "An amount in another currency than US dollars is left out.",
                    "{count} amounts in other currencies than US dollars are left out.",
                    node.place,
                )
                return None
            amount = node.get(*_AMOUNTS)
            if amount is None and node.value.keys() <= {*_AMOUNTS, *_CURRENCIES}:
                return None  # kept back, or not asked for
            if self._is_unclear(node):
                return None
            node = amount or Node({}, node.path)
        found = _decimal(node.value)
        if found is None and isinstance(node.value, str) and (shown := cents(node.value.strip())) is not None:
            found = Decimal(shown) / 100
        if found is None or not 0 <= found < _HUGE:
            self._refuse(node, f"{AN_AMOUNT}, not below 0,")
            return None
        return int((found * 100).quantize(Decimal(1), ROUND_HALF_UP))

    def _is_unclear(self, node: Node) -> bool:
        """Whether an amount is shown as a hundredth of its raw value, which is in cents then, perhaps."""
        raw, display = node.get("rawValue"), node.get("displayValue")
        amount = _decimal(raw.value) if raw else None
        shown_as = cents(display.value.strip()) if display and isinstance(display.value, str) else None
        if amount is None or not shown_as or amount != shown_as:
            return False
        self.notes.add(
            "An amount is left out, as its raw value is a hundred times what it is shown as.",
            "{count} amounts are left out, as their raw values are a hundred times what they are shown as.",
            node.place,
        )
        return True

    def mapping(self, node: Node | None) -> Node | None:
        """An object."""
        if node is not None and not isinstance(node.value, dict):
            self._refuse(node, "an object in braces")
            return None
        return node

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """The objects of a list; null ones are left out."""
        if node is None:
            return ()
        if not isinstance(node.value, list):
            self._refuse(node, "a list in brackets")
            return ()
        found = [self.mapping(child) for child in node.children() if child.value is not None]
        return tuple(child for child in found if child is not None)

    def _refuse(self, node: Node, expected: str) -> str:
        message = f"{node.place}: {expected} was expected, not {shown(node.value)}"
        self.wrong.setdefault(node.path, Wrong(node.path, message))
        return ""


def shown(value: object, most: int = _SHOWN) -> str:
    """A value in a message, in one line of at most so many characters."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        line = " ".join(_HALF_PAIR.sub("\ufffd", _CONTROLS.sub("", _COLOURS.sub("", value))).split())
        return f'"{shortened(line, most)}"'
    return str(value)[:most]


def iso(ordinal: int | None) -> str:
    """The day as a state holds it; "" for none."""
    return "" if ordinal is None else iso_date(ordinal)


def dollars(amount: int | None) -> str:
    """Cents as a state holds money; "" for none."""
    return "" if amount is None else in_money(amount)


def hundredths(number: Decimal | None) -> str:
    """A number with at most two decimals and no zeros behind them; "" for none."""
    if number is None:
        return ""
    return f"{number.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def _day_of(value: object) -> int | None:
    if isinstance(value, str) and _COMPACT.fullmatch(value):
        return _day_of_text(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:
        value = int(value)
    if isinstance(value, str):
        return _day_of_text(value.strip())
    if isinstance(value, int | Decimal) and _MILLISECONDS[0] < value < _MILLISECONDS[1]:
        return datetime.fromtimestamp(int(value // 1000), UTC).toordinal()
    return None


def _day_of_text(text: str) -> int | None:
    if not _MOMENT.fullmatch(text):
        return plain_day(text)
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
        return (moment.astimezone(UTC) if moment.tzinfo else moment).toordinal()
    except (ValueError, OverflowError):
        return None


def _decimal(value: object) -> Decimal | None:
    """A number of honest size; None for anything else."""
    if isinstance(value, str):
        text = value.strip()
        return Decimal(text) if _DECIMAL.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    return found if found.is_finite() and -30 < found.adjusted() < 15 else None


_MOST = 40  # kinds of remarks about one file


class Notes:
    """Collects remarks in the order in which their kinds first came up."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, int, str]] = {}
        self._more = 0

    def add(self, one: str, many: str, place: str) -> None:
        """Remember a remark: a sentence for one such thing, and one for many of them, with `{count}`."""
        if many in self._found:
            one, count, first = self._found[many]
            self._found[many] = (one, count + 1, first)
        elif len(self._found) < _MOST:
            self._found[many] = (one, 1, place)
        else:
            self._more += 1

    def told(self) -> tuple[Note, ...]:
        """The remarks as notes; a last one counts those that were too many."""
        notes = [
            Note(one if count == 1 else many.replace("{count}", f"{count:,}"), place)
            for many, (one, count, place) in self._found.items()
        ]
        if self._more:
            notes.append(Note(f"{self._more:,} more remarks of other kinds are left out."))
        return tuple(notes)


class AssertionList:
    """A list of facts; what has no value is not told."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self.told: list[Assertion] = []

    def tell(
        self,
        field: str,
        value: str,
        node: Node | None,
        strength: Precedence = Precedence.EXACT,
        day: int | None = None,
    ) -> None:
        """Add a fact, unless it has no value or no place."""
        if value and node is not None:
            self.told.append(Assertion(field, value, self._cells.origin(node), strength, day))

    def tell_none(self, field: str, node: Node | None, day: int | None) -> None:
        """Add that there is nothing of the kind, as the export says so."""
        if node is not None:
            self.told.append(Assertion(field, "", self._cells.origin(node), Precedence.EXACT, day))
