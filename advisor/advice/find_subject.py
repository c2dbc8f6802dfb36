"""What a person means by an id, or by the beginning of a title or of a name."""

from collections.abc import Iterator

from advisor.advice.names import ReviewWords
from advisor.engine.run import Program, Run
from advisor.facts.new_row import naming_fields
from advisor.facts.rows import Row

_WORD = 4  # letters of a word that tells one from another


class Subjects:
    """What a state lists, by the names that people have for it: ids, paths, titles, labels."""

    def __init__(self, program: Program, run: Run) -> None:
        self.facts, self.words = run.facts, ReviewWords(program, run.view)
        self.entities = run.facts.schema.vocabulary.entities

    def called(self, text: str, entities: frozenset[str] | None = None) -> tuple[Row, ...]:
        """The rows that a text may mean, those of these `entities` alone if any are given.

        An id or a path means one; a whole name those that have it; a beginning all whose names begin so, and
        else those that have a word in them that does.
        """
        rows = [row for row in self._rows() if entities is None or row.entity in entities]
        wanted = _plain(text)
        if not wanted:
            return ()
        named = [row for row in rows if text.strip() in (row.id, row.path)]
        if len(named) == 1:
            return tuple(named)
        names = [(row, [_plain(name) for name in self._names(row)]) for row in rows]
        tiers = (
            [row for row, known in names if wanted in known],
            [row for row, known in names if any(name.startswith(wanted) for name in known)],
            [row for row, known in names if any(f" {wanted}" in name for name in known)],
        )
        return tuple(next(filter(None, tiers), []))

    def label(self, row: Row) -> str:
        """What people call a row."""
        return self.words.subject(row).label

    def names(self) -> list[str]:
        """What each is called, in whole and by the longer words of it, for a hint."""
        names = [name for row in self._rows() for name in self._names(row)]
        words = [word.strip("“”()") for name in names for word in name.split() if len(word) >= _WORD]
        return list(dict.fromkeys([*names, *words]))

    def _rows(self) -> Iterator[Row]:
        for entity in self.facts.schema.sections.values():
            yield from self.facts.rows[entity.name]

    def _names(self, row: Row) -> list[str]:
        entity = self.entities[row.entity]
        if entity.single:
            return [entity.called, entity.section, *entity.also]
        values = [self.facts.value(row, name) for name in naming_fields(entity)]
        return [*(value for value in values if isinstance(value, str)), self.label(row), row.id]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip("\"'“”")
