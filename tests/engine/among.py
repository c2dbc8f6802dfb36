"""A choice among values that is made once: to make a strategy takes longer than to draw from it."""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


def among(values: Iterable[T]) -> st.SearchStrategy[T]:
    """One of the values, which are hashable; in all else `st.sampled_from`."""
    several = tuple(values)
    return _among(several, tuple(map(type, several)))


@cache
def _among(values: tuple[T, ...], _: tuple[type, ...]) -> st.SearchStrategy[T]:
    """The types keep `True` and 1 apart."""
    return st.sampled_from(values)
