"""What a message says against conduct."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import accumulate

from advisor.playbook.conduct.automaton import Automaton, Match
from advisor.playbook.conduct.model import Breach, Conduct, Never
from advisor.playbook.conduct.patterns import Either, InOrder, read_pattern
from advisor.playbook.conduct.words import Words, read_words


class _Role(Enum):
    """What a pattern is for."""

    WRONG = "any_of"
    NEAR = "near"


Found = dict[_Role, list[Match]]


class _Search:
    """One automaton for the patterns of several items."""

    def __init__(self) -> None:
        self.automaton = Automaton()
        self._owners: list[tuple[int, _Role]] = []

    def add(self, patterns: Iterable[InOrder], item: int, role: _Role) -> None:
        for pattern in patterns:
            self.automaton.add(pattern)
            self._owners.append((item, role))

    def find(self, words: Words, skipped: frozenset[int] = frozenset()) -> dict[int, Found]:
        """The matches by item and role, the first to end first."""
        found: dict[int, Found] = {}
        for match in sorted(self.automaton.find(words, skipped), key=_place):
            item, role = self._owners[match.pattern]
            found.setdefault(item, {}).setdefault(role, []).append(match)
        return found


class ConductReader:
    """Holds messages against conduct that was read without a problem; one serves any number of messages.

    A message is read once for all items, and again for those alone that would be broken, were it not for
    their harmless phrases.
    """

    def __init__(self, conduct: Conduct) -> None:
        self.conduct = conduct
        self._lists = {
            name: Either(tuple(read_pattern(text, None, conduct.language) for text in texts))
            for name, texts in conduct.lists.items()
        }
        self._all = _Search()
        for number, never in enumerate(conduct.never):
            self._add(self._all, number, never)
        self._again: dict[int, tuple[Automaton, _Search]] = {}

    @property
    def steps(self) -> int:
        """What was compared so far: a measure of the work that does not depend on the machine."""
        again = [
            automaton for phrases, search in self._again.values() for automaton in (phrases, search.automaton)
        ]
        return sum(automaton.steps for automaton in (self._all.automaton, *again))

    def breaches(self, message: str) -> tuple[Breach, ...]:
        """Everything that a message does wrong, in the order of the playbook; () for a clean one."""
        words = read_words(message, self.conduct.language)
        found = self._all.find(words)
        return tuple(
            breach for number in sorted(found) for breach in self._breach(number, words, found[number])
        )

    def _breach(self, number: int, words: Words, found: Found) -> Iterator[Breach]:
        never = self.conduct.never[number]
        matches = _breaking(never, words, found)
        if matches and never.but_not:
            phrases, search = self._reading_again(number, never)
            skipped = _covered(phrases.find(words, longest=True), len(words.folded))
            if skipped:
                matches = _breaking(never, words, search.find(words, skipped).get(number, {}))
        if matches:
            quoted = " ... ".join(words.quoted(match.first, match.last) for match in matches)
            yield Breach(never.says, quoted, never.instead)

    def _reading_again(self, number: int, never: Never) -> tuple[Automaton, _Search]:
        """The harmless phrases of an item, and its patterns alone."""
        if number not in self._again:
            phrases, search = Automaton(), _Search()
            for pattern in self._patterns(never.but_not):
                phrases.add(pattern)
            self._add(search, number, never)
            self._again[number] = phrases, search
        return self._again[number]

    def _add(self, search: _Search, number: int, never: Never) -> None:
        search.add(self._patterns(never.any_of), number, _Role.WRONG)
        search.add(self._patterns(never.near), number, _Role.NEAR)

    def _patterns(self, texts: Iterable[str]) -> Iterator[InOrder]:
        return (read_pattern(text, self._lists, self.conduct.language) for text in texts)


def _breaking(never: Never, words: Words, found: Found) -> list[Match]:
    """What breaks conduct, in order: one match, or two that stand near each other; none where it is kept."""
    matches, near = found.get(_Role.WRONG, []), found.get(_Role.NEAR, [])
    if not never.near or not matches:
        return matches[:1]
    if never.whole_message:
        return sorted([matches[0], near[0]], key=_place) if near else []
    by_sentence = {words.sentences[other.first]: other for other in reversed(near)}
    for match in matches:
        other = by_sentence.get(words.sentences[match.first])
        if other is not None:
            return sorted([match, other], key=_place)
    return []


def _place(match: Match) -> tuple[int, int]:
    return match.last, match.first


def _covered(matches: list[Match], words: int) -> frozenset[int]:
    """The words that stand in one of the matches."""
    changes = [0] * (words + 1)
    for match in matches:
        changes[match.first] += 1
        changes[match.last + 1] -= 1
    return frozenset(at for at, open_ in enumerate(accumulate(changes)) if open_ > 0)
