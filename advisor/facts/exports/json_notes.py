"""What is worth telling about a JSON export: one note for all things of a kind, with the first place."""

from advisor.facts.exports.model import Note

_MOST = 40  # kinds of remarks about one file


class Notes:
    """Collects remarks in the order in which their kinds first came up."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, int, str]] = {}
        self._more = 0

    def add(self, one: str, many: str, place: str) -> None:
        """Remember a remark: a sentence for one such thing, and one for many of them, with `{count}`."""
        if many in self._found:
            one, count, first = self._found[many]
            self._found[many] = (one, count + 1, first)
        elif len(self._found) < _MOST:
            self._found[many] = (one, 1, place)
        else:
            self._more += 1

    def told(self) -> tuple[Note, ...]:
        """The remarks as notes; a last one counts those that were too many."""
        notes = [
            Note(one if count == 1 else many.replace("{count}", f"{count:,}"), place)
            for many, (one, count, place) in self._found.items()
        ]
        if self._more:
            notes.append(Note(f"{self._more:,} more remarks of other kinds are left out."))
        return tuple(notes)
