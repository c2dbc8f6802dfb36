"""Productions run by the Rete of durable_rules 2.0.28, within the subset in which it is exact."""

import contextlib
import itertools
import os
import re
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from advisor.engine.limits import MAX_FACTS, EngineFact, Production, check_production, integer_of
from advisor.engine.ruleset import WARM_UP_FACT, Ruleset, ShortNames, compile_rulesets
from advisor.source.errors import EngineError

REINSTALL = (
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
    "pip install --force-reinstall --no-binary durable-rules durable-rules==2.0.28"
)


class Engine(Protocol):
    """The calls of `durable_rules_engine` that are safe. Rules, facts and messages are JSON text.

    All raise `error` or MemoryError. assert_fact answers a code (0 it matched a pattern, 1 it matched none, 2
    the id is taken) and the offset of the state; start_action_for_state a state and the first message, or
    None if nothing fires; complete_and_start_action, after a start only, the next message. A ruleset is
    deleted after its state.
    """

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def delete_ruleset(self, handle: int, /) -> None: ...
    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, offset: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, offset: int, /) -> str | None: ...
    def delete_state(self, handle: int, sid: str, /) -> None: ...


def engine_module() -> Engine:
    """The engine, loaded. Raises EngineError that says how to reinstall it.

    On Python 3.13 a build without the define of REINSTALL lacks a function that only unused callbacks call:
    it loads if the dynamic linker binds lazily.
    """
    try:
        return _load()
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) or not hasattr(sys, "setdlopenflags"):
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


# Messages hold nothing but numbers and our own names (ruleset.py), so that no value can imitate this.
_first_facts = re.compile(r'"p0":\{"id":"(f\d+)"').findall
_serial = itertools.count()
_SID = "0"  # the engine's default state


class Rete:
    """Compiled productions, ready for any number of runs, from any thread, one at a time.

    Frees the engine's memory when it is collected.
    """

    def __init__(self, productions: Sequence[Production]) -> None:
        """Raises EngineError about productions beyond the engine's limits, and if there is no engine."""
        self._productions = {f"r{position}": production for position, production in enumerate(productions)}
        for production in productions:
            check_production(production)
        self._names = ShortNames(productions)
        self._engine = engine_module()
        self._lock = threading.Lock()
        self._loaded: list[_Loaded] = []
        release = weakref.finalize(self, _release, self._loaded)
        release.atexit = False  # the process takes its memory along; a daemon thread may still run
        try:
            for ruleset in compile_rulesets(productions, self._names):
                self._loaded.append(_Loaded(self._engine, ruleset))
        except (self._engine.error, MemoryError) as error:
            raise EngineError(f"durable_rules refused the productions: {error}") from error

    def run(self, facts: Sequence[EngineFact]) -> set[tuple[str, int]]:
        """The (production's name, subject) pairs that fire; see `fire`."""
        return {(name, subject) for name, subjects in self.fire(facts).items() for subject in subjects}

    def fire(self, facts: Sequence[EngineFact]) -> dict[str, set[int]]:
        """The subjects for which productions fire, by name, over the facts and all that is derived from them.

        Only properties that productions read count. Raises EngineError about a fact without kind or ref, a
        value that is neither a flag nor an integer of 64 bits, and whatever goes wrong in the engine; the
        next run starts clean.
        """
        with self._lock:
            run = _Run(self._productions, self._names, self._loaded)
            try:
                self._forget()  # an interrupted run may have left something
                run.work(facts)
            except (self._engine.error, MemoryError) as error:
                raise EngineError(f"durable_rules failed: {error}") from error
            finally:
                self._forget()
            return run.fired

    def _forget(self) -> None:
        for loaded in self._loaded:
            loaded.forget()


class _Loaded:
    """A ruleset inside the engine, with at most one live state: its facts."""

    def __init__(self, engine: Engine, ruleset: Ruleset) -> None:
        self.reads = ruleset.reads
        self._engine = engine
        self._offset: int | None = None
        self._dirty = False
        self._handle = engine.create_ruleset(f"advisor{next(_serial)}", ruleset.rules)
        self._warm_up()

    def _warm_up(self) -> None:
        """Fires once: the engine deletes a state that never fired through a pointer that it never set."""
        self.put(WARM_UP_FACT)
        if self.start() is None or self.proceed() is not None:
            raise EngineError("durable_rules did not fire its warm-up rule once")
        self.forget()

    def put(self, fact: str) -> None:
        """Asserts a fact (JSON) with an id of its own."""
        self._dirty = True
        code, self._offset = self._engine.assert_fact(self._handle, fact)
        if code not in (0, 1):
            raise EngineError(f"durable_rules answered {code} to the fact {fact}")

    def put_all(self, queue: list[str]) -> None:
        """Asserts all facts of a queue, and empties it."""
        for fact in queue:
            self.put(fact)
        queue.clear()

    def start(self) -> str | None:
        """The first message of what fires now."""
        if self._offset is None:
            return None
        started = self._engine.start_action_for_state(self._handle, self._offset)
        return started[1] if started else None

    def proceed(self) -> str | None:
        """The next message, after `start` has given one; facts may have been put in between."""
        assert self._offset is not None
        return self._engine.complete_and_start_action(self._handle, self._offset)

    def forget(self) -> None:
        """Deletes the facts, whatever condition an error has left them in."""
        if self._dirty:
            with contextlib.suppress(self._engine.error):  # an error in the very first fact leaves none
                self._engine.delete_state(self._handle, _SID)
            self._dirty, self._offset = False, None

    def delete(self) -> None:
        """Frees the ruleset; the facts go first, or their memory would stay."""
        self.forget()
        self._engine.delete_ruleset(self._handle)


class _Run:
    """One run: its working memory, and what fired."""

    def __init__(
        self, productions: Mapping[str, Production], names: ShortNames, loaded: Sequence[_Loaded]
    ) -> None:
        self.fired: dict[str, set[int]] = {}
        self._productions = productions
        self._names = names
        self._memory: dict[str, EngineFact] = {}
        self._derived: set[tuple[str, int]] = set()
        self._queues: list[tuple[_Loaded, list[str]]] = [(ruleset, []) for ruleset in loaded]

    def work(self, facts: Sequence[EngineFact]) -> None:
        """To the end: what one ruleset derives may be of use to another."""
        for fact in facts:
            if type(fact.get("kind")) is not str or type(fact.get("ref")) is not int:
                raise EngineError(f"the fact {dict(fact)!r} needs a kind (text) and a ref (an integer)")
            self._add(fact)
        while any(queue for _, queue in self._queues):
            for loaded, queue in self._queues:
                if queue:
                    self._drain(loaded, queue)

    def _add(self, fact: EngineFact) -> None:
        """Takes the fact into memory and queues it wherever its kind is of use."""
        kind = str(fact["kind"])
        code = self._names.kinds.get(kind)
        if code is None:
            return
        if len(self._memory) == MAX_FACTS:
            raise EngineError(f"more facts than durable_rules can tell apart; the limit is {MAX_FACTS}")
        fact_id = f"f{len(self._memory)}"
        self._memory[fact_id] = fact
        names = self._names.props
        members = [(prop, f'"{names[prop]}":{integer_of(fact, prop)}') for prop in fact if prop in names]
        head = f'{{"id":"{fact_id}","kind":"{code}"'
        for loaded, queue in self._queues:
            reads = loaded.reads.get(kind)
            if reads is not None:
                own = (member for prop, member in members if prop in reads)
                queue.append(",".join((head, *own)) + "}")

    def _drain(self, loaded: _Loaded, queue: list[str]) -> None:
        loaded.put_all(queue)
        message = loaded.start()
        while message is not None:
            self._take(message)
            loaded.put_all(queue)
            message = loaded.proceed()

    def _take(self, message: str) -> None:
        """A message is {"rule": frame} or {"rule": [frame, ...]}, a frame {"p0": fact, "p1": fact, ...}."""
        production = self._productions[message[2 : message.index('"', 2)]]
        values = {self._memory[fact_id].get(production.subject) for fact_id in _first_facts(message)}
        subjects = {value for value in values if isinstance(value, int)}
        self.fired.setdefault(production.name, set()).update(subjects)
        if (kind := production.derives) is not None:
            for subject in sorted(subjects):
                if (kind, subject) not in self._derived:
                    self._derived.add((kind, subject))
                    self._add({"kind": kind, "ref": subject})


def _release(loaded: list[_Loaded]) -> None:
    while loaded:
        loaded.pop().delete()
