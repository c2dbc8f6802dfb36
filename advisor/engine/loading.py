"""Finds the C module of durable_rules; the only module that imports it.

durable.lang, the package's own Python layer, is not used: it starts threads and hides errors.
"""

import os
import sys
from typing import Protocol, cast

from advisor.source.errors import EngineError

REINSTALL = (
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
    "pip install --force-reinstall --no-binary durable-rules durable-rules==2.0.28"
)


class Engine(Protocol):
    """The calls of `durable_rules_engine` that are safe. Rules, facts and messages are JSON text.

    All raise `error` or MemoryError. Codes of assert_fact: 0 it matched a pattern, 1 it matched none, 2 the
    id is taken.
    """

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """A handle."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Frees it; its state must have been deleted before."""

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """(code, offset of the state)."""

    def start_action_for_state(self, handle: int, offset: int, /) -> tuple[str, str] | None:
        """(state, first message), or None if nothing fires."""

    def complete_and_start_action(self, handle: int, offset: int, /) -> str | None:
        """The next message; only after a start."""

    def delete_state(self, handle: int, sid: str, /) -> None:
        """Forgets all facts."""


def engine_module() -> Engine:
    """The engine, loaded. Raises EngineError that says how to reinstall it.

    On Python 3.13 a build without the define of REINSTALL lacks a function that only unused callbacks call:
    it loads if the dynamic linker binds lazily.
    """
    try:
        return _load()
    except ModuleNotFoundError as error:
        raise _unusable(error) from error
    except ImportError as error:
        if not hasattr(sys, "setdlopenflags"):
            raise _unusable(error) from error
    flags = sys.getdlopenflags()
    sys.setdlopenflags((flags & ~os.RTLD_NOW) | os.RTLD_LAZY)
    try:
        return _load()
    except ImportError as error:
        raise _unusable(error) from error
    finally:
        sys.setdlopenflags(flags)


def _load() -> Engine:
    import durable_rules_engine

    return cast(Engine, durable_rules_engine)


def _unusable(error: ImportError) -> EngineError:
    return EngineError(f"durable_rules cannot be loaded ({error}). Reinstall it with:\n    {REINSTALL}")
