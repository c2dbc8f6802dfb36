"""What an explanation shows of calculations: what they come to, and the facts in them."""

from collections.abc import Iterable, Iterator

from advisor.advice.advise import Adviser
from advisor.advice.explain_model import Evidence
from advisor.advice.rule_traces import RuleTracer
from advisor.engine import Program
from advisor.engine.reference import undecided
from advisor.facts import State
from tests.advice.toy import TODAY, book, contract, rule
from tests.engine.written import Json


def found(when: Json, **fields: Json) -> list[str]:
    """The values that a rule looks at, with those under them."""
    content = book([rule("advise", "call", when=when)])
    program = Program(content)
    adviser = Adviser(program)
    state = State.from_values({"as_of": TODAY, "contracts": [contract(**fields)]})
    run = program.run(program.builder.build(state, None, 740_000))
    view, _ = undecided(program, run.view)
    tracer = RuleTracer(adviser.program, view, run.firings)
    trace = tracer.trace(content.rules[0], run.facts.rows["contract"][0])
    return list(lines(value for result in trace.conditions for value in result.evidence))


def lines(values: Iterable[Evidence], depth: int = 0) -> Iterator[str]:
    for value in values:
        again = " (again)" if value.again else ""
        yield f"{'  ' * depth}{value.name}: {value.value if value.known else '?'}{again}"
        yield from lines(value.of, depth + 1)


def test_the_right_side_shows_what_it_came_to() -> None:
    assert found({"earned": "> 0.5 * earned"}, earned=3) == ["earned: 3", "0.5 * earned: 1.50", "  earned: 3"]


def test_an_unknown_part_is_named() -> None:
    assert found({"earned": "[earned / 2..$50)"}) == ["earned: ?", "earned / 2: ?", "  earned: ?"]


def test_a_value_is_explained_by_the_case_that_holds() -> None:
    assert found({"weight": "> 1"}, earned=300) == ["weight: 1.25", "  earned: 300"]


def test_what_a_value_needs_twice_is_explained_once() -> None:
    shown = found({"drop": "> 1"}, earned=300, status="ended")

    assert [line.strip() for line in shown if line.strip().startswith("weight: ")] == [
        "weight: 1.25",
        "weight: 1.25 (again)",
    ]
