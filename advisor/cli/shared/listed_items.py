"""Numbers of the list that was shown last, where commands want an item."""

from typing import TYPE_CHECKING, NoReturn

from advisor.cli.shared.refused import Refused

if TYPE_CHECKING:
    from advisor.advice.last_list import LastList, ListShown
    from advisor.advice.model import Advice

_LONGEST = 6  # digits
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def number_in(text: str) -> int | None:
    """The number that a text is ("3", "#3", "3.", "three", "number 3", "third"); None for anything else."""
    from advisor.facts.typed.words import NUMBERS

    word = text.strip().lower().removeprefix("number ").removeprefix("item ").removeprefix("no. ")
    digits = word = word.removeprefix("#").removesuffix(".")
    if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST:
        return int(digits)
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else NUMBERS.get(word)


def last_list(state: str) -> "LastList | None":
    """The list of the state in a file that was shown last; None where there is none."""
    if state == "-":
        return None
    from advisor.advice.last_list import read_last_list

    return read_last_list(state)


def keep_numbers(state: str, advice: "Advice") -> bool:
    """Keep the numbers of a list that is shown, for the state in a file; whether that worked."""
    if state == "-":
        return False
    from advisor.advice.last_list import keep_list, list_of
    from advisor.source.atomic_write import read_whole
    from advisor.source.errors import SourceError

    try:
        text = read_whole(state)
    except SourceError:
        return False
    return keep_list(list_of(advice, state, text))


def item_named(text: str, state: str) -> str:
    """ACTION[@SUBJECT] as it is typed; for a number the item that had it in the list that was shown last.

    Raises what click shows where there is no such list, or it has no such number.
    """
    number, last = number_in(text), last_list(state)
    if number is None:
        return _titled(text, last) or text
    if last is None:
        reason = f"There is no list that {number} could be on: advisor today shows one."
        raise Refused(reason)
    item = next((item for item in last.shown.items if item.number == number), None)
    if item is None:
        refuse_number(number, last.shown)
    return item.name


def _titled(text: str, last: "LastList | None") -> str:
    """The name of the only item with this word in its title; "" for none, and for what may be a name."""
    if last is None or not text.replace(" ", "").isalpha():
        return ""
    if any(item.action == text for item in last.shown.items):
        return ""
    from advisor.advice.called_items import items_called

    found = items_called(text, last.shown)
    return found[0].name if len(found) == 1 else ""


def refuse_number(number: int, shown: "ListShown") -> NoReturn:
    """Raises what click shows for a number that a list does not have."""
    most = len(shown.items)
    if not most:
        raise Refused(f"Your list has no {number}: there is nothing on it.")
    there = "it has 1 alone" if most == 1 else f"it goes from 1 to {most}"
    raise Refused(f"Your list has no {number}: {there}. See advisor today --all.")
