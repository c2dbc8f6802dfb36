"""Finding the C module, and what a user reads when it is not there."""

import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from advisor.engine.rete import engine_module
from advisor.source.errors import EngineError

REINSTALL = (
    "Reinstall it with:\n    CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
    "pip install --force-reinstall --no-binary durable-rules durable-rules==2.0.28"
)


class Empty(Loader):
    """Makes an empty module."""

    def exec_module(self, module: ModuleType) -> None:
        pass


class UndefinedSymbol(MetaPathFinder):
    """Finds an engine that loads only under lazy binding (`loads`), or never. Keeps the flags of each try."""

    def __init__(self, *, loads: bool) -> None:
        self.loads = loads
        self.flags: list[int] = []

    def find_spec(self, name: str, path: object, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != "durable_rules_engine":
            return None
        self.flags.append(sys.getdlopenflags())
        if self.loads and self.flags[-1] & os.RTLD_LAZY:
            return ModuleSpec(name, Empty())
        raise ImportError("undefined symbol: PyEval_CallObject")


def finder(monkeypatch: pytest.MonkeyPatch, *, loads: bool) -> UndefinedSymbol:
    engine_module()
    monkeypatch.delitem(sys.modules, "durable_rules_engine")
    missing = UndefinedSymbol(loads=loads)
    monkeypatch.setattr(sys, "meta_path", [missing, *sys.meta_path])
    return missing


def test_the_engine_is_there() -> None:
    assert engine_module() is sys.modules["durable_rules_engine"]


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(EngineError) as caught:
        engine_module()
    assert str(caught.value) == (
        "durable_rules cannot be loaded (import of durable_rules_engine halted; None in sys.modules). "
        + REINSTALL
    )


@pytest.mark.skipif(not hasattr(sys, "setdlopenflags"), reason="this system has no flags for loading")
class TestBuiltWithoutTheDefine:
    def test_it_loads_under_lazy_binding(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = sys.getdlopenflags()
        missing = finder(monkeypatch, loads=True)
        assert engine_module() is sys.modules["durable_rules_engine"]
        assert missing.flags == [before, (before & ~os.RTLD_NOW) | os.RTLD_LAZY]
        assert sys.getdlopenflags() == before

    def test_or_the_user_reads_how_to_build_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = sys.getdlopenflags()
        finder(monkeypatch, loads=False)
        with pytest.raises(EngineError) as caught:
            engine_module()
        assert str(caught.value) == (
            "durable_rules cannot be loaded (undefined symbol: PyEval_CallObject). " + REINSTALL
        )
        assert sys.getdlopenflags() == before
