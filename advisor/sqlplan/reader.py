"""What expressions read of a playbook's names; the compiler tells, which makes columns for them."""

from typing import Protocol

from advisor.playbook.expressions import Path
from advisor.source.diagnostic import Location
from advisor.sqlplan.columns import Scope

Bounds = tuple[int, int]
"""The least and the greatest that a whole number can be."""


class Reader(Protocol):
    """Values of paths, and the day of the review, as SQL for a row."""

    def value(self, scope: Scope, path: Path) -> str:
        """The value at the end of a path, in the unit of its type; NULL where it is unknown."""
        ...

    def day(self, scope: Scope) -> str:
        """The day of the review, an ordinal."""
        ...

    def bounds(self, path: Path) -> Bounds:
        """What a number at the end of a path lies between."""
        ...

    def refuse(self, location: Location, message: str) -> None:
        """Note what SQL cannot say."""
        ...
