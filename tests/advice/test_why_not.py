"""Why something did not come up: every point of every kind of condition, in the order of what is nearest.

Each file of `points` begins with what is asked of the state below, and goes on with what is told.
"""

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from advisor.advice.api import Playbook
from advisor.advice.explain_model import ConditionResult, Evidence
from advisor.advice.why_not import Miss, WhyNot, why_not
from advisor.facts.state import State

TOLD = """
playbook: {name: Jobs}
entities:
  person:
    single: true
    called: person
    fields: {calm: {type: flag, ask: "Are you calm?"}, rank: {type: count, ask: "Which rank?"}}
  chief:
    key: id
    called: chief
    label: "chief {id}"
    fields: {fair: {type: flag, ask: "Is the chief fair?"}}
  job:
    key: id
    called: job
    label: "job {id}"
    links: {chief: {to: chief, ask: "Whose job is it?"}}
    history: true
    fields:
      late: {type: flag, ask: "Is it late?"}
      pay: {type: count, ask: "What does it pay?"}
      mood: {type: choice, of: [good, bad, odd], ask: "How is it?", says: "the mood is {value}"}
      due: {type: date, ask: "When is it due?"}
    computed: {left: {days_until: due}}
actions:
  rest: {for: person, title: "Rest", effort: low}
  nudge: {for: job, title: "Nudge {id}", effort: low}
ruleset: rests
rules:
  - {id: hard-when-paid, for: job, when: {late: true, pay: "> 3"}, conclude: hard, because: "It is hard."}
  - {id: hard-when-odd, for: job, when: {late: true, pay: "> 3", mood: odd}, conclude: hard, because: "Odd."}
"""
FOUR = """
as_of: 2026-11-21
person: {calm: false}
chiefs: [{id: ada, fair: false}, {id: bo}]
jobs:
  - {id: j1, chief: ada, late: false, pay: 1, mood: bad, due: 2026-11-30}
  - {id: j2, chief: ada, late: false, pay: 5, mood: bad, history: [{did: nudge, on: 2026-11-01}]}
  - {id: j3, chief: bo, late: true, pay: 9, mood: good}
  - {id: j4, late: true, pay: 1, mood: bad}
"""


POINTS = sorted((Path(__file__).parent / "points").glob("*.txt"))


@cache
def playbook(when: str, more: str = "") -> Playbook:
    """One with a rule that says to rest, and what else stands beside its condition."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "jobs.yaml"
        rule = (
            f"  - {{id: tired, for: person, when: {when}, advise: rest, priority: low, because: So.{more}}}\n"
        )
        path.write_text(TOLD + rule, encoding="utf-8")
        return Playbook.load(str(path))


def asked(when: str, more: str = "", state: str = FOUR) -> WhyNot:
    """Why nobody is told to rest."""
    loaded, read = playbook(when, more), State.parse(state)
    return why_not(loaded, read, loaded.run(read), loaded.content.actions["rest"])


def head(miss: Miss) -> Iterator[str]:
    """How far off it is, when time brings it, and what to ask for."""
    failed, unknown = miss.distance
    yield f"{failed} against it, {unknown} not known"
    if miss.trace.on is not None:
        yield f"from {datetime.date.fromordinal(miss.trace.on)} on"
    yield from (f"to be asked: {fact.path}" for fact in miss.questions)


def told(result: ConditionResult, indent: str = "") -> Iterator[str]:
    """A condition with all below it, a line each."""
    sign = {True: "+", False: "-", None: "?"}[result.truth]
    extras = [result.found and f"found: {result.found}", result.note]
    extras += [f"{result.others} more" if result.others else "", f"on {result.on}" if result.on else ""]
    yield f"{indent}{sign} {result.text}" + "".join(f" | {extra}" for extra in extras if extra)
    yield from values(result.evidence, indent + "  ")
    for instance in result.instances:
        yield f"{indent}  {instance.subject.label}:"
        yield from lines(instance.conditions, indent + "    ")
    for rule in result.rules:
        yield f"{indent}  by {rule.rule}{' again' if rule.again else ''}{' fired' if rule.fired else ''}:"
        yield from lines(rule.conditions, indent + "    ")
    for group, parts in (("all", result.all_of), ("any", result.any_of), ("unless", result.unless)):
        if parts:
            yield f"{indent}  {group}:"
            yield from lines(parts, indent + "    ")


def values(evidence: Iterable[Evidence], indent: str) -> Iterator[str]:
    for one in evidence:
        yield f"{indent}= {one.name}: {one.value if one.known else 'not known'}"
        yield from values(one.of, indent + "  ")


def lines(results: Iterable[ConditionResult], indent: str = "") -> Iterator[str]:
    for result in results:
        yield from told(result, indent)


@pytest.mark.parametrize("file", POINTS, ids=lambda path: path.stem)
def test_what_is_told_of_a_rule_that_did_not_fire(file: Path) -> None:
    when, _, expected = file.read_text(encoding="utf-8").partition("\n")

    (miss,) = asked(when).misses

    assert "\n".join([*head(miss), *lines(miss.trace.conditions), ""]) == expected


@pytest.mark.parametrize("place", range(4))
def test_of_four_of_which_none_will_do_the_nearest_stands_first(place: int) -> None:
    jobs = [f"- {{id: j{n}, late: {str(n == place).lower()}, pay: 9, mood: odd}}" for n in range(4)]
    state = "\n".join(["as_of: 2026-11-21", "person: {}", "jobs:", *jobs])

    (miss,) = asked("{some: {job: {late: true, pay: 1, mood: odd}}}", state=state).misses
    (some,) = miss.trace.conditions

    rest = [n for n in range(4) if n != place][:2]
    assert [instance.path for instance in some.instances] == [f"jobs.j{n}" for n in (place, *rest)]
    assert some.others == 1


@pytest.mark.parametrize(
    ("period", "is_in_force"),
    [
        ("{from: 2026-11-22}", False),
        ("{from: 2026-11-21}", True),
        ("{until: 2026-11-21}", False),
        ("{until: 2026-11-22}", True),
    ],
)
def test_a_rule_that_is_not_in_force_has_one_thing_more_against_it(period: str, is_in_force: bool) -> None:
    (miss,) = asked("{calm: true}", f", in_force: {period}").misses

    assert miss.trace.in_force is is_in_force
    assert miss.distance == ((1, 0) if is_in_force else (2, 0))
