"""Ids for what a state does not have yet: short, of its own, and fit for paths."""

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 40  # characters
_UNFIT = re.compile(r"[^\w~]+")


def contract_id(platform_id: str, title: str, taken: Collection[str]) -> str:
    """An id for a contract: the platform's number of it, else its title in short."""
    return _free(_fit(platform_id) or slug(title) or "contract", taken)


def client_id(name: str, taken: Collection[str]) -> str:
    """An id for a client: its name in short."""
    return _free(slug(name) or "client", taken)


def slug(name: str) -> str:
    """A name as an id: letters of every script and digits, in small letters, and dashes; "" for neither."""
    plain = _fit(unicodedata.normalize("NFKC", name).casefold().replace("_", "-").replace("~", "-"))
    if len(plain) <= _LONGEST:
        return plain
    whole = plain[: _LONGEST + 1].rpartition("-")[0]
    return (whole if len(whole) > _LONGEST // 2 else plain[:_LONGEST]).strip("-")


def _fit(text: str) -> str:
    return _UNFIT.sub("-", text).strip("-")


def _free(wanted: str, taken: Collection[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
