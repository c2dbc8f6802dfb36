"""Patterns of words as one automaton: a text is read once, and its time grows with its length alone.

Each place of a pattern where a word may stand is a position; a position knows those that may come next
(Glushkov's construction).  While a text is read, an active position keeps one start, the latest or the
earliest, so that a word costs at most a step for each way onwards, however often words are repeated.
"""

from collections.abc import Iterable, Sequence

from advisor.playbook.conduct.patterns import Gap, InOrder, OneWord, PatternError, Piece
from advisor.playbook.conduct.words import Words, is_number
from advisor.source.record import record

MOST_POSITIONS = 1_000  # of one pattern
MOST_WAYS = 20_000
MOST_TEXTS = 50_000  # words named, those of lists included as often as it names them

_REMEMBERED = 10_000  # words whose places are known

_ANY, _NUMBER = "*", "#"


@record
class Match:
    """Where a pattern, by its number, was found: its first and last word."""

    pattern: int
    first: int
    last: int


@record
class _Part:
    """A part of a pattern: positions that may come first and last, and whether it may be left out.

    `wordless` is whether it can match without a word that is named.
    """

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    optional: bool = True
    wordless: bool = True


class Automaton:
    """Finds patterns in texts.  `steps` counts what was compared, over all texts."""

    def __init__(self) -> None:
        self.steps = 0
        self.patterns = 0
        self._next: list[set[int]] = []
        self._gaps: set[int] = set()
        self._starts: set[int] = set()
        self._ends: dict[int, int] = {}
        self._any: set[int] = set()
        self._words: dict[str, set[int]] = {}
        self._parts_of_words: dict[str, set[int]] = {}
        self._known: dict[str, frozenset[int]] = {}
        self._room = self._ways = self._texts = 0

    def add(self, pattern: InOrder) -> None:
        """Take up a pattern; it gets the next number.  Raises PatternError, and then it is not taken up."""
        self._room, self._ways, self._texts = len(self._next) + MOST_POSITIONS, 0, 0
        whole = self._in_order(pattern.pieces)
        if whole.optional:
            raise PatternError("it holds no word that must be there", "name at least one")
        if self._gaps.intersection(whole.first + whole.last):
            raise PatternError('it begins or ends with "..."', "take that out: it stands between words")
        if whole.wordless:
            raise PatternError("it fits any words at all", "name at least one word")
        self._starts.update(whole.first)
        self._ends.update(dict.fromkeys(whole.last, self.patterns))
        self._known.clear()
        self.patterns += 1

    def _in_order(self, pieces: Iterable[Piece]) -> _Part:
        whole = _Part()
        for piece in pieces:
            part = self._part(piece)
            self._connect(whole, part)
            whole = _Part(
                whole.first + part.first if whole.optional else whole.first,
                whole.last + part.last if part.optional else part.last,
                whole.optional and part.optional,
                whole.wordless and part.wordless,
            )
        return whole

    def _part(self, piece: Piece) -> _Part:
        if isinstance(piece, OneWord):
            return self._one_of([piece.text])
        if isinstance(piece, InOrder):
            return self._in_order(piece.pieces)
        if isinstance(piece, Gap):
            return self._gap(piece)
        alone = [text for option in piece.options if (text := _single_word(option)) is not None]
        parts = [self._in_order(option.pieces) for option in piece.options if _single_word(option) is None]
        parts += [self._one_of(alone)] if alone else []
        return _Part(
            tuple(position for part in parts for position in part.first),
            tuple(position for part in parts for position in part.last),
            any(part.optional for part in parts),
            any(part.wordless for part in parts),
        )

    def _gap(self, gap: Gap) -> _Part:
        positions = [self._position([_ANY]) for _ in range(gap.most or 1)]
        self._gaps.update(positions)
        for position in positions:
            onwards = positions if gap.most is None else [other for other in positions if other > position]
            self._next[position].update(onwards)
        return _Part(tuple(positions), tuple(positions))

    def _one_of(self, texts: Sequence[str]) -> _Part:
        position = self._position(texts)
        return _Part((position,), (position,), optional=False, wordless=_ANY in texts)

    def _position(self, texts: Sequence[str]) -> int:
        position = len(self._next)
        self._texts += len(texts)
        if position >= self._room or self._texts > MOST_TEXTS:
            raise PatternError("it has too many words", "write several patterns, or shorter lists")
        self._next.append(set())
        for text in texts:
            if text == _ANY:
                self._any.add(position)
            else:
                partial = text.startswith("*") or text.endswith("*")
                (self._parts_of_words if partial else self._words).setdefault(text, set()).add(position)
        return position

    def _connect(self, before: _Part, after: _Part) -> None:
        self._ways += len(before.last) * len(after.first)
        if self._ways > MOST_WAYS:
            raise PatternError("its brackets leave too many ways", "write several patterns, or shorter lists")
        for position in before.last:
            self._next[position].update(after.first)

    def find(
        self, words: Words, skipped: frozenset[int] = frozenset(), *, longest: bool = False
    ) -> list[Match]:
        """Of each pattern, and for each word that it can end with, the shortest match, or the longest.

        No word that is skipped, by its number, is a word of a pattern; gaps pass over it.
        """
        found: list[Match] = []
        active: dict[int, int] = {}
        sentence = -1
        for at, word in enumerate(words.folded):
            if words.sentences[at] != sentence:
                sentence, active = words.sentences[at], {}
            fitting = self._any if at in skipped else self._fitting(word)
            begins = self._starts & fitting
            self.steps += 1
            if not active and not begins:
                continue
            reached: dict[int, int] = {}
            for position, start in active.items():
                self.steps += len(self._next[position])
                for onwards in self._next[position] & fitting:
                    known = reached.setdefault(onwards, start)
                    if (start < known) if longest else (start > known):
                        reached[onwards] = start
            for begun in begins:
                reached[begun] = min(reached.get(begun, at), at) if longest else at
            self.steps += len(reached)
            found += _ended(reached, self._ends, at, longest=longest)
            active = reached
        return found

    def _fitting(self, word: str) -> set[int] | frozenset[int]:
        """The positions at which the word may stand."""
        fitting = self._known.get(word)
        if fitting is None:
            self.steps += len(self._parts_of_words)
            here = self._any | self._words.get(word, set())
            if is_number(word):
                here |= self._words.get(_NUMBER, set())
            for text, positions in self._parts_of_words.items():
                if _has_part(word, text):
                    here |= positions
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            fitting = self._known[word] = frozenset(here)
        return fitting


def _single_word(option: InOrder) -> str | None:
    """The word that an option consists of; None where it is more, or any word."""
    word = option.pieces[0] if len(option.pieces) == 1 else None
    return word.text if isinstance(word, OneWord) and word.text != _ANY else None


def _has_part(word: str, text: str) -> bool:
    """Whether a word is as a text with stars has it."""
    bare = text.strip("*")
    if text[0] == "*" and text[-1] == "*":
        return bare in word
    return word.endswith(bare) if text[0] == "*" else word.startswith(bare)


def _ended(reached: dict[int, int], ends: dict[int, int], at: int, *, longest: bool) -> list[Match]:
    """One match for each pattern that may end here."""
    best: dict[int, int] = {}
    for position, start in reached.items():
        pattern = ends.get(position)
        if pattern is not None:
            known = best.setdefault(pattern, start)
            best[pattern] = min(known, start) if longest else max(known, start)
    return [Match(pattern, start, at) for pattern, start in best.items()]
