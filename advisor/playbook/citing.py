"""Citing claims: wherever `claims:` may stand, it is read here."""

from collections.abc import Collection

from advisor.playbook.reading import Problems, read_texts
from advisor.source.diagnostic import suggest
from advisor.source.record import record
from advisor.source.tree import Node


@record
class Citing:
    """The claims that may be cited; of those in `lost` only the declaration is to blame."""

    claims: Collection[str]
    lost: Collection[str] = ()

    def read(self, node: Node | None, what: str, problems: Problems) -> tuple[str, ...]:
        """The claims cited at `node`, each once; a missing list has none.  Unknown ones are reported."""
        found = read_texts(node, f"{what}, claims", problems)
        for name, item in found:
            if name not in self.claims and name not in self.lost:
                hint = suggest(name, self.claims) or "claims are declared under claims:"
                problems.add("unknown-claim", item, f'{what}: there is no claim "{name}"', hint)
        return tuple(dict.fromkeys(name for name, _ in found))
