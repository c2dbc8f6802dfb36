"""Records written to a file of our own and read back: a command that starts anew waits for the reading."""

import sys
from collections import Counter
from typing import Any, BinaryIO

from advisor.source.record import compile_init, is_record

try:  # `pickle` brings the same in Python as well, which takes long to load
    from _pickle import Unpickler, UnpicklingError
except ImportError:
    from pickle import Unpickler, UnpicklingError

_MANY = 40  # records of one kind: so many are read in half the time by an `__init__` that is compiled for it


def dump_records(value: object, file: BinaryIO) -> None:
    """Write a value made of records, enumerations and what Python has of its own."""
    import pickle

    kinds: Counter[type] = Counter()

    class Counting(pickle.Pickler):
        def reducer_override(self, part: object) -> Any:
            kinds[type(part)] += 1
            return NotImplemented

    class Writing(pickle.Pickler):
        def reducer_override(self, part: object) -> Any:
            kind = type(part)
            if kind not in many:
                return NotImplemented
            return kind, tuple(getattr(part, name) for name in many[kind])

    Counting(_Nowhere(), protocol=5).dump(value)
    many = {
        kind: kind.__match_args__  # type: ignore[attr-defined]
        for kind, number in kinds.items()
        if number >= _MANY and is_record(kind)
    }
    writer = Writing(file, protocol=5)
    writer.dump(tuple(many))
    writer.dump(value)


class _Nowhere:
    """A file that nobody reads."""

    def write(self, data: bytes) -> None:
        """Drop what is written."""


def load_records(file: BinaryIO, modules: frozenset[str]) -> object:
    """The value in a file, which may hold records and enumerations of these modules, and of no other ones.

    Raises whatever goes wrong.
    """
    reader = _Reader(file, modules)
    for kind in reader.load():
        compile_init(kind)
    return reader.load()


class _Reader(Unpickler):
    """Looks up our own records and enumerations, and refuses anything else."""

    def __init__(self, file: BinaryIO, modules: frozenset[str]) -> None:
        super().__init__(file)
        self._modules = modules

    def find_class(self, module: str, name: str) -> object:
        kind = getattr(sys.modules.get(module), name, None) if module in self._modules else None
        if isinstance(kind, type):
            return kind
        raise UnpicklingError(f"{module}.{name} has no place here")
