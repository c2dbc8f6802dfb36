"""The 24 rules in other engines, each made ready once: a function from a state to what fires.

An engine that is not installed raises ImportError.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bench.side_by_side.clipspy_facts import release_facts
from bench.side_by_side.plain import Firings
from bench.side_by_side.rows import RULES, Test, fields_of, rows_of
from bench.side_by_side.states import Values

Fires = Callable[[Values], Firings]


def _all_rules() -> list[tuple[str, str, list[Test]]]:
    """Each rule's kind and name, once for each of its alternatives."""
    return [
        (kind, name, tests)
        for kind, rules in RULES.items()
        for name, alternatives in rules.items()
        for tests in alternatives
    ]


def datalogic() -> Fires:
    """JSONLogic, compiled; one evaluation a state, with a list of truths for each row."""
    from datalogic_py import Engine

    def of(test: Test) -> list[object]:
        field, op, value = test
        variable = {"var": field}
        if op == "missing":
            return [{"===": [variable, None]}]
        return [{"!==": [variable, None]}, {{"==": "==="}.get(op, op): [variable, value]}]

    def rule(alternatives: list[list[Test]]) -> object:
        return {"or": [{"and": [part for test in tests for part in of(test)]} for tests in alternatives]}

    whole = [{"map": [{"var": kind}, [rule(one) for one in rules.values()]]} for kind, rules in RULES.items()]
    compiled = Engine().compile(json.dumps(whole))
    names = [list(rules) for rules in RULES.values()]

    def fires(state: Values) -> Firings:
        rows = rows_of(state)
        found = compiled.evaluate(rows)
        return {
            (name, row["key"])
            for kind, own, truths in zip(RULES, names, found, strict=True)
            for row, listed in zip(rows[kind], truths, strict=True)
            for name, holds in zip(own, listed, strict=True)
            if holds
        }

    return fires


def zen() -> Fires:
    """A ZEN decision graph: one node a kind of rows, which loops over them."""
    from zen import ZenEngine

    def of(test: Test) -> str:
        field, op, value = test
        return (
            f"{field} == null"
            if op == "missing"
            else f"({field} != null and {field} {op} {json.dumps(value)})"
        )

    def rule(alternatives: list[list[Test]]) -> str:
        return " or ".join(f"({' and '.join(map(of, tests))})" for tests in alternatives)

    place = {"position": {"x": 0, "y": 0}}
    nodes: list[Any] = [{"id": "in", "type": "inputNode", "name": "in", **place}]
    nodes += [
        {
            "id": kind,
            "type": "expressionNode",
            "name": kind,
            "content": {
                "expressions": [{"id": name, "key": name, "value": rule(one)} for name, one in rules.items()],
                "passThrough": False,
                "inputField": kind,
                "outputPath": kind,
                "executionMode": "loop",
            },
            **place,
        }
        for kind, rules in RULES.items()
    ]
    nodes.append({"id": "out", "type": "outputNode", "name": "out", **place})
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for kind in RULES
        for source, target in (("in", kind), (kind, "out"))
    ]
    decision = ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def fires(state: Values) -> Firings:
        rows = rows_of(state)
        found = decision.evaluate(rows)["result"]
        return {
            (name, row["key"])
            for kind in RULES
            for row, truths in zip(rows[kind], found[kind], strict=True)
            for name, holds in truths.items()
            if holds
        }

    return fires


_DURABLE = {">": "$gt", ">=": "$gte", "<": "$lt", "<=": "$lte"}


def _durable_rules() -> dict[str, Any]:
    """The rules for durable_rules, within what it does exactly."""

    def of(test: Test) -> Any:
        field, op, value = test
        if op == "missing":
            return {"$nex": {field: 1}}
        return {field: value} if op == "==" else {_DURABLE[op]: {field: value}}

    return {
        f"{name}.{number}": {"all": [{"p0": {"$and": [{"kind": kind}, *map(of, tests)]}}], "cap": 65535}
        for number, (kind, name, tests) in enumerate(_all_rules())
    }


def _durable_facts(state: Values) -> list[Values]:
    facts = [{"kind": kind, **row} for kind, rows in rows_of(state).items() for row in rows]
    return [{"id": f"f{number}", **fact} for number, fact in enumerate(facts)]


def durable_c() -> Fires:
    """The C module of durable_rules, used directly."""
    import durable_rules_engine as engine

    rules = _durable_rules() | {"w": {"all": [{"p0": {"$and": [{"kind": "w"}]}}]}}
    handle = engine.create_ruleset("side_by_side", json.dumps(rules))

    def run(facts: list[Values]) -> Firings:
        fired: Firings = set()
        offset = None
        try:
            for fact in facts:
                _, offset = engine.assert_fact(handle, json.dumps(fact))
            started = engine.start_action_for_state(handle, offset)
            message = started[1] if started else None
            while message is not None:
                ((name, frames),) = json.loads(message).items()
                for frame in frames if isinstance(frames, list) else [frames]:
                    fired.add((name.partition(".")[0], frame["p0"].get("key", "")))
                message = engine.complete_and_start_action(handle, offset)
        finally:
            engine.delete_state(handle, "0")
        return fired

    run([{"id": "w", "kind": "w"}])  # the engine needs a first state that fires
    return lambda state: run(_durable_facts(state))


def durable_python() -> Fires:
    """The Python layer of durable_rules."""
    from durable.engine import MessageNotHandledException, Ruleset

    fired: Firings = set()

    class NoHost:
        def get_action(self, name: str) -> None:
            raise KeyError(name)

    def collector(name: str) -> Callable[[Any], None]:
        def collect(context: Any) -> None:
            matches = [context._m] if context._m is not None else [one._d for one in context.m]
            for match in matches:
                fact = match.get("p0", match)
                fired.add((name.partition(".")[0], fact.get("key", "")))

        return collect

    rules = _durable_rules() | {"w": {"all": [{"p0": {"$and": [{"kind": "w"}]}}]}}
    ruleset = Ruleset("layer", NoHost(), {n: {**one, "run": collector(n)} for n, one in rules.items()})

    def run(facts: list[Values]) -> Firings:
        fired.clear()
        offset = None
        try:
            for fact in facts:
                with suppress(MessageNotHandledException):
                    offset = ruleset.assert_fact(fact)
            if offset is not None:
                ruleset.do_actions(offset, lambda error, state: None)
        finally:
            ruleset.delete_state(None)
        return set(fired)

    run([{"id": "w", "kind": "w"}])
    return lambda state: run(_durable_facts(state))


def _clips_program(rhs: str) -> list[str]:
    """Templates and rules of CLIPS; `rhs` has what a rule does, by {name}."""

    def of(test: Test) -> str:
        field, op, value = test
        if op == "missing":
            return "nil"
        return str(value) if op == "==" else f"~nil&:({op} ?{field} {value})"

    program = []
    for kind in RULES:
        slots_of = " ".join(f"(slot {field} (default nil))" for field in fields_of(kind))
        program.append(f"(deftemplate {kind} (slot key) {slots_of})")
    for number, (kind, name, tests) in enumerate(_all_rules()):
        slots: dict[str, list[str]] = {}
        for test in tests:
            slots.setdefault(test[0], []).append(of(test))
        pattern = " ".join(f"({field} ?{field}&{'&'.join(parts)})" for field, parts in slots.items())
        program.append(f"(defrule {name}-{number} ({kind} (key ?key) {pattern}) => {rhs.format(name=name)})")
    return program


def clips_public() -> Fires:
    """CLIPS by the public API of clipspy: templates, facts, and a Python function that rules call."""
    import clips

    release_facts()
    environment = clips.Environment()
    fired: Firings = set()
    environment.define_function(lambda name, key: fired.add((name, key)), "fires")
    for construct in _clips_program('(fires "{name}" ?key)'):
        environment.build(construct)
    templates = {kind: environment.find_template(kind) for kind in RULES}
    fields = {kind: ("key", *fields_of(kind)) for kind in RULES}
    symbols = {word: clips.Symbol(word) for word in _words()}

    def fires(state: Values) -> Firings:
        fired.clear()
        for kind, rows in rows_of(state).items():
            wanted, make = fields[kind], templates[kind].assert_fact
            for row in rows:
                known = {name: row[name] for name in wanted if name in row}
                make(**{n: symbols.get(v, v) if n != "key" else v for n, v in known.items()})
        environment.run()
        environment.reset()
        return set(fired)

    return fires


def clips_direct() -> Fires:
    """CLIPS as fast as it goes: the C functions under clipspy, and one text with all that fired."""
    import clips
    from clips._clips import ffi, lib
    from clips.common import environment_builder

    environment = clips.Environment()
    env = environment._env
    environment.build('(defglobal ?*fired* = "")')
    for construct in _clips_program('(bind ?*fired* (str-cat ?*fired* "{name} " ?key ";"))'):
        environment.build(construct)
    builder = environment_builder(env, "fact")
    names = {kind: kind.encode() for kind in RULES}
    slots = {kind: [(name, name.encode()) for name in fields_of(kind)] for kind in RULES}
    value = ffi.new("CLIPSValue *")
    told = next(one for one in environment.globals() if one.name == "fired")

    def fires(state: Values) -> Firings:
        for kind, rows in rows_of(state).items():
            lib.FBSetDeftemplate(builder, names[kind])
            for row in rows:
                value.value = lib.CreateString(env, row["key"].encode())
                lib.FBPutSlot(builder, b"key", value)
                for name, slot in slots[kind]:
                    one = row.get(name)
                    if one is None:
                        continue
                    if isinstance(one, str):
                        value.value = lib.CreateSymbol(env, one.encode())
                    else:
                        value.value = lib.CreateInteger(env, one)
                    lib.FBPutSlot(builder, slot, value)
                lib.FBAssert(builder)
        environment.run()
        fired = {(one[:3], one[4:]) for one in told.value.split(";") if one}
        environment.reset()
        return fired

    return fires


def _words() -> set[str]:
    return {str(value) for _, _, tests in _all_rules() for _, _, value in tests if isinstance(value, str)} | {
        "happy",
        "neutral",
    }


ENGINES: dict[str, Callable[[], Fires]] = {
    "datalogic": datalogic,
    "zen, a graph": zen,
    "durable_rules, its C module": durable_c,
    "durable_rules, its Python layer": durable_python,
    "CLIPS, its C functions": clips_direct,
    "CLIPS, the API of clipspy": clips_public,
}
