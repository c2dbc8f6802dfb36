"""Facts as they are gathered about one contract or the profile, each with its origin."""

from advisor.facts.exports.json_cells import Cells
from advisor.facts.exports.json_reading import Node
from advisor.facts.exports.model import Strength, Told


class Facts:
    """A list of facts; what has no value is not told."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self.told: list[Told] = []

    def tell(
        self,
        field: str,
        value: str,
        node: Node | None,
        strength: Strength = Strength.EXACT,
        day: int | None = None,
    ) -> None:
        """Add a fact, unless it has no value or no place."""
        if value and node is not None:
            self.told.append(Told(field, value, self._cells.origin(node), strength, day))

    def tell_none(self, field: str, node: Node | None, day: int | None) -> None:
        """Add that there is nothing of the kind, as the export says so."""
        if node is not None:
            self.told.append(Told(field, "", self._cells.origin(node), Strength.EXACT, day))
