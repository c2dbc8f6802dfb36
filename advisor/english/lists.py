"""Several words in one sentence."""

from collections.abc import Sequence


def comma_list(words: Sequence[str], last: str = " or ") -> str:
    """ "a", "a or b", "a, b or c", with what stands before the last."""
    return last.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
