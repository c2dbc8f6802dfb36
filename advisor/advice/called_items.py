"""Items of a list by words of their titles: "logo" for “Ask Kim Bakery about Logo”."""

import re
from collections.abc import Collection

from advisor.advice.last_list import ListedItem, ListShown

_NO_WORD = re.compile(r"[^\w@]+")


def items_called(text: str, shown: ListShown, about: Collection[tuple[str, str]] = ()) -> list[ListedItem]:
    """The items with these words in their titles, or whose ids are so; else those of rows that are meant.

    `about` are the entities and ids of such rows.
    """
    wanted = _plain(text)
    if not wanted:
        return []
    named = [item for item in shown.items if text.strip() in (item.id, item.name)]
    titled = [item for item in shown.items if f" {wanted}" in f" {_plain(item.title)}"]
    return named or titled or [item for item in shown.items if (item.entity, item.id) in about]


def _plain(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", text.casefold()).split())
