"""What to write instead of a word that means nothing: a hint, and where there is no doubt a correction."""

from collections.abc import Iterable

from advisor.source.record import record

_SHORTEST = 3  # signs of a word of which a slip can be told from another word
_LONGER = 6  # signs from which on two slips are allowed
_NAMED = 2  # signs named at once that are easily passed over
_QUOTES = "\"'“”„‟‘’‚«»"  # also where a word processor has put them


@record
class Correction:
    """In the text at a problem's place, `found` becomes `instead`."""

    found: str
    instead: str


class CertainHint(str):
    """A hint that leaves no doubt what to write: a text like any other for those who only show it."""

    __slots__ = ("correction",)
    correction: Correction

    def __new__(cls, text: str, found: str, instead: str) -> "CertainHint":
        """The hint `text`: write `instead` where `found` stands."""
        hint = super().__new__(cls, text)
        hint.correction = Correction(found, instead)
        return hint

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]
        """For pickle: errors travel between processes with their hints."""
        return str(self), self.correction.found, self.correction.instead


def did_you_mean(word: str, near: str, known: Iterable[str]) -> str:
    """'did you mean "near"?', certain where no other known word is as near to what was written."""
    hint = f'did you mean "{near}"?{_unlike(word.strip(_QUOTES), near)}'
    return CertainHint(hint, word, near) if _is_certain(word, near, known) else hint


def _unlike(word: str, near: str) -> str:
    """Where two words may look alike: the signs of one alone that are invisible, or of another script."""
    strange = [f"what was written holds {_named(sign)}" for sign in _strange(word, near)]
    strange += [f"that one holds {_named(sign)}" for sign in _strange(near, word)]
    return " " + "; ".join(strange[:_NAMED]) if strange else ""


def _strange(one: str, other: str) -> list[str]:
    """The signs of a word that the other lacks and that an eye may pass over, each once."""
    if one.isascii():
        return []
    from unicodedata import category, name, normalize

    composed = normalize("NFC", one) == normalize("NFC", other)
    return [
        sign
        for sign in dict.fromkeys(one)
        if sign not in other
        and not sign.isascii()
        and (composed or category(sign)[0] not in "LN" or not name(sign, "").startswith("LATIN"))
    ]


def _named(sign: str) -> str:
    """ "U+0430, Cyrillic small letter a"."""
    from unicodedata import name

    return f"U+{ord(sign):04X}, {name(sign, 'no letter').capitalize()}"


def _is_certain(word: str, near: str, known: Iterable[str]) -> bool:
    """Whether the words differ by a slip or two, and all others by more.

    Letter case, quotes, and whether words are joined by "-", "_" or a blank make no difference.
    """
    plain = _plain(word)
    if len(plain) < _SHORTEST:
        return False
    most = 1 if len(plain) < _LONGER else 2
    close = {name for name in known if _slips(plain, _plain(name), most) <= most}
    return close == {near}


def _plain(word: str) -> str:
    return word.strip().strip(_QUOTES).strip().casefold().replace("-", "_").replace(" ", "_")


def _slips(one: str, other: str, most: int) -> int:
    """How many letters were added, left out, changed or swapped with the next one; beyond `most` any number.

    The optimal string alignment distance of Damerau and Levenshtein.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above = row, before
        row = [i]
        for j, its in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
