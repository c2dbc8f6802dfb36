"""Truths that are never unknown, packed into whole numbers: wide tables take long to write."""

from collections.abc import Iterator

from advisor.sqlplan.sql_text import quoted_name

_BITS = 62  # of a BIGINT that is never negative


class Packed:
    """The truths of one entity that are packed, by the level on which they are made."""

    def __init__(self) -> None:
        self._at: dict[int, list[str]] = {}
        self._place: dict[str, tuple[str, int]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._place

    def add(self, name: str, level: int) -> None:
        """Pack a column of a level."""
        there = self._at.setdefault(level, [])
        self._place[name] = f"&{level}.{len(there) // _BITS}", 1 << len(there) % _BITS
        there.append(name)

    def columns(self, level: int) -> list[str]:
        """The columns that hold what is packed up to a level."""
        names = (name for at, there in self._at.items() if at <= level for name in there)
        return list(dict.fromkeys(self._place[name][0] for name in names))

    def made(self, level: int) -> Iterator[str]:
        """What these columns of a level are, to select."""
        parts: dict[str, list[str]] = {}
        for name in self._at.get(level, ()):
            column, bit = self._place[name]
            parts.setdefault(column, []).append(f"CASE WHEN {quoted_name(name)} THEN {bit} ELSE 0 END")
        for column, several in parts.items():
            yield f"CAST({' + '.join(several)} AS BIGINT) AS {quoted_name(column)}"

    def unpacked(self, name: str) -> str:
        """A column to select, whether it is packed or not."""
        if name not in self._place:
            return quoted_name(name)
        column, bit = self._place[name]
        return f"({quoted_name(column)} & {bit}) > 0 AS {quoted_name(name)}"
