"""What conditions are asked about: the facts, and the conclusions drawn from them so far."""

from collections import abc

from advisor.facts.rows import Facts

Drawn = abc.Mapping[tuple[str, str], abc.Set[int]]


class View:
    """Facts together with the conclusions drawn so far, by (entity, name) as indexes of rows.

    `possible` holds those that unknown facts alone keep from being drawn: they read as unknown.
    """

    __slots__ = ("drawn", "facts", "possible")

    def __init__(self, facts: Facts, drawn: Drawn, possible: Drawn | None = None) -> None:
        self.facts = facts
        self.drawn = drawn
        self.possible = {} if possible is None else possible
