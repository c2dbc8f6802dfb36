"""Which client of a state a contract of a picture is for, and clients that the state does not have yet."""

from advisor.facts.exports.draft import Draft
from advisor.facts.exports.model import Key
from advisor.facts.exports.naming_new import client_id, slug
from advisor.facts.exports.sameness import NAME, folded
from advisor.facts.sources import Sources
from advisor.playbook.vocabulary import Entity


class StateClients:
    """The clients of a state, and those that an import adds: found by number, by name, by id."""

    def __init__(self, draft: Draft, entity: Entity, sources: Sources) -> None:
        self._draft, self._entity, self._sources = draft, entity, sources
        self._numbers: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}  # by name: ids, each with the platform's number
        self._nameless: set[str] = set()
        for key in draft.ids(entity):
            noted = sources.of(entity.section, key, NAME)
            names = {draft.text(entity, key, NAME), *(noted.names if noted else ())} - {""}
            self._learn(key, sources.platform_id(entity.section, key), names)

    def _learn(self, key: str, number: str, names: set[str]) -> None:
        if number:
            self._numbers.setdefault(number, key)
        for name in names:
            self._names.setdefault(folded(name), {})[key] = number
        if not names:
            self._nameless.add(key)

    def of(self, key: Key) -> tuple[str, ...]:
        """The ids of the clients that it may be: none where there is no such client yet."""
        if key.client_id in self._numbers:
            return (self._numbers[key.client_id],)
        named = self._names.get(folded(key.client), {}) if key.client else {}
        fitting = tuple(own for own, number in named.items() if not (key.client_id and number))
        if fitting or not key.client:
            return fitting
        own = slug(key.client)
        return (own,) if own in self._nameless else ()

    def met(self, own: str, key: Key) -> None:
        """Know that a client of the state is the one of a contract."""
        self._nameless.discard(own)
        self._learn(own, key.client_id, {key.client} - {""})

    def add(self, key: Key) -> str:
        """The id of a new client, whose number or name is known."""
        section, number = self._entity.section, key.client_id
        used = set(self._draft.ids(self._entity))
        base = client_id(key.client or f"client {number}", ())
        candidates = (base if count == 1 else f"{base}-{count}" for count in range(1, len(used) + 1000))
        own = next(each for each in candidates if each not in used and self._is_free(section, each, number))
        self._draft.add(self._entity, own)
        self.met(own, key)
        return own

    def _is_free(self, section: str, own: str, number: str) -> bool:
        """Whether nothing is noted of another client that stood under an id before."""
        return self._sources.platform_id(section, own) in ("", number)
