"""Rules of every size and shape fire as they read; each run is held against two other readings."""

from itertools import product

import pytest

from advisor.engine import Program
from tests.engine.toy import ENTITIES, book, fired, program, subjects
from tests.engine.written import Json


def deals(*rows: Json) -> Json:
    """A state with these deals, named d0, d1, ... unless they say otherwise."""
    return {"deals": [{"id": f"d{number}", **row} for number, row in enumerate(rows)]}


FIVES = {"all": [{"any": [{letter: str(n)} for n in (1, 2, 3, 4, 5)]} for letter in "abcde"]}


def test_five_alternatives_in_each_of_five_blocks() -> None:
    wide = program({"wide": {"for": "deal", "when": FIVES}})
    rows = [dict(zip("abcde", values, strict=True)) for values in product((1, 5), (2, 6), (3,), (4, 0), (5,))]
    short: list[Json] = [{**rows[0], "e": None}, {"a": 1}, {}]

    assert subjects(wide, "wide", deals(*rows, *short)) == ["d0", "d4"]


def test_five_alternatives_in_each_of_five_blocks_of_conclusions() -> None:
    """All in one stratum: 3,125 alternatives, were they written out."""
    names = [[f"{letter}{n}" for n in range(5)] for letter in "abcde"]
    rules: Json = {
        name: {"for": "deal", "when": {name[0]: name[1]}, "conclude": name} for row in names for name in row
    }
    when = {"all": [{"any": [{name: True} for name in row]} for row in names]}
    rules |= {"wide": {"for": "deal", "when": when, "conclude": "wide"}}
    all_but_one = dict.fromkeys("abcd", 3)

    assert subjects(
        program(rules), "wide", deals({**all_but_one, "e": 4}, all_but_one, dict.fromkeys("abcde", 0))
    ) == ["d0", "d2"]


@pytest.mark.parametrize("count", [3, 4, 7, 13])
def test_many_conclusions_in_one_rule(count: int) -> None:
    names = [f"c{n}" for n in range(count)]
    rules: Json = {
        name: {"for": "deal", "when": {"n": f"!= {n}"}, "conclude": name} for n, name in enumerate(names)
    }
    rules["every"] = {"for": "deal", "when": dict.fromkeys(names, True), "conclude": "every"}

    assert subjects(program(rules), "every", deals({"n": 0}, {"n": count}, {}, {"n": count - 1})) == ["d1"]


def test_a_conclusion_of_the_same_row_by_two_ways() -> None:
    """The engine matches different facts only, and here both conditions rest on one."""
    rules: Json = {
        "hot": {"for": "firm", "when": {"n": "> 1"}, "conclude": "hot"},
        "both": {"for": "deal", "when": {"firm.hot": True, "agent.hot": True}, "conclude": "both"},
        "again": {"for": "deal", "when": {"both": True, "after.both": True}, "conclude": "again"},
    }
    state = {
        "firms": [{"id": "f", "n": 2}, {"id": "g", "n": 3}, {"id": "h", "n": 1}],
        **deals(
            {"firm": "f", "agent": "f", "after": "d0"},
            {"firm": "f", "agent": "g", "after": "d0"},
            {"firm": "f", "agent": "h", "after": "d2"},
            {"firm": "f"},
        ),
    }

    links = {"firm": "firm", "agent": "firm", "after": "deal"}
    both_ways = Program(book(rules, entities={**ENTITIES, "deal": {**ENTITIES["deal"], "links": links}}))

    assert subjects(both_ways, "both", state) == ["d0", "d1"]
    assert subjects(both_ways, "again", state) == ["d0", "d1"]


def test_a_field_name_with_another_type_on_each_entity() -> None:
    rules: Json = {
        "flag": {"for": "me", "when": {"x": True}},
        "money": {"for": "firm", "when": {"x": "$1"}},
        "text": {"for": "deal", "when": {"x": "1"}},
        "date": {"for": "note", "when": {"x": "0001-01-01"}},
    }
    state = {"me": {"x": True}, "firms": [{"id": "f", "x": 1}], "deals": [{"id": "d", "x": "1"}]}
    state["deals"][0]["log"] = [{"x": "0001-01-01"}]  # type: ignore[index]

    assert fired(program(rules), state) == {
        *(("flag", "me"), ("money", "firms.f"), ("text", "deals.d"), ("date", "deals.d.log.0"))
    }


@pytest.mark.parametrize("count", [64, 65, 500])
def test_more_rules_on_one_entity_than_one_ruleset_holds(count: int) -> None:
    rules: Json = {f"r{n}": {"for": "deal", "when": {"n": str(n)}, "conclude": f"c{n}"} for n in range(count)}
    for n in range(1, 41):
        rules[f"s{n}"] = {"for": "deal", "when": {f"c{n}": True, "a": "1"}, "conclude": f"c{n - 1}"}

    found = fired(program(rules), deals({"n": 40, "a": 1}, {"n": 63, "a": 1}, {"n": count - 1}))

    assert found == {
        *(("r40", "deals.d0"), ("r63", "deals.d1"), (f"r{count - 1}", "deals.d2")),
        *((f"s{n}", "deals.d0") for n in range(1, 41)),
    }


def test_rules_named_like_anything() -> None:
    """Names of rules, conclusions and entities are never mistaken for each other."""
    when: Json = {"some": {"note": {"hot": True}}, "n": "1"}
    rules: Json = {
        "hot": {"for": "note", "when": {"n": "1"}, "conclude": "hot"},
        "r": {"for": "deal", "when": when, "conclude": "hot"},
        **{f"r.{n}": {"for": "note", "when": {"n": f"{n + 5}"}, "conclude": f"h{n}"} for n in range(4)},
        "deal.hot": {"for": "firm", "when": {"n": "1"}, "conclude": "note"},
        "note": {"for": "firm", "when": {"note": True}, "conclude": "deal"},
    }
    state = deals({"n": 1, "log": [{}, {"n": 1}]}, {"n": 1, "log": [{"n": 2}]})

    assert fired(program(rules), state) == {("hot", "deals.d0.log.1"), ("r", "deals.d0")}


def test_periods_begin_on_their_first_day_and_end_before_their_last() -> None:
    spans: Json = {
        "from": {"from": "2026-11-21"},
        "until": {"until": "2026-11-21"},
        "between": {"from": "2026-11-20", "until": "2026-11-22"},
        "one-day": {"from": "2026-11-21", "until": "2026-11-22"},
    }
    rules: Json = {n: {"for": "deal", "when": {"n": "1"}, "in_force": span} for n, span in spans.items()}
    # A rule that concludes within a period, and what follows from it.
    rules["early"] = {**rules["until"], "conclude": "early"}
    rules["not-early"] = {"for": "deal", "when": {"early": False}}
    valid = program(rules)

    def on(day: str) -> set[str]:
        return {name for name, _ in fired(valid, deals({"n": 1}), day)}

    assert on("2026-11-19") == {"until", "early"}
    assert on("2026-11-20") == {"until", "early", "between"}
    assert on("2026-11-21") == {"from", "between", "one-day", "not-early"}
    assert on("2026-11-22") == {"from", "not-early"}
