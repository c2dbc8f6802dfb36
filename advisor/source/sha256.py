"""SHA-256, without OpenSSL where Python has one of its own: loading that takes longer than reading a state.

The standard library's `random` does the same.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Protocol


class Digest(Protocol):
    """What is known of bytes so far."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""

    def hexdigest(self) -> str:
        """64 hexadecimal digits over all of them."""


def _first_found() -> Callable[[bytes], Digest]:
    for module in ("_sha2", "_sha256"):  # since Python 3.12; before
        try:
            made: Callable[[bytes], Digest] = import_module(module).sha256
        except (ImportError, AttributeError):
            continue
        return made
    from hashlib import sha256

    return sha256


sha256 = _first_found()
