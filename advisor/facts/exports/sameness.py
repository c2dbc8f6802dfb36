"""When two names are one name, and two clients one client.

A client is known by the platform's number where any export tells it, else by its name.  A number joins names:
whoever is called so where the number stands is that client elsewhere too.  A name that has two numbers is the
name of two clients, and stands for either.
"""

import re
import unicodedata
from collections.abc import Iterable

from advisor.facts.exports.model import Key
from advisor.facts.exports.picture_model import Listed
from advisor.source.characters import without_forbidden

NUMBER, NAME = "number", "name"
Client = tuple[str, str]
"""("number", the platform's number) or ("name", the name as `folded` gives it)."""

_BLANKS = re.compile(r"\s+")


def folded(name: str) -> str:
    """A name or title as it is compared: case, runs of blanks and compatible signs make no difference.

    What a state cannot hold is a blank, as it is where the name was written into one.
    """
    written = unicodedata.normalize("NFKC", without_forbidden(name))
    plain = unicodedata.normalize("NFKC", written.casefold())
    return _BLANKS.sub(" ", plain).strip()


class Clients:
    """Who is who among the clients of all exports and of the state."""

    def __init__(self, keys: Iterable[Key], listed: Iterable[Listed]) -> None:
        self._numbers: dict[str, set[str]] = {}
        self._named: set[str] = set()  # numbers
        for key in keys:
            self.learn(key.client_id, key.client)
        for each in listed:
            for name in (each.client_name, each.noted_client, *each.client_known_as):
                self.learn(each.client_platform_id, name)

    def learn(self, number: str, name: str) -> None:
        """Take the number for that of whoever is called so; "" teaches nothing."""
        if number and folded(name):
            self._numbers.setdefault(folded(name), set()).add(number)
            self._named.add(number)

    def is_named(self, client: Client) -> bool:
        """Whether any export or the state has a name for a client."""
        kind, number = client
        return kind == NAME or number in self._named

    def of(self, key: Key) -> frozenset[Client]:
        """Whom a contract of an export may be for: nobody known, one client, or several of one name."""
        return frozenset({(NUMBER, key.client_id)}) if key.client_id else self._called(key.client)

    def of_listed(self, listed: Listed) -> frozenset[Client]:
        """Whom a contract of the state is for, by the number, else by every name that it has had."""
        if listed.client_platform_id:
            return frozenset({(NUMBER, listed.client_platform_id)})
        return frozenset[Client]().union(*(self._called(name) for name in _names(listed)))

    def _called(self, name: str) -> frozenset[Client]:
        plain = folded(name)
        numbers = self._numbers.get(plain)
        if numbers:
            return frozenset((NUMBER, number) for number in numbers)
        return frozenset({(NAME, plain)}) if plain else frozenset()


def _names(listed: Listed) -> tuple[str, ...]:
    """The names of a listed contract's client; the state's own id of it where it has no name."""
    called = (listed.client_name, listed.noted_client, *listed.client_known_as)
    names = tuple(name for name in called if name)
    return names or ((listed.client,) if listed.client else ())
