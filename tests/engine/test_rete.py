"""Firing, chaining and forgetting, example by example."""

from advisor.engine.limits import Join, Pattern, Production
from advisor.engine.rete import Rete
from tests.engine.naive import Fact, evaluate
from tests.engine.networks import COLLIDING, NAMES

QUIET = Production(
    "notice-on-idle",
    (
        Pattern("contract", ("active", "idle")),
        Pattern("client", ("silent",), (Join("ref", 0, "client"),)),
    ),
)
CONTRACTS: list[Fact] = [
    {"kind": "contract", "ref": 1, "active": True, "idle": True, "client": 1},
    {"kind": "contract", "ref": 2, "active": True, "idle": False, "client": 1},
    {"kind": "contract", "ref": 3, "active": False, "idle": True, "client": 1},
    {"kind": "contract", "ref": 4, "active": True, "idle": True, "client": 2},
    {"kind": "contract", "ref": 5, "active": True, "idle": True, "client": 3},
    {"kind": "contract", "ref": 6, "active": True, "client": 1},
    {"kind": "contract", "ref": 7, "idle": True},
]
CLIENTS: list[Fact] = [
    {"kind": "client", "ref": 1, "silent": True},
    {"kind": "client", "ref": 2, "silent": False},
    {"kind": "client", "ref": 3},
]


def fired(network: list[Production], memory: list[Fact]) -> set[tuple[str, int]]:
    rete = Rete(network)
    firings = rete.run(memory)
    assert firings == evaluate(network, memory)
    return firings


def test_a_flag_that_is_false_or_missing_passes_no_test() -> None:
    assert fired([QUIET], CONTRACTS + CLIENTS) == {("notice-on-idle", 1)}


def test_no_production_and_no_fact() -> None:
    assert fired([], CONTRACTS) == set()
    assert fired([QUIET], []) == set()
    assert fired([QUIET], [{"kind": "event", "ref": 1}]) == set()


def test_alternatives_share_a_name() -> None:
    either = [
        Production("x", (Pattern("contract", ("active", "idle")),)),
        Production("x", (Pattern("contract", ("idle",)),)),
    ]
    assert fired(either, CONTRACTS) == {("x", 1), ("x", 3), ("x", 4), ("x", 5), ("x", 7)}


def test_the_patterns_of_a_match_are_different_facts() -> None:
    pair = Production(
        "twice", (Pattern("contract"), Pattern("contract", joins=(Join("client", 0, "client"),)))
    )
    assert fired([pair], CONTRACTS) == {("twice", ref) for ref in (1, 2, 3, 6)}


def test_another_subject_than_the_fact_itself() -> None:
    owner = Production("has-work", (Pattern("contract"),), subject="client", derives="busy")
    tired = Production("rest", (Pattern("client"), Pattern("busy", joins=(Join("ref", 0, "ref"),))))
    assert fired([owner, tired], CONTRACTS + CLIENTS) == {
        *(("has-work", ref) for ref in (1, 2, 3)),
        *(("rest", ref) for ref in (1, 2, 3)),
    }


def chain(length: int, *, backwards: bool = False) -> list[Production]:
    """c0 from a contract, c1 from c0, ... and the first again from the last."""
    first = Production("start", (Pattern("contract", ("active",)),), derives="c0")
    steps = [
        Production(
            f"step{i}", (Pattern("contract"), Pattern(f"c{i}", joins=(Join("ref", 0, "ref"),))), derives=to
        )
        for i, to in enumerate([*(f"c{i}" for i in range(1, length)), "c0"])
    ]
    return [first, *(reversed(steps) if backwards else steps)]


def test_chains_forward_and_in_circles() -> None:
    active = (1, 2, 4, 5, 6)
    expected = {(name, ref) for name in ("start", *(f"step{i}" for i in range(30))) for ref in active}
    assert fired(chain(30), CONTRACTS) == expected
    assert fired(chain(30, backwards=True), CONTRACTS) == expected


def test_chains_across_rulesets() -> None:
    for network in (chain(200), chain(200, backwards=True)):
        rete = Rete(network)
        assert len(rete.run(CONTRACTS)) == 201 * 5
    facing = [
        production for pair in zip(chain(35), chain(35, backwards=True), strict=True) for production in pair
    ]
    fired(facing, CONTRACTS[:3])


def test_a_given_fact_of_a_derived_kind() -> None:
    both: list[Fact] = [{"kind": "c0", "ref": 3}, *CONTRACTS]
    assert ("step0", 3) in fired(chain(2), both)


def test_more_matches_than_one_message_holds() -> None:
    """67,600 matches: the last slice alone holds those of the first contracts."""
    pair = Production("pair", (Pattern("contract"), Pattern("event", joins=(Join("all", 0, "all"),))))
    events: list[Fact] = [{"kind": "event", "ref": ref, "all": 1} for ref in range(260)]
    contracts: list[Fact] = [{"kind": "contract", "ref": ref, "all": 1} for ref in range(260)]
    rete = Rete([pair])
    assert rete.run(events + contracts) == {("pair", ref) for ref in range(260)}
    assert rete.run(contracts + events) == {("pair", ref) for ref in range(260)}
    assert rete.run(contracts) == set()


def test_no_name_passes_for_structure() -> None:
    hostile = [
        *NAMES,
        '"p0":{"id":"f1","kind":"k0"}',
        '{"r1":[{"p0":{"id":"f1"}}]}',
        "\\",
        "\u2028\u0000",
        "y" * 65_536 + "a",
        "y" * 65_536 + "b",
    ]
    names = ["id", "sid", "$s", "$and", "kind", 'p0":{"id":"f1', "\ud800", "", "costarring", "liquid"]
    network = [
        Production(name + text, (Pattern(text, ("is" + text, "p" + name)),))
        for name in names
        for text in hostile
    ]
    memory: list[Fact] = [
        {"kind": text, "ref": ref, "is" + text: True, **dict.fromkeys(("p" + name for name in names), True)}
        for ref, text in enumerate(hostile)
    ]
    assert len(fired(network, memory)) == len(names) * len(hostile)


def test_names_of_one_hash_are_different_properties() -> None:
    network = [Production(prop, (Pattern("c", (prop,)),)) for prop in ("costarring", "liquid", "id", "sid")]
    assert fired(network, [{"kind": "c", "ref": 1, "liquid": True, "id": True}]) == {("liquid", 1), ("id", 1)}


def test_numbers_of_one_hash_do_not_join() -> None:
    same = Production("same", (Pattern("c"), Pattern("d", joins=(Join("n", 0, "n"),))))
    left, right = COLLIDING
    assert fired([same], [{"kind": "c", "ref": 1, "n": left}, {"kind": "d", "ref": 1, "n": right}]) == set()
