"""Chains, circles and absence: what follows from what, over links, owners, the profile and strata."""

from tests.engine.toy import fired, program, subjects
from tests.engine.written import Json


def test_a_chain_over_links() -> None:
    """From a note to its deal, to the firm, and on to all deals of the firm."""
    rules: Json = {
        "bad-note": {"for": "note", "when": {"n": "> 1"}, "conclude": "bad"},
        "bad-deal": {"for": "deal", "when": {"some": {"note": {"bad": True}}}, "conclude": "bad"},
        "bad-firm": {"for": "firm", "when": {"some": {"deal": {"bad": True}}}, "conclude": "bad"},
        "warn": {"for": "deal", "when": {"firm.bad": True}, "conclude": "warned"},
        "warn-note": {"for": "note", "when": {"deal.firm.bad": True}},
    }
    state = {
        "firms": [{"id": "f"}, {"id": "g"}],
        "deals": [
            {"id": "a", "firm": "f", "log": [{"n": 1}, {"n": 2}]},
            {"id": "b", "firm": "f", "log": [{}]},
            {"id": "c", "firm": "g", "log": [{"n": 1}]},
            {"id": "d"},
        ],
    }

    assert fired(program(rules), state) == {
        *(("bad-note", "deals.a.log.1"), ("bad-deal", "deals.a"), ("bad-firm", "firms.f")),
        *(("warn", "deals.a"), ("warn", "deals.b")),
        *(("warn-note", f"deals.{note}") for note in ("a.log.0", "a.log.1", "b.log.0")),
    }


def test_a_long_chain_of_links() -> None:
    """A conclusion spreads from the first of 60 deals to the last, and round in a circle."""
    rules: Json = {
        "first": {"for": "deal", "when": {"n": "1"}, "conclude": "reached"},
        "next": {"for": "deal", "when": {"after.reached": True}, "conclude": "reached"},
        "other": {"for": "deal", "when": {"reached": False}},
    }
    row: Json = [{"id": f"d{n:02}", "after": f"d{n - 1:02}"} for n in range(1, 60)]
    circle: Json = [{"id": f"e{n}", "after": f"e{(n + 1) % 3}"} for n in range(3)]

    found = subjects(program(rules), "next", {"deals": [{"id": "d00", "n": 1}, *row, *circle]})

    assert found == [f"d{n:02}" for n in range(1, 60)]
    assert subjects(program(rules), "other", {"deals": circle}) == ["e0", "e1", "e2"]


def test_a_circle_through_some() -> None:
    """Deals spoil their firm, and a spoiled firm its deals; nothing follows from nothing."""
    rules: Json = {
        "seed": {"for": "deal", "when": {"n": "1"}, "conclude": "spoiled"},
        "firm": {
            "for": "firm",
            "when": {"some": {"deal": {"spoiled": True, "a": "1"}}},
            "conclude": "spoiled",
        },
        "deal": {"for": "deal", "when": {"after.firm.spoiled": True}, "conclude": "spoiled"},
    }
    state = {
        "firms": [{"id": f"f{n}"} for n in range(5)],
        "deals": [
            {"id": "d0", "n": 1, "a": 1, "firm": "f0"},
            {"id": "d1", "a": 1, "after": "d0", "firm": "f1"},
            {"id": "d2", "after": "d1", "firm": "f2"},
            {"id": "d3", "a": 1, "after": "d2", "firm": "f3"},
            {"id": "d4", "a": 1, "after": "d4", "firm": "f4"},
        ],
    }

    assert fired(program(rules), state) == {
        *(("seed", "deals.d0"), ("firm", "firms.f0"), ("deal", "deals.d1")),
        *(("firm", "firms.f1"), ("deal", "deals.d2")),
    }


def test_some_ranges_over_the_deals_that_link_to_the_subject() -> None:
    rules: Json = {"busy": {"for": "firm", "when": {"some": {"deal": {"n": "1"}}}}}
    deals = [{"id": "d", "n": 1, "firm": "f"}, {"id": "e", "n": 2, "firm": "g", "after": "d"}]
    state = {"firms": [{"id": "f"}, {"id": "g"}], "deals": deals}

    assert subjects(program(rules), "busy", state) == ["f"]


def test_conclusions_on_the_profile() -> None:
    rules: Json = {
        "late": {"for": "deal", "when": {"late": "> 3"}, "conclude": "overdue"},
        "behind": {"for": "me", "when": {"some": {"deal": {"overdue": True}}}, "conclude": "behind"},
        "pause": {"for": "deal", "when": {"me.behind": True, "overdue": False}},
        "firm": {"for": "firm", "when": {"me.behind": True}},
        "calm": {"for": "me", "when": {"behind": False}},
    }
    deals = [{"id": "a", "due": "2026-11-17"}, {"id": "b", "due": "2026-11-18"}, {"id": "c"}]

    assert fired(program(rules), {"deals": deals, "firms": [{"id": "f"}]}) == {
        *(("late", "deals.a"), ("behind", "me"), ("pause", "deals.b"), ("pause", "deals.c")),
        ("firm", "firms.f"),
    }
    assert fired(program(rules), {"deals": deals[1:]}) == {("calm", "me")}
    assert fired(program(rules), {"me": {}}) == {("calm", "me")}


def test_absence_over_strata() -> None:
    """Each stratum reads what the one below did not draw."""
    rules: Json = {
        "c0": {"for": "deal", "when": {"n": "> 2"}, "conclude": "c0"},
        "c1": {"for": "deal", "when": {"c0": False}, "conclude": "c1"},
        "c2": {"for": "deal", "when": {"not": {"c1": True}}, "conclude": "c2"},
        "c3": {"for": "firm", "when": {"none": {"deal": {"c2": True}}}, "conclude": "c3"},
        "c4": {"for": "me", "when": {"count": {"of": {"firm": {"c3": True}}, "is": "2"}}, "conclude": "c4"},
        "c5": {"for": "deal", "when": {"me.c4": False, "not": {"not": {"c0": True}}}, "conclude": "c5"},
    }
    state: Json = {
        "firms": [{"id": "f"}, {"id": "g"}, {"id": "h"}],
        "deals": [
            {"id": "a", "n": 3, "firm": "f"},
            {"id": "b", "n": 2, "firm": "g"},
            {"id": "c", "firm": "f"},
        ],
    }

    assert fired(program(rules), state) == {
        *(("c0", "deals.a"), ("c1", "deals.b"), ("c1", "deals.c"), ("c2", "deals.a")),
        *(("c3", "firms.g"), ("c3", "firms.h"), ("c4", "me")),
    }
    assert ("c5", "deals.a") in fired(program(rules), {**state, "firms": state["firms"][:2]})


def test_an_absence_in_the_stratum_of_its_reader() -> None:
    """`some` in which one conclusion is open and another finished, and one below a double not."""
    rules: Json = {
        "done": {"for": "deal", "when": {"a": "1"}, "conclude": "done"},
        "open": {"for": "deal", "when": {"done": False, "n": "1"}, "conclude": "open"},
        "bad": {
            "for": "firm",
            "when": {"some": {"deal": {"done": False, "not": {"any": [{"open": False}, {"b": "1"}]}}}},
            "conclude": "bad",
        },
        "circle": {"for": "deal", "when": {"firm.bad": True, "done": True}, "conclude": "open"},
    }
    state = {
        "firms": [{"id": "f"}, {"id": "g"}],
        "deals": [
            {"id": "a", "a": 1, "firm": "f"},
            {"id": "b", "n": 1, "b": 0, "firm": "f"},
            {"id": "c", "n": 1, "firm": "g"},
            {"id": "d", "a": 1, "firm": "g"},
        ],
    }

    assert fired(program(rules), state) == {
        *(("done", "deals.a"), ("done", "deals.d"), ("open", "deals.b"), ("open", "deals.c")),
        *(("bad", "firms.f"), ("circle", "deals.a")),
    }


def test_what_is_unknown_fires_nothing() -> None:
    """Neither a test nor its opposite; counts only where they hold however the unknown turn out."""
    rules: Json = {
        "is": {"for": "deal", "when": {"n": "1"}},
        "is-not": {"for": "deal", "when": {"not": {"n": "1"}}},
        "other": {"for": "deal", "when": {"n": "!= 1"}},
        "asked": {"for": "deal", "when": {"n": "unknown"}},
        "far": {"for": "deal", "when": {"firm.n": "unknown"}},
        "not-hot": {"for": "deal", "when": {"firm.hot": False}},
        "hot": {"for": "firm", "when": {"n": "9"}, "conclude": "hot"},
        "few": {"for": "me", "when": {"count": {"of": {"deal": {"n": "1"}}, "is": "<= 2"}}},
        "many": {"for": "me", "when": {"count": {"of": {"deal": {"n": "1"}}, "is": ">= 1"}}},
        "one": {"for": "me", "when": {"count": {"of": {"deal": {"n": "1"}}, "is": "1"}}},
        "nobody": {"for": "me", "when": {"none": {"deal": {"n": "3"}}}},
    }
    state = {
        "deals": [{"id": "a", "n": 1, "firm": "f"}, {"id": "b"}, {"id": "c", "n": 2}],
        "firms": [{"id": "f"}],
    }

    assert fired(program(rules), state) == {
        *(("is", "deals.a"), ("is-not", "deals.c"), ("other", "deals.c"), ("asked", "deals.b")),
        *(("far", f"deals.{deal}") for deal in "abc"),
        ("not-hot", "deals.a"),
        *(("few", "me"), ("many", "me")),
    }


def test_a_rule_that_concludes_and_speaks_of_an_action_fires_once_in_the_stratum_of_its_conclusion() -> None:
    rules: Json = {
        "first": {"for": "deal", "when": {"a": "1"}, "conclude": "tardy"},
        "both": {
            "for": "deal",
            "when": {"tardy": False, "b": "1"},
            "then": [{"raise": "call-deal"}, {"conclude": "calm"}, {"conclude": ["kept"]}],
        },
        "round": {"for": "deal", "when": {"after.calm": True}, "conclude": ["calm", "kept"]},
        "last": {"for": "deal", "when": {"calm": False, "kept": False}},
    }
    state: Json = {
        "deals": [
            {"id": "a", "a": 1, "b": 1},
            {"id": "b", "a": 2, "b": 1},
            {"id": "c", "after": "b"},
            {"id": "d"},
        ]
    }
    made = program(rules)

    assert fired(made, state) >= {("both", "deals.b"), ("round", "deals.c")}
    assert subjects(made, "both", state) == ["b"]
    assert subjects(made, "last", state) == ["a", "d"]
    assert [made.strata.of_rule[name] for name in ("first", "both", "round", "last")] == [0, 1, 1, 2]
