"""What is called impossible never happens: tried on every state of small worlds, and on random playbooks."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.reference import reference_run
from advisor.playbook.check.canonical_form import canonical
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Quantifier,
    Unless,
    right_paths,
    walk,
)
from advisor.playbook.load import Loaded
from advisor.playbook.model import RuleBase, Validity
from advisor.source.diagnostic import Location
from tests.engine.generate import playbooks, states
from tests.engine.words import Words
from tests.engine.written import Written
from tests.playbook.check.small_worlds import Values, World, days, every_state, load, worlds

IMPOSSIBLE = ("never-fires", "cause-out-of-force")


@given(worlds())
def test_a_rule_that_never_fires_fires_in_no_state(world: World) -> None:
    playbook, values = world
    loaded = load(playbook)
    assert loaded.draft is not None, loaded.diagnostics
    told = told_impossible(loaded)

    fired = fired_in_every_state(loaded.draft, values)

    assert told & fired == set(), [str(problem) for problem in loaded.diagnostics]
    assert plain_rules(loaded) - fired == set()


@given(worlds())
def test_a_block_that_never_holds_holds_in_no_state(world: World) -> None:
    playbook, values = world
    loaded = load(playbook)
    assert loaded.draft is not None
    rules = {rule.id: rule for rule in loaded.draft.rules}
    blocks = [problem for problem in loaded.diagnostics if "this block never holds" in problem.message]

    for problem in blocks:
        rule = rules[problem.message.split('"')[1]]
        ways = enumerate(narrower(rule.when, rule.entity, problem.location))
        tried = [
            replace(rule, id=f"try{number}", when=block, entity=entity, period=Validity())
            for number, (block, entity) in ways
        ]
        fired = fired_in_every_state(replace(loaded.draft, rules=tuple(tried)), values)
        assert {one.id for one in tried} - fired, (str(problem), rule.when)


@given(playbooks(), st.data())
def test_no_false_alarm_on_random_playbooks(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    loaded = written.load()
    told = told_impossible(loaded)
    if told and loaded.draft is not None:
        program = Program(loaded.draft)
        for _ in range(3):
            facts = program.builder.build(data.draw(states(words)), None, 0)
            assert told & {rule for rule, _ in reference_run(program, facts)[1]} == set()


def told_impossible(loaded: Loaded) -> set[str]:
    """The rules of which it is told that they can never fire."""
    return {problem.message.split('"')[1] for problem in loaded.diagnostics if problem.code in IMPOSSIBLE}


def fired_in_every_state(playbook: RuleBase, values: Values) -> set[str]:
    """The rules that fire in one state or another, on one day or another."""
    program, state = Program(playbook), every_state(values)
    facts = (program.builder.build(state, day, 0) for day in days())
    return {rule for one in facts for rule, _ in reference_run(program, one)[1]}


def plain_rules(loaded: Loaded) -> set[str]:
    """The rules about which nothing is beyond the checker, so that it must find those that never fire.

    It does not compare paths among three, nor blocks with one another, nor the days of several causes; and
    what is wrong with a test or a cause is told there alone.
    """
    assert loaded.draft is not None
    rules = loaded.draft.rules
    nodes = [node for rule in rules for node in walk(rule.when)]
    blocks = {canonical(node.block) for node in nodes if isinstance(node, Quantifier)}
    compared = any(isinstance(node, FieldTest) and list(right_paths(node.test)) for node in nodes)
    beyond = compared or len(blocks) > 1 or any(rule.period != Validity() for rule in rules)
    blamed = {
        problem.message.split('"')[1]
        for problem in loaded.diagnostics
        if problem.code in ("never-holds", "always-holds", "never-fires")
    }
    return set() if beyond or blamed & {"r0", "r1", "r2", "r3"} else {rule.id for rule in rules} - blamed


def narrower(block: Condition, entity: str, location: Location) -> Iterator[tuple[Condition, str]]:
    """The blocks in a block in which the place lies, each with what must hold as well, and their entities."""
    for node in walk(block):
        if not any(inner.location == location for inner in walk(node)):
            continue
        if isinstance(node, AnyOf) and stands_in(node, block):
            for part in node.parts:
                if any(inner.location == location for inner in walk(part)):
                    narrowed = in_place(block, node, part)
                    yield narrowed, entity
                    yield from narrower(narrowed, entity, location)
        elif isinstance(node, Not | Unless | Quantifier):
            inside = node.block if isinstance(node, Quantifier) else node.part
            about = node.relation.entity if isinstance(node, Quantifier) else entity
            if any(inner.location == location for inner in walk(inside)):
                yield inside, about
                yield from narrower(inside, about, location)


def stands_in(node: Condition, block: Condition) -> bool:
    """Whether the block holds only where the node does."""
    return block is node or (isinstance(block, All) and any(stands_in(node, part) for part in block.parts))


def in_place(block: Condition, whole: AnyOf, part: Condition) -> Condition:
    """The block with one alternative in the place of all."""
    if block is whole:
        return part
    if isinstance(block, All):
        return replace(block, parts=tuple(in_place(inner, whole, part) for inner in block.parts))
    return block
