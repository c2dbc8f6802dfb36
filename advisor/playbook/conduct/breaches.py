"""What a message says against conduct."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from advisor.playbook.conduct.automaton import Automaton, Match
from advisor.playbook.conduct.model import Breach, Conduct, Never
from advisor.playbook.conduct.patterns import read_pattern
from advisor.playbook.conduct.words import Words, read_words


class ConductReader:
    """Holds messages against conduct that was read without a problem; one serves any number of messages."""

    def __init__(self, conduct: Conduct) -> None:
        self.conduct = conduct
        self.automata: list[Automaton] = []
        lists = {
            name: [read_pattern(text, None, conduct.language) for text in texts]
            for name, texts in conduct.lists.items()
        }

        def automaton(patterns: Iterable[str]) -> Automaton:
            made = Automaton()
            for text in patterns:
                made.add(read_pattern(text, lists, conduct.language))
            self.automata.append(made)
            return made

        self._rules = [
            (never, automaton(never.but_not), automaton(never.any_of), automaton(never.near))
            for never in conduct.never
        ]

    def breaches(self, message: str) -> tuple[Breach, ...]:
        """Everything that a message does wrong, in the order of the playbook; () for a clean one."""
        words = read_words(message, self.conduct.language)
        return tuple(breach for rule in self._rules for breach in _breach(words, *rule))


def _breach(
    words: Words, never: Never, harmless: Automaton, wrong: Automaton, near: Automaton
) -> Iterator[Breach]:
    skipped = (
        _covered(harmless.find(words, longest=True), len(words.folded)) if never.but_not else frozenset()
    )
    matches = sorted(wrong.find(words, skipped), key=_place)
    if not never.near:
        for match in matches[:1]:
            yield Breach(never.says, words.quoted(match.first, match.last), never.instead)
        return
    others = sorted(near.find(words, skipped), key=_place) if matches else []
    pair = _together(words, matches, others, whole=never.whole_message)
    if pair is not None:
        first, second = sorted(pair, key=_place)
        found = " ... ".join(words.quoted(match.first, match.last) for match in (first, second))
        yield Breach(never.says, found, never.instead)


def _place(match: Match) -> tuple[int, int]:
    return match.last, match.first


def _together(
    words: Words, matches: list[Match], others: list[Match], *, whole: bool
) -> tuple[Match, Match] | None:
    """The first two that stand in one sentence, or in the whole message."""
    if whole:
        return (matches[0], others[0]) if matches and others else None
    by_sentence = {words.sentences[other.first]: other for other in reversed(others)}
    for match in matches:
        other = by_sentence.get(words.sentences[match.first])
        if other is not None:
            return match, other
    return None


def _covered(matches: list[Match], words: int) -> frozenset[int]:
    """The words that stand in one of the matches."""
    changes = [0] * (words + 1)
    for match in matches:
        changes[match.first] += 1
        changes[match.last + 1] -= 1
    return frozenset(at for at, open_ in enumerate(accumulate(changes)) if open_ > 0)
