"""Digests of what only this machine compares, such as the entries of a cache: thrice as fast as SHA-256."""

from importlib import import_module

from advisor.source.sha256 import Digest


def quick_digest(data: bytes) -> Digest:
    """A digest that takes in more bytes; by BLAKE2, without OpenSSL where Python has it of its own."""
    try:
        made: Digest = import_module("_blake2").blake2b(data, digest_size=32)
    except (ImportError, AttributeError):
        from hashlib import blake2b

        return blake2b(data, digest_size=32)
    return made
