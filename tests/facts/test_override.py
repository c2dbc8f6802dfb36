"""Changes to a state: tree in, tree out; each path that leads nowhere is told with its place."""

from contextlib import suppress
from pathlib import Path

import pytest

from advisor.advice.library import Playbook
from advisor.facts.compute import FactsBuilder
from advisor.facts.override import override
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.source.errors import StateError
from advisor.source.location import Location
from advisor.source.reader import parse_tree
from advisor.source.tree import Mapping, Node, Scalar, Sequence

TOY = Playbook.load(str(Path(__file__).parents[1] / "scenarios" / "toy.yaml")).content
SCHEMA = Schema.of(TOY)
STATE = """\
as_of: 2026-11-21
profile: {score: 85}
contracts:
  - {id: c-1, client: acme, title: Logo, history: [{did: talk, on: 2026-11-01}]}
  - {id: c-2, client: bob}
"""


def changes(text: str) -> Mapping:
    node, _ = parse_tree(text, "with")
    assert isinstance(node, Mapping)
    return node


def plain(node: Node) -> object:
    """A tree as Python values."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key.text: plain(entry.value) for entry in node.entries}


def changed(text: str, state: str = STATE) -> object:
    return plain(override(State.parse(state, "state"), changes(text), SCHEMA).tree)


def refused(text: str, state: str = STATE) -> str:
    with pytest.raises(StateError) as caught:
        override(State.parse(state, "state"), changes(text), SCHEMA)
    return str(caught.value)


C_1 = {"id": "c-1", "client": "acme", "title": "Logo", "history": [{"did": "talk", "on": "2026-11-01"}]}
C_2 = {"id": "c-2", "client": "bob"}
WHOLE: dict[str, object] = {"as_of": "2026-11-21", "profile": {"score": "85"}, "contracts": [C_1, C_2]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", WHOLE),
        ("as_of: 2026-12-01", WHOLE | {"as_of": "2026-12-01"}),
        ("profile.score: 90", WHOLE | {"profile": {"score": "90"}}),
        ("profile.score: null", WHOLE | {"profile": {"score": None}}),
        ("profile.tired: true", WHOLE | {"profile": {"score": "85", "tired": "true"}}),
        ("policy.soon: 3 days", WHOLE | {"policy": {"soon": "3 days"}}),
        ("contracts.c-2.client: acme", WHOLE | {"contracts": [C_1, {"id": "c-2", "client": "acme"}]}),
        ("contracts.c-2.title: Poem", WHOLE | {"contracts": [C_1, {**C_2, "title": "Poem"}]}),
        ("contracts.c-1.history: []", WHOLE | {"contracts": [{**C_1, "history": []}, C_2]}),
        (
            "contracts.c-1.history.0.on: null",
            WHOLE | {"contracts": [{**C_1, "history": [{"did": "talk", "on": None}]}, C_2]},
        ),
        (
            "contracts.c-1.history.1: {did: fix}",
            WHOLE
            | {"contracts": [{**C_1, "history": [{"did": "talk", "on": "2026-11-01"}, {"did": "fix"}]}, C_2]},
        ),
        (
            "contracts.c-2.history.0: {did: fix}",
            WHOLE | {"contracts": [C_1, {**C_2, "history": [{"did": "fix"}]}]},
        ),
        ("contracts.c-3: {client: bob}", WHOLE | {"contracts": [C_1, C_2, {"id": "c-3", "client": "bob"}]}),
        ("contracts.c-2: {id: c-2}", WHOLE | {"contracts": [C_1, {"id": "c-2"}]}),
        (
            "clients.bob.kind: person",
            WHOLE | {"clients": [{"id": "acme"}, {"id": "bob", "kind": "person"}]},
        ),
    ],
)
def test_a_change_reaches_its_fact_and_nothing_else(text: str, expected: object) -> None:
    assert changed(text) == expected


def test_later_changes_see_earlier_ones() -> None:
    text = "{contracts.c-9: {client: bob}, contracts.c-9.title: Ode, contracts.c-9.history.0: {did: fix}}"

    assert changed(text) == WHOLE | {
        "contracts": [C_1, C_2, {"id": "c-9", "client": "bob", "title": "Ode", "history": [{"did": "fix"}]}]
    }


def test_the_state_itself_stays_as_it_was() -> None:
    state = State.parse(STATE, "state")
    override(state, changes("contracts.c-1.title: Sign"), SCHEMA)

    assert plain(state.tree) == WHOLE


def test_places_are_kept_and_new_ones_are_those_of_the_change() -> None:
    state = override(State.parse(STATE, "state"), changes("contracts.c-1.title: Sign"), SCHEMA)
    [first, _] = FactsBuilder(SCHEMA).build(state, None, 1).rows["contract"]

    assert first.places["title"] == Location("with", 1, 22)
    assert first.places["client"] == Location("state", 4, 23)


def test_what_a_field_may_hold_is_told_where_the_changed_state_is_read() -> None:
    text = "{contracts.c-1.titel: Sign, contracts.c-1.angry: perhaps, policy.sone: 3}"
    state = override(State.parse(STATE, "state"), changes(text), SCHEMA)

    with pytest.raises(StateError) as caught:
        FactsBuilder(SCHEMA).build(state, None, 1)

    assert str(caught.value).splitlines() == [
        'with:1:2: error[unknown-field]: a contract has no field "titel"',
        '    hint: did you mean "title"?',
        'with:1:50: error[wrong-value]: "angry": found "perhaps", expected true or false',
        'with:1:59: error[unknown-policy]: the policy has no parameter "sone"',
        '    hint: did you mean "soon"?',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "contracts..title: x",
            'error[bad-path]: "contracts..title" is no path: a name is missing between its dots',
        ),
        (
            "contrats.c-1.title: x",
            'error[unknown-key]: a state has no section "contrats"\n    hint: did you mean "contracts"?',
        ),
        (
            "contracts.c-11.title: x",
            'error[unknown-id]: there is no contract "c-11"\n    hint: did you mean "c-1"?',
        ),
        (
            "clients.zed.kind: person",
            'error[unknown-id]: there is no client "zed"\n    hint: a mapping at clients.zed adds it',
        ),
        (
            "contracts: []",
            'error[bad-path]: "contracts" names all contracts, not one fact\n'
            "    hint: name one of them by its id",
        ),
        (
            "contracts.c-1: gone",
            'error[bad-path]: "contracts.c-1" names a whole contract, and the value is "gone"\n'
            "    hint: add the name of a field, or give a mapping",
        ),
        (
            "contracts.c-1: {id: c-2}",
            'error[bad-path]: "contracts.c-1" gives the id already\n    hint: leave "id:" out of the value',
        ),
        (
            "profile: {}",
            'error[bad-path]: "profile" names a whole section, not one fact\n'
            "    hint: add the name of a field",
        ),
        (
            "as_of.year: 2026",
            'error[bad-path]: "as_of.year" goes on after "as_of", which is one fact',
        ),
        (
            "contracts.c-1.title.length: 4",
            'error[bad-path]: "contracts.c-1.title.length" goes on after "contracts.c-1.title", '
            "which is one fact",
        ),
        (
            "contracts.c-1.history.1.on: 2026-11-02",
            'error[unknown-id]: "contracts.c-1.history.1.on": no event is numbered 1; there is only 0\n'
            "    hint: they count from 0, as they stand in the state",
        ),
        (
            "contracts.c-2.history.first.on: 2026-11-02",
            'error[unknown-id]: "contracts.c-2.history.first.on": no event is numbered first; '
            "there are none\n"
            "    hint: they count from 0, as they stand in the state",
        ),
        (
            "contracts.c-1.history.0.on.day: 2",
            'error[bad-path]: "contracts.c-1.history.0.on.day" goes on after "contracts.c-1.history.0.on", '
            "which is one fact",
        ),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(text: str, expected: str) -> None:
    assert refused(text) == f"with:1:1: {expected}"


def test_an_id_with_a_dot_cannot_be_named() -> None:
    state = "contracts: [{id: v1.2, title: x}]"

    assert refused("contracts.v1.2.title: y", state) == (
        'with:1:1: error[bad-path]: the id "v1.2" holds a dot, so that no path can name it\n'
        "    hint: give it an id without dots"
    )


def test_every_path_that_leads_nowhere_is_told() -> None:
    told = refused("{contracts.c-8.title: x, profile: 3, contracts.c-9.title: y}")

    assert [line.split(": ")[0] for line in told.splitlines() if "hint" not in line] == [
        "with:1:2",
        "with:1:26",
        "with:1:38",
    ]


@pytest.mark.parametrize(
    "state", ["contracts: 5", "contracts: [5]", "contracts: [{id: c-1, history: 5}]", "profile: 5"]
)
@pytest.mark.parametrize(
    "text", ["contracts.c-1.title: x", "contracts.c-1.history.0.on: x", "profile.score: 3"]
)
def test_a_misshapen_state_never_ends_in_a_traceback(state: str, text: str) -> None:
    with suppress(StateError):
        changed(text, state)
