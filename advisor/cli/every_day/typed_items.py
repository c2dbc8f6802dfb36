"""Words after a command, as items of a list and what is said of them: "1 2", "brand sheet yesterday"."""

import re
from collections.abc import Callable, Sequence

from advisor.cli.shared.listed_items import number_in

ALL = "all"
_ALL = frozenset({ALL, "everything", "them all", "all of them"})
_BETWEEN = re.compile(r"[\s,;&]+(?:and\s+)?")


def items_and_rest(words: Sequence[str], fits: Callable[[str], bool]) -> tuple[tuple[str, ...], str]:
    """The items that the first words name, and the words after them, which have to fit ("" is none).

    Items are several numbers, or one title in several words, or all.  Where nothing fits, the first word is
    the item, and whoever reads the rest says what is wrong with it.
    """
    for length in range(1, len(words) + 1):
        items, rest = _items(words[:length]), " ".join(words[length:])
        if items and fits(rest):
            return items, rest
    return (words[0],), " ".join(words[1:])


def _items(words: Sequence[str]) -> tuple[str, ...]:
    """What words name: several numbers, all, or one title; none where a number stands beside other words."""
    text = " ".join(words).strip()
    if text.casefold() in _ALL:
        return (ALL,)
    parts = [part for part in _BETWEEN.split(text) if part]
    numbers = [part for part in parts if number_in(part) is not None]
    if numbers and len(numbers) == len(parts):
        return tuple(dict.fromkeys(parts))
    is_title = number_in(text) is not None or not numbers or numbers[0] != parts[0]
    return (text,) if is_title else ()
