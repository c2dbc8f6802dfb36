"""Playbooks about small worlds, of which every state can be tried: each row is another situation."""

import datetime
import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from advisor.facts import State
from advisor.playbook.load import Loaded
from tests.engine.among import among
from tests.engine.written import Json, load_text

BEFORE, AFTER = "2026-11-20", "2026-11-21"
Values = dict[str, list[str | None]]
World = tuple[Json, Values]
"""A playbook as plain values, and the values of each field of a deal."""

_FLAG: list[str | None] = ["true", "false", None]
# The fields of a deal, with all values that tests tell apart, and one more.  Notes have a flag.
WORLDS: list[Values] = [
    {"f": _FLAG, "n": ["0", "1", "2", "3", None]},
    {"c": ["u", "v", "w", None], "n": ["0", "1", "2", "3", None]},
    {"m": ["0", "1", "2", None], "k": ["0", "1", "2", None]},
]
_KINDS: dict[str, Json] = {
    "f": {"type": "flag"},
    "n": {"type": "count"},
    "m": {"type": "count"},
    "k": {"type": "count"},
    "c": {"type": "choice", "of": ["u", "v", "w"]},
}
_NOTES = 2  # at most, of one deal
CONCLUSIONS = ("p", "q")


@st.composite
def unary_tests(draw: st.DrawFn, field: str, fields: list[str], depth: int = 1) -> Json:
    forms = ["is", "presence", "other"] + ["list", "complement"] * (depth > 0)
    numeric = field in ("n", "m", "k")
    form = draw(among([*forms, *["order", "order", "interval", "path"] * numeric]))
    values = {"f": ["true", "false"], "c": ["u", "v"]}.get(field, ["1", "2"])
    inner = unary_tests(field, fields, depth - 1)
    if form == "presence":
        return draw(among(["known", "unknown"]))
    if form == "list":
        return draw(st.lists(inner, min_size=1, max_size=2))
    if form == "complement":
        return {"not": draw(inner)}
    if form == "interval":
        return draw(among(["1..2", "(0..2)", "[1..2)"]))
    others = [other for other in fields if other in ("m", "k") and other != field]
    operator = draw(among(["<", "<=", ">", ">=", "!=", "="]))
    if form == "path" and others and field != "n":
        return f"{operator} {draw(among(others))}"
    value = draw(among(values))
    if form == "order":
        return f"{operator} {value}"
    return f"!= {value}" if form == "other" else value


@st.composite
def blocks(
    draw: st.DrawFn, fields: list[str], drawn: tuple[str, ...], tame: bool, depth: int = 2
) -> dict[str, Json]:
    block: dict[str, Json] = {}
    for _ in range(draw(st.integers(1, 3))):
        forms = ["field"] * 4 + ["drawn"] * 2 * bool(drawn) + ["some", "none", "count"]
        form = draw(among([*forms, *["all", "any", "any", "not"] * (depth > 0)]))
        inner = blocks(fields, drawn, tame, depth - 1)
        if form == "field":
            field = draw(among(fields))
            block[field] = draw(unary_tests(field, fields))
        elif form == "drawn":
            block[draw(among(drawn))] = draw(among(["true", "false"]))
        elif form in ("all", "any"):
            block[form] = draw(st.lists(inner, min_size=1, max_size=2))
        elif form == "not":
            block[form] = draw(inner)
        else:
            flag = "true" if tame else draw(st.sampled_from(["true", "true", "known", ["true", "unknown"]]))
            over = {"note": {"g": flag}}
            number = draw(st.sampled_from(["0", "1", ">= 1", "< 2", ["0", "1"], {"not": "1"}]))
            block[form] = {"of": over, "is": number} if form == "count" else over
    return block


@st.composite
def rules(draw: st.DrawFn, number: int, fields: list[str], tame: bool) -> Json:
    """The first rules draw conclusions, of which the second may read the first; all others read both."""
    drawn = ((), (), ("p",), ("p",))[number] if number < 4 else CONCLUSIONS
    verb = {"conclude": CONCLUSIONS[number // 2]} if number < 4 else {("raise", "lower")[number % 2]: "call"}
    when = draw(blocks(fields, drawn, tame))
    unless = {"unless": draw(blocks(fields, drawn, tame, 1))} if draw(st.integers(0, 4)) == 0 else {}
    period = draw(st.sampled_from([{}, {}, {}, {"from": AFTER}, {"until": AFTER}])) if not tame else {}
    force = {"in_force": period} if period else {}
    return {"id": f"r{number}", "for": "deal", "when": when, **unless, **verb, **force, "because": "-"}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A playbook with nine rules, and the world that it is about.

    Every other one is tame: it has nothing in it that the checker leaves open.
    """
    values = draw(st.sampled_from(WORLDS))
    tame = draw(st.booleans())
    fields = list(values)
    entities = {
        "deal": {"key": "id", "fields": {field: _KINDS[field] for field in fields}},
        "note": {"belongs_to": "deal", "as": "notes", "fields": {"g": {"type": "flag"}}},
    }
    playbook = {
        "entities": entities,
        "actions": {"call": {"for": "deal", "title": "-", "effort": "low"}},
        "ruleset": "small",
        "rules": [draw(rules(number, fields, tame)) for number in range(9)],
    }
    return playbook, values


def every_state(values: Values) -> State:
    """One state in which a deal stands for each combination of values and of notes."""
    return _every_state(tuple(values))


@cache
def _every_state(fields: tuple[str, ...]) -> State:
    values = next(world for world in WORLDS if tuple(world) == fields)
    notes = [
        [{"g": flag} for flag in flags]
        for count in range(_NOTES + 1)
        for flags in combinations_with_replacement(_FLAG, count)
    ]
    deals = [
        {"id": f"d{number}", **dict(zip(fields, row, strict=True)), "notes": listed}
        for number, (listed, *row) in enumerate(product(notes, *values.values()))
    ]
    return State.from_values({"deals": deals})


def load(playbook: Json) -> Loaded:
    """The playbook as it is read, on lines, so that every place is another one."""
    return load_text(json.dumps(playbook, indent=1))


def days() -> Iterator[int]:
    """A day before the rules that begin, and one after those that end."""
    yield from (datetime.date.fromisoformat(day).toordinal() for day in (BEFORE, AFTER))
