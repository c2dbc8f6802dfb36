"""Where exports tell the titles of contracts and the names of clients: an origin for each."""

from collections.abc import Iterable

from advisor.facts.exports.model import Export, Key, Kind
from advisor.facts.exports.sameness import folded
from advisor.facts.sources import Origin

_ORDER = (Kind.API, Kind.HISTORY, Kind.TRANSACTIONS, Kind.WEEKLY)  # the names of the first are the fullest


class Names:
    """The first place, in an order that does not hang on that of the files, that tells a name."""

    def __init__(self, exports: Iterable[Export]) -> None:
        self._titles: dict[tuple[str, str], Origin] = {}
        self._clients: dict[str, Origin] = {}
        for export in sorted(exports, key=lambda each: (_ORDER.index(each.kind), each.file)):
            for contract in export.contracts:
                key, title = contract.key, folded(contract.key.title)
                for own in {key.id, ""}:
                    self._titles.setdefault((own, title), contract.origin)
                self._clients.setdefault(folded(key.client), contract.origin)

    def title(self, key: Key) -> tuple[Origin, ...]:
        """Where the title of a contract stands: under its number, or else anywhere."""
        title = folded(key.title)
        found = self._titles.get((key.id, title)) or self._titles.get(("", title))
        return (found,) if found else ()

    def client(self, name: str) -> tuple[Origin, ...]:
        """Where the name of a client stands."""
        found = self._clients.get(folded(name))
        return (found,) if found else ()
