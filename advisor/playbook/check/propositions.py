"""Propositions over variables of a few values each, and whether any choice of values makes them true.

A variable is any hashable name; its values are bits, and a literal is true where the value is among its own.
"""

from collections.abc import Hashable, Iterable

from advisor.source.record import record

STEPS = 5_000  # choices that are tried before a proposition is let pass


@record
class OneIn:
    """A variable has one of these values."""

    variable: Hashable
    values: int


@record
class Both:
    """Every part is true; no parts: true."""

    parts: "tuple[Proposition, ...]"


@record
class Either:
    """One part is true; no parts: false."""

    parts: "tuple[Proposition, ...]"


Proposition = OneIn | Both | Either
TRUE, FALSE = Both(()), Either(())


class _TooLarge(Exception):
    """There is more to try than is worth it."""


def excluded(propositions: Iterable[Proposition], steps: int = STEPS) -> bool:
    """Whether no values make all propositions true.  False, too, where that takes more than so many steps."""
    try:
        return not _Search(steps).possible(list(propositions), {})
    except _TooLarge:
        return False


class _Search:
    """Tries values: what must be so at once, then one alternative after the other."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def possible(self, propositions: list[Proposition], allowed: dict[Hashable, int]) -> bool:
        """Whether values that are still allowed make the propositions true; `allowed` is used up."""
        choices = self._settled(propositions, allowed)
        if choices is None:
            return False
        if not choices:
            return True
        first = min(choices, key=lambda choice: len(choice.parts))
        others: list[Proposition] = [choice for choice in choices if choice is not first]
        return any(self.possible([part, *others], dict(allowed)) for part in first.parts)

    def _settled(self, propositions: list[Proposition], allowed: dict[Hashable, int]) -> list[Either] | None:
        """The alternatives that stay once all else is settled; None where that cannot be."""
        waiting, choices = propositions, list[Either]()
        while waiting:
            self.steps -= len(waiting)
            if self.steps < 0:
                raise _TooLarge
            before = dict(allowed)
            for proposition in _opened(waiting):
                if isinstance(proposition, OneIn):
                    left = allowed.get(proposition.variable, -1) & proposition.values
                    if not left:
                        return None
                    allowed[proposition.variable] = left
                else:
                    choices.append(proposition)
            if allowed == before:
                break
            narrowed = self._narrowed(choices, allowed)
            if narrowed is None:
                return None
            waiting, choices = narrowed, []
        return choices

    def _narrowed(self, choices: list[Either], allowed: dict[Hashable, int]) -> list[Proposition] | None:
        """The alternatives without those that are ruled out, and without the choices that are made.

        None where of one choice no alternative is left.
        """
        narrowed: list[Proposition] = []
        for choice in choices:
            parts = []
            for part in choice.parts:
                if isinstance(part, OneIn):
                    known = allowed.get(part.variable, -1)
                    if not known & ~part.values:
                        break  # it is so already
                    if not known & part.values:
                        continue
                elif not part.parts:
                    if isinstance(part, Both):
                        break
                    continue
                parts.append(part)
            else:
                if not parts:
                    return None
                narrowed.append(parts[0] if len(parts) == 1 else Either(tuple(parts)))
        return narrowed


def _opened(propositions: Iterable[Proposition]) -> Iterable[OneIn | Either]:
    for proposition in propositions:
        if isinstance(proposition, Both):
            yield from _opened(proposition.parts)
        else:
            yield proposition
