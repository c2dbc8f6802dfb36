"""Amounts of money and points as a playbook writes them: its currency, and what it calls a point."""

import re

from advisor.source.record import record

LONGEST_SIGN = 5  # characters: "$", "CHF", "kr."
_SIGN = r"[^\d\s.,+<>=!%()\[\]-][^\d\s,+<>=!%()\[\]-]*"
_AMOUNT = rf"(?:({_SIGN})\s?)?([0-9.,]+)(?:\s?({_SIGN}))?"
_CODE = r"[A-Z]{3}"  # EUR, USD


@record
class Units:
    """What stands beside a number: the currency's `sign` before it or `after` it, the nouns for points.

    Without a sign, amounts are spoken without one, and any currency's sign is read.  `below` are the signs of
    playbooks that this one extends: their amounts keep their numbers.
    """

    sign: str = ""
    after: bool = False
    point: str = "point"
    points: str = "points"
    below: tuple[str, ...] = ()

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs that are read; none where any is."""
        return (self.sign, *self.below) if self.sign else ()

    def bare_amount(self, text: str) -> str:
        """The amount without the currency's sign, on whichever side of it that stands."""
        sign, number = _split(text)
        return number if self._is_read(sign) else text

    def foreign_sign(self, text: str) -> str:
        """The sign of another currency that stands beside the number, or ""."""
        sign, _ = _split(text)
        if not sign:
            return ""
        is_sign = _is_currency(sign) or re.fullmatch(_CODE, sign) is not None
        return sign if is_sign and self.sign and not self._is_read(sign) else ""

    def _is_read(self, sign: str) -> bool:
        """Whether amounts may carry the sign."""
        return sign.casefold() in map(str.casefold, self.signs) if self.sign else _is_currency(sign)

    def amount(self, number: str) -> str:
        """A number of the currency: "$1,200", "1,200 €", "CHF 1,200"."""
        if self.after and self.sign:
            return f"{number} {self.sign}"
        apart = " " if self.sign[-1:].isalpha() or self.sign.endswith(".") else ""
        return f"{self.sign}{apart}{number}"

    def noun(self, number: str) -> str:
        """What so many points are called."""
        return self.point if number == "1" else self.points


UNNAMED = Units()
"""No currency's sign, and the usual nouns."""


def is_sign(text: str) -> bool:
    """Whether a text can stand beside a number and be told from it."""
    return len(text) <= LONGEST_SIGN and re.fullmatch(_SIGN, text) is not None


def _split(text: str) -> tuple[str, str]:
    """The sign beside a number and the number; no sign where the text is something else."""
    if not text.strip("0123456789.,"):
        return "", text
    match = re.fullmatch(_AMOUNT, text) if len(text) <= 40 else None
    if match is None or bool(match[1]) == bool(match[3]):
        return "", text
    return match[1] or match[3], match[2]


def _is_currency(sign: str) -> bool:
    """Whether a text is one sign for a currency, such as that of the euro or the yen."""
    from unicodedata import category

    return len(sign) == 1 and category(sign) == "Sc"
